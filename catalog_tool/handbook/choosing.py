"""Which documents are printed, and as what they are taken: by code, department, list, place and situation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from catalog_tool.domain.names import fold
from catalog_tool.domain.situations import conditions, questions_by_option, within
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import CannotRun
from catalog_tool.handbook.sections import outcome
from catalog_tool.handbook.subject import CANCELLED, Choice, Contents, Value
from catalog_tool.model import Matter, mapping_of, mappings_of, text_of, texts_of

NOT_CLAIMED = "不认领"
LISTED_UNDER = ("改革标签", "通办方式", "办理形式")


def chosen(contents: Contents, choice: Choice) -> tuple[list[Value], list[Value]]:
    """The matters and the one-things to print, in order, as the choice has them."""
    return _taken(contents.matters, contents, choice), _taken(contents.one_things, contents, choice)


def cancelled(contents: Contents, choice: Choice) -> list[Value]:
    """Matters left out because they are 取消 as of the handbook's date; one asked for by code is never."""
    date = choice.date or text_of(contents.manifest.get("发布日期"))
    return [value for value in contents.matters if not choice.matter and _is_cancelled(value, date)]


def check_choice(contents: Contents, choice: Choice) -> None:
    """Raises CannotRun where a situation or a place is asked for that the catalog does not have."""
    values = [*contents.matters, *contents.one_things]
    known = {text_of(question.get("编号")): texts_of(question.get("选项"))
             for value in values for _, question in mappings_of(value.get("情形"))
             if not choice.matter or choice.matter in (value.get("基本编码"), value.get("编码"))}  # fmt: skip
    for question, option in choice.answers:
        if question not in known:
            there = f"有的是：{_named(known)}" if known else "要印的事项都没有写 情形"
            raise CannotRun(f"没有编号为“{one_line(question)}”的情形，{there}。请改正 --situation。")
        if option not in known[question]:
            raise CannotRun(
                f"情形“{one_line(question)}”没有选项“{one_line(option)}”，"
                f"可选的是：{_named(known[question])}。请改正 --situation。"
            )
    places = outcome.places_of(contents.manifest)
    if choice.place and choice.place not in places and not any(choice.place in places_used(value) for value in values):
        there = f"有的是：{_named(places)}" if places else "catalog.yaml 里没有写 办理场所"
        raise CannotRun(f"没有编号为“{one_line(choice.place)}”的办理场所，{there}。请改正 --place。")


def _named(names: Iterable[str]) -> str:
    return "、".join(one_line(name) for name in names)


def nothing_chosen(choice: Choice) -> str:
    """The sentence for a choice that fits none of the matters."""
    if choice.matter:
        return f"目录里没有编码为 {one_line(choice.matter)} 的事项或一件事。请核对 --matter。"
    if choice.department:
        return (
            f"目录里没有“{one_line(choice.department)}”的事项。"
            "请核对 --department：写主管部门或实施主体的全称，和目录里的一样。"
        )
    if choice.lists:
        return f"目录里没有列入“{_named(choice.lists)}”的事项。--list 可写改革标签、通办方式、办理形式，或 不认领。"
    return f"目录里没有在办理场所 {one_line(choice.place)} 办理的事项。请核对 --place。"


def _taken(values: Any, contents: Contents, choice: Choice) -> list[Value]:
    date = choice.date or text_of(contents.manifest.get("发布日期"))
    places = outcome.places_of(contents.manifest)
    wanted = sorted((value for value in values if _is_wanted(value, choice, date)), key=_order)
    return [
        outcome.with_places(in_situation(at_place(value, choice.place), choice.answers), places) for value in wanted
    ]


def _is_cancelled(value: Value, date: str) -> bool:
    until = text_of(value.get("取消日期"))
    return value.get("状态") == CANCELLED and not (date and until > date)


def _is_wanted(value: Value, choice: Choice, date: str) -> bool:
    codes = [value.get(key) for key in ("基本编码", "实施编码", "业务办理项编码", "编码")]
    if choice.matter and choice.matter not in codes:
        return False
    if not choice.matter and _is_cancelled(value, date):
        return False
    if choice.department:
        names = [value.get("主管部门"), mapping_of(value.get("实施主体")).get("名称"), value.get("牵头部门")]
        if fold(choice.department) not in {fold(text_of(name)) for name in names}:
            return False
    if choice.lists and not set(choice.lists) & {word for key in LISTED_UNDER for word in _words(value.get(key))}:
        return False
    return not choice.place or choice.place in places_used(value)


def _words(value: object) -> list[str]:
    return texts_of(value if isinstance(value, list) else [value])


def places_used(value: Value) -> list[str]:
    """The 编号 of the places where a document is handled, in its order."""
    windows = value.get("办理窗口")
    found = [text_of(mapping_of(window).get("场所")) for window in windows] if isinstance(windows, list) else []
    return [code for code in dict.fromkeys(found) if code]


def at_place(value: Value, place: str) -> Value:
    """A document with the windows of one place only; all of them where none is named."""
    windows = value.get("办理窗口")
    if not place or not isinstance(windows, list):
        return value
    return {**value, "办理窗口": [window for window in windows if mapping_of(window).get("场所") == place]}


def in_situation(value: Value, answers: tuple[tuple[str, str], ...]) -> Value:
    """A document as it is for an applicant who gave these answers: what never applies to him is left out.

    Answers to questions that the document does not ask change nothing; several to one
    question are all true of him.
    """
    given: dict[str, list[str]] = {}
    for question, option in answers:
        given.setdefault(question, []).append(option)
    for _, asked in mappings_of(value.get("情形")):
        question = text_of(asked.get("编号"))
        if question in given:
            owners = questions_by_option(Matter(value))
            value = {key: _answered(item, question, given[question], owners) for key, item in value.items()}
    return value


def _answered(item: Any, question: str, options: list[str], owners: Mapping[str, str]) -> Any:
    if isinstance(item, list):
        kept = (_answered(each, question, options, owners) for each in item)
        return [each for each in kept if each is not _NEVER]
    if not isinstance(item, dict):
        return item
    if item.get("编号") == question and "选项" in item:
        return {**item, "选项": options}
    found = item.get("适用情形")
    if found is not None:
        left = [within(conditions(found, owners), question, option) for option in options]
        if all(each == frozenset() for each in left):
            return _NEVER
        if None in left:
            item = {key: each for key, each in item.items() if key != "适用情形"}
    return {key: _answered(each, question, options, owners) for key, each in item.items()}


_NEVER: dict[str, Any] = {"": None}
"""Stands for what never applies, until its list drops it. Compared by identity."""


def _order(value: Value) -> tuple[str, ...]:
    # Handling items of one 基本编码 follow each other; the files' order decides what is left.
    keys = ("主管部门", "基本编码", "业务办理项编码", "编码", "孙项名称")
    return tuple(text_of(value.get(key)) for key in keys)
