"""The one form files are brought to: `fmt`.

Keys in their order, two blanks a level, lists indented below their key, LF, no blanks
at line ends. What a person has laid out stays: short maps in brackets, long texts over
several lines, blank lines, comments. A YAML library's round trip keeps none of these
reliably, so the text itself is taken apart along its nodes and put together again:
every value and every comment is copied, none is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalog_tool.formats.edits import Edit
from catalog_tool.formats.entries import Block, Entry, Leaf, UnusualLayout, Whole, taken_apart
from catalog_tool.formats.key_order import KeyOrder, in_order
from catalog_tool.formats.nodes import LIST, MAPPING, Node, block_indent
from catalog_tool.model import Path

__all__ = ["STEP", "Printer", "UnusualLayout", "closed", "laid_out"]

_BLOCK_HEADER = re.compile(r"[|>][+-]?([1-9]?)[+-]?")
STEP = 2


def laid_out(text: str, roots: Sequence[Node], orders: Sequence[KeyOrder]) -> str:
    """The text in its one form; `roots` are its documents' nodes, `orders` the order of keys in each.

    The text must have LF line ends only. Raises UnusualLayout.
    """
    lines: list[str] = []
    at = 0
    for root, order in zip(roots, orders, strict=True):
        whole = taken_apart(text, root, at)
        at = whole.end
        lines += Printer(order).document(whole)
    if rest := text[at:].rstrip():
        lines += [line.rstrip() for line in rest.split("\n")]
    return "\n".join(lines) + "\n"


def closed(text: str, roots: Sequence[Node]) -> Iterator[Edit]:
    """Yield what keeps a last text after | or > as it is once the file ends with a line feed."""
    last = roots[-1]
    while last.style in (MAPPING, LIST):
        last = last.pairs[-1][1] if last.pairs else last.items[-1]
    # A comment below it means that the text has ended with its line feed already.
    if last.is_block_text and not text.endswith("\n") and not text[last.end :].strip():
        header = text[last.start : last.end].partition("\n")[0].partition(" ")[0].rstrip()
        yield Edit(last.start, last.start + len(header), header.replace("+", "").replace("-", "") + "-")


class Printer:
    """Puts a document together again."""

    def __init__(self, order: KeyOrder) -> None:
        self._order = order
        # The last line written belongs to a text that keeps its end: a blank line below would join it.
        self._is_open = False

    def document(self, whole: Whole) -> list[str]:
        """The lines of a document and of what stands above and below it."""
        lines = [*whole.header, *self.block(whole.block, 0, ())]
        while not lines[0]:
            lines.pop(0)
        below = list(whole.below)
        while self._is_open and below and not below[0]:
            below.pop(0)
        return [*whole.opening, *lines, *below]

    def block(self, block: Block, indent: int, path: Path) -> Iterator[str]:
        """Yield the lines of a collection."""
        margin = " " * indent
        for number in self._sorted(block, path):
            entry = block.entries[number]
            yield from self._own_lines(entry.lead, margin)
            if entry.key is None:
                yield from self._entry(entry, "-", indent, (*path, number))
            else:
                yield from self._entry(entry, f"{entry.name}:", indent, (*path, entry.key))
            yield from self._own_lines(entry.after, margin)
        yield from self._own_lines(block.below, margin)

    def _own_lines(self, lines: Sequence[str], margin: str) -> Iterator[str]:
        for line in lines:
            if line.strip():
                self._is_open = False
                yield margin + line.strip()
            elif not self._is_open:
                yield ""

    def _sorted(self, block: Block, path: Path) -> Sequence[int]:
        keys = [entry.key for entry in block.entries if entry.key is not None]
        return in_order(keys, self._order(path)) if keys else range(len(block.entries))

    def _entry(self, entry: Entry, opening: str, indent: int, path: Path) -> Iterator[str]:
        first = " " * indent + opening
        value = entry.value
        self._is_open = False
        if value is None:
            yield first + entry.head
        elif isinstance(value, Block):
            lines = [*self.block(value, indent + STEP, path)]
            if opening == "-" and not entry.head:
                while not lines[0]:
                    lines.pop(0)
                if not lines[0].lstrip().startswith("#"):
                    yield f"{first} {lines.pop(0).lstrip()}"
                    yield from lines
                    return
            yield first + entry.head
            yield from lines
        elif entry.above_value is None:
            raw = self._leaf(entry, value, indent, indent - entry.column)
            yield f"{first} {raw[0]}"
            yield from raw[1:]
        else:
            margin = " " * (indent + STEP)
            raw = self._leaf(entry, value, indent, indent + STEP - value.column)
            yield first + entry.head
            yield from self._own_lines(entry.above_value, margin)
            yield margin + raw[0]
            yield from raw[1:]

    def _leaf(self, entry: Entry, leaf: Leaf, indent: int, shift: int) -> list[str]:
        """A value's lines, the first without its indent; `shift` is by how much the others move."""
        first, *more = leaf.raw.split("\n")
        if leaf.is_block_text:
            found = _BLOCK_HEADER.match(first)
            assert found is not None
            self._is_open = "+" in found.group()
            before, after = block_indent(leaf.raw), indent + STEP
            if digit := found.group(1):
                # It counts from the parent's indent, which moves with the entry.
                before, after = entry.column + int(digit), indent + int(digit)
            return [first.rstrip(), *(" " * after + line[before:] if line[before:] else "" for line in more)]
        least = 0 if leaf.style in ("{", "[") else indent + STEP
        lines = [first, *(_shifted(line, shift, least) for line in more)]
        return [*map(_without_blanks_at_end, lines[:-1]), lines[-1] + leaf.tail]


def _shifted(line: str, shift: int, least: int) -> str:
    bare = line.lstrip(" \t")
    return " " * max(len(line) - len(bare) + shift, least, 0) + bare if bare else ""


def _without_blanks_at_end(line: str) -> str:
    """A line without blanks at its end, but for one that a backslash writes."""
    bare = line.rstrip(" \t")
    escaped = len(bare) - len(bare.rstrip("\\"))
    return bare + line[len(bare) : len(bare) + escaped % 2]
