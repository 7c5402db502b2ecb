"""A catalog becomes a Book: cover, preface, parts with their chapters, appendices and indexes."""

from __future__ import annotations

from collections.abc import Sequence

from catalog_tool.handbook import appendices, grouping, indexes
from catalog_tool.handbook.book import Book, Entry, Part
from catalog_tool.handbook.choosing import chosen
from catalog_tool.handbook.drafting import Blocks, fields
from catalog_tool.handbook.editions import Edition, editions
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections import outcome
from catalog_tool.handbook.subject import Choice, Contents, Setting, Subject, keys_of, register_of
from catalog_tool.handbook.values import values_of
from catalog_tool.handbook.wording import day, lines


def build(contents: Contents, choice: Choice) -> Book:
    """The Book of a catalog; without parts where nothing is chosen."""
    edition = editions()[choice.edition]
    matters, one_things = chosen(contents, choice)
    keys = keys_of([*matters, *one_things])
    setting = Setting(
        contents, choice, register_of(contents, [*matters, *one_things], keys), outcome.places_of(contents.manifest)
    )
    subjects = [Subject(value, keys[id(value)], setting) for value in (*matters, *one_things)]
    parts = _parts(edition, subjects, choice)
    if parts and edition.apparatus:
        parts += appendices.parts_of(setting, subjects)
    return _bound(edition, setting, tuple(parts))


def _parts(edition: Edition, subjects: Sequence[Subject], choice: Choice) -> list[Part]:
    parts = []
    for number, group in enumerate(grouping.groups(subjects, choice.by), 1):
        chapters = tuple(edition.chapters(group.title, group.subjects))
        if chapters:
            see = tuple(Entry(each.title, each.code, (each.key,)) for each in group.see)
            parts.append(Part(group.key or f"part-{number}", group.title, group.note, chapters, see=see))
    return parts


def _bound(edition: Edition, setting: Setting, parts: tuple[Part, ...]) -> Book:
    cover = Node(dict(setting.contents.manifest))
    region = cover["功能区"]["名称"].text or cover["区划名称"].text
    lists = "".join(Node(word).text for word in setting.choice.lists)
    return Book(
        title=f"{region}政务服务{lists}{edition.document}",
        edition=edition.name,
        label=edition.label,
        issuer=cover["发布机构"].text,
        date=day(Node(setting.date).text),
        effective=day(cover["施行日期"].text),
        version=cover["版本"].text,
        digest=setting.contents.digest,
        preface=_preface(cover),
        parts=parts,
        indexes=indexes.indexes_of(parts, setting) if edition.apparatus else (),
        values=values_of(setting.contents.manifest),
    )


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
