"""Power that another body gave: 权力来源 and 权力来源机关 (format.md §2)."""

from __future__ import annotations

from typing import NamedTuple

from catalog_tool.domain.levels import duties_at
from catalog_tool.model import Matter, mapping_of, text_of, texts_of

GIVEN = frozenset({"上级下放", "上级授权", "同级授权", "上级委托", "同级委托"})
"""权力来源 of what is not 法定本级行使."""
_DECIDING = "决定"


class Grant(NamedTuple):
    """权力来源, the giver's 名称, 层级, 权限 and 范围, and the days 起 and 止; "" or empty where none is written."""

    source: str
    giver: str
    level: str
    powers: tuple[str, ...]
    scope: tuple[str, ...]
    since: str
    until: str

    def has_begun(self, day: str) -> bool:
        """Whether it is in force by a day (YYYY-MM-DD), as far as a beginning is written."""
        return self.since <= day

    def has_ended(self, day: str) -> bool:
        """Whether a written end lies before a day: the last day itself still counts."""
        return bool(self.until) and self.until < day

    @property
    def term(self) -> str:
        """Its days as printed."""
        if not self.since and not self.until:
            return "未写期限"
        if not self.until:
            return f"{self.since} 起，未写终止"
        return f"{self.since or '未写起始'} 至 {self.until}"


def grant_of(matter: Matter) -> Grant | None:
    """By whom and how a matter's power was given; None for a level's own, or where 权力来源 is none of the known."""
    source = matter.power_source
    if source not in GIVEN:
        return None
    giver = mapping_of(matter.get("权力来源机关"))
    return Grant(
        source,
        text_of(giver.get("名称")).strip(),
        text_of(giver.get("层级")),
        tuple(texts_of(giver.get("权限"))),
        tuple(texts_of(giver.get("范围"))),
        text_of(giver.get("起")).strip(),
        text_of(giver.get("止")).strip(),
    )


def decides_beyond(matter: Matter, grant: Grant, level: str) -> bool:
    """Whether 审批链 has a level decide although 权限 names other powers only.

    Without a chain the level may be doing no more than it was given.
    """
    return bool(grant.powers) and _DECIDING not in grant.powers and _DECIDING in duties_at(matter, level)
