"""A comparison as JSON, catalog-tool/diff/1 (contract.md): frozen names, apart from the inner types."""

from __future__ import annotations

import json
from typing import Any

from catalog_tool.compare.alignment import Found
from catalog_tool.compare.comparable import Row, Side
from catalog_tool.compare.departments import DepartmentRow
from catalog_tool.compare.judged import JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.matrix import Matrix
from catalog_tool.compare.policy import Decision
from catalog_tool.model import text_of
from catalog_tool.reports.findings_json import finding_record

SCHEMA = "catalog-tool/diff/1"


def write(
    locals_: tuple[JudgedLocal, ...], matrix: Matrix | None, *, tool: str, schemas: str, policy: str, day: str
) -> str:
    """The whole comparison as text."""
    report = {
        "schema": SCHEMA,
        "tool": tool,
        "inputs": {"schemas": schemas, "policy": policy, "date": day},
        "locals": [_local(local) for local in locals_],
        "matrix": _matrix(matrix),
    }
    return _text(report, "", _OPEN_LEVELS) + "\n"


# Report, locals, one local, its lists: below that each item is one line, which reads
# well, compares well line by line, and is written by the fast encoder.
_OPEN_LEVELS = 4


def _text(value: Any, indent: str, levels: int) -> str:
    if not levels or not value or not isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    inner = indent + "  "
    if isinstance(value, dict):
        items = [
            f"{json.dumps(key, ensure_ascii=False)}: {_text(item, inner, levels - 1)}" for key, item in value.items()
        ]
        return f"{{\n{inner}" + f",\n{inner}".join(items) + f"\n{indent}}}"
    return f"[\n{inner}" + f",\n{inner}".join(_text(item, inner, levels - 1) for item in value) + f"\n{indent}]"


def _local(judged: JudgedLocal) -> dict[str, Any]:
    kinds, decisions = judged.kinds, judged.decisions
    return {
        "path": judged.local.path,
        "name": judged.name,
        "level": text_of(judged.local.manifest.get("层级")),
        "directories": [_directory(side) for side in judged.directories],
        "against": None,
        "summary": {
            "matters": len(judged.local.groups),
            "matched": judged.matched,
            "missing": kinds["missing"],
            "undeclared": kinds["undeclared"],
            "outside": kinds["outside"],
            **{decision.value: decisions[decision] for decision in Decision},
        },
        "alignments": [_alignment(alignment) for alignment in judged.alignments],
        "suggestions": [],
        "departments": [_department(row) for row in judged.departments],
        "problems": [finding_record(problem) for problem in judged.problems],
    }


def _directory(side: Side) -> dict[str, Any]:
    return {
        "path": side.path,
        "name": text_of(side.manifest.get("名称")),
        "version": text_of(side.manifest.get("版本")),
        "matters": len(side.groups),
    }


def _alignment(judged: JudgedAlignment) -> dict[str, Any]:
    alignment = judged.alignment
    verdict = judged.verdict
    return {
        "type": "matter",
        "kind": alignment.kind,
        "matched_by": alignment.match.matched_by,
        "confidence": alignment.match.confidence,
        "because": list(alignment.match.because),
        "decision": verdict.decision.value if verdict.decision is not None else None,
        "reason": verdict.reason,
        "fingerprint": judged.fingerprint,
        "approved": None,
        "directory": [_row(row) for row in alignment.directory_rows],
        "local": [_row(row) for row in alignment.local_rows],
        "changes": [_change(change) for change in judged.changes],
    }


def _row(row: Row) -> dict[str, Any]:
    return {"code": row.matter.code, "name": row.matter.title, "file": row.file, "line": row.place(()).line}


def _change(judged: JudgedChange) -> dict[str, Any]:
    found = judged.found
    change = found.change
    return {
        "kind": change.kind,
        "path": list(change.path),
        "before": change.before,
        "after": change.after,
        "certain": change.certain,
        "between": [list(pair) for pair in found.between],
        "places": _places(found),
        "decision": judged.verdict.decision.value if judged.verdict.decision is not None else None,
        "reason": judged.verdict.reason,
        "fingerprint": judged.fingerprint,
        "approved": None,
    }


def _places(found: Found) -> dict[str, Any]:
    sides = {"directory": found.directory, "local": found.local}
    return {name: {"file": file, "line": line, "column": column} for name, (file, line, column) in sides.items()}


def _department(row: DepartmentRow) -> dict[str, Any]:
    return {
        "directory": row.directory,
        "matters": row.matters,
        "local": [{"name": name, "matters": count} for name, count in sorted(row.local.items())],
        "exempt": row.exempt,
        "missing": row.missing,
        "undeclared": row.undeclared,
    }


def _matrix(matrix: Matrix | None) -> dict[str, Any] | None:
    if matrix is None:
        return None
    return {
        "rows": list(matrix.rows),
        "columns": list(matrix.columns),
        "cells": [list(cells) for cells in matrix.cells],
    }
