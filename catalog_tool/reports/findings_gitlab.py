"""Findings as GitLab's Code Quality report, a subset of Code Climate's JSON.

GitLab shows a description and a place, nothing else, so the description carries the
rule's title, the matter and, of a workbook, the cell. `critical` and `blocker` stay
unused: they would rank the words of a guide above leaked passwords. Fingerprints must
differ, or GitLab drops an entry: equal ones get their number, in the one order of
findings.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from catalog_tool.domain.visible import one_line
from catalog_tool.findings import Finding, Report, RuleInfo, Severity
from catalog_tool.reports.findings_counts import title_of
from catalog_tool.reports.findings_wording import aside, cell_words, matter_words, seen

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report, rules: Mapping[str, RuleInfo]) -> str:
    """The entries as text, one object a finding."""
    numbers: Counter[str] = Counter()
    entries = []
    for finding in report.settled.findings:
        numbers[finding.fingerprint] += 1
        entries.append(_entry(finding, rules, numbers[finding.fingerprint]))
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(finding: Finding, rules: Mapping[str, RuleInfo], number: int) -> dict[str, Any]:
    message = f"{title_of(finding.rule, rules)}：{finding.message}"
    message += aside(matter_words(finding), cell_words(finding))
    return {
        "description": one_line(seen(message)),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint if number == 1 else f"{finding.fingerprint}-{number}",
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.file, "lines": {"begin": finding.line}},
    }
