"""What every kind of workbook is once it is read: sheets of cells, with their places.

Nothing here knows what a sheet is about. Row 1 and column 1 are those of the sheet
itself, so that an index + 1 is the number a person sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | list[str] | None
"""A cell as it was read. Text is text as written, None is a blank cell; a list stands in JSON lines only."""


@dataclass(slots=True)
class Grid:
    """One sheet: its name ("" where the file has none) and its rows from the first on.

    `rows[0][0]` is cell A1; rows may differ in length. `merged` are the ranges of merged
    cells as first row, first column, last row, last column, from 1. `hidden` says that
    a person who opens the workbook does not see the sheet.
    """

    name: str
    rows: list[list[Value]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


@dataclass(slots=True)
class Book:
    """A workbook's sheets in order, and sentences about what was left out of them (macros, links …).

    `kind` is xlsx, xls, ods, csv, jsonl or json, by what the bytes are, not by the name.
    `unread` counts formulas without a value, whose cells seem blank and are not.
    """

    kind: str
    grids: list[Grid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: int = 0


_MOST_FILLED = 500_000
"""Cells that merged ranges may fill in one sheet; ranges laid over each other could ask for any number."""


def fill_merged(grid: Grid, first: int) -> int:
    """Give every cell that is merged below another that one's value, from row index `first` on; how many were given.

    Editors keep the value of a merged range in its first cell alone.
    """
    filled = 0
    for top, left, bottom, _ in grid.merged:
        if top - 1 < first or bottom == top or top > len(grid.rows) or left > len(grid.rows[top - 1]):
            continue
        value = grid.rows[top - 1][left - 1]
        for at in range(top, min(bottom, len(grid.rows))):
            row = grid.rows[at]
            row += [None] * (left - len(row))
            if value is None or row[left - 1] is not None or filled >= _MOST_FILLED:
                break
            row[left - 1] = value
            filled += 1
    return filled
