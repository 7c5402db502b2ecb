"""What a difference means: clauses from a file, the first that fits decides.

Comparators and alignments state; this is the only place where something is allowed
or not, and the reason it gives is the policy's, not the code's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalog_tool.compare.alignment import LABELS
from catalog_tool.compare.changes import MIRRORS, Change
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.matching.floors import FLOORS, Floors

ANY = "*"
UNJUDGED = frozenset({"same", "renamed", "recoded", "regraded", "outside"})
"""Alignments whose changes are judged, not they themselves (contract.md)."""


class Decision(StrEnum):
    """What a region may do about a difference, worst first."""

    VIOLATION = "violation"
    REPORT = "report"
    ALLOWED = "allowed"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return tuple(Decision).index(self)

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"violation": "违规", "report": "须报备", "allowed": "可自行调整"}[self.value]


@dataclass(frozen=True)
class Clause:
    """One line of a policy: which kind, under which conditions, decided how and why."""

    subject: str
    kind: str
    decision: Decision
    reason: str
    source: str
    types: frozenset[str]
    traits: frozenset[str]

    def fits(self, type_: str, traits: frozenset[str]) -> bool:
        """Whether the clause decides a case of its kind."""
        return (not self.types or type_ in self.types) and self.traits <= traits


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision and its reason; both None for what is not judged by itself."""

    decision: Decision | None
    reason: str | None


UNDECIDED = Verdict(None, None)


class Policy:
    """Clauses in order, and how sure a similar name must be."""

    def __init__(self, name: str, clauses: Iterable[Clause], floors: Floors = FLOORS) -> None:
        self.name = name
        self.clauses = tuple(clauses)
        self.floors = floors
        self._by_kind: dict[tuple[str, str], tuple[Clause, ...]] = {}
        self._verdicts: dict[tuple[Decision, str], Verdict] = {}

    @property
    def unsaid(self) -> list[str]:
        """The judged kinds of alignment and change that no clause is about: each must be looked at by a person."""
        said = {(clause.subject, clause.kind) for clause in self.clauses}
        kinds = [("alignment", kind) for kind in LABELS if kind not in UNJUDGED]
        kinds += [("change", kind) for kind in MIRRORS]
        return [kind for subject, kind in kinds if (subject, kind) not in said]

    def judge_alignment(self, kind: str, type_: str, traits: frozenset[str], args: Mapping[str, str]) -> Verdict:
        """The verdict on an alignment by its kind, 事项类型, traits, and what fills the reason's placeholders."""
        if kind in UNJUDGED:
            return UNDECIDED
        return self._judge("alignment", kind, type_, traits, args)

    def judge_change(self, change: Change, type_: str, directory: Row) -> Verdict:
        """The verdict on a change of a matter of a type, whose directory row may leave fields to regions."""
        traits = set(change.traits)
        if not change.certain:
            traits.add("uncertain")
        if directory.leaves_to_region(".".join(step for step in change.path if isinstance(step, str))):
            traits.add("locally-set")
        return self._judge("change", change.kind, type_, frozenset(traits), change.args)

    def judge_chain(self, kind: str, type_: str, args: Mapping[str, str]) -> Verdict:
        """The verdict on a hole in the chain of a matter of a type."""
        return self._judge("chain", kind, type_, frozenset(), args)

    def _judge(self, subject: str, kind: str, type_: str, traits: frozenset[str], args: Mapping[str, str]) -> Verdict:
        clauses = self._by_kind.get((subject, kind))
        if clauses is None:
            of_kind = (clause for clause in self.clauses if clause.subject == subject and clause.kind in (kind, ANY))
            clauses = self._by_kind[subject, kind] = tuple(of_kind)
        for clause in clauses:
            if clause.fits(type_, traits):
                return self._verdict(clause.decision, clause.reason.format_map(_Filled(args)))
        # A policy that says nothing of a kind must not let it pass unseen.
        return Verdict(Decision.REPORT, "口径没有说这种情况怎样判，请人工核对")

    def _verdict(self, decision: Decision, reason: str) -> Verdict:
        # One object for all that are equal: a province has a hundred thousand of them.
        found = self._verdicts.get((decision, reason))
        if found is None:
            found = self._verdicts[decision, reason] = Verdict(decision, reason)
        return found


class _Filled(dict[str, str]):
    """Placeholders that a case does not fill are left out rather than being an error."""

    def __missing__(self, key: str) -> str:
        return ""
