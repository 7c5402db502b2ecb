"""The claim matrix: directory matters × regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_tool.compare.judged import JudgedAlignment, JudgedLocal
from catalog_tool.compare.policy import Decision


@dataclass(frozen=True)
class Matrix:
    """Row codes, column names, and a cell for each: an alignment's kind, `differs`, `level`, or None (not due)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]


def matrix_of(locals_: Sequence[JudgedLocal]) -> Matrix | None:
    """Rows: directory codes due in any column, then local-only codes; None with fewer than two locals."""
    if len(locals_) < 2:
        return None
    columns = [_cells(local) for local in locals_]
    due = sorted({code for given, _ in columns for code in given})
    own = sorted({code for _, alone in columns for code in alone} - set(due))
    rows = (*due, *own)
    cells = tuple(tuple(given.get(code, alone.get(code)) for given, alone in columns) for code in rows)
    return Matrix(rows, tuple(local.region for local in locals_), cells)


def _cells(local: JudgedLocal) -> tuple[dict[str, str], dict[str, str]]:
    """The cells of the directory's codes, and of codes that only the local list has."""
    given: dict[str, str] = {}
    alone: dict[str, str] = {}
    known: set[str] = set()
    for judged in local.alignments:
        match = judged.alignment.match
        known |= {group.code for group in match.directory}
        word = _word(judged)
        if match.directory and (match.local or judged.alignment.is_due):
            given |= {group.code: word for group in match.directory if group.code}
        elif not match.directory:
            alone |= {group.code: word for group in match.local if group.code}
    return given, {code: word for code, word in alone.items() if code not in known}


def _word(judged: JudgedAlignment) -> str:
    kind = judged.alignment.kind
    violations = {
        change.found.change.kind for change in judged.changes if change.verdict.decision is Decision.VIOLATION
    }
    if judged.verdict.decision is None and "level-not-allowed" in violations:
        return "level"
    return "differs" if kind == "same" and violations else kind
