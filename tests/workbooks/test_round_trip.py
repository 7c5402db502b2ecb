"""What is laid out in a workbook is picked up again as it was: every value of every document."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_tool.formats.books.reading import read_book
from catalog_tool.formats.grids import Book, Grid
from catalog_tool.formats.yaml_reader import kind_of
from catalog_tool.model import Kind
from catalog_tool.standards import Standards
from catalog_tool.workbooks.laying_out import Entry, laid_out
from catalog_tool.workbooks.picked import PickedUp
from catalog_tool.workbooks.picking_up import picked_up
from catalog_tool.workbooks.tables import Tables, tables_of
from catalog_tool.workbooks.writing import workbook_of
from tests.workbooks.documents import Shapes

RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)


@pytest.fixture(scope="module")
def tables(standards: Standards) -> Tables:
    return tables_of(standards.composed(standards.context({"编码规则": "zhejiang"}, None)), implementation=True)


def as_book(tables: Tables, entries: list[Entry]) -> Book:
    """The cells as they would be read, without a file between."""
    sheets = laid_out(tables, entries)
    return Book("xlsx", [Grid(sheet.table.name, [list(sheet.headers), *map(list, sheet.rows)]) for sheet in sheets])


def assert_same(entries: list[Entry], found: PickedUp) -> None:
    matters = [entry for entry in entries if entry.kind is Kind.MATTER]
    one_things = [entry for entry in entries if entry.kind is Kind.ONE_THING]
    assert [*found.refusals, *found.manifest_refusals, *found.stray, *found.notes] == []
    assert [document.value for document in found.documents] == [entry.value for entry in (*matters, *one_things)]
    manifest = next((entry.value for entry in entries if entry.kind is Kind.MANIFEST), None)
    assert (found.manifest.value if found.manifest else None) == manifest


def entries_of(manifest: dict[str, Any] | None, values: list[dict[str, Any]]) -> list[Entry]:
    entries = [] if manifest is None else [Entry(Kind.MANIFEST, manifest)]
    return [*entries, *(Entry(kind_of(value), value, f"{number}.yaml") for number, value in enumerate(values))]


@pytest.mark.parametrize("lawful", [True, False])
def test_every_document_is_picked_up_as_it_was(lawful: bool, tables: Tables, standards: Standards) -> None:
    schemas = standards.composed(standards.context({"编码规则": "zhejiang"}, None))
    shapes = {kind: Shapes(schemas, kind).document(lawful=lawful) for kind in Kind}
    documents = st.lists(st.one_of(shapes[Kind.MATTER], shapes[Kind.ONE_THING]), max_size=3)

    @RELAXED
    @given(manifest=st.one_of(st.none(), shapes[Kind.MANIFEST]), values=documents)
    def holds(manifest: dict[str, Any] | None, values: list[dict[str, Any]]) -> None:
        entries = entries_of(manifest, values)
        assert_same(entries, picked_up(as_book(tables, entries), tables, "甲.xlsx"))

    holds()


def test_a_file_between_changes_nothing(tables: Tables, standards: Standards) -> None:
    schemas = standards.composed(standards.context({"编码规则": "zhejiang"}, None))
    shapes = {kind: Shapes(schemas, kind).document(lawful=False) for kind in Kind}

    @settings(RELAXED, max_examples=40)
    @given(manifest=shapes[Kind.MANIFEST], matter=shapes[Kind.MATTER], one_thing=shapes[Kind.ONE_THING])
    def holds(manifest: dict[str, Any], matter: dict[str, Any], one_thing: dict[str, Any]) -> None:
        entries = entries_of(manifest, [matter, one_thing])
        assert_same(entries, picked_up(read_book(workbook_of(tables, entries, "甲"), "甲.xlsx"), tables, "甲.xlsx"))

    holds()
