"""What is printed in place of a character that no font has: never a blank box."""

from __future__ import annotations

from collections.abc import Iterable

# The same sign in the set every Chinese font has (GB 2312).
_LIKE = {
    "☐": "□",
    "☑": "〔√〕",
    "☒": "〔×〕",
    "✓": "√",
    "✔": "√",
    "✗": "×",
    "✘": "×",
    "❌": "×",
    "✕": "×",
    "✖": "×",
    "⟨": "〔",
    "⟩": "〕",
    "➜": "→",
    "➔": "→",
    "➡": "→",
    "⇒": "→",
    "⬜": "□",
    "⬛": "■",
    "‣": "·",
    "⁃": "—",
    "₂": "2",
    "₃": "3",
    "⁄": "/",
    "‛": "‘",
    "‟": "“",
}


def shown_instead(character: str) -> str:
    """The stand-in: a like sign where there is one, else the code point as 〔U+20BB7〕.

    The picture of a control character (␀) stands for that one: 〔U+0000〕.
    """
    if character in _LIKE:
        return _LIKE[character]
    code = ord(character)
    if 0x2400 <= code <= 0x241F:
        code -= 0x2400
    elif code == 0x2421:
        code = 0x7F
    return f"〔U+{code:04X}〕"


def is_own_sign(character: str) -> bool:
    """Whether domain/visible.py puts it in for a hidden character: replaced, but no lack in the data."""
    return character in "⟨⟩" or 0x2400 <= ord(character) <= 0x2421


def replacements(characters: Iterable[str]) -> dict[int, str]:
    """The stand-ins as a table for `str.translate`."""
    return {ord(character): shown_instead(character) for character in sorted(characters)}
