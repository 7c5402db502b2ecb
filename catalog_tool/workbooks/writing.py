"""A catalog's documents as the bytes of a workbook, with heads that tell a clerk what to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from catalog_tool.formats.workbook_writing import Choice, Head, SheetOut, write_workbook
from catalog_tool.model import Kind
from catalog_tool.workbooks.cells import NONE
from catalog_tool.workbooks.laying_out import (
    APART,
    FILE,
    LONG,
    NAME_HEADERS,
    OTHER,
    SINGLE,
    Entry,
    LaidOut,
    laid_out,
)
from catalog_tool.workbooks.tables import KEY_HEADERS, MAIN_NAMES, Column, Keys, Table, Tables

_WIDE = frozenset({
    "内容", "说明", "受理条件", "不予受理情形", "批准条件", "不予批准情形", "适用范围",
    "受理标准", "审查标准", "填报须知", "问", "答", "地址", "备注",
})  # fmt: skip
_CODE_WIDTHS = {"实施编码": 35, "业务办理项编码": 37, "统一社会信用代码": 22}
"""Codes of 31, 33 and 18 characters, each on one line."""
_OF_YAML = (
    (re.compile(r"[，、；（]?(?:一律)?不?加引号(?:书写|的文字)?）?(?=[，。、；])|（加引号）"), ""),
    (re.compile(r"；?[^；。，]*写 \[\](?=[。；])"), ""),
    (re.compile(r"，?(?:有几个的|只有一条的直接写文字，有几条的)写成清单"), ""),
    (re.compile(r"没有期限可写的不填，在 说明 中交代。?"), ""),
    (re.compile(r"\[([^\[\]]*)\]"), r"\1"),
    (re.compile(r"[，、；]+(?=。)"), ""),
)
"""What the schema says of writing YAML: in a cell there are no quotes and no brackets to write."""
_EXAMPLE_LINES = "一行一项，换行按 Alt+Enter。"


def workbook_of(tables: Tables, entries: Sequence[Entry], title: str, *, always: Iterable[Kind] = ()) -> bytes:
    """The workbook of a catalog; `always` are kinds of documents whose sheets are there even without any."""
    return write_workbook([_sheet(tables, sheet) for sheet in laid_out(tables, entries, always=always)], title)


def _sheet(tables: Tables, laid: LaidOut) -> SheetOut:
    table = laid.table
    if table.name == LONG:
        heads = [Head("编号"), Head("段"), Head("内容", "一格写不下的长文字，分成几段。请在 YAML 里改。", 80)]
        return SheetOut(table.name, heads, laid.rows)
    if table.kind is Kind.MANIFEST and not table.path:
        return _upright(laid)
    columns = {column.header: column for column in (*table.columns, *table.nested_columns)}
    key = KEY_HEADERS.get(table.kind)
    frozen = 0 if key is None else 3
    heads = []
    for header in laid.headers:
        special = header in (key, APART, FILE, OTHER, NAME_HEADERS.get(table.kind)) and not (
            header == key and not table.path
        )
        known = columns.get(header)
        heads.append(_special(header, table) if special or known is None else _head(tables, known, table))
    # The key's column comes first and is no column of the table that was widened.
    if key is not None and not table.path and laid.headers[0] == key:
        column = next(column for column in tables.main[table.kind].columns if column.header == key)
        heads[0] = _head(tables, column, table)
        frozen = 2
    return SheetOut(table.name, heads, laid.rows, frozen)


def _told(description: str) -> str:
    """A field's description for who fills in cells."""
    for pattern, instead in _OF_YAML:
        description = pattern.sub(instead, description)
    description = description.replace('"', "").lstrip("，、；。")
    return description if description.strip("。") else ""


