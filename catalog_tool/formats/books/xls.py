"""Workbooks of Excel 97 to 2003 (.xls), and those that WPS writes in that format (.et).

Read record by record in Python: the Rust reader reserves what a record declares and
lays sheets out densely, so a hostile file of 2 kB could end the process.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from catalog_tool.formats.books.cell_values import MOST_CELLS, grid_rows
from catalog_tool.formats.books.cell_values import value as cell_value
from catalog_tool.formats.books.excel_dates import DateStyle, date_style, moment
from catalog_tool.formats.books.refusals import damaged, refused, too_large
from catalog_tool.formats.books.xls_texts import Texts, label, shared_texts, short_name
from catalog_tool.formats.grids import Book, Grid, Value

_MOST_RECORDS = 20_000_000
_MOST_TEXT = 512 * 1024 * 1024
_BOF, _EOF, _CONTINUE, _BOUNDSHEET, _SST, _FILEPASS, _DATEMODE = 0x809, 0x0A, 0x3C, 0x85, 0xFC, 0x2F, 0x22
_FORMAT, _XF, _SUPBOOK, _MERGED, _FORMULA, _STRING = 0x41E, 0xE0, 0x1AE, 0xE5, 0x06, 0x207
_NUMBER, _RK, _MULRK, _LABELSST, _LABEL, _RSTRING, _BOOLERR = 0x203, 0x27E, 0xBD, 0xFD, 0x204, 0xD6, 0x205
_CELLS = frozenset((_NUMBER, _RK, _LABELSST, _LABEL, _RSTRING, _BOOLERR))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_KINDS = {1: "宏表", 2: "图表页", 6: "宏模块"}


class _Broken(Exception):
    """The records contradict themselves."""


@dataclass(slots=True)
class _Workbook:
    shown: str
    sheets: list[tuple[int, int, int, str]] = field(default_factory=list)  # offset, hidden, kind, name
    texts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    from_1904: bool = False
    linked: bool = False
    records: int = 0
    cells: int = 0
    formulas: int = 0
    text: int = 0
    dates: list[DateStyle] = field(default_factory=list)


def read_xls(stream: bytes, shown: str, streams: dict[str, int]) -> Book:
    """The worksheets in the Workbook stream of a container whose streams are named."""
    workbook = _Workbook(shown)
    book = Book("xls")
    try:
        _globals(stream, workbook)
        for offset, hidden, kind, name in workbook.sheets:
            if kind:
                book.notes.append(f"“{name}”是{_KINDS.get(kind, '特殊页')}，没有读取")
                continue
            book.grids.append(_sheet(stream, offset, name, workbook))
            book.grids[-1].hidden = bool(hidden)
    except (_Broken, struct.error, IndexError, ValueError, OverflowError) as error:
        raise damaged(shown) from error
    if not workbook.sheets:
        raise damaged(shown, "里面没有工作表")
    if workbook.formulas:
        book.notes.append(f"有 {workbook.formulas} 个公式单元格，读的是上次保存时算出的值")
    if "_vba_project" in streams or "vba" in streams:
        book.notes.append("工作簿里有宏，没有运行，也没有读取")
    if workbook.linked:
        book.notes.append("工作簿引用了别的文件（外部链接），没有去读那些文件，用的是上次保存的值")
    return book


def _records(stream: bytes, offset: int, workbook: _Workbook) -> Iterator[tuple[int, int, int]]:
    """Kind, first and last offset of each record's content, up to the end of this part of the stream."""
    depth, last = 0, len(stream)
    unpack = struct.Struct("<HH").unpack_from
    while offset + 4 <= last:
        kind, size = unpack(stream, offset)
        offset += 4
        if offset + size > last:
            raise _Broken
        workbook.records += 1
        if workbook.records > _MOST_RECORDS:
            raise too_large(workbook.shown, f"内部记录超过 {_MOST_RECORDS // 10_000} 万条")
        if kind == _BOF:
            depth += 1
        if depth == 1:  # charts that lie in a sheet are parts within the part
            yield kind, offset, offset + size
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        offset += size


