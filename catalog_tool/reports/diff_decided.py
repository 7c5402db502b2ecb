"""What people decided and still have to decide, as sentences: approvals, confirmations, doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from catalog_tool.compare.decided.approval import Approval, Approvals, ApprovedEntry
from catalog_tool.compare.decided.approved_list import kind_label
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import JudgedLocal
from catalog_tool.compare.policy import Decision
from catalog_tool.domain.visible import one_line

_MOST = 20


def approved_words(approval: Approval) -> str:
    """An approval beside what it approves: 已批准（批准人，文件，到期）."""
    words = [approval.approver, approval.document, approval.until, *([approval.note] if approval.note else [])]
    return f"已批准（{'，'.join(map(one_line, words))}）"


def approved_record(approval: Approval | None) -> dict[str, str | None] | None:
    """An approval as JSON; null where there is none."""
    if approval is None:
        return None
    return {
        "approver": approval.approver,
        "document": approval.document,
        "expires": approval.expires or None,
        "note": approval.note or None,
    }


def left_over(approvals: Approvals) -> list[str]:
    """Entries of approved lists that did nothing, a sentence each, and what to do."""
    lines = [f"批准已过期：{_entry(entry)}。差异还在的请续批，不在的请删去这一条。" for entry in approvals.expired]
    lines += [
        f"批准没有用上：{_entry(entry)}。差异已改好、内容变了或写错了，请核对后删去或改正。"
        for entry in approvals.unused
    ]
    return _cut(lines, "批准")


def stale(local: JudgedLocal) -> list[str]:
    """Confirmed pairs of which a side is gone, a sentence each."""
    lines = [
        f"alignments.yaml 里的 {one_line(directory)} ↔ {one_line(there)} 用不上了："
        "事项已不在目录或清单里。请核对后删去这一条。"
        for directory, there in local.stale
    ]
    return _cut(lines, "对应")


def doubts(local: JudgedLocal) -> str:
    """What a person still has to decide on, and how; "" where nothing is left."""
    parts = [f"{len(local.suggestions)} 对疑似同一的事项"] * bool(local.suggestions)
    parts += [f"{len(local.unclear_departments)} 对说不清是不是同一条线的部门"] * bool(local.unclear_departments)
    if not parts:
        return ""
    return f"{'、'.join(parts)}要由人判断：用 --format xlsx 导出，在表里逐行判断后用 --confirm 读回。"


def suggestion_words(local: JudgedLocal) -> list[str]:
    """A sentence for each pair of similar names, the surest first."""
    ordered = sorted(local.suggestions, key=lambda each: (-each.confidence, each.fingerprint))
    lines = [
        f"疑似同一：目录 {_named(each.directory[0])} 与 本地 {_named(each.local[0])}，把握 {each.confidence:.2f}"
        for each in ordered
    ]
    return _cut(lines, "对疑似同一的事项")


def _named(entry: Entry) -> str:
    return f"{one_line(entry.name)}（{one_line(entry.code) or '无编码'}）"


def decided_words(locals_: Iterable[JudgedLocal]) -> str:
    """How many alignments and changes were decided each way, and of how many that was approved."""
    decisions: Counter[Decision] = Counter()
    pending: Counter[Decision] = Counter()
    for local in locals_:
        decisions += local.decisions
        pending += Counter(local.pending)
    told = []
    for decision in Decision:
        approved = decisions[decision] - pending[decision]
        told.append(f"{decision.label} {decisions[decision]}" + (f"（其中已批准 {approved}）" if approved else ""))
    return "，".join(told)


def _entry(entry: ApprovedEntry) -> str:
    approval = entry.approval
    what = f"指纹 {entry.fingerprint}" if entry.fingerprint else f"{entry.matter} {kind_label(entry.kind)}"
    words = (what, approval.approver, approval.document, approval.until)
    return f"{one_line(entry.file)} 第 {entry.number} 条（{'，'.join(map(one_line, words))}）"


def _cut(lines: list[str], what: str) -> list[str]:
    if len(lines) <= _MOST:
        return lines
    return [*lines[:_MOST], f"这样的{what}另有 {len(lines) - _MOST} 条；全部见 --format json。"]
