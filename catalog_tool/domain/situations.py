"""适用情形: when something applies (format.md §2).

A list any item of which suffices; an item is an option's text where only one
question has it, or a mapping of question to option all of which must hold.
"""

from __future__ import annotations

from collections.abc import Mapping

from catalog_tool.model import Matter, mappings_of, text_of, texts_of

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
