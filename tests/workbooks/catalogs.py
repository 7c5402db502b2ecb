"""Copies of the example catalogs, their workbooks, and what a clerk does to them in Excel."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from difflib import ndiff
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from catalog_tool.cli.app import main
from catalog_tool.exporting import export
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.resources import Resources
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs
from catalog_tool.workbooks.sheets import heading

GUIDES = Path(__file__).parents[2] / "guides"
EXAMPLES = ("zhejiang", "hangzhou", "hongqiao", "tonglu", "xiangshan", "yueqing")
SMALL = "hongqiao"
"""An 实施清单 of five matters, each in a file of its own, with comments."""


def copy_of(name: str, folder: Path) -> Path:
    """A copy of an example catalog, without its attachments."""
    copy = folder / name
    shutil.copytree(GUIDES / name, copy, ignore=shutil.ignore_patterns("附件"))
    return copy


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file in a folder by its name within it."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def values_in(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The values of every document in a catalog's files."""
    found = {}
    for name, data in files_in(folder).items():
        read = read_yaml(data, name, manifest=name == "catalog.yaml")
        assert read.refusals == []
        found[name] = [document.value for document in read.documents]
    return found


def differing_lines(before: bytes, after: bytes) -> list[str]:
    """The lines that went and that came."""
    lines = ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[:1] in "+-"]


def run(*arguments: str | Path) -> int:
    """The exit code of a command."""
    return main([str(argument) for argument in arguments])


def exported(catalog: Path, target: Path) -> Path:
    """The workbook of a catalog."""
    assert run("export", catalog, "-o", target) == 0
    return target


@cache
def _workbook(name: str) -> bytes:
    resources = Resources()
    standards = Standards(resources.schemas, resources.profile, resources.profile_names, resources.lexicon)
    (catalog,) = find_catalogs([str(GUIDES / name)])
    return export(catalog, standards).data


def workbook_of_example(name: str, target: Path) -> Path:
    """The workbook of an example catalog, which is made once for all tests."""
    target.write_bytes(_workbook(name))
    return target


def edit(path: Path, change: Callable[[Any], object]) -> None:
    """Let somebody change a workbook in an office program."""
    book = load_workbook(path)
    change(book)
    book.save(path)


def column(sheet: Worksheet, header: str) -> int:
    """The number of a column by its header."""
    return next(cell.column for cell in sheet[1] if heading(cell.value) == header)


def row_of(sheet: Worksheet, text: str, header: str = "") -> int:
    """The number of the first row with a text in it, in a column if one is named."""
    cells = sheet.iter_rows(min_row=2)
    at = column(sheet, header) - 1 if header else None
    return next(
        row[0].row for row in cells if text in [cell.value for cell in (row if at is None else row[at : at + 1])]
    )


def put(book: Any, sheet: str, row: str, header: str, value: object) -> None:
    """Set a cell by a text in its row and by its header."""
    grid = book[sheet]
    grid.cell(row_of(grid, row), column(grid, header)).value = value


def append(book: Any, sheet: str, **cells: object) -> None:
    """Add a row below; `__` in a name is a dot in the header."""
    grid = book[sheet]
    at = grid.max_row + 1
    for header, value in cells.items():
        grid.cell(at, column(grid, header.replace("__", "."))).value = value
