"""Papers that are filled in by hand: boxes to tick, lines to write on, tables with room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catalog_tool.handbook.book import Cell, Fields, Line, Table
from catalog_tool.handbook.drafting import Blocks, Column

BOX = "□"
LINE = "＿" * 8
SHORT = "＿" * 4
DATE = f"{SHORT}年＿＿月＿＿日"
NUMBER = f"{SHORT}〔{SHORT}〕{SHORT}号"
"""The number of a paper: 机关代字、年份、序号 (GB/T 9704)."""
GAP = "　"


def ticks(texts: Iterable[str]) -> str:
    """Boxes side by side: □ 齐全　□ 不齐全."""
    return GAP.join(f"{BOX} {text}" for text in texts)


def ticked(texts: Iterable[str]) -> Cell:
    """Boxes one below the other."""
    return tuple(f"{BOX} {text}" for text in texts)


def sheet(*pairs: tuple[str, str | Cell]) -> Blocks:
    """Labels with what is known, and a line to write on where nothing is (an empty text)."""
    cells: list[tuple[str, Cell]] = []
    for label, value in pairs:
        cell: tuple[Line, ...] = (value,) if isinstance(value, str) and value else tuple(value)
        cells.append((label, cell or (LINE,)))
    return (Fields(tuple(cells)),)


def grid(columns: Sequence[Column], rows: Iterable[Sequence[Cell | str]], *, name_column: int = 1) -> Blocks:
    """A ruled table whose empty cells stay empty, for a pen; unlike `ruled` it keeps empty columns."""
    filled = tuple(tuple((cell,) if isinstance(cell, str) and cell else tuple(cell) for cell in row) for row in rows)
    if not filled:
        return ()
    heads = tuple(column.title for column in columns)
    return (Table(heads, filled, tuple(column.width for column in columns), name_column, blank=""),)
