"""Findings as a workbook for the office: who has to put what right, to be filtered, printed and passed on.

One list for all departments, not a sheet each: the clerk filters it, and a department's
own letter is another command. Values are hostile: every cell of data is text and marked
as such (quote prefix), so that nothing becomes a formula, not even when it is edited.
Levels are words in bold, in italics or plain, so that they survive a black and white copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from catalog_tool.findings import Finding, Report, RuleInfo, Severity
from catalog_tool.formats.workbook_writing import BODY, text_workbook
from catalog_tool.reports.findings_counts import Tally, by_department, by_rule, matters_touched, title_of
from catalog_tool.reports.findings_wording import NO_DEPARTMENT, field_words, seen, where

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SUMMARY, LIST = "汇总", "问题清单"
MOST_CHARACTERS = 32_767
MOST_LINKS = 65_530
MOST_ROWS = 1_048_575
"""What Excel holds: UTF-16 units a cell, links a sheet, rows under a heading."""
LONGEST_LINK = 2_000
LONGEST_SHEET = 31
TALLEST = 409
"""Points a row may be high."""
CUT = "……（下略）"


class Column(NamedTuple):
    """A column of the list: its heading and its width in characters."""

    title: str
    width: int


COLUMNS = (
    Column("序号", 7),
    Column("部门", 16),
    Column("级别", 8),
    Column("事项编码", 14),
    Column("事项名称", 20),
    Column("问题", 34),
    Column("怎么改", 32),
    Column("规则", 18),
    Column("位置", 26),
    Column("字段", 16),
)
SUMMARY_WIDTHS = (38, 10, 10, 10, 10, 12, 11, 10)

_STYLES: dict[str, dict[str, Any]] = {
    "text": {"quote_prefix": True},
    "number": {"align": "center"},
    "share": {"align": "center", "num_format": "0.0%"},
    "link": {"quote_prefix": True, "font_color": "#0B4F9E", "underline": 1},
    "head": {"font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#E4E7EB", "bold": True},
    "error": {"bold": True, "align": "center", "bg_color": "#F8D7D3", "font_color": "#7A1210"},
    "warning": {"align": "center", "bg_color": "#FFF1CC"},
    "info": {"italic": True, "align": "center"},
    "title": {"font_name": "黑体", "font_size": 16, "border": 0, "text_wrap": False},
    "chapter": {"font_name": "黑体", "font_size": 12, "border": 0, "text_wrap": False},
    "note": {"quote_prefix": True, "border": 0, "text_wrap": False, "font_color": "#595959"},
    "total": {"bold": True, "bg_color": "#F4F5F7"},
    "total_number": {"bold": True, "align": "center", "bg_color": "#F4F5F7"},
    "total_share": {"bold": True, "align": "center", "bg_color": "#F4F5F7", "num_format": "0.0%"},
}


def write(report: Report, rules: Mapping[str, RuleInfo], *, root: str = "") -> bytes:
    """The workbook's bytes, the same for the same findings.

    `root` leads from the workbook's folder to the working directory ("" for the same,
    "../" from a folder below), because that is where links start from.
    """
    buffer = BytesIO()
    workbook = text_workbook(buffer, "政务服务事项目录检查结果")
    styles = {name: workbook.add_format({**BODY, **style}) for name, style in _STYLES.items()}
    book = _Book(workbook, styles, rules, root)
    findings = sorted(
        report.settled.findings, key=lambda finding: (not finding.department, finding.department, finding.order)
    )
    _Summary(book, report, _first_rows(findings)).fill()
    for number, start in enumerate(range(0, max(len(findings), 1), MOST_ROWS), 1):
        _fill_list(book, LIST if number == 1 else f"{LIST}（{number}）", findings, start)
    workbook.close()
    return buffer.getvalue()


@dataclass(frozen=True)
class _Book:
    workbook: Workbook
    styles: Mapping[str, Format]
    rules: Mapping[str, RuleInfo]
    root: str

    def sheet(self, name: str, widths: Iterable[int]) -> Worksheet:
        """A sheet ready to print: A4, all columns on a page, numbered."""
        sheet = self.workbook.add_worksheet(name)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&L&A&C第 &P 页，共 &N 页")
        return sheet

    def text(self, sheet: Worksheet, row: int, column: int, text: str, style: str = "text") -> None:
        """A cell of text, whatever the text looks like."""
        sheet.write_string(row, column, _fitting(seen(text)), self.styles[style])

    def number(self, sheet: Worksheet, row: int, column: int, number: float, style: str = "number") -> None:
        """A cell to count with."""
        sheet.write_number(row, column, number, self.styles[style])

    def heads(self, sheet: Worksheet, row: int, titles: Sequence[str]) -> None:
        """A row of headings."""
        for column, title in enumerate(titles):
            self.text(sheet, row, column, title, "head")


def _fitting(text: str) -> str:
    """The text, cut to what a cell holds; Excel counts UTF-16 units."""
    if len(text) * 2 <= MOST_CHARACTERS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= MOST_CHARACTERS * 2:
        return text
    return units[: (MOST_CHARACTERS - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def _first_rows(findings: Sequence[Finding]) -> dict[str, int]:
    """Where in the list each department begins; further than one sheet is not linked to."""
    first: dict[str, int] = {}
    for index, finding in enumerate(findings[:MOST_ROWS]):
        first.setdefault(finding.department, index + 1)
    return first


class _Summary:
    """The sheet of counts, filled from top to bottom."""

    def __init__(self, book: _Book, report: Report, first: Mapping[str, int]) -> None:
        self.book = book
        self.report = report
        self.first = first
        self.sheet = book.sheet(SUMMARY, SUMMARY_WIDTHS)
        self.row = 0

    def fill(self) -> None:
        """Everything there is to count."""
        self.sheet.hide_gridlines(2)
        self._head()
        self._departments()
        self._rules()
        self._omitted()

    def _head(self) -> None:
        report, settled = self.report, self.report.settled
        self.sheet.set_row(0, 26)
        self._line("政务服务事项目录检查结果", "title")
        levels = "，".join(f"{severity.label} {settled.count(severity)} 处" for severity in Severity)
        touched = matters_touched(settled.findings)
        self._line(
            f"检查 {report.files} 个文件、{report.matters} 个事项，其中 {touched} 件有问题：{levels}。"
            if settled.findings
            else f"检查 {report.files} 个文件、{report.matters} 个事项，没有发现问题。",
            "note",
        )
        self._line(f"程序：{report.tool}　检查依据：{report.schemas}", "note")

    def _line(self, text: str, style: str) -> None:
        self.book.text(self.sheet, self.row, 0, text, style)
        self.row += 1

    def _chapter(self, title: str, heads: Sequence[str]) -> None:
        self.row += 1
        self.sheet.set_row(self.row, 22)
        self._line(title, "chapter")
        self.book.heads(self.sheet, self.row, heads)
        self.row += 1

    def _departments(self) -> None:
        tallies = by_department(self.report)
        if not tallies:
            return
        self._chapter(
            "按部门", ("部门", *(level.label for level in Severity), "合计", "有问题事项", "检查事项", "占比")
        )
        for tally in tallies:
            self._department(tally, self.report.departments.get(tally.name, 0))
        settled = self.report.settled
        counts = [*(settled.count(severity) for severity in Severity), len(settled.findings)]
        self._row("合计", [*counts, matters_touched(settled.findings)], self.report.matters, "total")

    def _department(self, tally: Tally, matters: int) -> None:
        counts = [*(tally.by_severity[severity] for severity in Severity), tally.total, len(tally.matters)]
        row = self.row
        self._row(tally.name or NO_DEPARTMENT, counts, matters, "")
        if tally.name in self.first:
            target = f"internal:'{LIST}'!A{self.first[tally.name] + 1}"
            shown = _fitting(seen(tally.name or NO_DEPARTMENT))
            self.sheet.write_url(row, 0, target, self.book.styles["link"], shown)

    def _row(self, name: str, counts: Sequence[int], matters: int, total: str) -> None:
        book, row = self.book, self.row
        book.text(self.sheet, row, 0, name, total or "text")
        plain, share = ("total_number", "total_share") if total else ("number", "share")
        for column, count in enumerate(counts, 1):
            book.number(self.sheet, row, column, count, plain)
        if matters:
            book.number(self.sheet, row, len(counts) + 1, matters, plain)
            book.number(self.sheet, row, len(counts) + 2, counts[-1] / matters, share)
        else:
            book.text(self.sheet, row, len(counts) + 1, "", plain)
            book.text(self.sheet, row, len(counts) + 2, "", share)
        self.row += 1

    def _rules(self) -> None:
        tallies = by_rule(self.report)
        if not tallies:
            return
        self._chapter("按规则", ("问题", "级别", "处数", "涉及事项", "涉及部门", "规则", "", ""))
        self.sheet.merge_range(self.row - 1, 5, self.row - 1, 7, "规则", self.book.styles["head"])
        for tally in tallies:
            book, row = self.book, self.row
            book.text(self.sheet, row, 0, title_of(tally.name, book.rules))
            book.text(self.sheet, row, 1, tally.severity.label, tally.severity.value)
            named = tally.departments - {""}
            for column, count in enumerate((tally.total, len(tally.matters), len(named)), 2):
                book.number(self.sheet, row, column, count)
            # Empty first: merge_range would look for formulas in the name.
            self.sheet.merge_range(row, 5, row, 7, "", book.styles["text"])
            book.text(self.sheet, row, 5, tally.name)
            self.row += 1

    def _omitted(self) -> None:
        omitted = self.report.settled.omitted
        if not omitted:
            return
        self._chapter("没有列全的文件（请先改已列出的，再查一次）", ("文件", "处数"))
        for file, count in omitted.items():
            self.book.text(self.sheet, self.row, 0, file)
            self.book.number(self.sheet, self.row, 1, count)
            self.row += 1


def _fill_list(book: _Book, name: str, findings: Sequence[Finding], start: int) -> None:
    sheet = book.sheet(name, (column.width for column in COLUMNS))
    sheet.set_landscape()
    book.heads(sheet, 0, [column.title for column in COLUMNS])
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    here = findings[start : start + MOST_ROWS]
    sheet.autofilter(0, 0, max(len(here), 1), len(COLUMNS) - 1)
    links = 0
    for row, finding in enumerate(here, 1):
        target = _link(finding, book.root) if links < MOST_LINKS else ""
        links += bool(target)
        _fill_row(book, sheet, row, start + row, finding, target)


def _fill_row(book: _Book, sheet: Worksheet, row: int, number: int, finding: Finding, target: str) -> None:
    code, name = finding.matter or ("", "")
    info = book.rules.get(finding.rule)
    texts = (
        str(number),
        finding.department or NO_DEPARTMENT,
        finding.severity.label,
        code,
        name,
        finding.message,
        info.fix if info else "",
        f"{info.title}\n{finding.rule}" if info else finding.rule,
        where(finding, column=False),
        field_words(finding.path),
    )
    sheet.set_row(row, _height(texts))
    for column, text in enumerate(texts):
        if column == 0:
            book.number(sheet, row, column, number)
        elif COLUMNS[column].title == "位置" and target:
            sheet.write_url(row, column, target, book.styles["link"], _fitting(seen(text)))
        else:
            book.text(sheet, row, column, text, finding.severity.value if column == 2 else "text")


def _height(texts: Sequence[str]) -> float:
    """Points that the texts take when wrapped: Excel would find out by itself, LibreOffice would not.

    Half of characters and UTF-8 bytes together is the width: 1 for ASCII, 2 for Chinese.
    """
    lines = 1
    for text, column in zip(texts, COLUMNS, strict=True):
        room = column.width - 1
        widths = ((len(part) + len(part.encode("utf-8", "replace"))) // 2 for part in text[:4_000].split("\n"))
        lines = max(lines, sum(max(-(-width // room), 1) for width in widths))
    return min(lines * 13.5 + 3, TALLEST)


def _link(finding: Finding, root: str) -> str:
    """A relative link to the file, or to a workbook's cell.

    "" where there can be none: standard input, absolute or unspeakable names.

    Chinese stays as it is, which Excel, WPS and LibreOffice all read; what means
    something in an address is escaped here, because XlsxWriter leaves a name alone that
    holds something like %41.
    """
    file = finding.file
    if file in {"", "-"} or file.startswith("/") or ":" in file or seen(file) != file or "\n" in file:
        return ""
    escaped = re.sub(r'[%"# <>\[\]^`{}?]', lambda match: f"%{ord(match.group()):02X}", root + file)
    return f"external:{escaped}{_cell_link(finding)}" if len(escaped) <= LONGEST_LINK else ""


def _cell_link(finding: Finding) -> str:
    """The cell as the end of a link, "" outside workbooks and for sheets that Excel itself would not name so."""
    sheet = finding.sheet
    if not sheet or len(sheet) > LONGEST_SHEET or re.search(r"[\[\]:*?/\\\n\t]", sheet) or seen(sheet) != sheet:
        return ""
    quoted = sheet.replace("'", "''")
    return f"#'{quoted}'!{finding.cell}"
