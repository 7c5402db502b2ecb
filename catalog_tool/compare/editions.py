"""That a list goes by another edition of its directory: said of the list once, not of each matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalog_tool.compare.alignment import Alignment
from catalog_tool.compare.comparable import Side
from catalog_tool.compare.comparators.stale_version import KIND


def told_once(alignments: Iterable[Alignment], directory: Side, local: Side) -> Iterator[Alignment]:
    """The alignments with what is said of the lists as a whole in the first of them only, at catalog.yaml."""
    told = False
    for alignment in alignments:
        of_lists = [found for found in alignment.changes if found.change.kind == KIND]
        if not of_lists:
            yield alignment
            continue
        rest = [found for found in alignment.changes if found.change.kind != KIND]
        if not told:
            told = True
            rest += [
                replace(found, directory=_version(directory), local=_version(local)) if directory.versions else found
                for found in of_lists
            ]
        yield replace(alignment, changes=tuple(rest))


def _version(side: Side) -> tuple[str, int, int]:
    """Where a catalog says of which edition it is, or its directory."""
    own, upper = side.versions
    spot = own if side.context.is_directory else upper
    return spot.file, spot.line, spot.column
