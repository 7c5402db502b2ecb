"""A region's own keys (x-…) as columns: which there are is known of the documents alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catalog_tool.model import Kind
from catalog_tool.workbooks.sheets import heading
from catalog_tool.workbooks.tables import OWN, Column, Keys, Table, Tables, own_column


def own_columns(table: Table, headers: Iterable[str]) -> tuple[Column, ...]:
    """The columns of a table for such headers."""
    found = (own_column(header, table.columns) for header in headers)
    return tuple(column for column in found if column is not None)


def own_headers(tables: Tables, kind: Kind, values: Iterable[Mapping[str, Any]]) -> dict[Keys, tuple[str, ...]]:
    """The headers of the region's own keys, by table, in order of appearance."""
    found: dict[Keys, dict[str, None]] = {}
    paths = {table.path: table for table in tables.below[kind] if not table.pairs}
    for value in values:
        for path, header in _own_in(value, (), (), paths):
            found.setdefault(path, {})[header] = None
    return {path: tuple(headers) for path, headers in found.items()}


def _own_in(
    value: Mapping[str, Any], path: Keys, inside: Keys, paths: Mapping[Keys, Table]
) -> Iterator[tuple[Keys, str]]:
    """Yield table and header of each own key; a dot or blank in it could not be read back from a header."""
    for key, item in value.items():
        here = (*inside, key)
        if key.startswith(OWN):
            if "." not in key and heading(key) == key and key.isprintable() and len(key) <= 60:
                yield path, ".".join(here)
        elif isinstance(item, dict) and not (path == () and here in paths):
            yield from _own_in(item, path, here, paths)
        elif path == () and here in paths:
            for row in item if isinstance(item, list) else (item,):
                if isinstance(row, dict):
                    yield from _own_in(row, here, (), paths)
