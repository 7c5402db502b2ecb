"""Things that come often, written once and known by number."""

from __future__ import annotations

from typing import Any


class Numbered(dict[Any, int]):
    """Things that come often, each with a number from 0 in order of first coming."""

    def __missing__(self, thing: Any) -> int:
        number = self[thing] = len(self)
        return number


def without_end(row: list[Any]) -> list[Any]:
    """The row without what is 0 or empty at its end, which its reader takes for granted."""
    while row and (row[-1] == 0 or row[-1] == []):
        row.pop()
    return row
