"""A new workbook of the values that were read, where there is no package to copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from catalog_tool.formats.grids import LAST_COLUMN, LAST_ROW, Book, Grid, Value
from catalog_tool.formats.marking.listing import TALLEST, free_name
from catalog_tool.formats.marking.xml import fitting, lines_of, shown
from catalog_tool.formats.workbook_writing import text_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_CELL: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "quote_prefix": True},
    "number": {},
    "date": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "time": {"num_format": "hh:mm:ss"},
    "span": {"num_format": "[h]:mm:ss"},
}
_LOOKED_AT = 200
"""Rows that a column's width is guessed from."""


def workbook_of(book: Book) -> tuple[bytes, Mapping[str, str], list[str]]:
    """The bytes, the name each sheet got, and sentences about what did not fit."""
    buffer = BytesIO()
    workbook = text_workbook(buffer, "")
    formats = {name: workbook.add_format({**_CELL, **form}) for name, form in _FORMATS.items()}
    names: dict[str, str] = {}
    taken: set[str] = set()
    lost: list[str] = []
    grids = book.grids or [Grid("", [])]
    seen = next((grid for grid in grids if not grid.hidden), grids[0])
    for grid in grids:
        name = free_name(grid.name or "数据", taken)
        names.setdefault(grid.name, name)
        sheet = workbook.add_worksheet(name)
        if grid.hidden and grid is not seen:
            sheet.hide()
        _fill(sheet, grid, formats)
        lost += _told(grid, name)
    at = next(index for index, grid in enumerate(grids) if grid is seen)
    workbook.worksheets()[at].activate()
    workbook.worksheets()[at].set_first_sheet()
    workbook.close()
    return buffer.getvalue(), names, lost


def _fill(sheet: Worksheet, grid: Grid, formats: Mapping[str, Format]) -> None:
    widths = _widths(grid.rows)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    whole = set()
    for range in _apart(grid.merged):
        sheet.merge_range(*(number - 1 for number in range), "", formats["text"])
        whole.add((range[0] - 1, range[1] - 1))
    for row, values in enumerate(grid.rows[:LAST_ROW]):
        lines = max(
            (
                lines_of(value, width - 1)
                for column, (value, width) in enumerate(zip(values, widths, strict=False))
                if isinstance(value, str) and (2 * len(value) >= width or "\n" in value) and (row, column) not in whole
            ),
            default=1,
        )
        if lines > 1:
            sheet.set_row(row, min(lines * 15, TALLEST))
        for column, value in enumerate(values[:LAST_COLUMN]):
            if value is not None:
                _write(sheet, row, column, value, formats)


def _write(sheet: Worksheet, row: int, column: int, value: Value, formats: Mapping[str, Format]) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats["number"])
    elif isinstance(value, int | float) and isfinite(value) and abs(value) < 10**15:
        sheet.write_number(row, column, value, formats["number"])
    elif isinstance(value, datetime) and value.year >= 1900:
        plain = value.replace(tzinfo=None)
        whole = plain.time() == time()
        sheet.write_datetime(row, column, plain, formats["date" if whole else "moment"])
    elif isinstance(value, date) and not isinstance(value, datetime) and value.year >= 1900:
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, time):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), formats["time"])
    elif isinstance(value, timedelta) and value >= timedelta():
        sheet.write_datetime(row, column, value, formats["span"])
    else:
        text = "；".join(value) if isinstance(value, list) else str(value)
        sheet.write_string(row, column, fitting(shown(text)), formats["text"])


def _widths(rows: Sequence[Sequence[Value]]) -> list[int]:
    widths: list[int] = []
    for row in rows[:_LOOKED_AT]:
        for column, value in enumerate(row[:LAST_COLUMN]):
            if column == len(widths):
                widths.append(9)
            text = "" if value is None else str(value)[:80]
            wide = max(
                ((len(part) + len(part.encode("utf-8", "replace"))) // 2 for part in text.split("\n")), default=0
            )
            widths[column] = min(max(widths[column], wide + 2), 42)
    return widths


def _apart(merged: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The ranges that are more than a cell, on the sheet, and do not overlap an earlier one."""
    kept: list[tuple[int, int, int, int]] = []
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merged:
        if not (1 <= top <= bottom <= LAST_ROW and 1 <= left <= right <= LAST_COLUMN):
            continue
        if (top, left) == (bottom, right) or (bottom - top + 1) * (right - left + 1) > 1_000_000:
            continue
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if covered.isdisjoint(cells):
            covered |= cells
            kept.append((top, left, bottom, right))
    return kept


def _told(grid: Grid, name: str) -> list[str]:
    if len(grid.rows) <= LAST_ROW and all(len(row) <= LAST_COLUMN for row in grid.rows):
        return []
    return [f"表“{name}”超过一张工作表的行数或列数，副本里只有前 {LAST_ROW} 行、前 {LAST_COLUMN} 列"]
