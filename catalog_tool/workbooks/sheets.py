"""One sheet as a table: which column is what, and where each value of a document stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.formats.grids import Grid, Value
from catalog_tool.model import CellPlace, Path, Place
from catalog_tool.workbooks.tables import Column, Keys, Table

HEADER_ROWS = 20
"""Among so many rows the headers are looked for: people write a title above them."""


def heading(value: Value) -> str:
    """A header cell as a name: without the star of what is required, without blanks or line breaks."""
    return "".join(str(value).split()).rstrip("*＊") if value is not None else ""


@dataclass
class Headed:
    """A sheet whose headers are known.

    `top` is the index of the header row. `columns` are index and column of those that
    hold values; `named` are the indices of all others that mean something (区分, 文件 …).
    """

    grid: Grid
    table: Table
    top: int
    columns: list[tuple[int, Column]] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)
    _index: dict[Keys, int] = field(default_factory=dict)

    def index(self, keys: Keys) -> int | None:
        """The column where a value stands: its own, one it lies in, or the first of those beneath it."""
        if not self._index:
            self._index = {column.keys: index for index, column in self.columns}
        for depth in range(len(keys), 0, -1):
            if keys[:depth] in self._index:
                return self._index[keys[:depth]]
        return next((index for known, index in self._index.items() if keys and known[: len(keys)] == keys), None)

    def place(self, row: int, index: int) -> Place:
        """A cell by its indices."""
        return CellPlace(row + 1, index + 1, self.grid.name)


@dataclass
class Item:
    """The rows of one item of a list: the index of its first row, and of each of what it repeats for."""

    row: int
    nested: list[int] = field(default_factory=list)


@dataclass
class Listed:
    """The items of one list of a document and the sheet they stand in; a mapping's keys too, where it is one."""

    sheet: Headed
    items: list[Item] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@dataclass
class Spots:
    """Where the values of one document stand; a Document's `locate`.

    `row` is its row in the main sheet; an upright sheet (目录信息) has a row a field
    instead, `fields`, with its content in column `upright`.
    """

    main: Headed
    row: int
    key: int = 0
    lists: dict[Keys, Listed] = field(default_factory=dict)
    fields: Mapping[str, int] | None = None
    upright: int = 1
    other: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, path: Path, at_key: bool) -> Place:  # noqa: ARG002 - a cell is key and value in one
        """The cell of a value, the blank one where it is missing; of the nearest thing that has a cell."""
        if path and path[0] in self.other:
            return self._in_main(("其他内容",))
        for keys, listed in self.lists.items():
            depth = len(keys)
            if listed.items and len(path) > depth and path[:depth] == keys:
                found = _in_list(path[depth:], listed)
                if found is not None:
                    return found
        return self._in_main(tuple(step for step in path if isinstance(step, str)))

    def _in_main(self, keys: Keys) -> Place:
        if self.fields is not None:
            headers = [".".join(keys[:depth]) for depth in range(len(keys), 0, -1)]
            row = next((self.fields[header] for header in headers if header in self.fields), None)
            if row is None and keys:
                start = ".".join(keys) + "."
                row = next((at for header, at in self.fields.items() if header.startswith(start)), None)
            return self.main.place(self.main.top if row is None else row, self.upright if row is not None else 0)
        index = self.main.named.get(keys[0]) if len(keys) == 1 else None
        if index is None:
            index = self.main.index(keys)
        return self.main.place(self.row, self.key if index is None else index)


def _in_list(rest: Path, listed: Listed) -> Place | None:
    """The cell of a path within a list; its first step is an item's number, or a key of its only item."""
    sheet, table = listed.sheet, listed.sheet.table
    if table.pairs:
        number = listed.keys.index(rest[0]) if rest[0] in listed.keys else 0
        item = listed.items[number]
        return sheet.place(item.row, sheet.columns[min(1 if len(rest) > 1 else 0, len(sheet.columns) - 1)][0])
    number = rest[0] if isinstance(rest[0], int) else 0
    inner: Sequence[str | int] = rest[1:] if isinstance(rest[0], int) else rest
    if number >= len(listed.items):
        return None
    item = listed.items[number]
    row = item.row
    depth = len(table.nested)
    if depth and tuple(inner[:depth]) == table.nested and len(inner) > depth:
        step = inner[depth]
        if isinstance(step, int) and step < len(item.nested):
            row = item.nested[step]
    keys = tuple(step for step in inner if isinstance(step, str))
    index = sheet.index(keys)
    if index is None:
        index = sheet.columns[0][0] if sheet.columns else 0
    return sheet.place(row, index)
