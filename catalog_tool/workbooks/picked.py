"""What is picked up of a workbook: documents under way, what was refused, and how a row's cells are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.findings import RuleInfo
from catalog_tool.formats.grids import Grid, Value
from catalog_tool.formats.refusals import Refusal
from catalog_tool.model import Document, Kind, Path, Place
from catalog_tool.workbooks.cells import AS_IS, MARKS, BadCell, value_of
from catalog_tool.workbooks.laying_out import APART, long_mark, piece_name
from catalog_tool.workbooks.sheets import Headed, Spots
from catalog_tool.workbooks.stating import Stated
from catalog_tool.workbooks.tables import KEY_HEADERS, Column, Keys, Tables

MANIFEST = -1
"""The number of the manifest, which is none of the documents."""
CODE = Column(("",), text=True, code=True)

_MOST_KNOWN = 1_000
"""Cells of a column whose values are kept."""

Row = tuple[str, str]
"""What tells a document apart: the text of its key's cell, and of 区分."""
Refuse = Callable[[Keys, Place, str], None]
"""Takes the keys of a value that cannot be read, its cell and why."""


@dataclass
class PickedUp:
    """A workbook's documents and what was refused.

    `files` says for each document, by its number, in which file of the catalog it stood
    (as written in the column 文件); `stated` by kind the keys that the workbook has a
    place for: of others it says nothing. `unread` counts rows and columns left out.
    """

    manifest: Document | None = None
    only_founds: bool = False
    """Whether the manifest is for a catalog that has none yet, and changes none that is there."""
    documents: list[Document] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    """What was refused in the documents, by their number."""
    manifest_refusals: list[Refusal] = field(default_factory=list)
    not_there: list[str] = field(default_factory=list)
    """Sentences about sheets and columns that are not there: of what they would hold nothing is said."""
    stray: list[Refusal] = field(default_factory=list)
    """What was refused outside of any: rows of nobody, columns that mean nothing."""
    notes: list[str] = field(default_factory=list)
    files: dict[int, tuple[str, Place]] = field(default_factory=dict)
    stated: dict[Kind, Stated] = field(default_factory=dict)
    held: frozenset[int] = frozenset()
    """Documents that lack a row: one that could not be read names them by its number."""
    astray: set[tuple[Kind, Keys]] = field(default_factory=set)
    """Lists that lack a row of nobody knows whom: what is gone from them need not have been deleted."""
    is_partial: bool = False
    """Whether sheets or rows were passed over that may hold documents."""


@dataclass
class Doc:
    """A document that is being read."""

    kind: Kind
    value: dict[str, Any]
    spots: Spots
    number: int
    file: tuple[str, Place] | None = None
    flags: dict[Keys, tuple[str, Place]] = field(default_factory=dict)


