"""Whether a basis is a region's own: its 地方性法规, 政府规章 or 规范性文件.

A county has no laws of its own, but its city's hold there: own is what the region or
one above it issued, up to (and without) those whose directory it is compared with.
"""

from __future__ import annotations

import re
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.domain.citations import (
    DOCUMENT,
    GOVERNMENT_RULE,
    LOCAL_REGULATION,
    Citation,
    fold_law,
    rank_of,
)
from catalog_tool.domain.names import fold
from catalog_tool.model import mapping_of, text_of

SIGNS = "document-signs"
_RANKS = (LOCAL_REGULATION, GOVERNMENT_RULE, DOCUMENT, "")
"""A document of which nobody says what it is still is the region's, if the region issued it."""
_GOVERNMENT = re.compile("([一-鿿]{1,5}?)[政府](?!部|厅|局)")
_PARTY = "中共"


class OwnDocuments:
    """What tells a region's own documents from others: its names, and the signs in their numbers."""

    def __init__(self, names: tuple[str, ...], signs: frozenset[str]) -> None:
        self._names = names
        self._signs = signs

    def has(self, one: Citation) -> bool:
        """Whether a basis was certainly issued by the region, and is of a rank that regions have."""
        return rank_of(one) in _RANKS and (self._names_it(fold_law(one.name)) or self._numbers_it(fold(one.number)))

    def _names_it(self, text: str) -> bool:
        return text.removeprefix(_PARTY).startswith(self._names)

    def _numbers_it(self, number: str) -> bool:
        if self._names_it(number):
            return True
        match = _GOVERNMENT.match(number)
        return match is not None and self._signs.issuperset(match.group(1))


def own_documents(local: Context, directory: Context) -> OwnDocuments:
    """What a local list may call its own against a directory; made once for a pair of regions."""
    return local.once(_makers(directory.region[:6]))


@lru_cache(maxsize=256)
def _makers(directory: str) -> _Maker:
    return _Maker(directory)


class _Maker:
    """For `Context.once`, which keeps what is made by who makes it."""

    def __init__(self, directory: str) -> None:
        self._directory = directory

    def __call__(self, local: Context) -> OwnDocuments:
        above = set(_regions_of(self._directory))
        # A town's first six digits are its county's, which is another's list.
        is_six = len(local.region) == 6
        chain = _regions_of(local.region[:6])
        codes = [code for code in chain if code not in above or (is_six and code == chain[0])]
        zone = text_of(mapping_of(local.manifest.get("功能区")).get("名称"))
        names = {text_of(local.manifest.get("区划名称")), zone}
        names |= {life.name for code in codes for life in local.lexicon.regions.get(code, ())}
        names = {fold(name) for name in names if len(name) > 1}
        signs = {
            text_of(row.get("字"))
            for row in local.lexicon.lists.get(SIGNS, ())
            if any(_is_of(code, text_of(row.get("前缀"))) for code in codes)
        }
        return OwnDocuments(tuple(sorted(names)), frozenset("".join(names | signs)))


def _regions_of(code: str) -> tuple[str, ...]:
    """A region's code of six digits and those above it, lowest first; none where it is no such code."""
    if len(code) != 6 or not code.isdecimal():
        return ()
    return tuple(dict.fromkeys((code, f"{code[:4]}00", f"{code[:2]}0000")))


def _is_of(code: str, prefix: str) -> bool:
    """Whether a prefix is that of the region itself, not of one it lies in."""
    return bool(prefix) and code == prefix.ljust(6, "0")
