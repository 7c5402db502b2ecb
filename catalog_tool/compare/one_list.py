"""One local list against its directories: matched, compared, judged, reduced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catalog_tool.compare.alignment import Aligner
from catalog_tool.compare.changes import Setting
from catalog_tool.compare.comparable import Group, Side
from catalog_tool.compare.editions import told_once
from catalog_tool.compare.judged import JudgedLocal, catalogued, judge, suggested
from catalog_tool.compare.levels.departments import department_table
from catalog_tool.compare.levels.devolved import devolved_in
from catalog_tool.compare.levels.elsewhere import exempt_entries
from catalog_tool.compare.levels.holdings import holdings_of
from catalog_tool.compare.levels.parts import parts_of
from catalog_tool.compare.levels.unclear_departments import unclear_departments
from catalog_tool.compare.matching.confirmed import Confirmed, Pair, key_of
from catalog_tool.compare.matching.tiers import match
from catalog_tool.compare.one_things import judged_one_things
from catalog_tool.compare.policy import Policy
from catalog_tool.domain.bodies import Bodies
from catalog_tool.findings import settle
from catalog_tool.model import mapping_of, texts_of

NOTHING_CONFIRMED = Confirmed(frozenset(), frozenset())


def judged_list(
    side: Side,
    directories: tuple[Side, ...],
    policy: Policy,
    bodies: Bodies,
    day: str,
    confirmed: Confirmed = NOTHING_CONFIRMED,
    apart: frozenset[Pair] = frozenset(),
) -> JudgedLocal:
    """A list judged by itself: who elsewhere has what it does not claim is not asked yet.

    A list whose catalog.yaml cannot be read has only problems. `apart` are departments
    and bodies that a person has told apart.
    """
    if not side.manifest:
        return JudgedLocal(catalogued(side), (), (), (), settle(side.problems).findings, holdings_of(side))
    setting = Setting(directories[0].context, side.context, bodies, day, apart)
    aligner = Aligner(side, directories, setting)
    upper_matters = ruling(directories)
    found = match(
        upper_matters,
        side,
        bodies,
        frozenset(exempt_entries(side)),
        floors=policy.floors,
        confirmed=confirmed,
    )
    alignments = list(told_once([aligner.alignment(one) for one in found.matches], directories[0], side))
    region = side.context.region
    upper_one_things = [row for upper in dict.fromkeys(directories) for row in upper.one_things]
    uppers = [upper for upper in dict.fromkeys(directories) if upper is not side]
    problems = settle([*side.problems, *(problem for upper in uppers for problem in upper.problems)])
    return JudgedLocal(
        catalogued(side),
        tuple(catalogued(directory) for directory in directories),
        (
            *(judge(alignment, policy, region) for alignment in alignments),
            *judged_one_things(upper_one_things, side.one_things, setting, policy, region),
        ),
        tuple(department_table(alignments, bodies, _correspondences(side, *directories))),
        problems.findings,
        holdings_of(side),
        tuple(suggested(one, region) for one in found.suggestions),
        unclear_departments=unclear_departments(alignments),
        stale=_stale(confirmed, upper_matters, side.groups),
        devolved=tuple(devolved_in(side, day)),
        parts=tuple(parts_of(alignments)),
    )


def _correspondences(*sides: Side) -> list[dict[str, list[str]]]:
    """部门对应 of each catalog, the local one's first."""
    declared = (mapping_of(side.manifest.get("部门对应")) for side in dict.fromkeys(sides))
    return [{name: texts_of(bodies) for name, bodies in said.items()} for said in declared]


def _stale(confirmed: Confirmed, directory: Iterable[Group], local: Iterable[Group]) -> tuple[Pair, ...]:
    """Confirmed pairs of which a side is no longer there, sorted."""
    pairs = confirmed.same | confirmed.different
    if not pairs:
        return ()
    here, there = {key_of(group) for group in directory}, {key_of(group) for group in local}
    return tuple(sorted(pair for pair in pairs if pair[0] not in here or pair[1] not in there))


def ruling(directories: Sequence[Side]) -> list[Group]:
    """The matters of all directories; of several with one code the first directory's rules."""
    groups: dict[str, Group] = {}
    without: list[Group] = []
    for side in dict.fromkeys(directories):
        for group in side.groups:
            if group.code:
                groups.setdefault(group.code, group)
            else:
                without.append(group)
    return [*groups.values(), *without]
