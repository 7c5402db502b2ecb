"""Which steps of two flows are the same step (same_steps), and links of two chains the same link (same_links).

Only what is certainly the same is compared in its terms: a difference must not be
read into two steps that happen to have one name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, NamedTuple

from catalog_tool.compare.changes import Setting
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.aspects import aspect_of
from catalog_tool.compare.terms.told_levels import levels_told_of
from catalog_tool.domain.chain import duties_of
from catalog_tool.domain.names import fold
from catalog_tool.model import Matter, mappings_of, text_of

Entry = Mapping[str, Any]

_OFFICE_FLOW = "业务流程"


class Same(NamedTuple):
    """One step or link on both sides, with its index in each list."""

    directory: int
    here: Entry
    local: int
    there: Entry


class _Step(NamedTuple):
    at: int
    step: Entry
    name: str
    when: Hashable


def same_steps(directory: Row, local: Row, flow: str, setting: Setting) -> list[Same]:
    """The steps of one flow that both sides have, by folded 环节 and 适用情形; none where the flows are equal.

    业务流程 of a local list is its own level's link only, while that of a directory may
    tell of other links of the chain: of more, then two steps are one only where the
    flows have the same steps throughout, or both name the same 部门; of others, then none are.
    """
    one, other = directory.value.get(flow), local.value.get(flow)
    if one == other or not isinstance(one, list) or not isinstance(other, list):
        return []
    levels = levels_told_of(directory, local, setting) if flow == _OFFICE_FLOW else (frozenset(), frozenset())
    if levels[0] and levels[0].isdisjoint(levels[1]):
        return []
    here, there = _steps(directory.matter, local.matter, flow), _steps(local.matter, directory.matter, flow)
    if [(step.name, step.when) for step in here] == [(step.name, step.when) for step in there]:
        return [_same(one, other) for one, other in zip(here, there, strict=True) if one.name]
    found = [*_matched(here, there)]
    return found if levels[0] == levels[1] else [same for same in found if _has_one_office(same)]


def _steps(matter: Matter, opposite: Matter, flow: str) -> list[_Step]:
    aspect = aspect_of(matter, opposite)
    found = []
    for index, step in mappings_of(matter.value.get(flow)):
        when = aspect.when(step.get("适用情形"))
        if when != frozenset():
            found.append(_Step(index, step, fold(text_of(step.get("环节"))), when))
    return found


def _matched(here: list[_Step], there: list[_Step]) -> Iterator[Same]:
    """Steps of one name and situation, if there are as many on each side; then what is left of a name, if it is one."""
    theirs = _by_name(there)
    for name, mine in _by_name(here).items():
        others = theirs.get(name, {})
        left: list[_Step] = []
        for when, one in mine.items():
            if len(one) == len(others.get(when, ())):
                yield from (_same(*pair) for pair in zip(one, others.pop(when), strict=True))
            else:
                left += one
        others_left = [step for steps in others.values() for step in steps]
        if len(left) == len(others_left) == 1:
            yield _same(left[0], others_left[0])


def _by_name(steps: list[_Step]) -> dict[str, dict[Hashable, list[_Step]]]:
    """Steps by name and situation."""
    found: dict[str, dict[Hashable, list[_Step]]] = defaultdict(dict)
    for step in steps:
        if step.name:
            found[step.name].setdefault(step.when, []).append(step)
    return found


def _same(one: _Step, other: _Step) -> Same:
    return Same(one.at, one.step, other.at, other.step)


def _has_one_office(same: Same) -> bool:
    office = fold(text_of(same.here.get("部门")))
    return bool(office) and office == fold(text_of(same.there.get("部门")))


def same_links(directory: Matter, local: Matter) -> Iterator[tuple[Same, bool]]:
    """The links of 审批链 that both sides have, by 层级 and 职责; then a level's only one that is left.

    With each, whether its duties are the same.
    """
    here, there = _links(directory), _links(local)
    for level, mine in here.items():
        others = there.get(level, {})
        left = []
        for duties, one in mine.items():
            if len(one) == len(others.get(duties, ())):
                for (at, link), (other_at, other) in zip(one, others.pop(duties), strict=True):
                    yield Same(at, link, other_at, other), True
            else:
                left += one
        others_left = [link for links in others.values() for link in links]
        if len(left) == len(others_left) == 1:
            yield Same(*left[0], *others_left[0]), False


def _links(matter: Matter) -> dict[str, dict[frozenset[str], list[tuple[int, Entry]]]]:
    """Links with their indices by level and duties."""
    found: dict[str, dict[frozenset[str], list[tuple[int, Entry]]]] = defaultdict(dict)
    for index, link in matter.chain:
        if level := text_of(link.get("层级")).strip():
            found[level].setdefault(frozenset(duties_of(link)), []).append((index, link))
    return found
