"""Departments must add up: per provincial department, where its matters went.

matters = Σ local + exempt + missing, always: a directory matter that is due here or
matched here is counted once, under the department of its first local row. Where the
rest of 143 against 82 went is told too: to a 行政审批局 (集中许可权), to 综合行政执法, to a
body of another line, given up and why, or missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog_tool.compare.alignment import Alignment
from catalog_tool.compare.comparable import Group
from catalog_tool.compare.levels.whose import Correspondences, Went, whose
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.names import fold
from catalog_tool.model import Matter

_NO_DEPARTMENT = "未写主管部门"
_NO_BODY = "未写实施主体"


@dataclass
class DepartmentRow:
    """One provincial department's account.

    `went` counts the matters of `local` anew, by what kind of body has them;
    `exempt_causes` those of `exempt` by 原因; `missing_codes` names each of `missing`
    by 基本编码, or by name where it has none.
    """

    directory: str
    matters: int = 0
    local: Counter[str] = field(default_factory=Counter)
    exempt: int = 0
    missing: int = 0
    undeclared: int = 0
    went: Counter[Went] = field(default_factory=Counter)
    bodies: dict[str, Went] = field(default_factory=dict)
    exempt_causes: Counter[str] = field(default_factory=Counter)
    missing_codes: list[str] = field(default_factory=list)


def department_table(
    alignments: Iterable[Alignment], bodies: Bodies, correspondences: Correspondences = ()
) -> list[DepartmentRow]:
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
            _count(table.setdefault(name, DepartmentRow(name)), group, alignment, bodies, correspondences)
    directory = sorted(table)
    for matter in undeclared:
        name = _line_of(matter, directory, bodies)
        table.setdefault(name, DepartmentRow(name)).undeclared += 1
    return [table[name] for name in sorted(table)]


def _count(
    row: DepartmentRow, group: Group, alignment: Alignment, bodies: Bodies, correspondences: Correspondences
) -> None:
    row.matters += 1
    if alignment.kind == "exempt":
        row.exempt += 1
        row.exempt_causes[alignment.args["cause"]] += 1
    elif alignment.kind == "missing":
        row.missing += 1
        row.missing_codes.append(group.code or group.first.title)
    else:
        name = alignment.local_rows[0].matter.body_name or _NO_BODY
        row.local[name] += 1
        if name not in row.bodies:
            row.bodies[name] = whose(row.directory, name, bodies, correspondences)
        row.went[row.bodies[name]] += 1


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
