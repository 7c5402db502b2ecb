"""Findings as a text that a person can read through: how many by rule, then what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from catalog_tool.checking import Checked
from catalog_tool.findings import Finding

MOST_IN_FULL = 60
"""What is found more often is shown by what it says, with how often."""
MOST_ABSENT_IN_FULL = 5
"""What a source never has is only counted, key by key."""


def report(checked: Checked) -> str:
    """Everything that was found, without places."""
    findings = checked.settled.findings
    assert not checked.settled.omitted
    lines = [f"{checked.matters} matters, {checked.files} files"]
    lines += [f"{count:6} {name}" for name, count in sorted(Counter(finding.rule for finding in findings).items())]
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, keys_of(finding)), []).append(finding)
    for (rule, keys), group in sorted(groups.items()):
        if rule == "missing-key" and len(group) > MOST_ABSENT_IN_FULL:
            lines += [f"{rule} {keys}: {len(group)}"]
        else:
            lines += ["", f"{rule} {keys}: {len(group)}"]
            lines += sorted(_in_full(group)) if len(group) <= MOST_IN_FULL else _counted(group)
            lines += [""]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def keys_of(finding: Finding) -> str:
    """A finding's path without indices."""
    return ".".join(step for step in finding.path if isinstance(step, str))


def _in_full(group: Iterable[Finding]) -> Iterator[str]:
    for finding in group:
        code, name = finding.matter or ("", "catalog.yaml")
        yield f"  {finding.severity.value} {code} {name}: {finding.message}"


def _counted(group: Iterable[Finding]) -> Iterator[str]:
    said = Counter(f"{finding.severity.value}: {_without_own_code(finding)}" for finding in group)
    for text, count in sorted(said.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:5} × {text}"


def _without_own_code(finding: Finding) -> str:
    code = finding.args.get("code")
    return finding.message.replace(code, "…") if keys_of(finding) == "实施编码" and code else finding.message
