"""Documents become rows of tables: every value of every document, whatever its shape.

What a column says is a plain cell. A top-level key that holds anything no column stands
for (an unknown key, an object where a text belongs) goes whole into the column 其他内容,
so that nothing is lost and everything else stays plain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from catalog_tool.model import Kind, text_of
from catalog_tool.workbooks.cells import NONE, as_is, cell_of
from catalog_tool.workbooks.own_keys import own_columns, own_headers
from catalog_tool.workbooks.tables import KEY_HEADERS, Column, Keys, Table, Tables

Cell = str | int | None

SINGLE = "清单"
"""In the column of a list that may be an object too: one row, and it is a list of one."""
EMPTY_NESTED = "[]"
"""In the first column of a list that repeats its row: the list is there, and nothing is in it."""
APART, FILE, OTHER = "区分", "文件", "其他内容"
LONG = "长文字"
"""Columns besides the schema's, and the sheet of texts that no cell can hold."""
NAME_HEADERS = {Kind.MATTER: "事项名称", Kind.ONE_THING: "一件事名称"}
MOST_UNITS = 32_767
"""UTF-16 units that a cell holds."""
_PIECE = 15_000
_MOST_KNOWN = 1_000
"""Cells of a column that are kept to be written again."""
_MAY_BE_LONG = MOST_UNITS // 2
"""A character is two units at most: shorter texts need no counting."""


class Entry(NamedTuple):
    """A document to lay out: what it is, its value, its file within the catalog and its number there.

    `number` is "" where the file holds nothing else.
    """

    kind: Kind
    value: Mapping[str, Any]
    file: str = ""
    number: str = ""


@dataclass
class LaidOut:
    """One sheet's content: its table, the headers in their order and the rows below them."""

    table: Table
    headers: list[str]
    rows: list[list[Cell]] = field(default_factory=list)
    long: list[list[Cell]] = field(default_factory=list)
    """Those of the rows that hold a text no cell may be able to hold."""


class _Unfit(Exception):
    """A value that no column stands for."""


@dataclass
class _Shape:
    """What may stand at a key: in which column, in columns beneath, in a table of its own."""

    column: Column | None = None
    index: int = -1
    below: dict[str, _Shape] = field(default_factory=dict)
    table: _Sheet | None = None
    nested: tuple[dict[str, _Shape], int] | None = None
    """The shapes of a repeating list's items, and the index of their first column."""
    known: dict[Any, Cell] = field(default_factory=dict)

    def cell(self, value: Any, column: Column) -> Cell:
        """The cell of a value; what is no mere text is much alike in a column, and is made once."""
        if column.is_plain and type(value) is str:
            return cell_of(value, column)
        key = tuple(value) if type(value) is list else value
        try:
            found = self.known.get(key)
        except TypeError:  # a list that holds objects
            return cell_of(value, column)
        if found is None:
            found = cell_of(value, column)
            if len(self.known) < _MOST_KNOWN:
                self.known[key] = found
        return found


class _Sheet:
    """A table that is being filled."""

    def __init__(self, table: Table, before: Sequence[str], after: Sequence[str]) -> None:
        self.table = table
        columns = (*table.columns, *table.nested_columns)
        self.headers = [*before, *(column.header for column in columns), *after]
        self.first = len(before)
        self.width = len(self.headers)
        self.rows: list[list[Cell]] = []
        self.long: list[list[Cell]] = []
        self.shapes: dict[str, _Shape] = {}
        for index, column in enumerate(table.columns, self.first):
            shape = _shape_at(self.shapes, column.keys)
            shape.column, shape.index = column, index
        if table.nested:
            inside: dict[str, _Shape] = {}
            first = self.first + len(table.columns)
            for index, column in enumerate(table.nested_columns, first):
                shape = _shape_at(inside, column.keys[len(table.nested) :])
                shape.column, shape.index = column, index
            _shape_at(self.shapes, table.nested).nested = (inside, first)


def _shape_at(shapes: dict[str, _Shape], keys: Keys) -> _Shape:
    shape = shapes.setdefault(keys[0], _Shape())
    for key in keys[1:]:
        shape = shape.below.setdefault(key, _Shape())
    return shape


def laid_out(tables: Tables, entries: Sequence[Entry], *, always: Iterable[Kind] = ()) -> list[LaidOut]:
    """The sheets of a catalog: those of its manifest and matters, and of one-things where there are any.

    `always` are kinds whose sheets are there even if nothing is in them.
    """
    found: list[LaidOut] = []
    long: list[list[Cell]] = []
    for kind in (Kind.MANIFEST, Kind.MATTER, Kind.ONE_THING):
        here = [entry for entry in entries if entry.kind is kind]
        if here or kind in always:
            found += _Filling(tables, kind, here).sheets(here)
    for sheet in found:
        for row in sheet.long:
            _shorten(row, long)
    if long:
        table = Table(LONG, Kind.MANIFEST, (LONG,), ())
        found.append(LaidOut(table, ["编号", "段", "内容"], long))
    return found


