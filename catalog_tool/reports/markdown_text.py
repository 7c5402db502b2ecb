"""Text into Markdown that cannot become anything but text: no table cell, tag, link, mention or reference.

A comment on a merge request is rendered by others, each with extensions of their own;
so what could mean something is written as a character reference, and what they look
for in the rendered text (@ # a link's colon) stands in an element by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog_tool.domain.visible import one_line
from catalog_tool.reports.findings_wording import seen

_MEANING = "\\`*_[]<>&|~${}^=+!\"'"
_SOUGHT = "@#%"
_TABLE = str.maketrans(
    {character: f"&#{ord(character)};" for character in _MEANING}
    | {character: f"<span>&#{ord(character)};</span>" for character in _SOUGHT}
)


def plain(text: str, most: int = 300) -> str:
    """A value on one line, cut to `most` characters, as text between other text or in a table."""
    text = seen(one_line(text[: most + 1])).strip()
    if len(text) > most:
        text = text[: most - 1] + "…"
    return text.translate(_TABLE).replace("://", "<span>:</span>//").replace("www.", "www<span>.</span>")


def code(text: str) -> str:
    """A file's place: the same in type of equal width."""
    return f"<code>{plain(text)}</code>"


def row(cells: Sequence[str]) -> str:
    """One line of a table, of cells that are Markdown already."""
    return f"| {' | '.join(cell or ' ' for cell in cells)} |\n"


def head(titles: Sequence[str], numbers: Sequence[bool]) -> str:
    """A table's heading; `numbers` says which columns are aligned to the right."""
    return row(titles) + row(["--:" if number else ":--" for number in numbers])


def fitting_rows(rows: Sequence[str], room: int) -> list[str]:
    """The first rows that take at most `room` characters together."""
    taken: list[str] = []
    for each in rows:
        room -= len(each)
        if room < 0:
            break
        taken.append(each)
    return taken
