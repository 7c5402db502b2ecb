"""Text with styles, for terminals and pipes: segments, never markup.

A value like 材料[/必要] is a markup error to some libraries and an escape sequence is
a weapon; so styles are data beside the text, and the text is made visible first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len

_ANSI = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "info": "\x1b[1;36m",
    "bold": "\x1b[1m",
    "dim": "\x1b[2m",
    "good": "\x1b[32m",
}
_RESET = "\x1b[0m"


class Segment(NamedTuple):
    """A piece of a line and its style; "" for none."""

    text: str
    style: str = ""


Line = list[Segment]
_CLOSING = "，。；：、）】》”’！？"


def render(lines: Iterable[Line], *, color: bool) -> str:
    """Lines as text, with ANSI colours if asked for."""
    return "".join("".join(_one(segment, color) for segment in line) + "\n" for line in lines)


def _one(segment: Segment, color: bool) -> str:
    code = _ANSI.get(segment.style, "") if color else ""
    return f"{code}{segment.text}{_RESET}" if code else segment.text


def width(text: str) -> int:
    """How many terminal cells a text takes; Chinese characters take two."""
    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text cut to a number of cells, with an ellipsis where it was longer."""
    if width(text) <= cells:
        return text
    kept, used = [], 0
    for character in text:
        used += width(character)
        if used > cells - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def cut_inside(text: str, cells: int) -> str:
    """The text cut to a number of cells in its middle: （新办） and （变更） at the end tell names apart."""
    if width(text) <= cells:
        return text
    end, used = len(text), 0
    while used < cells * 2 // 5 and (room := width(text[end - 1])) + used <= cells - 3:
        end, used = end - 1, used + room
    return cut(text[:end] + "…", cells - used) + text[end:]


def pad(text: str, cells: int) -> str:
    """The text filled with spaces to a number of cells."""
    return text + " " * max(cells - width(text), 0)


def wrapped(text: str, cells: int) -> Iterator[str]:
    """Yield a text in lines of at most `cells` cells; Chinese may break anywhere, words stay whole."""
    line = ""
    for piece in _pieces(text):
        # A line must not begin with a closing mark; it may hang over by that one.
        if line and piece[0] not in _CLOSING and width(line + piece.rstrip()) > cells:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Yield what may not be broken: a wide character, or a word with the space after it."""
    word = ""
    for character in text:
        if width(character) > 1:
            if word:
                yield word
                word = ""
            yield character
        else:
            word += character
            if character == " ":
                yield word
                word = ""
    if word:
        yield word
