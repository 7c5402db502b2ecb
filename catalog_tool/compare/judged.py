"""A local list compared and judged, reduced to what reports print."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from catalog_tool.compare.alignment import Alignment
from catalog_tool.compare.comparable import Side
from catalog_tool.compare.decided.approval import NO_APPROVALS, Approval, Approvals
from catalog_tool.compare.entry import Entry, entry_of, matters_in
from catalog_tool.compare.found import Found
from catalog_tool.compare.levels.departments import DepartmentRow
from catalog_tool.compare.levels.devolved import Devolved
from catalog_tool.compare.levels.elsewhere import Elsewhere
from catalog_tool.compare.levels.holdings import Holdings
from catalog_tool.compare.levels.parts import Part
from catalog_tool.compare.levels.unclear_departments import UnclearDepartment
from catalog_tool.compare.matching.confirmed import Pair
from catalog_tool.compare.matching.tiers import Match
from catalog_tool.compare.policy import UNDECIDED, Decision, Policy, Verdict
from catalog_tool.findings import Finding, Spot
from catalog_tool.model import Path, text_of

MATTER, ONE_THING = "matter", "one-thing"


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """One difference, where it stands on each side, and what the policy says of it.

    `between` are index pairs into the alignment's entries.
    """

    kind: str
    path: Path
    before: str
    after: str
    certain: bool
    between: tuple[tuple[int, int], ...]
    directory: Spot
    local: Spot
    verdict: Verdict
    fingerprint: str
    approved: Approval | None = None


@dataclass(frozen=True, slots=True)
class JudgedAlignment:
    """Entries of both sides under one kind, its verdict, and its changes with theirs, worst first.

    `subject` is matter or one-thing, `type` the 事项类型, `department` the directory's
    line for it; `is_due` says of a directory matter whether the list should have it.
    """

    subject: str
    kind: str
    type: str
    department: str
    matched_by: str | None
    confidence: float
    because: tuple[str, ...]
    is_due: bool
    directory: tuple[Entry, ...]
    local: tuple[Entry, ...]
    verdict: Verdict
    fingerprint: str
    changes: tuple[JudgedChange, ...] = ()
    traits: frozenset[str] = frozenset()
    args: Mapping[str, str] | None = None
    approved: Approval | None = None

    @property
    def pending(self) -> Iterator[Decision]:
        """The decisions in it that nobody has approved, the alignment's own first."""
        if self.verdict.decision is not None and self.approved is None:
            yield self.verdict.decision
        for change in self.changes:
            if change.verdict.decision is not None and change.approved is None:
                yield change.verdict.decision

    @property
    def decisions(self) -> Iterator[Decision]:
        """Every decision in it, the alignment's own first."""
        for verdict in (self.verdict, *(change.verdict for change in self.changes)):
            if verdict.decision is not None:
                yield verdict.decision


@dataclass(frozen=True)
class Catalogued:
    """What reports say of a catalog: path, 名称, 区划名称, 区划代码, 层级, 版本, how many matters it has."""

    path: str
    name: str
    region: str
    code: str
    level: str
    version: str
    matters: int


def catalogued(side: Side) -> Catalogued:
    """The catalog of a side."""
    manifest = side.manifest
    name = text_of(manifest.get("名称"))
    region = text_of(manifest.get("区划名称")) or name or side.path
    level, version = text_of(manifest.get("层级")), text_of(manifest.get("版本"))
    return Catalogued(side.path, name, region, side.context.region, level, version, len(side.groups))


