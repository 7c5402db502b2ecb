"""Whether a directory's matter and a local one stand in one line of duty, for matching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog_tool.compare.comparable import Group
from catalog_tool.domain.bodies import Bodies, mapped
from catalog_tool.model import mapping_of, texts_of


class Lines:
    """Lines of duty under one local list: its 部门对应 first, then the table of duties."""

    def __init__(self, bodies: Bodies, manifest: Mapping[str, object]) -> None:
        listed = mapping_of(manifest.get("部门对应"))
        self._correspondence: dict[str, Sequence[str]] = {name: texts_of(names) for name, names in listed.items()}
        self._bodies = bodies
        self._known: dict[tuple[str, str, str, str], bool | None] = {}

    def are_one(self, one: Group, other: Group) -> bool | None:
        """Whether a directory's matter and a local one are of one line; None if nobody knows."""
        here, there = one.first, other.first
        names = (one.department, here.body_name, other.department, there.body_name)
        if names not in self._known:
            self._known[names] = self._look_up(*names)
        return self._known[names]

    def _look_up(self, department: str, body: str, local_department: str, local_body: str) -> bool | None:
        given = [name for name in (department, body) if name]
        # What 部门对应 leaves out is no proof: a matter may have been handed to a body it does not name.
        if local_body and mapped(self._correspondence, given, local_body):
            return True
        if not department or not local_department:
            return None
        return self._bodies.same_line(department, local_department)
