"""A foreign sheet looked at: where its headers are, which columns were recognised, how its rows make matters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.formats.grids import Grid
from catalog_tool.workbooks.elsewhere.likeness import Guess, Likeness
from catalog_tool.workbooks.elsewhere.rows import is_blank, joined_headers, text_of_cell
from catalog_tool.workbooks.sheets import HEADER_ROWS

_NO_MATTER = re.compile(
    r"(?:合\s*计|小\s*计|总\s*计|共\s*计|填表人|填报人|审核人|制表人|联系人|填表说明|备注|说明|注)(?:[：:].*)?"
)
"""What begins a row of totals, of signatures or of remarks."""
_MOST_TOTALS = 20
_SAMPLE = 50_000
"""So many rows are looked at."""
_MOST_VALUES = 300
_REPEATED = 0.8
"""Where fewer of the keys than this are different, a matter takes several rows."""
NAMES = ("主项名称", "子项名称", "孙项名称")
_OWNERS = ("基本编码", "权力编码", "实施主体.名称", "主管部门", *NAMES)
"""Fields by which the rows of a list find their matter."""


@dataclass(slots=True)
class Seen:
    """A column: its header, some of its values, what it is taken for."""

    header: str
    values: list[str]
    blanks: int
    guess: Guess | None = None
    why_not: str = ""


@dataclass(slots=True)
class Looked:
    """A sheet: the rows of its headers from 1, its columns, whether a matter takes several rows."""

    header_rows: tuple[int, ...]
    columns: list[Seen]
    is_long: bool = False
    alike: list[str] = field(default_factory=list)
    """Names of the sheets that are just so."""
    totals: dict[str, list[str]] = field(default_factory=dict)
    """By header what stands at the beginning of rows that are no matters: 合计, 填表人：…"""

    def of(self, path: str) -> list[Seen]:
        """The columns of the matter itself, or of one of its lists."""
        return [each for each in self.columns if each.guess is not None and each.guess.field.path == path]

    def first(self, path: str, name: str) -> Seen | None:
        """The column that is taken for a field of the matter, or of one of its lists."""
        return next((each for each in self.of(path) if each.guess is not None and each.guess.field.name == name), None)

    def named(self, *names: str) -> list[Seen]:
        """The columns that are taken for these fields of the matter."""
        return [each for each in self.of("") if each.guess is not None and each.guess.field.name in names]


def signature(sheet: Looked) -> tuple[object, ...]:
    """What two sheets share that can be read alike."""
    return sheet.header_rows, tuple(column.header for column in sheet.columns)


def look(grid: Grid, likeness: Likeness) -> Looked:
    """A sheet with its headers found and its columns recognised, as far as they can be."""
    rows, names = _headers(grid, likeness)
    first = rows[-1]
    sample = grid.rows[first : first + _SAMPLE]
    columns: list[Seen] = []
    headers: set[str] = set()
    for at, header in enumerate(names):
        texts = [text_of_cell(row[at]) if at < len(row) else "" for row in sample]
        values = list(dict.fromkeys(text for text in texts if text))[:_MOST_VALUES]
        name = header if header.isprintable() else ""  # what no file may hold
        if not name or name in headers:
            if values:
                columns.append(
                    Seen(f"第{at + 1}列", values, 0, None, "没有表头" if not name else f"“{name}”前面已有一列")
                )
            continue
        headers.add(name)
        filled = [number for number, text in enumerate(texts) if text]
        blanks = sum(not text for text in texts[filled[0] :]) if filled else 0
        columns.append(Seen(name, values, blanks, likeness.guess(name, values)))
    _one_each(columns)
    sheet = Looked(rows, columns)
    _find_totals(sheet, sample, names)
    _decide_length(sheet, sample, names)
    return sheet


def _find_totals(sheet: Looked, sample: Sequence[Sequence[Any]], names: Sequence[str]) -> None:
    known = {column.header for column in sheet.columns}
    for row in sample:
        at = next((at for at, cell in enumerate(row) if not is_blank(cell)), None)
        text = "" if at is None else text_of_cell(row[at])
        if at is not None and at < len(names) and names[at] in known and _NO_MATTER.fullmatch(text):
            found = sheet.totals.setdefault(names[at], [])
            if text not in found and len(found) < _MOST_TOTALS:
                found.append(text)


def _headers(grid: Grid, likeness: Likeness) -> tuple[tuple[int, ...], list[str]]:
    """The rows that hold the headers, from 1, and the headers."""
    best: tuple[int, int] = (0, 0)
    rows: tuple[int, ...] = ()
    for at in range(min(HEADER_ROWS, len(grid.rows))):
        filled = [cell for cell in grid.rows[at] if isinstance(cell, str) and cell.strip()]
        for known in ((at,), (at, at + 1)):
            if known[-1] >= len(grid.rows):
                continue
            names = joined_headers(grid, known)
            found = len({name for name in names if name and likeness.is_header(name)})
            # Two rows only where the second adds some: a row of data joined below must not count.
            if (found, len(filled) if len(known) == 1 else 0) > best and (len(known) == 1 or found > best[0]):
                best, rows = (found, len(filled)), known
    if not best[0]:
        texts = [at for at, row in enumerate(grid.rows[:HEADER_ROWS]) if sum(isinstance(cell, str) for cell in row) > 1]
        rows = (texts[0] if texts else 0,)
    return tuple(at + 1 for at in rows), joined_headers(grid, rows)


def _one_each(columns: list[Seen]) -> None:
    """Of columns taken for one field only the best stays."""
    chosen: dict[str, Seen] = {}
    for column in columns:
        if column.guess is None:
            continue
        name = column.guess.field.header
        other = chosen.get(name)
        if other is None:
            chosen[name] = column
            continue
        better = column.guess.score > (other.guess.score if other.guess is not None else 0)
        kept, lost = (column, other) if better else (other, column)
        chosen[name] = kept
        lost.guess, lost.why_not = None, f"也像“{name}”，已由“{kept.header}”写了"


def _decide_length(sheet: Looked, sample: Sequence[Sequence[Any]], names: Sequence[str]) -> None:
    """Whether a matter takes several rows: its key is blank below, or comes again."""
    owners = sheet.named("基本编码") or sheet.named("权力编码") or sheet.named(*NAMES)
    if not owners or all(column.guess is None or not column.guess.field.path for column in sheet.columns):
        return
    at = list(names).index(owners[0].header)
    texts = [
        text_of_cell(row[at]) if at < len(row) else "" for row in sample if any(not is_blank(cell) for cell in row)
    ]
    listed = [column for column in sheet.columns if column.guess is not None and column.guess.field.path]
    if any("\n" in value for column in listed for value in column.values):
        return  # several items a cell, so a matter takes one row
    keys = [text for text in texts if text]
    sheet.is_long = len(keys) < len(texts) or len(set(keys)) < _REPEATED * len(keys)


def with_owners(looked: list[Looked], passed: list[str]) -> list[Looked]:
    """Sheets of lists only need a sheet of matters, and a column that names them."""
    mains = [sheet for sheet in looked if sheet.named(*NAMES)]
    kept = []
    for sheet in looked:
        if sheet in mains or not mains or sheet.named(*_OWNERS):
            kept.append(sheet)
        else:
            passed += sheet.alike
    if not mains:
        kept = [sheet for sheet in kept if sheet.of("")]
    return kept
