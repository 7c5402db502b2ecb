"""A workbook that stands for a catalog: checked like the folder it was exported from, or would be imported to."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from catalog_tool import store
from catalog_tool.store import CatalogFolder, SourceFile

if TYPE_CHECKING:
    # Whoever checks a folder needs to know that it is no workbook, and nothing of what reads them.
    from catalog_tool.formats.grids import Book
    from catalog_tool.workbooks.picked import PickedUp

EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".jsonl", ".json")
"""Names by which a workbook is told from a file of a catalog; what it is, its bytes say."""


@dataclass(kw_only=True)
class WorkbookFolder(CatalogFolder):
    """A workbook in place of a catalog's folder.

    `data` are the bytes of the file, `book` its cells, `read` what the cells mean.
    """

    data: bytes
    book: Book
    read: PickedUp


def is_workbook(path: str) -> bool:
    """Whether a path names a workbook rather than a folder or a file of a catalog."""
    return path.lower().endswith(EXTENSIONS) and not os.path.isdir(path)


def workbook_folder(path: str, data: bytes, book: Book, read: PickedUp) -> WorkbookFolder:
    """What was read of a workbook as the catalog it stands for."""
    source = SourceFile(path, store.shown_name(path), None, os.path.basename(path))
    # The workbook itself is the root: two of them in a folder are two catalogs.
    return WorkbookFolder(Path(os.path.abspath(path)), source, data=data, book=book, read=read)
