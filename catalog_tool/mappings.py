"""Workbooks from elsewhere: read by a mapping file, and a first mapping proposed from their headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog_tool import store
from catalog_tool.formats.grids import Book
from catalog_tool.own_workbooks import plain_tables
from catalog_tool.standards import Standards
from catalog_tool.store.workbooks import read_workbook
from catalog_tool.workbook_folders import WorkbookFolder, workbook_folder
from catalog_tool.workbooks.elsewhere.mapping_reading import read_mapping
from catalog_tool.workbooks.elsewhere.reading import foreign
from catalog_tool.workbooks.elsewhere.suggesting import suggested
from catalog_tool.workbooks.headers import is_ours


def foreign_workbook(path: str, mapping: Mapping[str, Any], shown_mapping: str, standards: Standards) -> WorkbookFolder:
    """A workbook from elsewhere as the catalog it stands for; hidden sheets are passed over with a note."""
    tables = plain_tables(standards)
    read_by = read_mapping(mapping, shown_mapping, tables)
    book, data = read_workbook(path)
    seen, notes = _seen(book)
    is_whole = not any(grid.hidden and grid.rows and not is_ours(grid.name) for grid in book.grids)
    read = foreign(seen, read_by, store.shown_name(path))
    read.notes[:0] = notes
    read.is_partial = read.is_partial or not is_whole
    return workbook_folder(path, data, book, read)


def suggestion(path: str, standards: Standards) -> str:
    """The text of a mapping file proposed for a workbook; CannotRun where it looks like no list of matters."""
    book, _ = read_workbook(path)
    numbers = {number: name for name, entry in standards.profile("national").types.items() for number in entry.codes}
    rows = standards.lexicon.lists.get("headers", ())
    return suggested(book, plain_tables(standards), rows, numbers, store.shown_name(path))


def _seen(book: Book) -> tuple[Book, list[str]]:
    """What a person who opens the workbook sees of it, and notes of what was left out."""
    grids = [grid for grid in book.grids if not is_ours(grid.name)]
    hidden = "、".join(f"“{grid.name}”" for grid in grids if grid.hidden)
    notes = [*book.notes, *([f"隐藏的工作表{hidden}没有读"] if hidden else [])]
    return Book(book.kind, [grid for grid in grids if not grid.hidden], []), notes
