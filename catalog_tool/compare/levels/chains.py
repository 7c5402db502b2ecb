"""Holes in a 审批链: a duty that no level holds, a level whose list lacks the matter (contract.md, Absence).

What the directory's chain gives each level is held against what the lists of a run
write of themselves, along each line from a town or county up to its city and the
province. A chain may skip a level and come back for 送达: only a duty that it gives and
nobody takes is a hole. A list that writes no chain is taken to do as the directory
says, and so is a level of which the line has no list; there what another list of the
line says of that level counts too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from catalog_tool.compare.decided.approval import Approval
from catalog_tool.compare.judged import Catalogued, JudgedLocal, fingerprint
from catalog_tool.compare.levels.holdings import is_over
from catalog_tool.compare.levels.hole_kinds import DECLINES, JUDGED_HOLES, LACKS, UNHELD
from catalog_tool.compare.levels.parts import DECLINED, HELD, MISSING, Part
from catalog_tool.compare.policy import UNDECIDED, Policy, Verdict
from catalog_tool.findings import Spot


@dataclass(frozen=True)
class Hole:
    """A hole in the chain of a directory's matter, at one level's list.

    `duty` is "" where the level as a whole is lacking; `below` are the lists whose
    matters come to nothing there. `level-lacks` has no verdict of its own: it is shown
    as part of the chain, and judged as the list's missing alignment.
    """

    code: str
    name: str
    kind: str
    level: str
    duty: str
    at: Catalogued
    below: tuple[Catalogued, ...]
    place: Spot
    verdict: Verdict
    fingerprint: str
    approved: Approval | None = None


def holes_of(judged: Sequence[JudgedLocal], policy: Policy) -> tuple[Hole, ...]:
    """The holes of a run, each once, by code; the order of the lists does not matter but among equals."""
    by_code: dict[str, list[_Link]] = {}
    for local in judged:
        if local.against is None:
            for part in local.parts:
                by_code.setdefault(part.code, []).append(_Link(local.local, part))
    found = [hole for code in sorted(by_code) for hole in _of_matter(by_code[code], policy)]
    return tuple(sorted(found, key=lambda hole: (hole.code, hole.at.code, hole.at.path, hole.kind, hole.duty)))


@dataclass(frozen=True, eq=False)
class _Link:
    """A list's part in one chain."""

    of: Catalogued
    part: Part

    @property
    def level(self) -> str:
        return self.of.level

    @property
    def region(self) -> str:
        return self.of.code

    @property
    def is_held(self) -> bool:
        return self.part.state == HELD

    @cached_property
    def duties(self) -> frozenset[str]:
        """What the list's own level does: as it writes, else as the directory says."""
        source = self.part.given if self.part.stated is None else self.part.stated
        return frozenset(source.get(self.level, ()))

    @property
    def lacking(self) -> list[str]:
        """What the directory gives the level and the list does not write of itself."""
        return [duty for duty in self.part.given.get(self.level, ()) if duty not in self.duties]


def _of_matter(links: Sequence[_Link], policy: Policy) -> Iterator[Hole]:
    for link in links:
        if link.level not in link.part.given or not link.of.code:
            continue
        if link.is_held:
            lacking = link.lacking
            lines = _lines(link, links) if lacking else []
            for duty in lacking:
                broken = [line for line in lines if not any(_holds(line, link, duty))]
                if broken:
                    below = [line[0] for line in broken if line[0] is not link]
                    yield _hole(link, UNHELD, duty, below, policy)
            continue
        if any(other.is_held and _is_beside(other, link) for other in links):
            continue
        below = [other for other in links if other.is_held and is_over(link, other)]
        if link.part.state == MISSING:
            yield _hole(link, LACKS, "", below, policy)
        elif link.part.state == DECLINED and below:
            yield _hole(link, DECLINES, "", below, policy)


def _is_beside(one: _Link, other: _Link) -> bool:
    """Whether two lists are of one region and level: a counter's and an on-line library."""
    return one is not other and (one.level, one.region) == (other.level, other.region)


def _lines(link: _Link, links: Sequence[_Link]) -> list[list[_Link]]:
    """Each way from the lowest list below that has the matter up through this one; its lowest list comes first."""
    held = [other for other in links if other.is_held]
    above = [other for other in held if other is not link and (is_over(other, link) or _is_beside(other, link))]
    under = [other for other in held if is_over(link, other)]
    lowest = [one for one in under if not any(is_over(one, other) for other in under)]
    lines = [
        [one, *(other for other in under if is_over(other, one) or _is_beside(other, one)), link, *above]
        for one in lowest
    ]
    return lines or [[link, *above]]


def _holds(line: Sequence[_Link], link: _Link, duty: str) -> Iterator[bool]:
    """Whether anyone on a line does a duty: its lists, or a level of which it has none."""
    yield from (duty in other.duties for other in line)
    listed = {other.level for other in line}
    for other in line:
        for said in (link.part.given, other.part.stated or {}):
            yield from (duty in duties for level, duties in said.items() if level not in listed)


def _hole(link: _Link, kind: str, duty: str, below: Sequence[_Link], policy: Policy) -> Hole:
    part, name = link.part, link.of.region
    args = {"duty": duty, "level": link.level, "local": name}
    verdict = policy.judge_chain(kind, part.type, args) if kind in JUDGED_HOLES else UNDECIDED
    lists = sorted({other.of.path: other.of for other in below}.values(), key=lambda other: (other.code, other.path))
    return Hole(
        part.code,
        part.name,
        kind,
        link.level,
        duty,
        link.of,
        tuple(lists),
        Spot(part.file, part.line, 1),
        verdict,
        fingerprint(link.of.code, part.code, kind, duty),
    )
