"""How wide text is and where its lines break, without asking a font.

Writers draw with whatever font the machine has, so widths are those that no Chinese
font exceeds by much: a full-width character is 1 em, a half-width one as in a serif.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SIZE = 10.0
"""Points of all text in a chart at its natural size."""
LEADING = 13.0
"""Points from one line to the next."""

_MOST_EVEN = 6
"""Lines; a longer text is no name, and trying widths for it takes time."""
_NOT_FIRST = frozenset("，。；：、！？）》〉」』】〕”’…·,.;:!?)]}%")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{")
_WORD = re.compile(r"⟨U\+[0-9A-F]+⟩|[!-~]+(?:\0[\u4e00-\u9fff]{1,3})?|.", re.DOTALL)
_NUMBER = re.compile(r"([0-9]) (?=[\u4e00-\u9fff])")
_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_WIDE = frozenset("mwMW@%&")


@lru_cache(maxsize=8192)
def _em(char: str) -> float:
    if "\u4e00" <= char <= "\u9fff":
        return 1.0
    if char < "\x7f":
        return 0.4 if char in _NARROW else 0.95 if char in _WIDE else 0.75 if char.isupper() else 0.56
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA" or unicodedata.category(char) in ("So", "Lo", "Co", "Cn"):
        return 1.0
    return 0.7


def width(text: str) -> float:
    """The width of a text in points."""
    return SIZE * sum(map(_em, text))


@lru_cache(maxsize=4096)
def wrap(text: str, limit: float) -> tuple[str, ...]:
    """The lines of a text within `limit` points, no character lost but spaces at a break.

    The text is one to be shown (domain/visible.py), so NUL is free to hold a number to its unit.
    Words of letters and digits stay whole unless longer than a line; closing marks do not
    begin a line nor opening ones end it, unless the line is too short for that.
    """
    found: list[str] = []
    for paragraph in text.splitlines():
        if words := " ".join(paragraph.split()):
            found += _lines(words, limit)
    return tuple(found)


@lru_cache(maxsize=4096)
def even(text: str, limit: float) -> tuple[str, ...]:
    """The same lines, of about one length where there are several: for names and heads."""
    lines = wrap(text, limit)
    label, mark, rest = text.partition("：")
    if len(lines) == 2 and rest and max(width(label + mark), width(rest)) <= limit and "\n" not in text:
        return label + mark, rest
    narrow = width(text) / max(1, len(lines))
    while 1 < len(lines) <= _MOST_EVEN and narrow < limit:
        found = wrap(text, narrow)
        if len(found) == len(lines):
            return found
        narrow += SIZE / 2
    return lines


def _lines(text: str, limit: float) -> list[str]:
    if width(text) <= limit:
        return [text]
    # A number stays with its unit: the space between them is held until the line is cut.
    words = [word.replace("\0", " ") for word in _WORD.findall(_NUMBER.sub("\\1\0", text))]
    words = [piece for word in words for piece in _cut(word, limit)]
    lines: list[list[str]] = [[]]
    room = limit
    for word in words:
        size = width(word)
        if size > room and lines[-1] and word != " ":
            carried = _carried(lines[-1], word, limit)
            lines.append(carried)
            room = limit - sum(map(width, carried))
        if word != " " or lines[-1]:
            lines[-1].append(word)
            room -= size
    return [line for line in ("".join(each).strip() for each in lines) if line]


def _cut(token: str, limit: float) -> list[str]:
    if width(token) <= limit:
        return [token]
    pieces, piece = [], ""
    for char in token:
        if piece and width(piece + char) > limit:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def _carried(line: list[str], token: str, limit: float) -> list[str]:
    """What moves to the next line with a token, so that marks stand where they may."""
    carried: list[str] = []
    following = token
    while len(line) > 1 and len(carried) < 3 and (following[0] in _NOT_FIRST or line[-1][-1] in _NOT_LAST):
        carried.insert(0, line.pop())
        following = carried[0]
    if sum(map(width, carried)) + width(token) > limit:
        line += carried
        return []
    return carried
