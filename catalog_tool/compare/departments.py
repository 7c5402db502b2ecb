"""Departments must add up: per provincial department, where its matters went.

matters = Σ local + exempt + missing, always: a directory matter that is due here or
matched here is counted once, under the department of its first local row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog_tool.compare.alignment import Alignment
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.names import fold
from catalog_tool.model import Matter

_NO_DEPARTMENT = "未写主管部门"
_NO_BODY = "未写实施主体"


@dataclass
class DepartmentRow:
    """One provincial department's account."""

    directory: str
    matters: int = 0
    local: Counter[str] = field(default_factory=Counter)
    exempt: int = 0
    missing: int = 0
    undeclared: int = 0


def department_table(alignments: Iterable[Alignment], bodies: Bodies) -> list[DepartmentRow]:
    """A row for each directory department with something due, matched or undeclared, sorted by name."""
    table: dict[str, DepartmentRow] = {}
    undeclared: list[Matter] = []
    for alignment in alignments:
        if not alignment.match.directory:
            if alignment.kind == "undeclared":
                undeclared.append(alignment.local_rows[0].matter)
            continue
        if not alignment.match.local and not alignment.is_due:
            continue
        for group in alignment.match.directory:
            name = group.department or _NO_DEPARTMENT
            row = table.setdefault(name, DepartmentRow(name))
            row.matters += 1
            if alignment.kind == "exempt":
                row.exempt += 1
            elif alignment.kind == "missing":
                row.missing += 1
            else:
                row.local[alignment.local_rows[0].matter.body_name or _NO_BODY] += 1
    directory = sorted(table)
    for matter in undeclared:
        name = _line_of(matter, directory, bodies)
        table.setdefault(name, DepartmentRow(name)).undeclared += 1
    return [table[name] for name in sorted(table)]


def _line_of(matter: Matter, directory: list[str], bodies: Bodies) -> str:
    """The directory department that a local matter would belong to: the one it names, else one of its line."""
    own = matter.department or matter.body_name
    if not own:
        return _NO_DEPARTMENT
    named = [name for name in directory if fold(name) == fold(own)]
    # A body that acts for many lines is of none of them in particular.
    duties = bodies.duties(own)
    in_line = [name for name in directory if duties & bodies.duties(name)]
    return next(iter([*named, *in_line]), own)
