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
from dataclasses import dataclass, field

from catalog_tool.formats.comments import belonging_before, belonging_to_document, indent_of
from catalog_tool.formats.key_order import KeyOrder, in_order
from catalog_tool.formats.nodes import MAPPING, Node, block_indent
from catalog_tool.model import Path

_TAIL = re.compile(r"[ \t]*(?:#[^\n]*)?")
_OWN_LINE = re.compile(r"([ \t]*(?:#[^\n]*)?)(?:\n|\Z)")
_BLOCK_HEADER = re.compile(r"[|>][+-]?([1-9]?)[+-]?")
_MARKERS = ("---", "...", "%")
STEP = 2


class UnusualLayout(Exception):
    """A document in a form that is lawful but that nobody writes by hand; the line it begins at, and what it is."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


@dataclass(slots=True)
class _Leaf:
    """A text, or a collection in brackets: copied as it stands. `column` is where it began."""

    node: Node
    raw: str
    column: int
    tail: str = ""


@dataclass(slots=True)
class _Entry:
    """A key with its value, or an item: the comment lines above, what stands behind the colon or dash, the value.

    `above_value` are the lines between, where the value stands on a line of its own;
    None where it stands beside. `column` is where key or dash began; `after` are comment
    lines below that are indented for it alone.
    """

    lead: list[str]
    key: Node | None
    column: int
    head: str = ""
    above_value: list[str] | None = None
    value: _Leaf | _Block | None = None
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """A collection by lines, with the comments below its last entry."""

    column: int
    entries: list[_Entry] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def laid_out(text: str, roots: Sequence[Node], orders: Sequence[KeyOrder]) -> str:
    """The text in its one form; `roots` are its documents' nodes, `orders` the order of keys in each.

    The text must have LF line ends only. Raises UnusualLayout.
    """
    lines: list[str] = []
    at = 0
    for root, order in zip(roots, orders, strict=True):
        start = text.rfind("\n", 0, root.start) + 1
        if root.style != MAPPING or text[start : root.start].strip():
            raise UnusualLayout(text.count("\n", 0, root.start) + 1, "整个文档写在一对括号里，或与 --- 写在同一行")
        between = [line.rstrip() for line in text[at:start].split("\n")[:-1]]
        first = max((place + 1 for place, line in enumerate(between) if line.startswith(_MARKERS)), default=0)
        above = [line.strip() for line in between[first:]]
        header = belonging_to_document(above)
        reader = _Reader(text, root.start)
        block = reader.block(root, above[header:])
        below = reader.own_lines()
        count = belonging_before(below, block.column)
        _hand_down(block, below[:count])
        at = reader.at
        printer = _Printer(text, order)
        written = [*above[:header], *printer.block(block, 0, ())]
        while not written[0]:
            written.pop(0)
        while printer.is_open and below[count:] and not below[count]:
            below.pop(count)
        lines += [*between[:first], *written, *(line.strip() for line in below[count:])]
        if at == len(text):  # what a kept text ends with is in `written`
            while below[count:] and not lines[-1]:
                lines.pop()
                below.pop()
    if rest := text[at:].rstrip():
        lines += [line.rstrip() for line in rest.split("\n")]
    return "\n".join(lines) + "\n"


class _Reader:
    """Takes a document apart: every entry with its comments."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self.at = at

    def block(self, node: Node, lead: list[str]) -> _Block:
        """A collection; `lead` are the lines above its first entry, which the caller has read."""
        block = _Block(self._column(self.at))
        children: Sequence[tuple[Node | None, Node]]
        children = node.pairs if node.style == MAPPING else [(None, item) for item in node.items]
        for key, value in children:
            if block.entries:
                lead = self._between(block)
            entry = _Entry(lead, key, self._column(self.at))
            self._enter(key)
            self._value(entry, value)
            block.entries.append(entry)
        return block

    def _between(self, block: _Block) -> list[str]:
        """The lines above the next entry; those that belong to the one before are given to it."""
        lines = self.own_lines()
        count = belonging_before(lines, block.column)
        _hand_down(block, lines[:count])
        return lines[count:]

    def _enter(self, key: Node | None) -> None:
        """Step over a key and its colon, or over a dash."""
        if key is not None:
            if self.at != key.start:
                self._unusual("键写成了“? 键”的样子")
            self.at = key.end
            while self._text[self.at : self.at + 1] in (" ", "\t"):
                self.at += 1
        if self._text[self.at : self.at + 1] != ("-" if key is None else ":"):
            self._unusual("键写成了“? 键”的样子")
        self.at += 1

    def _value(self, entry: _Entry, node: Node) -> None:
        if node.is_absent:
            entry.head = self._tail()
            return
        if "\n" in self._text[self.at : node.start]:
            entry.head = self._tail()
            entry.above_value = self.own_lines()
        else:
            self._skip_blanks()
        if self.at != node.start:
            self._unusual("值的写法不常见")
        if node.is_by_lines:
            entry.value = self.block(node, entry.above_value or [])
            return
        entry.value = _Leaf(node, self._text[node.start : node.end], self._column(node.start))
        self.at = node.end
        entry.value.tail = self._tail()

    def _tail(self) -> str:
        """What stands on the rest of the line: blanks and a comment."""
        found = _TAIL.match(self._text, self.at)
        assert found is not None
        self.at = found.end()
        return found.group().replace("\t", " ").rstrip()

    def own_lines(self) -> list[str]:
        """The blank and comment lines up to what comes next, which is stepped to."""
        lines = []
        if self._text[self.at : self.at + 1] == "\n":
            self.at += 1
            while (found := _OWN_LINE.match(self._text, self.at)) and found.end() > self.at:
                lines.append(found.group(1).rstrip())
                self.at = found.end()
        self._skip_blanks()
        return lines

    def _skip_blanks(self) -> None:
        while self._text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1

    def _column(self, at: int) -> int:
        return at - (self._text.rfind("\n", 0, at) + 1)

    def _unusual(self, what: str) -> None:
        raise UnusualLayout(self._text.count("\n", 0, self.at) + 1, what)


