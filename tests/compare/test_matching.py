"""Which matters belong together, where codes fail, and that nothing is lost or counted twice."""

from __future__ import annotations

import pytest
from building import CODE, compared, county_manifest, directory_manifest, kinds, matter, only, report_of, side

MAIN = CODE[:9]


def pairs(local: dict) -> list[tuple[str, list[str], list[str]]]:
    return sorted(
        (each["kind"], [row["code"] for row in each["directory"]], [row["code"] for row in each["local"]])
        for each in local["alignments"]
    )


def test_names_that_two_lines_share_pair_within_the_line() -> None:
    police = {"主管部门": "省公安厅", "实施主体": {"名称": "象山县公安局"}}
    directory = [matter("330100000001", "行政许可证补发"), matter("330100000002", "行政许可证补发", **police)]
    local = [matter("330100000008", "行政许可证补发", **police), matter("330100000009", "行政许可证补发")]

    result = compared(directory, local)

    assert {(each["directory"][0]["code"], each["local"][0]["code"]) for each in result["alignments"]} == {
        ("330100000001", "330100000009"), ("330100000002", "330100000008"),
    }  # fmt: skip
    assert {each["matched_by"] for each in result["alignments"]} == {"name-in-department"}


def test_lines_overlap_after_a_reform() -> None:
    directory = matter(主管部门="省国土资源厅", 实施主体={"名称": "县级国土资源部门"})
    local = matter("330100999000", 主管部门="", 实施主体={"名称": "象山县自然资源和规划局"})

    assert only(compared([directory], [local]))["matched_by"] == "name-in-department"


def test_names_of_several_levels_pair_at_the_local_level() -> None:
    directory = [matter("330100000001", 行使层级=["市级"]), matter("330100000002", 行使层级=["县级"])]

    assert pairs(compared(directory, [matter("330100999000")])) == [
        ("outside", ["330100000001"], []), ("recoded", ["330100000002"], ["330100999000"]),
    ]  # fmt: skip


def test_a_name_that_says_only_what_is_done_pairs_under_its_main_item_alone() -> None:
    directory = matter("330100000001", "烟草专卖零售许可", 子项名称="注销")

    assert kinds(compared([directory], [matter("330100500009", "排污许可", 子项名称="注销")])) == [
        "missing",
        "undeclared",
    ]
    assert kinds(compared([directory], [matter("330100500009", "烟草专卖零售许可", 子项名称="注销")])) == ["recoded"]


def test_lists_without_codes_are_the_same_by_name() -> None:
    values = [matter("", name) for name in ("户口迁移", "居住证申领", "养犬登记", "养犬登记")]

    assert kinds(compared(values, values)) == ["same"] * 4


def test_a_code_rules_before_a_name() -> None:
    directory = [matter(CODE, "甲许可"), matter("330100999000", "乙许可")]
    local = [matter(CODE, "乙许可"), matter("330100999000", "甲许可")]

    assert kinds(compared(directory, local)) == ["renamed", "renamed"]


def test_main_items_and_their_headings() -> None:
    heading = matter(f"{MAIN}00Y")
    subs = [matter(f"{MAIN}00{n}", 子项名称=f"施工（{name}）") for n, name in ((1, "新办"), (2, "变更"))]

    assert pairs(compared([heading, *subs], subs[:1])) == [
        ("missing", [f"{MAIN}002"], []), ("outside", [f"{MAIN}00Y"], []), ("same", [f"{MAIN}001"], [f"{MAIN}001"]),
    ]  # fmt: skip
    assert pairs(compared([heading, *subs], [heading, *subs])) == [
        ("same", [f"{MAIN}00{n}"], [f"{MAIN}00{n}"]) for n in "12Y"
    ]
    assert pairs(compared([heading, *subs], [matter()])) == [
        ("merged", [f"{MAIN}001", f"{MAIN}002", f"{MAIN}00Y"], [CODE])
    ]
    assert pairs(compared([matter()], [heading, *subs])) == [
        ("split", [CODE], [f"{MAIN}001", f"{MAIN}002", f"{MAIN}00Y"])
    ]


def test_an_item_that_bears_the_main_item_s_name_merges_the_others() -> None:
    subs = [matter(f"{MAIN}00{n}", 子项名称=f"施工（{name}）") for n, name in ((1, "新办"), (2, "变更"), (3, "注销"))]
    merging = matter(f"{MAIN}001")

    assert pairs(compared(subs, [merging])) == [("merged", [f"{MAIN}00{n}" for n in "123"], [f"{MAIN}001"])]
    assert [kind for kind, *_ in pairs(compared(subs, [merging, subs[1]]))] == ["missing", "regraded", "same"]


