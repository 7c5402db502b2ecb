"""审批链: which links are a level's own, and what they have time for (format.md §2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.limits import Limit, limit_of
from catalog_tool.model import Matter, text_of, texts_of

Link = tuple[int, Mapping[str, Any]]


def duties_of(link: Mapping[str, Any]) -> list[str]:
    """职责 of a link, as written."""
    return texts_of(link.get("职责"))


def link_is_counted(link: Mapping[str, Any]) -> bool:
    """Whether a link's time counts: as 计入时限 says, else unless it only delivers, like a step 送达."""
    counted = link.get("计入时限")
    if counted in ("是", "否"):
        return bool(counted == "是")
    return duties_of(link) != ["送达"]


def own_links(matter: Matter, context: Context) -> list[Link]:
    """The links of the level that writes the matter; none where that is not one level.

    A list writes its own level, a directory the one level that exercises the matter.
    """
    at_hand = {text_of(link.get("层级")) for _, link in matter.chain}
    levels = [level for level in dict.fromkeys(matter.levels) if level in at_hand]
    if not context.is_directory and context.level in at_hand:
        levels = [context.level]
    return [(index, link) for index, link in matter.chain if link.get("层级") in levels] if len(levels) == 1 else []


def counted_limits(links: Iterable[Link]) -> list[tuple[int, Limit]] | None:
    """Index and limit of each link that counts; None where one of them says nothing of its time."""
    found = []
    for index, link in links:
        if link_is_counted(link):
            limit = limit_of(link.get("时限"))
            if limit is None:
                return None
            found.append((index, limit))
    return found
