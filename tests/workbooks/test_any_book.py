"""Whatever stands in the sheets, something is read of it, and every place lies within them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_tool.formats.grids import Book, Grid, Value
from catalog_tool.model import Document, Path, Place
from catalog_tool.workbooks.headers import UPRIGHT
from catalog_tool.workbooks.laying_out import APART, FILE, LONG, NAME_HEADERS, OTHER
from catalog_tool.workbooks.picked import PickedUp
from catalog_tool.workbooks.picking_up import is_own_layout, picked_up
from catalog_tool.workbooks.tables import KEY_HEADERS, Table, Tables
from tests.workbooks.documents import TEXT

SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)
KEYS = st.sampled_from([None, "330104501000", "010200", 10200.0, "甲", '〔原样〕""', float("inf"), "9" * 5_000])
MARKS = st.sampled_from(
    ["无", "清单", "[]", "{甲: 乙}", "{甲：乙}", '〔原样〕{"甲": [1]}', "〔原样〕{", "〔长文字 1〕", "#N/A", "1"]
)
CELLS: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.none(),
    TEXT,
    MARKS,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.lists(TEXT, max_size=2),
)


def sheet_of(table: Table) -> st.SearchStrategy[Grid]:
    """A sheet with some of its headers in any order among others, and rows of anything, as long as they please."""
    key = KEY_HEADERS.get(table.kind)
    upright = not table.path and key is None
    known = [column.header for column in (*table.columns, *table.nested_columns)]
    named = [key, key, key, APART, FILE, OTHER, NAME_HEADERS[table.kind]] if key else []
    names = st.sampled_from([*UPRIGHT, *UPRIGHT, "说明"] if upright else [*known, *named])
    header = st.one_of(names, names, names, names.map(lambda name: f" {name}*"), st.just("x-甲"), CELLS)
    first = KEYS if key else st.one_of(st.sampled_from(known), CELLS)
    row = st.tuples(first, st.lists(st.one_of(CELLS, KEYS, st.sampled_from(known)), max_size=8)).map(
        lambda found: [found[0], *found[1]]
    )
    start: list[Value] = [key] if key else list(UPRIGHT) if upright else known[:1]
    heads = st.lists(header, max_size=8).map(lambda found: [*start, *found])
    rows = st.tuples(st.lists(row, max_size=1), heads, st.lists(row, max_size=5))
    called = st.sampled_from([table.name, table.name, table.path[-1] if table.path else f" {table.name}"])
    return st.builds(lambda name, found: Grid(name, [*found[0], found[1], *found[2]]), called, rows)


def books(tables: Tables) -> st.SearchStrategy[Book]:
    every = [*tables]
    mains = [table for table in every if not table.path]
    sheet = st.one_of(st.sampled_from(mains), st.sampled_from(every)).flatmap(sheet_of)
    long = st.lists(st.lists(CELLS, max_size=4), max_size=3).map(lambda rows: Grid(LONG, rows))
    other = st.builds(Grid, TEXT, st.lists(st.lists(CELLS, max_size=3), max_size=3))
    grids = st.lists(st.one_of(sheet, sheet, sheet, long, other), max_size=4, unique_by=lambda grid: grid.name)
    return grids.map(lambda grids: Book("xlsx", grids))


def paths_in(value: Any, path: Path = ()) -> list[Path]:
    """Every path there is in a value, and beside each one that is not."""
    found = [path, (*path, "没有"), (*path, 0), (*path, 99)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        found += paths_in(item, (*path, step))
    return found


def assert_within(place: Place, sizes: dict[str, tuple[int, int]]) -> None:
    rows, columns = sizes[place.sheet]
    assert 1 <= place.line <= rows
    assert 1 <= place.column <= columns
    assert re.fullmatch("[A-Z]+[1-9][0-9]*", place.cell)


def size(grid: Grid) -> tuple[int, int]:
    return max(len(grid.rows), 1), max((len(row) for row in grid.rows), default=1)


def documents(found: PickedUp) -> list[Document]:
    return [*found.documents, *([] if found.manifest is None else [found.manifest])]


def fields(tables: Tables) -> list[Path]:
    every = [(*table.path, *column.keys) for table in tables for column in (*table.columns, *table.nested_columns)]
    return [*every, *((*table.path, 0, *column.keys) for table in tables if table.path for column in table.columns)]


def test_any_book_is_picked_up(tables: Tables) -> None:
    absent = fields(tables)

    @SETTINGS
    @given(book=books(tables))
    def holds(book: Book) -> None:
        sizes = {grid.name: size(grid) for grid in book.grids}
        is_own_layout(book, tables)
        found = picked_up(book, tables, "甲.xlsx")

        for document in documents(found):
            for path in (*absent, *paths_in(document.value)):
                assert_within(document.place(path), sizes)
        for refusal in (*found.refusals, *found.manifest_refusals, *found.stray):
            assert_within(refusal.place, sizes)
            assert refusal.rule.message.format_map(refusal.args)
        assert [document.index for document in found.documents] == list(range(len(found.documents)))
        assert {refusal.document for refusal in found.refusals} <= set(range(len(found.documents)))
        assert found.held <= set(range(len(found.documents)))
        assert all(is_plain(document.value) for document in documents(found))

    holds()


def is_plain(value: Any) -> bool:
    """Whether a value is made of what a catalog's files may hold."""
    assert not isinstance(value, (date, datetime, time, timedelta, float, bool))
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(item is None or is_plain(item) for item in value)
    return isinstance(value, (str, int))
