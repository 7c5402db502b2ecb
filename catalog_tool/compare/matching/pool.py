"""What is matched and what is still free, tier after tier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalog_tool.compare.comparable import Group
from catalog_tool.compare.matching.confirmed import Confirmed, key_of

MAIN_CODE_CONFIDENCE = 0.95
# Of a name that hundreds of matters share, not every pair is looked at.
_MOST_COMPARED = 250_000

Key = Callable[[Group], object]
Fits = Callable[[Group, Group], bool]


@dataclass(frozen=True, eq=False)
class Match:
    """Matters that belong together: one side may hold several, or none."""

    directory: tuple[Group, ...]
    local: tuple[Group, ...]
    matched_by: str | None
    confidence: float
    because: tuple[str, ...]

    def order(self) -> tuple[tuple[str, str, str, int], ...]:
        """What matches are sorted by: of each matter its code, name, file and line (from 1), the directory's first."""
        places = ((group, group.rows[0]) for group in (*self.directory, *self.local))
        return tuple((group.code, group.first.title, row.file, row.place(()).line) for group, row in places)


_BECAUSE = {
    "confirmed": "已由人确认为同一事项",
    "code": "基本编码相同",
    "converted-code": "权力编码换算后与基本编码相同",
    "name-in-department": "名称相同，部门同属一条线",
    "name": "名称相同",
    "main-code": "基本编码前九位相同",
}


class Pool:
    """What is still unmatched on each side, in a fixed order; what a person called different never pairs by name."""

    def __init__(self, directory: Iterable[Group], local: Iterable[Group], confirmed: Confirmed) -> None:
        self._directory = {id(group): group for group in directory}
        self._local = {id(group): group for group in local}
        self._matches: dict[int, Match] = {}
        self._different = confirmed.different

    @property
    def matches(self) -> list[Match]:
        """All matches so far, in the order they were made."""
        return list(self._matches.values())

    @property
    def directory(self) -> list[Group]:
        """The directory's matters that are free."""
        return list(self._directory.values())

    @property
    def local(self) -> list[Group]:
        """The local matters that are free."""
        return list(self._local.values())

    def may_pair(self, one: Group, other: Group) -> bool:
        """Whether no person has said that these are two matters."""
        return not self._different or (key_of(one), key_of(other)) not in self._different

    @property
    def fits(self) -> Fits | None:
        """`may_pair` where anyone has said anything, else nothing to ask."""
        return self.may_pair if self._different else None

    def put_aside(self, directory: Iterable[Group] = (), local: Iterable[Group] = ()) -> None:
        """Leave out what may pair no further."""
        for group in directory:
            self._directory.pop(id(group), None)
        for group in local:
            self._local.pop(id(group), None)

    def take(
        self,
        directory: Iterable[Group],
        local: Iterable[Group],
        tier: str,
        confidence: float = 1.0,
        because: tuple[str, ...] = (),
    ) -> None:
        """Match what is free; without reasons the tier's own."""
        here, there = tuple(directory), tuple(local)
        sure = MAIN_CODE_CONFIDENCE if tier == "main-code" else confidence
        found = Match(here, there, tier, sure, because or (_BECAUSE[tier],))
        self._matches[id(found)] = found
        self.put_aside(here, there)

    def widen(
        self,
        found: Match,
        directory: Iterable[Group] = (),
        local: Iterable[Group] = (),
        tier: str = "main-code",
        confidence: float = 1.0,
        because: tuple[str, ...] = (),
    ) -> None:
        """Add more matters to a match, which is then known by the weaker of the two ties."""
        del self._matches[id(found)]
        self.take((*found.directory, *directory), (*found.local, *local), tier, confidence, because)

    def pair_by(self, tier: str, key: Key, fits: Fits | None = None) -> None:
        """Pair what has the same key and, of several with it, what fits without a doubt."""
        here, there = by_key(self.directory, key), by_key(self.local, key)
        for value, directory in here.items():
            local = there.get(value)
            for one, other in _certain_pairs(directory, local, fits) if local else ():
                self.take((one,), (other,), tier)


def by_key(groups: Iterable[Group], key: Key) -> dict[object, list[Group]]:
    """Groups by their key; those whose key is empty are passed over."""
    found: dict[object, list[Group]] = defaultdict(list)
    for group in groups:
        value = key(group)
        if value:
            found[value].append(group)
    return found


def _certain_pairs(here: Sequence[Group], there: Sequence[Group], fits: Fits | None) -> list[tuple[Group, Group]]:
    """Pairs of equal key: the only ones that fit each other; of equally many alike, in order."""
    if fits is None or len(here) * len(there) > _MOST_COMPARED:
        alike = len(here) == len(there) and (fits is None or fits(here[0], there[0]))
        return list(zip(here, there, strict=True)) if alike else []
    fitting = {id(one): [other for other in there if fits(one, other)] for one in here}
    ones = [one for one in here if fitting[id(one)]]
    others = {id(other) for one in ones for other in fitting[id(one)]}
    if len(ones) != len(others):
        return []
    pairs: list[tuple[Group, Group]] = []
    free = set(others)
    for one in ones:
        other = next((other for other in fitting[id(one)] if id(other) in free), None)
        if other is not None:
            pairs.append((one, other))
            free.remove(id(other))
    return pairs
