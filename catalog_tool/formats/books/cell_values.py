"""Cells from a reader become the values of a grid, the same whichever reader gave them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, time

from catalog_tool.formats.grids import Value

MOST_CELLS = 20_000_000
"""Cells of all sheets together, blank ones between others included: about 1 GB while reading."""


def grid_rows(rows: Iterable[Iterable[object]], first_row: int = 0, first_column: int = 0) -> list[list[Value]]:
    """Rows of values from A1 on, without blank cells and rows at the ends.

    `first_row` and `first_column`, from 0, say where the given rows begin.
    """
    result: list[list[Value]] = [[] for _ in range(first_row)]
    before: list[Value] = [None] * first_column
    for row in rows:
        # The usual cell is a text or blank and needs no call.
        cells: list[Value] = [
            (None if cell == "" else cell if "\r" not in cell else value(cell)) if type(cell) is str else value(cell)
            for cell in row
        ]
        while cells and cells[-1] is None:
            cells.pop()
        result.append(before + cells if cells and before else cells)
    while result and not result[-1]:
        result.pop()
    return result


def value(cell: object) -> Value:
    """Give None for a blank cell, int for a whole number, line feeds for line ends, dates without an empty time."""
    if cell is None or isinstance(cell, (bool, int)):
        return cell
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n") or None
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return str(cell)
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, datetime) and cell.time() == time():
        return date(cell.year, cell.month, cell.day)
    return cell  # type: ignore[return-value]
