"""Per matter of the directory, who promises least time and asks for fewest materials, and who is far off.

Regions that hold a matter under the same code or name are measured against each other,
whatever the directory's own standard is. A region's promise is the longest of its
handling items and its list the longest too: only that it keeps whatever is applied for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from catalog_tool.compare.claims.matrix import Known, columns_of
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import MATTER, JudgedAlignment
from catalog_tool.domain.limits import Limit, Order, compare

PROMISE, MATERIALS = "promise", "materials"

MEASURED = frozenset({"same", "renamed", "recoded", "regraded"})
"""Kinds under which both sides are one matter: a part of one, or another one, promises something else."""

ENOUGH = 3
"""So many regions make a median that one of them may be far from."""
TIMES = 2
"""An outlier is more than so many times the median …"""
GAPS = {"工作日": 5, "自然日": 7, "日": 7, "月": 1, "分钟": 24 * 60}
MATERIALS_GAP = 3
"""… and at least so much above it: 2 days against 1 are no reason to write to anyone."""

_UNITS = tuple(GAPS)
_CERTAINLY_SHORTER = (Order.SHORTER, Order.NEVER_LONGER)
Columns = tuple[int, ...]
"""Places of regions among the matrix's columns, in order."""


class Held(NamedTuple):
    """A value, and the columns that have it."""

    value: Limit
    columns: Columns


class Counted(NamedTuple):
    """A number of materials, and the columns that have it."""

    value: int
    columns: Columns


class Promises(NamedTuple):
    """What the regions promise for one matter.

    `shortest` holds the promises that none is certainly shorter than: one, or several
    of units that cannot be converted. `unit` is that of most regions; `median` and
    `longest` are among the `measured` regions that promise in it, or done on the spot.
    """

    shortest: tuple[Held, ...]
    longest: Held
    unit: str
    median: float
    measured: int

    @property
    def is_certain(self) -> bool:
        """Whether the shortest is so under every reading of the units."""
        return len(self.shortest) == 1


class Lists(NamedTuple):
    """How many rows the regions' 申请材料 have for one matter, of the `measured` ones that have such a list."""

    shortest: Counted
    longest: Counted
    median: float
    measured: int


class Outlier(NamedTuple):
    """A region far above the median: which column, of what (`promise` or `materials`), and its value."""

    column: int
    aspect: str
    value: Limit | int


@dataclass(frozen=True, slots=True)
class Best:
    """One matter measured across regions; `standard` is the directory's own promise, its longest item's."""

    code: str
    matter: Known
    standard: Limit | None
    promises: Promises | None
    materials: Lists | None
    outliers: tuple[Outlier, ...]


class _Values(NamedTuple):
    """What each region has for one matter, by column."""

    promised: dict[int, Limit]
    listed: dict[int, int]


def best_of(compared: Compared) -> dict[str, Best]:
    """Each directory code that a region holds, in order of codes; empty with fewer than two lists."""
    locals_ = columns_of(compared.locals)
    if len(locals_) < 2:
        return {}
    values: dict[str, _Values] = {}
    firsts: dict[str, JudgedAlignment] = {}
    for column, local in enumerate(locals_):
        for judged in local.alignments:
            if judged.kind not in MEASURED or judged.subject != MATTER or not (code := judged.directory[0].code):
                continue
            if code not in values:
                values[code], firsts[code] = _Values({}, {}), judged
            _collect(judged.local, column, values[code])
    return {code: _best(code, firsts[code], values[code]) for code in sorted(values)}


def _collect(entries: Sequence[Entry], column: int, values: _Values) -> None:
    """Note a region's items; where it has several, the longest promise and the longest list stand."""
    promised, listed = values
    for entry in entries:
        promise, count = _sound(entry.promise), entry.materials
        if promise is not None:
            before = promised.get(column)
            promised[column] = promise if before is None else _longer(before, promise)
        if count is not None:
            listed[column] = max(count, listed.get(column, 0))


def _sound(limit: Limit | None) -> Limit | None:
    """A limit below nothing is a slip of the pen, and nobody's best."""
    return limit if limit is not None and limit.number >= 0 else None


