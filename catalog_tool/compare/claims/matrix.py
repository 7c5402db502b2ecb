"""The claim matrix: directory matters × regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog_tool.compare.claims.marks import Marks, marks_of
from catalog_tool.compare.judged import MATTER, JudgedAlignment, JudgedLocal
from catalog_tool.compare.policy import Decision


class Known(NamedTuple):
    """What a row is: the matter's name and its line of duty (主管部门, else 实施主体), "" where nobody says."""

    name: str
    department: str


@dataclass(frozen=True)
class Matrix:
    """Row codes, column names, and a cell for each: an alignment's kind, `differs`, `level`, or None (not due).

    Columns are known by their place: two lists may be of one region. `matters` says
    what each row is, `marks` in which aspects each cell has violations (时限, 材料 …).
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]
    matters: tuple[Known, ...]
    marks: tuple[tuple[Marks, ...], ...]


class _Cell(NamedTuple):
    word: str | None
    marks: Marks


_EMPTY = _Cell(None, ())
_UNKNOWN = Known("", "")
_Cells = Mapping[str, _Cell]


def columns_of(locals_: Sequence[JudgedLocal]) -> list[JudgedLocal]:
    """The lists that are columns: a county against its city is none, both have one of their own."""
    return [local for local in locals_ if local.against is None]


def matrix_of(locals_: Sequence[JudgedLocal]) -> Matrix | None:
    """Rows: directory codes due in any column, then local-only codes; None with fewer than two locals."""
    locals_ = columns_of(locals_)
    if len(locals_) < 2:
        return None
    columns = [_cells(local) for local in locals_]
    matters = _matters(locals_)
    due = sorted({code for given, _ in columns for code in given})
    own = sorted({code for _, alone in columns for code in alone} - set(due))
    rows = (*due, *own)
    found = [[given.get(code) or alone.get(code) or _EMPTY for given, alone in columns] for code in rows]
    return Matrix(
        rows,
        tuple(local.region for local in locals_),
        tuple(tuple(cell.word for cell in cells) for cells in found),
        tuple(matters.get(code, _UNKNOWN) for code in rows),
        tuple(tuple(cell.marks for cell in cells) for cells in found),
    )


def _matters(locals_: Sequence[JudgedLocal]) -> dict[str, Known]:
    """What each code is: as the directory has it, else as the first list that has it."""
    given: dict[str, Known] = {}
    alone: dict[str, Known] = {}
    for local in locals_:
        for judged in local.alignments:
            if judged.subject == MATTER:
                known = given if judged.directory else alone
                for entry in judged.directory or judged.local:
                    if entry.code not in known:
                        known[entry.code] = Known(entry.name, judged.department or entry.body)
    return alone | given


def _cells(local: JudgedLocal) -> tuple[_Cells, _Cells]:
    """The cells of the directory's codes, and of codes that only the local list has."""
    given: dict[str, _Cell] = {}
    alone: dict[str, _Cell] = {}
    known: set[str] = set()
    for judged in local.alignments:
        if judged.subject != MATTER:
            continue
        cell = _Cell(cell_word(judged), marks_of(judged))
        if judged.directory:
            codes = {entry.code for entry in judged.directory} - {""}
            known |= codes
            if judged.local or judged.is_due:
                given |= dict.fromkeys(codes, cell)
        else:
            alone |= {entry.code: cell for entry in judged.local if entry.code}
    return given, {code: cell for code, cell in alone.items() if code not in known}


def cell_word(judged: JudgedAlignment) -> str:
    """What a cell says of an alignment: its kind, `differs` for same with a violation, `level`."""
    kind = judged.kind
    if not judged.changes:
        return kind
    violations = {change.kind for change in judged.changes if change.verdict.decision is Decision.VIOLATION}
    if judged.verdict.decision is None and "level-not-allowed" in violations:
        return "level"
    return "differs" if kind == "same" and violations else kind
