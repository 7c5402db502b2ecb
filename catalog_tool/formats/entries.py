"""A document taken apart: its entries by lines, each with the comments that belong to it.

What `fmt` puts together again as it was, and what a change of values works on. Texts
and collections in brackets are leaves: they are copied as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog_tool.formats.comments import belonging_before, belonging_to_document, indent_of
from catalog_tool.formats.nodes import MAPPING, Node

_TAIL = re.compile(r"[ \t]*(?:#[^\n]*)?")
_OWN_LINE = re.compile(r"([ \t]*(?:#[^\n]*)?)(?:\n|\Z)")
_MARKERS = ("---", "...", "%")


class UnusualLayout(Exception):
    """A document in a form that is lawful but that nobody writes by hand; the line it begins at, and what it is."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


@dataclass(slots=True)
class Leaf:
    """A text, or a collection in brackets, as it is written; `style` is as a node's.

    `column` is where it began, `tail` the comment behind it.
    """

    raw: str
    style: str = ""
    column: int = 0
    tail: str = ""

    @property
    def is_block_text(self) -> bool:
        """Whether it is a text after | or >."""
        return self.style in ("|", ">")


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item: the comment lines above, what stands behind the colon or dash, the value.

    `name` is the key as it is written. `above_value` are the lines between, where the value
    stands on a line of its own; None where it stands beside. `column` is where key or dash
    began; `after` are comment lines below that are indented for it alone.
    """

    lead: list[str] = field(default_factory=list)
    key: str | None = None
    name: str = ""
    column: int = 0
    head: str = ""
    above_value: list[str] | None = None
    value: Leaf | Block | None = None
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A collection by lines, with the comments below its last entry."""

    column: int = 0
    entries: list[Entry] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Whole:
    """A document: the lines down to its marker, those that speak of all of it, its entries, what stands below.

    `end` is where in the text the next one begins.
    """

    opening: list[str]
    header: list[str]
    block: Block
    below: list[str]
    end: int


def taken_apart(text: str, root: Node, at: int) -> Whole:
    """The document with this root; `at` is where the one before ended.

    The text must have LF line ends only. Raises UnusualLayout.
    """
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
    del below[:count]
    if reader.at == len(text):  # what a kept text ends with is in the text
        while below and not below[-1]:
            below.pop()
    return Whole(between[:first], above[:header], block, [line.strip() for line in below], reader.at)


def end_of_document(text: str, root: Node) -> int:
    """Where a document ends together with the comments below it; it may be in any form."""
    reader = _Reader(text, root.end)
    reader.tail()
    reader.own_lines()
    return reader.at


class _Reader:
    """Takes a document apart: every entry with its comments."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self.at = at

    def block(self, node: Node, lead: list[str]) -> Block:
        """A collection; `lead` are the lines above its first entry, which the caller has read."""
        block = Block(self._column(self.at))
        children: Sequence[tuple[Node | None, Node]]
        children = node.pairs if node.style == MAPPING else [(None, item) for item in node.items]
        for key, value in children:
            if block.entries:
                lead = self._between(block)
            entry = Entry(lead, column=self._column(self.at))
            if key is not None:
                entry.key, entry.name = key.text, self._text[key.start : key.end]
            self._enter(key)
            self._value(entry, value)
            block.entries.append(entry)
        return block

    def _between(self, block: Block) -> list[str]:
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

    def _value(self, entry: Entry, node: Node) -> None:
        if node.is_absent:
            entry.head = self.tail()
            return
        if "\n" in self._text[self.at : node.start]:
            entry.head = self.tail()
            entry.above_value = self.own_lines()
        else:
            self._skip_blanks()
        if self.at != node.start:
            self._unusual("值的写法不常见")
        if node.is_by_lines:
            entry.value = self.block(node, entry.above_value or [])
            return
        entry.value = Leaf(self._text[node.start : node.end], node.style, self._column(node.start))
        self.at = node.end
        entry.value.tail = self.tail()

    def tail(self) -> str:
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


def _hand_down(block: Block, lines: list[str]) -> None:
    """Give comment lines below a block's last entry to the innermost block they are indented for."""
    blank: list[str] = []
    for line in lines:
        if not line:
            blank.append(line)
            continue
        here, column = block, indent_of(line)
        while isinstance(inner := here.entries[-1].value, Block) and inner.column <= column:
            if inner.column == here.column == column:  # a list that is not indented below its key
                break
            here = inner
        (block.entries[-1].after if here is block else here.below).extend([*blank, line.strip()])
        blank.clear()
