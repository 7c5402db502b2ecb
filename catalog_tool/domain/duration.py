"""How long a flow takes: the walk over its steps and what they add up to (format.md §2, A step).

Steps follow each other; those of one 并行组 run at once and the longest counts; who is
asked for an opinion answers within the step that asks. What comes out is the least
that the flow can take, so that nothing is called too long that may not be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog_tool.domain.limits import Limit, Order, compare, limit_of
from catalog_tool.domain.steps import is_counted
from catalog_tool.model import mappings_of, text_of

FLOWS = ("办事流程", "业务流程")
"""What the applicant sees, and what the office does."""

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """What runs at one time: one step, or all the steps of a 并行组; indices are those of the flow."""

    group: str
    steps: tuple[tuple[int, Value], ...]


def stages(steps: Iterable[tuple[int, Value]]) -> list[Stage]:
    """The steps of a flow in order, those of one 并行组 together where the first of them stands."""
    found: list[tuple[str, list[tuple[int, Value]]]] = []
    groups: dict[str, list[tuple[int, Value]]] = {}
    for index, step in steps:
        group = text_of(step.get("并行组")).strip()
        if group and group in groups:
            groups[group].append((index, step))
            continue
        members = [(index, step)]
        if group:
            groups[group] = members
        found.append((group, members))
    return [Stage(group, tuple(members)) for group, members in found]


def step_limit(step: Value) -> Limit | None:
    """What a step takes: its own 时限, or that of the slowest answer it waits for, if certainly longer."""
    own = limit_of(step.get("时限"))
    asked = step.get("征求意见部门")
    if not asked:
        return own
    return longest([own, *(limit_of(item.get("时限")) for _, item in mappings_of(asked))])


def longest(limits: Iterable[Limit | None]) -> Limit | None:
    """The longest of some limits that run at once; None where there is none.

    Where the units leave it open the one with more calendar days at least.
    """
    known = [limit for limit in limits if limit is not None]
    return max(known, key=lambda limit: limit.plain.calendar_days[0], default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """What a stage adds to the clock: the step that takes so long, and the office (办理处室) that does it."""

    name: str
    limit: Limit
    office: str = ""


def counted_parts(steps: Iterable[tuple[int, Value]], applies: Callable[[Value], bool]) -> list[Part]:
    """What each stage adds to the clock: its longest step among those that apply and count."""
    parts = []
    for stage in stages(steps):
        best: Part | None = None
        for _, step in stage.steps:
            limit = step_limit(step) if is_counted(step) and applies(step) else None
            if limit is None or not limit.number:
                continue
            if best is None or longest((best.limit, limit)) is not best.limit:
                best = Part(text_of(step.get("环节")), limit, text_of(step.get("办理处室")).strip())
        if best is not None:
            parts.append(best)
    return parts


def added(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """Limits one after another: one a unit, in the order of their units' first appearance.

    Hours and minutes, years and months are added up together, since they convert exactly.
    """
    known = [limit for limit in limits if limit.number]
    units = {limit.unit for limit in known}
    if {"小时", "分钟"} <= units or {"年", "月"} <= units:
        known = [limit.plain for limit in known]
    sums: dict[str, int] = {}
    for limit in known:
        sums[limit.unit] = sums.get(limit.unit, 0) + limit.number
    return tuple(Limit(number, unit) for unit, number in sums.items())


def spoken(total: Sequence[Limit]) -> str:
    """As printed: 5 工作日加 30 分钟."""
    return "加 ".join(limit.text for limit in total) or Limit(0, "").text


def compare_total(total: Sequence[Limit], limit: Limit) -> Order:
    """How a sum stands to a limit, and whether that is certain.

    A sum over several units is LONGER when one of its terms or the fewest days of all
    of them are; else it is never said to be: half an hour beside three days fits in them.
    """
    if not total:
        return compare(Limit(0, ""), limit)
    orders = [compare(term, limit) for term in total]
    if len(orders) == 1:
        return orders[0]
    if Order.LONGER in orders or sum(term.plain.calendar_days[0] for term in total) > limit.plain.calendar_days[1]:
        return Order.LONGER
    return Order.NEVER_LONGER