def test_a_matter_matched_across_main_items_is_widened_once() -> None:
    directory = [matter(f"{MAIN}000"), matter("330100888001", "养犬", 子项名称="养犬登记（新办）")]
    local = [matter("330100888000"), matter(f"{MAIN}001", 子项名称="施工许可证核发（市政）")]

    assert pairs(compared(directory, local)) == [
        ("missing", ["330100888001"], []), ("split", [CODE], ["330100888000", f"{MAIN}001"]),
    ]  # fmt: skip


def test_items_that_the_directory_divides_by_level_are_no_merger() -> None:
    directory = [
        matter(f"{MAIN}001", 子项名称="施工（市级项目）", 行使层级=["市级"]),
        matter(f"{MAIN}002", 子项名称="施工（县级项目）"),
    ]

    assert pairs(compared(directory, [matter()])) == [
        ("outside", [f"{MAIN}001"], []), ("regraded", [f"{MAIN}002"], [CODE]),
    ]  # fmt: skip


def test_under_a_profile_without_forms_nine_digits_still_join() -> None:
    says = {"编码规则": "hunan"}
    local = [matter(f"{MAIN}00{n}", 子项名称=f"施工（{n}）") for n in (1, 2)]

    assert kinds(compared([matter()], local, directory_says=says, local_says=says)) == ["split"]


def test_of_two_directories_the_first_that_has_the_code_rules() -> None:
    first = side(directory_manifest(名称="甲"), [matter(事项类型="行政许可")], "first")
    second = side(
        directory_manifest(名称="乙"), [matter(事项类型="行政确认"), matter("330100999000", "养犬登记")], "second"
    )
    county = side(county_manifest(), [matter(), matter("330100999000", "养犬登记")])

    local = report_of([(county, [first, second])])["locals"][0]

    assert [(each["name"], each["matters"]) for each in local["directories"]] == [("甲", 1), ("乙", 2)]
    assert kinds(local) == ["same", "same"]
    assert all(not each["changes"] for each in local["alignments"])
    assert {row["file"].split("/")[0] for each in local["alignments"] for row in each["directory"]} == {
        "first",
        "second",
    }


def test_any_of_two_directories_may_cover_what_is_undeclared() -> None:
    narrow = side(directory_manifest(收录范围=["省级"]), [], "narrow")
    county = side(county_manifest(), [matter()])

    assert report_of([(county, [narrow])])["locals"][0]["summary"]["undeclared"] == 0
    assert (
        report_of([(county, [narrow, side(directory_manifest(), [], "full")])])["locals"][0]["summary"]["undeclared"]
        == 1
    )


def test_a_town_is_compared_with_what_the_directory_gives_to_towns() -> None:
    chain = [{"层级": "镇级", "职责": ["受理"]}, {"层级": "县级", "职责": ["决定"]}]
    directory = [
        matter(),
        matter("330600107000", "临时救助", 审批链=chain),
        matter("330600108000", "优待证", 行使层级=["镇级"]),
    ]
    town = {"层级": "镇级", "区划代码": "330225101", "收录范围": ["镇级"]}

    result = compared(directory, [matter("330600107000", "临时救助", 行使层级=["镇级"], 审批链=chain)], local_says=town)

    assert pairs(result) == [
        ("missing", ["330600108000"], []), ("outside", [CODE], []), ("same", ["330600107000"], ["330600107000"]),
    ]  # fmt: skip
    assert not any(each["changes"] for each in result["alignments"])


def test_a_local_list_that_is_a_directory_itself() -> None:
    result = compared(
        [matter(), matter("330600107000", "救助", 行使层级=["市级"])], [matter()], local_says=directory_manifest()
    )

    assert kinds(result) == ["same", "missing"]


@pytest.mark.parametrize("scope", [["县级"], {"层级": ["县级"]}, {}, {"说明": "全部"}, [], None])
def test_a_county_claims_its_own_level_and_no_other(scope: object) -> None:
    directory = [matter(), matter("330600107000", "救助", 行使层级=["省级"])]

    assert kinds(compared(directory, [], local_says={"收录范围": scope})) == ["missing", "outside"]


def test_hundreds_of_one_name_take_no_time_and_are_still_the_same() -> None:
    values = [matter("", "换证") for _ in range(600)]

    assert set(kinds(compared(values, values))) == {"same"}


def test_a_name_of_level_notes_alone_takes_no_time() -> None:
    long = matter(name="许可" + "（县级）" * 50_000)

    assert only(compared([matter(name="许可")], [long]))["changes"] == []
