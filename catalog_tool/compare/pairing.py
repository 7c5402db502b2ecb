"""Which rows of one alignment are compared with which (contract.md, JSON of `diff`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from catalog_tool.compare.comparable import Row
from catalog_tool.domain.names import fold

Pair = tuple[int, int]
Distance = Callable[[int, int], int]

# Beyond this, rows that nothing tells apart pair in order: counting the differences
# of every pair would take minutes for a code that a thousand rows share.
_MOST_DISTANCES = 2_500


def pair_rows(directory: Sequence[Row], local: Sequence[Row], distance: Distance) -> list[Pair]:
    """Index pairs: by 孙项, name, last two digits of 业务办理项编码, fewest differences, order.

    A left-over row of either side is compared with the nearest of the other.
    """
    if len(directory) == 1 == len(local):
        return [(0, 0)]
    pairs: list[Pair] = []
    here, there = list(range(len(directory))), list(range(len(local)))
    keys = [([key(row) for row in directory], [key(row) for row in local]) for key in (_detail, _name, _order_digits)]
    _pair(here, there, keys, distance, pairs)
    paired_here, paired_there = {one for one, _ in pairs}, {other for _, other in pairs}
    near = range(min(len(local), _MOST_DISTANCES // max(1, len(here) - len(paired_here))) or 1)
    pairs += [
        (one, min(near, key=lambda other: (distance(one, other), other))) for one in here if one not in paired_here
    ]
    near = range(min(len(directory), _MOST_DISTANCES // max(1, len(there) - len(paired_there))) or 1)
    pairs += [
        (min(near, key=lambda one: (distance(one, other), one)), other) for other in there if other not in paired_there
    ]
    return sorted(pairs)


Keys = Sequence[tuple[Sequence[str], Sequence[str]]]


def _pair(here: list[int], there: list[int], keys: Keys, distance: Distance, pairs: list[Pair]) -> None:
    """Pair as many as there are on the smaller side: rows with one key among themselves, then the rest."""
    if not here or not there:
        return
    if not keys:
        _pair_nearest(here, there, distance, pairs)
        return
    (mine, theirs), *rest = keys
    buckets: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for one in here:
        buckets[mine[one]][0].append(one)
    for other in there:
        buckets[theirs[other]][1].append(other)
    known = len(pairs)
    for value, (ours, others) in buckets.items():
        if value:
            _pair(ours, others, rest, distance, pairs)
    done_here, done_there = {one for one, _ in pairs[known:]}, {other for _, other in pairs[known:]}
    left = [one for one in here if one not in done_here]
    left_there = [other for other in there if other not in done_there]
    _pair(left, left_there, rest, distance, pairs)


def _pair_nearest(here: list[int], there: list[int], distance: Distance, pairs: list[Pair]) -> None:
    if len(here) == len(there) == 1 or len(here) * len(there) > _MOST_DISTANCES:
        pairs += zip(here, there, strict=False)
        return
    free_here, free_there = set(here), set(there)
    for _, one, other in sorted((distance(one, other), one, other) for one in here for other in there):
        if one in free_here and other in free_there:
            pairs.append((one, other))
            free_here.remove(one)
            free_there.remove(other)


def _detail(row: Row) -> str:
    return fold(row.matter.detail_name)


def _name(row: Row) -> str:
    return fold(row.matter.title)


def _order_digits(row: Row) -> str:
    return row.matter.handling_code[-2:]
