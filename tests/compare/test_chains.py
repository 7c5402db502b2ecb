"""Holes in a 审批链: a duty nobody holds, a level whose list lacks the matter; a chain may skip and come back."""

from __future__ import annotations

from typing import Any

import pytest
from building import (
    ABSENT,
    Value,
    city_manifest,
    county_manifest,
    directory_manifest,
    exempted,
    matter,
    report_of,
    side,
)
from hypothesis import given, settings
from hypothesis import strategies as st

CODE = "331301101000"


def link(level: str, *duties: str) -> Value:
    return {"层级": level, "部门": "金融办", "职责": list(duties)}


COUNTY, DELIVERS = link("县级", "收件", "受理", "初审"), link("县级", "送达")
CITY, PROVINCE = link("市级", "转报"), link("省级", "审核", "决定", "发证")
CHAIN = [COUNTY, CITY, PROVINCE, DELIVERS]


def guarantee(levels: list[str], chain: Any = CHAIN, **over: Any) -> Value:
    name = "融资担保公司设立与变更审核"
    return matter(CODE, name, 事项类型="审核转报", 行使层级=levels, 审批链=chain, 主管部门="省金融工作办公室", **over)


DIRECTORY = [guarantee(["省级"])]
COUNTIES = {"xiangshan": ("330225", "象山县"), "ninghai": ("330226", "宁海县")}


def run(directory: list[Value], city: list[Value] | None, order: tuple[int, ...] = (), **counties: Any) -> list[Value]:
    """The holes of a run: the city's list (None: not in it), and counties' by name, each a list or (says, list)."""
    upper = side(directory_manifest(), directory, "directory")
    lists = [side(city_manifest(), city, "city")] if city is not None else []
    for name, given_ in counties.items():
        says, held = given_ if isinstance(given_, tuple) else ({}, given_)
        code, region = COUNTIES[name]
        manifest = county_manifest(**{"区划代码": code, "区划名称": region, "名称": f"{region}清单", **says})
        lists.append(side(manifest, held, name))
    ordered = [lists[index] for index in order] if order else lists
    return report_of([(each, [upper]) for each in ordered])["chains"]


def told(holes: list[Value]) -> list[tuple[str, str, str | None, str, list[str]]]:
    return [(hole["kind"], hole["level"], hole["duty"], hole["list"], hole["below"]) for hole in holes]


def test_a_chain_that_everyone_keeps_has_no_hole() -> None:
    assert run(DIRECTORY, [guarantee(["市级"])], xiangshan=[guarantee(["县级"])]) == []


def test_a_chain_may_skip_the_city() -> None:
    skipping = [COUNTY, PROVINCE, DELIVERS]

    assert run([guarantee(["省级"], skipping)], [], xiangshan=[guarantee(["县级"], skipping)]) == []


def test_a_chain_may_come_back_for_delivery() -> None:
    back = [link("镇级", "收件", "受理"), link("县级", "决定"), link("镇级", "送达")]

    assert run([guarantee(["县级"], back)], None, xiangshan=[guarantee(["县级"], back)]) == []


def test_a_list_that_writes_no_chain_does_as_the_directory_says() -> None:
    assert run(DIRECTORY, [guarantee(["市级"], ABSENT)], xiangshan=[guarantee(["县级"], ABSENT)]) == []


def test_a_list_need_not_write_of_the_others() -> None:
    assert run(DIRECTORY, [guarantee(["市级"], [CITY])], xiangshan=[guarantee(["县级"], [COUNTY, DELIVERS])]) == []


def test_a_duty_that_no_level_holds_is_a_hole() -> None:
    lacking = [link("县级", "收件", "受理"), CITY, PROVINCE, DELIVERS]

    holes = run(DIRECTORY, [guarantee(["市级"])], xiangshan=[guarantee(["县级"], lacking)])

    assert told(holes) == [("duty-unheld", "县级", "初审", "xiangshan", [])]
    assert holes[0]["decision"] == "report"
    assert "“初审”交给县级，象山县" in holes[0]["reason"]


@pytest.mark.parametrize("city", [None, [guarantee(["市级"], [link("市级", "初审", "转报")])]])
def test_a_duty_that_another_level_took_over_is_none(city: list[Value] | None) -> None:
    moved = [link("县级", "收件", "受理"), link("市级", "初审", "转报"), PROVINCE, DELIVERS]

    assert run(DIRECTORY, city, xiangshan=[guarantee(["县级"], moved)]) == []


def test_what_a_county_says_of_its_city_counts_for_less_than_what_the_city_says() -> None:
    moved = [link("县级", "收件", "受理"), link("市级", "初审", "转报"), PROVINCE, DELIVERS]

    holes = run(DIRECTORY, [guarantee(["市级"])], xiangshan=[guarantee(["县级"], moved)])

    assert told(holes) == [("duty-unheld", "县级", "初审", "xiangshan", [])]


