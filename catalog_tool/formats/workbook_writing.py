"""Sheets of cells become a workbook that a clerk can fill in: .xlsx by XlsxWriter.

Every cell of text is text and marked as such, and so is every cell still empty, so that
a code keeps its zeros and what begins with = + - @ never becomes a formula, not even
when it is edited. What must be filled in is marked by a star, bold type and a darker
head, which a black and white copy keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from catalog_tool.findings import CannotRun
from catalog_tool.formats.grids import LAST_ROW

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CHOICES = "选项"
"""The hidden sheet of the values there are to choose from."""
_INLINE = 250
"""UTF-16 units of a list that may stand in the rule of a cell itself; Excel allows 255."""
_A4, _A3 = 9, 8
_PAGE, _WIDE_PAGE = 260, 400
"""Characters of columns that may be shrunk to the width of a page, A4 or A3, and still be read."""
_TALLEST = 150
"""Points a row may be high: of a long text the beginning is seen, and the rows below it too."""
_FURTHER = 2_000
"""Rows below the filled ones that are ready to be filled: lists to choose from reach so far."""

BODY: dict[str, Any] = {
    "font_name": "宋体",
    "font_size": 10,
    "text_wrap": True,
    "valign": "top",
    "border": 1,
    "border_color": "#A6A6A6",
}
"""How a cell looks in every workbook made here."""
_HEAD: dict[str, Any] = {**BODY, "font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#EEF0F2"}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {**BODY, "num_format": "@", "quote_prefix": True},
    "number": {**BODY, "num_format": "0", "align": "center"},
    "head": {**_HEAD, "num_format": "@"},
    "required": {**_HEAD, "num_format": "@", "bold": True, "bg_color": "#C9CFD6"},
    "told": {**BODY, "num_format": "@", "quote_prefix": True, "font_color": "#595959"},
    "blank": {**BODY, "num_format": "@", "border_color": "#D9D9D9"},
    "blank_number": {**BODY, "num_format": "0", "align": "center", "border_color": "#D9D9D9"},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Values there are to choose from; `several` says that a cell may hold more than one, a line each."""

    values: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its name, the note on it, the column's width in characters, what may be chosen.

    `number` marks a column to count with, `told` one that is there to be read only.
    """

    name: str
    note: str = ""
    width: int = 14
    required: bool = False
    choice: Choice | None = None
    number: bool = False
    told: bool = False


@dataclass(slots=True)
class SheetOut:
    """A sheet to write: heads, rows below them, how many columns stay in sight, rules of single cells.

    `cell_choices` are choices by row (from 0, below the heads) and column, for sheets
    that have a field a row; `starred` are rows whose first cell is marked as required.
    """

    name: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[str | int | None]]
    frozen: int = 0
    cell_choices: dict[tuple[int, int], Choice] = field(default_factory=dict)
    starred: frozenset[int] = frozenset()


def text_workbook(buffer: BytesIO, title: str, *, by_disk: bool = False) -> Workbook:
    """A new workbook in which a text is a text, whatever it looks like; the same bytes for the same cells.

    With `by_disk` each row goes to a temporary file when the next one is begun: rows must
    be written in order, and a million of them do not stand in memory.
    """
    from xlsxwriter import Workbook

    workbook = Workbook(
        buffer,
        {
            "in_memory": not by_disk,
            "constant_memory": by_disk,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "宋体", "font_size": 10},
        },
    )
    # A clock in the properties would give other bytes each time.
    workbook.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    return workbook


def write_workbook(sheets: Sequence[SheetOut], title: str) -> bytes:
    """The workbook's bytes, the same for the same sheets; CannotRun where a sheet has more rows than Excel."""
    for sheet in sheets:
        if len(sheet.rows) + 1 > LAST_ROW:
            counts = f"“{sheet.name}”有 {len(sheet.rows)} 行，一张工作表最多 {LAST_ROW - 1} 行"
            raise CannotRun(f"{counts}。请按部门分成几个目录再导出。")
    buffer = BytesIO()
    workbook = text_workbook(buffer, title)
    write_sheets(workbook, sheets)
    workbook.close()
    return buffer.getvalue()


def write_sheets(workbook: Workbook, sheets: Sequence[SheetOut]) -> None:
    """Sheets to fill in, at the end of a workbook that may hold others."""
    writer = _Writer(workbook)
    for sheet in sheets:
        writer.sheet(sheet)
    writer.choices()


