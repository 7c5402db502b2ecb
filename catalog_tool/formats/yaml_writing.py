"""Plain values as the text of a file: in the form `fmt` leaves untouched, laid out as people write it.

What is short stands in brackets on its line, the rest line by line. Whatever a parser
might take for something else is quoted: the text must read back as the same values.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from catalog_tool.formats.entries import Block, Entry, Leaf
from catalog_tool.formats.key_order import KeyOrder, in_order
from catalog_tool.formats.layout import STEP, Printer
from catalog_tool.formats.yaml_stream import CODE_KEYS, CODE_LIKE, CODE_LIST_KEYS
from catalog_tool.model import Path

WIDEST = 90
"""What stands in brackets is no wider; a Chinese character is two wide."""
_BY_LINES = frozenset({"适用依据", "申请材料"})
"""Lists whose items always stand by lines, short ones too: these grow, and a change should show as one line."""
_SPECIAL_START = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=<\s]|\.\.\.")
_SPECIAL_INSIDE = re.compile(r":(?=\s|\Z)|\s#|[\t\n]|\s\Z")
_SPECIAL_IN_BRACKETS = re.compile(r"[,\[\]{}]|:\?")
_NO_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off"
    r"|[-+]?(?:\.?[0-9][0-9_,.]*(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|[0-9]+(?::[0-9]+)+)",
    re.IGNORECASE,
)
"""What this reader or another takes for no text; dates, which this format's users write plain, are not among it."""


def written(values: Sequence[Mapping[str, Any]], orders: Sequence[KeyOrder]) -> str:
    """The text of a file that holds these documents; `orders` are the order of keys in each."""
    return "---\n".join(_document(value, order) for value, order in zip(values, orders, strict=True))


def _document(value: Mapping[str, Any], order: KeyOrder) -> str:
    block = Builder(order).block(value, ())
    if not block.entries:
        return "{}\n"
    return "".join(f"{line}\n" for line in Printer(order).block(block, 0, ()))


class Builder:
    """Makes the entries of a document out of values, as if they had been read from a file."""

    def __init__(self, order: KeyOrder) -> None:
        self._order = order

    def block(self, value: Any, path: Path) -> Block:
        """A list or mapping by lines."""
        if isinstance(value, Mapping):
            keys = [key for key, item in value.items() if item is not None]
            return Block(0, [self.entry(value[key], (*path, key)) for key in keys])
        return Block(0, [self.entry(item, (*path, number)) for number, item in enumerate(value)])

    def entry(self, value: Any, path: Path) -> Entry:
        """The key or item at a path."""
        key = path[-1]
        if isinstance(key, int):
            return Entry(value=self.value(value, path))
        return Entry(key=key, name=quoted_if_needed(key), value=self.value(value, path))

    def value(self, value: Any, path: Path) -> Leaf | Block:
        """What stands behind a colon or dash."""
        if isinstance(value, str):
            return _text(value, path)
        on_line = self.in_brackets(value, path)
        if on_line is None:
            return self.block(value, path)
        return Leaf(on_line, on_line[0] if isinstance(value, (Mapping, list)) else "")

    def in_brackets(self, value: Any, path: Path) -> str | None:
        """A value on one line; None where that would be too wide, or hard to read."""
        if isinstance(value, str):
            return None if "\n" in value else scalar(value, path, in_brackets=True)
        if isinstance(value, Mapping):
            if value and len(path) > 1 and path[-2] in _BY_LINES:
                return None
            return self._mapping_in_brackets(value, path)
        if not isinstance(value, list):
            return scalar(value, path)
        is_nested = any(item and isinstance(item, (Mapping, list)) for item in value)
        if value and ((is_nested and len(value) > 1) or path[-1] in _BY_LINES):
            return None
        return _bracketed([self.in_brackets(item, (*path, number)) for number, item in enumerate(value)], "[]")

    def _mapping_in_brackets(self, value: Mapping[str, Any], path: Path) -> str | None:
        keys = [key for key, item in value.items() if item is not None]
        pieces: list[str | None] = []
        for number in in_order(keys, self._order(path)):
            key = keys[number]
            item = self.in_brackets(value[key], (*path, key))
            pieces.append(None if item is None else f"{quoted_if_needed(key, in_brackets=True)}: {item}")
        return _bracketed(pieces, "{}")


def _bracketed(pieces: Sequence[str | None], brackets: str) -> str | None:
    known = [piece for piece in pieces if piece is not None]
    text = f"{brackets[0]}{', '.join(known)}{brackets[1]}"
    return text if len(known) == len(pieces) and width(text) <= WIDEST else None


def width(text: str) -> int:
    """How many columns a text takes on a screen."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def scalar(value: str | int | None, path: Path, *, in_brackets: bool = False) -> str:
    """A value on one line: a code in double quotes, a number plain, a text as it needs."""
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    return quoted(value) if is_code(value, path) else quoted_if_needed(value, in_brackets=in_brackets)


def is_code(text: str, path: Path) -> bool:
    """Whether the text at a path must be in double quotes (format.md §5)."""
    if isinstance(path[-1], int):
        return len(path) > 1 and path[-2] in CODE_LIST_KEYS and CODE_LIKE.fullmatch(text) is not None
    return path[-1] in CODE_KEYS


def quoted(text: str) -> str:
    """A text in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def quoted_if_needed(text: str, *, in_brackets: bool = False) -> str:
    """A text or key on one line, in double quotes where it would not be read as this text without."""
    return text if is_plain(text, in_brackets=in_brackets) else quoted(text)


def is_plain(text: str, *, in_brackets: bool = False) -> bool:
    """Whether a text is surely read as itself where it stands without quotes."""
    if not text or _SPECIAL_START.match(text) or _SPECIAL_INSIDE.search(text) or _NO_TEXT.fullmatch(text):
        return False
    return not (in_brackets and _SPECIAL_IN_BRACKETS.search(text))


def _text(text: str, path: Path) -> Leaf:
    raw = None if "\n" not in text or is_code(text, path) else block_text(text)
    return Leaf(scalar(text, path)) if raw is None else Leaf(raw, "|")


def block_text(text: str) -> str | None:
    """A text after |, indented by one step; None where it would read otherwise, or not show what it is.

    A blank at the beginning would be taken for indent, and the line feeds that end a file for nothing.
    """
    lines = text.removesuffix("\n").split("\n")
    if not lines[0].strip() or lines[0][0] in " \t" or not lines[-1]:
        return None
    if any(line and not line.strip() for line in lines):
        return None
    return "\n".join(["|" if text.endswith("\n") else "|-", *(" " * STEP + line if line else "" for line in lines)])
