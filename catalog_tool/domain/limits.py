"""Time limits: reading them, printing them, comparing them across units.

Working and calendar days cannot be converted exactly, so a limit is a range of
calendar time (contract.md, Limits): an excess is certain only when it holds under
every reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from catalog_tool.model import mapping_of

_MINUTES_A_DAY = 24 * 60


class Order(StrEnum):
    """How one limit stands to another under every reading of the units, or under some."""

    SHORTER = "shorter"
    EQUAL = "equal"
    LONGER = "longer"
    MAYBE_LONGER = "maybe-longer"
    NEVER_LONGER = "never-longer"
    """At most as long under every reading, but perhaps equal."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A number and its unit (分钟 小时 工作日 自然日 月 年); 0 is done on the spot."""

    number: int
    unit: str

    @property
    def text(self) -> str:
        """As printed: 5 工作日, 1 个月, 当场办结."""
        if self.number == 0:
            return "当场办结"
        unit = {"月": "个月", "小时": "小时"}.get(self.unit, self.unit)
        return f"{self.number} {unit}"

    @property
    def is_instant(self) -> bool:
        """Whether it is done while the applicant waits: 0, or minutes or hours within one day."""
        if self.number == 0:
            return True
        plain = self.plain
        return plain.unit == "分钟" and plain.number <= _MINUTES_A_DAY

    @property
    def calendar_days(self) -> tuple[float, float]:
        """The fewest and the most calendar days it may last.

        n working days last at least n days and at most n plus the weekends they
        meet; a month 28 to 31 days (contract.md, Limits). Public holidays are left
        out: no one could say of any limit that it is certainly longer.
        """
        number = self.number
        if self.unit in ("工作日", _DAY):
            return number, number + 2 * ((number + 4) // 5)
        if self.unit == "月":
            return 28 * number, 31 * number
        if self.unit == "自然日":
            return number, number
        return number / _MINUTES_A_DAY, number / _MINUTES_A_DAY

    @property
    def plain(self) -> Limit:
        """The same limit with years as months and hours as minutes, which convert exactly."""
        if self.unit == "年":
            return Limit(self.number * 12, "月")
        if self.unit == "小时":
            return Limit(self.number * 60, "分钟")
        return self


_UNITS = frozenset({"分钟", "小时", "工作日", "自然日", "月", "年"})
_DAY = "日"
"""A day of which nobody said whether it is a working day: it is read either way."""
_LICENCE = "行政许可"


def limit_of(value: object, type_: str | None = None) -> Limit | None:
    """The limit of a {数值, 单位} object; None where there is no number or no known unit.

    With the 事项类型 given, 日 and 天 are read too: working days for a licence
    (contract.md, Limits), else either kind of day.
    """
    fields: Mapping[str, Any] = mapping_of(value)
    number, unit = fields.get("数值"), fields.get("单位")
    if type_ is not None and unit in ("日", "天"):
        unit = "工作日" if type_ == _LICENCE else _DAY
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    if number == 0:
        return Limit(0, unit if isinstance(unit, str) else "")
    known = _UNITS if type_ is None else _UNITS | {_DAY}
    if not isinstance(unit, str) or unit not in known:
        return None
    return Limit(number, unit)


def compare(one: Limit, other: Limit) -> Order:
    """How `one` stands to `other`, and whether that is certain."""
    one, other = one.plain, other.plain
    if one.unit == other.unit or one.number == 0 or other.number == 0:
        if one.number == other.number:
            return Order.EQUAL
        return Order.LONGER if one.number > other.number else Order.SHORTER
    least, most = one.calendar_days
    other_least, other_most = other.calendar_days
    if least > other_most:
        return Order.LONGER
    if most < other_least:
        return Order.SHORTER
    if least == most == other_least == other_most:
        return Order.EQUAL
    return Order.NEVER_LONGER if most <= other_least else Order.MAYBE_LONGER
