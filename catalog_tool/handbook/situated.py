"""A document as it is for an applicant who has said which situation he is in (--situation).

What can never apply to him is left out, what always does loses its condition, and
what still depends on an answer that he has not given keeps that part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from catalog_tool.domain.onething import member_key
from catalog_tool.domain.situations import questions_by_option
from catalog_tool.model import Matter, mapping_of, mappings_of, text_of, texts_of

Value = Mapping[str, Any]
Given = Mapping[str, Sequence[str]]
"""The options that are true of the applicant, by the 编号 of their question; none of a question never asked of him."""

WHEN, EXEMPT, EXEMPT_WHEN = "适用情形", "免提交", "免提交范围"


def asked_of(value: Value, answers: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Those of the (question, option) pairs that this document asks and offers, by question.

    Another matter may ask by the same 编号 what has nothing to do with it: there the answer says nothing.
    """
    offered: dict[str, set[str]] = {}
    for _, question in mappings_of(value.get("情形")):
        offered.setdefault(text_of(question.get("编号")), set()).update(texts_of(question.get("选项")))
    given: dict[str, list[str]] = {}
    for name, option in answers:
        if name and option in offered.get(name, ()):
            given.setdefault(name, []).append(option)
    return given


def in_situation(value: Value, answers: Sequence[tuple[str, str]]) -> Value:
    """A document as it is for an applicant who gave these answers.

    Answers to questions that the document does not ask change nothing; several to one
    question are all true of him. The questions answered stay, with these options only,
    so that the paper says for whom it is.
    """
    given = asked_of(value, answers)
    if not given:
        return value
    owners = questions_by_option(Matter(value))
    before = value
    while True:
        value = {key: _reduced(item, given, owners) for key, item in before.items()}
        # A question asked only under another answer: no option of it is ever true of who does not come to it.
        never_asked = _questions(before) - _questions(value) - {name for name, options in given.items() if not options}
        if not never_asked:
            return _settled(before, value)
        given.update((name, []) for name in never_asked)


def _questions(value: Value) -> set[str]:
    return {text_of(question.get("编号")) for _, question in mappings_of(value.get("情形"))} - {""}


_NEVER: dict[str, Any] = {}
"""Stands for what never applies, until its list drops it. Compared by identity."""


def _reduced(item: Any, given: Given, owners: Mapping[str, str]) -> Any:
    if isinstance(item, list):
        kept = (_reduced(each, given, owners) for each in item)
        return [each for each in kept if each is not _NEVER]
    if not isinstance(item, dict):
        return item
    question = item.get("编号")
    if "选项" in item and isinstance(question, str) and given.get(question):
        item = {**item, "选项": list(given[question])}
    if WHEN in item:
        left = left_of(item[WHEN], given, owners)
        if left == []:
            return _NEVER
        item = _with(item, WHEN, left)
    if EXEMPT_WHEN in item:
        left = left_of(item[EXEMPT_WHEN], given, owners)
        # Never exempt: then he has to hand it in.
        item = _with(item, EXEMPT_WHEN, left) if left != [] else _without(item, EXEMPT, EXEMPT_WHEN)
    return {key: each if key in (WHEN, EXEMPT_WHEN) else _reduced(each, given, owners) for key, each in item.items()}


def left_of(found: Any, given: Given, owners: Mapping[str, str]) -> Any:
    """What of 适用情形 is still open: None for "always", [] for "never", else the alternatives left.

    `owners` are `questions_by_option` of the document. What is unreadable is left as it stands.
    """
    items = found if isinstance(found, list) else [found]
    if not any(items):
        return None
    left: list[Any] = []
    for item in items:
        if isinstance(item, str):
            options = given.get(owners.get(item, ""))
            if options is None:
                left.append(item)
            elif item in options:
                return None
        elif isinstance(item, dict) and item:
            if any(_denied(question, option, given) for question, option in item.items()):
                continue
            rest = {question: option for question, option in item.items() if not _met(question, option, given)}
            if not rest:
                return None
            left.append(rest)
        elif item:
            left.append(item)
    return left


def _met(question: Any, option: Any, given: Given) -> bool:
    return isinstance(option, str) and option in given.get(question, ())


def _denied(question: Any, option: Any, given: Given) -> bool:
    return isinstance(option, str) and question in given and option not in given[question]


def _with(item: dict[str, Any], key: str, left: Any) -> dict[str, Any]:
    return _without(item, key) if left is None else {**item, key: left}


def _without(item: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: each for key, each in item.items() if key not in keys}


def _settled(before: Value, value: Value) -> Value:
    """What follows elsewhere in the document from what was left out."""
    value = dict(value)
    if isinstance(value.get("申请材料"), list):
        value["申请材料"] = _ungrouped(before["申请材料"], value["申请材料"])
    if isinstance(value.get("办理时限"), dict):
        value["办理时限"] = _one_limit(value["办理时限"])
    gone = _members(before) - _members(value)
    if gone:
        value["事项"] = [_dropped(member, "前置", gone) for member in value["事项"]]
        value["申请表"] = _dropped(value.get("申请表"), "替代", gone)
    return {key: item for key, item in value.items() if item is not None}


def _ungrouped(before: list[Any], after: list[Any]) -> list[Any]:
    """Where of 任选组 one material is left, there is nothing to choose any more: it has to be handed in."""
    had, has = _group_sizes(before), _group_sizes(after)
    alone = {name for name, count in has.items() if count == 1 and had[name] > 1}
    return [
        _without(item, "任选组") if isinstance(item, dict) and text_of(item.get("任选组")) in alone else item
        for item in after
    ]


def _group_sizes(materials: list[Any]) -> Counter[str]:
    names = (text_of(mapping_of(item).get("任选组")) for item in materials)
    return Counter(name for name in names if name)


def _one_limit(limits: dict[str, Any]) -> dict[str, Any]:
    """分情形 that is certain is the limit; an empty list of them would print as 无."""
    cases = limits.get("分情形")
    if not isinstance(cases, list) or len(cases) > 1:
        return limits
    if not cases:
        return _without(limits, "分情形")
    only = cases[0]
    return {**_without(limits, "分情形"), **only} if isinstance(only, dict) and WHEN not in only else limits


def _members(value: Value) -> set[str]:
    return {member_key(member) for _, member in mappings_of(value.get("事项"))} - {""}


def _dropped(item: Any, key: str, gone: set[str]) -> Any:
    """A mapping whose list under `key` no longer names those that are gone."""
    if not isinstance(item, dict) or not isinstance(item.get(key), list):
        return item
    return {**item, key: [each for each in item[key] if not (isinstance(each, str) and each in gone)]}
