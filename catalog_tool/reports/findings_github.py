"""Findings as GitHub annotations: workflow commands on stdout, the worst first.

GitHub shows ten annotations of a level a step and passes over the rest, so the worst
come first, and from the eleventh on, which is read in the log alone, a sentence names
its place itself. The last line is no command: it always stands in the log.
"""

from __future__ import annotations

from collections import Counter

from catalog_tool.domain.visible import one_line
from catalog_tool.findings import Finding, Report, Severity
from catalog_tool.reports.findings_wording import aside, cell_words, matter_words, seen, where

SHOWN = 10
"""Annotations of a level that GitHub shows a step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report) -> str:
    """One command a finding, then a line with the counts."""
    counts: Counter[Severity] = Counter()
    lines = []
    for finding in sorted(report.settled.findings, key=lambda finding: (finding.severity.rank, finding.order)):
        counts[finding.severity] += 1
        lines.append(_command(finding, hidden=counts[finding.severity] > SHOWN))
    return "\n".join([*lines, _summary(report, counts)]) + "\n"


def _command(finding: Finding, *, hidden: bool) -> str:
    properties = {
        "file": seen(finding.file),  # a name that moves the cursor links nowhere, but harms nobody
        "line": str(finding.line),
        "col": str(finding.column),
        "title": seen(finding.rule),
    }
    # A workbook has no lines for GitHub to show, so the sentence names the cell, once.
    words = aside(matter_words(finding), "" if hidden else cell_words(finding))
    message = seen(finding.message) + one_line(seen(words))
    if hidden:
        message = f"{seen(where(finding))}：{message}"
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(report: Report, counts: Counter[Severity]) -> str:
    said = "、".join(f"{severity.label} {counts[severity]}" for severity in Severity)
    parts = [f"共检查 {report.files} 个文件、{report.matters} 个事项：{said}"]
    hidden = sum(max(count - SHOWN, 0) for count in counts.values())
    if hidden:
        parts.append(f"GitHub 每级只显示 {SHOWN} 条注释，其余 {hidden} 条只在上面的日志里")
    omitted = report.settled.omitted
    if omitted:
        parts.append(f"另有 {len(omitted)} 个文件的 {sum(omitted.values())} 处没有列出")
    return "；".join(parts) + "。"
