"""Which sheets and columns a catalog has as a workbook: derived from the schemas, never written twice.

A document is a row of its main table; what it holds lies in cells under dotted headers
(办理时限.承诺.数值), a list of objects in a table of its own, a row a thing, keyed by the
document's code. A list of objects within such a thing repeats the row (表单内容: a row
a field). What is small or mixed stays in one cell, a line an item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalog_tool.formats.yaml_stream import CODE_KEYS, CODE_LIST_KEYS
from catalog_tool.model import Kind, Path
from catalog_tool.schema.shapes import MATTER, SchemaSet

Keys = tuple[str, ...]
"""Keys from a row's object down to a value, without indices."""

OWN = "x-"
"""What a region's own keys begin with (format.md §2)."""

_SHORT_NAMES = {"办理窗口": "窗口", "收费.项目": "收费", "办理时限.分情形": "分情形时限"}
"""Sheets go by the last key of their list, but for those that people call otherwise."""
MAIN_NAMES = {Kind.MANIFEST: "目录信息", Kind.MATTER: "事项", Kind.ONE_THING: "一件事"}
KEY_HEADERS = {Kind.MATTER: "基本编码", Kind.ONE_THING: "编码"}

_NO_NUMBER = CODE_KEYS | CODE_LIST_KEYS | {
    "权力编码", "编号", "场所", "备案号", "文号", "电话", "版本", "上级目录版本", "条款", "并行组",
}  # fmt: skip
"""Texts in which Excel's making numbers of them loses something: leading zeros, 2018.10, 1-2."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the keys it stands for, and what its cells may hold.

    `text`, `lines`, `count`: a text, a list with a line an item, a number; `objects`
    says that an item of the list may be an object. `code` and `date` are texts of a
    kind. `choices` are the values there are; of a list, those of its items. `flag`
    stands for a table of its own: its cell says 无 for a list that is there and empty.
    `own` is a region's own key, which may hold anything.
    """

    keys: Keys
    title: str = ""
    description: str = ""
    text: bool = False
    lines: bool = False
    count: bool = False
    objects: bool = False
    date: bool = False
    code: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False
    flag: bool = False
    own: bool = False
    is_plain: bool = field(init=False, default=False)
    """Whether it holds texts and nothing else, whatever they look like."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_plain", self.text and not (self.lines or self.count or self.code))

    @property
    def header(self) -> str:
        """What stands above the column: the keys, dotted."""
        return ".".join(self.keys)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: `path` leads from its document to the list whose items are its rows, () for the main table.

    `columns` are those of the row's own object; `nested` is the key of the list within
    it that repeats the row, with `nested_columns` for what its items hold. `single`
    says that one row may stand for an object instead of a list of one. `pairs` says
    that the list is no list but a mapping of texts to lists: the columns are key and list.
    """

    name: str
    kind: Kind
    path: Keys
    columns: tuple[Column, ...]
    nested: Keys = ()
    nested_columns: tuple[Column, ...] = ()
    single: bool = False
    pairs: bool = False


@dataclass(frozen=True)
class Tables:
    """All tables of a catalog; `main` and `below` by kind of document, in the order of the schema."""

    main: Mapping[Kind, Table]
    below: Mapping[Kind, tuple[Table, ...]]
    _by_name: dict[str, Table] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Table]:
        for kind in (Kind.MANIFEST, Kind.MATTER, Kind.ONE_THING):
            yield self.main[kind]
            yield from self.below[kind]

    def named(self, name: str) -> Table | None:
        """The table of a sheet by the name it bears, or by the keys of its list."""
        if not self._by_name:
            for table in self:
                mark = f"{MAIN_NAMES[Kind.ONE_THING]}·" if table.kind is Kind.ONE_THING else ""
                keyed = (mark + ".".join(table.path), mark + table.path[-1]) if table.path else ()
                for known in (table.name, *keyed):
                    self._by_name.setdefault(known, table)
        return self._by_name.get(name.strip())


def tables_of(schemas: SchemaSet, *, implementation: bool) -> Tables:
    """The tables of a catalog by its composed schemas; `implementation` marks what an 实施清单 requires."""
    main, below = {}, {}
    for kind in (Kind.MANIFEST, Kind.MATTER, Kind.ONE_THING):
        walk = _Walk(schemas, kind, _required(schemas, kind, implementation=implementation))
        main[kind], below[kind] = walk.tables()
    return Tables(main, below)


def _required(schemas: SchemaSet, kind: Kind, *, implementation: bool) -> frozenset[Keys]:
    """What an 实施清单 requires beyond the directory, by keys."""
    if kind is not Kind.MATTER or not implementation:
        return frozenset()
    own = schemas.files[MATTER]["$defs"]["implementation"]
    inside = {(key, name) for key, node in own.get("properties", {}).items() for name in node.get("required", ())}
    return frozenset({(name,) for name in own["required"]} | inside)