def _globals(stream: bytes, workbook: _Workbook) -> None:
    pieces: list[bytes] = []
    before = 0
    for kind, start, end in _records(stream, 0, workbook):
        content = stream[start:end]
        if kind == _BOF and struct.unpack_from("<H", content)[0] != 0x600:
            raise refused(workbook.shown, "这是很旧的 Excel 格式（95 或更早）")
        if kind == _FILEPASS:
            raise refused(workbook.shown, "文件加了打开密码", "请在 Excel 或 WPS 里去掉打开密码，保存后再试。")
        if kind == _SST or (kind == _CONTINUE and before == _SST):
            pieces.append(content)
            before = _SST
            continue
        before = kind
        if kind == _BOUNDSHEET:
            offset, hidden, sheet = struct.unpack_from("<IBB", content)
            workbook.sheets.append((offset, hidden & 3, sheet, short_name(content, 6)))
        elif kind == _DATEMODE:
            workbook.from_1904 = content[:1] == b"\1"
        elif kind == _FORMAT:
            workbook.formats[struct.unpack_from("<H", content)[0]] = label(content, 2)
        elif kind == _XF:
            workbook.styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == _SUPBOOK:
            # Two bytes 1 and 4 stand for the workbook itself, 1 and 0x3A for add-ins.
            workbook.linked |= content[2:4] not in (b"\x01\x04", b"\x01\x3a")
    workbook.texts = shared_texts(Texts(pieces)) if pieces else []
    workbook.dates = [date_style(number, workbook.formats.get(number, "")) for number in workbook.styles]


def _sheet(stream: bytes, offset: int, name: str, workbook: _Workbook) -> Grid:
    rows: list[list[Value]] = []
    merged: list[tuple[int, int, int, int]] = []
    pending: tuple[int, int] | None = None
    for kind, start, end in _records(stream, offset, workbook):
        if kind == _STRING:
            if pending:
                _put(rows, *pending, label(stream[start:end], 0), workbook)
            pending = None
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", stream, start)
            for place in range(start + 4, end - 2, 6):
                style, number = struct.unpack_from("<Hi", stream, place)
                _put(rows, row, column + (place - start - 4) // 6, _shown(_rk(number), style, workbook), workbook)
        elif kind == _MERGED:
            for place in range(start + 2, end - 7, 8):
                top, bottom, left, right = struct.unpack_from("<4H", stream, place)
                merged.append((top + 1, left + 1, bottom + 1, right + 1))
        elif kind == _FORMULA:
            row, column, style = struct.unpack_from("<3H", stream, start)
            workbook.formulas += 1
            result = stream[start + 6 : start + 14]
            pending = (row, column) if result[6:] == b"\xff\xff" and result[0] == 0 else None
            _put(rows, row, column, _result(result, style, workbook), workbook)
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<3H", stream, start)
            _put(rows, row, column, _cell(kind, stream[start + 6 : end], style, workbook), workbook)
    return Grid(name, grid_rows(rows), tuple(merged))


def _put(rows: list[list[Value]], row: int, column: int, value: Value, workbook: _Workbook) -> None:
    if column > 255:
        raise _Broken
    new = row + 1 - len(rows)
    if new > 0:
        rows.extend([] for _ in range(new))
    cells = rows[row]
    grown = column + 1 - len(cells)
    if grown > 0:
        cells.extend([None] * grown)
        workbook.cells += grown
    if isinstance(value, str):
        workbook.text += 2 * len(value)
    if workbook.cells > MOST_CELLS or workbook.text > 4 * _MOST_TEXT:
        raise too_large(workbook.shown, "单元格或文字太多，可能是恶意文件")
    cells[column] = value


def _rk(number: int) -> float:
    # 30 bits of an integer or of a float, and whether it was multiplied by a hundred.
    packed = struct.pack("<Q", (number & 0xFFFFFFFC) << 32)
    value: float = number >> 2 if number & 2 else struct.unpack("<d", packed)[0]
    return value / 100 if number & 1 else value


def _shown(number: float, style: int, workbook: _Workbook) -> Value:
    dates = workbook.dates[style] if style < len(workbook.dates) else DateStyle.NONE
    return cell_value(moment(number, dates, from_1904=workbook.from_1904) if dates else number)


def _result(result: bytes, style: int, workbook: _Workbook) -> Value:
    if result[6:] != b"\xff\xff":
        return _shown(struct.unpack("<d", result)[0], style, workbook)
    if result[0] == 1:
        return bool(result[2])
    return _ERRORS.get(result[2], "#N/A") if result[0] == 2 else None


def _cell(kind: int, content: bytes, style: int, workbook: _Workbook) -> Value:
    if kind == _LABELSST:
        return workbook.texts[int.from_bytes(content[:4], "little")]
    if kind in (_LABEL, _RSTRING):
        return label(content, 0)
    if kind == _BOOLERR:
        return _ERRORS.get(content[0], "#N/A") if content[1] else bool(content[0])
    if kind == _RK:
        return _shown(_rk(struct.unpack_from("<i", content)[0]), style, workbook)
    return _shown(struct.unpack_from("<d", content)[0], style, workbook)