def lines_high(text: str, room: int) -> int:
    """How many lines a text takes when it is wrapped, far enough to know how high its row is."""
    parts = text[:2_000].split("\n")
    # Half of characters and UTF-8 bytes together is the width: 1 for ASCII, 2 for Chinese.
    widths = ((len(part) + len(part.encode("utf-8", "replace"))) // 2 for part in parts)
    return sum(max(-(-width // room), 1) for width in widths)


class _Writer:
    """Writes sheets into one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._styles: dict[str, Format] = {name: workbook.add_format(style) for name, style in _STYLES.items()}
        self._lists: dict[tuple[str, ...], int] = {}

    def sheet(self, out: SheetOut) -> None:
        """A sheet ready to fill in and to print: A4 across, heads repeated on each page."""
        sheet = self._workbook.add_worksheet(out.name)
        sheet.set_landscape()
        wide = sum(head.width for head in out.heads)
        sheet.set_paper(_A4 if wide <= _PAGE else _A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&C第 &P 页，共 &N 页")
        sheet.repeat_rows(0)
        if out.frozen:
            sheet.repeat_columns(0, out.frozen - 1)
        if wide <= _WIDE_PAGE:
            sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(1, out.frozen)
        sheet.set_row(0, 32)
        sheet.set_comments_author("catalog-tool")
        for index, head in enumerate(out.heads):
            self._head(sheet, index, head)
        last = len(out.rows)
        if last and out.heads:
            sheet.autofilter(0, 0, last, len(out.heads) - 1)
        self._cells(sheet, out)
        for (row, column), choice in out.cell_choices.items():
            self._rule(sheet, (row + 1, column, row + 1, column), choice)
        for index, head in enumerate(out.heads):
            if head.choice is not None:
                self._rule(sheet, (1, index, min(last + _FURTHER, LAST_ROW - 1), index), head.choice)

    def _head(self, sheet: Worksheet, index: int, head: Head) -> None:
        # The format of the column is that of cells still empty.
        sheet.set_column(index, index, head.width, self._styles["blank_number" if head.number else "blank"])
        name = f"{head.name}*" if head.required else head.name
        sheet.write_string(0, index, name, self._styles["required" if head.required else "head"])
        if head.note:
            lines = sum(max(-(-len(line) // 20), 1) for line in head.note.split("\n"))
            size = {"width": 300, "height": min(22 + 19 * lines, 600)}
            sheet.write_comment(0, index, head.note, {**size, "font_size": 10, "color": "#FFFFE1"})

    def _cells(self, sheet: Worksheet, out: SheetOut) -> None:
        text, number, told = (self._styles[name] for name in ("text", "number", "told"))
        formats = [told if head.told else text for head in out.heads]
        # A Chinese character is two wide: what is shorter than half the column takes one line.
        rooms = [(head.width - 1) // 2 for head in out.heads]
        write_string, write_number = sheet.write_string, sheet.write_number
        for at, row in enumerate(out.rows, 1):
            lines = 1
            for index, cell in enumerate(row):
                if type(cell) is str:
                    write_string(at, index, cell, formats[index])
                    if len(cell) > rooms[index] or "\n" in cell:
                        lines = max(lines, lines_high(cell, out.heads[index].width - 1))
                elif cell is not None:
                    write_number(at, index, cell, number)
            if lines > 1:
                # Excel would find the height by itself, LibreOffice would not.
                sheet.set_row(at, min(lines * 13.5 + 2, _TALLEST))
        for at in out.starred:
            sheet.write_string(at + 1, 0, f"{out.rows[at][0]}*", self._styles["required"])

    def _rule(self, sheet: Worksheet, span: tuple[int, int, int, int], choice: Choice) -> None:
        """A list to choose from. Where several may stand in a cell it only offers, since it knows single values."""
        several = choice.several
        sheet.data_validation(
            *span,
            {
                "validate": "list",
                "source": self._source(choice.values),
                "show_error": not several,
                "error_title": "不在可填的内容里",
                "error_message": "请从下拉列表里选一项。",
                **({"input_title": "可填几项", "input_message": "一行一项，换行按 Alt+Enter。"} if several else {}),
            },
        )

    def _source(self, values: tuple[str, ...]) -> list[str] | str:
        if len(",".join(values).encode("utf-16-le")) <= _INLINE * 2 and not any("," in value for value in values):
            return list(values)
        column = self._lists.setdefault(values, len(self._lists))
        from xlsxwriter.utility import xl_col_to_name

        name = xl_col_to_name(column, col_abs=True)
        return f"='{CHOICES}'!{name}$1:{name}${len(values)}"

    def choices(self) -> None:
        """The sheet of long lists, which nobody needs to see."""
        if not self._lists:
            return
        sheet = self._workbook.add_worksheet(CHOICES)
        for values, column in self._lists.items():
            for row, value in enumerate(values):
                sheet.write_string(row, column, value, self._styles["text"])
        sheet.hide()
