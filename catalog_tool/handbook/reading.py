"""Reading a document for print: everything asked for is remembered, so that nothing is lost.

Sections ask for what they know. What no section asked for, because its key is
misspelt or its shape unexpected, is left over, and the handbook prints it as it
stands: a catalog need not be valid to be printed (contract.md), and a value that
silently vanishes from a printed guide is the worse fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog_tool.domain.visible import visible
from catalog_tool.handbook.book import Cell
from catalog_tool.model import Path

OWN = "x-"
"""Keys that are the region's own (format.md §2): values for its templates, not for print."""


def scalar_text(value: object) -> str:
    """A scalar as printed; "" for what is none."""
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
        return Node(value, (*self.path, key), self._taken)

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
        text = scalar_text(self.value)
        if text:
            self._taken.add(self.path)
        return text

    @property
    def texts(self) -> Cell:
        """The printed texts of a scalar or of a list of scalars."""
        if isinstance(self.value, list):
            return tuple(text for item in self for text in [item.text] if text)
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
        return [item for item in self if isinstance(item.value, dict)]

    def take(self) -> None:
        """Count everything at and below as printed: another text stands for it."""
        for path, _ in _leaves(self.value, self.path):
            self._taken.add(path)

    def left_over(self) -> list[tuple[Path, str]]:
        """Path and printed text of everything below that nobody asked for."""
        return [(path, scalar_text(value)) for path, value in _leaves(self.value, self.path) if path not in self._taken]


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.startswith(OWN)):
                yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    elif scalar_text(value):
        yield path, value