def _shorten(row: list[Cell], long: list[list[Cell]]) -> None:
    for index, cell in enumerate(row):
        if isinstance(cell, str) and len(cell) > _MAY_BE_LONG and len(cell.encode("utf-16-le")) > MOST_UNITS * 2:
            number = str(1 + int(long[-1][0] or 0) if long else 1)
            starts = range(0, len(cell), _PIECE)
            for at, start in enumerate(starts, 1):
                # A bar at both ends: blanks there would be taken for typing.
                long.append([number, piece_name(at, len(starts)), f"|{cell[start : start + _PIECE]}|"])
            row[index] = long_mark(number)


def long_mark(number: str) -> str:
    """What stands in a cell instead of a text that it cannot hold."""
    return f"〔{LONG} {number}〕"


def piece_name(at: int, count: int) -> str:
    """What tells the pieces of a long text apart, and that all are there; no spreadsheet takes it for a date."""
    return f"第 {at} 段，共 {count} 段"


class _Filling:
    """Fills the sheets of one kind of document."""

    def __init__(self, tables: Tables, kind: Kind, entries: Sequence[Entry]) -> None:
        self._kind = kind
        key = KEY_HEADERS.get(kind)
        before = () if key is None else (key, APART, NAME_HEADERS[kind])
        own = own_headers(tables, kind, [entry.value for entry in entries])
        main = tables.main[kind]
        columns = tuple(column for column in main.columns if column.keys != (key,))
        keyed = tuple(column for column in main.columns if column.keys == (key,))
        wider = replace(main, columns=(*columns, *own_columns(main, own.get((), ()))))
        after = (OTHER,) if key is None else (FILE, OTHER)
        self.main = _Sheet(wider, () if key is None else (key, APART), after)
        if keyed:
            self.main.shapes[keyed[0].keys[0]] = _Shape(keyed[0], 0)
        self.below: list[_Sheet] = []
        for table in tables.below[kind]:
            wide = replace(table, columns=(*table.columns, *own_columns(table, own.get(table.path, ()))))
            sheet = _Sheet(wide, before, ())
            self.below.append(sheet)
            _shape_at(self.main.shapes, table.path).table = sheet

    def sheets(self, entries: Sequence[Entry]) -> list[LaidOut]:
        """Every sheet of the kind, filled."""
        keys = Counter(self._key(entry.value) for entry in entries)
        seen: Counter[str] = Counter()
        for entry in entries:
            key = self._key(entry.value)
            seen[key] += 1
            apart = str(seen[key]) if keys[key] > 1 or not key else ""
            self._fill(entry, key, apart)
        found = [LaidOut(sheet.table, sheet.headers, sheet.rows, sheet.long) for sheet in (self.main, *self.below)]
        return [self._upright(found[0]), *found[1:]] if self._kind is Kind.MANIFEST else found

    def _key(self, value: Mapping[str, Any]) -> str:
        """The text of the key's cell, "" where there is none or it is no text."""
        header = KEY_HEADERS.get(self._kind)
        column = self.main.shapes[header].column if header else None
        code = value.get(header) if header else None
        return str(cell_of(code, column)) if column and isinstance(code, str) else ""

    def _fill(self, entry: Entry, key: str, apart: str) -> None:
        sheet = self.main
        row: list[Cell] = [None] * sheet.width
        keyed: list[Cell] = []
        if self._kind is not Kind.MANIFEST:
            keyed = [key or None, apart or None, shown_name(self._kind, entry.value)]
            row[1] = apart or None
            row[-2] = f"{entry.file}#{entry.number}" if entry.number else entry.file or None
        other: dict[str, Any] = {}
        for name, value in entry.value.items():
            cells: dict[int, Cell] = {}
            lists: list[tuple[_Sheet, list[list[Cell]]]] = []
            try:
                shape = sheet.shapes.get(name)
                if shape is None:
                    raise _Unfit  # noqa: TRY301 - one way out for whatever does not fit, however deep
                self._value(value, shape, cells, lists, keyed)
            except _Unfit:
                other[name] = value
                continue
            _put(cells, row, sheet)
            for below, rows in lists:
                below.rows += rows
        if other:
            _put({-1: as_is(other)}, row, sheet)
        sheet.rows.append(row)

    def _value(
        self,
        value: Any,
        shape: _Shape,
        cells: dict[int, Cell],
        lists: list[tuple[_Sheet, list[list[Cell]]]],
        keyed: list[Cell],
    ) -> None:
        """Put a value of a document into cells and rows."""
        if shape.table is not None and not isinstance(value, (str, int)):
            flag, rows = self._rows(value, shape.table, keyed)
            cells[shape.index] = flag
            lists.append((shape.table, rows))
        elif isinstance(value, dict) and shape.below and value:
            for key, item in value.items():
                below = shape.below.get(key)
                if below is None:
                    raise _Unfit
                self._value(item, below, cells, lists, keyed)
        elif shape.column is None or shape.column.flag or (isinstance(value, dict) and not shape.column.own):
            raise _Unfit
        else:
            cells[shape.index] = as_is(value) if isinstance(value, dict) else shape.cell(value, shape.column)

    def _rows(self, value: Any, sheet: _Sheet, keyed: list[Cell]) -> tuple[Cell, list[list[Cell]]]:
        """What the flag column says of a list, and the list's rows."""
        table = sheet.table
        if table.pairs:
            if not isinstance(value, dict):
                raise _Unfit
            return None if value else NONE, [[*keyed, *self._pair(key, value[key], table)] for key in value]
        items = value if isinstance(value, list) else [value]
        if isinstance(value, dict) and not table.single:
            raise _Unfit
        rows: list[list[Cell]] = []
        for item in items:
            if not isinstance(item, dict) or not item:
                raise _Unfit
            made = self._item(item, sheet, keyed)
            # Rows of one item are known by what they repeat: a twin next to it would join it.
            if table.nested and rows and _base(rows[-1], sheet) == _base(made[0], sheet):
                raise _Unfit
            rows += made
        if not items:
            return NONE, []
        return SINGLE if table.single and len(items) == 1 and isinstance(value, list) else None, rows

    def _pair(self, key: str, value: Any, table: Table) -> list[Cell]:
        name, listed = table.columns[:2]
        return [cell_of(key, name), as_is(value) if isinstance(value, dict) else cell_of(value, listed)]

    def _item(self, item: Mapping[str, Any], sheet: _Sheet, keyed: list[Cell]) -> list[list[Cell]]:
        cells: dict[int, Cell] = {}
        inner: list[dict[int, Cell]] = [{}]
        for key, value in item.items():
            shape = sheet.shapes.get(key)
            if shape is None:
                raise _Unfit
            if shape.nested is not None and isinstance(value, list):
                inner = self._nested(value, *shape.nested)
            else:
                self._value(value, shape, cells, [], keyed)
        if not cells:
            raise _Unfit
        rows = []
        for more in inner:
            row: list[Cell] = [None] * sheet.width
            row[: len(keyed)] = keyed
            _put(cells, row, sheet)
            _put(more, row, sheet)
            rows.append(row)
        return rows

    def _nested(self, value: list[Any], shapes: dict[str, _Shape], first: int) -> list[dict[int, Cell]]:
        if not value:
            return [{first: EMPTY_NESTED}]
        rows = []
        for item in value:
            cells: dict[int, Cell] = {}
            if not isinstance(item, dict):
                raise _Unfit
            for key, inner in item.items():
                if key not in shapes:
                    raise _Unfit
                self._value(inner, shapes[key], cells, [], [])
            if not cells:
                raise _Unfit
            if cells.get(first) == EMPTY_NESTED:
                cells[first] = as_is(EMPTY_NESTED)
            rows.append(cells)
        return rows

    def _upright(self, sheet: LaidOut) -> LaidOut:
        """The manifest is one row, which reads better as a column: field, content, what it is."""
        row = sheet.rows[0] if sheet.rows else [None] * len(sheet.headers)
        told = {column.header: column.description for column in sheet.table.columns}
        told[OTHER] = "上面没有的字段；程序自己读写，一般不用改。"
        rows: list[list[Cell]] = [
            [header, cell, told.get(header, "")] for header, cell in zip(sheet.headers, row, strict=True)
        ]
        return LaidOut(sheet.table, ["字段", "内容", "说明"], rows, rows if sheet.long else [])


def _put(cells: Mapping[int, Cell], row: list[Cell], sheet: _Sheet) -> None:
    """Put cells into a row, and note the row where one of them may be too long."""
    for index, cell in cells.items():
        row[index] = cell
        if type(cell) is str and len(cell) > _MAY_BE_LONG and not (sheet.long and sheet.long[-1] is row):
            sheet.long.append(row)


def _base(row: Sequence[Cell], sheet: _Sheet) -> list[Cell]:
    return list(row[: sheet.first + len(sheet.table.columns)])


def shown_name(kind: Kind, value: Mapping[str, Any]) -> str | None:
    """A document's name beside its key, for people: one line, not too long."""
    keys = ("孙项名称", "子项名称", "主项名称") if kind is Kind.MATTER else ("名称",)
    name = next((text for text in map(text_of, map(value.get, keys)) if text), "")
    return " ".join(name.split())[:60] or None
