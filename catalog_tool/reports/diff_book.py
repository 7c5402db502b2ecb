"""How the sheets of a comparison are laid out: heads that stay, filters, text that stays text, print.

Rows are written from top to bottom and each once, so that a big workbook can be
written to disk as it goes. What a colour says, bold or italic type, a pattern or the
word says too: most are printed in black and white.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from catalog_tool.formats.marking.xml import fitting
from catalog_tool.formats.workbook_writing import BODY, lines_high
from catalog_tool.reports.findings_wording import seen

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its heads."""
A3, A4 = 8, 9
_PAGE = {A3: 400, A4: 260}
"""Characters of columns that may be shrunk to the width of a page and still be read."""
_TALLEST = 150
"""Points a row may be high: of a long text the beginning is seen, and the rows below it too."""
_DOTS, _STRIPES, _SPARSE = 17, 14, 18
"""Excel's patterns: an eighth grey, thin rising stripes, a sixteenth grey."""

_HEAD: dict[str, Any] = {
    "font_name": "黑体",
    "align": "center",
    "valign": "vcenter",
    "bold": True,
    "bg_color": "#E4E7EB",
}
_CELL: dict[str, Any] = {"align": "center", "valign": "vcenter", "quote_prefix": True, "num_format": "@"}
STYLES: dict[str, dict[str, Any]] = {
    "text": {"quote_prefix": True, "num_format": "@"},
    "number": {"align": "center", "num_format": "0"},
    "middle": {"align": "center", "num_format": "0.0"},
    "head": _HEAD,
    "title": {"font_name": "黑体", "font_size": 16, "border": 0, "text_wrap": False},
    "chapter": {"font_name": "黑体", "font_size": 12, "border": 0, "text_wrap": False},
    "note": {"quote_prefix": True, "border": 0, "text_wrap": False, "font_color": "#404040"},
    "violation": {"bold": True, "align": "center", "bg_color": "#F8D7D3", "font_color": "#7A1210"},
    "report": {"italic": True, "align": "center", "bg_color": "#FFF1CC"},
    "allowed": {"align": "center"},
    "cell-fine": {**_CELL, "font_color": "#1E6B34"},
    "cell-none": {**_CELL, "font_color": "#8C8C8C"},
    "cell-missing": {**_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": "#8E1B16"},
    "cell-differs": {**_CELL, "bold": True, "pattern": _SPARSE, "fg_color": "#C0392B", "bg_color": "#FBE3E0"},
    "cell-level": {**_CELL, "bold": True, "italic": True, "pattern": _STRIPES, "fg_color": "#D9A0A0",
                   "bg_color": "#FBE3E0"},
    "cell-outside": {**_CELL, "bold": True, "underline": 1, "pattern": _DOTS, "fg_color": "#C58A00",
                     "bg_color": "#FFE9B8"},
    "cell-name": {**_CELL, "italic": True, "bg_color": "#FFF6D6"},
}  # fmt: skip


class Column(NamedTuple):
    """A column's heading and its width in characters."""

    title: str
    width: int


Cell = str | int | float
Styled = tuple[str, str]
"""A text and the style it is written in."""


@dataclass
class DiffBook:
    """A workbook of a comparison, filled sheet by sheet."""

    workbook: Workbook
    styles: Mapping[str, Format]
    left_out: dict[str, int] = field(default_factory=dict)
    """By sheet, how many rows there were too many."""

    def sheet(self, name: str, widths: Iterable[int], *, paper: int = A4) -> Worksheet:
        """An empty sheet that prints across the page, numbered, all columns on it where they can still be read."""
        sheet = self.workbook.add_worksheet(name)
        widths = list(widths)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&C第 &P 页，共 &N 页")
        if sum(widths) <= _PAGE[paper]:
            sheet.fit_to_pages(1, 0)
        return sheet

    def table(
        self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell | Styled]], *, frozen: int = 0,
        paper: int = A4,
    ) -> None:  # fmt: skip
        """A sheet that is one table: heads and `frozen` columns stay in sight, a filter on each head.

        What is more than a sheet holds is left out and counted.
        """
        sheet = self.sheet(name, (column.width for column in columns), paper=paper)
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        if frozen:
            sheet.repeat_columns(0, frozen - 1)
        titles = [column.title for column in columns]
        sheet.set_row(0, min(max(lines_high(seen(c.title), c.width - 1) for c in columns) * 13.5 + 12, _TALLEST))
        self.row(sheet, 0, [(title, "head") for title in titles])
        # A Chinese character is two wide: what is shorter than half the column takes one line.
        rooms = [(column.width - 1) // 2 for column in columns]
        last = 0
        for number, row in enumerate(rows, 1):
            last = number
            if number > MOST_ROWS:
                continue
            self._height(sheet, number, row, rooms)
            self.row(sheet, number, row)
        sheet.autofilter(0, 0, max(min(last, MOST_ROWS), 1), len(columns) - 1)
        if last > MOST_ROWS:
            self.left_out[name] = last - MOST_ROWS

    def row(self, sheet: Worksheet, at: int, cells: Sequence[Cell | Styled]) -> None:
        """One row: texts as text, whatever they look like, numbers to count with."""
        styles = self.styles
        for index, cell in enumerate(cells):
            kind = type(cell)
            if kind is str:
                sheet.write_string(at, index, _safe(cell), styles["text"])
            elif isinstance(cell, tuple):
                sheet.write_string(at, index, _safe(cell[0]), styles[cell[1]])
            else:
                sheet.write_number(at, index, cell, styles["number" if kind is int else "middle"])

    def _height(self, sheet: Worksheet, at: int, row: Sequence[Cell | Styled], rooms: Sequence[int]) -> None:
        """Excel would find the height by itself, LibreOffice would not."""
        lines = 1
        for cell, room in zip(row, rooms, strict=True):
            text = cell[0] if isinstance(cell, tuple) else cell
            if type(text) is str and (len(text) > room or "\n" in text):
                lines = max(lines, lines_high(text, room * 2))
        if lines > 1:
            sheet.set_row(at, min(lines * 13.5 + 2, _TALLEST))


def formats(workbook: Workbook) -> dict[str, Format]:
    """The styles of every sheet, made once."""
    return {name: workbook.add_format({**BODY, **style}) for name, style in STYLES.items()}


def _safe(text: Any) -> str:
    return fitting(seen(text))
