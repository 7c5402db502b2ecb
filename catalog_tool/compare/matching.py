"""Which matters of a local list belong to which of the directory.

In tiers, from the surest: code, converted code, name within a line of duty, name,
main code. Every matter of either side stands in exactly one alignment; nothing
depends on the order of files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from catalog_tool.compare.comparable import Group, Side
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.business_kinds import is_bare_action, same_actions
from catalog_tool.domain.codes import NATIONAL_ORIGIN, from_readable
from catalog_tool.domain.levels import levels_taking_part
from catalog_tool.domain.names import fold

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


_BECAUSE = {
    "code": "基本编码相同",
    "converted-code": "权力编码换算后与基本编码相同",
    "name-in-department": "名称相同，部门同属一条线",
    "name": "名称相同",
    "main-code": "基本编码前九位相同",
}


class _Pool:
    """What is still unmatched on each side, in a fixed order."""

    def __init__(self, directory: Iterable[Group], local: Iterable[Group]) -> None:
        self._directory = {id(group): group for group in directory}
        self._local = {id(group): group for group in local}
        self._matches: dict[int, Match] = {}

    @property
    def matches(self) -> list[Match]:
        return list(self._matches.values())

    @property
    def directory(self) -> list[Group]:
        return list(self._directory.values())

    @property
    def local(self) -> list[Group]:
        return list(self._local.values())

    def put_aside(self, directory: Iterable[Group] = (), local: Iterable[Group] = ()) -> None:
        """Leave out what may pair no further."""
        for group in directory:
            self._directory.pop(id(group), None)
        for group in local:
            self._local.pop(id(group), None)

    def take(self, directory: Iterable[Group], local: Iterable[Group], tier: str) -> None:
        here, there = tuple(directory), tuple(local)
        confidence = MAIN_CODE_CONFIDENCE if tier == "main-code" else 1.0
        found = Match(here, there, tier, confidence, (_BECAUSE[tier],))
        self._matches[id(found)] = found
        self.put_aside(here, there)

    def widen(self, found: Match, directory: Iterable[Group] = (), local: Iterable[Group] = ()) -> None:
        """Add more matters of the main item to a match."""
        del self._matches[id(found)]
        self.take((*found.directory, *directory), (*found.local, *local), "main-code")

    def pair_by(self, tier: str, key: Key, fits: Fits | None = None) -> None:
        """Pair what has the same key and, of several with it, what fits without a doubt."""
        here, there = by_key(self.directory, key), by_key(self.local, key)
        for value, directory in here.items():
            for one, other in _certain_pairs(directory, there.get(value, []), fits):
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
    if not here or not there:
        return []
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


def match(directory: Sequence[Group], local: Side, bodies: Bodies, exempt: frozenset[str]) -> list[Match]:
    """All matches and, for what is left, matches with an empty side; sorted.

    A local matter that is not in use answers no matter in use: the list then has none
    for it (contract.md, Absence). A declared 地方补充 is paired by code only, and what
    the list says it does not claim (`exempt` codes) by code at most: a matter of the
    same name is then another body's.
    """
    pool = _Pool(directory, (group for group in local.groups if group.in_use))
    pool.pair_by("code", _code)
    supplements = [group for group in pool.local if group.first.get("地方补充")]
    waived = [group for group in pool.directory if group.code in exempt]
    pool.put_aside(waived, supplements)
    _by_converted_code(pool, local)
    headings = [[group for group in groups if group.is_container] for groups in (pool.directory, pool.local)]
    pool.put_aside(*headings)
    _by_name(pool, bodies)
    _by_main_code(pool)
    headings = _join_headings(pool, *headings)
    left = [*pool.directory, *waived, *headings[0]]
    resting = _Pool(
        (group for group in left if not group.in_use),
        (group for group in local.groups if not group.in_use),
    )
    resting.pair_by("code", _code)
    _by_name(resting, bodies)
    done = {id(group) for found in resting.matches for group in found.directory}
    alone = [Match((group,), (), None, 1.0, ()) for group in left if id(group) not in done]
    alone += [Match((), (group,), None, 1.0, ()) for group in (*pool.local, *supplements, *headings[1], *resting.local)]
    return sorted([*pool.matches, *resting.matches, *alone], key=_order)


def _order(found: Match) -> tuple[tuple[str, str, str, int], ...]:
    groups = (*found.directory, *found.local)
    return tuple((group.code, group.first.title, group.rows[0].file, group.rows[0].place(()).line) for group in groups)


def _code(group: Group) -> str:
    return group.code


def _by_converted_code(pool: _Pool, local: Side) -> None:
    """权力编码 against 基本编码, whichever of the two a side has."""
    profile, region = local.context.profile, local.context.region

    def converted(group: Group) -> list[str]:
        origins = dict.fromkeys(origin for origin in (group.code[:2], region[:2], NATIONAL_ORIGIN) if origin)
        codes = (from_readable(profile, origin, group.first.power_code) for origin in origins)
        return [code for code in codes if code]

    by_code = {group.code: group for group in pool.directory if group.code}
    for group in pool.directory:
        for code in converted(group) if not group.code else ():
            by_code.setdefault(code, group)
    wanted: dict[int, tuple[Group, list[Group]]] = {}
    for group in pool.local:
        found = next((by_code[code] for code in (*converted(group), group.code) if code in by_code), None)
        if found is not None:
            wanted.setdefault(id(found), (found, []))[1].append(group)
    for found, groups in wanted.values():
        pool.take((found,), groups, "converted-code")


def _by_name(pool: _Pool, bodies: Bodies) -> None:
    def same_line(one: Group, other: Group) -> bool:
        mine, theirs = one.department, other.department
        return bool(mine) and bool(theirs) and bodies.same_line(mine, theirs) is True

    def same_line_and_level(one: Group, other: Group) -> bool:
        return _share_a_level(one, other) and same_line(one, other)

    pool.pair_by("name-in-department", _full_name, same_line_and_level)
    pool.pair_by("name-in-department", _full_name, same_line)
    pool.pair_by("name-in-department", _own_name, same_line)
    pool.pair_by("name", _full_name, _share_a_level)
    pool.pair_by("name", _full_name)
    pool.pair_by("name", _own_name)


def _full_name(group: Group) -> tuple[str, str, str] | None:
    name = fold(group.first.title)
    return (name, fold(group.first.main_name), group.first.type) if name else None


def _own_name(group: Group) -> str:
    """The folded name, unless it says nothing without its main item (注销)."""
    name = fold(group.first.title)
    return "" if is_bare_action(name) else name


def _share_a_level(one: Group, other: Group) -> bool:
    return not set(levels_taking_part(one.first)).isdisjoint(levels_taking_part(other.first))


def _by_main_code(pool: _Pool) -> None:
    """Splits, merges and regraded matters: what shares the nine digits of a main item."""
    matched = _matched_by_main(pool.matches)
    here, there = by_key(pool.directory, _main), by_key(pool.local, _main)
    for main in sorted({str(main) for main in (*here, *there)}):
        directory, local = here.get(main, []), there.get(main, [])
        known = matched.get(main, [])
        if directory and local and not known:
            _take_undivided(pool, _at_local_level(directory, local), local)
        elif local and not directory and len(known) == 1:
            _attach_split(pool, main, local, known[0])
        elif directory and not local and len(known) == 1:
            _attach_merge(pool, main, directory, known[0])


def _main(group: Group) -> str:
    return group.main_code


def _matched_by_main(matches: Iterable[Match]) -> dict[str, list[Match]]:
    """Matches by every main item that takes part in them; headings are of no account."""
    found: dict[str, list[Match]] = defaultdict(list)
    for one in matches:
        groups = [group for group in (*one.directory, *one.local) if not group.is_container]
        for main in {group.main_code for group in groups if group.main_code}:
            found[main].append(one)
    return found


def _at_local_level(directory: list[Group], local: list[Group]) -> list[Group]:
    """Of items that the directory divides by level, those that the local matters exercise."""
    return [one for one in directory if any(_share_a_level(one, other) for other in local)] or directory


def _take_undivided(pool: _Pool, directory: list[Group], local: list[Group]) -> None:
    one, other = directory[0], local[0]
    if len(directory) == 1 and len(local) == 1:
        undivided = one.is_undivided or other.is_undivided
        if undivided or same_actions(fold(one.first.title), fold(other.first.title)):
            pool.take(directory, local, "main-code")
    elif (len(directory) == 1 and one.is_undivided) or (len(local) == 1 and other.is_undivided):
        pool.take(directory, local, "main-code")


def _attach_split(pool: _Pool, main: str, local: list[Group], known: Match) -> None:
    """Local items of a main item, one of which took its undivided matter: it is split into all of them."""
    one = known.directory[0]
    if len(known.directory) == 1 and one.main_code == main and one.is_undivided:
        pool.widen(known, local=local)


def _attach_merge(pool: _Pool, main: str, directory: list[Group], known: Match) -> None:
    """The directory's items of a main item, one of which went to the undivided local one: that merges them all."""
    other = known.local[0]
    due = [group for group in directory if _share_a_level(group, other)]
    undivided = len(known.local) == 1 and other.main_code == main and other.is_undivided
    if due and undivided and not known.directory[0].is_undivided:
        pool.widen(known, directory=due)


def _join_headings(pool: _Pool, directory: list[Group], local: list[Group]) -> list[list[Group]]:
    """A heading (00Y) goes with the items under it where these were split or merged; what is left of each side."""
    here, there = by_key(directory, _main), by_key(local, _main)
    for found in [found for found in pool.matches if found.matched_by == "main-code"]:
        more_here = here.pop(found.directory[0].main_code, []) if len(found.directory) > 1 else []
        more_there = there.pop(found.local[0].main_code, []) if len(found.local) > 1 else []
        if more_here or more_there:
            pool.widen(found, more_here, more_there)
    return [[group for groups in left.values() for group in groups] for left in (here, there)]
