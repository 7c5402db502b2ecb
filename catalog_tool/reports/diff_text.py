"""A comparison for a person at a terminal: what is wrong first, both values, where, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from catalog_tool.compare.alignment import LABELS as ALIGNMENT_LABELS
from catalog_tool.compare.changes import LABELS as CHANGE_LABELS
from catalog_tool.compare.claims.best import Best
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.approval import Approval
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.policy import Decision, Verdict
from catalog_tool.domain.visible import one_line
from catalog_tool.reports.diff_decided import approved_words, decided_words, doubts, left_over, stale, suggestion_words
from catalog_tool.reports.diff_levels import agreement_lines, department_lines, devolved_lines, hole_lines
from catalog_tool.reports.diff_overview import overview
from catalog_tool.reports.diff_repeats import Repeat, parted, rank_of, worst_first
from catalog_tool.reports.diff_wording import entry_place, verdict_style
from catalog_tool.reports.findings_wording import where
from catalog_tool.reports.styled import Line, Segment

_MOST_SERIOUS, _LEAST_SERIOUS = 300, 100
"""Lines of what is violated or must be reported, told one by one: who has more to do sorts a workbook."""
_MOST_LINES = 80
"""Lines after which nothing is told any more that a region may decide itself."""
_MOST_REPEATS = 8
_MOST_DEPARTMENTS = 12
_MOST_PROBLEMS = 20
_MOST_DETAILED = 5
"""With more lists than these only the overview is told; fewer share the room of one, each with its least."""
_LEAST_LINES, _LEAST_OTHERS = 60, 4
_EXAMPLES = 2
_MOST_LINES_OF_DUTY = 3
_NOTHING: Mapping[str, Best] = MappingProxyType({})


def write(compared: Compared, best: Mapping[str, Best] = _NOTHING, *, columns: int = 100) -> list[Line]:
    """The overview of several lists, at most `columns` cells wide, then each list with its differences, worst first."""
    lines = list(overview(compared, best, columns))
    locals_ = [local for local in compared.locals if local.against is None]
    if len(locals_) <= _MOST_DETAILED:
        count = max(len(locals_), 1)
        others = (max(most // count, _LEAST_OTHERS) for most in (_MOST_REPEATS, _MOST_DEPARTMENTS))
        serious = max(_MOST_SERIOUS // count, _LEAST_SERIOUS)
        room = _Room(serious, max(_MOST_LINES // count, _LEAST_LINES), *others)
        for local in locals_:
            lines += [*_local(local, room), []]
    else:
        lines += [[Segment("各清单逐条的差异见 --format xlsx；也可以一次只比一个清单。", "dim")], []]
    lines += [*agreement_lines(compared.locals), *hole_lines(compared.holes)]
    lines += [[Segment(text, "warning")] for text in left_over(compared.approvals)]
    lines.append([Segment(f"口径：{one_line(compared.policy)}；比对之日：{compared.day}", "dim")])
    return lines


class _Room(NamedTuple):
    """How much of one list is told: lines of single matters, serious ones and all, repeats, departments."""

    serious: int
    lines: int
    repeats: int
    departments: int


def _local(local: JudgedLocal, room: _Room) -> list[Line]:
    directories = "、".join(
        f"{directory.name or directory.path}（{directory.version or '未写版本'}）" for directory in local.directories
    )
    lines: list[Line] = [
        [Segment(one_line(local.name or local.local.path), "bold"), Segment(f"  对照 {one_line(directories)}")]
    ]
    lines.append([Segment(f"  {summary(local)}")])
    for problem in local.problems[:_MOST_PROBLEMS]:
        place = one_line(where(problem))
        lines.append([Segment(f"  读不了，未参加比对：{place} {one_line(problem.message)}", "warning")])
    if len(local.problems) > _MOST_PROBLEMS:
        lines.append([Segment(f"  读不了的另有 {len(local.problems) - _MOST_PROBLEMS} 处。", "warning")])
    lines += [*_differences(local, room), *_decided(local)]
    table = [row for row in local.departments if row.exempt or row.missing or row.undeclared or len(row.local) > 1]
    if table:
        lines += [[], [Segment("  部门对账（省目录应有 = 本地各部门 + 不认领 + 缺失）", "bold")]]
        lines += [line for row in table[: room.departments] for line in department_lines(row)]
    if len(table) > room.departments:
        lines.append([Segment(f"    另有 {len(table) - room.departments} 个部门；全部见 --format xlsx。", "dim")])
    return [*lines, *devolved_lines(local.devolved)]


def summary(local: JudgedLocal) -> str:
    """One sentence of counts."""
    kinds = local.kinds
    return (
        f"本地 {local.local.matters} 个事项，对上 {local.matched} 个；"
        f"缺失 {kinds['missing']}，目录外 {kinds['undeclared']}；两边不归本级、不必比的 {kinds['outside']} 个。"
        f"{decided_words([local])}。"
    )


def _differences(local: JudgedLocal, room: _Room) -> list[Line]:
    """What repeats and what stands alone, worst first, and what there was no room for."""
    alone, repeats = parted(local.alignments)
    blocks = [(rank_of(repeat), _repeat(repeat)) for repeat in repeats[: room.repeats]]
    left: list[JudgedAlignment] = []
    told = 0
    for judged in worst_first(alone):
        block = _alignment(judged)
        most = room.serious if rank_of(judged) < Decision.ALLOWED.rank else room.lines
        if told and told + len(block) >= most:
            left.append(judged)
        else:
            blocks.append((rank_of(judged), block))
            told += len(block) + 1
    blocks.sort(key=lambda item: item[0])
    lines: list[Line] = [line for _, block in blocks for line in ([], *block)]
    return lines + _left(left, repeats[room.repeats :])


def _repeat(repeat: Repeat) -> list[Line]:
    """What repeats: how often, what differs, what the policy says, whose it is, where for example."""
    count, change = len(repeat.alignments), repeat.change
    if change is None:
        kind = repeat.alignments[0].kind
        head = [Segment(f"  {ALIGNMENT_LABELS[kind]} {count} 个", verdict_style(repeat.verdict))]
    else:
        both = f"省目录 {one_line(change.before)} → 本地 {one_line(change.after)}"
        unsure = "" if change.certain else "（不能断定）"
        head = [
            Segment(f"  同样的差异 {count} 个事项：", "bold"),
            Segment(CHANGE_LABELS[change.kind], verdict_style(change.verdict)),
            Segment(f"{unsure}：{both}"),
        ]
    lines = [head, _verdict("    ", repeat.verdict), *_approved("    ", repeat.approved)]
    departments = [f"{one_line(name) or '未写部门'} {number}" for name, number in repeat.departments]
    if len(departments) > 1:
        more = f" 等 {len(departments)} 个部门" if len(departments) > _MOST_LINES_OF_DUTY else ""
        lines.append([Segment(f"    {'，'.join(departments[:_MOST_LINES_OF_DUTY])}{more}")])
    for judged in repeat.alignments[:_EXAMPLES]:
        first = (judged.directory or judged.local)[0]
        name = f"    如 {one_line(first.name)}（{one_line(first.code) or '无编码'}）"
        lines.append([Segment(name), Segment(f"  {_place((judged.local or judged.directory)[0])}", "dim")])
    return lines


def _left(left: Sequence[JudgedAlignment], repeats: Sequence[Repeat]) -> list[Line]:
    """How many matters are not told, and how many decisions on them."""
    if not left and not repeats:
        return []
    decisions = Counter(decision for judged in left for decision in judged.decisions)
    for repeat in repeats:
        if repeat.verdict.decision is not None:
            decisions[repeat.verdict.decision] += len(repeat.alignments)
    told = "，".join(f"{decision.label} {decisions[decision]}" for decision in Decision if decisions[decision])
    repeated = (judged for repeat in repeats for judged in repeat.alignments)
    matters = len({judged.fingerprint for judged in (*left, *repeated)})
    return [[], [Segment(f"  {matters} 个事项还有差异没有列出（{told}）；全部见 --format xlsx。", "dim")]]


def _alignment(judged: JudgedAlignment) -> list[Line]:
    first = (judged.directory or judged.local)[0]
    name = f"{one_line(first.name)}（{one_line(first.code) or '无编码'}）"
    head = [Segment(f"  {name}", "bold")]
    if judged.kind != "same":
        head += [Segment("  "), Segment(ALIGNMENT_LABELS[judged.kind], verdict_style(judged.verdict) or "bold")]
    lines: list[Line] = [head]
    if judged.verdict.decision is not None:
        lines += [_verdict("    ", judged.verdict), *_approved("    ", judged.approved)]
    if judged.kind in ("split", "merged", "recoded", "renamed", "regraded"):
        for label, side in (("省目录", judged.directory), ("本地", judged.local)):
            for entry in side:
                text = f"    {label} {one_line(entry.name)}（{one_line(entry.code) or '无编码'}）"
                lines.append([Segment(text), Segment(f"  {_place(entry)}", "dim")])
    else:
        lines.append([Segment(f"    {_place((judged.local or judged.directory)[0])}", "dim")])
    for change in judged.changes:
        lines += _change(change)
    return lines


def _place(entry: Entry) -> str:
    return one_line(entry_place(entry))


def _change(change: JudgedChange) -> list[Line]:
    both = f"省目录 {one_line(change.before)} → 本地 {one_line(change.after)}"
    unsure = "" if change.certain else "（不能断定）"
    head = [
        Segment("    · "),
        Segment(CHANGE_LABELS[change.kind], verdict_style(change.verdict)),
        Segment(f"{unsure}：{both}"),
        Segment(f"  {one_line(where(change.local))}", "dim"),
    ]
    return [head, _verdict("      ", change.verdict), *_approved("      ", change.approved)]


def _verdict(indent: str, verdict: Verdict) -> Line:
    label = verdict.decision.label if verdict.decision is not None else ""
    return [Segment(f"{indent}{label}", verdict_style(verdict)), Segment(f"：{one_line(verdict.reason or '')}")]


def _approved(indent: str, approval: Approval | None) -> list[Line]:
    return [] if approval is None else [[Segment(f"{indent}{approved_words(approval)}", "good")]]


def _decided(local: JudgedLocal) -> list[Line]:
    """What became of people's decisions, and what they still have to decide."""
    told = [*left_over(local.approvals), *stale(local), *suggestion_words(local)]
    told += [doubts(local)] if doubts(local) else []
    return [[], *([Segment(f"  {text}", "warning")] for text in told)] if told else []
