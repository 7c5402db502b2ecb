"""How somebody else's table becomes matters: a mapping file, once it is read.

The file speaks of columns by their headers and of fields by their dotted names; here the
fields are the columns of our own tables, so that a foreign cell is read by the same rules
as one of ours. `mapping_reading` makes these values, `foreign` goes by them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from catalog_tool.workbooks.tables import Column, Table

MOST_MATCHED = 1000
"""Characters of a cell that a pattern is tried on: cells are hostile, and patterns may be slow."""
EMPTY_LIST_WORDS = ("无", "[]")
"""What a 对照 says of a list that is there and has nothing in it."""


class Rest(StrEnum):
    """What becomes of a cell that fits neither 对照 nor 式样."""

    AS_IT_IS = "照旧"
    REFUSED = "退回"
    BLANK = "留空"


@dataclass(frozen=True, slots=True)
class Test:
    """What one column's cell must be; all that is given must hold."""

    header: str
    among: frozenset[str] | None = None
    never: frozenset[str] = frozenset()
    blank: bool | None = None
    form: re.Pattern[str] | None = None
    other_form: re.Pattern[str] | None = None

    def holds(self, text: str) -> bool:
        """Whether a cell with this text ("" for a blank one) passes."""
        if self.blank is not None and self.blank is bool(text):
            return False
        if self.among is not None and text not in self.among:
            return False
        if self.never and text in self.never:
            return False
        if self.form is not None and not (len(text) <= MOST_MATCHED and self.form.fullmatch(text)):
            return False
        return self.other_form is None or not (len(text) <= MOST_MATCHED and self.other_form.fullmatch(text))


Condition = tuple[Test, ...]
"""All must hold; () always does."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One use of a column: the field it goes to, and how its text is understood.

    `column` is None where only `groups` of the pattern say the fields. `separators` is
    None for one value a cell, () for a list of which the whole cell is one item. `values`
    are by the whole cell, `words` by what a group of the pattern found.
    `table` is the list that the field stands for, of which only emptiness can be said.
    """

    header: str
    column: Column | None
    condition: Condition = ()
    blanks: frozenset[str] = frozenset()
    values: AnyMapping[str, tuple[tuple[Column, str], ...]] = field(default_factory=dict)
    words: AnyMapping[str, str] = field(default_factory=dict)
    form: re.Pattern[str] | None = None
    groups: tuple[tuple[str, Column], ...] = ()
    rest: Rest = Rest.AS_IT_IS
    separators: tuple[str, ...] | None = None
    strips_numbers: bool = False
    is_date: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the cell is read just as in our own layout."""
        turned = self.blanks or self.values or self.form or self.strips_numbers or self.is_date
        return not turned and self.separators is None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every field that this use can fill."""
        own = () if self.column is None else (self.column,)
        mapped = (column for pairs in self.values.values() for column, _ in pairs)
        return tuple(dict.fromkeys((*own, *(column for _, column in self.groups), *mapped)))


@dataclass(frozen=True, slots=True)
class Product:
    """What a row makes: a document (a table without a path), or an item of one of its lists.

    `key` are the headers that tell apart what is made, None for the default; `owner`
    those that name the document an item belongs to, None for the row's own.
    """

    table: Table
    taken: tuple[Taken, ...]
    key: tuple[str, ...] | None = None
    owner: tuple[str, ...] | None = None
    condition: Condition = ()
    fixed: tuple[tuple[Column, Any], ...] = ()

    @property
    def default_key(self) -> tuple[str, ...]:
        """What tells documents apart where the file does not say: the code, and what sets handling items apart."""
        telling = {("基本编码",), ("编码",), ("业务办理项编码",), ("孙项名称",)}
        found = tuple(
            dict.fromkeys(each.header for each in self.taken if any(column.keys in telling for column in each.columns))
        )
        coded = any(column.keys in (("基本编码",), ("编码",)) for each in self.taken for column in each.columns)
        return found if coded else ()


@dataclass(frozen=True, slots=True)
class Move:
    """Where a cell of a shifted row comes from: another column, or a text; neither leaves it blank on purpose."""

    header: str
    source: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """A row whose cells stand under wrong headers, and what they are."""

    condition: Condition
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class SheetMap:
    """One entry of 表: which sheets, how their rows are found, and what the rows make.

    `header_rows` are numbers from 1; None looks for them, () says that there are none.
    """

    number: int
    names: tuple[str, ...]
    header_rows: tuple[int, ...] | None
    stops: frozenset[str]
    optional: frozenset[str]
    ignored: tuple[str, ...]
    fill: tuple[str, ...]
    shifts: tuple[Shift, ...]
    skips: tuple[Condition, ...]
    products: tuple[Product, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that the entry names."""
        named = list(self.fill)
        for shift in self.shifts:
            named += [test.header for test in shift.condition]
            named += [name for move in shift.moves for name in (move.header, move.source) if name is not None]
        named += [test.header for condition in self.skips for test in condition]
        for product in self.products:
            named += [*(product.key or ()), *(product.owner or ())]
            named += [test.header for test in product.condition]
            for taken in product.taken:
                named += [taken.header, *(test.header for test in taken.condition)]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file: `manifest` is what catalog.yaml says where there is none yet, `shown` the file's name."""

    shown: str
    manifest: AnyMapping[str, Any]
    sheets: tuple[SheetMap, ...]
