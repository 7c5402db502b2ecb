"""What a comparison says of levels: departments' accounts, devolved powers, lists above, holes in chains.

The text for a person at 80 columns, and the records of the JSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from catalog_tool.compare.alignment import LABELS as ALIGNMENT_LABELS
from catalog_tool.compare.changes import LABELS as CHANGE_LABELS
from catalog_tool.compare.judged import JudgedAlignment, JudgedLocal
from catalog_tool.compare.levels.chains import Hole
from catalog_tool.compare.levels.departments import DepartmentRow
from catalog_tool.compare.levels.devolved import IN_FORCE, STATES, Devolved
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLE_LABELS
from catalog_tool.compare.levels.whose import Went
from catalog_tool.compare.policy import Decision, Verdict
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import Spot
from catalog_tool.reports.diff_decided import approved_record, approved_words
from catalog_tool.reports.diff_wording import entry_place, verdict_style
from catalog_tool.reports.findings_wording import where
from catalog_tool.reports.styled import Line, Segment, wrapped

_COLUMNS = 80
MOVED = {Went.CONCENTRATED: "集中到行政审批局", Went.ENFORCEMENT: "划入综合行政执法", Went.OTHER: "在其他机构"}
"""Where a line's matters went that are not with it any more, in words."""
_MOST_CODES = 5
_MOST_GIVERS = 12
_MOST_SHARED = 12
_MOST_PAIRS = 8
_MOST_HOLES = 20
_MOST_NAMED = 5


def department_lines(row: DepartmentRow) -> Iterator[Line]:
    """One department's account, and where what its own line has not went."""
    parts = [f"{one_line(name)} {count}" for name, count in sorted(row.local.items())]
    parts += [f"不认领 {row.exempt}"] * bool(row.exempt) + [f"缺失 {row.missing}"] * bool(row.missing)
    extra = f"；另有目录外 {row.undeclared}" if row.undeclared else ""
    yield from _paragraph(f"{one_line(row.directory)} {row.matters} = {' + '.join(parts) or '0'}{extra}", 4)
    moved = [f"{words} {row.went[went]}" for went, words in MOVED.items() if row.went[went]]
    if moved:
        yield from _paragraph(f"其中{'，'.join(moved)}", 6)
    if row.exempt_causes:
        causes = sorted(row.exempt_causes.items(), key=lambda item: (-item[1], item[0]))
        yield from _paragraph(f"不认领：{'，'.join(f'{one_line(cause)} {count}' for cause, count in causes)}", 6)
    if row.missing_codes:
        yield from _paragraph(f"缺失：{_named(row.missing_codes, _MOST_CODES)}", 6)


def department_record(row: DepartmentRow) -> dict[str, Any]:
    """What the account's record has besides the contract's keys: `local` by kind of body, and what is not there."""
    return {
        **{went.value: row.went[went] for went in Went},
        "exempt_causes": dict(sorted(row.exempt_causes.items())),
        "missing_codes": list(row.missing_codes),
    }


def devolved_lines(devolved: Sequence[Devolved]) -> Iterator[Line]:
    """Powers that others gave, by giver: how many, and of how many the term is over or something is not written."""
    if not devolved:
        return
    givers: dict[tuple[str, str, str], Counter[str]] = {}
    for one in devolved:
        givers.setdefault((one.source, one.giver, one.level), Counter())[one.state] += 1
    yield []
    yield [Segment(f"  承接的权力（下放、授权、委托） {len(devolved)} 项", "bold")]
    ordered = sorted(givers.items(), key=lambda item: (-item[1].total(), item[0]))
    for (source, giver, level), states in ordered[:_MOST_GIVERS]:
        by = f"{one_line(giver) or '未写机关'}{f'（{one_line(level)}）' if level else ''}"
        told = "，".join(f"{state} {states[state]}" for state in STATES if states[state])
        style = "" if set(states) == {IN_FORCE} else "warning"
        yield from _paragraph(f"{source} 由{by} {states.total()} 项：{told}", 4, style)
    if len(ordered) > _MOST_GIVERS:
        left = sum(states.total() for _, states in ordered[_MOST_GIVERS:])
        yield [Segment(f"    另有 {len(ordered) - _MOST_GIVERS} 个机关给的 {left} 项；全部见 --format json。", "dim")]


def devolved_record(one: Devolved) -> dict[str, Any]:
    """A devolved power as JSON."""
    return {**one._asdict(), "powers": list(one.powers)}


def agreement_lines(locals_: Sequence[JudgedLocal]) -> Iterator[Line]:
    """The lists against the ones above them: what is not agreed, and how much is."""
    pairs = [local for local in locals_ if local.against is not None]
    if not pairs:
        return
    yield [Segment("上下级清单对照（双方都行使的事项，由省统一的应当一致）", "bold")]
    detailed = len(pairs) <= _MOST_PAIRS
    # Of a whole province those that have most to settle come first, the sort being stable.
    told = pairs if detailed else sorted(pairs, key=lambda local: -len(_unlike_in(local)))[:_MOST_PAIRS]
    for local in told:
        yield from _agreement(local, detailed=detailed)
    if len(pairs) > len(told):
        yield [Segment(f"  另有 {len(pairs) - len(told)} 对清单；全部见 --format json。", "dim")]
    yield []


