"""What a city and its county both exercise must agree; what each may set for itself need not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from building import (
    CODE,
    DAY,
    POLICY,
    Value,
    change_kinds,
    city_manifest,
    county_manifest,
    directory_manifest,
    exempted,
    kinds,
    limits,
    material,
    matter,
    report_of,
    side,
    write_catalog,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool import comparing, store
from catalog_tool.cli.inputs import standards
from catalog_tool.comparables import read_side, read_sides
from catalog_tool.reports import diff_json

BOTH = ["市级", "县级"]
PAPERS = ["申请表", "居民身份证"]


def of(level: str, code: str = CODE, name: str = "施工许可证核发", **over: Any) -> Value:
    body = {"市级": "宁波市住房和城乡建设局", "县级": "象山县住房和城乡建设局", "镇级": "石浦镇人民政府"}
    return matter(code, name, **{"行使层级": [level], "实施主体": {"名称": body[level]}, **over})


def compared_with_city(
    directory: list[Value],
    city: list[Value],
    county: list[Value],
    city_says: Value | None = None,
    county_says: Value | None = None,
) -> Value:
    """The county against the city, of a run of both."""
    upper = side(directory_manifest(), directory, "directory")
    above = side(city_manifest(**(city_says or {})), city, "city")
    below = side(county_manifest(**(county_says or {})), county, "county")
    locals_ = report_of([(below, [upper]), (above, [upper])])["locals"]
    assert [(local["path"], local["against"]) for local in locals_] == [
        ("county", None), ("city", None), ("county", "city"),
    ]  # fmt: skip
    return locals_[2]


def the_difference(directory: list[Value], city: Value, county: Value) -> Value:
    alignments = compared_with_city(directory, [city], [county])["alignments"]
    assert len(alignments) == 1
    changes = alignments[0]["changes"]
    assert len(changes) == 1, changes
    return changes[0]


LAW = {"名称": "《建筑法》", "条款": "第八条", "类别": "法律"}
ORDER = {"名称": "《建筑工程施工许可管理办法》", "条款": "第四条", "类别": "部门规章"}


@pytest.mark.parametrize(
    ("city", "county", "kind"),
    [
        ({}, {"主项名称": "开工许可", "子项名称": "施工许可证核发"}, "main-name"),
        ({}, {"事项类型": "行政确认"}, "type"),
        ({}, {"办理时限": limits(15, 5)}, "statutory-differs"),
        ({"适用依据": [LAW]}, {"适用依据": [LAW, ORDER]}, "basis-added"),
        ({}, {"申请材料": [material(name) for name in (*PAPERS, "结婚证")]}, "material-added"),
        ({"申请材料": [material(name) for name in (*PAPERS, "结婚证")]}, {}, "material-dropped"),
    ],
)
def test_what_the_province_unifies_must_agree(city: Value, county: Value, kind: str) -> None:
    found = the_difference([], of("市级", **city), of("县级", **county))

    assert (found["kind"], found["decision"]) == (kind, "report")
    assert "以省目录为准" in found["reason"]


@pytest.mark.parametrize(
    "county",
    [{"办理时限": limits(20, 4)}, {"办理时限": limits(20, 9)}, {"到现场次数": 1}, {"办理形式": ["窗口办理"]}],
)
def test_what_a_region_sets_for_itself_need_not_agree(county: Value) -> None:
    city = of("市级", 到现场次数=0, 办理形式=["窗口办理", "网上办理"])
    found = the_difference([], city, {**city, **of("县级", 到现场次数=0, 办理形式=city["办理形式"]), **county})

    assert found["decision"] == "allowed"


def test_bodies_and_the_own_link_of_the_work_are_no_difference() -> None:
    city = of("市级", 业务流程=[{"环节": "受理"}, {"环节": "决定"}])
    county = of("县级", 业务流程=[{"环节": "受理"}, {"环节": "踏勘"}], 实施主体={"名称": "象山县公安局"})

    assert change_kinds(compared_with_city([], [city], [county])) == []


def test_a_county_that_asks_for_less_than_the_province_does_not_disagree_with_its_city() -> None:
    papers = [*(material(name) for name in PAPERS), material("平面图", 必要性="非必要")]
    directory, city = of("县级", 行使层级=BOTH, 申请材料=papers), of("市级", 申请材料=papers)

    found = the_difference([directory], city, of("县级", 申请材料=papers[:2]))

    assert (found["kind"], found["decision"]) == ("material-dropped", "allowed")
    assert "已在它与省目录的比对中判过" in found["reason"]


def test_nor_does_a_city_that_asks_for_less_than_the_province() -> None:
    papers = [*(material(name) for name in PAPERS), material("平面图", 必要性="非必要")]
    directory, county = of("县级", 行使层级=BOTH, 申请材料=papers), of("县级", 申请材料=papers)

    found = the_difference([directory], of("市级", 申请材料=papers[:2]), county)

    assert (found["kind"], found["decision"]) == ("material-added", "allowed")


def test_a_city_that_asks_for_more_than_the_province_disagrees_with_a_county_that_does_not() -> None:
    more = [material(name) for name in (*PAPERS, "结婚证")]

    found = the_difference([of("县级", 行使层级=BOTH)], of("市级", 申请材料=more), of("县级"))

    assert (found["kind"], found["decision"]) == ("material-dropped", "report")


def test_what_the_directory_leaves_to_regions_need_not_agree() -> None:
    directory = of("县级", 行使层级=BOTH, 地方自定=["受理条件"])

    found = the_difference([directory], of("市级", 受理条件=["甲"]), of("县级", 受理条件=["甲", "乙"]))

    assert (found["kind"], found["decision"]) == ("condition-added", "allowed")


CHAIN = [
    {"层级": "县级", "部门": "金融办", "职责": ["收件", "受理", "初审"]},
    {"层级": "市级", "部门": "金融办", "职责": ["转报"]},
    {"层级": "省级", "部门": "省金融办", "职责": ["审核", "决定", "发证"]},
]


def test_links_of_one_chain_are_compared_in_what_holds_for_the_whole() -> None:
    directory = of("县级", 行使层级=["省级"], 审批链=CHAIN)
    city = of("市级", 审批链=CHAIN, 申请材料=[material("转报文件")], 办理时限=limits(20, 5))
    county = of("县级", 审批链=CHAIN, 办理时限=limits(25, 30))

    assert change_kinds(compared_with_city([directory], [city], [county])) == ["statutory-differs"]


def test_two_levels_that_each_decide_are_compared_whole() -> None:
    decides = ["受理", "决定"]
    city = of("市级", 审批链=[{"层级": "市级", "职责": decides}])
    county = of("县级", 审批链=[{"层级": "县级", "职责": ["初审", *decides]}], 申请材料=[material("申请表")])

    assert change_kinds(compared_with_city([], [city], [county])) == ["material-dropped"]


def test_what_only_one_of_them_has_is_not_judged() -> None:
    city = [of("市级", "330100205000", "甲许可"), of("市级", "330100206000", "乙许可", 行使层级=["县级"])]
    county = [of("县级", "330100206000", "乙许可"), of("县级", "330100207000", "丙许可", 状态="暂停")]

    found = compared_with_city([], city, county)

    assert kinds(found) == ["outside"] * 4
    assert {each["decision"] for each in found["alignments"]} == {None}
    assert (found["departments"], found["suggestions"], found["directories"]) == ([], [], [])


def test_items_that_the_directory_gives_each_level_are_two_matters() -> None:
    codes = {"市级": "330100205003", "县级": "330100205004"}
    names = {level: f"采伐许可证核发（{level}权限）" for level in codes}
    directory = [of(level, codes[level], names[level]) for level in codes]
    city, county = (of(level, codes[level], names[level]) for level in codes)

    assert kinds(compared_with_city(directory, [city], [county])) == ["outside", "outside"]


def test_what_the_directory_does_not_know_pairs_by_name() -> None:
    found = compared_with_city([], [of("市级", "330100991000")], [of("县级", "330100992000")])

    assert kinds(found) == ["recoded"]
    assert [(each["kind"], each["decision"]) for each in found["alignments"][0]["changes"]] == [("code", "report")]


def test_a_matter_divided_by_the_county_alone_is_a_question_to_the_city() -> None:
    parts = [of("县级", f"{CODE[:9]}00{number}", f"施工{number}", 主项名称="施工许可证核发") for number in (1, 2)]
    found = compared_with_city([], [of("市级")], parts)

    assert [(each["kind"], each["decision"]) for each in found["alignments"]] == [("split", "report")]


def test_a_town_stands_against_its_county_and_not_against_the_city_as_well() -> None:
    upper = side(directory_manifest(), [], "directory")
    lists = {
        "city": city_manifest(),
        "county": county_manifest(),
        "town": county_manifest(层级="镇级", 区划代码="330225101", 收录范围=["镇级"]),
        "elsewhere": county_manifest(区划代码="330382"),
    }

    locals_ = report_of([(side(says, [], path), [upper]) for path, says in lists.items()])["locals"]

    assert [(local["path"], local["against"]) for local in locals_ if local["against"]] == [
        ("county", "city"), ("town", "county"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["", "33", "甲", "3302250"])
def test_a_list_without_a_sound_code_stands_under_nobody(code: str) -> None:
    upper = side(directory_manifest(), [], "directory")
    lists = [side(city_manifest(区划代码=code), [], "city"), side(county_manifest(), [], "county")]

    assert len(report_of([(each, [upper]) for each in lists])["locals"]) == 2


def test_a_difference_from_the_city_is_approved_apart_from_one_from_the_directory() -> None:
    upper = side(directory_manifest(), [of("县级", 行使层级=BOTH)], "directory")
    city = side(city_manifest(), [of("市级")], "city")
    county = side(county_manifest(), [of("县级", 办理时限=limits(25, 5))], "county")

    by_itself, _, against = report_of([(county, [upper]), (city, [upper])])["locals"]

    marks = [local["alignments"][0]["changes"][0] for local in (by_itself, against)]
    assert [each["decision"] for each in marks] == ["violation", "report"]
    assert marks[0]["fingerprint"] != marks[1]["fingerprint"]


def test_what_a_county_does_not_claim_is_no_disagreement() -> None:
    says = {"不认领": [exempted(CODE, "上级直接行使")]}

    found = compared_with_city([of("县级", 行使层级=BOTH)], [of("市级")], [], county_says=says)

    assert kinds(found) == ["outside"]


def test_a_city_that_is_the_countys_directory_too_is_not_held_against_it_twice() -> None:
    province = side(directory_manifest(), [of("县级", 行使层级=BOTH)], "directory")
    own = "330100991000"
    city = side(city_manifest(), [of("市级"), of("市级", own, "夜市许可", 行使层级=BOTH)], "city")
    later = {"办理时限": limits(25, 5)}
    county = side(county_manifest(), [of("县级", **later), of("县级", own, "夜市许可", **later)], "county")

    against = report_of([(county, [province, city]), (city, [province])])["locals"][2]

    assert [(each["directory"][0]["code"], len(each["changes"])) for each in against["alignments"]] == [
        (CODE, 1), (own, 0),
    ]  # fmt: skip


numbers = st.integers(1, 5)
papers = st.lists(st.sampled_from("甲乙丙"), max_size=3, unique=True).map(lambda names: [material(n) for n in names])
contents = st.fixed_dictionaries(
    {
        "申请材料": st.lists(
            st.sampled_from([material(name) for name in "甲乙丙"]), max_size=3, unique_by=lambda m: m["名称"]
        )
    },
    optional={
        "办理时限": st.builds(limits, numbers, numbers),
        "受理条件": st.lists(st.sampled_from("丁戊"), unique=True),
        "主项名称": st.sampled_from(["施工许可证核发", "开工许可"]),
    },
)
items = st.tuples(st.sampled_from([f"33010020{n}000" for n in range(4)]), contents)
lists = st.lists(items, max_size=4, unique_by=lambda item: item[0])


@settings(max_examples=60, deadline=None)
@given(lists, lists, lists)
def test_every_matter_of_either_list_stands_in_exactly_one_alignment(directory, city, county) -> None:
    found = compared_with_city(
        [of("县级", code, 行使层级=BOTH, **more) for code, more in directory],
        [of("市级", code, **more) for code, more in city],
        [of("县级", code, **more) for code, more in county],
    )

    for name, given_ in (("directory", city), ("local", county)):
        codes = [row["code"] for each in found["alignments"] for row in each[name]]
        assert sorted(codes) == sorted(code for code, _ in given_)
    decisions = {change["decision"] for each in found["alignments"] for change in each["changes"]}
    assert decisions <= {"report", "allowed"}


@settings(max_examples=60, deadline=None)
@given(lists, lists)
def test_a_county_that_does_as_its_city_agrees_with_it(directory, city) -> None:
    found = compared_with_city(
        [of("县级", code, 行使层级=BOTH, **more) for code, more in directory],
        [of("市级", code, **more) for code, more in city],
        [of("县级", code, **more) for code, more in city],
    )

    assert change_kinds(found) == []
    assert set(kinds(found)) <= {"same"}


def a_province(tmp_path: Path) -> list[str]:
    """A city, its two counties with a town each, and another city's county; shuffled on purpose."""
    write_catalog(tmp_path / "directory", directory_manifest(), [of("县级", 行使层级=BOTH)])
    regions = [
        ("镇级", "330225101"), ("县级", "330226"), ("县级", "330382"), ("市级", "330200"), ("镇级", "330226102"),
        ("县级", "330225"),
    ]  # fmt: skip
    for level, code in regions:
        says = county_manifest(层级=level, 区划代码=code, 区划名称=code, 收录范围=[level])
        write_catalog(tmp_path / code, says, [of(level, 办理时限=limits(int(code[-1]) + 1, 5))])
    return [code for _, code in regions]