@dataclass(frozen=True)
class JudgedLocal:
    """One local list against its directories, or a county's against its city's (`against`).

    `suggestions` are similar names that a person must decide on; their matters stand
    among the alignments as if nothing were similar. `stale` are confirmed pairs of
    which a side is no longer there; `parts` are what the list says of each 审批链.
    """

    local: Catalogued
    directories: tuple[Catalogued, ...]
    alignments: tuple[JudgedAlignment, ...]
    departments: tuple[DepartmentRow, ...]
    problems: tuple[Finding, ...]
    holdings: Holdings
    suggestions: tuple[JudgedAlignment, ...] = ()
    against: Catalogued | None = None
    approvals: Approvals = NO_APPROVALS
    unclear_departments: tuple[UnclearDepartment, ...] = ()
    stale: tuple[Pair, ...] = ()
    devolved: tuple[Devolved, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        """名称 of the list."""
        return self.local.name

    @property
    def region(self) -> str:
        """区划名称, else the list's name or folder: a column's head."""
        return self.local.region

    @property
    def kinds(self) -> Counter[str]:
        """How many alignments there are of each kind."""
        return Counter(judged.kind for judged in self.alignments)

    @property
    def decisions(self) -> Counter[Decision]:
        """How many alignments and changes were decided each way."""
        return Counter(decision for judged in self.alignments for decision in judged.decisions)

    @property
    def pending(self) -> Iterator[Decision]:
        """Every decision that nobody has approved: what a run may fail on."""
        return (decision for judged in self.alignments for decision in judged.pending)

    @property
    def matched(self) -> int:
        """How many local matters belong to one of the directory."""
        matters = (judged for judged in self.alignments if judged.subject == MATTER and judged.directory)
        return sum(len(matters_in(judged.local)) for judged in matters)


def judge(alignment: Alignment, policy: Policy, region: str) -> JudgedAlignment:
    """The verdicts on an alignment and each of its changes."""
    codes = _codes(alignment.match)
    changes = []
    for found in alignment.changes:
        directory = alignment.directory_rows[found.between[0][0]]
        verdict = policy.judge_change(found.change, alignment.type, directory)
        changes.append(judged_change(found, verdict, region, codes))
    groups = alignment.match.directory or alignment.match.local
    return JudgedAlignment(
        MATTER,
        alignment.kind,
        alignment.type,
        groups[0].department,
        alignment.match.matched_by,
        alignment.match.confidence,
        alignment.match.because,
        alignment.is_due,
        tuple(entry_of(row) for row in alignment.directory_rows),
        tuple(entry_of(row) for row in alignment.local_rows),
        policy.judge_alignment(alignment.kind, alignment.type, alignment.traits, alignment.args),
        fingerprint(region, codes, alignment.kind),
        worst_first(changes),
        alignment.traits,
        alignment.args or None,
    )


def suggested(match: Match, region: str) -> JudgedAlignment:
    """A similar name that a person must decide on; nothing is judged of it."""
    one, other = match.directory[0], match.local[0]
    return JudgedAlignment(
        MATTER,
        "recoded",
        one.first.type,
        one.department,
        match.matched_by,
        match.confidence,
        match.because,
        False,
        tuple(entry_of(row) for row in one.rows),
        tuple(entry_of(row) for row in other.rows),
        UNDECIDED,
        suggestion_fingerprint(region, *_codes(match)),
    )


def suggestion_fingerprint(region: str, directory: str, local: str) -> str:
    """The mark of a suggestion, by 区划代码 and each matter's 基本编码 (its name where it has none)."""
    return fingerprint(region, [directory, local], "suggestion")


def with_exemptions_found(local: JudgedLocal, elsewhere: Elsewhere, policy: Policy) -> JudgedLocal:
    """The list with its 不认领 judged anew where the run shows who has the matter."""
    alignments = tuple(
        _found_elsewhere(judged, policy) if _is_found(judged, elsewhere) else judged for judged in local.alignments
    )
    return replace(local, alignments=alignments)


def _is_found(judged: JudgedAlignment, elsewhere: Elsewhere) -> bool:
    if judged.kind != "exempt" or not judged.directory:
        return False
    return any(elsewhere.has(judged.directory[0], judged.department, reason) for reason in judged.traits)


def _found_elsewhere(judged: JudgedAlignment, policy: Policy) -> JudgedAlignment:
    traits = judged.traits | {"found"}
    verdict = policy.judge_alignment(judged.kind, judged.type, traits, judged.args or {})
    return replace(judged, verdict=verdict, traits=traits)


def _codes(match: Match) -> list[str]:
    return [group.code or group.first.title for group in (*match.directory, *match.local)]


def judged_change(found: Found, verdict: Verdict, region: str, codes: list[str]) -> JudgedChange:
    """A change with its verdict; `codes` are those of all matters of the alignment."""
    change = found.change
    keys = [step for step in change.path if isinstance(step, str)]
    return JudgedChange(
        change.kind,
        change.path,
        change.before,
        change.after,
        change.certain,
        found.between,
        Spot(*found.directory),
        Spot(*found.local),
        verdict,
        fingerprint(region, codes, change.kind, keys, change.before, change.after),
    )


def worst_first(changes: Iterable[JudgedChange]) -> tuple[JudgedChange, ...]:
    """Changes by what was decided of them, else in their order."""
    return tuple(sorted(changes, key=lambda change: _rank(change.verdict)))


def _rank(verdict: Verdict) -> int:
    return verdict.decision.rank if verdict.decision is not None else len(Decision)


def fingerprint(*parts: object) -> str:
    """A mark that stays while what is said of a matter stays, wherever it stands."""
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
