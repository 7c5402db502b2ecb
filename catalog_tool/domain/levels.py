"""Levels of a matter: who takes part in it, and in what duty."""

from __future__ import annotations

from catalog_tool.model import LEVELS, Matter, text_of, texts_of

COUNTER_DUTIES = frozenset({"收件", "受理", "送达"})
"""Duties at the counter: whoever has no more than these exercises no power (contract.md, Absence)."""


def levels_taking_part(matter: Matter) -> list[str]:
    """The levels that 行使层级 or 审批链 names, from the highest to the lowest; words that are no level last."""
    levels = matter.levels
    if len(levels) == 1 and levels[0] and "审批链" not in matter.value:
        return levels
    named = dict.fromkeys([*levels, *(text_of(link.get("层级")) for _, link in matter.chain)])
    named.pop("", None)
    return [*(level for level in LEVELS if level in named), *(word for word in named if word not in LEVELS)]


def is_above(level: str, other: str) -> bool:
    """Whether a level is higher than another; False where either is no level."""
    return level in LEVELS and other in LEVELS and LEVELS.index(level) < LEVELS.index(other)


def duties_at(matter: Matter, level: str) -> set[str]:
    """What 审批链 gives a level to do."""
    return {duty for _, link in matter.chain if link.get("层级") == level for duty in texts_of(link.get("职责"))}


def counter_duties_only(matter: Matter, level: str) -> bool:
    """Whether a level only receives, accepts or delivers."""
    duties = duties_at(matter, level)
    return bool(duties) and duties <= COUNTER_DUTIES
