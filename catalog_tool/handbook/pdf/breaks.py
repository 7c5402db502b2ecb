"""Where a text that has no place to break gets some, so that nothing sticks out of its cell or its line.

The marks are zero-width spaces. The template makes a hair's breadth of room of them, where
Typst breaks lines and puts nothing in the PDF, so that what is copied or searched is the
value as it was (tests/handbook/test_pdf_text.py).
"""

from __future__ import annotations

import re

MARK = "\u200b"
_PIECE_LENGTH = 3
_LONGEST_IN_CELL = 6
"""Words up to this stay whole: 2018, GB/T, 原件1份. tables.py makes their column wide enough."""
_LONGEST_IN_LINE = 24
"""Running text is 28 ems wide and a narrow character about half an em: so much always fits behind an indent."""

# What Typst does not break within by itself: everything but white space and the wide characters of Chinese,
# Japanese and Korean. Combining marks stay with their letter.
_NARROW = (
    "[^ \t\n\u200b\u1100-\u11ff\u2e80-\u2fff\u3040-\u9fff\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00020000-\U0003ffff]"
)
_MARKS = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u0f71-\u0f84\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_RUN_IN_CELL = re.compile(f"{_NARROW}{{{_LONGEST_IN_CELL + 1},}}")
_WORD_IN_CELL = re.compile(f"{_NARROW}+")
_RUN_IN_LINE = re.compile(f"{_NARROW}{{{_LONGEST_IN_LINE + 1},}}")
# The last piece is never a single character: a line that begins with a closing bracket looks wrong.
_PIECE = re.compile(f"(?:.{_MARKS}*){{{_PIECE_LENGTH}}}(?=..)", re.DOTALL)

_MOST_MARKS = 400
"""Marks in one text; from some 800 on Typst gives up ("maximum grouping depth exceeded")."""


def in_cell(text: str) -> str:
    """The text with marks in every run too long for a narrow column."""
    return _few(_RUN_IN_CELL.sub(_cut, text)) if len(text) > _LONGEST_IN_CELL else text


def pieces_in_cell(text: str) -> list[str]:
    """What stays together of a cell's text, marked by in_cell or not: words, and pieces of long ones."""
    return _WORD_IN_CELL.findall(in_cell(text))


def in_line(text: str) -> str:
    """The text with marks in every run that might not fit a line of running text."""
    return _few(_RUN_IN_LINE.sub(_cut, text)) if len(text) > _LONGEST_IN_LINE else text


def _few(text: str) -> str:
    """The text with blanks for its marks where there are too many: ten thousand letters are no word."""
    return text.replace(MARK, " ") if text.count(MARK) > _MOST_MARKS else text


def _cut(run: re.Match[str]) -> str:
    return _PIECE.sub(lambda piece: piece.group() + MARK, run.group())
