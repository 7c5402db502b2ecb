"""A comparison as JSON, catalog-tool/diff/1 (contract.md): frozen names, apart from the inner types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.compare.claims.best import Best, best_of
from catalog_tool.compare.claims.matrix import Matrix
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.approval import Approvals, ApprovedEntry
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import Catalogued, JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.levels.departments import DepartmentRow
from catalog_tool.compare.policy import Decision
from catalog_tool.findings import Spot
from catalog_tool.reports.best_records import best_records
from catalog_tool.reports.diff_decided import approved_record
from catalog_tool.reports.diff_levels import department_record, devolved_record, hole_record
from catalog_tool.reports.findings_json import finding_record

SCHEMA = "catalog-tool/diff/1"


def write(compared: Compared, *, tool: str, schemas: str, best: Mapping[str, Best] | None = None) -> str:
    """The whole comparison as text."""
    return "".join(pieces(compared, tool=tool, schemas=schemas, best=best))


def pieces(compared: Compared, *, tool: str, schemas: str, best: Mapping[str, Best] | None = None) -> Iterator[str]:
    """The comparison as text in pieces, to be written one after the other.

    `schemas` is the digest of what it was judged by, `best` is made here if not given.
    """
    report = {
        "schema": SCHEMA,
        "tool": tool,
        "inputs": {"schemas": schemas, "policy": compared.policy, "date": compared.day},
        "locals": (_local(local) for local in compared.locals),
        "matrix": _matrix(compared.matrix),
        "best": best_records(best_of(compared) if best is None else best),
        "chains": [hole_record(hole) for hole in compared.holes],
        "approvals": _left_over(compared.approvals),
    }
    yield from _opened(report, "", _OPEN_LEVELS)
    yield "\n"


# One encoder for all: json.dumps makes a new one for each line of a hundred counties.
_line = json.JSONEncoder(ensure_ascii=False).encode
# Report, locals, one local, its lists: below that each item is one line, which reads
# well, compares well line by line, and is written by the fast encoder.
_OPEN_LEVELS = 4


def _opened(value: Any, indent: str, levels: int) -> Iterator[str]:
    """A value as text, a line for each item down to some level; an iterator stands for a list that is never held."""
    listed = isinstance(value, Iterator)
    if not listed and (not levels or not value or not isinstance(value, (dict, list))):
        yield _line(value)
        return
    inner = indent + "  "
    items = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    ends = "{}" if isinstance(value, dict) else "[]"
    before = f"{ends[0]}\n{inner}"
    for key, item in items:
        named = before if key is None else f"{before}{_line(key)}: "
        if levels == 1 and not isinstance(item, Iterator):
            yield named + _line(item)
        else:
            yield named
            yield from _opened(item, inner, levels - 1)
        before = f",\n{inner}"
    yield ends if before[0] != "," else f"\n{indent}{ends[1]}"


def _local(judged: JudgedLocal) -> dict[str, Any]:
    kinds, decisions = judged.kinds, judged.decisions
    return {
        "path": judged.local.path,
        "name": judged.name,
        "level": judged.local.level,
        "directories": [_directory(directory) for directory in judged.directories],
        "against": judged.against.path if judged.against is not None else None,
        "summary": {
            "matters": judged.local.matters,
            "matched": judged.matched,
            "missing": kinds["missing"],
            "undeclared": kinds["undeclared"],
            "outside": kinds["outside"],
            **{decision.value: decisions[decision] for decision in Decision},
        },
        "alignments": (_alignment(alignment) for alignment in judged.alignments),
        "suggestions": [_alignment(suggestion) for suggestion in judged.suggestions],
        "departments": [_department(row) for row in judged.departments],
        "devolved": [devolved_record(one) for one in judged.devolved],
        "problems": [finding_record(problem) for problem in judged.problems],
        "approvals": {"applied": judged.approvals.applied, **_left_over(judged.approvals)},
        "stale": [{"directory": directory, "local": local} for directory, local in judged.stale],
    }


def _directory(directory: Catalogued) -> dict[str, Any]:
    return {
        "path": directory.path,
        "name": directory.name,
        "version": directory.version,
        "matters": directory.matters,
    }


def _alignment(judged: JudgedAlignment) -> dict[str, Any]:
    verdict = judged.verdict
    return {
        "type": judged.subject,
        "kind": judged.kind,
        "matched_by": judged.matched_by,
        "confidence": judged.confidence,
        "because": list(judged.because),
        "decision": verdict.decision.value if verdict.decision is not None else None,
        "reason": verdict.reason,
        "fingerprint": judged.fingerprint,
        "approved": approved_record(judged.approved),
        "directory": [_row(entry) for entry in judged.directory],
        "local": [_row(entry) for entry in judged.local],
        "changes": [_change(change) for change in judged.changes],
    }


def _left_over(approvals: Approvals) -> dict[str, Any]:
    return {
        "expired": [_approved_entry(entry) for entry in approvals.expired],
        "unused": [_approved_entry(entry) for entry in approvals.unused],
    }


def _approved_entry(entry: ApprovedEntry) -> dict[str, Any]:
    return {
        "file": entry.file,
        "entry": entry.number,
        "fingerprint": entry.fingerprint or None,
        "matter": entry.matter or None,
        "kind": entry.kind or None,
        **(approved_record(entry.approval) or {}),
    }


def _row(entry: Entry) -> dict[str, Any]:
    return {"code": entry.code, "name": entry.name, "file": entry.file, "line": entry.line}


def _change(change: JudgedChange) -> dict[str, Any]:
    verdict = change.verdict
    return {
        "kind": change.kind,
        "path": list(change.path),
        "before": change.before,
        "after": change.after,
        "certain": change.certain,
        "between": [list(pair) for pair in change.between],
        "places": {"directory": _place(change.directory), "local": _place(change.local)},
        "decision": verdict.decision.value if verdict.decision is not None else None,
        "reason": verdict.reason,
        "fingerprint": change.fingerprint,
        "approved": approved_record(change.approved),
    }


def _place(spot: Spot) -> dict[str, Any]:
    return {"file": spot.file, "line": spot.line, "column": spot.column}


def _department(row: DepartmentRow) -> dict[str, Any]:
    return {
        "directory": row.directory,
        "matters": row.matters,
        "local": [{"name": name, "matters": count} for name, count in sorted(row.local.items())],
        "exempt": row.exempt,
        "missing": row.missing,
        "undeclared": row.undeclared,
        **department_record(row),
    }


def _matrix(matrix: Matrix | None) -> dict[str, Any] | None:
    if matrix is None:
        return None
    return {
        "rows": list(matrix.rows),
        "columns": list(matrix.columns),
        "cells": [list(cells) for cells in matrix.cells],
    }
