"""How a table is set: size of type, widths of columns, and which of its rows may break over pages.

Reckoned here and not measured by Typst, which would lay out every cell twice.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from catalog_tool.handbook.pdf.breaks import pieces_in_cell

PORTRAIT = 156 / 25.4 * 72
LANDSCAPE = 225 / 25.4 * 72
"""Width of the type area in points: 156 mm (GB/T 9704—2012, 5.2), its height on a page that is turned."""
INSET = 3.5
"""White space left and right of a cell's text, in points."""
_SIZES = ((4, 12.0), (6, 10.5))
"""Most columns, and the size of their type in points: 小四, 五号; 小五 where there are more."""
_SMALL = 9.0
_SMALLEST = 7.5
"""六号, the least that is read without a glass."""
_SLIMMEST = 2.0
"""Ems of the narrowest column: 序号 on one line."""
_EMS = (
    dict.fromkeys("0123456789.,:;-/()[]|!'`ijltf", 0.6)
    | dict.fromkeys("abcdeghknopqrsuvxyz", 0.7)
    | dict.fromkeys("W%@", 1.2)
)
"""Widths that are not one em, in the widest of the common fonts."""
_LEADING = 1.45
_HALF_PAGE = 225 / 25.4 * 72 / 2
"""A row taller than this, in points, may break: kept whole it could leave half a page white."""
_LINES_OF_HALF_PAGE = int(_HALF_PAGE / (_SMALL * _LEADING)) - 4


class Setting(NamedTuple):
    """Size of type and widths of columns in points, per row whether it may break, and whether cells can overflow."""

    size: float
    widths: tuple[float, ...]
    loose: tuple[bool, ...]
    overflows: bool


def set_table(table: Mapping[str, Any], room: float) -> Setting:
    """How a table (plain data of book.Table) is set on a type area `room` points wide.

    No column is narrower than the widest piece of its text that does not break, so no
    cell overflows; `overflows` is true where there are too many columns for that.
    """
    rows: list[Sequence[Any]] = [[(name,) for name in table["head"]], *table["rows"]]
    count = max(1, *map(len, rows))
    needed = [max([_SLIMMEST, *map(_unbreakable, column)]) for column in zip_longest(*rows, fillvalue=())]
    needed += [_SLIMMEST] * (count - len(needed))
    size = next((size for most, size in _SIZES if count <= most), _SMALL)
    while _taken(needed, size) > room and size > _SMALLEST:
        size -= 0.5
    leasts = [need * size + 2 * INSET for need in needed]
    widths = _widths([*table["widths"], *[1] * count][:count], room, leasts)
    loose = tuple(_is_long(row) and _height(row, widths, size) > _HALF_PAGE for row in table["rows"])
    return Setting(size, widths, loose, overflows=_taken(needed, size) > room)


def _unbreakable(cell: Sequence[Any]) -> float:
    """Ems of the widest piece of a cell that no line can be broken in."""
    return max(map(_widest, _texts(cell)), default=0.0)


@lru_cache(maxsize=10_000)
def _widest(text: str) -> float:
    # Cells repeat: 原件1份, 是, the name of a form in every row of a table.
    return max(map(_ems, pieces_in_cell(text)), default=0.0)


def _ems(piece: str) -> float:
    """Width of narrow characters, rather too much than too little."""
    return sum(_EMS.get(character, 1.0) for character in piece)


def _taken(needed: Sequence[float], size: float) -> float:
    return sum(needed) * size + len(needed) * 2 * INSET


def _widths(relative: Sequence[int], room: float, leasts: Sequence[float]) -> tuple[float, ...]:
    """The room shared out by the relative widths, none below its least where that is possible."""
    if sum(leasts) >= room:
        return tuple(round(least * room / sum(leasts), 2) for least in leasts)
    shares = [max(width, 1) for width in relative]
    fixed: set[int] = set()
    while True:
        free = [number for number in range(len(shares)) if number not in fixed]
        left = room - sum(leasts[number] for number in fixed)
        unit = left / sum(shares[number] for number in free)
        narrow = {number for number in free if shares[number] * unit < leasts[number]}
        if not narrow:
            return tuple(
                round(leasts[number] if number in fixed else share * unit, 2) for number, share in enumerate(shares)
            )
        fixed |= narrow


def _is_long(row: Sequence[Any]) -> bool:
    """Whether a cell could fill half a page at all: most cannot, and need not be reckoned."""
    return any(sum(map(len, _texts(cell))) > _LINES_OF_HALF_PAGE or len(cell) > _LINES_OF_HALF_PAGE for cell in row)


def _height(row: Sequence[Any], widths: Sequence[float], size: float) -> float:
    """Points a row is tall, reckoned rather too tall than too low."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        per_line = max(1, math.floor((width - 2 * INSET) / size) - 1)
        lines = max(lines, sum(math.ceil(len(text) / per_line) or 1 for text in _texts(cell)))
    return lines * size * _LEADING


def _texts(cell: Sequence[Any]) -> list[str]:
    texts = (line if isinstance(line, str) else line["text"] for line in cell)
    return [part for text in texts for part in text.split("\n")]
