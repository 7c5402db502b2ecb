"""Two flows as sequences of steps: which steps correspond, and whether their order does.

Steps correspond by folded 环节. Where a name stands more often on one side, the longest
common subsequence says which of its places has no counterpart. Steps of one 并行组 have
no order among themselves, so a step only counts as moved where both sides order it
against another one, and differently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from catalog_tool.compare.terms.aspects import Aspect
from catalog_tool.domain.duration import stages
from catalog_tool.domain.names import fold
from catalog_tool.domain.situations import Conditions
from catalog_tool.model import text_of

# No office has flows of more than a few dozen steps. Beyond this many cells the places
# of a repeated name are told apart by their order alone, which takes linear time.
_MOST_CELLS = 250_000


@dataclass(frozen=True, slots=True)
class Step:
    """A step: folded name, name as written, index in the flow, and the stage it runs in (from 0)."""

    name: str
    text: str
    index: int
    stage: int


def steps_of(value: object, aspect: Aspect) -> list[Step] | None:
    """The steps of a flow that apply, in order; None where there is no list, or nothing in it can be read.

    Steps of one name for different situations are one step: an applicant meets one of them.
    """
    if not isinstance(value, list):
        return None
    found: list[Step] = []
    met: Counter[tuple[str, Conditions]] = Counter()
    most: Counter[str] = Counter()
    readable = not value
    for number, stage in enumerate(stages(_mappings(value))):
        for index, step in stage.steps:
            text = text_of(step.get("环节")).strip()
            name = fold(text)
            if not name:
                continue
            readable = True
            when = aspect.when(step.get("适用情形"))
            if when == frozenset():
                continue
            met[name, when] += 1
            if when is not None:
                if met[name, when] <= most[name]:
                    continue
                most[name] = met[name, when]
            found.append(Step(name, text, index, number))
    return found if readable else None


def have_one_outline(here: object, there: object) -> bool:
    """Whether two flows name the same steps in the same groups and none depends on a situation: a quick first look."""
    if not isinstance(here, list) or not isinstance(there, list) or len(here) != len(there):
        return False
    for one, other in zip(here, there, strict=True):
        if one == other:
            if type(one) is dict and "适用情形" in one:
                return False
        elif (
            type(one) is not dict
            or type(other) is not dict
            or one.get("环节") != other.get("环节")
            or one.get("并行组") != other.get("并行组")
            or "适用情形" in one
            or "适用情形" in other
        ):
            return False
    return True


def _mappings(value: Sequence[Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each step of a list; one that is written as a mere text is a step of that name."""
    for index, item in enumerate(value):
        if isinstance(item, dict):
            yield index, item
        elif isinstance(item, str):
            yield index, {"环节": item}


def matched(here: Sequence[Step], there: Sequence[Step]) -> list[tuple[int, int]]:
    """Pairs of positions of steps that correspond, as many as there are; swapping the sides swaps the pairs."""
    places_here, places_there = _places(here), _places(there)
    uneven = {
        name for name, places in places_here.items() if name in places_there and len(places) != len(places_there[name])
    }
    if uneven:
        kept_here, kept_there = _common(here, there)
        for name in uneven:
            count = min(len(places_here[name]), len(places_there[name]))
            places_here[name] = _chosen(places_here[name], kept_here, count)
            places_there[name] = _chosen(places_there[name], kept_there, count)
    return sorted(
        pair for name, places in places_here.items() for pair in zip(places, places_there.get(name, ()), strict=False)
    )


def _places(steps: Sequence[Step]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for position, step in enumerate(steps):
        places.setdefault(step.name, []).append(position)
    return places


def _chosen(places: Sequence[int], kept: set[int], count: int) -> list[int]:
    """As many places as there are counterparts: those of the common subsequence, then the first."""
    return sorted(sorted(places, key=lambda place: (place not in kept, place))[:count])


def _common(here: Sequence[Step], there: Sequence[Step]) -> tuple[set[int], set[int]]:
    """The positions of a longest common subsequence on each side; none where the flows are too long for it."""
    one, other = [step.name for step in here], [step.name for step in there]
    if len(one) * len(other) > _MOST_CELLS:
        return set(), set()
    # Of several longest subsequences the same must be found whichever side comes first.
    if other < one:
        second, first = _common_positions(other, one)
        return first, second
    return _common_positions(one, other)


def _common_positions(one: Sequence[str], other: Sequence[str]) -> tuple[set[int], set[int]]:
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        row, below = lengths[i], lengths[i + 1]
        for j in range(len(other) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if one[i] == other[j] else max(below[j], row[j + 1])
    first: set[int] = set()
    second: set[int] = set()
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            first.add(i)
            second.add(j)
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return first, second


def disagree(pairs: Sequence[tuple[Step, Step]]) -> bool:
    """Whether any two steps stand in one order here and in the other there."""
    stages_of_pairs = sorted((one.stage, other.stage) for one, other in pairs)
    latest = -1
    for _, group in groupby(stages_of_pairs, key=lambda pair: pair[0]):
        there = [other for _, other in group]
        if min(there) < latest:
            return True
        latest = max(latest, *there)
    return False
