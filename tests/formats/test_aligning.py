"""Which item continues which."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.formats import aligning
from catalog_tool.formats.aligning import aligned

A, B, C = ({"名称": name, "类别": "证照"} for name in "甲乙丙")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([], [A], [None]),
        ([A], [], []),
        ([A, B, C], [A, C], [0, 2]),
        ([A, C], [A, B, C], [0, None, 1]),
        ([A, B, C], [C, A, B], [2, 0, 1]),
        ([A, B], [{**A, "类别": "证明"}, {**B, "类别": "证明"}], [0, 1]),
        ([A, B], [{**B, "类别": "证明"}, {**A, "类别": "证明"}], [1, 0]),
        ([A, B, C], [A, {"名称": "丁", "类别": "证照"}, C], [0, 1, 2]),
        ([A, B, C], [{**A, "类别": "证明"}, {"名称": "丁"}, C], [0, 1, 2]),
        ([A, A, B], [A, B], [0, 2]),
        ([{"环节": "受理", "说明": "一"}, {"环节": "审查"}, {"环节": "受理", "说明": "二"}],
         [{"环节": "受理", "说明": "一"}, {"环节": "审查"}, {"环节": "决定"}, {"环节": "受理", "说明": "三"}],
         [0, 1, None, 2]),
        (["甲", "乙"], ["甲改", "乙"], [0, 1]),
        (["甲", A], [A, "乙"], [1, None]),
        (["甲", A], ["乙", A], [0, 1]),
        (["甲"], [A], [None]),
        ([{"名称": "甲", "编号": "1"}], [{"名称": "乙", "编号": "1"}, {"名称": "甲", "编号": "2"}], [0, None]),
        ([{"名称": ""}, {"名称": ""}], [{"名称": "", "类别": "a"}], [0]),
        ([None, None], [None], [0]),
    ],
)  # fmt: skip
def test_what_continues_what(old: list[Any], new: list[Any], found: list[int | None]) -> None:
    assert aligned(old, new) == found


ITEMS = st.lists(
    st.one_of(
        st.sampled_from(["甲", "乙", None, 5, ["甲"]]),
        st.fixed_dictionaries({}, optional={"名称": st.sampled_from("甲乙丙"), "类别": st.sampled_from("ab")}),
    ),
    max_size=8,
)


def kind(item: Any) -> type:
    return type(item) if isinstance(item, (dict, list)) else str


def test_an_item_that_moved_is_itself_though_one_of_its_name_stands_in_its_place() -> None:
    plain, sure, other = {"名称": "甲"}, {"名称": "甲", "类别": "a"}, {"名称": "乙", "类别": "b"}

    assert aligned([plain, other, "甲", sure], [sure, other, "甲"]) == [3, 1, 2]


@given(ITEMS, ITEMS)
def test_every_item_is_continued_once_and_all_that_can_are(old: list[Any], new: list[Any]) -> None:
    found = aligned(old, new)
    used = [index for index in found if index is not None]

    assert len(found) == len(new)
    assert len(set(used)) == len(used)
    assert all(0 <= index < len(old) for index in used)
    assert all(kind(old[place]) is kind(item) for place, item in zip(found, new, strict=True) if place is not None)
    for item in new:  # of equal items as many are continued as both lists have
        same = sum(1 for place in used if old[place] == item and new[found.index(place)] == item)
        assert same == min(old.count(item), new.count(item))


@given(ITEMS)
def test_a_list_continues_itself(items: list[Any]) -> None:
    assert aligned(items, items) == [*range(len(items))]
    assert aligned(items, [*items, {"名称": "丁"}])[: len(items)] == [*range(len(items))]


@given(st.lists(st.sampled_from("甲乙丙丁")), st.lists(st.sampled_from("甲乙丙丁")))
def test_long_lists_find_a_common_part_too(old: list[str], new: list[str]) -> None:
    pairs = aligning._some(old, new)
    assert all(old[left] == new[right] for left, right in pairs)
    assert pairs == sorted(pairs)
    assert len({left for left, _ in pairs}) == len(pairs)
    assert len(pairs) <= len(aligning._longest(old, new))


def test_very_long_lists_are_no_burden() -> None:
    old = [f"{number % 1000}" for number in range(20_000)]
    new = [f"{number * 7 % 1000}" for number in range(20_000)]
    assert len(set(aligned(old, new))) == 20_000
