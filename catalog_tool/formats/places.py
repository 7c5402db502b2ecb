"""Where a path stands in its file, found from parser marks when somebody asks.

The reader appends one mark per node, in the order of the file, to one flat list:
that costs a seventh of what it would to hang places on values, and most matters are
never asked. A question walks the values, which are in the same order, counting.
What was read but not kept (a key without a value, the second of two equal keys) is
a hole: a range of marks to step over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catalog_tool.model import Path, Place


def place_of(mark: Any) -> Place:
    """A parser's mark (from 0) as a Place (from 1)."""
    return Place(mark.line + 1, mark.column + 1)


class Locator:
    """Answers for one document; remembers what it has walked, so that each node is counted once.

    `marks` are those of the nodes in file order, the root's first; `holes` maps the
    index at which a range of unkept marks begins to the index after it; `ends` are the
    indices after each collection directly under the root, as far as somebody noted them.
    """

    __slots__ = ("_children", "_ends", "_holes", "_marks", "_root")

    def __init__(self, root: Any, marks: list[Any], holes: dict[int, int], ends: Sequence[int] = ()) -> None:
        self._root = root
        self._marks = marks
        self._holes = holes
        # A collection that was read and not kept has an end too, which would shift the others.
        self._ends: Sequence[int] = () if holes else ends
        self._children: dict[int, _Children] = {}

    def __call__(self, path: Path, at_key: bool) -> Place:
        """The place of the value at a path, or of its key; of the nearest ancestor where it is absent."""
        value, start, found = self._root, 0, 0
        for depth, step in enumerate(path):
            if not isinstance(value, (dict, list)):
                break
            pair = self._of(value, start).pair(self, step)
            if pair is None:
                break
            key_start, start = pair
            found = key_start if at_key and depth == len(path) - 1 else start
            value = value[step]  # type: ignore[index]  # a pair exists for keys of its kind only
        return place_of(self._marks[found])

    @property
    def in_order(self) -> tuple[Sequence[Any], Sequence[int]] | None:
        """The marks of all nodes, keys included, as a walk over the value meets them; None where there are holes.

        Beside them the indices after each collection directly under the root.
        """
        return None if self._holes else (self._marks, self._ends)

    def _of(self, container: Any, start: int) -> _Children:
        known = self._children.get(id(container))
        if known is None:
            ends = self._ends if container is self._root else ()
            known = self._children[id(container)] = _Children(container, start, ends)
        return known

    def after_holes(self, index: int) -> int:
        """The index itself, or the first one after the holes that begin there."""
        while index in self._holes:
            index = self._holes[index]
        return index

    def end(self, value: Any, start: int) -> int:
        """The index after a value's last mark."""
        if not isinstance(value, (dict, list)):
            return start + 1
        if self._holes:
            return self._of(value, start).end(self)
        return start + nodes_in(value)


def nodes_in(value: Any) -> int:
    """How many marks a value without holes has: its own, its keys' and those of what it holds."""
    if isinstance(value, dict):
        return 1 + len(value) + sum(map(nodes_in, value.values()))
    return 1 + sum(map(nodes_in, value)) if isinstance(value, list) else 1


class _Children:
    """Mark indices of a container's children, found as far as somebody asked.

    The locator is handed to each method: a reference back to it would make a circle,
    and every document of a run would wait for the garbage collector.
    """

    __slots__ = ("_ends", "_found", "_next", "_pending")

    def __init__(self, container: Any, start: int, ends: Sequence[int]) -> None:
        self._ends = iter(ends)
        self._found: dict[str | int, tuple[int, int]] = {}
        self._next = start + 1
        items = container.items() if isinstance(container, dict) else enumerate(container)
        self._pending: Iterator[tuple[str | int, Any]] = iter([*items])

    def pair(self, locator: Locator, step: str | int) -> tuple[int, int] | None:
        """Indices of the key's and the value's mark; the same index twice for a list's item."""
        while step not in self._found and self._advance(locator):
            pass
        return self._found.get(step)

    def end(self, locator: Locator) -> int:
        """The index after the container's last mark."""
        while self._advance(locator):
            pass
        return locator.after_holes(self._next)

    def _advance(self, locator: Locator) -> bool:
        for step, value in self._pending:
            key_start = locator.after_holes(self._next)
            start = key_start + 1 if isinstance(step, str) else key_start
            self._found[step] = (key_start, start)
            known = next(self._ends, None) if isinstance(value, (dict, list)) else None
            self._next = locator.end(value, start) if known is None else known
            return True
        return False