def test_a_duty_that_a_city_drops_stops_the_counties_that_do_not_take_it() -> None:
    city = [guarantee(["市级"], [link("市级", "初审"), PROVINCE])]
    takes_over = [link("县级", "收件", "受理", "初审", "转报"), PROVINCE, DELIVERS]

    holes = run(DIRECTORY, city, xiangshan=[guarantee(["县级"], takes_over)], ninghai=[guarantee(["县级"])])

    assert told(holes) == [("duty-unheld", "市级", "转报", "city", ["ninghai"])]


def test_a_level_whose_list_lacks_the_matter_is_a_hole_that_is_judged_once() -> None:
    holes = run(DIRECTORY, [], xiangshan=[guarantee(["县级"])], ninghai=[guarantee(["县级"])])

    assert told(holes) == [("level-lacks", "市级", None, "city", ["xiangshan", "ninghai"])]
    assert (holes[0]["decision"], holes[0]["reason"]) == (None, None)


def test_a_list_that_does_not_claim_to_hold_the_line_lacks_nothing() -> None:
    upper = side(directory_manifest(), DIRECTORY, "directory")
    city = side(city_manifest(收录范围={"层级": ["市级"], "主管部门": ["省公安厅"]}), [], "city")
    county = side(county_manifest(), [guarantee(["县级"])], "county")

    assert report_of([(city, [upper]), (county, [upper])])["chains"] == []


def test_a_county_without_that_business_makes_no_hole() -> None:
    says = {"不认领": [exempted(CODE, "本地无此业务")]}

    assert run(DIRECTORY, [guarantee(["市级"])], xiangshan=(says, [])) == []


def test_a_city_that_declines_what_its_county_passes_on_is_asked_about_it() -> None:
    upper = side(directory_manifest(), DIRECTORY, "directory")
    city = side(city_manifest(不认领=[exempted(CODE, "本地无此业务")]), [], "city")
    county = side(county_manifest(), [guarantee(["县级"])], "county")

    holes = report_of([(city, [upper]), (county, [upper])])["chains"]

    assert told(holes) == [("level-declined", "市级", None, "city", ["county"])]
    assert holes[0]["decision"] == "report"


def test_another_citys_county_is_on_another_line() -> None:
    upper = side(directory_manifest(), DIRECTORY, "directory")
    city = side(city_manifest(区划代码="330100", 区划名称="杭州市"), [], "city")
    county = side(county_manifest(), [guarantee(["县级"])], "county")

    holes = report_of([(city, [upper]), (county, [upper])])["chains"]

    assert told(holes) == [("level-lacks", "市级", None, "city", [])]


ODD = [None, "县级", 5, [], {}, [{}], [{"层级": ["县级"], "职责": {"甲": "乙"}}], [{"层级": "县级"}], ["县级"]]


@pytest.mark.parametrize("odd", ODD)
def test_a_chain_of_any_shape_is_no_error(odd: Any) -> None:
    assert isinstance(
        run([guarantee(["省级"], odd)], [guarantee(["市级"], odd)], xiangshan=[guarantee(["县级"])]), list
    )
    assert isinstance(run(DIRECTORY, [guarantee(["市级"])], xiangshan=[guarantee(["县级"], odd)]), list)


duties = st.lists(st.sampled_from(["收件", "受理", "初审", "转报", "审核", "决定", "送达"]), max_size=4, unique=True)
links = st.builds(lambda level, held: link(level, *held), st.sampled_from(["省级", "市级", "县级"]), duties)
chains = st.lists(links, max_size=4)


@settings(max_examples=40, deadline=None)
@given(chains, st.none() | chains, chains, chains)
def test_holes_are_told_once_and_do_not_depend_on_the_order_of_lists(directory, city, one, other) -> None:
    upper = [guarantee(["省级"], directory)]
    own = [guarantee(["市级"], city)] if city is not None else []
    lists = {"xiangshan": [guarantee(["县级"], one)], "ninghai": [guarantee(["县级"], other)]}

    first, *others = [run(upper, own, order, **lists) for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0))]

    assert len({(hole["code"], hole["list"], hole["kind"], hole["duty"]) for hole in first}) == len(first)
    assert all(found == first for found in others)


@settings(max_examples=50, deadline=None)
@given(chains)
def test_lists_that_write_what_the_directory_writes_have_no_hole(chain) -> None:
    held = {"xiangshan": [guarantee(["县级"], chain)], "ninghai": [guarantee(["县级"], chain)]}

    assert run([guarantee(["省级"], chain)], [guarantee(["市级"], chain)], **held) == []