class Desk:
    """Where the documents of one workbook are put together."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.result = PickedUp()
        self.docs: dict[Kind, dict[Row, Doc]] = {kind: {} for kind in Kind}
        self.order: list[Doc] = []
        self.held: set[int] = set()
        # Documents whose code became a number, by that number: they stay out, but their rows are theirs.
        self.numbers: dict[Kind, dict[float, Doc]] = {kind: {} for kind in Kind}
        self.sheets: dict[str, Grid] = {}
        self._long: dict[str, str] = {}
        self._known: dict[Keys, dict[str, Any]] = {}

    def refuse(self, place: Place, rule: RuleInfo, path: Path = (), number: int | None = None, **args: Any) -> None:
        """Note what cannot be taken: of a document by its number, of the manifest, or of nobody."""
        result = self.result
        refusal = Refusal(rule, place, path, max(number or 0, 0), args)
        if number is None:
            result.stray.append(refusal)
        else:
            (result.manifest_refusals if number == MANIFEST else result.refusals).append(refusal)

    def cell(self, row: Sequence[Value], index: int) -> Value:
        """A cell of a row, the long text that it stands for; None beyond the row's end."""
        value = row[index] if index < len(row) else None
        if isinstance(value, str) and self._long and value.strip() in self._long:
            return self._long[value.strip()]
        return value

    def read(
        self,
        sheet: Headed,
        at: int,
        columns: Sequence[tuple[int, Column]],
        into: dict[str, Any],
        skip: int,
        refuse: Refuse,
    ) -> None:
        """Put the values of a row under their keys; `skip` is how many keys lead to the object itself."""
        row = sheet.grid.rows[at]
        size = len(row)
        for index, column in columns:
            if index >= size or (cell := row[index]) is None:
                continue
            if self._long:
                cell = self.cell(row, index)
            # Most cells are a text in a column of texts: no call but the blanks at its ends.
            value: Any = cell.strip() if column.is_plain and type(cell) is str else ""
            if not value or value[0] in MARKS or not value.isprintable():
                try:
                    value = self._value(cell, column)
                except BadCell as bad:
                    refuse(column.keys, sheet.place(at, index), str(bad))
                    continue
                if value is None:
                    continue
            keys = column.keys
            if len(keys) == 1 and keys[0] not in into:
                into[keys[0]] = value
            elif len(keys) == 2 and not skip and keys[0] not in into:
                into[keys[0]] = {keys[1]: value}
            elif not put(into, keys[skip:], value):
                above = ".".join(column.keys[:-1])
                why = f"“{above}”那一列已经填了，“{column.header}”不能再填；两种写法请只留一种"
                refuse(column.keys, sheet.place(at, index), why)

    def _value(self, cell: Value, column: Column) -> Any:
        """A cell's value; lists of one column are much alike, and are taken apart once."""
        if type(cell) is not str or column.objects or not column.lines:
            return value_of(cell, column)
        known = self._known.setdefault(column.keys, {})
        value = known.get(cell)
        if value is None:
            value = value_of(cell, column)
            if len(known) < _MOST_KNOWN and not cell.lstrip().startswith(AS_IS):
                known[cell] = value
        return list(value) if type(value) is list else value

    def key(self, sheet: Headed, at: int) -> Row | None:
        """What a row is keyed by; None where it cannot be read, which the cell's own refusal says."""
        row = sheet.grid.rows[at]
        try:
            cell = self.cell(row, sheet.named[KEY_HEADERS[sheet.table.kind]])
            value_of(cell, CODE)
            apart = self.cell(row, sheet.named[APART]) if APART in sheet.named else None
            if isinstance(apart, float) and apart.is_integer():
                apart = int(apart)
        except BadCell:
            return None
        # By what is written, not by what it means: 〔原样〕"" is another key than a blank cell.
        return ("" if cell is None else str(cell).strip(), "" if apart is None else str(apart).strip())

    def take_long(self, grid: Grid) -> None:
        """Note the texts that no cell could hold; one that lacks a piece, or has one twice, is left out."""
        pieces: dict[str, dict[str, list[str]]] = {}
        for row in grid.rows[1:]:
            cells = [f"{cell:.0f}" if isinstance(cell, float) else str(cell or "") for cell in row[:3]]
            if len(cells) == 3:
                text = cells[2].strip().removeprefix("|").removesuffix("|")
                pieces.setdefault(cells[0], {}).setdefault(cells[1], []).append(text)
        for number, found in pieces.items():
            named = [piece_name(at, len(found)) for at in range(1, len(found) + 1)]
            if all(len(found.get(name, ())) == 1 for name in named):
                self._long[long_mark(number)] = "".join(found[name][0] for name in named)


def put(into: dict[str, Any], keys: Keys, value: Any) -> bool:
    """Put a value under keys; False where something else stands there already."""
    for key in keys[:-1]:
        inner = into.setdefault(key, {})
        if not isinstance(inner, dict):
            return False
        into = inner
    if keys[-1] in into:
        return False
    into[keys[-1]] = value
    return True
