"""Who has what a list does not claim (不认领): the upper list, or the body a duty went to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog_tool.compare.comparable import Side
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.levels.holdings import Holdings, is_over
from catalog_tool.compare.levels.whose import Went, whose
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.names import fold
from catalog_tool.model import mappings_of, text_of

BY_UPPER = "上级直接行使"
MOVED = "职责划转"


def exempt_entries(local: Side) -> dict[str, Mapping[str, Any]]:
    """The entries of 不认领 by 基本编码."""
    entries = {text_of(entry.get("基本编码")): entry for _, entry in mappings_of(local.manifest.get("不认领"))}
    entries.pop("", None)
    return entries


class Elsewhere:
    """Where the matters that one list does not claim are found in a run."""

    def __init__(self, local: Holdings, others: Sequence[Holdings], bodies: Bodies) -> None:
        self._bodies = bodies
        beside = [other for other in others if other.region == local.region]
        self._upper_codes = {held.code for other in others if is_over(other, local) for held in other.matters}
        self._codes_beside = {held.code for other in beside for held in other.matters}
        self._holders: dict[str, set[str]] = {}
        for holdings in (local, *beside):
            for held in holdings.matters:
                self._holders.setdefault(held.name, set()).add(held.body)

    def has(self, entry: Entry, department: str, reason: str) -> bool:
        """Whether the run shows who took over a directory's matter, of a department's line, given up for a reason.

        A duty has moved where another list of the region has the matter, or where a body
        of another line has one of its name.
        """
        if not entry.code:
            return False
        if reason == BY_UPPER:
            return entry.code in self._upper_codes
        if reason != MOVED:
            return False
        if entry.code in self._codes_beside:
            return True
        holders = self._holders.get(fold(entry.name), set()) - {""}
        return any(whose(department, body, self._bodies) is not Went.LINE for body in holders)
