"""Matters become a Book: which chapters, in which order, with which sections.

Sections stand in the order of a ministry's public guide (domain.md §6.2); what such
a guide does not know (questions, remarks, values no section asked for) follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog_tool.domain.names import fold
from catalog_tool.handbook import build_about as about
from catalog_tool.handbook import build_course as course
from catalog_tool.handbook import build_onething as onething
from catalog_tool.handbook import build_outcome as outcome
from catalog_tool.handbook import build_papers as papers
from catalog_tool.handbook.book import Book, Cell, Chapter, Part, Section
from catalog_tool.handbook.drafting import Blocks, Column, Draft, Register, fields, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.values import values_of
from catalog_tool.handbook.wording import day, lines
from catalog_tool.model import DIRECTORY, Matter, mapping_of, spoken, text_of

Value = Mapping[str, Any]
Drafting = Callable[[Draft], Blocks]

SECTIONS: tuple[tuple[str, Drafting], ...] = (
    ("适用范围", about.scope),
    ("项目信息", about.identity),
    ("所含事项", onething.members),
    ("事项审查类型", about.kind),
    ("审批依据", lambda draft: (*about.basis(draft), *onething.member_bases(draft))),
    ("受理机构", about.acceptance),
    ("决定机构", about.decision),
    ("审批数量", about.quota),
    ("申请条件", about.conditions),
    ("申请材料", lambda draft: papers.materials(draft, onething.member_materials(draft))),
    ("申请材料提交", papers.submission),
    ("办理基本流程", course.course),
    ("办理方式", course.manner),
    ("办结时限", course.limits),
    ("收费依据及标准", outcome.fees),
    ("审批结果", outcome.results),
    ("结果送达", outcome.delivery),
    ("申请人权利和义务", about.rights),
    ("咨询途径", outcome.advice),
    ("监督投诉渠道", outcome.complaints),
    ("办公地址和时间", outcome.windows),
    ("公开查询", outcome.enquiry),
    ("申请材料示范文本", papers.samples),
    ("常见问题", outcome.questions),
    ("备注", about.remarks),
)


@dataclass(frozen=True, slots=True)
class Edition:
    """Who a handbook is for: its Chinese label and its sections in order.

    `complete` prints what no section asked for, so that every value is found.
    """

    name: str
    label: str
    sections: tuple[tuple[str, Drafting], ...]
    complete: bool


EDITIONS = {"public": Edition("public", "完整版", SECTIONS, complete=True)}
ONE_THINGS = "一件事"
UNNAMED_DEPARTMENT = "未注明主管部门"
CANCELLED = "取消"


@dataclass(frozen=True)
class Contents:
    """A catalog as read: its manifest, matters and one-things, and the hash of its files."""

    manifest: Value
    matters: Sequence[Value]
    one_things: Sequence[Value] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to print: edition, date (default 发布日期), and which matters (all)."""

    edition: str = "public"
    date: str = ""
    matter: str = ""
    department: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether the whole catalog is wanted."""
        return not self.matter and not self.department


def build(contents: Contents, choice: Choice) -> Book:
    """The Book of a catalog; without parts where nothing is chosen."""
    edition = EDITIONS[choice.edition]
    manifest = contents.manifest
    date = choice.date or text_of(manifest.get("发布日期"))
    matters = sorted((value for value in contents.matters if _is_wanted(value, choice, date)), key=_order)
    one_things = sorted((value for value in contents.one_things if _is_wanted(value, choice, date)), key=_order)
    keys = _keys([*matters, *one_things])
    register = _register(contents, [*matters, *one_things], keys)
    places = outcome.places_of(manifest)

    def chapter(value: Value) -> Chapter:
        return _chapter(outcome.with_places(value, places), keys[id(value)], register, edition)

    parts = [
        Part(f"part-{number}", title, _count(values), tuple(chapter(value) for value in values))
        for number, (title, values) in enumerate(_departments(matters), 1)
    ]
    if one_things:
        parts.append(Part("part-onethings", ONE_THINGS, _count(one_things), tuple(map(chapter, one_things))))
    if parts and (appendix := _places_chapter(places, [*matters, *one_things], choice)):
        parts.append(Part("part-appendix", "附录", "", (appendix,), numbered=False))
    cover = Node(dict(manifest))
    return Book(
        title=f"{cover['功能区']['名称'].text or cover['区划名称'].text}政务服务办事指南",
        edition=edition.name,
        label=edition.label,
        issuer=cover["发布机构"].text,
        date=day(Node(date).text),
        version=cover["版本"].text,
        digest=contents.digest,
        preface=_preface(cover),
        parts=tuple(parts),
        values=values_of(manifest),
    )


def cancelled(contents: Contents, choice: Choice) -> list[Value]:
    """Matters left out because they are 取消 as of the handbook's date; one asked for by code is never."""
    date = choice.date or text_of(contents.manifest.get("发布日期"))
    return [value for value in contents.matters if not choice.matter and _is_cancelled(value, date)]


def _is_cancelled(value: Value, date: str) -> bool:
    until = text_of(value.get("取消日期"))
    return value.get("状态") == CANCELLED and not (date and until > date)


