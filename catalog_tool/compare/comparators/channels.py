"""Ways to apply: 办理形式, 通办方式, 通办范围."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.domain.names import fold
from catalog_tool.model import text_of, texts_of

_SETS = ("办理形式", "通办方式")
_REACH = "通办范围"
# From nowhere but the place itself to the whole country (format.md §2).
_REACHES = {word: rank for rank, word in enumerate(("无", "全镇", "全县", "全市", "全省", "跨省", "全国"))}


@comparator("channel-dropped", "channel-added")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """One change for each way that one side alone offers; the reach is one way, wider or narrower.

    A list that is left out says nothing; an empty one says that there is no such way.
    """
    for field in _SETS:
        if is_unset(directory, local, field):
            yield from unset("channel-dropped", field)
        elif directory.value.get(field) != local.value.get(field):
            yield from _compare_sets(directory, local, field)
    if is_unset(directory, local, _REACH):
        yield from unset("channel-dropped", _REACH)
    before, after = text_of(directory.value.get(_REACH)).strip(), text_of(local.value.get(_REACH)).strip()
    if before != after and before in _REACHES and after in _REACHES:
        kind = "channel-added" if _REACHES[after] > _REACHES[before] else "channel-dropped"
        yield Change(kind, (_REACH,), before, after)


def _compare_sets(directory: Row, local: Row, field: str) -> Iterator[Change]:
    here, there = _words(directory.value.get(field)), _words(local.value.get(field))
    if here is None or there is None:
        return
    for folded, word in here.items():
        if folded not in there:
            yield Change("channel-dropped", (field,), word, "无")
    for folded, word in there.items():
        if folded not in here:
            yield Change("channel-added", (field,), "无", word)


def _words(value: object) -> dict[str, str] | None:
    """Each way as written by its folded form; None where nothing can be read as one."""
    words: dict[str, str] = {}
    for word in texts_of(value):
        if folded := fold(word):
            words.setdefault(folded, word.strip())
    return words if words or value == [] else None
