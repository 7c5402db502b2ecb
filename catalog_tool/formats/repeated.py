"""Keys without a value that stand twice: they are not kept, so the mapping itself cannot tell.

Other programs take the last of two equal keys, be it empty: `名称: 甲` and a later
`名称:` must not pass for a matter that has a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from catalog_tool.formats.places import Locator, place_of
from catalog_tool.formats.refusals import DUPLICATE_KEY, Refusal
from catalog_tool.model import Path, Place


class Empty(NamedTuple):
    """A key without a value: the mapping it stands in, its path and the parser's mark."""

    container: Any
    key: str
    path: Path
    mark: Any


def repeated_empty(empties: Iterable[Empty], locate: Locator, document: int) -> Iterator[Refusal]:
    """Refusals of keys that are written more than once, at least one of them empty; `empties` in file order."""
    # The place of the one that has a value, or else of the first; and the first of all.
    written: dict[tuple[int, str], tuple[Place, Place]] = {}
    for container, key, path, mark in empties:
        node, here = (id(container), key), place_of(mark)
        if node not in written and key in container:
            kept = locate(path, at_key=True)
            written[node] = (kept, kept)
        if node not in written:
            written[node] = (here, here)
            continue
        anchor, first = written[node][0], min(written[node][1], here)
        written[node] = (anchor, first)
        yield Refusal(DUPLICATE_KEY, max(anchor, here), path, document, {"key": key}, (first,))
