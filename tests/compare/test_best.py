"""Who promises least and asks for fewest papers for one matter, and who is far above the median."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

import pytest
from building import CODE, county_manifest, days, directory_manifest, limits, material, matter, side, whole
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.compare.claims.best import MATERIALS, PROMISE, Best, Held, Outlier, best_of
from catalog_tool.compare.compared import Compared
from catalog_tool.domain.limits import Limit, Order, compare

Value = dict[str, Any]


def compared_of(*lists: Sequence[Value], directory: Sequence[Value] | None = None) -> Compared:
    """Lists of matters against one directory, regions 甲县, 乙县 …"""
    upper = side(directory_manifest(), directory or [matter()], "directory")
    lowers = [side(county_manifest(区划名称=f"{index}县"), held, f"list{index}") for index, held in enumerate(lists)]
    return whole([(lower, [upper]) for lower in lowers])


def promising(promise: int | Value) -> list[Value]:
    return [matter(办理时限=limits(20, promise))]


def asking(count: int) -> list[Value]:
    return [matter(申请材料=[material(f"证明{number}") for number in range(count)])]


def best(*lists: Sequence[Value]) -> Best:
    return best_of(compared_of(*lists))[CODE]


def shortest(*promises: int | Value) -> list[tuple[str, tuple[int, ...]]]:
    found = best(*(promising(promise) for promise in promises)).promises
    return [(held.value.text, held.columns) for held in found.shortest] if found is not None else []


def test_one_list_has_nobody_to_be_measured_against() -> None:
    assert best_of(compared_of(promising(5))) == {}


def test_the_shortest_the_longest_and_the_median() -> None:
    found = best(promising(7), promising(2), promising(5)).promises

    assert found is not None
    assert found.shortest == (Held(Limit(2, "工作日"), (1,)),)
    assert found.longest == Held(Limit(7, "工作日"), (0,))
    assert (found.median, found.unit, found.measured, found.is_certain) == (5, "工作日", 3, True)


def test_who_has_the_same_is_named_together() -> None:
    assert shortest(5, 2, 2, 7) == [("2 工作日", (1, 2))]


def test_units_that_convert_exactly_are_the_same() -> None:
    assert shortest(days(2, "小时"), days(120, "分钟"), days(1, "工作日")) == [("2 小时", (0, 1))]


def test_done_on_the_spot_beats_everything() -> None:
    assert shortest(days(0, "自然日"), days(30, "分钟"), days(0)) == [("当场办结", (0, 2))]


def test_units_that_cannot_be_told_apart_share_the_lead() -> None:
    """5 working days last 5 to 7 calendar days: nobody knows whether 6 calendar days are less."""
    assert shortest(5, days(6, "自然日")) == [("5 工作日", (0,)), ("6 自然日", (1,))]


def test_what_is_at_most_as_long_leads() -> None:
    assert shortest(5, days(7, "自然日")) == [("5 工作日", (0,))]


def test_the_median_is_of_the_unit_most_regions_use() -> None:
    found = best(promising(days(30, "自然日")), promising(4), promising(0), promising(6)).promises

    assert found is not None
    assert (found.unit, found.median, found.measured) == ("工作日", 4, 3)


def test_a_region_keeps_only_the_longest_promise_of_its_items() -> None:
    items = [matter(孙项名称="甲", 办理时限=limits(20, 1)), matter(孙项名称="乙", 办理时限=limits(20, 9))]
    directory = [matter(孙项名称="甲"), matter(孙项名称="乙")]

    found = best_of(compared_of(items, promising(5), directory=directory))[CODE].promises

    assert found is not None
    assert found.shortest == (Held(Limit(5, "工作日"), (1,)),)


def test_the_shortest_list_of_materials() -> None:
    found = best(asking(3), asking(0), asking(5)).materials

    assert found is not None
    assert (found.shortest, found.longest) == ((0, (1,)), (5, (2,)))
    assert (found.median, found.measured) == (3, 3)


def test_what_a_region_leaves_open_is_not_counted() -> None:
    held = matter(办理时限=limits(20, {"数值": "不定"}), 申请材料="见通告")

    found = best([held], promising(5))

    assert found.promises is not None
    assert found.materials is not None
    assert (found.promises.measured, found.materials.measured) == (1, 1)


def test_less_than_nothing_is_a_slip_of_the_pen() -> None:
    assert shortest(-3, 5) == [("5 工作日", (1,))]


def test_the_directorys_own_promise_stands_beside() -> None:
    assert best(promising(5), promising(2)).standard == Limit(5, "工作日")


def test_another_matter_under_the_same_code_is_not_measured() -> None:
    other = matter(
        主项名称="临时救助",
        子项名称="临时救助对象认定",
        事项类型="行政给付",
        实施主体={"名称": "象山县民政局"},
        主管部门="省民政厅",
        办理时限=limits(20, 1),
    )

    compared = compared_of([other], promising(4), promising(5))

    assert compared.locals[0].kinds["doubtful"] == 1
    assert [held.columns for held in best_of(compared)[CODE].promises.shortest] == [(1,)]  # type: ignore[union-attr]


def test_a_county_against_its_city_is_no_region_more() -> None:
    compared = compared_of(promising(5), promising(2))
    county = compared.locals[0]
    beside = replace(county, against=county.local)

    assert best_of(replace(compared, locals=(*compared.locals, beside))) == best_of(compared)
    assert best_of(replace(compared, locals=(county, beside))) == {}


@pytest.mark.parametrize(
    ("promises", "far"),
    [
        ([5, 5, 12], [2]),
        ([5, 5, 10], []),
        ([1, 1, 3], []),
        ([5, 12], []),
        ([0, 0, 6], [2]),
        ([5, 5, 20, 30, 5], [2, 3]),
        ([20, 20, 1], []),
    ],
    ids=["more than twice", "just twice", "a small gap", "two regions", "on the spot", "several", "fast"],
)
def test_who_is_far_above_the_median(promises: list[int], far: list[int]) -> None:
    found = best(*(promising(promise) for promise in promises)).outliers

    assert list(found) == [Outlier(column, PROMISE, Limit(promises[column], "工作日")) for column in far]


def test_whose_list_is_far_above_the_median() -> None:
    assert best(asking(2), asking(2), asking(5)).outliers == (Outlier(2, MATERIALS, 5),)
    assert best(asking(1), asking(1), asking(3)).outliers == ()


_LIMITS = st.builds(Limit, st.integers(-1, 40), st.sampled_from(["工作日", "自然日", "日", "月", "年", "小时", "分钟"]))


def with_values(compared: Compared, values: Sequence[tuple[Limit | None, int | None]]) -> Compared:
    """The comparison with other promises and numbers of materials in each list."""
    locals_ = []
    for local, (promise, count) in zip(compared.locals, values, strict=True):
        (judged,) = local.alignments
        entry = judged.local[0]._replace(promise=promise, materials=count)
        locals_.append(replace(local, alignments=(replace(judged, local=(entry,)),)))
    return replace(compared, locals=tuple(locals_))


_TEN = compared_of(*(promising(5) for _ in range(10)))


@given(st.lists(st.tuples(st.none() | _LIMITS, st.none() | st.integers(0, 9)), min_size=10, max_size=10))
def test_nobody_is_better_than_the_best(values: list[tuple[Limit | None, int | None]]) -> None:
    found = best_of(with_values(_TEN, values))[CODE]
    promises = {column: limit for column, (limit, _) in enumerate(values) if limit is not None and limit.number >= 0}
    counts = {column: count for column, (_, count) in enumerate(values) if count is not None}

    def beaten(limit: Limit) -> bool:
        return any(compare(other, limit) in (Order.SHORTER, Order.NEVER_LONGER) for other in promises.values())

    leading = {column for column, limit in promises.items() if not beaten(limit)}
    assert (found.promises is None) is (not promises)
    if found.promises is not None:
        told = [column for held in found.promises.shortest for column in held.columns]
        assert set(told) == leading
        assert len(told) == len(set(told))
        assert all(
            compare(promises[column], held.value) is Order.EQUAL
            for held in found.promises.shortest
            for column in held.columns
        )
    assert (found.materials is None) is (not counts)
    if found.materials is not None:
        few = min(counts.values())
        assert found.materials.shortest == (few, tuple(column for column in counts if counts[column] == few))
        assert found.materials.median == median(counts.values())


@given(st.lists(st.tuples(st.none() | _LIMITS, st.none() | st.integers(0, 9)), min_size=10, max_size=10), st.randoms())
def test_the_order_of_the_lists_changes_nothing_but_their_numbers(
    values: list[tuple[Limit | None, int | None]], chance: random.Random
) -> None:
    order = list(range(10))
    chance.shuffle(order)

    one = best_of(with_values(_TEN, values))[CODE]
    other = best_of(with_values(_TEN, [values[place] for place in order]))[CODE]

    assert {(each.aspect, each.column) for each in one.outliers} == {
        (each.aspect, order[each.column]) for each in other.outliers
    }
    if one.promises is not None and other.promises is not None:
        assert one.promises.median == other.promises.median
        assert {column for held in one.promises.shortest for column in held.columns} == {
            order[column] for held in other.promises.shortest for column in held.columns
        }
