"""A comparison as a workbook for the office: how each list stands, every difference, the matrix, who does best.

Every cell of data is text and marked as such, so that nothing becomes a formula; places
are texts and no links, because the workbook is passed on to people without the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from catalog_tool.compare.alignment import LABELS as ALIGNMENT_LABELS
from catalog_tool.compare.changes import LABELS as CHANGE_LABELS
from catalog_tool.compare.claims.best import Best
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.approval import Approval
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.policy import Decision, Verdict
from catalog_tool.formats.workbook_writing import text_workbook, write_sheets
from catalog_tool.reports.diff_book import MOST_ROWS, Cell, Column, DiffBook, Styled, formats
from catalog_tool.reports.diff_decided import left_over, stale
from catalog_tool.reports.diff_levels import MOVED
from catalog_tool.reports.diff_repeats import worst_first
from catalog_tool.reports.diff_wording import cell_said, column_names, entry_place, list_name
from catalog_tool.reports.diff_xlsx_levels import fill_levels
from catalog_tool.reports.diff_xlsx_matrix import BEST, CELL_STYLES, MATRIX, fill_best, fill_matrix
from catalog_tool.reports.findings_wording import where
from catalog_tool.reports.review_sheets import review_sheets

OVERVIEW, DIFFERENCES, DEPARTMENTS, PROBLEMS = "概况", "差异", "部门对账", "读不了"
BY_DISK = 200_000
"""From so many cells on rows are not held in memory."""
_TITLE = "实施清单与指导目录比对结果"
_OVERVIEW = (
    Column("序号", 6), Column("区划", 16), Column("清单", 28), Column("对照", 30), Column("事项", 8),
    Column("对上", 8), Column("缺失", 8), Column("目录外", 8), Column("范围外", 8), Column("违规", 8),
    Column("须报备", 8), Column("可自行调整", 11), Column("读不了", 8),
)  # fmt: skip
_DIFFERENCES = (
    Column("区划", 12), Column("判定", 11), Column("种类", 16), Column("事项", 27), Column("编码", 14),
    Column("部门", 20), Column("目录", 26), Column("本地", 26), Column("理由", 36), Column("目录位置", 24),
    Column("本地位置", 24), Column("已批准", 20),
)  # fmt: skip
_DEPARTMENTS = (
    Column("区划", 14), Column("省目录部门", 26), Column("应有", 8), Column("本地部门", 44), Column("本地合计", 9),
    *(Column(f"其中{words}", 11) for words in MOVED.values()),
    Column("不认领", 8), Column("不认领的原因", 22), Column("缺失", 8), Column("缺失的编码", 30), Column("目录外", 8),
)  # fmt: skip
_PROBLEMS = (Column("区划", 14), Column("位置", 40), Column("说明", 80))
_LEGEND = {
    "same": "与省目录一致，或只有可自行调整、须报备的差异",
    "missing": "省目录列有本级，本地清单没有",
    "undeclared": "本地清单有，省目录没有",
    "renamed": "同一编码，名称不一致；括号里是另外有违规的方面",
    "level": "本级不参加这个事项，也没有下放、授权或委托的依据",
    "differs": "已认领，但在写出的方面有违规，如 时限、材料",
    None: "不归本级",
}


def write(compared: Compared, best: Mapping[str, Best], *, tool: str = "") -> bytes:
    """The workbook's bytes, the same for the same comparison; `tool` is the program and its version."""
    buffer = BytesIO()
    workbook = text_workbook(buffer, _TITLE, by_disk=_cells(compared) >= BY_DISK)
    book = DiffBook(workbook, formats(workbook))
    # Sheets appear in the order they are made, and the first one tells what the others left out.
    names = column_names(compared)
    overview = book.sheet(OVERVIEW, (column.width for column in _OVERVIEW))
    book.table(DIFFERENCES, _DIFFERENCES, _difference_rows(compared), frozen=4)
    if compared.matrix is not None:
        fill_matrix(book, compared.matrix, names)
        fill_best(book, best, names)
    book.table(DEPARTMENTS, _DEPARTMENTS, _department_rows(compared), frozen=2)
    fill_levels(book, compared)
    if any(local.problems for local in compared.locals):
        book.table(PROBLEMS, _PROBLEMS, _problem_rows(compared), frozen=1)
    overview.hide_gridlines(2)
    overview.set_row(0, 26)
    for at, row in enumerate(_overview_rows(compared, book, tool)):
        book.row(overview, at, row)
    write_sheets(workbook, review_sheets(compared))
    workbook.close()
    return buffer.getvalue()


def _cells(compared: Compared) -> int:
    """About how many cells there will be."""
    matrix = compared.matrix
    differences = sum(len(judged.changes) + 1 for local in compared.locals for judged in local.alignments)
    return differences * len(_DIFFERENCES) + (len(matrix.rows) * len(matrix.columns) if matrix is not None else 0)


