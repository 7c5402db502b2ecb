"""What a cell of the claim matrix says besides its kind: in which aspects there are violations."""

from __future__ import annotations

from functools import cache

from catalog_tool.compare.judged import JudgedAlignment
from catalog_tool.compare.policy import Decision

LIMITS, MATERIALS, OTHER, REPORT = "时限", "材料", "其他", "报备"
_ASPECTS = {
    LIMITS: ("statutory-differs", "promise-longer", "promise-shorter", "case-slower", "case-faster", "clock-stopped",
             "clock-counted"),
    MATERIALS: ("material-added", "material-dropped", "material-stricter", "material-eased"),
    "名称": ("main-name", "sub-name", "parent"),
    "编码": ("code",),
    "类型": ("type",),
    "部门": ("department",),
    "层级": ("level-not-allowed",),
    "依据": ("basis-added", "basis-dropped"),
    "条件": ("condition-added", "condition-dropped", "precondition-added", "precondition-dropped"),
    "情形": ("situation-added", "situation-dropped"),
    "环节": ("step-added", "step-dropped", "step-order", "special-added", "special-dropped"),
    "次数": ("visits-more", "visits-fewer"),
    "对象": ("audience-narrowed", "audience-widened"),
    "渠道": ("channel-added", "channel-dropped"),
    "表单": ("field-added", "field-dropped"),
    "收费": ("fee-added", "fee-dropped", "fee-higher", "fee-lower"),
    "结果": ("result-differs",),
    "标准": ("standard-differs",),
    "版本": ("stale-version",),
    "成员": ("member-added", "member-dropped"),
}  # fmt: skip
_MARKS = {kind: mark for mark, kinds in _ASPECTS.items() for kind in kinds}
_ORDER = {mark: place for place, mark in enumerate((*_ASPECTS, OTHER))}

Marks = tuple[str, ...]
_REPORTED: Marks = (REPORT,)


def mark_of(kind: str) -> str:
    """The aspect that a kind of change belongs to, as people read it: 时限, 材料 and so on."""
    return _MARKS.get(kind, OTHER)


def marks_of(judged: JudgedAlignment) -> Marks:
    """The aspects in which an alignment has violations, 时限 and 材料 first; 报备 where the worst is to be reported.

    Equal ones are one and the same tuple: a province has two hundred thousand cells.
    """
    if not judged.changes:
        return ()
    violated = [change for change in judged.changes if change.verdict.decision is Decision.VIOLATION]
    if not violated and any(change.verdict.decision is Decision.REPORT for change in judged.changes):
        return _REPORTED
    return _in_order(frozenset(mark_of(change.kind) for change in violated))


@cache
def _in_order(marks: frozenset[str]) -> Marks:
    return tuple(sorted(marks, key=_ORDER.__getitem__))