def _upright(laid: LaidOut) -> SheetOut:
    columns = {column.header: column for column in laid.table.columns}
    heads = (
        Head("字段", "左边是字段，带 * 的必须填。", 20),
        Head("内容", "在这一列填写。", 44),
        Head("说明", "", 60, told=True),
    )
    choices, starred = {}, set()
    rows: list[list[str | int | None]] = []
    for at, row in enumerate(laid.rows):
        column = columns.get(str(row[0]))
        told = _told(str(row[2] or ""))
        if column is not None and column.flag:
            told += f"写在“{column.keys[-1]}”表里，这里空着。"
        rows.append([row[0], row[1], told])
        if column is not None and (choice := _choice(column)) is not None:
            choices[at, 1] = choice
        if column is not None and column.required:
            starred.add(at)
    return SheetOut(laid.table.name, heads, rows, 1, choices, frozenset(starred))


def _special(header: str, table: Table) -> Head:
    main = MAIN_NAMES[table.kind]
    if header == APART:
        return Head(header, f"只在几行同码时填：填 1、2、3，“{main}”表和其他表里填得一样。平时空着。", 6)
    if header == FILE:
        return Head(header, "这一件写在目录里的哪个文件；新加的可以空着，由程序定。", 24, told=True)
    if header == OTHER:
        return Head(header, "表里没有列的内容；程序自己读写，一般不用改。", 14, told=True)
    if header in NAME_HEADERS.values():
        return Head(header, "只供对照，改了也不算数；名称在“" + main + "”表里改。", 22, told=True)
    return Head(header, f"这一行属于哪一件，与“{main}”表的{header}相同；空着就是与上一行相同。", 15, required=True)


def _head(tables: Tables, column: Column, table: Table) -> Head:
    parts = [column.title if column.title != column.keys[-1] else "", _told(column.description)]
    if column.flag:
        sheet = next(each for each in tables.below[table.kind] if each.path == column.keys)
        parts.append(f"在“{sheet.name}”表里逐行填写，这里空着；一项也没有的，这里填 {NONE}。")
        if sheet.single:
            parts.append(f"只有一项而仍要写成清单的，这里填 {SINGLE}。")
    elif column.lines:
        parts.append(_EXAMPLE_LINES)
    if column.date:
        parts.append("写成 2018-06-01 的样子。")
    if column.keys[-1] == "单位" and _sibling(column, "数值") in {each.keys for each in _all(table)}:
        parts.append("填了数值就要填单位（数值是 0 的不必）。")
    parts += _instead(column, table)
    if column.choices:
        parts.append(f"可填：{'、'.join(column.choices)}。")
    if column.required:
        parts.append("必须填写。")
    return Head(
        column.header, "\n".join(part for part in parts if part), _width(column), column.required, _choice(column),
        number=column.count,
    )  # fmt: skip


def _sibling(column: Column, key: str) -> Keys:
    return (*column.keys[:-1], key)


def _all(table: Table) -> tuple[Column, ...]:
    return (*table.columns, *table.nested_columns)


def _instead(column: Column, table: Table) -> list[str]:
    """That a field may be written in one cell or in parts, and not in both."""
    if column.flag:
        return []
    columns = {each.keys: each for each in _all(table) if not each.flag}
    parts = [each.header for each in columns.values() if each.keys[:-1] == column.keys]
    if parts:
        return [f"也可以分开填在 {'、'.join(parts)}；两种写法只用一种。"]
    above = columns.get(column.keys[:-1])
    return [f"填了 {above.header} 的，这里不填。"] if above is not None else []


def _choice(column: Column) -> Choice | None:
    if column.flag:
        return Choice((NONE,), several=False)
    return Choice(column.choices, several=column.lines) if column.choices else None


def _width(column: Column) -> int:
    last = column.keys[-1]
    if column.count or column.flag:
        return 9
    if last in _CODE_WIDTHS:
        return _CODE_WIDTHS[last]
    if last in _WIDE or (column.objects and last != "适用情形"):
        return 36
    if column.choices and not column.lines:
        return max(10, 2 * max(map(len, column.choices)) + 4)
    return 24 if "名称" in last or column.lines else 15
