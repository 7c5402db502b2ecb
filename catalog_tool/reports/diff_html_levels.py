"""A list's levels as the data of a page: departments' accounts, powers that others gave.

Both name matters of the list by their place among its alignments, for the page to
open them; what is written of each stands there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from catalog_tool.compare.judged import MATTER, JudgedAlignment, JudgedLocal
from catalog_tool.compare.levels.departments import DepartmentRow
from catalog_tool.compare.levels.devolved import STATES, Devolved
from catalog_tool.compare.levels.unclear_departments import UnclearDepartment
from catalog_tool.compare.levels.whose import Went
from catalog_tool.findings import Spot
from catalog_tool.reports.diff_levels import MOVED
from catalog_tool.reports.findings_wording import seen, where
from catalog_tool.reports.numbered import Numbered, without_end

WENT = {Went.LINE: "在本条线", **MOVED, Went.CONCENTRATED: f"{MOVED[Went.CONCENTRATED]}（集中许可权）"}
"""What kind of body has a department's matters, as the page says it."""
_STATES = {state: place for place, state in enumerate(STATES)}


def levels_data(local: JudgedLocal, kept: Sequence[JudgedAlignment], texts: Numbered) -> dict[str, Any]:
    """A list's accounts, doubtful departments and given powers; `kept` are its alignments as the page has them."""
    missing = _missing_places(kept)
    places = _local_places(kept) if local.devolved else {}
    return {
        "departments": [_department(row, missing) for row in local.departments],
        "unclear": [_unclear(each) for each in local.unclear_departments],
        "devolved": [_devolved(one, places, local.local.path, texts) for one in local.devolved],
    }


def _missing_places(kept: Iterable[JudgedAlignment]) -> dict[str, list[int]]:
    """Where the missing matters stand, by 基本编码, else by name: several may be of one name."""
    places: dict[str, list[int]] = {}
    for place, judged in enumerate(kept):
        if judged.kind == "missing" and judged.subject == MATTER and judged.directory:
            entry = judged.directory[0]
            places.setdefault(entry.code or entry.name, []).append(place)
    return places


def _department(row: DepartmentRow, missing: dict[str, list[int]]) -> list[Any]:
    """An account: name, due, by body, exempt, missing, undeclared, by kind of body, exempt by cause, missing ones.

    A missing one is the place of its alignment, or its code where there is none.
    """
    causes = sorted(row.exempt_causes.items(), key=lambda item: (-item[1], item[0]))
    named = [places.pop(0) if (places := missing.get(code)) else seen(code) for code in row.missing_codes]
    made = [
        seen(row.directory),
        row.matters,
        [[seen(name), count] for name, count in sorted(row.local.items())],
        row.exempt,
        row.missing,
        row.undeclared,
        [row.went[went] for went in WENT],
        [[seen(cause), count] for cause, count in causes],
        named,
    ]
    return without_end(made)


def _unclear(each: UnclearDepartment) -> list[Any]:
    bodies = [seen(body) for body in dict.fromkeys((*each.in_line, each.local))]
    return [seen(each.directory), seen(each.local), each.matters, [seen(name) for name in each.examples], bodies]


def _local_places(kept: Iterable[JudgedAlignment]) -> dict[tuple[str, str, str], tuple[int, str]]:
    """Where the list's own rows stand, by code, name and file, each with its sheet."""
    return {
        (entry.code, entry.name, entry.file): (place, entry.sheet)
        for place, judged in enumerate(kept)
        if judged.subject == MATTER
        for entry in judged.local
    }


def _devolved(
    one: Devolved, places: dict[tuple[str, str, str], tuple[int, str]], path: str, texts: Numbered
) -> list[Any]:
    """A given power: code, name, source, giver, level, powers, scope, since, until, state, place, alignment from 1.

    The place is told from the list's folder on, or stands in a list of its own.
    """
    at, sheet = places.get((one.code, one.name, one.file), (-1, ""))
    inside = bool(path) and one.file.startswith(f"{path}/")
    file = one.file[len(path) + 1 :] if inside else one.file
    # In a workbook the line is a row of a sheet that is not told.
    place = file if sheet else where(Spot(file, one.line, 1), column=False)
    made: list[Any] = [
        *(
            texts[text]
            for text in (
                one.code, one.name, one.source, one.giver, one.level, "、".join(one.powers),
                one.scope, one.since, one.until,
            )
        ),
        _STATES[one.state],
        seen(place) if inside else [seen(place)],
        at + 1,
    ]  # fmt: skip
    return without_end(made)
