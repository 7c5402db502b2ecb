"""A catalog becomes a Book: cover, preface, parts with their chapters, appendices and indexes."""

from __future__ import annotations

from collections.abc import Sequence

from catalog_tool.domain.visible import visible
from catalog_tool.handbook import appendices, grouping, indexes, not_claimed
from catalog_tool.handbook.book import Book, Chapter, Entry, Paragraphs, Part
from catalog_tool.handbook.choosing import NOT_CLAIMED, chosen
from catalog_tool.handbook.drafting import Blocks, fields
from catalog_tool.handbook.editions import Edition, editions
from catalog_tool.handbook.grouping import Grouped
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections.outcome import places_of
from catalog_tool.handbook.subject import Choice, Contents, Setting, Subject, keys_of, register_of
from catalog_tool.handbook.values import values_of
from catalog_tool.handbook.wording import day, lines


def build(contents: Contents, choice: Choice) -> Book:
    """The Book of a catalog; without parts where nothing is chosen.

    What cannot be had of the catalog is refused before (choosing.check_choice).
    """
    edition = editions()[choice.edition]
    matters, one_things = chosen(contents, choice)
    keys = keys_of([*matters, *one_things])
    setting = Setting(
        contents, choice, register_of(contents, choice, [*matters, *one_things], keys), places_of(contents.manifest)
    )
    if NOT_CLAIMED in choice.lists:
        return _bound(edition, setting, not_claimed.parts_of(setting), ())
    subjects = [Subject(value, keys[id(value)], setting) for value in (*matters, *one_things)]
    parts, standing = _parts(edition, grouping.groups(subjects, choice.by))
    printed = [(subject, standing[subject.key]) for subject in subjects if subject.key in standing]
    if parts and edition.apparatus:
        parts += appendices.parts_of(setting, subjects)
    return _bound(edition, setting, parts, printed)


def _parts(edition: Edition, groups: Sequence[Grouped]) -> tuple[list[Part], dict[str, Chapter]]:
    """The parts, and the chapter in which each document stands, by its key."""
    parts: list[Part] = []
    standing: dict[str, Chapter] = {}
    written = [tuple(edition.chapters(group.title, group.subjects)) if group.subjects else () for group in groups]
    for group, chapters in zip(groups, written, strict=True):
        by_key = {chapter.key: chapter for chapter in chapters}
        for subject in group.subjects:
            if chapters:
                # A list has one chapter for all documents of a part.
                standing[subject.key] = by_key.get(subject.key, chapters[0])
    for number, (group, chapters) in enumerate(zip(groups, written, strict=True), 1):
        see = tuple(
            Entry(each.title, each.code, (standing[each.key].key,)) for each in group.see if each.key in standing
        )
        if chapters or see:
            # A divider in front of a single table that bears the same title says nothing.
            divided = [chapter.title for chapter in chapters] != [group.title]
            parts.append(Part(group.key or f"part-{number}", group.title, group.note, chapters, divided, see))
    return parts, standing


def _bound(edition: Edition, setting: Setting, parts: Sequence[Part], printed: indexes.Printed) -> Book:
    cover = Node(dict(setting.contents.manifest))
    loose = edition.loose and len(printed) == 1
    return Book(
        title=_title(edition, setting, printed),
        edition=edition.name,
        # A title that says it already needs no second line.
        label="" if edition.label in edition.document else edition.label,
        issuer=cover["发布机构"].text,
        date=day(Node(setting.date).text),
        effective=day(cover["施行日期"].text),
        version=cover["版本"].text,
        digest=setting.contents.digest,
        # What is handed out over the counter speaks of one matter alone.
        preface=() if loose else (*_foreword(edition, setting, printed), *_preface(cover)),
        parts=tuple(parts),
        indexes=indexes.indexes_of(printed) if edition.apparatus else (),
        values=values_of(setting.contents.manifest),
        loose=loose,
    )


def _title(edition: Edition, setting: Setting, printed: indexes.Printed) -> str:
    """桐庐县政务服务一证通办事项清单, of one document 桐庐县户口迁移办事指南; in brackets what else was asked for."""
    choice, cover = setting.choice, Node(dict(setting.contents.manifest))
    region = cover["功能区"]["名称"].text or cover["区划名称"].text
    if choice.matter and len(printed) == 1:
        ((subject, _),) = printed
        return f"{region}{subject.title}{edition.document}"
    place = Node(dict(setting.places.get(choice.place, {})))["名称"].text or visible(choice.place)
    narrowed = "，".join(word for word in (visible(choice.department), place) if word)
    lists = "、".join(map(visible, choice.lists))
    return f"{region}政务服务{lists}{edition.document}" + (f"（{narrowed}）" if narrowed else "")


def _foreword(edition: Edition, setting: Setting, printed: indexes.Printed) -> Blocks:
    """How to use a handbook: what it holds, and where to look."""
    if len(printed) < 2 or not edition.apparatus:
        return ()
    things = sum(subject.is_one_thing for subject, _ in printed)
    codes = len({subject.code or subject.key for subject, _ in printed if not subject.is_one_thing})
    held = "、".join(([f"政务服务事项 {codes} 项"] if codes else []) + ([f"一件事 {things} 件"] if things else []))
    sentences = (
        (
            f"收录{held}，按{_ORDERED[setting.choice.by]}编排，每个事项另起一页。"
            "一个事项只印一处，也属于别处的，在那里指明印在哪里。"
        ),
        (
            "知道名称的，查目录或按名称索引，通俗的叫法也在其中；知道编码的，查按编码索引；"
            "想知道一部法律、法规、文件用于哪些事项的，查按依据索引。"
        ),
    )
    return (Paragraphs(sentences),)


_ORDERED = {
    "department": "主管部门",
    "theme": "主题",
    "onething": "一件事",
    "audience": "服务对象",
    "place": "办理地点",
    "level": "行使层级",
}
"""How a handbook is ordered, by --by."""


def _preface(cover: Node) -> Blocks:
    scope, zone = cover["收录范围"], cover["功能区"]
    levels = scope["层级"] if isinstance(scope.value, dict) else scope
    return fields(
        ("编制依据", cover["名称"]),
        ("类别", cover["类别"]),
        ("发布机构", cover["发布机构"]),
        ("文号", cover["文号"]),
        ("版本", cover["版本"]),
        ("发布日期", day(cover["发布日期"].text)),
        ("施行日期", day(cover["施行日期"].text)),
        ("地区", lines(cover["区划名称"].text, zone["名称"].text)),
        ("层级", cover["层级"]),
        ("区划代码", lines(cover["区划代码"].text, zone["所属区划代码"].text)),
        ("上级目录版本", cover["上级目录版本"]),
        ("收录层级", levels),
        ("收录事项类型", scope["事项类型"]),
        ("收录主管部门", scope["主管部门"]),
        ("收录说明", scope["说明"]),
    )
