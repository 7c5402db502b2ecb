"""A value in brackets that is to hold another value: of the text as much stays as can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog_tool.formats.aligning import aligned
from catalog_tool.formats.comments import comments_of
from catalog_tool.formats.edits import Edit, applied
from catalog_tool.formats.entries import Leaf
from catalog_tool.formats.key_order import KeyOrder, in_order
from catalog_tool.formats.nodes import Node, roots_of
from catalog_tool.formats.yaml_writing import WIDEST, Builder, is_code, quoted, quoted_if_needed, scalar, width
from catalog_tool.model import Path


class _OtherShape(Exception):
    """The new value cannot be had by putting other texts in the places of the old ones."""


class Brackets:
    """Changes values in brackets of one kind of document."""

    def __init__(self, order: KeyOrder) -> None:
        self._order = order
        self._builder = Builder(order)

    def changed(self, raw: str, old: Any, new: Any, path: Path) -> tuple[str | None, list[str]]:
        """A list or mapping in brackets with its new value, and the comments that found no place in it.

        None where it should no longer stand in brackets.
        """
        (root,) = roots_of(raw)
        comments = comments_of(raw, [root])
        if not new:
            return ("{}" if isinstance(new, Mapping) else "[]"), comments
        outgrown = isinstance(new, list) and len(old) < 2 <= len(new)
        if not old or (outgrown and self._builder.in_brackets(new, path) is None):
            return self._builder.in_brackets(new, path), comments
        try:
            text = applied(raw, _edits(root, old, new, path))
        except _OtherShape:
            pass
        else:
            if "\n" in text or width(text) <= WIDEST or width(raw) > WIDEST:
                return text, []
        anew = self._joined(raw, root, old, new, path)
        return (anew if anew is not None and width(anew) <= WIDEST else None), comments

    def _joined(self, raw: str, node: Node, old: Any, new: Any, path: Path) -> str | None:
        """The new value on one line, its unchanged parts as they were written."""
        written = raw[node.start : node.end]
        if old == new and "\n" not in written and not node.is_absent:
            return written
        pieces: list[str | None]
        if isinstance(new, Mapping) and isinstance(old, Mapping):
            nodes = {key.text: (raw[key.start : key.end], value) for key, value in node.pairs}
            if any("\n" in name for name, _ in nodes.values()):
                return self._builder.in_brackets(new, path)
            pieces = []
            for key in self._keys(nodes, old, new, path):
                name, value = nodes.get(key, (quoted_if_needed(key, in_brackets=True), None))
                there = (*path, key)
                piece = self._piece(raw, value, old.get(key), new.get(key), there)
                pieces.append(None if piece is None else f"{name}: {piece}")
            return None if None in pieces else f"{{{', '.join(map(str, pieces))}}}"
        if isinstance(new, list) and isinstance(old, list):
            pieces = []
            for number, (item, before) in enumerate(zip(new, aligned(old, new), strict=True)):
                value = None if before is None else node.items[before]
                pieces.append(self._piece(raw, value, None if before is None else old[before], item, (*path, number)))
            return None if None in pieces else f"[{', '.join(map(str, pieces))}]"
        if isinstance(new, (Mapping, list)) or isinstance(old, (Mapping, list)):
            return self._builder.in_brackets(new, path)
        return None if isinstance(new, str) and "\n" in new else in_style(node.style, new, path, in_brackets=True)

    def _piece(self, raw: str, node: Node | None, old: Any, new: Any, path: Path) -> str | None:
        if node is None:
            return self._builder.in_brackets(new, path)
        return self._joined(raw, node, old, new, path)

    def _keys(self, nodes: Mapping[str, Any], old: Any, new: Any, path: Path) -> Iterator[str]:
        """Yield the keys that stay and come, in their order; one without a value stays."""
        keys = [key for key in nodes if new.get(key) is not None or key not in old]
        keys += [key for key in new if key not in nodes and new[key] is not None]
        for number in in_order(keys, self._order(path)):
            yield keys[number]


def _edits(node: Node, old: Any, new: Any, path: Path) -> Iterator[Edit]:
    """Yield the edits that put new texts in the places of old ones."""
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old.keys() == new.keys():
        for key, value in node.pairs:
            if key.text in old:
                yield from _edits(value, old[key.text], new[key.text], (*path, key.text))
    elif isinstance(old, list) and isinstance(new, list) and aligned(old, new) == [*range(len(old))]:
        for number, value in enumerate(node.items):
            yield from _edits(value, old[number], new[number], (*path, number))
    elif any(isinstance(value, (Mapping, list)) for value in (old, new)) or node.is_absent or "\n" in str(new):
        raise _OtherShape
    else:
        yield Edit(node.start, node.end, in_style(node.style, new, path, in_brackets=True))


def in_style(style: str, new: str | int | None, path: Path, *, in_brackets: bool = False) -> str:
    """A value on one line, in the quotes the one before it had where it may stand in them."""
    if isinstance(new, str) and not is_code(new, path):
        if style == '"':
            return quoted(new)
        if style == "'" and "\n" not in new:
            return "'" + new.replace("'", "''") + "'"
    return scalar(new, path, in_brackets=in_brackets)


def comments_inside(leaf: Leaf) -> Sequence[str]:
    """The comments between the brackets of a value."""
    return comments_of(leaf.raw, roots_of(leaf.raw)) if leaf.style in ("{", "[") else ()
