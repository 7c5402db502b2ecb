"""服务对象: who may apply."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator, listed
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.domain.names import fold
from catalog_tool.model import texts_of

_FIELD = "服务对象"


@comparator("audience-narrowed", "audience-widened")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare the lists as sets; one that shuts some out and lets others in is both changes.

    A matter for nobody makes no sense, so an empty list is taken for one left out.
    """
    if is_unset(directory, local, _FIELD):
        yield from unset("audience-narrowed", _FIELD)
    here, there = _words(directory), _words(local)
    if not here or not there:
        return
    for kind, is_meant in (
        ("audience-narrowed", not here.keys() <= there.keys()),
        ("audience-widened", not there.keys() <= here.keys()),
    ):
        if is_meant:
            yield Change(kind, (_FIELD,), listed(here.values()), listed(there.values()))


def _words(row: Row) -> dict[str, str]:
    """Each word as written by its folded form, in the order written."""
    words: dict[str, str] = {}
    for word in texts_of(row.value.get(_FIELD)):
        if folded := fold(word):
            words.setdefault(folded, word.strip())
    return words
