"""Who has what a list does not claim (不认领): the upper list, or the body a duty went to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog_tool.compare.comparable import Group, Side
from catalog_tool.domain.levels import is_above
from catalog_tool.domain.names import fold
from catalog_tool.model import mappings_of, text_of

_BY_UPPER = "上级直接行使"
_MOVED = "职责划转"


def exempt_entries(local: Side) -> dict[str, Mapping[str, Any]]:
    """The entries of 不认领 by 基本编码."""
    entries = {text_of(entry.get("基本编码")): entry for _, entry in mappings_of(local.manifest.get("不认领"))}
    entries.pop("", None)
    return entries


class Elsewhere:
    """Where the matters that one list does not claim are found in a run."""

    def __init__(self, local: Side, others: Sequence[Side]) -> None:
        uppers = [side for side in others if _is_upper(side, local)]
        beside = [side for side in others if side.context.region == local.context.region]
        self._upper_codes = {group.code for side in uppers for group in side.groups if group.in_use}
        self._beside = [group for side in beside for group in side.groups if group.in_use]
        self._codes_beside = {group.code for group in self._beside}
        self._bodies: dict[str, set[str]] = {}
        for group in (*(group for group in local.groups if group.in_use), *self._beside):
            self._bodies.setdefault(fold(group.first.title), set()).add(fold(group.first.body_name))

    def has(self, group: Group, reason: str) -> bool:
        """Whether the run shows who took over a matter given up for a reason."""
        if not group.code:
            return False
        if reason == _BY_UPPER:
            return group.code in self._upper_codes
        if reason != _MOVED:
            return False
        bodies = self._bodies.get(fold(group.first.title), set()) - {"", fold(group.first.body_name)}
        return group.code in self._codes_beside or bool(bodies)


def _is_upper(side: Side, local: Side) -> bool:
    """Whether a list is of a higher level whose region holds the local one's (3301 00 holds 3301 22)."""
    if not is_above(side.context.level, local.context.level):
        return False
    stem = side.context.region
    while stem.endswith("00"):
        stem = stem[:-2]
    return local.context.region.startswith(stem)
