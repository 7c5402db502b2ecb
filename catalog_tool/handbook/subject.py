"""What is to be printed: a catalog as read, what was chosen of it, and each chosen document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog_tool.domain.visible import visible
from catalog_tool.handbook.book import Chapter, Section
from catalog_tool.handbook.drafting import Blocks, Draft, Register, fields
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.sections import about
from catalog_tool.handbook.situated import asked_of, in_situation
from catalog_tool.handbook.values import Values
from catalog_tool.handbook.wording import day
from catalog_tool.model import DIRECTORY, ONE_THING, Matter, mapping_of, spoken, text_of

Value = Mapping[str, Any]
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
    """What to print: edition, date (default 发布日期), order, and which matters (all).

    `lists` are words of 改革标签, 通办方式, 办理形式, or 不认领; `answers` are
    (question, option) pairs of 情形; `place` is the 编号 of one of 办理场所.
    """

    edition: str = "public"
    date: str = ""
    matter: str = ""
    department: str = ""
    by: str = "department"
    lists: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    place: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether the whole catalog is wanted."""
        return not (self.matter or self.department or self.lists or self.place)


@dataclass(frozen=True)
class Setting:
    """What all chapters of a Book share."""

    contents: Contents
    choice: Choice
    register: Register
    places: Mapping[str, Value]

    @property
    def date(self) -> str:
        """The day the handbook is of, as data have it."""
        return self.choice.date or text_of(self.contents.manifest.get("发布日期"))


@dataclass(frozen=True)
class Subject:
    """A document to be printed, under the key its chapter has."""

    value: Value
    key: str
    setting: Setting

    @cached_property
    def draft(self) -> Draft:
        """One draft a subject: what it remembers as printed is of all of the chapter's sections."""
        return Draft(Node(dict(self.value)), self.setting.register)

    @property
    def node(self) -> Node:
        """The document."""
        return self.draft.node

    @property
    def is_one_thing(self) -> bool:
        """Whether it is a 一件事."""
        return bool(self.value.get("类别") == ONE_THING)

    @property
    def code(self) -> str:
        """基本编码, of a one-thing 编码."""
        return self.node["基本编码"].text or self.node["编码"].text

    @property
    def title(self) -> str:
        """The name people know it by, with the 孙项 it handles."""
        node = self.node
        main, sub, detail = node["主项名称"].text, node["子项名称"].text, node["孙项名称"].text
        named = sub or main or node["名称"].text or self.code or "（未写名称）"
        return named + _bracketed(detail)

    @property
    def department(self) -> str:
        """The line department, or who does the work where none is written."""
        return self.node["主管部门"].text or self.node["实施主体"]["名称"].text or self.node["牵头部门"].text

    @cached_property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The situation that it was reduced to: each question it asks that was answered, as asked, and the answers."""
        given = asked_of(self.value, self.setting.choice.answers)
        return tuple(
            (question["问题"].text or question["编号"].text, "、".join(visible(option) for option in given[number]))
            for question in self.node["情形"].mappings
            for number in [text_of(question.value.get("编号"))]
            if number in given
        )

    @property
    def notice(self) -> str:
        """What a reader must know before all else: that it is suspended or cancelled, and for whom it was cut down."""
        # Not through the node: what is only looked at does not count as printed.
        status, until = text_of(self.value.get("状态")), text_of(self.value.get("取消日期"))
        said = {"暂停": "本事项暂停办理。", CANCELLED: "本事项已取消，不再办理。"}.get(status, "")
        if status == CANCELLED and until > self.setting.date > "":
            said = f"本事项自{day(until)}起取消。"
        given = "；".join(f"{question}——{answer}" for question, answer in self.answers)
        return said + (f"按下列情形列出：{given}。" if given else "")


def chapter_of(subject: Subject, sections: Iterable[tuple[str, Blocks]], **marks: Any) -> Chapter:
    """A chapter of sections, those without blocks left out; `marks` are further fields of Chapter."""
    node, title = subject.node, subject.title
    main = node["主项名称"].text
    named = main and main != (node["子项名称"].text or main)
    return Chapter(
        key=subject.key,
        title=title,
        sections=tuple(Section(name, blocks) for name, blocks in sections if blocks),
        kicker=main if named else "",
        code=subject.code,
        notice=subject.notice,
        values=_values(subject),
        facets=_facets(subject),
        **marks,
    )


def left_over(subject: Subject) -> tuple[str, Blocks]:
    """The last section: what no other asked for, so that every value is found."""
    return "其他信息", fields(*((Node(spoken(path)).text, text) for path, text in subject.node.left_over()))


def keys_of(values: Iterable[Value]) -> dict[int, str]:
    """A chapter key for each value (by id): by code, so that links from outside outlive a new version."""
    keys: dict[int, str] = {}
    # Keys become file names: on Windows and macOS m-1a and m-1A are one file.
    used: set[str] = set()
    for value in values:
        code = re.sub("[^0-9A-Za-z]", "", text_of(value.get("基本编码") or value.get("编码")))[:40] or "x"
        number, key = 1, f"m-{code}"
        while key.lower() in used:
            number += 1
            key = f"m-{code}-{number}"
        used.add(key.lower())
        keys[id(value)] = key
    return keys


def register_of(contents: Contents, choice: Choice, printed: Iterable[Value], keys: Mapping[int, str]) -> Register:
    """What chapters may know of each other: all matters by code, as they are in the situation, and where they stand."""
    matters: dict[str, list[Value]] = {}
    titles: dict[str, str] = {}
    for value in contents.matters:
        code = Node(value.get("基本编码")).text
        if code:
            matters.setdefault(code, []).append(in_situation(value, choice.answers))
            titles.setdefault(code, Node(Matter(value).title).text)
    places: dict[str, str] = {}
    for value in printed:
        code = Node(value.get("基本编码")).text
        if code:
            places.setdefault(code, keys[id(value)])
    return Register(matters, titles, places, contents.manifest.get("类别") == DIRECTORY)


def _values(subject: Subject) -> Values:
    draft = subject.draft
    computed = {"受理机构": about.accepting(draft), "决定机构": about.deciding(draft)}
    return Values(subject.value, {name: text for name, text in computed.items() if text})


def _facets(subject: Subject) -> dict[str, tuple[str, ...]]:
    node = Node(dict(subject.value))
    themes = mapping_of(subject.value.get("主题"))
    found = {
        "部门": (subject.department,),
        "主题": tuple(str(text) for key in themes for text in node["主题"][key].texts),
        "服务对象": tuple(map(str, node["服务对象"].texts)),
        "别名": tuple(map(str, node["通俗名称"].texts)),
        "类型": (ONE_THING,) if subject.is_one_thing else tuple(map(str, node["事项类型"].texts)),
        "层级": tuple(map(str, node["行使层级"].texts)),
    }
    return {name: words for name, words in found.items() if any(words)}


def _bracketed(detail: str) -> str:
    """A 孙项名称 as it follows a title; many real ones bring their brackets."""
    if not detail or (detail[0] in "（(" and detail[-1] in "）)"):
        return detail
    return f"（{detail}）"
