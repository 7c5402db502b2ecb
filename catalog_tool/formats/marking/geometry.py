"""How large a comment must be for its text, and which cells lie under it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from catalog_tool.formats.grids import LAST_COLUMN, LAST_ROW
from catalog_tool.formats.marking.xml import SheetPart, lines_of

_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b([^>]*)>")
_LINE = 16
"""Pixels a line of 9 points takes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A comment's size in pixels."""

    width: int
    height: int


def box_for(text: str) -> Box:
    """Room for the whole text as far as a screen has it; long texts get wider boxes first."""
    for characters in (36, 60, 90):
        lines = lines_of(text, characters)
        if lines <= 16:
            break
    return Box(characters * 7 + 16, _height(lines))


def _height(lines: int) -> int:
    return max(min(lines, 40), 2) * _LINE + 14


class Cells:
    """Widths and heights of a sheet's columns and rows in pixels."""

    def __init__(self, sheet: SheetPart) -> None:
        form = sheet.root.child("sheetFormatPr")
        default = _number(form.get("defaultColWidth") if form else "", 9.14)
        self._width = _column_pixels(default)
        self._widths: list[tuple[int, int, int]] = []
        self._known: dict[int, int] = {}
        columns = sheet.root.child("cols")
        for node in columns.children if columns else []:
            shut = node.get("hidden") in {"1", "true"}
            width = 0 if shut else _column_pixels(_number(node.get("width"), default))
            self._widths.append((int(_number(node.get("min"), 1)), int(_number(node.get("max"), 0)), width))
        self._height = round(_number(form.get("defaultRowHeight") if form else "", 15) * 4 / 3)
        if form and form.get("zeroHeight") in {"1", "true"}:
            self._height = 0
        self._heights = _heights(sheet.cells)

    def width(self, column: int) -> int:
        """Pixels of a column, from 1."""
        if column not in self._known:
            widths = (width for first, last, width in self._widths if first <= column <= last)
            self._known[column] = next(widths, self._width)
        return self._known[column]

    def height(self, row: int) -> int:
        """Pixels of a row, from 1."""
        return self._heights.get(row, self._height)

    def anchor(self, row: int, column: int, box: Box) -> str:
        """Where a comment's box lies: right of its cell, a little above, or left where the sheet ends."""
        left = column + 1 if column < LAST_COLUMN - 20 else LAST_COLUMN - 25
        top = max(row - 1, 1) if row < LAST_ROW - 60 else LAST_ROW - 65
        right, across = self._reach(left, 15 + box.width, LAST_COLUMN, self.width)
        bottom, down = self._reach(top, 4 + box.height, LAST_ROW, self.height)
        return f"{left - 1}, 15, {top - 1}, 4, {right - 1}, {across}, {bottom - 1}, {down}"

    def taller(self, anchor: str, text: str) -> str:
        """An anchor, let down so far at least that the text has room in its width."""
        left, x, top, y, right, across, bottom, down = (int(word) for word in anchor.split(","))
        width = sum(self.width(column) for column in range(left + 1, min(right, left + 200) + 1)) - x + across
        height = _height(lines_of(text, max(width - 16, 70) // 7))
        below, rest = self._reach(top + 1, y + height, LAST_ROW, self.height)
        bottom, down = max((bottom, down), (below - 1, rest))
        return f"{left}, {x}, {top}, {y}, {right}, {across}, {bottom}, {down}"

    @staticmethod
    def _reach(start: int, pixels: int, last: int, size: Callable[[int], int]) -> tuple[int, int]:
        at = start
        # Hidden rows are passed over, but not all of a filtered sheet.
        while at < min(start + 200, last) and pixels >= size(at):
            pixels -= size(at)
            at += 1
        return at, max(min(pixels, size(at)), 0)


def _heights(cells: bytes) -> dict[int, int]:
    heights: dict[int, int] = {}
    row = 0
    for found in _ROW.finditer(cells):
        tag = found[1]
        number = re.search(rb"""\br=["'](\d+)""", tag)
        row = int(number[1]) if number else row + 1
        if b"hidden" in tag and re.search(rb"""\bhidden=["'](1|true)""", tag):
            heights[row] = 0
        elif b"ht=" in tag and (height := re.search(rb"""\bht=["']([\d.]+)""", tag)):
            heights[row] = round(_number(height[1].decode(), 15) * 4 / 3)
    return heights


def _column_pixels(width: float) -> int:
    return round(width * 7)


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default
