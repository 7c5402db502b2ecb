"""A comparison for a person at a terminal: what is wrong first, both values, where, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from catalog_tool.compare.alignment import LABELS as ALIGNMENT_LABELS
from catalog_tool.compare.changes import LABELS as CHANGE_LABELS
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.departments import DepartmentRow
from catalog_tool.compare.judged import JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.matrix import Matrix
from catalog_tool.compare.policy import Decision, Verdict
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import Spot
from catalog_tool.model import text_of
from catalog_tool.reports.findings_wording import where
from catalog_tool.reports.styled import Line, Segment, pad, width

_STYLES = {Decision.VIOLATION: "error", Decision.REPORT: "warning", Decision.ALLOWED: "good"}
_CELLS = {
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
_MOST_MATRIX_ROWS = 60


def write(locals_: Iterable[JudgedLocal], matrix: Matrix | None, *, policy: str, day: str) -> list[Line]:
    """Each list with its differences, worst first, then the matrix of several."""
    lines: list[Line] = []
    for local in locals_:
        lines += [*_local(local), []]
    if matrix is not None:
        lines += [*_matrix(matrix), []]
    lines.append([Segment(f"口径：{one_line(policy)}；比对之日：{day}", "dim")])
    return lines


def _local(local: JudgedLocal) -> list[Line]:
    directories = "、".join(
        f"{text_of(side.manifest.get('名称')) or side.path}（{text_of(side.manifest.get('版本')) or '未写版本'}）"
        for side in local.directories
    )
    lines: list[Line] = [
        [Segment(one_line(local.name or local.local.path), "bold"), Segment(f"  对照 {one_line(directories)}")]
    ]
    lines.append([Segment(f"  {summary(local)}")])
    for problem in local.problems:
        place = one_line(where(problem))
        lines.append([Segment(f"  读不了，未参加比对：{place} {one_line(problem.message)}", "warning")])
    shown = [judged for judged in local.alignments if any(True for _ in judged.decisions)]
    for judged in sorted(shown, key=_rank):
        lines += [[], *_alignment(judged)]
    table = [row for row in local.departments if row.exempt or row.missing or row.undeclared or len(row.local) > 1]
    if table:
        lines += [[], [Segment("  部门对账（省目录应有 = 本地各部门 + 不认领 + 缺失）", "bold")]]
        lines += [_department(row) for row in table]
    return lines


def summary(local: JudgedLocal) -> str:
    """One sentence of counts."""
    kinds, decisions = local.kinds, local.decisions
    decided = "，".join(f"{decision.label} {decisions[decision]}" for decision in Decision)
    return (
        f"本地 {len(local.local.groups)} 个事项，对上 {local.matched} 个；"
        f"缺失 {kinds['missing']}，目录外 {kinds['undeclared']}，不在比对范围 {kinds['outside']}。{decided}。"
    )


def _rank(judged: JudgedAlignment) -> int:
    return min(decision.rank for decision in judged.decisions)


def _alignment(judged: JudgedAlignment) -> list[Line]:
    alignment = judged.alignment
    rows = alignment.directory_rows or alignment.local_rows
    name = f"{one_line(rows[0].matter.title)}（{one_line(rows[0].matter.code) or '无编码'}）"
    head = [Segment(f"  {name}", "bold")]
    if alignment.kind != "same":
        head += [Segment("  "), Segment(ALIGNMENT_LABELS[alignment.kind], _style(judged.verdict) or "bold")]
    lines: list[Line] = [head]
    if judged.verdict.decision is not None:
        lines.append(_verdict("    ", judged.verdict))
    if alignment.kind in ("split", "merged", "recoded", "renamed", "regraded"):
        for label, side in (("省目录", alignment.directory_rows), ("本地", alignment.local_rows)):
            for row in side:
                text = f"    {label} {one_line(row.matter.title)}（{one_line(row.matter.code) or '无编码'}）"
                lines.append([Segment(text), Segment(f"  {_row_place(row)}", "dim")])
    else:
        row = (alignment.local_rows or alignment.directory_rows)[0]
        lines.append([Segment(f"    {_row_place(row)}", "dim")])
    for change in judged.changes:
        lines += _change(change)
    return lines


def _row_place(row: Row) -> str:
    return one_line(where(Spot(row.file, *row.place(()), row.place(()).sheet), column=False))


def _change(judged: JudgedChange) -> list[Line]:
    change = judged.found.change
    both = f"省目录 {one_line(change.before)} → 本地 {one_line(change.after)}"
    unsure = "" if change.certain else "（不能断定）"
    head = [
        Segment("    · "),
        Segment(CHANGE_LABELS[change.kind], _style(judged.verdict)),
        Segment(f"{unsure}：{both}"),
        Segment(f"  {one_line(where(Spot(*judged.found.local)))}", "dim"),
    ]
    return [head, _verdict("      ", judged.verdict)]


def _verdict(indent: str, verdict: Verdict) -> Line:
    label = verdict.decision.label if verdict.decision is not None else ""
    return [Segment(f"{indent}{label}", _style(verdict)), Segment(f"：{one_line(verdict.reason or '')}")]


def _style(verdict: Verdict) -> str:
    return _STYLES[verdict.decision] if verdict.decision is not None else ""


def _department(row: DepartmentRow) -> Line:
    parts = [f"{one_line(name)} {count}" for name, count in sorted(row.local.items())]
    parts += [f"不认领 {row.exempt}"] * bool(row.exempt) + [f"缺失 {row.missing}"] * bool(row.missing)
    parts = parts or ["0"]
    extra = f"；另有目录外 {row.undeclared}" if row.undeclared else ""
    return [Segment(f"    {one_line(row.directory)} {row.matters} = {' + '.join(parts)}{extra}")]


def _matrix(matrix: Matrix) -> list[Line]:
    lines: list[Line] = [[Segment("认领对照（行是基本编码，列是各地；· 表示不归本级）", "bold")]]
    widths = [max(10, width(column)) + 2 for column in matrix.columns]
    heads = zip(matrix.columns, widths, strict=True)
    lines.append([Segment(pad("", 16) + "".join(pad(one_line(column), cells) for column, cells in heads))])
    for code, cells in list(zip(matrix.rows, matrix.cells, strict=True))[:_MOST_MATRIX_ROWS]:
        line = [Segment(pad(one_line(code), 16))]
        for cell, cells_wide in zip(cells, widths, strict=True):
            style = {"missing": "error", "level": "error", "differs": "warning", "same": "good"}.get(cell or "", "")
            line.append(Segment(pad(_CELLS[cell] if cell else "·", cells_wide), style))
        lines.append(line)
    if len(matrix.rows) > _MOST_MATRIX_ROWS:
        left = len(matrix.rows) - _MOST_MATRIX_ROWS
        lines.append([Segment(f"另有 {left} 行没有列出；全部见 --format json。", "dim")])
    return lines