def _hand_down(block: _Block, lines: list[str]) -> None:
    """Give comment lines below a block's last entry to the innermost block they are indented for."""
    blank: list[str] = []
    for line in lines:
        if not line:
            blank.append(line)
            continue
        here, column = block, indent_of(line)
        while isinstance(inner := here.entries[-1].value, _Block) and inner.column <= column:
            if inner.column == here.column == column:  # a list that is not indented below its key
                break
            here = inner
        (block.entries[-1].after if here is block else here.below).extend([*blank, line.strip()])
        blank.clear()


class _Printer:
    """Puts a document together again."""

    def __init__(self, text: str, order: KeyOrder) -> None:
        self._text = text
        self._order = order
        # The last line written belongs to a text that keeps its end: a blank line below would join it.
        self.is_open = False

    def block(self, block: _Block, indent: int, path: Path) -> Iterator[str]:
        """Yield the lines of a collection."""
        margin = " " * indent
        for number in self._sorted(block, path):
            entry = block.entries[number]
            yield from self._own_lines(entry.lead, margin)
            if entry.key is None:
                yield from self._entry(entry, "-", indent, (*path, number))
            else:
                name = self._text[entry.key.start : entry.key.end]
                yield from self._entry(entry, f"{name}:", indent, (*path, entry.key.text))
            yield from self._own_lines(entry.after, margin)
        yield from self._own_lines(block.below, margin)

    def _own_lines(self, lines: Sequence[str], margin: str) -> Iterator[str]:
        for line in lines:
            if line.strip():
                self.is_open = False
                yield margin + line.strip()
            elif not self.is_open:
                yield ""

    def _sorted(self, block: _Block, path: Path) -> Sequence[int]:
        keys = [entry.key.text for entry in block.entries if entry.key is not None]
        return in_order(keys, self._order(path)) if keys else range(len(block.entries))

    def _entry(self, entry: _Entry, opening: str, indent: int, path: Path) -> Iterator[str]:
        first = " " * indent + opening
        value = entry.value
        self.is_open = False
        if value is None:
            yield first + entry.head
        elif isinstance(value, _Block):
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

    def _leaf(self, entry: _Entry, leaf: _Leaf, indent: int, shift: int) -> list[str]:
        """A value's lines, the first without its indent; `shift` is by how much the others move."""
        first, *more = leaf.raw.split("\n")
        if leaf.node.is_block_text:
            found = _BLOCK_HEADER.match(first)
            assert found is not None
            self.is_open = "+" in found.group()
            before, after = block_indent(leaf.raw), indent + STEP
            if digit := found.group(1):
                # It counts from the parent's indent, which moves with the entry.
                before, after = entry.column + int(digit), indent + int(digit)
            return [first.rstrip(), *(" " * after + line[before:] if line[before:] else "" for line in more)]
        least = 0 if leaf.node.style in ("{", "[") else indent + STEP
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
