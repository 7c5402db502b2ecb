"""上级目录版本: the list was made by another edition of the directory than the one it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.model import mappings_of, text_of

KIND = "stale-version"


@comparator(KIND)
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """What the list says of its directory's 版本 against that; whichever of the two sides is the list.

    It is the same for every pair; a list is told it once (compare/one_list.py).
    """
    upper, lower = setting.directory, setting.local
    if lower.is_directory and not upper.is_directory:
        before, after = _stated(upper.manifest), text_of(lower.manifest.get("版本"))
    else:
        before, after = text_of(upper.manifest.get("版本")), _stated(lower.manifest)
    if before and after and before != after:
        yield Change(KIND, ("上级目录版本",), before, after)


def _stated(manifest: Mapping[str, Any]) -> str:
    """上级目录版本, or the 版本 that stands with the first 上级目录."""
    stated = text_of(manifest.get("上级目录版本"))
    if stated:
        return stated
    return next((text_of(entry.get("版本")) for _, entry in mappings_of(manifest.get("上级目录"))), "")
