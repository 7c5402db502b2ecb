"""What an applicant really has to hand in (format.md §3): 必要性, 适用情形, 任选组, 免提交, 免提交范围."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog_tool.domain.overlap import are_disjoint, covers
from catalog_tool.model import Matter

Material = Mapping[str, Any]

_ABOLISHED = "取消"
_NOTHING: list[tuple[int, Material]] = []


def asked_for(matter: Matter) -> list[tuple[int, Material]]:
    """Index and material of what a matter asks for; nothing where it is abolished."""
    materials = matter.materials
    return _NOTHING if not materials or matter.value.get("状态") == _ABOLISHED else materials


def is_waived(matter: Matter, material: Material) -> bool:
    """Whether nobody has to hand it in: 免提交, everywhere or wherever it is due."""
    if not material.get("免提交"):
        return False
    scope = material.get("免提交范围")
    return not scope or covers(matter, scope, material.get("适用情形"))


def must_be_handed_in(matter: Matter, material: Material) -> bool:
    """Whether some applicant has to hand it in: 必要, not waived, and no waived one of its 任选组 will do."""
    if material.get("必要性") != "必要" or is_waived(matter, material):
        return False
    return not any(is_waived(matter, other) for other in alternatives(matter, material))


def alternatives(matter: Matter, material: Material) -> list[Material]:
    """The other materials of its 任选组 that will do where it is due."""
    group = material.get("任选组")
    if not group:
        return []
    return [
        other
        for _, other in matter.materials
        if other is not material
        and other.get("任选组") == group
        and not are_disjoint(matter, material.get("适用情形"), other.get("适用情形"))
    ]


def is_only_shown(material: Material) -> bool:
    """Whether the original is looked at and given back, and no copy is kept."""
    return material.get("原件处理") == "核验退还" and material.get("形式", "原件") == "原件"
