"""Changes: what a comparator states. Whether one is allowed is the policy's business.

A kind's mirror is what it becomes when the sides are swapped; renaming a kind is a
new version of the JSON (contract.md).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from catalog_tool.compare.comparable import Row
from catalog_tool.context import Context
from catalog_tool.domain.bodies import Bodies
from catalog_tool.model import Path

MIRRORS = {
    "main-name": "main-name",
    "sub-name": "sub-name",
    "type": "type",
    "code": "code",
    "parent": "parent",
    "department": "department",
    "level-not-allowed": "level-not-allowed",
    "statutory-differs": "statutory-differs",
    "promise-longer": "promise-shorter",
    "promise-shorter": "promise-longer",
    "material-added": "material-dropped",
    "material-dropped": "material-added",
    "material-stricter": "material-eased",
    "material-eased": "material-stricter",
    "basis-added": "basis-dropped",
    "basis-dropped": "basis-added",
    "condition-added": "condition-dropped",
    "condition-dropped": "condition-added",
    "precondition-added": "precondition-dropped",
    "precondition-dropped": "precondition-added",
    "situation-added": "situation-dropped",
    "situation-dropped": "situation-added",
    "step-added": "step-dropped",
    "step-dropped": "step-added",
    "special-added": "special-dropped",
    "special-dropped": "special-added",
    "clock-stopped": "clock-counted",
    "clock-counted": "clock-stopped",
    "visits-more": "visits-fewer",
    "visits-fewer": "visits-more",
    "audience-narrowed": "audience-widened",
    "audience-widened": "audience-narrowed",
    "case-slower": "case-faster",
    "case-faster": "case-slower",
    "channel-dropped": "channel-added",
    "channel-added": "channel-dropped",
    "field-added": "field-dropped",
    "field-dropped": "field-added",
    "fee-added": "fee-dropped",
    "fee-dropped": "fee-added",
    "fee-higher": "fee-lower",
    "fee-lower": "fee-higher",
    "member-added": "member-dropped",
    "member-dropped": "member-added",
    "step-order": "step-order",
    "result-differs": "result-differs",
    "standard-differs": "standard-differs",
    "stale-version": "stale-version",
}
"""Every kind of change and its mirror."""

LABELS = {
    "main-name": "主项名称不同",
    "sub-name": "子项名称不同",
    "type": "事项类型不同",
    "code": "基本编码不同",
    "parent": "所属主项不同",
    "department": "实施部门不同",
    "level-not-allowed": "层级不符",
    "statutory-differs": "法定时限不同",
    "promise-longer": "承诺时限更长",
    "promise-shorter": "承诺时限更短",
    "material-added": "多要材料",
    "material-dropped": "少要材料",
    "material-stricter": "材料要求更严",
    "material-eased": "材料要求放宽",
    "basis-added": "多列依据",
    "basis-dropped": "少列依据",
    "condition-added": "多设条件",
    "condition-dropped": "少设条件",
    "precondition-added": "多设前置事项",
    "precondition-dropped": "少设前置事项",
    "situation-added": "多分情形",
    "situation-dropped": "少分情形",
    "step-added": "多设环节",
    "step-dropped": "少设环节",
    "special-added": "多设特别程序",
    "special-dropped": "少设特别程序",
    "clock-stopped": "不计入时限",
    "clock-counted": "计入时限",
    "visits-more": "到现场次数更多",
    "visits-fewer": "到现场次数更少",
    "audience-narrowed": "服务对象变窄",
    "audience-widened": "服务对象变宽",
    "case-slower": "即办改为承诺",
    "case-faster": "承诺改为即办",
    "channel-dropped": "少了办理渠道",
    "channel-added": "多了办理渠道",
    "field-added": "表单多要字段",
    "field-dropped": "表单少要字段",
    "fee-added": "多收费",
    "fee-dropped": "少收费",
    "fee-higher": "收费更高",
    "fee-lower": "收费更低",
    "member-added": "一件事多了事项",
    "member-dropped": "一件事少了事项",
    "step-order": "环节顺序不同",
    "result-differs": "审批结果不同",
    "standard-differs": "受理或审查标准不同",
    "stale-version": "所依据的目录版本不同",
}
"""What people read for a kind."""


@dataclass(frozen=True)
class Change:
    """One difference of a pair of rows.

    `before` is the directory's value as printed, `after` the local one; `traits` are
    facts the policy may ask for; `args` fill the reason's placeholders; the paths
    say where it stands on each side.
    """

    kind: str
    path: Path
    before: str
    after: str
    certain: bool = True
    traits: frozenset[str] = frozenset()
    args: Mapping[str, str] = field(default_factory=dict)
    directory_path: Path | None = None
    local_path: Path | None = None


@dataclass(frozen=True)
class Setting:
    """What comparators may know besides the pair: both contexts, the lines of duty, the day."""

    directory: Context
    local: Context
    bodies: Bodies
    day: str
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs of a directory's department and a local body that a person has told apart."""


Comparator = Callable[[Row, Row, Setting], Iterator[Change]]

_registered: dict[str, tuple[frozenset[str], Comparator]] = {}


def comparator(*kinds: str) -> Callable[[Comparator], Comparator]:
    """Register a function of (directory row, local row, setting) under its module's name, with its kinds."""

    def register(function: Comparator) -> Comparator:
        _registered[function.__module__.rpartition(".")[2]] = (frozenset(kinds), function)
        return function

    return register


@cache
def all_comparators() -> dict[str, tuple[frozenset[str], Comparator]]:
    """Every comparator by name with its kinds, sorted by name."""
    from catalog_tool.compare import comparators

    for module in pkgutil.iter_modules(comparators.__path__):
        importlib.import_module(f"{comparators.__name__}.{module.name}")
    return dict(sorted(_registered.items()))


def changes_between(directory: Row, local: Row, setting: Setting) -> list[Change]:
    """All differences of a pair, in the comparators' order."""
    changes = (change for _, compare in all_comparators().values() for change in compare(directory, local, setting))
    if setting.local.is_directory:
        # A directory leaves to regions; it has no values of its own to fill in.
        return [change for change in changes if "unset" not in change.traits]
    return list(changes)


def listed(words: Any) -> str:
    """Words as printed in one value: 县级、市级; 未填 for none."""
    return "、".join(words) or "未填"
