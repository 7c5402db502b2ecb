"""What a template's tags read: things of the Book by Chinese names, and values of a document by their paths.

Two ways: `Fields` are what default templates print (手册.名称, 章.各栏目). A `Value` is a
place among the values of a matter (事项.办理时限.承诺): it prints its text, counts its
items, and is empty where nobody filled it in. A name that no document can have is a slip
of the template's and raises MissingField.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2.exceptions import TemplateRuntimeError

OWN = "x-"
MANIFEST = "手册."


class MissingField(TemplateRuntimeError):
    """A name that nothing of this kind has."""


class Fields(dict[str, Any]):
    """A thing with named fields; `kind` is what a person calls it, `more` are the values it falls back to."""

    __slots__ = ("kind", "more")

    def __init__(self, kind: str, fields: Mapping[str, Any], more: Value | None = None) -> None:
        super().__init__(fields)
        self.kind, self.more = kind, more

    def __missing__(self, name: str) -> Any:
        if self.more is not None:
            try:
                return self.more[name]
            except MissingField:
                pass
        raise MissingField(f"{self.kind}没有“{name}”{suggestion(name, list(self))}")

    def __str__(self) -> str:
        return str(self.get("名称", ""))


class Known:
    """The field names that documents can have: dotted paths without the numbers of items.

    Those of matters and one-things; under `prefix` those of catalog.yaml.
    """

    def __init__(self, paths: Iterable[str], prefix: str = "") -> None:
        self._children: dict[str, list[str]] = {"": []}
        for path in paths:
            if path.startswith(MANIFEST) != (prefix == MANIFEST):
                continue
            parent, _, name = path.removeprefix(prefix).rpartition(".")
            self._children.setdefault(parent, []).append(name)

    def refuse(self, path: str, name: str) -> None:
        """Raises MissingField where no document can have `name` at `path`."""
        known = self._children.get(path)
        # What the schema leaves open (answers of 适用情形, life events) may have any name.
        if known is None or name in known or name.startswith(OWN) or OWN in path:
            return
        where = f"“{path}”下" if path else "事项里"
        raise MissingField(f"{where}没有“{name}”这个字段{suggestion(name, known)}")


def suggestion(name: str, known: Sequence[str]) -> str:
    """，是不是“…”, or nothing."""
    near = difflib.get_close_matches(name, known, 1, 0.5)
    return f"，是不是“{near[0]}”" if near else ""


class Value:
    """A place among a document's values; items of lists count from 1.

    `values` are texts by dotted path, `unfilled` is what an empty place prints: 未填 in the
    internal edition, nothing in the others. `named` are further names at the root.
    """

    __slots__ = ("_known", "_named", "_path", "_tree", "_unfilled", "_values")

    def __init__(
        self, known: Known, unfilled: str, values: Mapping[str, str], named: Mapping[str, Any] | None = None
    ) -> None:
        self._known, self._unfilled, self._path = known, unfilled, ""
        self._values, self._named = values, named or {}
        self._tree: _Tree | None = None

    @property
    def _here(self) -> _Tree:
        # Default templates never ask: 100 matters need no trees.
        if self._tree is None:
            self._tree = _tree_of(self._values)
        return self._tree

    def __getitem__(self, name: str) -> Any:
        if name in self._named:
            return self._named[name]
        path = self._path
        if not name.isdecimal():
            self._known.refuse(path, name)
            path = f"{path}.{name}" if path else name
        child = Value(self._known, self._unfilled, {})
        child._path, child._tree = path, self._here.get(name, _Tree())
        return child

    def _items(self) -> list[Any]:
        below = self._here
        found: list[Any] = []
        while (name := str(len(found) + 1)) in below:
            found.append(self[name])
        # One thing where a list may stand is its own only item.
        return found or ([self] if self else [])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items())

    def __len__(self) -> int:
        return len(self._items())

    def __bool__(self) -> bool:
        return bool(self._here.text or self._here)

    def __contains__(self, text: object) -> bool:
        return any(str(item) == str(text) for item in self)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return self._here.text or "；".join(_leaves(self._here)) or self._unfilled


class _Tree(dict[str, Any]):
    """Values below a place, with the text of the place itself."""

    __slots__ = ("text",)

    def __init__(self) -> None:
        super().__init__()
        self.text = ""


def _tree_of(values: Mapping[str, str]) -> _Tree:
    root = _Tree()
    for path, text in values.items():
        here = root
        for step in path.split("."):
            if step not in here:
                here[step] = _Tree()
            here = here[step]
        here.text = text
    return root


def _leaves(tree: _Tree) -> Iterator[str]:
    for below in tree.values():
        if below.text:
            yield below.text
        else:
            yield from _leaves(below)
