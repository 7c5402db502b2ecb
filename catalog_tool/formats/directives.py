"""Ignore comments: what a person has decided to live with, and why.

    # catalog-tool: ignore[bare-step] 省里的系统还没有开放，2019 年补

libyaml gives no comments, so they are looked for in the text and kept only where no
value reaches: `备注: "# catalog-tool: ignore[…]"` is a value. A comment beside a value
covers its line; one on a line of its own covers the key or item that begins on the
next line, with all that belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

MARKER = b"catalog-tool"
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*catalog-tool")
_FORM = re.compile(r":[ \t]*ignore\[(?P<rules>[^\]]*)\](?P<reason>.*)$")


class Directive(NamedTuple):
    """One ignore comment: where it stands, the rules it names, the reason, and the lines it covers.

    `rules` is empty where the comment is not written as it must be.
    """

    line: int
    column: int
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int


def directives(data: bytes, next_event: Callable[[], Any], stopped: int | None = None) -> list[Directive]:
    """The ignore comments of a file that is UTF-8 without BOM, whose events `next_event` gives one by one.

    `stopped` is the offset beyond which the reader did not go; nor is it worth while here.
    """
    lines = data.decode("utf-8").replace("\r\n", "\n").split("\n")
    if not any(_COMMENT.search(line) for line in lines):
        return []
    layout = _Layout(next_event, stopped)
    below = _written_below(lines)
    found = []
    for number, line in enumerate(lines):
        # Only the comment's own # counts: one inside a value may stand before it on the line.
        for comment in _COMMENT.finditer(line):
            start = comment.start()
            if not layout.is_inside_value(number, start):
                alone = not line[:start].strip()
                first = below[number] if alone else number
                last = layout.extents.get(first, first) if alone else number
                found.append(_directive(number, start, line[comment.end() :], first, last))
                break
    return found


def _written_below(lines: list[str]) -> list[int]:
    """For each line the next one below it that holds more than a comment; beyond the last where there is none."""
    below = [len(lines)] * len(lines)
    following = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        below[number] = following
        text = lines[number].lstrip()
        if text and not text.startswith("#") and text.rstrip() != "---":
            following = number
    return below


def _directive(line: int, column: int, rest: str, first: int, last: int) -> Directive:
    form = _FORM.match(rest)
    rules = tuple(name.strip() for name in form["rules"].split(",") if name.strip()) if form else ()
    reason = form["reason"].strip() if form else ""
    return Directive(line + 1, column + 1, rules, reason, first + 1, last + 1)


class _Layout:
    """Where values stand, as far as the file can be parsed: lines and columns from 0."""

    def __init__(self, next_event: Callable[[], Any], stopped: int | None) -> None:
        self.extents: dict[int, int] = {}
        """Line on which a key or an item begins → the last line that belongs to it."""
        self._begun: list[tuple[int, int]] = []
        self._ended: list[tuple[int, int]] = []
        self._last = 0
        self._read(next_event, stopped)

    def is_inside_value(self, line: int, column: int) -> bool:
        """Whether a place is within a text of the file."""
        # Texts follow one another: only the last that has begun can reach so far.
        index = bisect_right(self._begun, (line, column))
        return index > 0 and (line, column) < self._ended[index - 1]

    def _read(self, next_event: Callable[[], Any], stopped: int | None) -> None:
        open_nodes: list[_Open] = []
        for event in _all(next_event):
            if stopped is not None and event.start_mark.index >= stopped:
                return
            kind = type(event)
            if kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
                open_nodes.append(_Open(kind is yaml.MappingStartEvent, event.start_mark.line, bool(event.flow_style)))
                continue
            if kind is yaml.ScalarEvent:
                self._value(event)
                begun = event.start_mark.line
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                ended = open_nodes.pop()
                begun = ended.begun
                if ended.in_brackets:  # the end of others lies beyond them
                    self._last = max(self._last, event.end_mark.line)
            elif kind is yaml.AliasEvent:
                begun = event.start_mark.line
            else:
                continue
            if open_nodes:
                self._child(open_nodes[-1], begun)

    def _child(self, parent: _Open, begun: int) -> None:
        """A node has ended: it is a key, a key's value or an item."""
        if parent.is_mapping and parent.key is None:
            parent.key = begun
            return
        start = begun if parent.key is None else parent.key
        parent.key = None
        self.extents[start] = max(self.extents.get(start, start), self._last)

    def _value(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        last = end.line - 1 if event.style in ("|", ">") and end.column == 0 else end.line
        self._last = max(self._last, last)
        self._begun.append((start.line, start.column))
        self._ended.append((end.line, end.column))


class _Open:
    """A collection that has begun; `key` is the line of a key whose value is awaited."""

    __slots__ = ("begun", "in_brackets", "is_mapping", "key")

    def __init__(self, is_mapping: bool, begun: int, in_brackets: bool) -> None:
        self.in_brackets = in_brackets
        self.is_mapping = is_mapping
        self.begun = begun
        self.key: int | None = None


def _all(next_event: Callable[[], Any]) -> Iterator[Any]:
    """Events up to the end, or to what cannot be parsed."""
    try:
        while (event := next_event()) is not None:
            yield event
    except (yaml.YAMLError, RecursionError):
        return
