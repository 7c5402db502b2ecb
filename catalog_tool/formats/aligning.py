"""Which item of a list continues which item of an earlier list: for changes, and for comments that go along."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

NAMING_KEYS = (
    *("编号", "基本编码", "表单名称", "环节", "名称", "问", "档次", "场所", "适用情形", "层级", "部门", "路径"),
    *("主项名称", "子项名称"),
)
"""What an object is known by: the first of these it has."""
_MOST_COMPARED = 250_000
"""Pairs of items beyond which the longest common part is no longer sought, only a common part."""

Pair = tuple[int, int]


def aligned(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new item the index of the old one it continues, None for one that is new.

    Equal items first, then those of one name, in order where they can be and moved where
    not; what is left stands for what stood at its place.
    """
    same = [_form(item) for item in old], [_form(item) for item in new]
    names = [_name(item) for item in old], [_name(item) for item in new]
    fixed = _common(*same)
    found = {other: one for one, other in fixed}
    # Before names count: an item that moved is still itself, whatever of its name stands in its old place.
    found.update(_moved(*same, found))
    taken = set(found.values())
    for olds, news in [*_gaps(fixed, len(old), len(new))]:
        ones, others = [one for one in olds if one not in taken], [other for other in news if other not in found]
        within = _common([names[0][one] for one in ones], [names[1][other] for other in others])
        fixed += [(ones[one], others[other]) for one, other in within]
    fixed.sort()
    found.update((other, one) for one, other in fixed)
    found.update(_moved(*names, found))
    taken = set(found.values())
    for olds, news in _gaps(fixed, len(old), len(new)):
        for kind in (dict, list, str):
            left = [index for index in olds if index not in taken and _kind(old[index]) is kind]
            due = [index for index in news if index not in found and _kind(new[index]) is kind]
            found.update(zip(due, left, strict=False))
    return [found.get(index) for index in range(len(new))]


def _form(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def _name(item: Any) -> Hashable:
    """What an item is known by; None where it has no name."""
    if isinstance(item, Mapping):
        for key in NAMING_KEYS:
            if item.get(key) not in (None, "", [], {}):
                return key, _form(item[key])
    return None


def _kind(item: Any) -> type:
    return dict if isinstance(item, Mapping) else list if isinstance(item, list) else str


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """The pairs of a longest part both have in the same order; None is equal to nothing."""
    shared = (set(old) & set(new)) - {None}
    one = [index for index, sign in enumerate(old) if sign in shared]
    other = [index for index, sign in enumerate(new) if sign in shared]
    start, end = 0, 0
    least = min(len(one), len(other))
    while start < least and old[one[start]] == new[other[start]]:
        start += 1
    while end < least - start and old[one[-1 - end]] == new[other[-1 - end]]:
        end += 1
    outer = [*zip(one[:start], other[:start], strict=True)]
    last = [*zip(one[len(one) - end :], other[len(other) - end :], strict=True)]
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    seek = _longest if len(one) * len(other) <= _MOST_COMPARED else _some
    inner = seek([old[index] for index in one], [new[index] for index in other])
    return [*outer, *((one[left], other[right]) for left, right in inner), *last]


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left in reversed(range(len(old))):
        row, below = lengths[left], lengths[left + 1]
        for right in reversed(range(len(new))):
            row[right] = below[right + 1] + 1 if old[left] == new[right] else max(below[right], row[right + 1])
    pairs: list[Pair] = []
    left = right = 0
    while left < len(old) and right < len(new):
        if old[left] == new[right]:
            pairs.append((left, right))
            left, right = left + 1, right + 1
        elif lengths[left + 1][right] >= lengths[left][right + 1]:
            left += 1
        else:
            right += 1
    return pairs


def _some(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """A common part that is found in one pass: each new item takes the next old one."""
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, sign in enumerate(old):
        places[sign].append(index)
    pairs: list[Pair] = []
    last = -1
    for right, sign in enumerate(new):
        following = places[sign]
        at = bisect_right(following, last)
        if at < len(following):
            last = following[at]
            pairs.append((last, right))
    return pairs


def _gaps(fixed: Sequence[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """Yield what lies between pairs whose order is the same on both sides."""
    left = right = 0
    for one, other in [*fixed, (old, new)]:
        if left < one and right < other:
            yield range(left, one), range(right, other)
        left, right = one + 1, other + 1


def _moved(old: Sequence[Hashable], new: Sequence[Hashable], found: Mapping[int, int]) -> dict[int, int]:
    """Pairs of one sign anywhere in the lists, of what has no partner yet."""
    taken = set(found.values())
    free: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index in reversed(range(len(old))):
        if index not in taken and old[index] is not None:
            free[old[index]].append(index)
    return {
        index: free[sign].pop()
        for index, sign in enumerate(new)
        if index not in found and sign is not None and free[sign]
    }
