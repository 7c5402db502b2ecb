"""Which documents are printed: by code, department, list and place.

Each is taken as it is at that place and in that situation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from catalog_tool.domain.names import fold
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import CannotRun
from catalog_tool.handbook.sections import outcome
from catalog_tool.handbook.situated import in_situation
from catalog_tool.handbook.subject import CANCELLED, Choice, Contents, Value
from catalog_tool.model import MAIN_WITH_SUBS, mapping_of, mappings_of, text_of, texts_of

NOT_CLAIMED = "不认领"
CODES = ("基本编码", "权力编码", "实施编码", "业务办理项编码", "编码")
"""What --matter may name a document by."""
LISTED_UNDER = ("改革标签", "通办方式", "办理形式")


def chosen(contents: Contents, choice: Choice) -> tuple[list[Value], list[Value]]:
    """The matters and the one-things to print, in order, as the choice has them."""
    return _taken(contents.matters, contents, choice), _taken(contents.one_things, contents, choice)


def cancelled(contents: Contents, choice: Choice) -> list[Value]:
    """Matters that fit the choice and are 取消 as of the handbook's date: not printed, unless asked for by code."""
    date = _date(contents, choice)
    return [] if choice.matter else [v for v in contents.matters if _is_cancelled(v, date) and _fits(v, choice)]


def check_choice(contents: Contents, choice: Choice) -> None:
    """Raises CannotRun where a list, a situation or a place is asked for that cannot be had of this catalog.

    That the choice fits none of the matters is said by `nothing_chosen`.
    """
    if NOT_CLAIMED in choice.lists:
        _check_not_claimed(choice)
    values = [*contents.matters, *contents.one_things]
    places = outcome.places_of(contents.manifest)
    if choice.place and choice.place not in places and not any(choice.place in places_used(value) for value in values):
        there = f"有的是：{_named(places)}" if places else "catalog.yaml 里没有写 办理场所"
        raise CannotRun(f"没有编号为“{one_line(choice.place)}”的办理场所，{there}。请改正 --place。")
    date = _date(contents, choice)
    wanted = [value for value in values if _is_wanted(value, choice, date)]
    if choice.answers and wanted:
        _check_answers(wanted, choice.answers)


def _check_not_claimed(choice: Choice) -> None:
    if choice.edition != "list":
        raise CannotRun(f"--list {NOT_CLAIMED} 只能印清单。请去掉 --edition，或写 --edition list。")
    others = [word for word in choice.lists if word != NOT_CLAIMED]
    options = (("--matter", choice.matter), ("--department", choice.department), ("--place", choice.place),
               ("--situation", choice.answers))  # fmt: skip
    used = [f"--list {one_line(word)}" for word in others] + [name for name, given in options if given]
    if used:
        raise CannotRun(f"--list {NOT_CLAIMED} 印的是整个目录不认领的事项，不能同时用 {'、'.join(used)}。请分开印。")


def _check_answers(values: Sequence[Value], answers: Sequence[tuple[str, str]]) -> None:
    options: dict[str, dict[str, None]] = {}
    several: set[str] = set()
    for value in values:
        for _, question in mappings_of(value.get("情形")):
            number = text_of(question.get("编号"))
            options.setdefault(number, {}).update(dict.fromkeys(texts_of(question.get("选项"))))
            if question.get("多选") == "是":
                several.add(number)
    options.pop("", None)
    for number, option in answers:
        if number not in options:
            there = f"有的是：{_named(options)}" if options else "要印的事项都没有写 情形"
            raise CannotRun(f"没有编号为“{one_line(number)}”的情形，{there}。请改正 --situation。")
        if option not in options[number]:
            raise CannotRun(
                f"情形“{one_line(number)}”没有选项“{one_line(option)}”，"
                f"可选的是：{_named(options[number])}。请改正 --situation。"
            )
        given = [other for question, other in answers if question == number]
        if len(given) > 1 and number not in several:
            raise CannotRun(f"情形“{one_line(number)}”只能选一项，这里写了：{_named(given)}。请改正 --situation。")


def _named(names: Iterable[str]) -> str:
    return "、".join(one_line(name) for name in names)


def nothing_chosen(contents: Contents, choice: Choice) -> str:
    """The sentence for a choice that fits none of the matters, with what there is to choose from."""
    values = [*contents.matters, *contents.one_things]
    if choice.matter:
        return f"目录里没有编码为 {one_line(choice.matter)} 的事项或一件事。请核对 --matter。"
    if choice.department:
        return (
            f"目录里没有“{one_line(choice.department)}”的事项。"
            "请核对 --department：写主管部门或实施主体的全称，和目录里的一样"
            f"{_there(text_of(value.get('主管部门')) for value in values)}。"
        )
    if NOT_CLAIMED in choice.lists:
        return f"catalog.yaml 里没有写 {NOT_CLAIMED}，没有可印的。"
    if choice.lists:
        words = (word for value in values for key in LISTED_UNDER for word in _words(value.get(key)))
        return (
            f"目录里没有列入“{_named(choice.lists)}”的事项。"
            f"--list 可写改革标签、通办方式、办理形式，或 不认领{_there(words)}。"
        )
    return f"目录里没有在办理场所 {one_line(choice.place)} 办理的事项。请核对 --place。"


def _there(words: Iterable[str]) -> str:
    """；这份目录里有 甲、乙等, each once; nothing where there is none."""
    known = [word for word in dict.fromkeys(words) if word]
    return f"；这份目录里有 {_named(known[:_MOST_NAMED])}{'等' if len(known) > _MOST_NAMED else ''}" if known else ""


_MOST_NAMED = 12


def _taken(values: Any, contents: Contents, choice: Choice) -> list[Value]:
    date = _date(contents, choice)
    places = outcome.places_of(contents.manifest)
    wanted = sorted((value for value in values if _is_wanted(value, choice, date)), key=_order)
    return [
        outcome.with_places(in_situation(at_place(value, choice.place), choice.answers), places) for value in wanted
    ]


def _is_cancelled(value: Value, date: str) -> bool:
    until = text_of(value.get("取消日期"))
    return value.get("状态") == CANCELLED and not (date and until > date)


def _date(contents: Contents, choice: Choice) -> str:
    return choice.date or text_of(contents.manifest.get("发布日期"))


def _is_wanted(value: Value, choice: Choice, date: str) -> bool:
    return _fits(value, choice) and (bool(choice.matter) or not _is_cancelled(value, date))


def _fits(value: Value, choice: Choice) -> bool:
    if choice.matter and choice.matter not in [value.get(key) for key in CODES]:
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


def _order(value: Value) -> tuple[str, ...]:
    # Handling items of one 基本编码 follow each other; the files' order decides what is left.
    keys = ("业务办理项编码", "编码", "孙项名称")
    code = in_code_order(text_of(value.get("基本编码")))
    return (text_of(value.get("主管部门")), *code, *(text_of(value.get(key)) for key in keys))


def in_code_order(code: str) -> tuple[str, str]:
    """Sorts codes, a main item (…00Y) before its subs: the letter would put it behind them."""
    is_main = code.endswith(MAIN_WITH_SUBS)
    return (code.removesuffix(MAIN_WITH_SUBS) if is_main else code), code
