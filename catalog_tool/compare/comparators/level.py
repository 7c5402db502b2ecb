"""Levels: a local 行使层级 that takes no part in the directory's matter."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator, listed
from catalog_tool.compare.comparable import Row, is_founded
from catalog_tool.domain.levels import counter_duties_only, levels_taking_part
from catalog_tool.model import Matter, mapping_of, text_of, texts_of

_GIVEN = ("上级下放", "上级授权", "同级授权", "上级委托", "同级委托")


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
    traits: set[str] = set()
    args: dict[str, str] = {}
    if counter_duties_only(matter, level):
        traits.add("counter-duties")
    source = matter.power_source
    if source in _GIVEN and is_founded(matter.get("权力来源依据")):
        giver = mapping_of(matter.get("权力来源机关"))
        start, end = text_of(giver.get("起")), text_of(giver.get("止"))
        traits.add("given")
        if end and end < day:
            traits.add("expired")
        term = f"{start or '未写起始'} 至 {end or '未写终止'}" if start or end else "未写期限"
        args = {
            "source": source,
            "giver": text_of(giver.get("名称")) or "未写机关",
            "scope": listed(texts_of(giver.get("范围"))) if giver.get("范围") else "未写范围",
            "term": term,
        }
    return frozenset(traits), args
