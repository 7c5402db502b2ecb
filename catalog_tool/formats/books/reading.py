"""A workbook's bytes become a Book, whatever office program or system they come from.

What the bytes are decides how they are read; the name only settles doubts, for exports
are often named .xls though they are text or a web page.
"""

from __future__ import annotations

from catalog_tool.formats.books.delimited import decoded, read_delimited
from catalog_tool.formats.books.json_rows import read_json
from catalog_tool.formats.books.kinds import OLE, ZIP, foreign_text, ole_kind, refuse_foreign, zip_kind
from catalog_tool.formats.books.ods import read_ods
from catalog_tool.formats.books.ole_streams import Streams
from catalog_tool.formats.books.readers import chosen_reader
from catalog_tool.formats.books.refusals import refused
from catalog_tool.formats.books.xls import read_xls
from catalog_tool.formats.books.xlsx import read_xlsx
from catalog_tool.formats.books.zip_parts import Container
from catalog_tool.formats.grids import Book

_TEXT_NAMES = (".csv", ".tsv", ".txt")
_RECORD_NAMES = (".json", ".jsonl")
_BOOK_NAMES = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et")


def read_book(data: bytes, shown: str) -> Book:
    """The sheets of a workbook; CannotRun with one sentence where it cannot or must not be read."""
    if not data.strip(b"\0 \t\r\n"):
        raise refused(shown, "文件是空的", "请确认文件已经传完，或换一个文件。")
    if data.startswith(ZIP):
        container = Container(data, shown)
        if zip_kind(container, shown) == "ods":
            return read_ods(container, shown)
        return read_xlsx(container, shown, chosen_reader())
    if data.startswith(OLE):
        streams = Streams(data, shown)
        name = next((name for name in ("workbook", "book") if name in streams.sizes), None)
        if name is None or "encryptedpackage" in streams.sizes:
            raise ole_kind(streams.sizes, shown)
        return read_xls(streams.read(name), shown, streams.sizes)
    refuse_foreign(data, shown)
    return _read_text(data, shown)


def _read_text(data: bytes, shown: str) -> Book:
    text, encoding = decoded(data, shown)
    name = shown.lower()
    foreign = foreign_text(text)
    if foreign:
        raise refused(shown, *foreign)
    book = _book(text, shown, name)
    if encoding != "UTF-8":
        book.notes.append(f"文件是 {encoding} 编码，已按该编码读取")
    return book


def _book(text: str, shown: str, name: str) -> Book:
    # A file named .json that holds no JSON is told there what is wrong with it.
    if name.endswith(_RECORD_NAMES) or (text.lstrip()[:1] in ("{", "[") and not name.endswith(_TEXT_NAMES)):
        return read_json(text, shown)
    book = read_delimited(text, shown)
    if name.endswith(_BOOK_NAMES):
        book.notes.append("文件名像 Excel 工作簿，内容其实是文字表格（CSV），已按文字表格读取")
    return book
