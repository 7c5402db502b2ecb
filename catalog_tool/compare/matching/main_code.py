"""The tier of the main code: splits, merges and regraded matters share the nine digits of a main item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from catalog_tool.compare.comparable import Group
from catalog_tool.compare.matching.pool import Match, Pool, by_key
from catalog_tool.compare.matching.read_names import ReadNames
from catalog_tool.domain.levels import levels_taking_part
from catalog_tool.domain.likeness import likeness
from catalog_tool.domain.names import fold
from catalog_tool.domain.telling_apart import tells_apart, tells_apart_but_for_action

_WHOLE_TO_PARTS = ("main-code", "similar-name")
# Two items of one main item that are numbered otherwise: 职业介绍 and 职业指导 share no more than half.
_LEAST_ALIKE = 0.6


def pair_by_main_code(pool: Pool, names: ReadNames) -> None:
    """Match what is free under one main code, and widen what is matched by it."""
    matched = _matched_by_main(pool.matches)
    here, there = by_key(pool.directory, _main), by_key(pool.local, _main)
    for main in sorted({str(main) for main in (*here, *there)}):
        directory, local = here.get(main, []), there.get(main, [])
        known = matched.get(main, [])
        if directory and local and not known:
            _take_undivided(pool, names, _at_local_level(directory, local), local)
        elif local and not directory and len(known) == 1:
            _attach_split(pool, names, main, local, known[0])
        elif directory and not local and len(known) == 1:
            _attach_merge(pool, names, main, directory, known[0])


def join_headings(pool: Pool, directory: list[Group], local: list[Group]) -> list[list[Group]]:
    """A heading (00Y) goes with the items under it where these were split or merged; what is left of each side."""
    here, there = by_key(directory, _main), by_key(local, _main)
    for found in [found for found in pool.matches if found.matched_by in _WHOLE_TO_PARTS]:
        more_here = here.pop(found.directory[0].main_code, []) if len(found.directory) > 1 else []
        more_there = there.pop(found.local[0].main_code, []) if len(found.local) > 1 else []
        if more_here or more_there:
            assert found.matched_by is not None
            pool.widen(found, more_here, more_there, found.matched_by, found.confidence, found.because)
    return [[group for groups in left.values() for group in groups] for left in (here, there)]


def _main(group: Group) -> str:
    return group.main_code


def _matched_by_main(matches: Iterable[Match]) -> dict[str, list[Match]]:
    """Matches by every main item that takes part in them; headings are of no account.

    Nor is what a person signed: he has named all that belongs together.
    """
    found: dict[str, list[Match]] = defaultdict(list)
    for one in matches:
        if one.matched_by == "confirmed":
            continue
        groups = [group for group in (*one.directory, *one.local) if not group.is_container]
        for main in {group.main_code for group in groups if group.main_code}:
            found[main].append(one)
    return found


def share_a_level(one: Group, other: Group) -> bool:
    """Whether a level takes part in both matters."""
    return not set(levels_taking_part(one.first)).isdisjoint(levels_taking_part(other.first))


def _at_local_level(directory: list[Group], local: list[Group]) -> list[Group]:
    """Of items that the directory divides by level, those that the local matters exercise."""
    return [one for one in directory if any(share_a_level(one, other) for other in local)] or directory


def _take_undivided(pool: Pool, names: ReadNames, directory: list[Group], local: list[Group]) -> None:
    one, other = directory[0], local[0]
    if len(directory) == 1 and len(local) == 1:
        # A whole is known by its part, whatever is done there; two parts must say the same.
        fits = _may_be_part if one.is_undivided or other.is_undivided else _say_the_same
        if fits(pool, names, one, other):
            pool.take(directory, local, "main-code")
        return
    if len(directory) == 1 and one.is_undivided:
        here, there = directory, [other for other in local if _may_be_part(pool, names, one, other)]
    elif len(local) == 1 and other.is_undivided:
        here, there = [one for one in directory if _may_be_part(pool, names, one, other)], local
    else:
        return
    if here and there:
        pool.take(here, there, "main-code")


def _say_the_same(pool: Pool, names: ReadNames, one: Group, other: Group) -> bool:
    here, there = names.of(one), names.of(other)
    alike = not tells_apart(here, there) and likeness(here.core, there.core) >= _LEAST_ALIKE
    return alike and pool.may_pair(one, other)


def _may_be_part(pool: Pool, names: ReadNames, one: Group, other: Group) -> bool:
    """Whether nothing speaks against a directory's matter and a local one being whole and part."""
    if not pool.may_pair(one, other):
        return False
    main = fold(one.first.main_name)
    # 幼儿园设立审批 and 学校设立、变更和终止审批 read as different as can be, and name one main item.
    return (main != "" and main == fold(other.first.main_name)) or not tells_apart_but_for_action(
        names.of(one), names.of(other)
    )


def _attach_split(pool: Pool, names: ReadNames, main: str, local: list[Group], known: Match) -> None:
    """Local items of a main item, one of which took its undivided matter: it is split into all of them."""
    one = known.directory[0]
    if len(known.directory) == 1 and one.main_code == main and one.is_undivided:
        parts = [other for other in local if _may_be_part(pool, names, one, other)]
        if parts:
            pool.widen(known, local=parts)


def _attach_merge(pool: Pool, names: ReadNames, main: str, directory: list[Group], known: Match) -> None:
    """The directory's items of a main item, one of which went to the undivided local one: that merges them all."""
    other = known.local[0]
    due = [one for one in directory if share_a_level(one, other) and _may_be_part(pool, names, one, other)]
    undivided = len(known.local) == 1 and other.main_code == main and other.is_undivided
    if due and undivided and not known.directory[0].is_undivided:
        pool.widen(known, directory=due)
