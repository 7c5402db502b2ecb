"""A document while it is made of the rows of somebody else's workbook.

Several rows may speak of one document or one item: what they say must agree, and what is a
list grows. Nothing is overwritten: a second, different text is refused where it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.formats.refusals import DAMAGED_CELL, UNREAD_ROW, Refusal
from catalog_tool.model import ONE_THING, Kind, Path
from catalog_tool.workbooks.cells import BadCell, value_of
from catalog_tool.workbooks.elsewhere.rows import Row, holds, is_blank, text_of_cell
from catalog_tool.workbooks.elsewhere.spots import ForeignSpots, Item, Making, Use
from catalog_tool.workbooks.elsewhere.values import Said, items_of, values_of
from catalog_tool.workbooks.tables import Column, Keys

Left = Counter[str]
"""Cells that 其余: 留空 left out, by header."""


def put(into: dict[str, Any], column: Column, value: Any, skip: int = 0) -> Any:
    """Put a value where its field is; what stands there already if that contradicts it, else None."""
    keys = column.keys[skip:]
    for key in keys[:-1]:
        inner = into.get(key)
        if inner is None:
            inner = into[key] = {}
        if type(inner) is not dict:
            return inner
        into = inner
    last = keys[-1]
    known = into.get(last)
    if known is None:
        into[last] = value
    elif known != value:
        if not column.lines or isinstance(known, dict):
            return known
        together = known if isinstance(known, list) else [known]
        together += [item for item in (value if isinstance(value, list) else [value]) if item not in together]
        into[last] = together
    return None


def list_at(value: dict[str, Any], keys: Keys) -> list[Any] | None:
    """The list under keys, made where it is absent; None where something else stands there."""
    for key in keys[:-1]:
        inner = value.setdefault(key, {})
        if not isinstance(inner, dict):
            return None
        value = inner
    found = value.setdefault(keys[-1], [])
    return found if isinstance(found, list) else None


@dataclass(slots=True)
class Draft:
    """A document that is being read."""

    kind: Kind
    number: int
    spots: ForeignSpots
    refusals: list[Refusal]
    left: Left
    value: dict[str, Any] = field(default_factory=dict)
    keyed: dict[Keys, dict[tuple[str, ...], int]] = field(default_factory=dict)
    empty: dict[Keys, tuple[Making, Row, int]] = field(default_factory=dict)
    """Lists of which a cell says that they have nothing in them."""
    makers: list[Making] = field(default_factory=list)
    item_makers: dict[Keys, list[Making]] = field(default_factory=dict)
    """Who made each item of a list."""

    def take(self, maker: Making, row: Row) -> None:
        """Read what a row says of the document itself."""
        rows = self.spots.rows
        first = rows[0][1].cells if rows and rows[0][0] is maker else None
        if maker not in self.makers:
            self.makers.append(maker)
        rows.append((maker, row))
        cells = row.cells
        for use in maker.uses:
            index = use.index
            cell = cells[index]
            if cell is None or (first is not None and cell == first[index] and not use.condition):
                continue
            if use.condition and not holds(use.condition, cells):
                continue
            if use.plain is not None:
                # The usual case, six hundred thousand times a workbook.
                column = use.plain
                try:
                    value = value_of(cell, column)
                except BadCell as bad:
                    self.refuse(maker, row, index, column.keys, str(bad))
                    continue
                if value is None:
                    continue
                keys = column.keys
                if len(keys) == 1 and keys[0] not in self.value:
                    self.value[keys[0]] = value
                else:
                    self._put(self.value, column, value, maker, row, use, ())
                continue
            for column, value in self._said(maker, row, use) or ():
                if column.flag:
                    self.empty[column.keys] = (maker, row, index)
                elif len(column.keys) == 1 and column.keys[0] not in self.value:
                    self.value[column.keys[0]] = value
                else:
                    self._put(self.value, column, value, maker, row, use, ())

    def _said(self, maker: Making, row: Row, use: Use, path: Path = ()) -> Said | None:
        try:
            said = values_of(row.cells[use.index], use)
        except BadCell as bad:
            keys = use.taken.column.keys if use.taken.column is not None else ()
            self.refuse(maker, row, use.index, (*path, *keys), str(bad))
            return None
        if said is None and use.alone:
            self.left[use.taken.header] += 1
        return said

    def _put(
        self, into: dict[str, Any], column: Column, value: Any, maker: Making, row: Row, use: Use, path: Path,
        skip: int = 0,
    ) -> None:  # fmt: skip
        known = put(into, column, value, skip)
        if known is not None:
            told = text_of_cell(known)[:40] if isinstance(known, (str, int)) else "别的内容"
            self.refuse(
                maker, row, use.index, (*path, *column.keys[skip:]),
                f"“{column.header}”前面已读到“{told}”，这里又是“{text_of_cell(row.cells[use.index])[:40]}”；"
                "请改成一致，或在对应关系里写明用哪一列、“键”里加上能区分的列",
            )  # fmt: skip

    def refuse(self, maker: Making, row: Row, index: int, path: Path, problem: str, *, whole: bool = False) -> None:
        """Refuse a cell, or the row it stands in."""
        rule = UNREAD_ROW if whole else DAMAGED_CELL
        self.refusals.append(Refusal(rule, maker.sheet.place(row, index), path, self.number, {"problem": problem}))

    # Lists

    def take_item(self, maker: Making, row: Row) -> None:
        """Read an item of a list, or several of one row, or more of an item that is there."""
        table = maker.product.table
        target = list_at(self.value, table.path)
        if target is None:
            problem = f"“{table.path[-1]}”已经另有内容，这一行没有读"
            self.refuse(maker, row, maker.uses[0].index, table.path, problem, whole=True)
            return
        splitting = [use for use in maker.uses if _splits(use)]
        if splitting:
            self._split(maker, row, splitting, target)
            return
        nested = [use for use in maker.uses if _is_nested(use, table.nested)]
        own = [use for use in maker.uses if use not in nested] if nested else maker.uses
        key = self._key(maker, row, own)
        known = self.keyed.setdefault(table.path, {})
        if key is None:
            number = len(target)
        elif not any(key):
            if not nested or not target or any(not is_blank(row.cells[use.index]) for use in own):
                self.refuse(maker, row, maker.uses[0].index, table.path, "“键”的几列都空着，分不清是哪一项", whole=True)
                return
            number = len(target) - 1
        else:
            number = known.setdefault(key, len(target))
        if number == len(target):
            self._add(maker, target)
        item = self.spots.lists[table.path][number]
        item.rows.append((maker, row))
        self._fill(maker, row, own, target[number], (*table.path, number))
        if nested:
            self._inner(maker, row, nested, target[number], item, (*table.path, number))

    def _add(self, maker: Making, target: list[Any]) -> None:
        path = maker.product.table.path
        target.append({})
        self.spots.lists.setdefault(path, []).append(Item())
        self.item_makers.setdefault(path, []).append(maker)

    def _key(self, maker: Making, row: Row, own: Iterable[Use]) -> tuple[str, ...] | None:
        if maker.product.key is not None:
            return tuple(text_of_cell(row.cells[index]) if index >= 0 else "" for index in maker.key)
        if maker.product.table.nested:
            return tuple(text_of_cell(row.cells[use.index]) for use in own)
        return None

    def _fill(
        self, maker: Making, row: Row, uses: Iterable[Use], into: dict[str, Any], path: Path, skip: int = 0
    ) -> None:
        for use in uses:
            if row.cells[use.index] is None or (use.condition and not holds(use.condition, row.cells)):
                continue
            for column, value in self._said(maker, row, use, path) or ():
                self._put(into, column, value, maker, row, use, path, skip)

    def _inner(self, maker: Making, row: Row, uses: list[Use], value: dict[str, Any], item: Item, path: Path) -> None:
        nested = maker.product.table.nested
        inner: dict[str, Any] = {}
        found = value.get(nested[0])
        if found is not None and not isinstance(found, list):
            problem = f"“{nested[0]}”已经写成一句话，不能再分项"
            self.refuse(maker, row, uses[0].index, (*path, *nested), problem, whole=True)
            return
        self._fill(maker, row, uses, inner, (*path, *nested, len(found or ())), len(nested))
        if inner:
            value.setdefault(nested[0], []).append(inner)
            item.nested.append([(maker, row)])

    def _split(self, maker: Making, row: Row, splitting: list[Use], target: list[Any]) -> None:
        """Items of one cell each; cells beside it that hold as many go with them one by one."""
        path = maker.product.table.path
        columns: list[tuple[Use, list[Said]]] = []
        for use in splitting:
            if use.condition and not holds(use.condition, row.cells):
                continue
            try:
                said = items_of(row.cells[use.index], use)
            except BadCell as bad:
                self.refuse(maker, row, use.index, path, str(bad))
                return
            if said:
                columns.append((use, said))
        counts = {len(said) for _, said in columns}
        if len(counts) > 1:
            told = "、".join(f"“{use.taken.header}”{len(said)} 项" for use, said in columns)
            self.refuse(maker, row, columns[0][0].index, path, f"并列的几格项数不同：{told}；请逐项对上", whole=True)
            return
        rest = [use for use in maker.uses if use not in splitting]
        for at in range(next(iter(counts), 0)):
            number = len(target)
            self._add(maker, target)
            self.spots.lists[path][number].rows.append((maker, row))
            for use, said in columns:
                for column, value in said[at]:
                    self._put(target[number], column, value, maker, row, use, (*path, number))
            self._fill(maker, row, rest, target[number], (*path, number))

    # In the end

    def finish(self) -> None:
        """Say what the rows left open, and what is the same for all."""
        for path, makers in self.item_makers.items():
            items = list_at(self.value, path) or []
            for item, maker in zip(items, makers, strict=True):
                _fix(item, maker)
            if path in self.empty:
                maker, row, index = self.empty[path]
                self.refuse(maker, row, index, path, f"这里说没有{path[-1]}，别处却有它的内容；请改一处")
            if makers[0].product.table.single and len(items) == 1:
                self.value[path[0]] = items[0]
        for maker in self.makers:
            for column, value in maker.product.fixed:
                put_absent(self.value, column, value)
        for path in self.empty:
            list_at(self.value, path)
        if self.kind is Kind.ONE_THING:
            self.value.setdefault("类别", ONE_THING)


def _splits(use: Use) -> bool:
    taken = use.taken
    return taken.separators is not None and not (taken.column is not None and taken.column.lines)


def _is_nested(use: Use, nested: Keys) -> bool:
    columns = use.taken.columns
    depth = len(nested)
    return bool(nested) and any(len(column.keys) > depth and column.keys[:depth] == nested for column in columns)


def _fix(item: dict[str, Any], maker: Making) -> None:
    nested = maker.product.table.nested
    for column, value in maker.product.fixed:
        depth = len(nested)
        if nested and len(column.keys) > depth and column.keys[:depth] == nested:
            for inner in item.get(nested[0]) or () if isinstance(item.get(nested[0]), list) else ():
                put_absent(inner, column, value, depth)
        else:
            put_absent(item, column, value)


def put_absent(into: dict[str, Any], column: Column, value: Any, skip: int = 0) -> None:
    """Put a value where none is; of lists and objects each document gets its own."""
    keys = column.keys[skip:]
    for key in keys[:-1]:
        inner = into.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        into = inner
    into.setdefault(keys[-1], list(value) if isinstance(value, list) else value)
