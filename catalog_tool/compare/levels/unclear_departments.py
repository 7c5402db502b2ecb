"""Departments of which nobody can say whether they stand in one line of duty: a person must."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog_tool.compare.alignment import Alignment
from catalog_tool.compare.found import Found
from catalog_tool.compare.matching.tiers import Match

_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class UnclearDepartment:
    """A directory's department and a local body, how many matters they share, and the first of these by name.

    `in_line` are the list's other bodies that are known to act for the department: beside
    them the pair is easier to judge.
    """

    directory: str
    local: str
    matters: int
    examples: tuple[str, ...]
    in_line: tuple[str, ...]


def unclear_departments(alignments: Iterable[Alignment]) -> tuple[UnclearDepartment, ...]:
    """Each pair that a comparison could not tell, sorted."""
    unclear: dict[tuple[str, str], list[Match]] = {}
    apart: set[tuple[str, str]] = set()
    paired: list[Match] = []
    for alignment in alignments:
        if not alignment.match.directory or not alignment.match.local:
            continue
        paired.append(alignment.match)
        pairs = {_pair(found): found.change.certain for found in alignment.changes if found.change.kind == "department"}
        apart.update(pairs)
        for pair, certain in pairs.items():
            if not certain:
                unclear.setdefault(pair, []).append(alignment.match)
    if not unclear:
        return ()
    in_line = _in_line(paired, apart, {department for department, _ in unclear})
    return tuple(
        UnclearDepartment(
            department,
            body,
            len(matches),
            tuple(dict.fromkeys(match.directory[0].first.title for match in matches))[:_MOST_EXAMPLES],
            tuple(sorted(in_line.get(department, ()))),
        )
        for (department, body), matches in sorted(unclear.items())
    )


def _pair(found: Found) -> tuple[str, str]:
    return found.change.args["directory"], found.change.args["local"]


def _in_line(paired: Iterable[Match], apart: set[tuple[str, str]], departments: set[str]) -> dict[str, set[str]]:
    """The local bodies of each department that no matter shows to be of another line."""
    found: dict[str, set[str]] = {}
    for match in paired:
        for group in match.directory:
            # As the comparator names it: a department without a name is its body.
            department = group.first.department or group.first.body_name
            if department not in departments:
                continue
            bodies = (row.matter.body_name for other in match.local for row in other.rows)
            found.setdefault(department, set()).update(
                body for body in bodies if body and (department, body) not in apart
            )
    return found
