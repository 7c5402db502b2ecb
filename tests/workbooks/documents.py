"""Documents of every shape the schemas allow, and of some they do not: what workbooks must give back."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from catalog_tool.model import Kind
from catalog_tool.schema.shapes import SchemaSet

# What the reader takes as text: no control characters, no lone surrogates (format.md §5).
CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\u2028\u2029\ufffe\uffff"
)
ODD = st.sampled_from(
    [
        *("=1+1", "+86", "-1", "@甲", "'甲", " 甲", "甲 ", "甲\n", "\n", "", " ", "无", "[]", "清单", "{甲: 乙}"),
        *("〔原样〕甲", "〔长文字 1〕", "#N/A", "0", "01", "1.10", "2018/5/10", "330104501000", "_x0041_", "是"),
        *("null", "甲\n乙", "|甲|", "\t", "甲\t乙", "\u3000甲", "😀", "TRUE", "x-甲"),
    ]
)  # fmt: skip
TEXT = st.one_of(
    st.text(st.sampled_from("甲乙丙丁《》（）0123"), min_size=1, max_size=6), ODD, st.text(CHARACTERS, max_size=5)
)
COUNT = st.integers(0, 999_999_999)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    # The reader gives numbers under a few keys only (format.md §5).
    st.one_of(TEXT, st.fixed_dictionaries({"数值": COUNT})),
    lambda inner: st.one_of(
        st.lists(st.one_of(st.none(), inner), max_size=3), st.dictionaries(TEXT.filter(bool), inner, max_size=3)
    ),
    max_leaves=6,
)
OWN_KEYS = st.sampled_from(["x-甲", "x-a.b", "x-甲 乙", "x-甲*", "x-", "x-无"])


class Shapes:
    """Strategies for the values of one kind of document, made of its schema."""

    def __init__(self, schemas: SchemaSet, kind: Kind) -> None:
        self._schemas = schemas
        self._kind = kind

    def document(self, *, lawful: bool) -> st.SearchStrategy[dict[str, Any]]:
        """Documents; not `lawful`: any value may stand anywhere, under unknown keys too."""
        return self._object((), lawful=lawful)

    def _object(self, path: tuple[Any, ...], *, lawful: bool) -> st.SearchStrategy[dict[str, Any]]:
        node = self._schemas.node(self._kind, path)
        optional = {key: self._value((*path, key), lawful=lawful) for key in node.get("properties", {})}
        kept = st.lists(st.sampled_from([*optional]), max_size=8, unique=True) if optional else st.just([])
        whole = kept.flatmap(lambda keys: st.fixed_dictionaries({key: optional[key] for key in keys}))
        own = st.dictionaries(OWN_KEYS, ANYTHING, max_size=2)
        parts = [whole, own] if lawful else [whole, own, st.dictionaries(TEXT.filter(bool), ANYTHING, max_size=1)]
        return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})

    def _value(self, path: tuple[Any, ...], *, lawful: bool) -> st.SearchStrategy[Any]:
        node = self._schemas.node(self._kind, path)
        types = node.get("type", ())
        found: list[st.SearchStrategy[Any]] = []
        for kind in [types] if isinstance(types, str) else types:
            if kind == "string":
                found.append(st.sampled_from(node["enum"]) if "enum" in node else TEXT)
            elif kind == "integer":
                found.append(COUNT)
            elif kind == "array":
                found.append(st.lists(st.deferred(lambda: self._value((*path, 0), lawful=lawful)), max_size=3))
            elif "properties" in node:
                found.append(st.deferred(lambda: self._object(path, lawful=lawful)))
            elif isinstance(node.get("additionalProperties"), dict):
                inner = st.deferred(lambda: self._value((*path, "甲"), lawful=lawful))
                found.append(st.dictionaries(TEXT.filter(bool), inner, max_size=3))
        strategy = st.one_of(found)
        return strategy if lawful else st.one_of(strategy, strategy, strategy, ANYTHING)
