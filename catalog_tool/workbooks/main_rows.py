"""The rows of the main sheets, each a document, and the upright sheet of the manifest."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from catalog_tool.formats.grids import Value
from catalog_tool.formats.refusals import DAMAGED_CELL, UNREAD_COLUMN, UNREAD_ROW
from catalog_tool.model import Kind, Place
from catalog_tool.workbooks.cells import AS_IS, NONE, BadCell, value_of
from catalog_tool.workbooks.headers import UPRIGHT
from catalog_tool.workbooks.laying_out import APART, FILE, OTHER, SINGLE
from catalog_tool.workbooks.picked import MANIFEST, Desk, Doc, Refuse, put
from catalog_tool.workbooks.sheets import Headed, Spots, heading
from catalog_tool.workbooks.tables import KEY_HEADERS, Column, Keys, own_column

_ANY = Column(("",), text=True, own=True)


class MainRows:
    """Reads main sheets onto the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def upright(self, sheet: Headed) -> None:
        """目录信息: a row a field."""
        grid, top = sheet.grid, sheet.top
        names = [heading(value) for value in grid.rows[top]]
        at_name, at_value = names.index(UPRIGHT[0]), names.index(UPRIGHT[1])
        known = {column.header: column for column in sheet.table.columns}
        fields: dict[str, int] = {}
        value: dict[str, Any] = {}
        spots = Spots(sheet, top, fields=fields, upright=at_value)
        doc = Doc(Kind.MANIFEST, value, spots, MANIFEST)
        columns: list[tuple[int, Column]] = []
        for at in range(top + 1, len(grid.rows)):
            row = grid.rows[at]
            name = heading(self._desk.cell(row, at_name))
            cell = self._desk.cell(row, at_value)
            column = known.get(name) or own_column(name, sheet.table.columns)
            if not name and cell is None:
                continue
            if name in fields or (column is None and name != OTHER):
                near = get_close_matches(name, known, n=1)
                meant = f"是不是“{near[0]}”？" if near else "不要的行请删去"
                advice = "上面已有同名的一行" if name in fields else meant
                self._desk.refuse(sheet.place(at, at_name), UNREAD_COLUMN, (), MANIFEST, header=name, advice=advice)
                continue
            fields[name] = at
            place = sheet.place(at, at_value)
            if column is not None:
                columns.append((at_value, column))
            if column is not None and column.flag:
                self._flag(doc, column.keys, cell, place)
            elif column is None:
                self._other(doc, cell, place)
            else:
                self._upright_value(doc, column, cell, place)
        sheet.columns = columns
        self._desk.docs[Kind.MANIFEST][("", "")] = doc

    def _upright_value(self, doc: Doc, column: Column, cell: Value, place: Place) -> None:
        try:
            value = value_of(cell, column)
        except BadCell as bad:
            self._desk.refuse(place, DAMAGED_CELL, column.keys, MANIFEST, problem=str(bad))
            return
        if value is not None and not put(doc.value, column.keys, value):
            problem = f"“{'.'.join(column.keys[:-1])}”已经写在另一行，这里不能再填"
            self._desk.refuse(place, DAMAGED_CELL, column.keys, MANIFEST, problem=problem)

    def rows(self, sheet: Headed) -> None:
        """A row a document."""
        kind, grid = sheet.table.kind, sheet.grid
        values = [(index, column) for index, column in sheet.columns if not column.flag]
        flags = [(index, column) for index, column in sheet.columns if column.flag]
        docs = self._desk.docs[kind]
        key_index = sheet.named[KEY_HEADERS[kind]]
        for at in range(sheet.top + 1, len(grid.rows)):
            row = grid.rows[at]
            if row.count(None) == len(row):
                continue
            number = len(self._desk.order)
            key = self._desk.key(sheet, at)
            spots = Spots(sheet, at, key=key_index)
            doc = Doc(kind, {}, spots, number)
            self._desk.order.append(doc)
            if key is not None and key in docs:
                problem = (
                    f"第 {docs[key].spots.row + 1} 行已有同样的{KEY_HEADERS[kind]} {key[0]}，"
                    f"同码的几行请在“{APART}”列分别填 1、2、3"
                )
                self._desk.refuse(spots((), False), UNREAD_ROW, (), number, problem=problem)
                # Rows of lists that are meant for this one went to the other.
                self._desk.held.add(docs[key].number)
            elif key is not None:
                docs[key] = doc
            elif isinstance(cell := row[key_index], (int, float)) and not isinstance(cell, bool):
                self._desk.numbers[kind].setdefault(cell, doc)
            self._desk.read(sheet, at, values, doc.value, 0, self._main_refusal(number))
            for index, column in flags:
                if index < len(row) and row[index] is not None:
                    self._flag(doc, column.keys, row[index], sheet.place(at, index))
            self._specials(sheet, at, doc)

    def _specials(self, sheet: Headed, at: int, doc: Doc) -> None:
        """The columns besides the schema's."""
        row = sheet.grid.rows[at]
        if (index := sheet.named.get(OTHER, -1)) >= 0:
            self._other(doc, self._desk.cell(row, index), sheet.place(at, index))
        if (index := sheet.named.get(FILE, -1)) >= 0 and (cell := self._desk.cell(row, index)) is not None:
            doc.file = (str(cell).strip(), sheet.place(at, index))

    def _main_refusal(self, number: int) -> Refuse:
        return lambda keys, place, why: self._desk.refuse(place, DAMAGED_CELL, keys, number, problem=why)

    def _flag(self, doc: Doc, keys: Keys, cell: Value, place: Place) -> None:
        if cell is None or not str(cell).strip():
            return
        said = str(cell).strip()
        if said in (NONE, "[]", SINGLE):
            doc.flags[keys] = (said, place)
            return
        problem = f"这一列只填“{NONE}”或空着，“{keys[-1]}”的内容请写在“{keys[-1]}”表里"
        self._desk.refuse(place, DAMAGED_CELL, keys, doc.number, problem=problem)

    def _other(self, doc: Doc, cell: Value, place: Place) -> None:
        if cell is None:
            return
        why = f"“{OTHER}”由程序填写，应以{AS_IS}开头；请从导出的工作簿重新复制这一格，或清空"
        try:
            value = value_of(cell, _ANY)
        except BadCell as bad:
            value, why = None, str(bad)
        if not isinstance(value, dict):
            self._desk.refuse(place, DAMAGED_CELL, (OTHER,), doc.number, problem=why)
            return
        doc.spots.other = value
        for key, item in value.items():
            doc.value.setdefault(key, item)
