"""Where the values of a document from somebody else's workbook stand: its rows, and which column says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog_tool.model import CellPlace, Path, Place
from catalog_tool.workbooks.elsewhere.mapping import Product, Taken
from catalog_tool.workbooks.elsewhere.rows import Bound, Row, Sheet, bound, is_blank
from catalog_tool.workbooks.tables import Column, Keys

_CODE_KEYS = (("基本编码",), ("编码",))
_TEXT = Column(("",), text=True)
_CODE = Column(("",), text=True, code=True)
_DATE = Column(("",), text=True, date=True)


@dataclass(slots=True)
class Use:
    """A use of a column in one sheet; `condition` is by that sheet's columns."""

    index: int
    taken: Taken
    condition: Bound
    alone: bool
    """Whether nothing else is made of the column, so that what this leaves out nobody takes."""
    plain: Column | None
    """The field, where its cells are read as in our own layout."""
    as_text: Column
    """How its cells are read where the mapping has more to do with them."""


@dataclass(slots=True)
class Making:
    """A product in one sheet: the columns of its uses, of its key, of its owner."""

    product: Product
    sheet: Sheet
    uses: list[Use]
    condition: Bound
    key: tuple[int, ...]
    owner: tuple[int, ...]
    columns: frozenset[int]
    code: int
    """The column of a document's code, -1 where it has none."""
    _covering: dict[Keys, list[int]] = field(default_factory=dict)

    def covering(self, keys: Keys) -> list[int]:
        """The columns where a value stands: its own, those it lies in, or those of what is beneath it."""
        found = self._covering.get(keys)
        if found is None:
            found = self._covering[keys] = self._search(keys)
        return found

    def _search(self, keys: Keys) -> list[int]:
        known = [(use.index, column.keys) for use in self.uses for column in use.taken.columns]
        for depth in range(len(keys), 0, -1):
            near = [at for at, each in known if each == keys[:depth]]
            near = near or [at for at, each in known if depth == len(keys) and each[:depth] == keys]
            if near:
                return near
        return []


def making(product: Product, sheet: Sheet, counts: Mapping[str, int]) -> Making:
    """A product for the rows of a sheet; `counts` says how many uses there are of each header."""
    uses = [
        _use(taken, sheet, alone=counts[taken.header] == 1) for taken in product.taken if taken.header in sheet.index
    ]
    # A document's default key may lack a column that may be missing; an item's must not.
    key = product.key if product.key is not None else () if product.table.path else product.default_key
    return Making(
        product,
        sheet,
        uses,
        bound(product.condition, sheet),
        tuple(sheet.index.get(name, -1) for name in key),
        tuple(sheet.index.get(name, -1) for name in product.owner or ()),
        frozenset(use.index for use in uses),
        next((use.index for use in uses if any(column.keys in _CODE_KEYS for column in use.taken.columns)), -1),
    )


def _use(taken: Taken, sheet: Sheet, *, alone: bool) -> Use:
    column = taken.column
    plain = column if taken.is_plain and column is not None and not column.flag else None
    kind = _CODE if any(each.code for each in taken.columns) else _DATE if taken.is_date else _TEXT
    return Use(sheet.index[taken.header], taken, bound(taken.condition, sheet), alone, plain, kind)


Rows = list[tuple[Making, Row]]
"""The rows that something was read from."""


@dataclass(slots=True)
class Item:
    """The rows of one item of a list, and of each of what it holds."""

    rows: Rows = field(default_factory=list)
    nested: list[Rows] = field(default_factory=list)


@dataclass(slots=True)
class ForeignSpots:
    """Where each part of a document stands; a Document's `locate`."""

    rows: Rows
    lists: dict[Keys, list[Item]] = field(default_factory=dict)

    def __call__(self, path: Path, at_key: bool) -> Place:  # noqa: ARG002
        """The cell of a value, the blank one where it is missing, the document's first where it has no column."""
        for keys, items in self.lists.items():
            depth = len(keys)
            if items and path[:depth] == keys:
                return _in_items(path[depth:], items)
        return place_in(self.rows, tuple(step for step in path if isinstance(step, str)))


def _in_items(rest: Path, items: Sequence[Item]) -> Place:
    number = rest[0] if rest and isinstance(rest[0], int) else 0
    inner = rest[1:] if rest and isinstance(rest[0], int) else rest
    item = items[number if 0 <= number < len(items) else 0]
    keys = tuple(step for step in inner if isinstance(step, str))
    nested = item.rows[0][0].product.table.nested
    depth = len(nested)
    if depth and tuple(inner[:depth]) == nested and len(inner) > depth:
        step = inner[depth]
        if isinstance(step, int) and 0 <= step < len(item.nested):
            return place_in(item.nested[step], keys)
    return place_in(item.rows, keys)


def place_in(rows: Rows, keys: Keys) -> Place:
    """The first cell with something in it among those that may say this; else the first of those; else of all."""
    blank: Place | None = None
    for maker, row in rows:
        for index in maker.covering(keys):
            if index < len(row.cells) and not is_blank(row.cells[index]):
                return maker.sheet.place(row, index)
            blank = blank or maker.sheet.place(row, index)
    if blank is not None:
        return blank
    if not rows:
        return CellPlace(1, 1, "")
    maker, row = rows[0]
    first = next((at for at in maker.key if at >= 0), maker.uses[0].index if maker.uses else 0)
    return maker.sheet.place(row, first)
