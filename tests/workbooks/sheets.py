"""Books made of small tables, as a clerk would have filled them in, and what is read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from catalog_tool.formats.grids import Book, Grid, Value
from catalog_tool.formats.refusals import Refusal
from catalog_tool.own_workbooks import plain_tables
from catalog_tool.resources import Resources
from catalog_tool.standards import Standards
from catalog_tool.workbooks.picked import PickedUp
from catalog_tool.workbooks.picking_up import picked_up
from catalog_tool.workbooks.tables import Column, Table, Tables

Rows = str | Sequence[Sequence[Value]]


@cache
def packaged_tables() -> Tables:
    """The tables by the packaged schemas, for tests that hand them to Hypothesis too."""
    found = Resources()
    return plain_tables(Standards(found.schemas, found.profile, found.profile_names, found.lexicon))


def grid(name: str, rows: Rows) -> Grid:
    """A sheet; a text is taken apart at its line ends and bars, `⏎` being a line break within a cell."""
    if not isinstance(rows, str):
        return Grid(name, [list(row) for row in rows])
    lines = [line for line in rows.split("\n") if line.strip()]
    return Grid(name, [[_cell(cell) for cell in line.split("|")] for line in lines])


def _cell(text: str) -> Value:
    return text.strip().replace("⏎", "\n") or None


def book(sheets: Mapping[str, Rows]) -> Book:
    """A workbook of such sheets."""
    return Book("xlsx", [grid(name, rows) for name, rows in sheets.items()])


def read(tables: Tables, sheets: Mapping[str, Rows]) -> PickedUp:
    """What such a workbook says."""
    return picked_up(book(sheets), tables, "甲.xlsx")


def values(found: PickedUp) -> list[dict[str, Any]]:
    """The values of its documents, when nothing was refused."""
    assert said(found) == []
    return [document.value for document in found.documents]


def said(found: PickedUp) -> list[str]:
    """Every refusal as `表!格 句子`, in order of documents, then what belongs to none."""
    return [sentence(refusal) for refusal in (*found.manifest_refusals, *found.refusals, *found.stray)]


def sentence(refusal: Refusal) -> str:
    """A refusal with its cell."""
    return f"{refusal.place.sheet}!{refusal.place.cell} {refusal.rule.message.format_map(refusal.args)}"


def table_named(tables: Tables, name: str) -> Table:
    """The table of a sheet."""
    found = tables.named(name)
    assert found is not None, name
    return found


def column_of(tables: Tables, sheet: str, header: str) -> Column:
    """A column by the sheet it stands in and its header."""
    table = table_named(tables, sheet)
    return next(column for column in (*table.columns, *table.nested_columns) if column.header == header)
