"""Hostile or invisible characters made visible before a person sees a value.

A control character can move a terminal's cursor, a bidi override can make a line
read backwards; both come in by data that anyone may have typed.
"""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with control, bidi and zero-width characters as symbols; tab and line feed stay."""
    return _UNSEEN.sub(_symbol, text)


def one_line(text: str) -> str:
    """The same on one line: line feeds and tabs become spaces."""
    return visible(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def _symbol(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"⟨U+{code:04X}⟩"
