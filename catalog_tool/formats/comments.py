"""Comments: what they are in a text, and which entry those on lines of their own belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_tool.formats.nodes import Node

_COMMENT = re.compile("#[^\r\n]*")
_HEADER_COMMENT = re.compile(r"(?<=[ \t])#[^\r\n]*")
_IGNORE = re.compile(r"\s*#\s*catalog-tool:")


def comments_of(text: str, roots: Sequence[Node]) -> list[str]:
    """Every comment of a text, without blanks at its end, in the order of the file."""
    found: list[str] = []
    at = 0
    for scalar in (scalar for root in roots for scalar in root.scalars()):
        found += _COMMENT.findall(text[at : scalar.start])
        if scalar.is_block_text:
            found += _HEADER_COMMENT.findall(text[scalar.start : scalar.end].partition("\n")[0])
        at = max(at, scalar.end)
    found += _COMMENT.findall(text[at:])
    return [comment.rstrip() for comment in found]


def indent_of(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" \t"))


def belonging_before(lines: Sequence[str], column: int) -> int:
    """How many of the blank and comment lines between two entries belong to the one before.

    Those indented more than the entry after, which begins at `column`. A blank line goes with
    what follows it; so does an ignore comment, wherever it stands: it covers the next entry.
    """
    count = 0
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        if indent_of(line) <= column or _IGNORE.match(line):
            break
        count = number + 1
    return count


def belonging_to_document(lines: Sequence[str]) -> int:
    """How many of the lines above a document's first key speak of the whole and stay on top.

    Up to the last blank line; all of them where there is none. An ignore comment speaks
    of the key.
    """
    stop = next((number for number, line in enumerate(lines) if _IGNORE.match(line)), len(lines))
    blank = [number for number, line in enumerate(lines) if not line.strip()]
    return min(stop, blank[-1] + 1) if blank else stop
