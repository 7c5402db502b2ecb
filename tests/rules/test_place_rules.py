"""Rules about places that have one name: what makes two descriptions differ, and whose names are nobody's."""

from __future__ import annotations

import pytest

from catalog_tool.domain.places import addresses_differ, hours_differ, phones_differ


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("象山县丹东街道示例路 1 号二楼", "丹东街道示例路1号", False),
        ("示例路1号一楼", "示例路1号二楼", False),
        ("示例路1号2215室", "示例路1号", False),
        ("示例路1号", "示例路11号", True),
        ("示例路1号", "别的路1号", True),
        ("", "别的路1号", False),
    ],
)
def test_whether_addresses_are_of_one_house(one: str, other: str, differ: bool) -> None:
    assert addresses_differ(one, other) is addresses_differ(other, one) is differ


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("工作日 8:30-11:30、13:30-17:00", "周一至周五 上午8:30～11:30，下午1:30～5:00", False),
        ("工作日 8:30-17:00", "工作日 8:30-17:00，周六 9:00-11:30", False),
        ("工作日 8:30-17:00", "工作日 9:00-16:00", True),
        ("每周二、四", "每周一、三", True),
        ("工作日", "8:30-17:00", False),
        ("工作日 8点30分-17点", "工作日 8:30-17:00", False),
    ],
)
def test_whether_hours_differ(one: str, other: str, differ: bool) -> None:
    assert hours_differ(one, other) is hours_differ(other, one) is differ


def test_telephones_differ_where_they_share_no_number() -> None:
    assert phones_differ("0574-65710000", "0574-65710001")
    assert not phones_differ("0574-65710000、65710001", "65710001转2")
    assert not phones_differ("0574-65710000", "见公告")


def place(name: str, **own: str) -> str:
    fields = "".join(f", {key}: {value}" for key, value in own.items())
    return f"办理窗口:\n  - {{名称: {name}{fields}}}\n"


def test_the_rarer_description_of_a_place_is_reported(run) -> None:
    right = place("石浦海洋服务站", 地址="石浦镇示例街 5 号")
    wrong = place("石浦海洋服务站", 地址="石浦镇别的街 9 号")
    findings = run(f"{right}---\n{right}---\n{wrong}", "inconsistent-place")

    assert [finding.line for finding in findings] == [8]
    assert len(findings[0].related) == 1


def sites(*addresses: str, region: str = "") -> str:
    rows = ""
    for number, address in enumerate(addresses):
        own = f', 区划代码: "{region}{number}"' if region else ""
        rows += f"  - {{编号: B{number}, 名称: 石浦海洋服务站, 地址: {address}{own}}}\n"
    return f"类别: 实施清单\n办理场所:\n{rows}"


def test_one_name_with_two_addresses_in_the_catalog_itself(run) -> None:
    findings = run(sites("石浦镇示例街 5 号", "石浦镇别的街 9 号"), "inconsistent-place")

    assert [finding.line for finding in findings] == [3, 4]
    assert not run(sites("石浦镇示例街 5 号", "示例街5号二楼"), "inconsistent-place")
    assert not run(sites("石浦镇示例街 5 号", "石浦镇别的街 9 号", region="33022510"), "inconsistent-place")


def test_windows_of_one_hall_may_have_telephones_of_their_own(run) -> None:
    one = place("石浦海洋服务站", 窗口="1 号", 电话="0574-65710001")
    other = place("石浦海洋服务站", 窗口="2 号", 电话="0574-65710002")

    assert not run(f"{one}---\n{other}", "inconsistent-place")


def test_a_window_in_a_known_hall_may_too_but_the_hall_may_not(run) -> None:
    # As the clean manifest has it: 象山县行政服务中心, 0574-65710000.
    assert not run(place("象山县行政服务中心", 窗口="1 号", 电话="0574-65710001"), "inconsistent-place")
    assert run(place("象山县行政服务中心", 电话="0574-65710001"), "inconsistent-place")


@pytest.mark.parametrize(
    "name", ["办事大厅", "服务窗口", "综合服务窗口", "一楼大厅", "便民服务中心", "各镇街便民服务中心"]
)
def test_a_name_that_every_department_uses_is_no_place(name: str, run) -> None:
    one = place(name, 地址="示例路 5 号")
    other = place(name, 地址="别的路 9 号")

    assert not run(f"{one}---\n{other}", "inconsistent-place")


@pytest.mark.parametrize("name", ["行政服务中心", "政务服务中心", "行政审批服务中心", "本级行政服务中心"])
def test_of_a_service_centre_a_region_has_one(name: str, run) -> None:
    one = place(name, 地址="示例路 5 号")
    other = place(name, 地址="别的路 9 号")

    assert [finding.line for finding in run(f"{one}---\n{other}", "inconsistent-place")] == [2, 5]


def test_in_another_region_a_service_centre_is_another_one(run) -> None:
    rows = "".join(
        f'  - {{编号: B{number}, 名称: 行政服务中心, 地址: 示例路 {number} 号, 区划代码: "33022510{number}"}}\n'
        for number in (1, 2)
    )

    assert not run(f"类别: 实施清单\n办理场所:\n{rows}", "inconsistent-place")
    assert run(f"类别: 实施清单\n办理场所:\n{rows.replace('330225102', '330225101')}", "inconsistent-place")
