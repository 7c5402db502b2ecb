"""适用依据: a law, article or document that one side alone cites."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.cited import Cited, Held, Number, cited_in
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.compare.terms.one_sided import Stated, added, dropped
from catalog_tool.domain.own_documents import own_documents

_FIELD = "适用依据"


@comparator("basis-added", "basis-dropped")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """One change for each law and article that one side alone cites, whatever its edition and punctuation."""
    one, other = directory.value.get(_FIELD), local.value.get(_FIELD)
    if is_unset(directory, local, _FIELD):
        yield from unset("basis-dropped", _FIELD)
        return
    if one == other or not isinstance(one, list) or not isinstance(other, list):
        return
    here, there = cited_in(one), cited_in(other)
    held_here, held_there = Held(here), Held(there)
    for _, stated in _alone(here, held_here, held_there):
        yield dropped("basis", stated)
    own = None
    for cited, stated in _alone(there, held_there, held_here):
        own = own or own_documents(setting.local, setting.directory)
        yield added("basis", stated, frozenset({"own-basis"} if own.has(cited.citation) else ()))


def _alone(cited: list[Cited], own: Held, opposite: Held) -> Iterator[tuple[Cited, Stated]]:
    """What the opposite side does not cite, each once."""
    seen: set[tuple[str, Number | None, str]] = set()
    numbers_of: dict[str, set[Number]] = {}
    for one in cited:
        if opposite.has(one):
            continue
        if one.law not in numbers_of:
            numbers_of[one.law] = own.numbers(one.law) | opposite.numbers(one.law)
        numbers = numbers_of[one.law]
        key = (one.law, one.number if one.number in numbers or not one.law else None, one.article)
        if key not in seen:
            seen.add(key)
            # Only where documents share a name does the number tell which is meant.
            yield one, Stated((_FIELD, one.at), one.printed_with_number if len(numbers) > 1 else one.printed)
