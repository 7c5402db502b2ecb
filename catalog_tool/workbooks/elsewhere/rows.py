"""The rows of somebody else's sheet, put right as the mapping says: what is merged, shifted, or the same as above.

Every cell keeps where it really stands, so that a finding in a cell that was filled from
above or moved aside is shown where a person would change it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from catalog_tool.formats.grids import Grid, Value, merged_below
from catalog_tool.model import CellPlace, Place
from catalog_tool.workbooks.elsewhere.mapping import Condition, Move, SheetMap, Test
from catalog_tool.workbooks.sheets import HEADER_ROWS, heading

EDGES = " \t\r\n\u3000\u00a0"


class Row(NamedTuple):
    """A row as it was meant: its index in the grid, its cells, and where those stand that came from elsewhere."""

    at: int
    cells: Sequence[Value]
    origins: dict[int, tuple[int, int]]


MOST_MERGED = 1_000_000
"""Cells that merged ranges may fill in one sheet; ranges laid over each other could ask for any number."""


@dataclass(slots=True)
class Tally:
    """What was left out of a sheet on purpose, counted."""

    skipped: int = 0
    repeated: int = 0
    ended: tuple[int, int] = (0, 0)
    """The row that ends the table, and how many with contents follow it."""
    moved_over: Counter[str] = field(default_factory=Counter)
    """Cells of shifted rows that no column was given, by their header."""


@dataclass(slots=True)
class Sheet:
    """A sheet whose headers are known: `names` by column, `index` by header, rows from index `first` on."""

    grid: Grid
    label: str
    names: list[str]
    index: dict[str, int]
    first: int
    tally: Tally = field(default_factory=Tally)

    def place(self, row: Row, index: int) -> Place:
        """Where the cell of a row really stands."""
        at, column = row.origins.get(index, (row.at, index))
        return CellPlace(at + 1, column + 1, self.label)


def text_of_cell(cell: Value) -> str:
    """A cell as conditions and keys see it."""
    if isinstance(cell, str):
        return cell.strip(EDGES)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and abs(cell) < 10**15 and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, list):
        return "\n".join(cell).strip(EDGES)
    if isinstance(cell, (date, datetime, time, timedelta)):
        return str(cell)
    return str(cell)


def is_blank(cell: Value) -> bool:
    """Whether a person sees nothing in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip(EDGES)) or cell == []


Bound = tuple[tuple[int, Test], ...]
"""A condition with the columns of one sheet."""


def bound(condition: Condition, sheet: Sheet) -> Bound:
    """A condition for the rows of a sheet; a column that may be missing reads as blank."""
    return tuple((sheet.index.get(test.header, -1), test) for test in condition)


def holds(condition: Bound, cells: Sequence[Value]) -> bool:
    """Whether a row passes."""
    return all(test.holds(text_of_cell(cells[index]) if 0 <= index < len(cells) else "") for index, test in condition)


# Headers


def headed(grid: Grid, label: str, entry: SheetMap) -> Sheet | None:
    """The sheet with its headers; None where a column that the mapping needs is not among them."""
    wanted = {name for name in entry.headers if name not in entry.optional}
    if entry.header_rows is not None:
        last = max(entry.header_rows, default=0)
        rows = [number - 1 for number in entry.header_rows]
        sheet = _sheet(grid, label, rows, last)
        return sheet if wanted <= set(sheet.index) else None
    for at in range(min(HEADER_ROWS, len(grid.rows))):
        names = {heading(value) for value in grid.rows[at] if isinstance(value, str)}
        if names and names & wanted:
            sheet = _sheet(grid, label, [at], at + 1)
            if wanted <= set(sheet.index):
                return sheet
    return None


def likely_headers(grid: Grid, entry: SheetMap) -> list[str]:
    """The headers of a sheet that lacks some: of the row most like those wanted."""
    if entry.header_rows is not None:
        rows = [number - 1 for number in entry.header_rows]
        return [name for name in joined_headers(grid, rows) if name]
    wanted = set(entry.headers)
    best: list[str] = []
    score = (-1, -1)
    for row in grid.rows[:HEADER_ROWS]:
        names = [heading(value) for value in row if isinstance(value, str) and heading(value)]
        if (found := (len(wanted & set(names)), len(names))) > score:
            best, score = names, found
    return best


def _sheet(grid: Grid, label: str, rows: Sequence[int], first: int) -> Sheet:
    names = joined_headers(grid, rows)
    width = max((len(row) for row in grid.rows), default=0)
    names += [""] * (width - len(names))
    index: dict[str, int] = {}
    for at, name in enumerate(names):
        if name:
            index.setdefault(name, at)
    for at in range(len(names)):
        # A column without a header, or with another's, can still be named.
        index.setdefault(f"第{at + 1}列", at)
    return Sheet(grid, label, names, index, first)


