"""The changes between the rows of an alignment, each once, with the places on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from catalog_tool.compare.changes import Change, Setting, changes_between
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.pairing import pair_rows
from catalog_tool.model import Path


@dataclass(frozen=True)
class Found:
    """A change with the row pairs that show it, and where it stands on each side."""

    change: Change
    between: tuple[tuple[int, int], ...]
    directory: tuple[str, int, int]
    local: tuple[str, int, int]


def found_changes(
    directory: Sequence[Row], local: Sequence[Row], setting: Setting, claimed: frozenset[str] = frozenset()
) -> tuple[Found, ...]:
    """All changes between the pairs of rows, but those of kinds that are `claimed` already.

    Equal changes of several rows are one; those of one row stay apart.
    """
    cache: dict[tuple[int, int], list[Change]] = {}

    def between(one: int, other: int) -> list[Change]:
        if (one, other) not in cache:
            changes = changes_between(directory[one], local[other], setting)
            cache[one, other] = [change for change in changes if change.kind not in claimed]
        return cache[one, other]

    found: dict[tuple[object, int], Found] = {}
    for one, other in pair_rows(directory, local, lambda one, other: len(between(one, other))):
        seen: Counter[object] = Counter()
        for change in between(one, other):
            keys = tuple(step for step in change.path if isinstance(step, str))
            alike = (change.kind, keys, change.before, change.after, change.certain)
            identity = (alike, seen[alike])
            seen[alike] += 1
            if identity in found:
                known = found[identity]
                pairs = (*known.between, (one, other))
                found[identity] = Found(known.change, pairs, known.directory, known.local)
            else:
                here = _where(directory[one], change.directory_path or _shared(change))
                there = _where(local[other], change.local_path or _shared(change))
                found[identity] = Found(change, ((one, other),), here, there)
    return tuple(found.values())


def _shared(change: Change) -> Path:
    """The path that both sides have: a material's index belongs to one side only."""
    if change.directory_path or change.local_path:
        return change.path[:1]
    return change.path


def _where(row: Row, path: Path) -> tuple[str, int, int]:
    place = row.place(path)
    return row.file, place.line, place.column
