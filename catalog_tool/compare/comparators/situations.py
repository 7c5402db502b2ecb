"""情形: questions that one side alone asks, options that one side alone offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.aspects import aspect_of
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.compare.terms.one_sided import Stated, one_sided
from catalog_tool.compare.terms.wordings import wording
from catalog_tool.domain.contacts import is_said
from catalog_tool.model import Matter, mappings_of, text_of, texts_of

_FIELD = "情形"


class _Question(NamedTuple):
    """A question with its options by their wording."""

    stated: Stated
    options: dict[str, Stated]


@comparator("situation-added", "situation-dropped")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare by the words of question and option; 编号 is only a name, and who asks nothing has no situations.

    A row that is about one option (a handling item 婚迁) has that question answered.
    """
    one, other = directory.value.get(_FIELD, []), local.value.get(_FIELD, [])
    if is_unset(directory, local, _FIELD, may_be_empty=True):
        if not _answered(directory.matter, local.matter):
            yield from unset("situation-dropped", _FIELD)
        return
    if one == other or not isinstance(one, list) or not isinstance(other, list):
        return
    answered = _answered(directory.matter, local.matter)
    here, there = _questions(one, answered), _questions(other, answered)
    yield from one_sided("situation", _asked(here), _asked(there))
    for key, question in here.items():
        if key in there:
            yield from one_sided("situation", question.options, there[key].options)


def _answered(one: Matter, other: Matter) -> set[str]:
    """The wordings of the options that the rows are about."""
    options = {aspect_of(one, other).option, aspect_of(other, one).option}
    return {wording(option) for option in options if option}


def _questions(listed: list[object], answered: set[str]) -> dict[str, _Question]:
    found: dict[str, _Question] = {}
    for index, item in mappings_of(listed):
        question = (text_of(item.get("问题")) or text_of(item.get("编号"))).strip()
        options = {wording(option): option.strip() for option in reversed(texts_of(item.get("选项")))}
        key = wording(question)
        if not key or not is_said(question) or not answered.isdisjoint(options):
            continue
        path = (_FIELD, index)
        held = found.setdefault(key, _Question(Stated(path, question), {})).options
        for option, written in reversed(options.items()):
            held.setdefault(option, Stated(path, f"{question}：{written}"))
    return found


def _asked(questions: Mapping[str, _Question]) -> dict[str, Stated]:
    """Each question with its options, as printed."""
    return {
        key: Stated(question.stated.path, _spoken(question.stated.printed, [*question.options.values()]))
        for key, question in questions.items()
    }


def _spoken(question: str, options: list[Stated]) -> str:
    words = "、".join(option.printed.removeprefix(f"{question}：") for option in options)
    return f"{question}（{words}）" if words else question
