"""Time limits: reading, printing, comparing across units; and which steps the clock runs in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.domain.limits import Limit, Order, compare, limit_of
from catalog_tool.domain.steps import is_counted

LIMITS = st.builds(Limit, st.integers(0, 400), st.sampled_from(["分钟", "小时", "工作日", "自然日", "月", "年"]))
TURNED = {Order.LONGER: Order.SHORTER, Order.SHORTER: Order.LONGER, Order.EQUAL: Order.EQUAL}


@pytest.mark.parametrize(
    ("one", "order", "other"),
    [
        (Limit(30, "工作日"), Order.LONGER, Limit(20, "工作日")),
        (Limit(1, "年"), Order.EQUAL, Limit(12, "月")),
        (Limit(24, "小时"), Order.EQUAL, Limit(1, "自然日")),
        (Limit(90, "分钟"), Order.LONGER, Limit(1, "小时")),
        (Limit(0, ""), Order.SHORTER, Limit(1, "分钟")),
        (Limit(0, ""), Order.EQUAL, Limit(0, "工作日")),
        (Limit(1, "月"), Order.SHORTER, Limit(32, "自然日")),
        (Limit(20, "工作日"), Order.LONGER, Limit(15, "自然日")),
        (Limit(15, "工作日"), Order.MAYBE_LONGER, Limit(20, "自然日")),
        (Limit(1, "月"), Order.MAYBE_LONGER, Limit(30, "自然日")),
    ],
)
def test_how_one_limit_stands_to_another(one: Limit, order: Order, other: Limit) -> None:
    assert compare(one, other) is order


@given(LIMITS, LIMITS)
def test_what_is_certain_one_way_is_certain_the_other_way(one: Limit, other: Limit) -> None:
    there, back = compare(one, other), compare(other, one)

    assert TURNED.get(there, back) is back
    assert (there in TURNED) == (back in TURNED)


@given(LIMITS)
def test_a_limit_equals_itself(limit: Limit) -> None:
    assert compare(limit, limit) is Order.EQUAL


@given(LIMITS, LIMITS)
def test_an_excess_is_certain_only_beyond_every_reading(one: Limit, other: Limit) -> None:
    if compare(one, other) is Order.LONGER and one.plain.unit != other.plain.unit:
        assert one.plain.calendar_days[0] > other.plain.calendar_days[1] or other.number == 0


@pytest.mark.parametrize(
    ("value", "limit"),
    [
        ({"数值": 5, "单位": "工作日"}, Limit(5, "工作日")),
        ({"数值": 0}, Limit(0, "")),
        ({"数值": 5}, None),
        ({"数值": 5, "单位": "天"}, None),
        ({"数值": "5", "单位": "工作日"}, None),
        ({"数值": True, "单位": "工作日"}, None),
        ({"说明": "无法定时限"}, None),
        ("5 工作日", None),
        (None, None),
    ],
)
def test_reading_a_limit(value: object, limit: Limit | None) -> None:
    assert limit_of(value) == limit


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (Limit(0, "工作日"), "当场办结"),
        (Limit(5, "工作日"), "5 工作日"),
        (Limit(1, "月"), "1 个月"),
        (Limit(2, "小时"), "2 小时"),
    ],
)
def test_printing_a_limit(limit: Limit, text: str) -> None:
    assert limit.text == text


@pytest.mark.parametrize("limit", [Limit(0, "工作日"), Limit(60, "分钟"), Limit(2, "小时")])
def test_done_while_one_waits(limit: Limit) -> None:
    assert limit.is_instant


def test_a_day_is_not_done_while_one_waits() -> None:
    assert not Limit(1, "工作日").is_instant


@pytest.mark.parametrize("step", [{"环节": "审查"}, {"环节": "申请", "计入时限": "是"}, {}])
def test_the_clock_runs(step: dict[str, str]) -> None:
    assert is_counted(step)


@pytest.mark.parametrize("step", [{"环节": "送达"}, {"环节": "补正"}, {"环节": "制证", "计入时限": "否"}])
def test_the_clock_stands_still(step: dict[str, str]) -> None:
    assert not is_counted(step)
