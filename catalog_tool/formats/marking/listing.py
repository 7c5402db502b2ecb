"""A sheet of our own at the front of a workbook: a list to filter, to print and to jump from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalog_tool.formats.marking.styles import Styles
from catalog_tool.formats.marking.xml import (
    DECLARATION,
    MAIN,
    escaped,
    fitting,
    in_cell,
    lines_of,
    sheet_reference,
    shown,
)
from catalog_tool.model import cell_name, column_letters

MOST_LINKS = 65_530
MOST_ROWS = 1_048_574
"""Rows under a title and headings."""
LONGEST_NAME = 31
TALLEST = 409
LEVELS = {"错误": "error", "未导入": "error", "警告": "warning", "提示": "hint"}
"""Words for levels and the look they have; other labels look like hints."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of the workbook, row and column from 1."""

    text: str
    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet added at the front: `widths` in characters, a row as long as the headings."""

    name: str
    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str | int | Link]]


def parts_of(listings: Iterable[Listing], most: int = MOST_ROWS) -> list[Listing]:
    """The listings, in several sheets where one does not hold the rows."""
    return [
        Listing(listing.name, listing.title, listing.headings, listing.widths, listing.rows[start : start + most])
        for listing in listings
        for start in range(0, max(len(listing.rows), 1), most)
    ]


def free_name(wanted: str, taken: set[str]) -> str:
    """A name Excel accepts for a sheet, numbered if another has it; noted in `taken`."""
    clean = re.sub(r"[\[\]:*?/\\\n\t]", " ", shown(wanted)).strip().strip("'") or "清单"
    if clean.casefold() == "history":
        clean += "_"
    number = 1
    while True:
        tail = f"（{number}）" if number > 1 else ""
        name = _cut(clean, LONGEST_NAME - len(tail)) + tail
        if folded(name) not in taken:
            taken.add(folded(name))
            return name
        number += 1


def folded(name: str) -> str:
    """A sheet's name as Excel compares it, rather more alike than less."""
    return unicodedata.normalize("NFKC", name).casefold()


def _cut(text: str, most: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: most * 2].decode("utf-16-le", "ignore").rstrip().rstrip("'")


def sheet_xml(listing: Listing, styles: Styles, target: Callable[[str], str | None], *, first: bool) -> bytes:
    """The sheet; `target` gives the name in this workbook of a sheet that has cells, None for others."""
    return _Sheet(listing, styles, target).xml(first=first)


class _Sheet:
    def __init__(self, listing: Listing, styles: Styles, target: Callable[[str], str | None]) -> None:
        self.listing = listing
        self.target = target
        self.looks = {
            name: styles.cell(name) for name in ("text", "number", "link", "head", "title", "error", "warning", "hint")
        }
        self.links: list[str] = []

    def xml(self, *, first: bool) -> bytes:
        listing = self.listing
        wide = max(len(listing.headings), 1)
        last = column_letters(wide)
        bottom = len(listing.rows) + 2
        rows = [
            f'<row r="1" ht="28" customHeight="1">{self._text(1, 1, listing.title, "title")}</row>',
            self._row(2, listing.headings, "head"),
            *(self._row(number, row, "") for number, row in enumerate(listing.rows, 3)),
        ]
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width + 0.7}" customWidth="1"/>'
            for number, width in enumerate(self._widths(), 1)
        )
        links = f"<hyperlinks>{''.join(self.links)}</hyperlinks>" if self.links else ""
        selected = ' tabSelected="1"' if first else ""
        return (
            DECLARATION
            + (
                f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
                f'<dimension ref="A1:{last}{bottom}"/><sheetViews><sheetView showGridLines="0"{selected} '
                'workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>'
                '<selection pane="bottomLeft" activeCell="A3" sqref="A3"/></sheetView></sheetViews>'
                f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
                f'<autoFilter ref="A2:{last}{max(bottom, 3)}"/>{links}'
                '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
                '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
                "<headerFooter><oddFooter>&amp;L&amp;A&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
                # A code of digits kept as text is no mistake to be pointed at.
                f'<ignoredErrors><ignoredError sqref="A1:{last}{max(bottom, 3)}" numberStoredAsText="1"/>'
                "</ignoredErrors></worksheet>"
            ).encode()
        )

    def _widths(self) -> list[int]:
        widths = list(self.listing.widths)[: len(self.listing.headings)]
        return [min(max(width, 2), 250) for width in widths] + [12] * max(len(self.listing.headings) - len(widths), 0)

    def _row(self, number: int, cells: Sequence[str | int | Link], look: str) -> str:
        parts = []
        lines = 1
        for column, (cell, width) in enumerate(zip(cells, self._widths(), strict=False), 1):
            if isinstance(cell, int) and abs(cell) < 10**15:
                parts.append(f'<c r="{cell_name(number, column)}" s="{self.looks["number"]}"><v>{int(cell)}</v></c>')
                continue
            text = cell.text if isinstance(cell, Link) else str(cell)
            lines = max(lines, lines_of(text, width - 1))
            kind = look or LEVELS.get(text, "text")
            if isinstance(cell, Link) and self._leads(number, column, cell):
                kind = "link"
            parts.append(self._text(number, column, text, kind))
        height = 22 if look == "head" and lines == 1 else min(lines * 13.5 + 4, TALLEST)
        return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(parts)}</row>'

    def _leads(self, number: int, column: int, link: Link) -> bool:
        sheet = self.target(link.sheet)
        if sheet is None or link.row < 1 or link.column < 1 or len(self.links) >= MOST_LINKS:
            return False
        where = sheet_reference(sheet, cell_name(link.row, link.column))
        self.links.append(f'<hyperlink ref="{cell_name(number, column)}" location="{escaped(where)}"/>')
        return True

    def _text(self, number: int, column: int, text: str, look: str) -> str:
        content = in_cell(fitting(shown(text)))
        place = cell_name(number, column)
        return f'<c r="{place}" s="{self.looks[look]}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'
