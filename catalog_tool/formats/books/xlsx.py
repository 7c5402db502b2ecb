"""Workbooks of Excel 2007 and later (.xlsx, .xlsm), and those that WPS writes in that format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog_tool.formats.books.cell_values import MOST_CELLS
from catalog_tool.formats.books.readers import WorkbookReader
from catalog_tool.formats.books.refusals import damaged, far_cell, too_large
from catalog_tool.formats.books.sheet_xml import (
    BadSheet,
    SheetFacts,
    errors_as_text,
    merged_ranges,
    sheet_facts,
    text_references,
)
from catalog_tool.formats.books.xlsx_outline import outline, plain_workbook
from catalog_tool.formats.books.zip_parts import Container
from catalog_tool.formats.grids import Book, Grid

_XML = re.compile(r"\.(?:xml|rels|vml)\Z", re.IGNORECASE)
_KINDS = {"chartsheet": "图表页", "dialogsheet": "对话框页", "xlMacrosheet": "宏表", "xlIntlMacrosheet": "宏表"}
MOST_TEXT = 1024 * 1024 * 1024
"""Bytes of text in all cells, a text counted as often as it is used: readers copy it for every cell."""


@dataclass(slots=True)
class _Sheets:
    formulas: int = 0
    unread: int = 0


def read_xlsx(container: Container, shown: str, reader: WorkbookReader) -> Book:
    """The sheets of a workbook that nobody vouches for."""
    # Parts that are not needed here are checked too: what is written into the file later is read from it.
    parts = container.xml_parts(lambda name: _XML.search(name) is not None)
    listed = outline(parts, shown)
    book = Book("xlsx")
    for sheet in listed.sheets:
        if sheet.kind != "worksheet":
            book.notes.append(f"“{sheet.name}”是{_KINDS.get(sheet.kind, '特殊页')}，没有读取")
    sheets = [sheet for sheet in listed.sheets if sheet.kind == "worksheet"]
    contents = [parts[sheet.part] for sheet in sheets]
    texts, styles = parts.get(listed.texts, b""), parts.get(listed.styles, b"")
    seen = _check_sheets(contents, texts, shown)
    plain = plain_workbook([errors_as_text(xml) for xml in contents], texts, styles, from_1904=listed.from_1904)
    for sheet, xml, rows in zip(sheets, contents, reader.sheets(plain, len(sheets), shown), strict=True):
        book.grids.append(Grid(sheet.name, rows, merged_ranges(xml), sheet.hidden))
    book.unread = seen.unread
    book.notes += _formula_notes(seen) + _package_notes(container.names, parts)
    return book


def _check_sheets(sheets: list[bytes], texts: bytes, shown: str) -> _Sheets:
    seen, odd_cells = _Sheets(), 0
    for xml in sheets:
        facts = _facts(xml, shown)
        seen.formulas += facts.formulas
        seen.unread += facts.unread
        odd_cells += xml.count(b"c ") + xml.count(b"c>") if facts.odd else 0
    _check_texts(texts, sheets, odd_cells, shown)
    return seen


def _facts(content: bytes, shown: str) -> SheetFacts:
    try:
        facts = sheet_facts(content, MOST_CELLS)
    except BadSheet as error:
        raise damaged(shown, "工作表的内容不合格式") from error
    if facts.area > MOST_CELLS:
        raise far_cell(shown, facts.last_address)
    return facts


def _check_texts(texts: bytes, sheets: list[bytes], odd_cells: int, shown: str) -> None:
    # A million cells that name one text of a megabyte would be a terabyte in memory.
    lengths = [len(piece) for piece in texts.split(b"si>")]
    references = sum(sheet.count(b't="s"') for sheet in sheets) + odd_cells
    if max(lengths) * references <= 4 * MOST_TEXT:
        return
    lengths = [len(piece) for piece in re.split(rb"</si>|<si/>", texts)]
    total = max(lengths) * odd_cells
    for sheet in sheets:
        total += sum(lengths[number] for number in text_references(sheet) if number < len(lengths))
    if total > MOST_TEXT:
        raise too_large(shown, "单元格里的文字合起来超过 1 GB，可能是恶意文件")


def _formula_notes(seen: _Sheets) -> list[str]:
    notes = []
    if seen.formulas:
        notes.append(f"有 {seen.formulas} 个公式单元格，读的是上次保存时算出的值")
    if seen.unread:
        notes.append(f"其中 {seen.unread} 个公式没有保存算出的值，按空白处理；请用 Excel 或 WPS 打开、保存后再读")
    return notes


def _package_notes(names: list[str], parts: dict[str, bytes]) -> list[str]:
    lower = [name.casefold() for name in names]
    notes = []
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower):
        notes.append("工作簿里有宏，没有运行，也没有读取")
    links = [content for name, content in parts.items() if name.casefold().startswith("xl/externallinks/")]
    if links:
        notes.append("工作簿引用了别的文件（外部链接），没有去读那些文件，用的是上次保存的值")
    if any(b"ddeLink" in content or b"oleLink" in content for content in links):
        notes.append("工作簿里有连接其他程序的链接（DDE、OLE），没有执行")
    if any(name.startswith(("xl/embeddings/", "xl/activex/")) for name in lower):
        notes.append("工作簿里嵌有其他文件或控件，没有读取")
    if any(name.startswith("xl/media/") for name in lower):
        notes.append("工作簿里有图片，没有读取图片里的内容")
    return notes