def _unlike_in(local: JudgedLocal) -> list[JudgedAlignment]:
    """The matters of both lists that are not agreed."""
    shared = (judged for judged in local.alignments if judged.directory and judged.local)
    return [judged for judged in shared if any(decision is not Decision.ALLOWED for decision in judged.decisions)]


def _agreement(local: JudgedLocal, *, detailed: bool) -> Iterator[Line]:
    above = local.against.region if local.against is not None else ""
    shared = [judged for judged in local.alignments if judged.directory and judged.local]
    unlike = _unlike_in(local)
    counts = f"都行使 {len(shared)} 个，一致 {len(shared) - len(unlike)} 个，不一致 {len(unlike)} 个"
    text = f"{one_line(local.region)} 对照 {one_line(above)}：{counts}"
    yield from _paragraph(text, 2, "warning" if unlike else "")
    for judged in unlike[:_MOST_SHARED] if detailed else ():
        yield from _unlike(judged)
    if detailed and len(unlike) > _MOST_SHARED:
        yield [Segment(f"    另有 {len(unlike) - _MOST_SHARED} 个事项不一致；全部见 --format json。", "dim")]


def _unlike(judged: JudgedAlignment) -> Iterator[Line]:
    here, there = judged.directory[0], judged.local[0]
    head = f"    {one_line(there.name)}（{one_line(there.code) or '无编码'}）"
    yield [Segment(head, "bold"), Segment(f"  {one_line(entry_place(there))}", "dim")]
    if judged.verdict.decision is not None:
        text = f"      {ALIGNMENT_LABELS[judged.kind]}：上级 {one_line(here.name)}（{one_line(here.code) or '无编码'}）"
        yield [Segment(text)]
        yield _verdict(judged.verdict)
    told: Verdict | None = None
    for change in judged.changes:
        if change.verdict.decision is Decision.ALLOWED:
            continue
        # One reason for several differences is told once, below the last of them.
        if told is not None and change.verdict != told:
            yield _verdict(told)
        told = change.verdict
        both = f"上级 {one_line(change.before)} → 本级 {one_line(change.after)}"
        style = verdict_style(change.verdict)
        yield [Segment("      · "), Segment(CHANGE_LABELS[change.kind], style), Segment(f"：{both}")]
    if told is not None:
        yield _verdict(told)


def hole_lines(holes: Sequence[Hole]) -> Iterator[Line]:
    """Holes in chains, each with whose list it is, whom it stops, and what to do."""
    if not holes:
        return
    yield [Segment("审批链有缺口", "bold")]
    code = None
    for hole in holes[:_MOST_HOLES]:
        if hole.code != code:
            yield [Segment(f"  {one_line(hole.name)}（{one_line(hole.code)}）", "bold")]
            code = hole.code
        duty = f" {one_line(hole.duty)}" if hole.duty else ""
        at = f"：{one_line(hole.level)}{duty}（{one_line(hole.at.region)}）"
        style = verdict_style(hole.verdict) or "error"
        yield [Segment("    · "), Segment(HOLE_LABELS[hole.kind], style), Segment(at), _dim(hole.place)]
        if hole.below:
            names = _named([each.region for each in hole.below], _MOST_NAMED)
            yield from _paragraph(f"经过这里的下级清单：{names}", 6)
        if hole.verdict.decision is None:
            yield from _paragraph(f"怎样判见{one_line(hole.at.region)}清单的“缺失”", 6)
        else:
            yield _verdict(hole.verdict)
        if hole.approved is not None:
            yield [Segment(f"        {approved_words(hole.approved)}", "good")]
    if len(holes) > _MOST_HOLES:
        yield [Segment(f"  另有 {len(holes) - _MOST_HOLES} 处；全部见 --format json。", "dim")]
    yield []


def hole_record(hole: Hole) -> dict[str, Any]:
    """A hole as JSON; `list` is where it is, `below` the lists that it stops."""
    return {
        "code": hole.code,
        "name": hole.name,
        "kind": hole.kind,
        "level": hole.level,
        "duty": hole.duty or None,
        "list": hole.at.path,
        "below": [each.path for each in hole.below],
        "decision": hole.verdict.decision.value if hole.verdict.decision is not None else None,
        "reason": hole.verdict.reason,
        "fingerprint": hole.fingerprint,
        "approved": approved_record(hole.approved),
        "place": {"file": hole.place.file, "line": hole.place.line, "column": hole.place.column},
    }


def _verdict(verdict: Verdict) -> Line:
    label = verdict.decision.label if verdict.decision is not None else ""
    return [Segment(f"        {label}", verdict_style(verdict)), Segment(f"：{one_line(verdict.reason or '')}")]


def _dim(spot: Spot) -> Segment:
    return Segment(f"  {one_line(where(spot, column=False))}", "dim")


def _named(names: Sequence[str], most: int) -> str:
    """Some names of many: 甲、乙 等 7 个."""
    shown = "、".join(one_line(name) for name in names[:most])
    return f"{shown} 等 {len(names)} 个" if len(names) > most else shown


def _paragraph(text: str, indent: int, style: str = "") -> Iterator[Line]:
    """A text in lines of 80 columns, the second and later ones indented by two more."""
    for number, line in enumerate(wrapped(text, _COLUMNS - indent - 2)):
        yield [Segment(f"{' ' * (indent + 2 * bool(number))}{line}", style)]
