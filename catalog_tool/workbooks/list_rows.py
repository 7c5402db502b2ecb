"""The rows of the other sheets: items of lists, each in the document whose key it bears."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog_tool.formats.grids import Value
from catalog_tool.formats.refusals import DAMAGED_CELL, UNREAD_ROW
from catalog_tool.model import Kind, Path, Place
from catalog_tool.workbooks.cells import NONE, BadCell, value_of
from catalog_tool.workbooks.laying_out import APART, EMPTY_NESTED, NAME_HEADERS, OTHER, SINGLE, shown_name
from catalog_tool.workbooks.picked import CODE, MANIFEST, Desk, Doc, Refuse, Row, put
from catalog_tool.workbooks.sheets import Headed, Item, Listed, Spots
from catalog_tool.workbooks.tables import KEY_HEADERS, Column, Keys

_MOST_DIGITS = 40
"""Of a code that Excel could have made a number of."""
_UNREAD: Row = ("\0", "")
"""The key of a row whose own cannot be read: no cell of a workbook holds this."""


class ListRows:
    """Reads the sheets of lists onto the desk, once the main sheets are read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rows(self, sheet: Headed) -> None:
        """A row an item, or a part of the one above."""
        table, grid = sheet.table, sheet.grid
        own = [(index, column) for index, column in sheet.columns if column in table.columns or column.own]
        nested = [(index, column) for index, column in sheet.columns if column in table.nested_columns]
        last: Row | None = None
        base: tuple[Value, ...] = ()
        for at in range(sheet.top + 1, len(grid.rows)):
            row = grid.rows[at]
            if not any(index < len(row) and row[index] is not None for index, _ in sheet.columns):
                # A row with nothing but a key begins a matter's rows, a blank one ends them.
                last = self._desk.key(sheet, at) if self._has_key(sheet, at) else None
                continue
            doc, key = self._doc_of(sheet, at, last)
            if doc is None:
                self._desk.result.astray.add((table.kind, table.path))
                last = key
                continue
            here = tuple(row[index] if index < len(row) else None for index, _ in own)
            listed = doc.spots.lists.setdefault(table.path, Listed(sheet))
            same = key == last and listed.items and (here == base or not any(cell is not None for cell in here))
            last = key
            if table.pairs:
                self._pair(sheet, at, doc, listed)
            elif nested and same:
                self._inner(sheet, at, nested, doc, listed)
            else:
                base = here
                self._item(sheet, at, own, nested, doc, listed)

    def _doc_of(self, sheet: Headed, at: int, last: Row | None) -> tuple[Doc | None, Row | None]:
        """The document a row belongs to; a blank key is that of the row above."""
        kind = sheet.table.kind
        if kind is Kind.MANIFEST:
            doc = self._desk.docs[kind].get(("", ""))
            if doc is None:
                doc = Doc(kind, {}, Spots(sheet, at, fields={}, upright=0), MANIFEST)
                self._desk.docs[kind]["", ""] = doc
            return doc, ("", "")
        header = KEY_HEADERS[kind]
        index = sheet.named.get(header)
        if index is None:
            return None, None
        cell = self._desk.cell(sheet.grid.rows[at], index)
        key = self._desk.key(sheet, at)
        place = sheet.place(at, index)
        if key is None:
            try:
                value_of(cell, CODE)
            except BadCell as bad:
                self._desk.refuse(place, DAMAGED_CELL, problem=f"{header}：{bad}")
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                # Not to take the row by guess, but so that no matter goes on without it.
                self._desk.held |= {
                    doc.number
                    for (code, _), doc in self._desk.docs[kind].items()
                    if _is_number(code) and int(code) == cell
                }
            return None, _UNREAD
        if key == ("", "") and last is not None:
            if (why := self._names_another(sheet, at, self._desk.docs[kind].get(last))) and last != _UNREAD:
                self._desk.refuse(place, UNREAD_ROW, problem=why)
                return None, _UNREAD
            key = last
        if key == _UNREAD:
            problem = f"上面一行的{header}没有读出，这一行不知属于哪一件，没有读；请先改好上面一行"
            self._desk.refuse(place, UNREAD_ROW, problem=problem)
            return None, key
        doc = self._desk.docs[kind].get(key)
        if doc is None and not key[1] and _is_number(key[0]):
            doc = self._desk.numbers[kind].get(int(key[0]))
        if doc is None:
            whose = f"{header} {key[0]}" if key[0] else f"没有写{header}"
            apart = f"、{APART} {key[1]}" if key[1] else ""
            main = self._desk.tables.main[kind].name
            problem = f"{whose}{apart}：“{main}”表里没有这一行，这一行没有读；请核对{header}，或先在“{main}”表里加上"
            self._desk.refuse(place, UNREAD_ROW, problem=problem)
            # Of those with this code one lacks this row.
            docs = self._desk.docs[kind].items()
            self._desk.held |= {doc.number for (code, _), doc in docs if code and code == key[0]}
        return doc, key

    @staticmethod
    def _has_key(sheet: Headed, at: int) -> bool:
        index = sheet.named.get(KEY_HEADERS.get(sheet.table.kind, ""))
        row = sheet.grid.rows[at]
        return index is not None and index < len(row) and row[index] is not None

    def _names_another(self, sheet: Headed, at: int, doc: Doc | None) -> str:
        """Why a row without a key does not go on with the row above: the name beside it is another's."""
        index = sheet.named.get(NAME_HEADERS[sheet.table.kind])
        cell = None if index is None else self._desk.cell(sheet.grid.rows[at], index)
        if doc is None or not isinstance(cell, str):
            return ""
        said, above = " ".join(cell.split()), shown_name(doc.kind, doc.value) or ""
        if not said or said == above:
            return ""
        header = KEY_HEADERS[sheet.table.kind]
        return (
            f"没有写{header}，名称写的是“{said}”，上一行却是“{above}”；请写上{header}（表排过序的，先把{header}填全）"
        )

    def _pair(self, sheet: Headed, at: int, doc: Doc, listed: Listed) -> None:
        table = sheet.table
        into: dict[str, Any] = {}
        self._desk.read(sheet, at, sheet.columns, into, 0, self._refusal_in(doc, table.path))
        name, items = (into.get(column.keys[0]) for column in table.columns)
        target = _object_at(doc.value, table.path)
        if not isinstance(name, str) or target is None or name in target:
            twice = f"“{name}”前面已有一行，请并成一行，本地部门一行写一个"
            why = twice if isinstance(name, str) else "没有写上级部门"
            self._desk.refuse(sheet.place(at, 0), DAMAGED_CELL, table.path, doc.number, problem=why)
            return
        target[name] = [] if items is None else items
        listed.items.append(Item(at))
        listed.keys.append(name)

    def _item(
        self,
        sheet: Headed,
        at: int,
        own: Sequence[tuple[int, Column]],
        nested: Sequence[tuple[int, Column]],
        doc: Doc,
        listed: Listed,
    ) -> None:
        path = sheet.table.path
        target = None if path[0] in doc.spots.other else _list_at(doc.value, path)
        if target is None:
            problem = f"“{sheet.table.path[-1]}”已经写在“{OTHER}”里，这一行没有读"
            self._desk.refuse(sheet.place(at, 0), UNREAD_ROW, sheet.table.path, doc.number, problem=problem)
            return
        item: dict[str, Any] = {}
        number = len(target)
        target.append(item)
        listed.items.append(Item(at))
        self._desk.read(sheet, at, own, item, 0, self._refusal_in(doc, (*sheet.table.path, number)))
        if nested:
            self._inner(sheet, at, nested, doc, listed)

    def _inner(self, sheet: Headed, at: int, nested: Sequence[tuple[int, Column]], doc: Doc, listed: Listed) -> None:
        table = sheet.table
        target = _list_at(doc.value, table.path)
        assert target, "a row that repeats comes after the one it repeats"
        item, number = target[-1], len(target) - 1
        row = sheet.grid.rows[at]
        first = next((index for index, column in nested if column == table.nested_columns[0]), -1)
        if 0 <= first < len(row) and row[first] == EMPTY_NESTED:
            item.setdefault(table.nested[0], [])
            return
        inner: dict[str, Any] = {}
        found = item.get(table.nested[0])
        count = len(found) if isinstance(found, list) else 0
        path: Path = (*table.path, number, *table.nested, count)
        self._desk.read(sheet, at, nested, inner, len(table.nested), self._refusal_in(doc, path, len(table.nested)))
        if not inner:
            return
        if isinstance(found, list):
            found.append(inner)
        elif found is None:
            item[table.nested[0]] = [inner]
        else:
            problem = f"“{table.nested[0]}”已经写成一句话，这里不能再分项填；两处请只留一处"
            place = sheet.place(at, first if first >= 0 else nested[0][0])
            self._desk.refuse(place, DAMAGED_CELL, path, doc.number, problem=problem)
            return
        listed.items[-1].nested.append(at)

    def _refusal_in(self, doc: Doc, path: Path, skip: int = 0) -> Refuse:
        def refuse(keys: Keys, place: Place, why: str) -> None:
            self._desk.refuse(place, DAMAGED_CELL, (*path, *keys[skip:]), doc.number, problem=why)

        return refuse

    def said_empty(self) -> None:
        """Lists whose column says 无, and lists of one."""
        every = [*self._desk.order, *self._desk.docs[Kind.MANIFEST].values()]
        for doc in every:
            for table in self._desk.tables.below[doc.kind]:
                rows = doc.spots.lists.get(table.path)
                said, place = doc.flags.get(table.path, ("", None))
                if rows is not None and rows.items and said in (NONE, "[]") and place is not None:
                    problem = f"这里说没有{table.path[-1]}，“{table.name}”表里却有它的行；请改一处"
                    self._desk.refuse(place, DAMAGED_CELL, table.path, doc.number, problem=problem)
                elif said in (NONE, "[]"):
                    put(doc.value, table.path, {} if table.pairs else [])
                elif table.single and rows is not None and len(rows.items) == 1 and said != SINGLE:
                    found = _list_at(doc.value, table.path)
                    if found:
                        doc.value[table.path[0]] = found[0]


def _object_at(value: dict[str, Any], keys: Keys) -> dict[str, Any] | None:
    for key in keys:
        inner = value.setdefault(key, {})
        if not isinstance(inner, dict):
            return None
        value = inner
    return value


def _list_at(value: dict[str, Any], keys: Keys) -> list[Any] | None:
    """The list under keys, made where it is absent; None where something else stands there."""
    found = _object_at(value, keys[:-1])
    if found is None:
        return None
    inner = found.setdefault(keys[-1], [])
    return inner if isinstance(inner, list) else None


def _is_number(code: str) -> bool:
    return code.isascii() and code.isdecimal() and len(code) <= _MOST_DIGITS
