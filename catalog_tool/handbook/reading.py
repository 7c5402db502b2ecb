"""Reading a document for print: everything asked for is remembered, so that nothing is lost.

Sections ask for what they know. What no section asked for, because its key is
misspelt or its shape unexpected, is left over, and the handbook prints it as it
stands: a catalog need not be valid to be printed (contract.md), and a value that
silently vanishes from a printed guide is the worse fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from catalog_tool.domain.visible import visible
from catalog_tool.handbook.book import Cell
from catalog_tool.model import Path

OWN = "x-"
"""Keys that are the region's own (format.md §2): values for its templates, not for print."""


def scalar_text(value: object) -> str:
    """A scalar as printed; "" for what is none."""
    # Most values are such text. Nothing that visible() makes a symbol of is printable (Cc, Cf, Cs, Zl, Zp).
    if type(value) is str and value.isprintable():
        return value.strip()
    if value is None or isinstance(value, (dict, list)):
        return ""
    return visible(str(value)).strip()


class Node:
    """A value somewhere in a document, present or not; texts asked for count as printed."""

    __slots__ = ("_taken", "path", "value")

    def __init__(self, value: Any, path: Path = (), taken: set[Path] | None = None) -> None:
        self.value = value
        self.path = path
        self._taken: set[Path] = set() if taken is None else taken

    def __getitem__(self, key: str) -> Node:
        value = self.value.get(key) if isinstance(self.value, dict) else None
        # Sections ask for far more than a document has; what is not there has nothing to remember.
        return _ABSENT if value is None else Node(value, (*self.path, key), self._taken)

    @property
    def exists(self) -> bool:
        """Whether the data have something here, be it an empty list."""
        return self.value is not None

    @property
    def says_none(self) -> bool:
        """Whether the data say that there is nothing: an empty list or mapping."""
        return isinstance(self.value, (list, dict)) and not self.value

    @property
    def text(self) -> str:
        """The printed text of a scalar; "" for anything else."""
        if self.value is None:
            return ""
        text = scalar_text(self.value)
        if text:
            self._taken.add(self.path)
        return text

    @property
    def texts(self) -> Cell:
        """The printed texts of a scalar or of a list of scalars."""
        if isinstance(self.value, list):
            found = [(index, text) for index, item in enumerate(self.value) if (text := scalar_text(item))]
            self._taken.update([(*self.path, index) for index, _ in found])
            return tuple([text for _, text in found])
        text = self.text
        return (text,) if text else ()

    @property
    def joined(self) -> str:
        """The texts on one line."""
        return "、".join(str(text) for text in self.texts)

    def __iter__(self) -> Iterator[Node]:
        """The items of a list; a mapping or scalar is its own only item, for "one or a list"."""
        if isinstance(self.value, list):
            for index, item in enumerate(self.value):
                yield Node(item, (*self.path, index), self._taken)
        elif self.value is not None:
            yield self

    @property
    def mappings(self) -> list[Node]:
        """Those items that are mappings."""
        if isinstance(self.value, list):
            path, taken = self.path, self._taken
            return [
                Node(item, (*path, index), taken) for index, item in enumerate(self.value) if isinstance(item, dict)
            ]
        return [self] if isinstance(self.value, dict) else []

    def take(self) -> None:
        """Count everything at and below as printed: another text stands for it."""
        self._taken.update(path for path, _ in self._leaves(frozenset()))

    def left_over(self) -> list[tuple[Path, str]]:
        """Path and printed text of everything below that nobody asked for."""
        return self._leaves(self._taken)

    def _leaves(self, without: AbstractSet[Path]) -> list[tuple[Path, str]]:
        found: list[tuple[Path, str]] = []
        _collect(self.value, self.path, without, found)
        return found


_ABSENT = Node(None)


def _collect(value: Any, path: Path, without: AbstractSet[Path], found: list[tuple[Path, str]]) -> None:
    # Every scalar of every document passes here: a list that grows is three times as fast as nested generators.
    if isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.startswith(OWN)):
                _collect(item, (*path, key), without, found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _collect(item, (*path, index), without, found)
    elif path not in without and (text := scalar_text(value)):
        found.append((path, text))
