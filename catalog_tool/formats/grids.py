"""What every kind of workbook is once it is read: sheets of cells, with their places.

Nothing here knows what a sheet is about. Row 1 and column 1 are those of the sheet
itself, so that an index + 1 is the number a person sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | list[str] | None
"""A cell as it was read. Text is text as written, None is a blank cell; a list stands in JSON lines only."""


LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of a sheet of Excel, from 1."""
_MOST_FILLED = 500_000
"""Cells that merged ranges may fill in one sheet; ranges laid over each other could ask for any number."""


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


def merged_below(grid: Grid, first: int, most: int = _MOST_FILLED) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and the row where the value stands, as indices, of each cell merged below another.

    Editors keep the value of a merged range in its first cell alone. Ranges that begin
    above row index `first` are left out: they are headers and titles. From `most` cells
    on no more are given.
    """
    left_over = most
    for top, left, bottom, _ in grid.merged:
        last = min(bottom, len(grid.rows))
        if top <= first or last <= top or left > len(grid.rows[top - 1]):
            continue
        left_over -= last - top
        if left_over < 0:
            return
        for at in range(top, last):
            yield at, left - 1, top - 1


def fill_merged(grid: Grid, first: int) -> int:
    """Give every blank cell that is merged below another that one's value; how many were given."""
    filled = 0
    for at, column, top in merged_below(grid, first):
        value, row = grid.rows[top][column], grid.rows[at]
        row += [None] * (column + 1 - len(row))
        if value is not None and row[column] is None:
            row[column] = value
            filled += 1
    return filled
