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
    return [change for _, compare in all_comparators().values() for change in compare(directory, local, setting)]


def listed(words: Any) -> str:
    """Words as printed in one value: 县级、市级; 未填 for none."""
    return "、".join(words) or "未填"
