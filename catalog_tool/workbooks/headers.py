"""Which sheet is which table, and which of its columns is what; what means nothing is said, not lost."""

from __future__ import annotations

import re
from difflib import get_close_matches

from catalog_tool.formats.grids import Grid, fill_merged
from catalog_tool.formats.refusals import UNREAD_COLUMN, UNREAD_ROW
from catalog_tool.formats.workbook_writing import CHOICES
from catalog_tool.model import CellPlace, Kind
from catalog_tool.workbooks.laying_out import APART, FILE, LONG, NAME_HEADERS, OTHER
from catalog_tool.workbooks.picked import Desk
from catalog_tool.workbooks.sheets import HEADER_ROWS, Headed, heading
from catalog_tool.workbooks.tables import KEY_HEADERS, Table, Tables, own_column

UPRIGHT = ("字段", "内容")
FINDINGS_SHEET, REFUSED_SHEET = "问题清单", "未导入的行"
"""Sheets that this tool puts in front of a workbook it sends back."""
_PASSED_OVER = re.compile(f"(?:{CHOICES}|{FINDINGS_SHEET}|{REFUSED_SHEET})(?:（[0-9]+）)?")


def is_ours(name: str) -> bool:
    """Whether a sheet is one that this tool adds to a workbook: nothing in it is data."""
    return _PASSED_OVER.fullmatch(name.strip()) is not None


def header_row(grid: Grid, table: Table | None) -> int | None:
    """The index of the row that holds the headers: the first that names the key and something besides."""
    if table is None:
        return None
    key = KEY_HEADERS.get(table.kind)
    wanted = {column.header for column in (*table.columns, *table.nested_columns)}
    for index, row in enumerate(grid.rows[:HEADER_ROWS]):
        names = {heading(value) for value in row if isinstance(value, str)}
        if table.kind is Kind.MANIFEST and not table.path:
            if set(UPRIGHT) <= names:
                return index
        elif (key is None or key in names or table.kind is Kind.MANIFEST) and names & wanted:
            return index
    return None


def is_like_main(grid: Grid, tables: Tables) -> bool:
    """Whether a sheet has the headers of documents, whatever its name: a copy, or what a clerk renamed."""
    return any(header_row(grid, tables.main[kind]) is not None for kind in KEY_HEADERS)


def headed(desk: Desk, grid: Grid) -> Headed | None:
    """A sheet with its columns known; None where it is none of the catalog's, which is said."""
    name = grid.name.strip()
    if name == LONG:
        desk.take_long(grid)
        return None
    table = desk.tables.named(name)
    if table is None:
        if not is_ours(name) and any(any(value is not None for value in row) for row in grid.rows):
            if (meant := _meant(name, desk.tables)) is not None:
                problem = f"工作表“{grid.name}”没有读；是“{meant}”表的请改回原名，不要的请删去"
                desk.refuse(CellPlace(1, 1, grid.name), UNREAD_ROW, problem=problem)
                return None
            desk.result.notes.append(f"工作表“{grid.name}”不是目录的表，没有读")
            desk.result.is_partial = desk.result.is_partial or is_like_main(grid, desk.tables)
        return None
    top = header_row(grid, table)
    if top is None:
        if any(any(value is not None for value in row) for row in grid.rows):
            key = KEY_HEADERS.get(table.kind)
            lacking = f"“{key}”这一列的表头" if key and not _says(grid, key) else "表头"
            problem = f"工作表“{grid.name}”里找不到{lacking}，整张表没有读；请从导出的工作簿复制表头这一行"
            desk.refuse(CellPlace(1, 1, grid.name), UNREAD_ROW, problem=problem)
        return None
    if (before := desk.sheets.setdefault(table.name, grid)) is not grid:
        problem = f"工作表“{grid.name}”和“{before.name}”是同一种表，这张没有读；请并成一张"
        desk.refuse(CellPlace(1, 1, grid.name), UNREAD_ROW, problem=problem)
        return None
    sheet = Headed(grid, table, top)
    if filled := fill_merged(grid, top + 1):
        desk.result.notes.append(f"工作表“{grid.name}”有合并的单元格，其中 {filled} 格按合并的内容填")
    if table.path or table.kind is not Kind.MANIFEST:
        _columns(desk, sheet)
    return sheet


def _meant(name: str, tables: Tables) -> str | None:
    """The table whose name a sheet's name begins or ends with, as that of a copy or of what a clerk renamed."""
    names = (table.name for table in tables)
    return next((known for known in names if len(known) > 1 and (name.startswith(known) or name.endswith(known))), None)


def _says(grid: Grid, header: str) -> bool:
    return any(heading(value) == header for row in grid.rows[:HEADER_ROWS] for value in row if isinstance(value, str))


def _columns(desk: Desk, sheet: Headed) -> None:
    table = sheet.table
    known = {column.header: column for column in (*table.columns, *table.nested_columns)}
    specials = _specials(table)
    seen: set[str] = set()
    for index, value in enumerate(sheet.grid.rows[sheet.top]):
        name = heading(value)
        if not name:
            if any(index < len(row) and row[index] is not None for row in sheet.grid.rows[sheet.top + 1 :]):
                _unread_column(desk, sheet, index, "", "请补上表头")
            continue
        column = known.get(name) or own_column(name, table.columns)
        if name in seen:
            _unread_column(desk, sheet, index, name, "前面已有一列同名，请删去一列")
        elif column is not None and not (name in specials and table.path):
            sheet.columns.append((index, column))
        elif name not in specials:
            near = get_close_matches(name, [*known, *specials], n=1)
            _unread_column(desk, sheet, index, name, f"是不是“{near[0]}”？" if near else "不要的列请删去")
        if name in specials:
            sheet.named[name] = index
        seen.add(name)


def _unread_column(desk: Desk, sheet: Headed, index: int, name: str, advice: str) -> None:
    desk.refuse(sheet.place(sheet.top, index), UNREAD_COLUMN, header=name, advice=advice)


def _specials(table: Table) -> frozenset[str]:
    if table.kind is Kind.MANIFEST:
        return frozenset()
    key = KEY_HEADERS[table.kind]
    return frozenset({key, APART, *((NAME_HEADERS[table.kind],) if table.path else (FILE, OTHER))})
