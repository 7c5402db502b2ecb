"""Which matters of a local list belong to which of the directory.

In tiers, from the surest: a person's word, code, converted code, name within a line of
duty, name, main code, stem of the name, similar name. Every matter of either side
stands in exactly one alignment; nothing depends on the order of files.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from catalog_tool.compare.comparable import Group, Side
from catalog_tool.compare.matching.confirmed import Confirmed, key_of
from catalog_tool.compare.matching.floors import Floors
from catalog_tool.compare.matching.lines import Lines
from catalog_tool.compare.matching.main_code import join_headings, pair_by_main_code, share_a_level
from catalog_tool.compare.matching.pool import MAIN_CODE_CONFIDENCE, Match, Pool
from catalog_tool.compare.matching.read_names import ReadNames
from catalog_tool.compare.matching.similar_names import SimilarNames, pair_similar
from catalog_tool.compare.matching.stems import Stems
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.codes import NATIONAL_ORIGIN, from_readable
from catalog_tool.domain.names import fold

__all__ = ["MAIN_CODE_CONFIDENCE", "Match", "Matching", "match"]


@dataclass(frozen=True)
class Matching:
    """All matches, sorted, and the similar names that a person must decide on."""

    matches: tuple[Match, ...]
    suggestions: tuple[Match, ...]


def match(
    directory: Sequence[Group],
    local: Side,
    bodies: Bodies,
    exempt: frozenset[str],
    *,
    floors: Floors,
    confirmed: Confirmed,
) -> Matching:
    """All matches and, for what is left, matches with an empty side; sorted.

    A local matter that is not in use answers no matter in use: the list then has none
    for it (contract.md, Absence). A declared 地方补充 is paired by code only, and what
    the list says it does not claim (`exempt` codes) by code at most: a matter of the
    same name is then another body's. A person's word comes before all of that: who
    signs that code X here is matter Y there has seen both.
    """
    pool = Pool(directory, (group for group in local.groups if group.in_use), confirmed)
    _by_confirmation(pool, confirmed)
    pool.pair_by("code", _code)
    supplements = [group for group in pool.local if group.first.get("地方补充")]
    waived = [group for group in pool.directory if group.code in exempt]
    pool.put_aside(waived, supplements)
    _by_converted_code(pool, local)
    headings = [[group for group in groups if group.is_container] for groups in (pool.directory, pool.local)]
    pool.put_aside(*headings)
    lines = Lines(bodies, local.manifest)
    names = ReadNames(bodies)
    _by_name(pool, lines, names)
    pair_by_main_code(pool, names)
    # An abolished matter is found by its code or its very name, never by likeness.
    abolished = [group for group in pool.directory if not group.in_use]
    pool.put_aside(abolished)
    suggestions: list[Match] = []
    if pool.directory or pool.local:
        sides = [group for group in directory if group.in_use], [group for group in local.groups if group.in_use]
        Stems(names, lines, *sides).pair(pool, floors)
        suggestions = pair_similar(pool, SimilarNames(names, lines), *sides, floors)
    headings = join_headings(pool, *headings)
    left = [*pool.directory, *abolished, *waived, *headings[0]]
    resting = Pool(
        (group for group in left if not group.in_use),
        (group for group in local.groups if not group.in_use),
        confirmed,
    )
    _by_confirmation(resting, confirmed)
    resting.pair_by("code", _code)
    _by_name(resting, lines, names)
    done = {id(group) for found in resting.matches for group in found.directory}
    alone = [Match((group,), (), None, 1.0, ()) for group in left if id(group) not in done]
    alone += [Match((), (group,), None, 1.0, ()) for group in (*pool.local, *supplements, *headings[1], *resting.local)]
    matches = sorted([*pool.matches, *resting.matches, *alone], key=Match.order)
    return Matching(tuple(matches), tuple(sorted(suggestions, key=Match.order)))


def _code(group: Group) -> str:
    return group.code


def _by_confirmation(pool: Pool, confirmed: Confirmed) -> None:
    """Pairs that a person signed; several that share one matter are its split or its merger.

    Of a key that two matters of a side have (no code, one name), nobody knows which was meant.
    """
    if not confirmed.same:
        return
    here, there = _by_only_key(pool.directory), _by_only_key(pool.local)
    pairs = sorted(pair for pair in confirmed.same if pair[0] in here and pair[1] in there)
    for directory, local in _stars(pairs):
        pool.take([here[key] for key in directory], [there[key] for key in local], "confirmed")


def _by_only_key(groups: Sequence[Group]) -> dict[str, Group]:
    found: dict[str, Group] = {}
    twice: set[str] = set()
    for group in groups:
        key = key_of(group)
        if key in found:
            twice.add(key)
        found[key] = group
    return {key: group for key, group in found.items() if key not in twice}


def _stars(pairs: Sequence[tuple[str, str]]) -> list[tuple[list[str], list[str]]]:
    """Sorted pairs as one against several: who is tied to several on both sides keeps those of his own first."""
    stars: list[tuple[list[str], list[str]]] = []
    done: set[tuple[str, str]] = set()
    taken: tuple[set[str], set[str]] = (set(), set())
    for one, other in pairs:
        if one in taken[0] or other in taken[1]:
            continue
        ones = [here for here, there in pairs if there == other and here not in taken[0]]
        others = [there for here, there in pairs if here == one and there not in taken[1]]
        directory, local = ([one], others) if len(others) >= len(ones) else (ones, [other])
        stars.append((directory, local))
        taken[0].update(directory)
        taken[1].update(local)
        done.update((here, there) for here in directory for there in local)
    return stars


def _by_converted_code(pool: Pool, local: Side) -> None:
    """权力编码 against 基本编码, whichever of the two a side has."""
    profile, region = local.context.profile, local.context.region

    def converted(group: Group) -> list[str]:
        origins = dict.fromkeys(origin for origin in (group.code[:2], region[:2], NATIONAL_ORIGIN) if origin)
        codes = (from_readable(profile, origin, group.first.power_code) for origin in origins)
        return [code for code in codes if code]

    by_code = {group.code: group for group in pool.directory if group.code}

    def named(group: Group) -> tuple[str, str] | None:
        codes = () if group.code else converted(group)
        return (codes[0], fold(group.first.title)) if codes and by_code.keys().isdisjoint(codes) else None

    def item(group: Group) -> tuple[tuple[str, str], str] | None:
        key = named(group)
        return (key, fold(group.first.detail_name)) if key else None

    # Each row without 基本编码 is a matter of its own, so several may have one 权力编码.
    pool.pair_by("converted-code", item)
    pool.pair_by("converted-code", named)
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


def _by_name(pool: Pool, lines: Lines, names: ReadNames) -> None:
    def own_name(group: Group) -> str:
        name = fold(group.first.title)
        return "" if names.says_little(name) else name

    def same_line(one: Group, other: Group) -> bool:
        return lines.are_one(one, other) is True and pool.may_pair(one, other)

    def same_line_and_level(one: Group, other: Group) -> bool:
        return share_a_level(one, other) and same_line(one, other)

    def same_level(one: Group, other: Group) -> bool:
        return share_a_level(one, other) and pool.may_pair(one, other)

    pool.pair_by("name-in-department", _full_name, same_line_and_level)
    pool.pair_by("name-in-department", _full_name, same_line)
    pool.pair_by("name-in-department", own_name, same_line)
    pool.pair_by("name", _full_name, same_level)
    pool.pair_by("name", _full_name, pool.fits)
    pool.pair_by("name", own_name, pool.fits)
    pool.pair_by("name", _nameless)


def _nameless(group: Group) -> str:
    """All that a matter without code and name says: a fragment is known by nothing else."""
    if group.code or group.first.title:
        return ""
    return json.dumps([row.value for row in group.rows], ensure_ascii=False, sort_keys=True)


def _full_name(group: Group) -> tuple[str, str, str] | None:
    name = fold(group.first.title)
    return (name, fold(group.first.main_name), group.first.type) if name else None
