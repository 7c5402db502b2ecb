"""A comparison as a comment on a merge request: how the lists stand, the worst differences, who does best.

Such comments may not be longer than 65,536 characters on common platforms; what has
no room is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from catalog_tool.compare.alignment import LABELS as ALIGNMENT_LABELS
from catalog_tool.compare.changes import LABELS as CHANGE_LABELS
from catalog_tool.compare.claims.best import Best
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.levels.chains import Hole
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLE_LABELS
from catalog_tool.compare.policy import Decision, Verdict
from catalog_tool.reports.diff_decided import decided_words, doubts, left_over, suggestion_words
from catalog_tool.reports.diff_gaps import gaps_in_lists, gaps_in_promises, lists_said, promises_said
from catalog_tool.reports.diff_repeats import Repeat, parted
from catalog_tool.reports.diff_wording import column_names, entry_place, list_name
from catalog_tool.reports.findings_wording import where
from catalog_tool.reports.markdown_text import code, fitting_rows, head, plain, row

MOST_CHARACTERS = 60_000
_TAIL = 1_200
"""Characters kept free for what is said last."""
_LISTS, _GAPS, _HOLES, _REMARKS = 20_000, 8_000, 8_000, 4_000
"""Characters that these tables may take: hostile names grow when they are made harmless."""
_MOST_GAPS = 5
_SHORT, _REMARK = 40, 300
_MOST_NAMED = 3
_COUNTS = ("事项", "对上", "缺失", "目录外", *(decision.label for decision in Decision))


class _Told(NamedTuple):
    """A line of the table of differences: what it counts for, which list and matter, and its cells."""

    decision: Decision
    times: int
    cells: tuple[str, ...]


def write(compared: Compared, best: Mapping[str, Best]) -> str:
    """Markdown of at most `MOST_CHARACTERS` characters."""
    decided = decided_words(local for local in compared.locals if local.against is None)
    text = (
        f"## 清单比对：{decided}\n\n{_lists(compared)}\n{_best(compared, best)}{_holes(compared)}{_remarks(compared)}"
    )
    told = sorted((told for local in compared.locals for told in _told(local)), key=lambda each: each.decision.rank)
    if told:
        text += _differences(told, several=len(compared.locals) > 1, room=MOST_CHARACTERS - _TAIL - len(text))
    else:
        text += "没有需要处理的差异。\n"
    decisions = sum(local.decisions.total() for local in compared.locals)
    if approved := decisions - sum(each.times for each in told):
        text += f"\n另有已批准的 {approved} 处没有列出，见 <code>--format xlsx</code>。\n"
    return f"{text}\n口径：{plain(compared.policy, _SHORT)}；比对之日：{plain(compared.day)}\n"


def _lists(compared: Compared) -> str:
    """A line for each list, those with the most violations first where there is no room for all."""
    locals_ = compared.locals
    rows = [_counted(local) for local in locals_]
    if sum(map(len, rows)) > _LISTS:
        worst = sorted(range(len(rows)), key=lambda number: -locals_[number].decisions[Decision.VIOLATION])
        rows = [rows[number] for number in worst]
    shown = fitting_rows(rows, _LISTS)
    text = head(("清单", *_COUNTS), (False, *(True for _ in _COUNTS))) + "".join(shown)
    left = len(rows) - len(shown)
    return f"{text}\n只列违规最多的 {len(shown)} 个清单，另有 {left} 个。\n" if left else text


def _counted(local: JudgedLocal) -> str:
    kinds, decisions = local.kinds, local.decisions
    counts = [local.local.matters, local.matched, kinds["missing"], kinds["undeclared"]]
    counts += [decisions[decision] for decision in Decision]
    unread = f"（{len(local.problems)} 处读不了）" if local.problems else ""
    return row([_list(local) + unread, *map(str, counts)])


def _list(local: JudgedLocal) -> str:
    name = plain(list_name(local), _SHORT)
    return name if local.against is None else f"{name}（对照{plain(local.against.region, _SHORT)}）"


def _told(local: JudgedLocal) -> Iterator[_Told]:
    """Yield the differences of a list that nobody has approved: what repeats once, then what stands alone."""
    name = _list(local)
    alone, repeats = parted(local.alignments)
    for repeat in repeats:
        if repeat.verdict.decision is not None and repeat.approved is None:
            yield _Told(repeat.verdict.decision, len(repeat.alignments), (name, *_repeat(repeat)))
    for judged in alone:
        if judged.verdict.decision is not None and judged.approved is None:
            yield _Told(judged.verdict.decision, 1, (name, *_alignment(judged, judged.verdict)))
        for change in judged.changes:
            if change.verdict.decision is not None and change.approved is None:
                cells = (_matter(judged), *_change(change), _reason(change.verdict), _spot(change))
                yield _Told(change.verdict.decision, 1, (name, *cells))


def _repeat(repeat: Repeat) -> tuple[str, ...]:
    first = repeat.alignments[0]
    matter = f"{len(repeat.alignments)} 个事项，如 {_matter(first)}"
    if repeat.change is None:
        _, kind, directory, local, reason, place = _alignment(first, repeat.verdict)
        return matter, kind, directory and "（各事项）", local and "（各事项）", reason, place
    return matter, *_change(repeat.change), _reason(repeat.verdict), _spot(repeat.change)


def _alignment(judged: JudgedAlignment, verdict: Verdict) -> tuple[str, ...]:
    return (
        _matter(judged),
        ALIGNMENT_LABELS[judged.kind],
        _entries(judged.directory),
        _entries(judged.local),
        _reason(verdict),
        code(entry_place((judged.local or judged.directory)[0])),
    )


def _change(change: JudgedChange) -> tuple[str, str, str]:
    unsure = "" if change.certain else "（不能断定）"
    return CHANGE_LABELS[change.kind] + unsure, plain(change.before), plain(change.after)


def _matter(judged: JudgedAlignment) -> str:
    return _named((judged.directory or judged.local)[0])


def _named(entry: Entry) -> str:
    return f"{plain(entry.name, 80)}（{plain(entry.code, 20) or '无编码'}）"


def _entries(entries: Sequence[Entry]) -> str:
    more = f" 等 {len(entries)} 条" if len(entries) > _MOST_NAMED else ""
    return "、".join(_named(entry) for entry in entries[:_MOST_NAMED]) + more


def _reason(verdict: Verdict) -> str:
    return plain(verdict.reason or "")


def _spot(change: JudgedChange) -> str:
    return code(where(change.local, column=False))


def _differences(told: Sequence[_Told], *, several: bool, room: int) -> str:
    """The differences as tables by decision, as many as there is room for, and how many are left."""
    titles = ("清单", "事项", "差异", "目录", "本地", "理由", "位置")[0 if several else 1 :]
    text = ""
    left: Counter[Decision] = Counter()
    decision = None
    for each in told:
        heading = ""
        if each.decision is not decision:
            heading = f"\n### {each.decision.label}\n\n{head(titles, [False] * len(titles))}"
        line = heading + row(each.cells if several else each.cells[1:])
        if left or len(text) + len(line) > room:
            left[each.decision] += each.times
        else:
            text += line
            decision = each.decision
    if left:
        counts = "，".join(f"{decision.label} {left[decision]}" for decision in Decision if left[decision])
        text += f"\n还有没有列出的：{counts}；全部见 <code>--format xlsx</code>。\n"
    return text


def _holes(compared: Compared) -> str:
    """Where chains of approval break off."""
    rows = [_hole(hole) for hole in compared.holes]
    if not rows:
        return ""
    shown = fitting_rows(rows, _HOLES)
    left = len(rows) - len(shown)
    more = f"\n另有 {left} 处；全部见 <code>--format xlsx</code>。\n" if left else ""
    titles = ("事项", "缺口", "层级", "清单", "判定", "理由")
    return f"### 审批链有缺口\n\n{head(titles, [False] * len(titles))}{''.join(shown)}{more}\n"


def _hole(hole: Hole) -> str:
    decision = hole.verdict.decision
    at = f"{hole.level} {hole.duty}".strip()
    told = (HOLE_LABELS[hole.kind], at, hole.at.region, decision.label if decision else "见缺失")
    return row([f"{plain(hole.name, 80)}（{plain(hole.code, 20)}）", *map(plain, told), _reason(hole.verdict)])


def _remarks(compared: Compared) -> str:
    """What people still have to decide on, and approvals that are over or hit nothing."""
    told = [f"{list_name(local)}：{words}" for local in compared.locals if (words := doubts(local))]
    told += [words for local in compared.locals for words in suggestion_words(local)]
    told += [words for local in compared.locals for words in left_over(local.approvals)]
    told += left_over(compared.approvals)
    lines = [f"- {plain(words, _REMARK)}\n" for words in told]
    shown = fitting_rows(lines, _REMARKS)
    left = len(lines) - len(shown)
    return f"{''.join(shown)}{f'- 另有 {left} 条。' if left else ''}\n\n" if lines else ""


def _best(compared: Compared, best: Mapping[str, Best]) -> str:
    """The matters in which regions differ most."""
    if not best:
        return ""
    names = column_names(compared)
    promises, lists = gaps_in_promises(best.values()), gaps_in_lists(best.values())
    found = [(each, f"承诺 {promises_said(said, names)}") for each, said in promises[:_MOST_GAPS]]
    found += [(each, f"材料 {lists_said(said, names)}") for each, said in lists[:_MOST_GAPS]]
    if not found:
        return ""
    rows = [row([f"{plain(each.matter.name, 80)}（{plain(each.code, 20)}）", plain(said)]) for each, said in found]
    return f"### 对标\n\n{head(('事项', '差距'), (False, False))}{''.join(fitting_rows(rows, _GAPS))}\n"
