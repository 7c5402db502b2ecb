"""适用情形: when something applies (format.md §2).

A list any item of which suffices; an item is an option's text where only one
question has it, or a mapping of question to option all of which must hold.
"""

from __future__ import annotations

from collections.abc import Mapping

from catalog_tool.model import Matter, mappings_of, text_of, texts_of


def questions_by_option(matter: Matter) -> dict[str, str]:
    """For each option that only one question has, that question's 编号."""
    owners: dict[str, set[str]] = {}
    for _, question in mappings_of(matter.get("情形")):
        for option in texts_of(question.get("选项")):
            owners.setdefault(option, set()).add(text_of(question.get("编号")))
    return {option: next(iter(names)) for option, names in owners.items() if len(names) == 1}


def situations(value: object, questions: Mapping[str, str]) -> frozenset[str] | None:
    """The situations as comparable texts (原因：婚迁 且 地域：省内); None for "always" (absent or empty).

    `questions` are `questions_by_option` of the matter, so that an option written
    alone equals the same option written with its question.
    """
    if not isinstance(value, list) or not value:
        return None
    return frozenset(text for item in value if (text := _text(item, questions)))


def _text(item: object, questions: Mapping[str, str]) -> str:
    if isinstance(item, str):
        question = questions.get(item)
        return f"{question}：{item}" if question else item
    if isinstance(item, dict):
        return " 且 ".join(f"{question}：{option}" for question, option in sorted(item.items()))
    return ""
