"""A local list compared and judged: alignments and changes with their verdicts, and the counts."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from catalog_tool.compare.alignment import Alignment, Found
from catalog_tool.compare.comparable import Side
from catalog_tool.compare.departments import DepartmentRow
from catalog_tool.compare.policy import Decision, Policy, Verdict
from catalog_tool.findings import Finding
from catalog_tool.model import text_of


@dataclass(frozen=True)
class JudgedChange:
    """A change and what the policy says of it."""

    found: Found
    verdict: Verdict
    fingerprint: str


@dataclass(frozen=True)
class JudgedAlignment:
    """An alignment, its verdict, and its changes with theirs."""

    alignment: Alignment
    verdict: Verdict
    fingerprint: str
    changes: tuple[JudgedChange, ...]

    @property
    def decisions(self) -> Iterator[Decision]:
        """Every decision in it, the alignment's own first."""
        for verdict in (self.verdict, *(change.verdict for change in self.changes)):
            if verdict.decision is not None:
                yield verdict.decision


@dataclass(frozen=True)
class JudgedLocal:
    """One local list against its directories."""

    local: Side
    directories: tuple[Side, ...]
    alignments: tuple[JudgedAlignment, ...]
    departments: tuple[DepartmentRow, ...]
    problems: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """名称 of the list."""
        return text_of(self.local.manifest.get("名称"))

    @property
    def region(self) -> str:
        """区划名称, else the list's name or folder: a column's head."""
        return text_of(self.local.manifest.get("区划名称")) or self.name or self.local.path

    @property
    def kinds(self) -> Counter[str]:
        """How many alignments there are of each kind."""
        return Counter(judged.alignment.kind for judged in self.alignments)

    @property
    def decisions(self) -> Counter[Decision]:
        """How many alignments and changes were decided each way."""
        return Counter(decision for judged in self.alignments for decision in judged.decisions)

    @property
    def matched(self) -> int:
        """How many local matters belong to one of the directory."""
        return sum(len(judged.alignment.match.local) for judged in self.alignments if judged.alignment.match.directory)


def judge(alignment: Alignment, policy: Policy, region: str) -> JudgedAlignment:
    """The verdicts on an alignment and each of its changes."""
    codes = [group.code or group.first.title for group in (*alignment.match.directory, *alignment.match.local)]
    changes = []
    for found in alignment.changes:
        directory = alignment.directory_rows[found.between[0][0]]
        verdict = policy.judge_change(found.change, alignment.type, directory)
        keys = [step for step in found.change.path if isinstance(step, str)]
        mark = _fingerprint(region, codes, found.change.kind, keys, found.change.before, found.change.after)
        changes.append(JudgedChange(found, verdict, mark))
    changes.sort(key=lambda change: _rank(change.verdict))
    verdict = policy.judge_alignment(alignment)
    return JudgedAlignment(alignment, verdict, _fingerprint(region, codes, alignment.kind), tuple(changes))


def _rank(verdict: Verdict) -> int:
    return verdict.decision.rank if verdict.decision is not None else len(Decision)


def _fingerprint(*parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