class _Walk:
    """Goes through the schema of one kind of document."""

    def __init__(self, schemas: SchemaSet, kind: Kind, required: frozenset[Keys]) -> None:
        self._schemas = schemas
        self._kind = kind
        self._required = required
        self._below: list[Table] = []

    def tables(self) -> tuple[Table, tuple[Table, ...]]:
        """The main table and those of its lists."""
        columns = tuple(self._columns((), (), top=True))
        main = Table(MAIN_NAMES[self._kind], self._kind, (), columns)
        return main, tuple(self._below)

    def _node(self, path: Sequence[str | int]) -> Mapping[str, Any]:
        return self._schemas.node(self._kind, tuple(path))

    def _columns(self, path: Path, keys: Keys, *, top: bool, sure: bool = True) -> Iterator[Column]:
        """Yield the columns of the object at a path; `sure` says that the object itself must be there."""
        node = self._node(path)
        for key in node.get("properties", {}):
            required = sure and (key in node.get("required", ()) or (top and (*keys, key) in self._required))
            yield from self._field((*path, key), (*keys, key), top=top, required=required)

    def _field(self, path: Path, keys: Keys, *, top: bool, required: bool) -> Iterator[Column]:
        node = self._node(path)
        types = _types(node)
        items = self._node((*path, 0)) if "array" in types else {}
        if top and self._is_table(node, types, items):
            self._below.append(self._table(path, keys, types))
            yield self._column(keys, node, flag=True, required=required)
            return
        item_types = _types(items)
        only_objects = "array" in types and item_types == {"object"}
        if not top and only_objects and "properties" in items:
            # The list that repeats the row; beside it the text it may be instead (收费标准).
            if "string" in types:
                yield self._column(keys, node, text=True, required=required)
            return
        column = self._column(
            keys,
            node,
            text="string" in types,
            count="integer" in types,
            lines="array" in types,
            objects="object" in item_types,
            date=node.get("format") == "date",
            code=keys[-1] in _NO_NUMBER,
            choices=tuple(node.get("enum") or (items.get("enum") if "array" in types else None) or _only(node)),
            required=required,
        )
        if column.text or column.count or column.lines:
            yield column
        if "object" in types and "properties" in node:
            alone = types == {"object"}
            inner = [*self._columns(path, keys, top=top, sure=required and alone)]
            if alone and keys in self._required and not any(each.required for each in inner):
                inner[0] = replace(inner[0], required=True)  # it must be there, by whichever of its parts
            yield from inner

    def _is_table(self, node: Mapping[str, Any], types: set[str], items: Mapping[str, Any]) -> bool:
        if types == {"object"} and "properties" not in node:
            return True  # a mapping of texts (部门对应)
        return "array" in types and "string" not in types and _types(items) == {"object"} and "properties" in items

    def _table(self, path: Path, keys: Keys, types: set[str]) -> Table:
        name = _SHORT_NAMES.get(".".join(keys), keys[-1])
        if self._kind is Kind.ONE_THING:
            name = f"{MAIN_NAMES[self._kind]}·{name}"
        if types == {"object"}:
            pair = (Column(("上级部门",), "上级部门", text=True), Column(("本地部门",), "本地部门", lines=True))
            return Table(name, self._kind, keys, pair, pairs=True)
        row = (*path, 0)
        nested = next(iter(self._nested(row)), ())
        inner = tuple(self._columns((*row, *nested, 0), nested, top=False)) if nested else ()
        columns = tuple(self._columns(row, (), top=False))
        return Table(name, self._kind, keys, columns, nested, inner, single="object" in types)

    def _nested(self, row: Path) -> Iterator[Keys]:
        """Yield the lists of objects directly within a row's object."""
        for key in self._node(row).get("properties", {}):
            node = self._node((*row, key))
            if "array" in _types(node):
                items = self._node((*row, key, 0))
                if _types(items) == {"object"} and "properties" in items:
                    yield (key,)

    def _column(self, keys: Keys, node: Mapping[str, Any], **given: Any) -> Column:
        return Column(keys, node.get("title", keys[-1]), node.get("description", ""), **given)


def _types(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("type", ())
    return {kinds} if isinstance(kinds, str) else set(kinds)


def _only(node: Mapping[str, Any]) -> tuple[str, ...]:
    """The one word that a pattern such as ^否$ allows."""
    pattern = str(node.get("pattern", ""))
    word = pattern.removeprefix("^").removesuffix("$")
    return (word,) if pattern == f"^{word}$" and word.isalpha() else ()


def own_column(header: str, known: Sequence[Column]) -> Column | None:
    """The column of a region's own key by its header; None where it is none, or lies in nothing known."""
    keys = tuple(header.split("."))
    above = {column.keys[:depth] for column in known for depth in range(len(column.keys))} | {()}
    if not keys[-1].startswith(OWN) or keys[-1] == OWN or keys[:-1] not in above:
        return None
    return Column(keys, keys[-1], "本地自己的字段，原样保留。", text=True, own=True)
