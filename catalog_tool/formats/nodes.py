"""A file's nodes with the span each has in the text: what edits and the layout go by.

The reader keeps beginnings only, because nobody else needs ends. So the one file that
is to be changed is parsed once more. Spans are code points of the text without a byte
order mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from catalog_tool.formats.yaml_pure import pure_events
from catalog_tool.model import Path

try:
    from yaml._yaml import CParser
except ImportError:
    CParser = None  # type: ignore[assignment,misc]

MAPPING, LIST = "mapping", "list"
"""Styles of what is written line by line; in brackets the style is { or [."""


@dataclass(slots=True)
class Node:
    """A value or key: its span, how it is written, its text, and what it holds in the order of the file.

    `style` is "" for a plain text, else its quote or | or >; a collection's is
    MAPPING, LIST, { or [. A collection by lines ends where its last node ends.
    """

    start: int
    end: int
    style: str
    text: str = ""
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    @property
    def is_by_lines(self) -> bool:
        """Whether it is a collection written line by line."""
        return self.style in (MAPPING, LIST)

    @property
    def is_block_text(self) -> bool:
        """Whether it is a text after | or >."""
        return self.style in ("|", ">")

    @property
    def is_absent(self) -> bool:
        """Whether nothing is written at all, as after a key without a value."""
        return self.style == "" and self.start == self.end

    def at(self, path: Path) -> Node | None:
        """The node at a path; of two equal keys the first, as the reader has it."""
        here: Node | None = self
        for step in path:
            assert here is not None
            if isinstance(step, int):
                here = here.items[step] if step < len(here.items) else None
            else:
                here = next((value for key, value in here.pairs if key.text == step), None)
            if here is None:
                return None
        return here

    def scalars(self) -> Iterator[Node]:
        """Yield every text, keys too, in the order of the file."""
        if self.style in (MAPPING, "{"):
            for key, value in self.pairs:
                yield from key.scalars()
                yield from value.scalars()
        elif self.style in (LIST, "["):
            for item in self.items:
                yield from item.scalars()
        else:
            yield self


def content_of(data: bytes) -> str:
    """The text of a file that is UTF-8, without a byte order mark."""
    return data.decode("utf-8").removeprefix("\ufeff")


def roots_of(text: str) -> list[Node]:
    """The root node of each document of a text that the reader took without a refusal."""
    data = text.encode("utf-8")
    parser: Any = CParser
    next_event: Callable[[], Any] = pure_events(data) if parser is None else parser(data).get_event
    roots = []
    while (event := next_event()) is not None:
        if isinstance(event, DocumentStartEvent):
            roots.append(_node(next_event(), next_event, text))
    return roots


def _node(event: Any, next_event: Callable[[], Any], text: str) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, ScalarEvent):
        if event.style in ("|", ">"):
            end = start + len(_without_blank_end(text[start:end]))
        return Node(start, end, event.style or "", event.value)
    assert isinstance(event, (MappingStartEvent, SequenceStartEvent)), "anchors are refused before"
    if isinstance(event, MappingStartEvent):
        node = Node(start, start, "{" if event.flow_style else MAPPING)
        while not isinstance(event := next_event(), MappingEndEvent):
            key = _node(event, next_event, text)
            node.pairs.append((key, _node(next_event(), next_event, text)))
            node.end = node.pairs[-1][1].end
    else:
        node = Node(start, start, "[" if event.flow_style else LIST)
        while not isinstance(event := next_event(), SequenceEndEvent):
            node.items.append(_node(event, next_event, text))
            node.end = node.items[-1].end
    if not node.is_by_lines:
        bracket: Any = event
        node.end = bracket.end_mark.index
    return node


def block_indent(raw: str) -> int:
    """How far the first written line of a block text is indented; 0 where all its lines are blank."""
    for line in raw.split("\n")[1:]:
        if line.strip():
            return len(line) - len(line.lstrip(" "))
    return 0


def _without_blank_end(raw: str) -> str:
    """A block text up to the end of its last line; blank lines that mean nothing belong to what follows."""
    raw = raw.removesuffix("\n").removesuffix("\r")
    header, *lines = raw.split("\n")
    if "+" in header.split("#")[0]:
        return raw
    indent = block_indent(raw)
    while lines and not lines[-1].strip(" \r") and len(lines[-1].rstrip("\r")) <= indent:
        lines.pop()
    return "\n".join([header, *lines]).removesuffix("\r")
