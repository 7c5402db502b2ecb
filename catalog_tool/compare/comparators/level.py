"""Levels: a local 行使层级 that takes no part in the directory's matter."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator, listed
from catalog_tool.compare.comparable import Row, is_founded
from catalog_tool.domain.granted import decides_beyond, grant_of
from catalog_tool.domain.levels import counter_duties_only, levels_taking_part
from catalog_tool.model import Matter


@comparator("level-not-allowed")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """One change for each local level that neither 行使层级 nor 审批链 of the directory names."""
    given = levels_taking_part(directory.matter)
    there = local.matter
    for level in dict.fromkeys(there.levels):
        if level in given or not level:
            continue
        traits, args = _traits(there, level, setting.day)
        yield Change("level-not-allowed", ("行使层级",), listed(given), level, traits=traits, args=args)


def _traits(matter: Matter, level: str, day: str) -> tuple[frozenset[str], dict[str, str]]:
    """What may excuse the level: power that was given with a basis, or counter duties only."""
    at_the_counter = counter_duties_only(matter, level)
    traits = {"counter-duties"} if at_the_counter else set()
    grant = grant_of(matter)
    if grant is None or not is_founded(matter.get("权力来源依据")):
        return frozenset(traits), {}
    traits.add("given")
    if not grant.giver:
        traits.add("no-giver")
    # Who only receives and delivers exercises no power that could have run out.
    if not at_the_counter:
        faults = {
            "expired": grant.has_ended(day),
            "not-begun": not grant.has_begun(day),
            "beyond-grant": decides_beyond(matter, grant, level),
        }
        traits |= {trait for trait, applies in faults.items() if applies}
    args = {
        "source": grant.source,
        "giver": grant.giver or "未写机关",
        "scope": listed(grant.scope) if grant.scope else "未写范围",
        "term": grant.term,
        "powers": listed(grant.powers),
    }
    return frozenset(traits), args
