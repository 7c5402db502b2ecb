"""Findings as SARIF 2.1.0, for code scanning on GitHub, Azure DevOps, editors.

`primaryLocationLineHash` is the one fingerprint GitHub keeps alerts by; ours survives
moved lines. GitHub takes two results with one fingerprint for the same alert, so equal
ones get their number, in the one order of findings, as CodeQL's own do. A cell of a
workbook is a logical location; the region beside it holds its row and column.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from catalog_tool.findings import INTERNAL_ERROR, Finding, Report, RuleInfo, Severity, Spot
from catalog_tool.reports.findings_wording import aside, cell_words, matter_words, seen, uri

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def write(report: Report, rules: Mapping[str, RuleInfo]) -> str:
    """The log as text: one run, every rule, the findings in their order."""
    indices = {name: index for index, name in enumerate(rules)}
    numbers: Counter[str] = Counter()
    results = []
    for finding in report.settled.findings:
        numbers[finding.fingerprint] += 1
        results.append(_result(finding, indices, numbers[finding.fingerprint]))
    run = {
        "tool": {"driver": _driver(report.tool, rules)},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": results,
        "properties": {"matters": report.matters, "files": report.files, "schemas": report.schemas},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver(tool: str, rules: Mapping[str, RuleInfo]) -> dict[str, Any]:
    name, _, version = tool.partition(" ")
    driver: dict[str, Any] = {"name": name, "rules": [_rule(info) for info in rules.values()]}
    return {**driver, "version": version} if version else driver


def _rule(info: RuleInfo) -> dict[str, Any]:
    parts = [(title, text) for title, text in _chapters(info) if text]
    return {
        "id": info.name,
        "shortDescription": {"text": info.title},
        "fullDescription": {"text": info.what or info.title},
        "help": {
            "text": "\n\n".join(f"{title}：{text}" for title, text in parts),
            "markdown": "\n\n".join([f"# {info.title}", *(f"## {title}\n\n{text}" for title, text in parts)]),
        },
        "defaultConfiguration": {"level": _LEVELS[info.severity]},
        "properties": {
            "tags": ["政务服务事项目录", *(["可自动修正"] if info.fixable else [])],
            "problem.severity": _PROBLEMS[info.severity],
        },
    }


def _chapters(info: RuleInfo) -> list[tuple[str, str]]:
    return [("查什么", info.what), ("为什么", info.why), ("怎么改", info.fix), ("出处", info.source)]


def _result(finding: Finding, indices: Mapping[str, int], number: int) -> dict[str, Any]:
    location = _location(finding)
    if finding.matter and any(finding.matter):
        code, name = finding.matter
        full = seen(matter_words(finding))
        matter = {"name": seen(name or code), "fullyQualifiedName": full, "kind": "matter"}
        location["logicalLocations"] = [matter, *location.get("logicalLocations", [])]
    fingerprint = f"{finding.fingerprint}:{number}"
    result: dict[str, Any] = {"ruleId": finding.rule}
    if finding.rule in indices:
        result["ruleIndex"] = indices[finding.rule]
    result |= {
        "level": _LEVELS[finding.severity],
        "message": {"text": seen(finding.message + aside(cell_words(finding)))},
        "locations": [location],
        "partialFingerprints": {"catalogTool/v1": fingerprint, "primaryLocationLineHash": fingerprint},
        "properties": {"path": list(finding.path), "department": finding.department, "fixable": finding.fixable},
    }
    if finding.related:
        related = [{"id": index, **_location(other)} for index, other in enumerate(finding.related, 1)]
        result["relatedLocations"] = [{**place, "message": {"text": "另见"}} for place in related]
    return result


def _location(there: Finding | Spot) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(there.file)},
            "region": {"startLine": there.line, "startColumn": there.column},
        }
    }
    if there.sheet:
        full = seen(cell_words(there))
        location["logicalLocations"] = [{"name": there.cell, "fullyQualifiedName": full, "kind": "cell"}]
    return location


def _invocation(report: Report) -> dict[str, Any]:
    """A rule that crashed has said nothing of its matter: such a run has not succeeded."""
    crashed = any(finding.rule == INTERNAL_ERROR.name for finding in report.settled.findings)
    left_out = [
        {
            "level": "warning",
            "message": {"text": f"这个文件另有 {count} 处没有列出；请先改已列出的，再查一次。"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(file)}}}],
        }
        for file, count in report.settled.omitted.items()
    ]
    return {"executionSuccessful": not crashed, "toolExecutionNotifications": left_out}
