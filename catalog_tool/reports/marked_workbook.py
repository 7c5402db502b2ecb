"""A check or an import written into a copy of the workbook it was about.

Each faulty cell has its remark, a missing value at its blank cell; a sheet in front lists
them all and leads to each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog_tool.findings import Finding, Report, RuleInfo, Severity
from catalog_tool.formats.grids import Book
from catalog_tool.formats.marking import Link, Listing, Mark, Marked, marked
from catalog_tool.formats.refusals import Refusal
from catalog_tool.model import cell_name
from catalog_tool.reports.findings_wording import NO_DEPARTMENT, cell_words, field_words
from catalog_tool.workbooks.headers import FINDINGS_SHEET, REFUSED_SHEET

NOT_IMPORTED = "未导入"


def checked_copy(
    report: Report, rules: Mapping[str, RuleInfo], data: bytes, book: Book, names: Mapping[int, tuple[str, str]]
) -> Marked:
    """A copy of the one workbook that a report is about, with its findings.

    `names` are code and name of each document by its number: findings name matters only.
    """
    findings = report.settled.findings
    marks = [_mark(finding, rules.get(finding.rule)) for finding in findings if finding.sheet]
    counts = "，".join(f"{severity.label} {report.settled.count(severity)} 处" for severity in Severity)
    omitted = sum(report.settled.omitted.values())
    more = f"（另有 {omitted} 处没有列出，请先改已列出的）" if omitted else ""
    listing = Listing(
        FINDINGS_SHEET,
        f"检查 {report.matters} 个事项：{counts}{more}" if findings else f"检查 {report.matters} 个事项，没有发现问题",
        ("序号", "级别", "位置", "编码", "名称", "部门", "问题", "怎么改", "规则"),
        (6, 7, 18, 15, 22, 18, 40, 36, 20),
        [_row(number, finding, rules.get(finding.rule), names) for number, finding in enumerate(findings, 1)],
    )
    return marked(data, book, marks, [listing])


def _mark(finding: Finding, info: RuleInfo | None) -> Mark:
    fix = f"\n怎么改：{info.fix}" if info and info.fix else ""
    field = field_words(finding.path)
    text = f"{f'〔{field}〕' if field else ''}{finding.message}{fix}"
    return Mark(finding.sheet, finding.line, finding.column, text, finding.severity.label)


def _row(
    number: int, finding: Finding, info: RuleInfo | None, names: Mapping[int, tuple[str, str]]
) -> list[str | int | Link]:
    in_document = finding.sheet and finding.path
    code, name = finding.matter or (names.get(finding.document, ("", "")) if in_document else ("", ""))
    words = cell_words(finding)
    place = Link(words, finding.sheet, finding.line, finding.column) if finding.sheet else finding.file
    title = f"{info.title}\n{finding.rule}" if info else finding.rule
    department = finding.department or NO_DEPARTMENT
    fix = info.fix if info else ""
    return [number, finding.severity.label, place, code, name, department, finding.message, fix, title]


_MOST_TOLD = 2_000
"""Characters of a refused row that the list repeats: thousands of refusals may stand in one endless row."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that stayed out: where it begins, whose it is, why, cell by cell."""

    sheet: str
    row: int
    column: int
    code: str
    name: str
    why: Sequence[Refusal]


def refused_copy(rows: Iterable[RefusedRow], data: bytes, book: Book) -> Marked:
    """A copy of the workbook with the reasons in the cells and a sheet of the rows that were not taken."""
    marks: list[Mark] = []
    listed: list[list[str | int | Link]] = []
    grids = {grid.name: grid for grid in book.grids}
    for refused in rows:
        inner: dict[tuple[str, int, int], list[str]] = {}
        for refusal in refused.why:
            place = refusal.place
            sentence = refusal.rule.message.format_map(refusal.args)
            inner.setdefault((place.sheet, place.line, place.column), []).append(sentence)
        if (refused.sheet, refused.row, refused.column) not in inner:
            whole = "这一件里有读不出的内容，整件没有导入；各处原因见有批注的单元格"
            inner[refused.sheet, refused.row, refused.column] = [whole]
        for (sheet, row, column), sentences in inner.items():
            marks.append(Mark(sheet, row, column, "\n".join(sentences), NOT_IMPORTED))
            grid = grids.get(sheet)
            contents = _contents(grid.rows[row - 1]) if grid is not None and 0 < row <= len(grid.rows) else ""
            link = Link(f"{sheet}!{cell_name(row, column)}" if sheet else cell_name(row, column), sheet, row, column)
            listed.append([len(listed) + 1, link, refused.code, refused.name, "\n".join(sentences), contents])
    listing = Listing(
        REFUSED_SHEET,
        f"{len(listed)} 处没有导入：改好后把这份工作簿再导入一次，已导入的不会重复",
        ("序号", "位置", "编码", "名称", "原因", "这一行的内容"),
        (6, 18, 16, 24, 44, 60),
        listed,
    )
    return marked(data, book, marks, [listing])


def _contents(row: Sequence[object]) -> str:
    """A row's cells one after the other, so that the list alone tells what was left out."""
    texts: list[str] = []
    left = _MOST_TOLD
    for value in row:
        if value is None:
            continue
        texts.append(str(value)[:left])
        left -= len(texts[-1]) + 3
        if left <= 0:
            break
    return " ｜ ".join(texts)
