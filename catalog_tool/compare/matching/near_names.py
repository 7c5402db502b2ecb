"""Which names are worth comparing with a name: of one type, and with enough pairs of letters in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import ceil

from catalog_tool.compare.comparable import Group
from catalog_tool.compare.matching.read_names import ReadNames

# Names alike enough to be of interest share at least this part of their pairs of letters.
_LEAST_SHARED = 0.5
# Nor are more than so many looked at for one: a list of one name repeated has no more to tell.
_MOST_NEAR = 6


class NearNames:
    """An index of matters by 事项类型 and the pairs of letters in what their names say."""

    def __init__(self, names: ReadNames, groups: Sequence[Group]) -> None:
        self._names = names
        self._holders: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._said: list[set[str]] = []
        for place, group in enumerate(groups):
            pairs = self._pairs(group)
            self._said.append(pairs)
            holders = self._holders[group.first.type]
            for pair in pairs:
                holders[pair].append(place)

    def near(self, group: Group) -> list[int]:
        """Places of the matters nearest by name, at most six, the nearest first."""
        pairs = self._pairs(group)
        holders = self._holders.get(group.first.type)
        if not pairs or not holders:
            return []
        # The share is at most 2s / (p + s), so that fewer in common than this is never enough.
        # Whoever has so many in common has one of the others, and those leave out 登记 and 经营.
        least = ceil(len(pairs) * _LEAST_SHARED / (2 - _LEAST_SHARED))
        rarest = sorted(pairs, key=lambda pair: (len(holders.get(pair, ())), pair))[: len(pairs) - least + 1]
        places = {place for pair in rarest for place in holders.get(pair, ())}
        shares = []
        for place in places:
            said = self._said[place]
            share = 2 * len(pairs & said) / (len(pairs) + len(said))
            if share >= _LEAST_SHARED:
                shares.append((-share, place))
        return [place for _, place in sorted(shares)[:_MOST_NEAR]]

    def _pairs(self, group: Group) -> set[str]:
        if not group.first.type:
            return set()
        core = self._names.of(group).core
        return {core[index : index + 2] for index in range(max(1, len(core) - 1))} - {""}
