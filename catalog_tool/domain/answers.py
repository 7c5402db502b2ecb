"""Which answers an applicant can give together: the situations that differ for some conditions.

Questions are single choice unless 多选 is 是, and some are asked only after an earlier
answer. Options that no condition names make no difference and are one choice here. Of
many options that may be chosen together only none, each and all are looked at: more
situations exist then than come out, but each that comes out exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from catalog_tool.domain.situations import Conditions, answer, conditions
from catalog_tool.model import mappings_of, text_of, texts_of

Answers = frozenset[str]
"""Answers given together, each as `situations.answer` writes it; those that no condition names are left out."""

MOST = 512
"""Combinations looked at; beyond that nobody has asked so many questions in earnest."""
_MOST_TOGETHER = 6


def holds(found: Conditions, given: Answers) -> bool:
    """Whether conditions are met by what has been answered."""
    return found is None or any(answers <= given for answers in found)


def possible_answers(
    questions: object, options: Mapping[str, str], relevant: Iterable[Conditions]
) -> list[Answers] | None:
    """Every combination of answers that makes a difference to `relevant`; None where there are too many.

    `questions` is 情形, `options` its `questions_by_option`. Answers to no question of
    the list exclude each other: of a matter that lists none, 新办 and 变更 are two cases.
    """
    asked = [question for _, question in mappings_of(questions)]
    askable = [conditions(question.get("适用情形"), options) for question in asked]
    named = {each for found in relevant for answers in found or () for each in answers}
    named |= {each for found in askable for answers in found or () for each in answers}
    possible: list[Answers] = [frozenset()]
    for question, when in zip(asked, askable, strict=True):
        choices = _choices(question, named)
        if len(possible) * len(choices) > MOST:
            return None
        possible = list(
            dict.fromkeys(
                given | choice
                for given in possible
                for choice in (choices if holds(when, given) else (frozenset[str](),))
            )
        )
    declared = {each for question in asked for each in _answers_of(question)}
    strangers = named - declared
    if len(possible) * (len(strangers) + 1) > MOST:
        return None
    return [given | extra for given in possible for extra in (frozenset(), *(frozenset({one}) for one in strangers))]


def _answers_of(question: Mapping[str, Any]) -> list[str]:
    name = text_of(question.get("编号"))
    return [answer(name, option) for option in texts_of(question.get("选项"))]


def _choices(question: Mapping[str, Any], named: set[str]) -> list[Answers]:
    """What may be chosen of one question, seen by the named options alone."""
    every = _answers_of(question)
    mine = [each for each in dict.fromkeys(every) if each in named]
    if question.get("多选") == "是":
        if len(mine) > _MOST_TOGETHER:
            return [frozenset(), *(frozenset({each}) for each in mine), frozenset(mine)]
        return [
            frozenset(each for position, each in enumerate(mine) if chosen >> position & 1)
            for chosen in range(2 ** len(mine))
        ]
    single = [frozenset({each}) for each in mine]
    return single if mine and len(mine) == len(set(every)) else [frozenset(), *single]
