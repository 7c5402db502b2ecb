"""What a sheet's XML holds, found before any reader builds a table of it.

A reader lays a sheet out as one dense table up to its last cell: a file of 900 bytes
with content in A1 and XFD1048576 would ask for 400 GB and the process would die. So
the extent is taken from the XML first. Sheets as the usual programs write them are
searched with regular expressions, a tenth of a second for 600,000 cells; whatever
looks different (prefixes, cells without address, comments …) is parsed in full.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from catalog_tool.formats.grids import LAST_COLUMN, LAST_ROW
from catalog_tool.model import column_letters

# A cell as Excel, WPS, LibreOffice, POI and openpyxl write it begins with its address.
_UNUSUAL_CELL = re.compile(rb'<c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}")[\s/>]')
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
# Beyond column CZ or row 99,999; most sheets have no such cell and need no more than this search.
_FAR_CELL = re.compile(rb'<c r="(?![A-C]?[A-Z][0-9]{1,5}")')
_ADDRESS = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?:[^<>]*[^/<>])?>')
_ADDRESS_TEXT = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
_ERROR_CELL = re.compile(rb"""(<(?:[\w.-]+:)?c\s(?:[^<>]*?\s)?t\s*=\s*)(?:"e"|'e')""")
_FORMULA_CELL = re.compile(
    rb"<(?:[\w.-]+:)?c(\s[^<>]*)?>\s*<(?:[\w.-]+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</[^<>]*>)"
    rb"\s*(<(?:[\w.-]+:)?v\s*/>|<(?:[\w.-]+:)?v>\s*</[^<>]*>)?\s*(</)?"
)
_MERGED = re.compile(
    rb"""<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})["']"""
)
_TEXT_REFERENCE = re.compile(rb"""t="s"[^<>]*>\s*<v>([0-9]{1,9})</v>""")


class BadSheet(Exception):
    """The XML is broken or a cell stands where no sheet has one."""


@dataclass(slots=True)
class SheetFacts:
    """The last row and column with content (from 1), and how many formulas; `unread` have no value.

    `odd` says that the sheet was not written the usual way.
    """

    last_row: int
    last_column: int
    formulas: int = 0
    unread: int = 0
    odd: bool = False

    @property
    def area(self) -> int:
        """How many cells a dense table up to the last one has."""
        return self.last_row * self.last_column

    @property
    def last_address(self) -> str:
        """The corner as a person knows it: XFD1048576."""
        return f"{column_letters(self.last_column)}{self.last_row}"


def column_number(letters: str) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def sheet_facts(xml: bytes, most: int) -> SheetFacts:
    """Look a sheet over; `most` is the area above which every cell is looked at. Raises BadSheet."""
    odd = b"<!" in xml or b"\0" in xml or bool(_UNUSUAL_CELL.search(xml)) or bool(_PREFIXED_CELL.search(xml))
    if odd:
        facts = _parsed_extent(xml)
    elif _FAR_CELL.search(xml) is None:
        facts = SheetFacts(99_999, 104)
        if facts.area <= most:
            facts = SheetFacts(0, 0)
    else:
        facts = _found_extent(xml)
    if facts.area > most:
        # Blank cells with a format only, and the coarse bound above, count for nothing.
        facts = _parsed_extent(xml)
    facts.odd = odd
    # Behind the cells stand the formulas of lists and formats, which are none of a cell.
    if xml.find(b"<f", 0, xml.rfind(b"sheetData")) >= 0 or (odd and (b":f" in xml or b"<f" in xml)):
        facts.formulas, facts.unread = _formulas(xml)
    return facts


def _found_extent(xml: bytes) -> SheetFacts:
    found = _ADDRESS.findall(xml)
    rows = max((int(row) for _, row in found), default=0)
    columns = max((column_number(letters.decode()) for letters in {letters for letters, _ in found}), default=0)
    if rows > LAST_ROW or columns > LAST_COLUMN:
        raise BadSheet
    return SheetFacts(rows, columns)


def _parsed_extent(xml: bytes) -> SheetFacts:
    """The extent of cells that have something in them, by a whole parse; positions count on where none is given."""
    row = lowest = cell_row = column = last_row = last_column = 0
    inside = False

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, lowest, cell_row, column, last_row, last_column, inside
        name = name.partition(":")[2] or name
        if name == "row":
            row, column = _row_number(attributes.get("r"), row), 0
            lowest = max(lowest, row)
        elif name == "c":
            inside = True
            column += 1
            # An address moves the next cells' column but not their row, as far as is known:
            # where none is given, the lowest row seen is the one that is safe to assume.
            cell_row = lowest
            if "r" in attributes:
                address = _ADDRESS_TEXT.match(attributes["r"])
                if address is None:
                    raise BadSheet
                column, cell_row = column_number(address[1]), int(address[2])
                lowest = max(lowest, cell_row)
            if not 0 < cell_row <= LAST_ROW or column > LAST_COLUMN:
                raise BadSheet
        elif inside and name in ("v", "is", "f", "t"):
            last_row, last_column = max(last_row, cell_row), max(last_column, column)

    def ends(name: str) -> None:
        nonlocal inside
        if (name.partition(":")[2] or name) == "c":
            inside = False

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise BadSheet from error
    return SheetFacts(last_row, last_column)


def _row_number(written: str | None, before: int) -> int:
    if written is None:
        return before + 1
    if not re.fullmatch(r"[0-9]{1,7}", written) or int(written) == 0:
        raise BadSheet
    return int(written)


def _formulas(xml: bytes) -> tuple[int, int]:
    """How many cells have a formula, and how many of those no value that was saved with it."""
    formulas = unread = 0
    for cell in _FORMULA_CELL.finditer(xml):
        formulas += 1
        attributes, blank, closed = cell.groups()
        # A formula whose value is the empty text is written with t="str".
        if closed and not (blank and re.search(rb"\bt\s*=\s*[\"']str", attributes or b"")):
            unread += 1
    return formulas, unread


def errors_as_text(xml: bytes) -> bytes:
    """The sheet with #N/A and the like as text: readers drop them or fail on the newer ones."""
    if b'"e"' in xml or b"'e'" in xml:
        return _ERROR_CELL.sub(rb'\1"str"', xml)
    return xml


def merged_ranges(xml: bytes) -> tuple[tuple[int, int, int, int], ...]:
    """The merged ranges a sheet declares, from 1, in its order; they stand behind the cells."""
    behind = max(xml.rfind(b"sheetData>"), xml.rfind(b"sheetData/>"), 0)
    return tuple(
        (int(top), column_number(left.decode()), int(bottom), column_number(right.decode()))
        for left, top, right, bottom in _MERGED.findall(xml, behind)
    )


def text_references(xml: bytes) -> list[int]:
    """Which shared texts the cells name, one number a cell."""
    return [int(number) for number in _TEXT_REFERENCE.findall(xml)]
