"""Findings as JSON, catalog-tool/findings/1 (contract.md): frozen names, apart from the inner types."""

from __future__ import annotations

import json
from typing import Any

from catalog_tool.findings import Finding, Report, Severity, Spot

SCHEMA = "catalog-tool/findings/1"


def write(report: Report) -> str:
    """The whole report as text; the order of findings is settle's."""
    settled = report.settled
    record = {
        "schema": SCHEMA,
        "tool": report.tool,
        "inputs": {"schemas": report.schemas},
        "summary": {
            "matters": report.matters,
            "files": report.files,
            **{severity.value: settled.count(severity) for severity in Severity},
        },
        "truncated": [{"file": file, "omitted": count} for file, count in sorted(settled.omitted.items())],
        "findings": [finding_record(finding) for finding in settled.findings],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding under its public names."""
    matter = finding.matter
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        **_place(finding),
        "path": list(finding.path),
        "document": finding.document,
        "related": [_place(other) for other in finding.related],
        "matter": None if matter is None else {"基本编码": matter[0], "名称": matter[1]},
        "args": dict(finding.args),
        "fixable": finding.fixable,
        "fingerprint": finding.fingerprint,
    }


def _place(there: Finding | Spot) -> dict[str, Any]:
    """Where something stands; only a workbook has sheet and cell."""
    place: dict[str, Any] = {"file": there.file, "line": there.line, "column": there.column}
    return {**place, "sheet": there.sheet, "cell": there.cell} if there.sheet else place
