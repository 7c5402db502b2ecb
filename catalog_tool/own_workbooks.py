"""Workbooks in the layout that `export` writes, read as the catalogs they stand for."""

from __future__ import annotations

from collections.abc import Iterable

from catalog_tool import store
from catalog_tool.findings import CannotRun
from catalog_tool.formats.grids import Book
from catalog_tool.runner import without_collecting
from catalog_tool.standards import Standards
from catalog_tool.store.workbooks import read_workbook
from catalog_tool.workbook_folders import WorkbookFolder, workbook_folder
from catalog_tool.workbooks.headers import is_like_main
from catalog_tool.workbooks.picking_up import is_own_layout, picked_up
from catalog_tool.workbooks.tables import Tables, tables_of


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


def _passed_over(hidden: Iterable[str]) -> list[str]:
    names = "、".join(f"“{name}”" for name in hidden)
    return [f"隐藏的工作表{names}没有读"] if names else []
