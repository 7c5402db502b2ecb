"""The entries of a document, changed so that they say another value.

What stays keeps its form and its comments, what goes takes its own along. A comment
that has lost its place stands above the entry it was in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog_tool.formats.aligning import aligned
from catalog_tool.formats.brackets import Brackets, comments_inside, in_style
from catalog_tool.formats.entries import Block, Entry, Leaf
from catalog_tool.formats.key_order import KeyOrder
from catalog_tool.formats.yaml_writing import Builder, block_text, is_code
from catalog_tool.model import Path

_HEADER_COMMENT = re.compile(r"[|>][-+1-9]*([ \t]+#.*)?")
_IN_BRACKETS = ("{", "[")


class EntryChanges:
    """Changes the entries of one kind of document."""

    def __init__(self, order: KeyOrder) -> None:
        self._builder = Builder(order)
        self._brackets = Brackets(order)

    def block(self, block: Block, old: Any, new: Any, path: Path) -> None:
        """Make a collection by lines say `new`; without entries where that is empty."""
        (self._mapping if isinstance(new, Mapping) else self._list)(block, old, new, path)

    def _mapping(self, block: Block, old: Mapping[str, Any], new: Mapping[str, Any], path: Path) -> None:
        # A key without a value is no part of the old value: it stays until it gets one.
        _drop(block, [new.get(str(entry.key)) is None and entry.key in old for entry in block.entries])
        places = {entry.key: entry for entry in block.entries}
        before: Entry | None = None
        for key, value in new.items():
            if value is None:
                continue
            if key in places:
                self._entry(places[key], old.get(key), value, (*path, key))
            else:
                places[key] = self._builder.entry(value, (*path, key))
                at = 0 if before is None else _index(block.entries, before) + 1
                block.entries.insert(at, places[key])
            before = places[key]

    def _list(self, block: Block, old: Sequence[Any], new: Sequence[Any], path: Path) -> None:
        entries = list(block.entries)
        places = aligned(old, new)
        staying = set(places)
        _drop(block, [index not in staying for index in range(len(entries))])
        block.entries.clear()
        for number, (value, place) in enumerate(zip(new, places, strict=True)):
            here = (*path, number)
            if place is None:
                block.entries.append(self._builder.entry(value, here))
            else:
                self._entry(entries[place], old[place], value, here)
                block.entries.append(entries[place])
        if block.entries and places[0] != 0:
            _without_blank_beginning(block.entries[0])

    def _entry(self, entry: Entry, old: Any, new: Any, path: Path) -> None:
        if old == new:
            return
        value = entry.value
        alike = _kind(old) is _kind(new)
        if isinstance(value, Block) and alike:
            self.block(value, old, new, path)
            if not value.entries:
                _put(entry, self._builder.value(new, path), value.below)
        elif isinstance(value, Leaf) and alike and value.style in _IN_BRACKETS:
            text, lifted = self._brackets.changed(value.raw, old, new, path)
            now = self._builder.block(new, path) if text is None else Leaf(text, text[0], value.column)
            _put(entry, now, lifted)
        elif isinstance(value, Leaf) and alike:
            _put(entry, self._in_style(value, new, path), ())
        else:
            _put(entry, self._builder.value(new, path), () if value is None else _comments_in(value))

    def _in_style(self, leaf: Leaf, new: Any, path: Path) -> Leaf | Block:
        """A text or number written as the one before it was."""
        if isinstance(new, str) and not is_code(new, path):
            if leaf.style == "|" and (raw := block_text(new)) is not None:
                return Leaf(raw, "|")
            if leaf.style == '"' or (leaf.style == "'" and "\n" not in new):
                raw = in_style(leaf.style, new, path)
                return Leaf(raw, raw[0])
        return self._builder.value(new, path)


def _kind(value: Any) -> type:
    return dict if isinstance(value, Mapping) else list if isinstance(value, list) else str


def _index(entries: Sequence[Entry], entry: Entry) -> int:
    return next(index for index, other in enumerate(entries) if other is entry)


def _drop(block: Block, going: Sequence[bool]) -> None:
    """Take entries out, with their comments; what stands above a blank line is not theirs and stays."""
    staying: list[Entry] = []
    left: list[str] = []
    for entry, goes in zip(block.entries, going, strict=True):
        if goes:
            left += _of_more_than_one(entry.lead)
            continue
        entry.lead[:0] = left
        left = []
        staying.append(entry)
    block.below[:0] = left
    if staying and going[0]:
        _without_blank_beginning(staying[0])
    block.entries = staying


def _of_more_than_one(lead: Sequence[str]) -> Sequence[str]:
    """The comment lines above an entry that a blank line parts from it: the heading of a section."""
    last = max((number + 1 for number, line in enumerate(lead) if not line.strip()), default=0)
    return lead[:last] if any(line.strip() for line in lead[:last]) else ()


def _without_blank_beginning(entry: Entry) -> None:
    while entry.lead and not entry.lead[0].strip():
        entry.lead.pop(0)


def _put(entry: Entry, value: Leaf | Block, lifted: Iterable[str]) -> None:
    """Give an entry another value. `lifted` are comments that were inside the old one."""
    old = entry.value
    above = list(lifted)
    texts = [leaf for leaf in (old, value) if isinstance(leaf, Leaf) and not leaf.is_block_text]
    if len(texts) == 2 and entry.above_value is not None:  # it stays on its own line
        texts[1].tail = _parted(texts[0].tail)
        entry.value = texts[1]
        entry.lead += above
        return
    beside = entry.head
    if isinstance(old, Leaf):
        above[:0] = [line for line in entry.above_value or () if line.strip()]
        tail = _header_comment(old) if old.is_block_text else old.tail
        if tail and beside:
            above.insert(0, beside)
        beside = tail or beside
    beside = _parted(beside)
    entry.lead += [line.strip() for line in above]
    entry.above_value, entry.head, entry.value = None, "", value
    if isinstance(value, Block):
        entry.head = beside
    elif value.is_block_text:
        header, _, lines = value.raw.partition("\n")
        value.raw = f"{header}{beside}\n{lines}"
    else:
        value.tail = beside


def _parted(comment: str) -> str:
    """A comment with a blank before it: behind a bracket or quote it needs none, behind a plain text it does."""
    return f" {comment}" if comment.startswith("#") else comment


def _header_comment(leaf: Leaf) -> str:
    found = _HEADER_COMMENT.match(leaf.raw.partition("\n")[0])
    return (found and found.group(1)) or ""


def _comments_in(value: Leaf | Block) -> list[str]:
    """Every comment in a value, but for the one beside a text or bracket."""
    if isinstance(value, Leaf):
        return list(comments_inside(value))
    found: list[str] = []
    for entry in value.entries:
        found += entry.lead
        if isinstance(entry.value, Block):
            found += [entry.head, *_comments_in(entry.value)]
        elif entry.value is None:
            found.append(entry.head)
        else:
            tail = _header_comment(entry.value) if entry.value.is_block_text else entry.value.tail
            found += [entry.head, *(entry.above_value or ()), *_comments_in(entry.value), tail]
        found += entry.after
    return [line.strip() for line in [*found, *value.below] if line.strip()]
