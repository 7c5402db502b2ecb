"""What several reports of a comparison say alike: lists, places, cells of the matrix, values across regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog_tool.compare.claims.best import Columns, Held, Promises
from catalog_tool.compare.claims.marks import REPORT, Marks
from catalog_tool.compare.claims.matrix import columns_of
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import JudgedLocal
from catalog_tool.compare.policy import Decision, Verdict
from catalog_tool.domain.limits import Limit
from catalog_tool.findings import Spot
from catalog_tool.reports.findings_wording import where

WORDS = {
    "same": "已认领",
    "renamed": "名称不一致",
    "recoded": "编码不一致",
    "missing": "缺失",
    "exempt": "不认领",
    "undeclared": "目录外",
    "outside": "范围外",
    "supplement": "补充",
    "differs": "有违规",
    "level": "层级不符",
    "regraded": "主子不符",
    "split": "拆分",
    "merged": "合并",
    "doubtful": "存疑",
    "abolished-kept": "已取消",
}
"""What people read in a cell of the matrix."""
LETTERS = {
    "same": "有",
    "renamed": "名",
    "recoded": "码",
    "missing": "缺",
    "exempt": "不",
    "undeclared": "外",
    "outside": "–",
    "supplement": "补",
    "differs": "违",
    "level": "层",
    "regraded": "主",
    "split": "拆",
    "merged": "并",
    "doubtful": "疑",
    "abolished-kept": "撤",
}
"""The same where there is room for one character; 时 and 材 for violations in these."""
NOT_DUE = "·"
FINE = frozenset({None, "same", "exempt", "supplement", "outside"})
"""Cells that nobody has to look at."""
STYLES = {
    "same": "good",
    "missing": "error",
    "level": "error",
    "differs": "error",
    "undeclared": "warning",
    "renamed": "warning",
    "recoded": "warning",
    "regraded": "warning",
    "split": "error",
    "merged": "warning",
    "doubtful": "warning",
    "abolished-kept": "warning",
}
_DECISION_STYLES = {Decision.VIOLATION: "error", Decision.REPORT: "warning", Decision.ALLOWED: "good"}
_IMPLIED = {"level": "层级", "renamed": "名称", "recoded": "编码", "regraded": "名称"}
"""Marks that the cell's own word says already."""
_FEW = 3


def verdict_style(verdict: Verdict) -> str:
    """The style of a verdict's words at a terminal (reports/styled); "" for what is not decided."""
    return _DECISION_STYLES[verdict.decision] if verdict.decision is not None else ""


def entry_place(entry: Entry) -> str:
    """Where an entry begins, as a person finds it: 甲.yaml:3, 甲.xlsx〔事项!A5〕."""
    return where(Spot(entry.file, entry.line, 1, entry.sheet), column=False)


def cell_said(cell: str | None, marks: Marks) -> str:
    """A cell in words: 已认领, 时限、材料 (claimed, with violations in these), 名称不一致（时限）."""
    if cell is None:
        return NOT_DUE
    if cell == "differs" and marks:
        return "、".join(marks)
    told = marks_besides(cell, marks)
    return f"{WORDS[cell]}（{'、'.join(told)}）" if told else WORDS[cell]


def marks_besides(cell: str, marks: Marks) -> Marks:
    """The marks that the cell's own word does not say already."""
    return tuple(mark for mark in marks if mark != _IMPLIED.get(cell))


def cell_letter(cell: str | None, marks: Marks) -> str:
    """A cell in one character."""
    if cell is None:
        return NOT_DUE
    if cell == "same" and REPORT in marks:
        return REPORT[0]
    return marks[0][0] if cell == "differs" and marks and marks[0] in ("时限", "材料") else LETTERS[cell]


def list_name(local: JudgedLocal) -> str:
    """名称 of a list, else its folder."""
    return local.name or local.local.path


def column_names(compared: Compared) -> list[str]:
    """A name for each column: its region; of lists of one region also which list; its folder if that is no help."""
    locals_ = columns_of(compared.locals)
    regions = Counter(local.region for local in locals_)
    named = Counter((local.region, local.name) for local in locals_)
    return [_column_name(local, regions, named) for local in locals_]


def _column_name(local: JudgedLocal, regions: Counter[str], named: Counter[tuple[str, str]]) -> str:
    if regions[local.region] == 1:
        return local.region
    if local.name and named[local.region, local.name] == 1:
        return f"{local.region}（{local.name}）"
    return f"{local.region}（{local.local.path}）"


def regions_said(columns: Columns, names: Sequence[str], few: int = _FEW) -> str:
    """Who has a value: all of a few, else some and how many: 象山县、乐清市、平阳县等 12 地."""
    shown = "、".join(names[column] for column in columns[:few])
    return f"{shown}等 {len(columns)} 地" if len(columns) > few else shown


def held_said(held: Held, names: Sequence[str]) -> str:
    """A promise and who has it: 乐清市 2 工作日."""
    return f"{regions_said(held.columns, names)} {held.value.text}"


def number_said(number: float) -> str:
    """A median: 5, 4.5."""
    return f"{number:.1f}".removesuffix(".0")


def median_said(promises: Promises) -> str:
    """The median promise with its unit: 5 工作日, 当场办结."""
    if not promises.median:
        return Limit(0, "").text
    return Limit(1, promises.unit).text.replace("1", number_said(promises.median), 1)
