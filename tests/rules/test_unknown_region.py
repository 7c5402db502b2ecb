"""Codes of regions on a day: the table, and what the rule makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalog_tool.context import Context, Lexicon
from catalog_tool.model import Document, Kind, Place
from catalog_tool.resources import Resources
from catalog_tool.rules.unknown_region import check


@pytest.fixture
def say(resources: Resources) -> Any:
    def of(code: Any, level: Any = "县级", day: Any = "2018-07-25", **more: Any) -> list[str]:
        value = {"区划代码": code, "层级": level, "发布日期": day, **more}
        return on(value, resources.lexicon)

    return of


def on(value: dict[str, Any], lexicon: Lexicon) -> list[str]:
    context = Context(value, Resources().profile("zhejiang"), lexicon)
    document = Document(Kind.MANIFEST, value, "catalog.yaml", 0, lambda _path, _at_key: Place(1, 1))
    return [f"{hit.args['field']}{hit.args['code']}{hit.args['problem']}" for hit in check(document, context)]


@pytest.mark.parametrize(
    ("code", "day", "words"),
    [
        ("330104", "2021-12-20", "原是江干区，2021 年已经停用"),
        ("330103", "2021-04-09", "原是下城区"),
        ("330103", "2026-01-01", "原是下城区"),
        ("330113", "2018-07-25", "是临平区，2021 年才启用"),
        ("330185", "2018-07-25", "原是临安市，2017 年已经停用"),
        ("330299", "2018-07-25", "查不到"),
        ("990101", "2030-01-01", "查不到"),
        ("330101", "2018-07-25", "查不到"),
    ],
)
def test_codes_that_were_not_in_force(code: str, day: str, words: str, say: Any) -> None:
    (message,) = say(code, day=day)

    assert words in message


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("330103", "2018-07-25"),
        ("330104", "2021-04-08"),
        ("330114", "2021-04-09"),
        ("330110", "2018-07-25"),
        ("330110", "2022-07-25"),
        ("330383", "2020-01-01"),
        ("330112", "2018-07-25"),
        ("330185", "2017-05-01"),  # the table knows the year only
        ("330112", "2017-05-01"),
        ("511602", None),
        ("330103", None),
        ("330103", "去年"),
        ("330299", "2026-11-22"),  # no table knows tomorrow
        ("330299", "2012-01-01"),
        ("110228", "2010-01-01"),
        ("320571", "2018-07-25"),  # a zone in the numbering of the statistics bureau
        ("33022", "2018-07-25"),  # malformed-code says so
        ("３３０２２５", "2018-07-25"),
    ],
)
def test_codes_in_force_or_beyond_what_is_known(code: str, day: Any, say: Any) -> None:
    assert not say(code, day=day)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("330225", "市级"),
        ("330225", "省级"),
        ("330200", "县级"),
        ("330000", "市级"),
        ("330000", "国家级"),
        ("330000101", "镇级"),
        ("330200101", "镇级"),
        ("330200101001", "村级"),
        ("110105", "市级"),
    ],
)
def test_codes_of_another_level(code: str, level: str, say: Any) -> None:
    (message,) = say(code, level)

    assert f"区划代码{code}" in message
    assert "层级" in message or "不是县级" in message


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("330225", "县级"),
        ("330200", "市级"),
        ("330000", "省级"),
        ("000000", "国家级"),
        ("310000", "省级"),
        ("310000", "市级"),
        ("110105", "县级"),
        ("419001", "县级"),
        ("419001", "市级"),
        ("659001", "县级"),
        ("330382101", "镇级"),
        ("330382101001", "村级"),
        ("441900003", "镇级"),  # 东莞 has no counties
        ("110101001", "镇级"),
        ("330382", "镇级"),  # malformed-code says so
        ("330225", ["市级"]),
        ("330225", "区级"),
    ],
)
def test_codes_of_their_level(code: str, level: Any, say: Any) -> None:
    assert not say(code, level)


def test_a_zone_has_no_code_of_its_own(say: Any) -> None:
    zone = {"名称": "甲经济技术开发区", "所属区划代码": "330200"}

    assert not say("330299", "县级", 功能区=zone)
    assert not say("330200", "县级", 功能区=zone)
    assert say("330200", "县级", 功能区={**zone, "所属区划代码": "330299"}) == [
        "所属区划代码330299在县级以上行政区划代码里查不到"
    ]


def test_places_are_looked_up_but_may_be_of_any_level(say: Any) -> None:
    places = [{"区划代码": "330200"}, {"区划代码": "330225101"}, {"区划代码": "330114003"}, {}, "甲"]

    assert say("330225", 办理场所=places) == ["区划代码330114003是钱塘区，2021 年才启用"]


def test_without_the_table_nothing_is_said() -> None:
    assert not on({"区划代码": "999999", "层级": "县级"}, Lexicon())


def test_every_division_of_the_open_data_set_is_known_on_its_day(shared: Path, say: Any) -> None:
    folder = shared / "data" / "regions"
    rows = [
        row for part in ("provinces", "cities", "areas") for row in json.loads((folder / f"{part}.json").read_text())
    ]

    assert len(rows) > 3300
    assert [row for row in rows if say(row["code"].ljust(6, "0"), None, "2023-06-30")] == []


def test_the_table_is_in_order_and_small(resources: Resources) -> None:
    regions = resources.lexicon.regions
    codes = list(regions)

    assert codes == sorted(codes)
    assert 3400 < len(codes) < 4000
    assert all(
        life.name and (not life.until or life.since < life.until) for lives in regions.values() for life in lives
    )
    assert [life.name for life in regions["130502"]] == ["桥东区", "襄都区"]
