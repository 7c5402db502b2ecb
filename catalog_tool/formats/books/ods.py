"""Workbooks of LibreOffice and of WPS in OpenDocument (.ods).

Parsed here rather than by a library: a cell or row may say that it is repeated a
million times, and nearly every real file ends in a million repeated blank rows, so
repetition has to be counted before it is carried out.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from xml.parsers import expat

from catalog_tool.formats.books.cell_values import MOST_CELLS, grid_rows, value
from catalog_tool.formats.books.refusals import damaged, far_cell, refused
from catalog_tool.formats.books.zip_parts import Container
from catalog_tool.formats.grids import LAST_COLUMN, LAST_ROW, Book, Grid, Value
from catalog_tool.model import column_letters

_DURATION = re.compile(r"(-?)PT(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,](\d{1,6})\d*)?S)?")
_MOST_SPACES = 1024
_NUMBERS = ("float", "percentage", "currency")
_NO_TEXT = ("text:ruby-text", "text:note", "text:tracked-changes")


def read_ods(container: Container, shown: str) -> Book:
    """The sheets of a workbook that nobody vouches for."""
    parts = container.xml_parts(lambda name: name.casefold() in ("content.xml", "meta-inf/manifest.xml"))
    manifest = next((content for name, content in parts.items() if name.casefold() != "content.xml"), b"")
    if b"encryption-data" in manifest:
        raise refused(shown, "文件加了打开密码", "请在 LibreOffice 或 WPS 里去掉打开密码，保存后再试。")
    content = next(content for name, content in parts.items() if name.casefold() == "content.xml")
    parse = _Parse(shown)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = parse.begins, parse.ends
    parser.CharacterDataHandler = parse.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise damaged(shown, "工作表的内容不合格式") from error
    book = Book("ods", parse.grids)
    if parse.formulas:
        book.notes.append(f"有 {parse.formulas} 个公式单元格，读的是上次保存时算出的值")
    book.unread = parse.unread
    if parse.unread:
        book.notes.append(f"其中 {parse.unread} 个公式没有保存算出的值，按空白处理；请打开、保存后再读")
    names = [name.casefold() for name in container.names]
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names):
        book.notes.append("工作簿里有宏，没有运行，也没有读取")
    if b"<table:table-source" in content or b"<table:cell-range-source" in content:
        book.notes.append("工作簿引用了别的文件（外部链接），没有去读那些文件，用的是上次保存的值")
    if b"<table:dde-link" in content:
        book.notes.append("工作簿里有连接其他程序的链接（DDE），没有执行")
    if any(name.startswith("object ") for name in names):
        book.notes.append("工作簿里嵌有其他文件或控件，没有读取")
    return book


class _Parse:
    """What the parser has met so far: one table, one row, one cell at a time."""

    def __init__(self, shown: str) -> None:
        self.grids: list[Grid] = []
        self.formulas = self.unread = 0
        self._shown = shown
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._area = 0
        self._outside = 0  # depth within something whose tables are no sheets
        self._skipped = 0  # depth within a drawing or a comment in a cell
        self._cell: dict[str, str] | None = None
        self._name, self._hidden = "", False
        self._rows: list[list[Value]] = []
        self._row: list[Value] = []
        self._column = self._blank_rows = self._row_repeats = 0
        self._merged: list[tuple[int, int, int, int]] = []
        self._paragraphs: list[str] = []

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._begins_in_cell(name, attributes)
        elif self._outside or name in ("table:tracked-changes", "table:dde-links", "table:shapes"):
            self._outside += 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell, self._paragraphs = attributes, []
        elif name == "table:table-row":
            self._row, self._column = [], 0
            self._row_repeats = _count(attributes, "table:number-rows-repeated")
        elif name == "table:table":
            self._name = attributes.get("table:name", "")
            self._hidden = attributes.get("table:style-name") in self._hidden_styles
            self._rows, self._merged, self._blank_rows = [], [], 0
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _begins_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped or not name.startswith("text:") or name in _NO_TEXT:
            self._skipped += 1
        elif name in ("text:p", "text:h"):
            self._paragraphs.append("")
        elif name == "text:s":
            self.text(" " * min(_count(attributes, "text:c"), _MOST_SPACES))
        elif name == "text:tab":
            self.text("\t")
        elif name == "text:line-break":
            self.text("\n")

    def text(self, written: str) -> None:
        if self._cell is not None and self._paragraphs and not self._skipped:
            self._paragraphs[-1] += written

    def ends(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._outside:
            self._outside -= 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._end_cell()
        elif name == "table:table-row":
            self._end_row()
        elif name == "table:table":
            self.grids.append(Grid(self._name, grid_rows(self._rows), tuple(self._merged), self._hidden))
            self._rows = []

    def _end_cell(self) -> None:
        cell, self._cell = self._cell or {}, None
        repeats = _count(cell, "table:number-columns-repeated")
        found = _cell_value(cell, "\n".join(self._paragraphs))
        if "table:formula" in cell:
            self.formulas += repeats
            self.unread += repeats if found is None and "office:value-type" not in cell else 0
        down, right = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
        if down > 1 or right > 1:
            top = len(self._rows) + self._blank_rows + 1
            self._merged.append((top, self._column + 1, top + down - 1, self._column + right))
        if found is not None:
            self._row += [None] * (self._column - len(self._row))
            if self._column + repeats > LAST_COLUMN:
                raise far_cell(self._shown, f"第 {len(self._rows) + 1} 行第 {self._column + repeats} 列")
            self._row += [found] * repeats
        self._column = min(self._column + repeats, LAST_COLUMN)

    def _end_row(self) -> None:
        if not self._row:
            self._blank_rows += self._row_repeats
            return
        last = len(self._rows) + self._blank_rows + self._row_repeats
        self._area += len(self._row) * self._row_repeats + self._blank_rows
        if last > LAST_ROW or self._area > MOST_CELLS:
            raise far_cell(self._shown, f"{column_letters(len(self._row))}{last}")
        self._rows += [[] for _ in range(self._blank_rows)]
        self._rows += [list(self._row) for _ in range(self._row_repeats)]
        self._blank_rows = 0


def _count(attributes: dict[str, str], name: str) -> int:
    written = attributes.get(name, "1").strip()
    if not re.fullmatch("[0-9]{1,9}", written):
        raise ValueError(name)
    return max(int(written), 1)


def _cell_value(cell: dict[str, str], text: str) -> Value:
    kind = cell.get("office:value-type", "")
    if kind == "string" or cell.get("calcext:value-type") == "error":
        return value(text or cell.get("office:string-value"))
    if kind in _NUMBERS:
        return value(float(cell.get("office:value", "nan")))
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true"
    if kind == "date":
        return value(datetime.fromisoformat(cell.get("office:date-value", "")))
    if kind == "time":
        return _time(cell.get("office:time-value", ""))
    return value(text)


def _time(written: str) -> Value:
    found = _DURATION.fullmatch(written)
    if found is None:
        raise ValueError(written)
    sign, hours, minutes, seconds, fraction = found.groups()
    length = timedelta(
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
        microseconds=int((fraction or "").ljust(6, "0")),
    )
    if sign:
        return -length
    return (datetime.min + length).time() if length < timedelta(days=1) else length  # noqa: DTZ901