def _is_wanted(value: Value, choice: Choice, date: str) -> bool:
    codes = [value.get(key) for key in ("基本编码", "实施编码", "业务办理项编码", "编码")]
    if choice.matter:
        return choice.matter in codes
    if _is_cancelled(value, date):
        return False
    if choice.department:
        names = [value.get("主管部门"), mapping_of(value.get("实施主体")).get("名称"), value.get("牵头部门")]
        return fold(choice.department) in {fold(text_of(name)) for name in names}
    return True


def _order(value: Value) -> tuple[str, ...]:
    # Handling items of one 基本编码 follow each other; the files' order decides what is left.
    keys = ("主管部门", "基本编码", "业务办理项编码", "编码", "孙项名称")
    return tuple(text_of(value.get(key)) for key in keys)


def _departments(matters: Iterable[Value]) -> Iterator[tuple[str, list[Value]]]:
    found: dict[str, list[Value]] = {}
    for value in matters:
        # A list without 主管部门 is divided by who does the work: better than one heap.
        name = Node(value.get("主管部门")).text or Matter(value).body_name
        found.setdefault(name, []).append(value)
    unnamed = found.pop("", [])
    yield from found.items()
    if unnamed:
        yield UNNAMED_DEPARTMENT, unnamed


def _count(values: Sequence[Value]) -> str:
    codes = {text_of(value.get("基本编码") or value.get("编码")) or str(number) for number, value in enumerate(values)}
    return f"共 {len(codes)} 项"


def _keys(values: Iterable[Value]) -> dict[int, str]:
    """A chapter key for each value: by code, so that links from outside outlive a new version."""
    keys: dict[int, str] = {}
    used: set[str] = set()
    for value in values:
        code = re.sub("[^0-9A-Za-z]", "", text_of(value.get("基本编码") or value.get("编码")))[:40] or "x"
        number, key = 1, f"m-{code}"
        while key in used:
            number += 1
            key = f"m-{code}-{number}"
        used.add(key)
        keys[id(value)] = key
    return keys


def _register(contents: Contents, printed: Iterable[Value], keys: Mapping[int, str]) -> Register:
    matters: dict[str, list[Value]] = {}
    titles: dict[str, str] = {}
    for value in contents.matters:
        code = Node(value.get("基本编码")).text
        if code:
            matters.setdefault(code, []).append(value)
            titles.setdefault(code, Node(Matter(value).title).text)
    places: dict[str, str] = {}
    for value in printed:
        code = Node(value.get("基本编码")).text
        if code:
            places.setdefault(code, keys[id(value)])
    return Register(matters, titles, places, contents.manifest.get("类别") == DIRECTORY)


def _chapter(value: Value, key: str, register: Register, edition: Edition) -> Chapter:
    node = Node(value)
    draft = Draft(node, register)
    sections = [Section(name, blocks) for name, write in edition.sections for blocks in [write(draft)] if blocks]
    if edition.complete:
        rest = fields(*((Node(spoken(path)).text, text) for path, text in node.left_over()))
        if rest:
            sections.append(Section("其他信息", rest))
    code = node["基本编码"].text or node["编码"].text
    main, sub, detail = node["主项名称"].text, node["子项名称"].text, node["孙项名称"].text
    title = sub or main or node["名称"].text or code or "（未写名称）"
    values = values_of(value)
    for name, text in (("受理机构", about.accepting(draft)), ("决定机构", about.deciding(draft))):
        if text:
            values.setdefault(name, text)
    return Chapter(
        key=key,
        title=title + _bracketed(detail),
        sections=tuple(sections),
        kicker=main if main != title else "",
        code=code,
        notice={"暂停": "本事项暂停办理。", CANCELLED: "本事项已取消，不再办理。"}.get(node["状态"].text, ""),
        values=values,
    )


def _bracketed(detail: str) -> str:
    """A 孙项名称 as it follows a title; many real ones bring their brackets."""
    if not detail or (detail[0] in "（(" and detail[-1] in "）)"):
        return detail
    return f"（{detail}）"


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


def _places_chapter(places: Mapping[str, Value], printed: Iterable[Value], choice: Choice) -> Chapter | None:
    """办理场所 of the whole catalog, or those that the chosen matters use."""
    used = {
        text_of(mapping_of(window).get("场所"))
        for value in printed
        for window in [value.get("办理窗口")]
        if isinstance(window, list)
        for window in window
    }
    rows: list[list[Cell | str]] = []
    for code, place in places.items():
        if choice.is_everything or code in used:
            node = Node(place)
            rows.append(
                [
                    node["编号"].text,
                    lines(node["名称"].text, node["类型"].text, node["区划代码"].text),
                    lines(node["地址"].text, node["坐标"].text),
                    node["时间"].text,
                    node["电话"].texts,
                    node["交通"].text,
                    day(node["核实日期"].text),
                ]
            )
    columns = (
        Column("编号", 5), Column("名称", 9), Column("地址", 8), Column("时间", 8),
        Column("电话", 6), Column("交通", 5), Column("核实日期", 5),
    )  # fmt: skip
    blocks = ruled(columns, rows, name_column=1)
    return Chapter("places", "办理场所", (Section("办理场所一览", blocks),)) if blocks else None
