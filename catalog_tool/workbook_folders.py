"""A workbook that stands for a catalog: checked like the folder it was exported from, or would be imported to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from catalog_tool import store
from catalog_tool.findings import CannotRun
from catalog_tool.formats.grids import Book
from catalog_tool.runner import without_collecting
from catalog_tool.standards import Standards
from catalog_tool.store import CatalogFolder, SourceFile
from catalog_tool.store.workbooks import read_workbook
from catalog_tool.workbooks.headers import is_like_main
from catalog_tool.workbooks.picked import PickedUp
from catalog_tool.workbooks.picking_up import is_own_layout, picked_up
from catalog_tool.workbooks.tables import Tables, tables_of

EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".jsonl", ".json")
"""Names by which a workbook is told from a file of a catalog; what it is, its bytes say."""


@dataclass
class WorkbookFolder(CatalogFolder):
    """A workbook in place of a catalog's folder.

    `data` are the bytes of the file, `book` its cells, `read` what the cells mean.
    """

    data: bytes = b""
    book: Book = field(default_factory=lambda: Book("xlsx"))
    read: PickedUp = field(default_factory=PickedUp)


def is_workbook(path: str) -> bool:
    """Whether a path names a workbook rather than a folder or a file of a catalog."""
    return path.lower().endswith(EXTENSIONS) and not os.path.isdir(path)


def plain_tables(standards: Standards, *, implementation: bool = True) -> Tables:
    """The tables for reading, for which the profile does not matter."""
    return tables_of(standards.composed(standards.context({})), implementation=implementation)


def own_workbook(path: str, standards: Standards) -> WorkbookFolder:
    """A workbook in the layout that `export` writes; CannotRun where it is none, or has hidden sheets that count."""
    with without_collecting():
        return _own_workbook(path, standards)


def _own_workbook(path: str, standards: Standards) -> WorkbookFolder:
    book, data = read_workbook(path)
    shown = store.shown_name(path)
    tables = plain_tables(standards)
    if not is_own_layout(book, tables):
        raise CannotRun(
            f"{shown} 不是 catalog-tool 的工作簿：里面没有“目录信息”“事项”这些表，或找不到表头。"
            f"别处来的表请先写对应关系：catalog-tool import {shown} --suggest"
        )
    seen = [grid for grid in book.grids if not grid.hidden]
    for grid in book.grids:
        if grid.hidden and tables.named(grid.name) is not None:
            advice = "看不见的内容不读。请取消隐藏或删去这张表，再来一次。"
            raise CannotRun(f"{shown} 的工作表“{grid.name}”是隐藏的，{advice}")
    hidden = [grid.name for grid in book.grids if grid.hidden and grid.name != "选项"]
    read = picked_up(Book(book.kind, seen, book.notes), tables, shown)
    read.notes[:0] = [*book.notes, *_passed_over(hidden)]
    read.is_partial = read.is_partial or any(grid.hidden and is_like_main(grid, tables) for grid in book.grids)
    return workbook_folder(path, data, book, read)


def workbook_folder(path: str, data: bytes, book: Book, read: PickedUp) -> WorkbookFolder:
    """What was read of a workbook as the catalog it stands for."""
    source = SourceFile(path, store.shown_name(path), None, os.path.basename(path))
    # The workbook itself is the root: two of them in a folder are two catalogs.
    return WorkbookFolder(Path(os.path.abspath(path)), source, data=data, book=book, read=read)


def _passed_over(hidden: Iterable[str]) -> list[str]:
    names = "、".join(f"“{name}”" for name in hidden)
    return [f"隐藏的工作表{names}没有读"] if names else []
