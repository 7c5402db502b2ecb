"""收录范围: what a catalog claims to hold in full, and so what its silence proves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.bodies import Bodies
from catalog_tool.model import mapping_of, texts_of


@dataclass(frozen=True)
class Scope:
    """The levels, types and departments a catalog claims to hold; None is unlimited."""

    levels: frozenset[str] | None
    types: frozenset[str] | None
    departments: tuple[str, ...] | None

    def reaches(self, levels: Iterable[str], type_: str, department: str, bodies: Bodies) -> bool:
        """Whether a matter of these levels, this type and this line belongs into it."""
        if self.levels is not None and self.levels.isdisjoint(levels):
            return False
        if self.types is not None and type_ not in self.types:
            return False
        if self.departments is None:
            return True
        return any(department and bodies.same_line(mine, department) is True for mine in self.departments)


def scope_of(context: Context) -> Scope | None:
    """The scope a catalog declares; None for a directory that declares none.

    A local list without levels is taken to hold its own: a county claims no
    provincial matters by silence.
    """
    declared = context.manifest.get("收录范围")
    if context.is_directory and not isinstance(declared, dict) and not texts_of(declared):
        return None
    fields: Mapping[str, Any] = mapping_of(declared)
    levels = texts_of(fields.get("层级")) if isinstance(declared, dict) else texts_of(declared)
    named = frozenset(levels) or None
    if named is None and not context.is_directory:
        named = frozenset({context.level})
    types, departments = texts_of(fields.get("事项类型")), texts_of(fields.get("主管部门"))
    return Scope(named, frozenset(types) or None, tuple(departments) or None)