def _overview_rows(compared: Compared, book: DiffBook, tool: str) -> Iterator[list[Cell | Styled]]:
    yield [(_TITLE, "title")]
    made = f"　程序：{tool}" if tool else ""
    yield [(f"口径：{compared.policy}　比对之日：{compared.day}{made}", "note")]
    for name, count in book.left_out.items():
        yield [(f"“{name}”一张表只容 {MOST_ROWS} 行，另有 {count} 行没有列出；请分几次比对。", "note")]
    yield []
    yield [(column.title, "head") for column in _OVERVIEW]
    for number, local in enumerate(compared.locals, 1):
        kinds, decisions = local.kinds, local.decisions
        yield [
            number,
            _region(local),
            list_name(local),
            _compared_with(local),
            local.local.matters,
            local.matched,
            *(kinds[kind] for kind in ("missing", "undeclared", "outside")),
            *(decisions[decision] for decision in Decision),
            len(local.problems),
        ]
    yield []
    yield [("判定：违规（粗体）、须报备（斜体）、可自行调整；已批准的也计在内，“差异”里写明由谁批准。", "note")]
    decided = [*left_over(compared.approvals)]
    for local in compared.locals:
        decided += [*left_over(local.approvals), *stale(local)]
    for text in decided:
        yield [(text, "note")]
    if compared.matrix is not None:
        yield []
        yield [(f"“{MATRIX}”里的词", "chapter")]
        for kind, meaning in _LEGEND.items():
            word = _legend_word(kind)
            yield ["", (word, CELL_STYLES[kind]), (meaning, "note")]
        yield [(f"“{BEST}”：一个地方有几个办理项的，取最长的承诺、最多的材料；中位数是单位相同的各地的。", "note")]


def _legend_word(kind: str | None) -> str:
    return cell_said(kind, ("时限", "材料") if kind == "differs" else ())


def _region(local: JudgedLocal) -> str:
    return local.region if local.against is None else f"{local.region}（对照{local.against.region}）"


def _compared_with(local: JudgedLocal) -> str:
    uppers = local.directories if local.against is None else (local.against,)
    return "\n".join(f"{upper.name or upper.path}（{upper.version or '未写版本'}）" for upper in uppers)


def _difference_rows(compared: Compared) -> Iterator[list[Cell | Styled]]:
    """Yield everything that is decided: list by list, the worst first."""
    for local in compared.locals:
        region = _region(local)
        for judged in worst_first(local.alignments):
            if judged.verdict.decision is not None:
                yield _alignment_row(region, judged)
            for change in judged.changes:
                if change.verdict.decision is not None:
                    yield _change_row(region, judged, change)


def _alignment_row(region: str, judged: JudgedAlignment) -> list[Cell | Styled]:
    return [
        region,
        _decision(judged.verdict),
        ALIGNMENT_LABELS[judged.kind],
        *_matter(judged),
        "\n".join(_named(entry) for entry in judged.directory),
        "\n".join(_named(entry) for entry in judged.local),
        judged.verdict.reason or "",
        "\n".join(entry_place(entry) for entry in judged.directory),
        "\n".join(entry_place(entry) for entry in judged.local),
        _approved(judged.approved),
    ]


def _change_row(region: str, judged: JudgedAlignment, change: JudgedChange) -> list[Cell | Styled]:
    unsure = "" if change.certain else "（不能断定）"
    return [
        region,
        _decision(change.verdict),
        CHANGE_LABELS[change.kind] + unsure,
        *_matter(judged),
        change.before,
        change.after,
        change.verdict.reason or "",
        where(change.directory, column=False),
        where(change.local, column=False),
        _approved(change.approved),
    ]


def _decision(verdict: Verdict) -> Styled:
    decision = verdict.decision
    return (decision.label, decision.value) if decision is not None else ("", "allowed")


def _matter(judged: JudgedAlignment) -> tuple[str, str, str]:
    first = (judged.directory or judged.local)[0]
    return first.name, first.code, judged.department


def _named(entry: Entry) -> str:
    return f"{entry.name}（{entry.code or '无编码'}）"


def _approved(approval: Approval | None) -> str:
    if approval is None:
        return ""
    return "，".join(part for part in (approval.approver, approval.document, approval.until, approval.note) if part)


def _department_rows(compared: Compared) -> Iterator[list[Cell | Styled]]:
    for local in compared.locals:
        for row in local.departments:
            bodies = "、".join(f"{name} {count}" for name, count in sorted(row.local.items()))
            yield [
                _region(local),
                row.directory,
                row.matters,
                bodies,
                row.local.total(),
                *(row.went[went] for went in MOVED),
                row.exempt,
                "、".join(f"{cause} {count}" for cause, count in sorted(row.exempt_causes.items())),
                row.missing,
                "、".join(row.missing_codes),
                row.undeclared,
            ]


def _problem_rows(compared: Compared) -> Iterator[list[Cell | Styled]]:
    for local in compared.locals:
        for problem in local.problems:
            yield [_region(local), where(problem), problem.message]
