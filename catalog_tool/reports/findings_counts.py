"""How many findings and matters fall on each department and each rule: the tables above a list of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalog_tool.findings import Finding, Report, RuleInfo, Severity


@dataclass(slots=True)
class Tally:
    """What falls on one department or one rule; a matter is a document of a file."""

    name: str
    by_severity: Counter[Severity] = field(default_factory=Counter)
    matters: set[tuple[str, int]] = field(default_factory=set)
    departments: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        """All findings."""
        return self.by_severity.total()

    @property
    def severity(self) -> Severity:
        """The worst there is."""
        return min(self.by_severity, key=lambda severity: severity.rank)

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Worst first: most errors, then most warnings."""
        errors, warnings, infos = (-self.by_severity[severity] for severity in Severity)
        return (errors, warnings, infos, self.name)

    def add(self, finding: Finding) -> None:
        """Count one more."""
        self.by_severity[finding.severity] += 1
        self.departments.add(finding.department)
        if finding.matter is not None:
            self.matters.add((finding.file, finding.document))


def by_department(report: Report) -> list[Tally]:
    """Departments, worst first; also those with matters and no finding: they are to be praised."""
    tallies = {name: Tally(name) for name in report.departments if name}
    for finding in report.settled.findings:
        tallies.setdefault(finding.department, Tally(finding.department)).add(finding)
    return sorted(tallies.values(), key=lambda tally: tally.order)


def by_rule(report: Report) -> list[Tally]:
    """Rules that found something, worst first."""
    tallies: dict[str, Tally] = {}
    for finding in report.settled.findings:
        tallies.setdefault(finding.rule, Tally(finding.rule)).add(finding)
    return sorted(tallies.values(), key=lambda tally: (tally.severity.rank, -tally.total, tally.name))


def matters_touched(findings: Iterable[Finding]) -> int:
    """How many matters have at least one finding."""
    return len({(finding.file, finding.document) for finding in findings if finding.matter is not None})


def title_of(rule: str, rules: Mapping[str, RuleInfo]) -> str:
    """What a rule is called in Chinese; its name where nothing is known of it."""
    return rules[rule].title if rule in rules else rule