def _longer(one: Limit, other: Limit) -> Limit:
    """The longer one; where units leave it open, the one that may last longest."""
    return max(one, other, key=lambda limit: (limit.calendar_days[::-1], limit.unit, limit.number))


def _best(code: str, first: JudgedAlignment, values: _Values) -> Best:
    matter = Known(first.directory[0].name, first.department or first.directory[0].body)
    standard = _Values({}, {})
    _collect(first.directory, 0, standard)
    promises, slow = _promises(values.promised) if values.promised else (None, ())
    materials, long = _lists(values.listed) if values.listed else (None, ())
    return Best(code, matter, standard.promised.get(0), promises, materials, (*slow, *long))


def _promises(promised: Mapping[int, Limit]) -> tuple[Promises, tuple[Outlier, ...]]:
    """The promises of the regions by column, and who is far above the median."""
    by_limit: dict[Limit, list[int]] = {}
    for column, limit in promised.items():
        by_limit.setdefault(limit, []).append(column)
    unit = _common_unit(by_limit)
    numbers = {
        column: limit.plain.number
        for limit, columns in by_limit.items()
        if limit.number == 0 or limit.plain.unit == unit
        for column in columns
    }
    middle = median(numbers.values())
    top = _having(max(numbers.values()), numbers)
    outliers = tuple(Outlier(column, PROMISE, promised[column]) for column in _far(numbers, middle, GAPS.get(unit, 0)))
    return Promises(_shortest(by_limit), Held(promised[top[0]], top), unit, middle, len(numbers)), outliers


def _common_unit(by_limit: Mapping[Limit, Sequence[int]]) -> str:
    """The unit most regions promise in, "" where all is done on the spot; of equals the first of `_UNITS`."""
    counts: Counter[str] = Counter()
    for limit, columns in by_limit.items():
        if limit.number:
            counts[limit.plain.unit] += len(columns)
    return max(_UNITS, key=lambda unit: counts[unit]) if counts else ""


def _shortest(by_limit: Mapping[Limit, Sequence[int]]) -> tuple[Held, ...]:
    """The promises that none is certainly shorter than, each with the columns of all that equal it."""
    least: dict[str, Limit] = {}
    for limit in by_limit:
        plain = limit.plain
        if plain.unit not in least or plain.number < least[plain.unit].plain.number:
            least[plain.unit] = limit
    leaders: list[Limit] = []
    for limit in least.values():
        rivals = [compare(other, limit) for other in least.values() if other is not limit]
        equal_before = any(compare(leader, limit) is Order.EQUAL for leader in leaders)
        if not equal_before and not any(rival in _CERTAINLY_SHORTER for rival in rivals):
            leaders.append(limit)
    held = [Held(leader, _equal(leader, by_limit)) for leader in leaders]
    return tuple(sorted(held, key=lambda each: each.columns))


def _equal(leader: Limit, by_limit: Mapping[Limit, Sequence[int]]) -> Columns:
    alike = (columns for limit, columns in by_limit.items() if compare(limit, leader) is Order.EQUAL)
    return tuple(sorted(column for columns in alike for column in columns))


def _lists(listed: Mapping[int, int]) -> tuple[Lists, tuple[Outlier, ...]]:
    """The lengths of the regions' lists by column, and who is far above the median."""
    few, many = min(listed.values()), max(listed.values())
    middle = median(listed.values())
    lists = Lists(Counted(few, _having(few, listed)), Counted(many, _having(many, listed)), middle, len(listed))
    far = _far(listed, middle, MATERIALS_GAP)
    return lists, tuple(Outlier(column, MATERIALS, listed[column]) for column in far)


def _having(value: int, numbers: Mapping[int, int]) -> Columns:
    return tuple(sorted(column for column, number in numbers.items() if number == value))


def _far(numbers: Mapping[int, int], middle: float, gap: int) -> list[int]:
    """The columns far above the median. Only the slow side: who is fast is the best, not an outlier."""
    if len(numbers) < ENOUGH:
        return []
    return sorted(column for column, number in numbers.items() if number > TIMES * middle and number - middle >= gap)