def run_of(folders: list[Path], workers: int) -> str:
    job = comparing.Comparing(standards()[1], POLICY, DAY, workers)
    return diff_json.write(job.compare(store.find_catalogs([str(path) for path in folders]), None), tool="", schemas="")


def test_each_list_of_a_run_is_read_once_and_stands_where_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = a_province(tmp_path)
    read: list[str] = []

    def counted(source: Any, *more: Any) -> Any:
        read.append(source.region)
        return read_side(source, *more)

    def counted_each(sources: Any, *more: Any) -> Any:
        read.extend(source.region for source in sources)
        return read_sides(sources, *more)

    monkeypatch.setattr(comparing, "read_side", counted)
    monkeypatch.setattr(comparing, "read_sides", counted_each)
    locals_ = json.loads(run_of([tmp_path / code for code in codes], 1))["locals"]

    assert sorted(read) == sorted([*codes, "330000"])
    pairs = [(each["path"][-9:].rpartition("/")[2], (each["against"] or "").rpartition("/")[2]) for each in locals_]
    assert pairs == [
        *((code, "") for code in codes), ("330225101", "330225"), ("330226", "330200"), ("330226102", "330226"),
        ("330225", "330200"),
    ]  # fmt: skip


def test_several_processes_tell_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [tmp_path / code for code in a_province(tmp_path)]
    alone = run_of(folders, 1)
    monkeypatch.setattr(comparing, "_WORTH", 1)

    assert run_of(folders, 2) == alone
