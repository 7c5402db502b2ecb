"""One fault that repeats is told once: what is wrong, how often, where for example.

A fault repeats when one rule says the same of the same field of many matters, such as
all those that lack 办理时限. A clerk rights such faults in one go, by department or by
sorting a workbook, not one after the other from a screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalog_tool.findings import Finding, Severity
from catalog_tool.reports.findings_counts import matters_touched

MANY = 5
"""More findings than these, in more than `FEW` documents, are a repeat."""
FEW = 2

MISSING = "missing-key"

_Key = tuple[str, Severity, tuple[str, ...]]


class Repeat(NamedTuple):
    """Findings of one rule, level and field, in order."""

    findings: tuple[Finding, ...]

    @property
    def matters(self) -> int:
        """How many matters it touches."""
        return matters_touched(self.findings)

    @property
    def keys(self) -> list[tuple[str, int]]:
        """How often each key is concerned, the most frequent first; empty where it is one and the same."""
        counts = Counter(_last_key(finding) for finding in self.findings)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0])) if len(counts) > 1 else []


def parted(findings: Iterable[Finding]) -> tuple[list[Finding], list[Repeat]]:
    """What stands alone, in order, and the repeats: the worst first, then the most."""
    groups: dict[_Key, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_key(finding), []).append(finding)
    repeats = [Repeat(tuple(group)) for group in groups.values() if _repeats(group)]
    repeated = {_key(repeat.findings[0]) for repeat in repeats}
    alone = [finding for group in groups.values() for finding in group if _key(finding) not in repeated]
    repeats.sort(key=lambda repeat: (repeat.findings[0].severity.rank, -len(repeat.findings), repeat.findings[0].order))
    return sorted(alone, key=lambda finding: finding.order), repeats


def _key(finding: Finding) -> _Key:
    if finding.rule == MISSING and finding.matter is not None:
        # A list that has no guides lacks twenty keys at once.
        return finding.rule, finding.severity, ()
    return finding.rule, finding.severity, tuple(step for step in finding.path if isinstance(step, str))


def _last_key(finding: Finding) -> str:
    return next((step for step in reversed(finding.path) if isinstance(step, str)), "")


def _repeats(group: Sequence[Finding]) -> bool:
    return len(group) > MANY and len({(finding.file, finding.document) for finding in group}) > FEW