def joined_headers(grid: Grid, rows: Sequence[int]) -> list[str]:
    """The headers of several rows as one, top to bottom with dots between; merged ones stand over all they span."""
    lines = [[heading(value) for value in grid.rows[at]] if at < len(grid.rows) else [] for at in rows]
    width = max(map(len, lines), default=0)
    lines = [line + [""] * (width - len(line)) for line in lines]
    spanned = {(top - 1, left - 1): (bottom, right) for top, left, bottom, right in grid.merged if top - 1 in rows}
    for level, at in enumerate(rows[:-1]):
        line, below = lines[level], lines[level + 1]
        for column in range(width):
            right = spanned.get((at, column), (0, 0))[1]
            for other in range(column + 1, min(right, width)):
                line[other] = line[column]
        for column in range(1, width):
            # Without merged ranges (CSV) a header above stands over the columns that follow it.
            if not grid.merged and not line[column] and below[column] and below[column - 1]:
                line[column] = line[column - 1]
    names = []
    for column in range(width):
        parts = list(dict.fromkeys(line[column] for line in lines if line[column]))
        names.append(".".join(parts))
    return names


# Rows


def rows_of(sheet: Sheet, entry: SheetMap) -> Iterator[Row]:
    """Yield the rows that are to be read."""
    width = len(sheet.names)
    grid, tally = sheet.grid, sheet.tally
    filler = _Filler(sheet, entry)
    shifts = [(bound(shift.condition, sheet), shift.moves) for shift in entry.shifts]
    skips = [bound(condition, sheet) for condition in entry.skips]
    merged = _merged(sheet)
    headers = {at: name for at, name in enumerate(sheet.names) if name}
    for at in range(sheet.first, len(grid.rows)):
        cells: list[Value] = grid.rows[at]
        origins: dict[int, tuple[int, int]] = {}
        if not any(cell is not None for cell in cells):
            continue
        if len(cells) < width:
            cells = cells + [None] * (width - len(cells))
        if entry.stops and text_of_cell(next((cell for cell in cells if not is_blank(cell)), None)) in entry.stops:
            tally.ended = (at + 1, sum(any(not is_blank(cell) for cell in row) for row in grid.rows[at + 1 :]))
            return
        if headers and _repeats(cells, headers):
            tally.repeated += 1
            continue
        if at in merged:
            cells = list(cells)
            for index, top in merged[at]:
                if index < width and is_blank(cells[index]):
                    cells[index] = grid.rows[top][index]
                    origins[index] = (top, index)
        if any(holds(condition, cells) for condition in skips):
            tally.skipped += 1
            continue
        kept: frozenset[int] = frozenset()
        for condition, moves in shifts:
            if holds(condition, cells):
                cells, origins, kept = _moved(sheet, at, cells, origins, moves)
                break
        yield filler.filled(Row(at, cells, origins), kept)


def _repeats(cells: Sequence[Value], headers: dict[int, str]) -> bool:
    """Whether a row is the headers over again, as at the top of a printed page."""
    first = next(iter(headers))
    return heading(cells[first]) == headers[first] and all(heading(cells[at]) == name for at, name in headers.items())


def _merged(sheet: Sheet) -> dict[int, list[tuple[int, int]]]:
    """By row the columns that a merged range covers downwards, and the row where its value stands."""
    found: dict[int, list[tuple[int, int]]] = {}
    for at, column, top in merged_below(sheet.grid, sheet.first, MOST_MERGED):
        found.setdefault(at, []).append((column, top))
    return found


def _moved(
    sheet: Sheet, at: int, cells: Sequence[Value], origins: dict[int, tuple[int, int]], moves: Sequence[Move]
) -> tuple[list[Value], dict[int, tuple[int, int]], frozenset[int]]:
    """The cells of a shifted row under their own headers; the columns that stay blank on purpose."""
    result: list[Value] = [None] * len(cells)
    stands: dict[int, tuple[int, int]] = {}
    kept, used = set(), set()
    for move in moves:
        target = sheet.index.get(move.header, -1)
        if target < 0:
            continue
        if move.source is None:
            result[target] = move.text or None
            kept.add(target)
        elif (source := sheet.index.get(move.source, -1)) >= 0:
            result[target] = cells[source]
            stands[target] = origins.get(source, (at, source))
            used.add(source)
    for index, cell in enumerate(cells):
        if index not in used and not is_blank(cell) and index not in origins:
            sheet.tally.moved_over[sheet.names[index] or f"第{index + 1}列"] += 1
    return result, stands, frozenset(kept)


class _Filler:
    """Fills what is blank because it is the same as above."""

    def __init__(self, sheet: Sheet, entry: SheetMap) -> None:
        self._columns = [sheet.index[name] for name in entry.fill if name in sheet.index]
        self._last: dict[int, tuple[Value, tuple[int, int]]] = {}

    def filled(self, row: Row, kept: frozenset[int]) -> Row:
        """The row with its blanks filled; where an earlier column changes, the later ones begin anew."""
        if not self._columns:
            return row
        at, cells, origins = row
        result: list[Value] | None = None
        changed = False
        for index in self._columns:
            cell = cells[index] if index < len(cells) else None
            known = self._last.get(index)
            if index in kept or not is_blank(cell):
                changed = changed or known is None or cell != known[0]
                self._last[index] = (cell, origins.get(index, (at, index)))
            elif changed or known is None:
                self._last.pop(index, None)
            else:
                result = list(cells) if result is None else result
                if index < len(result):
                    result[index] = known[0]
                    origins[index] = known[1]
        return row if result is None else Row(at, result, origins)
