"""适用情形: when something applies (format.md §2).

A list any item of which suffices; an item is an option's text where only one
question has it, or a mapping of question to option all of which must hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.model import Matter, Path, mappings_of, text_of, texts_of

Conditions = frozenset[frozenset[str]] | None
"""Any of these suffices, each all of its answers (原因：婚迁); None for "always"."""


def questions_by_option(matter: Matter) -> dict[str, str]:
    """For each option that only one question has, that question's 编号."""
    owners: dict[str, set[str]] = {}
    for _, question in mappings_of(matter.get("情形")):
        for option in texts_of(question.get("选项")):
            owners.setdefault(option, set()).add(text_of(question.get("编号")))
    return {option: next(iter(names)) for option, names in owners.items() if len(names) == 1}


def conditions(value: object, questions: Mapping[str, str]) -> Conditions:
    """适用情形 as comparable values; None for "always" (absent, empty or unreadable).

    `questions` are `questions_by_option` of the matter, so that an option written
    alone equals the same option written with its question.
    """
    items = value if isinstance(value, list) else [value]
    found = frozenset(answers for item in items if (answers := _answers(item, questions)))
    return found or None


def _answers(item: object, questions: Mapping[str, str]) -> frozenset[str]:
    if isinstance(item, str):
        return frozenset({answer(questions.get(item, ""), item)} if item else ())
    if isinstance(item, dict):
        return frozenset(answer(question, option) for question, option in item.items() if isinstance(option, str))
    return frozenset()


def answer(question: str, option: str) -> str:
    """One question with its answer, as compared and as printed."""
    return f"{question}：{option}" if question else option


def spoken_conditions(found: Conditions) -> str:
    """As printed: 原因：婚迁 且 地域：省内、原因：升学."""
    return "、".join(sorted(" 且 ".join(sorted(answers)) for answers in found or ()))


def within(found: Conditions, question: str, option: str) -> Conditions:
    """What is left to ask once one question has been answered; the empty set for "never"."""
    if found is None:
        return None
    given, other = answer(question, option), answer(question, "")
    left = frozenset(
        answers - {given}
        for answers in found
        if given in answers or not any(each.startswith(other) for each in answers)
    )
    return None if frozenset() in left else left


Questions = Mapping[str, list[str]]
"""The options of each question of 情形, by its 编号."""

_LISTS_WITH_SITUATIONS = ("情形", "前置事项", "申请材料", "办事流程", "业务流程", "特别程序", "事项")


def questions_of(value: Mapping[str, Any]) -> dict[str, list[str]]:
    """The options of each question; what has no 编号 is passed over."""
    found: dict[str, list[str]] = {}
    for _, question in mappings_of(value.get("情形")):
        if number := text_of(question.get("编号")):
            found.setdefault(number, []).extend(texts_of(question.get("选项")))
    return found


def uses_of_situations(value: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Each item of every 适用情形 and 免提交范围 of a matter or one-thing, with its path."""
    for name in _LISTS_WITH_SITUATIONS:
        listed = value.get(name)
        if type(listed) is list:
            for index, item in enumerate(listed):
                if type(item) is dict:
                    if "适用情形" in item:
                        yield from _each(item["适用情形"], (name, index, "适用情形"))
                    if "免提交范围" in item:
                        yield from _each(item["免提交范围"], (name, index, "免提交范围"))
    limits = value.get("办理时限")
    cases = limits.get("分情形") if type(limits) is dict else None
    if cases is not None:
        for index, case in mappings_of(cases):
            yield from _each(case.get("适用情形"), ("办理时限", "分情形", index, "适用情形"))


def _each(value: object, path: Path) -> Iterator[tuple[Path, Any]]:
    if type(value) is list:
        for index, item in enumerate(value):
            yield (*path, index), item
