"""Findings as JSON, catalog-tool/findings/1 (contract.md): frozen names, apart from the inner types."""

from __future__ import annotations

import json
from typing import Any

from catalog_tool.findings import Finding, Report, Severity

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
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "path": list(finding.path),
        "document": finding.document,
        "related": [{"file": file, "line": line, "column": column} for file, line, column in finding.related],
        "matter": None if matter is None else {"基本编码": matter[0], "名称": matter[1]},
        "args": dict(finding.args),
        "fixable": finding.fixable,
        "fingerprint": finding.fingerprint,
    }
