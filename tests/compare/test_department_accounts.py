"""143 against 82, and where the rest went."""

from __future__ import annotations

from typing import Any

import pytest
from building import (
    Value,
    compared,
    county_manifest,
    directory_manifest,
    exempted,
    matter,
    only,
    report_of,
    side,
    whole,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.reports import diff_text, styled

BUILDING = "省住房和城乡建设厅"
OWN, HALL, SQUAD, OTHER = "象山县住建局", "象山县行政审批局", "象山县综合行政执法局", "象山县公安局"


def codes(count: int) -> list[str]:
    return [f"3301{number:05d}000" for number in range(1, count + 1)]


def province(count: int = 143) -> list[Value]:
    return [matter(code, f"许可{code}") for code in codes(count)]


def county() -> tuple[list[Value], Value]:
    """82 with the county's own bodies, 12 given up, 49 missing."""
    bodies = [OWN] * 60 + [HALL] * 17 + [SQUAD] * 4 + [OTHER]
    held = [
        matter(code, f"许可{code}", 实施主体={"名称": body}) for code, body in zip(codes(143), bodies, strict=False)
    ]
    given_up = [exempted(code, "本地无此业务") for code in codes(94)[82:90]]
    given_up += [exempted(code, "职责划转", 依据=["甲政发〔2018〕1号"]) for code in codes(94)[90:]]
    return held, {"不认领": given_up}


def test_143_against_82() -> None:
    held, says = county()

    (row,) = compared(province(), held, local_says=says)["departments"]

    assert (row["directory"], row["matters"], row["exempt"], row["missing"]) == (BUILDING, 143, 12, 49)
    assert sum(body["matters"] for body in row["local"]) == 82
    assert {key: row[key] for key in ("in_line", "concentrated", "enforcement", "elsewhere")} == {
        "in_line": 60, "concentrated": 17, "enforcement": 4, "elsewhere": 1,
    }  # fmt: skip
    assert row["exempt_causes"] == {"本地无此业务": 8, "职责划转": 4}
    assert row["missing_codes"] == codes(143)[94:]


def test_the_text_says_where_the_rest_went_within_80_columns() -> None:
    held, says = county()
    compared_ = whole([(side(county_manifest(**says), held), [side(directory_manifest(), province(), "directory")])])

    text = styled.render(diff_text.write(compared_), color=False)
    section = text[text.index("部门对账") :].partition("\n\n")[0].splitlines()[1:]

    assert [line.strip() for line in section[-4:]] == [
        "其中集中到行政审批局 17，划入综合行政执法 4，在其他机构 1",
        "不认领：本地无此业务 8，职责划转 4",
        "缺失：330100095000、330100096000、330100097000、330100098000、",
        "330100099000 等 49 个",
    ]
    assert "".join(line.strip() for line in section[:-4]).replace(" ", "") == (
        "省住房和城乡建设厅143=象山县住建局60+象山县公安局1+象山县综合行政执法局4+象山县行政审批局17+不认领12+缺失49"
    )
    assert all(styled.width(line) <= 80 for line in section)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("象山县住房和城乡建设局", "in_line"),
        ("象山县城市管理局", "in_line"),  # of the line of construction, though it enforces too
        ("象山县行政审批局", "concentrated"),
        ("象山县行政审批服务局", "concentrated"),
        ("象山县综合行政执法局", "enforcement"),
        ("象山县公安局", "elsewhere"),
        ("石浦镇人民政府", "elsewhere"),
        ("某某工程服务社", "elsewhere"),
    ],
)
def test_whose_a_matter_is(body: str, key: str) -> None:
    (row,) = compared([matter()], [matter(实施主体={"名称": body})])["departments"]

    assert [name for name in ("in_line", "concentrated", "enforcement", "elsewhere") if row[name]] == [key]


def test_what_a_catalog_says_of_its_bodies_is_read() -> None:
    says = {"部门对应": {BUILDING: ["象山县工程服务社"]}}

    (row,) = compared([matter()], [matter(实施主体={"名称": "象山县工程服务社"})], local_says=says)["departments"]

    assert row["in_line"] == 1


MOVED = {"不认领": [exempted("330100205000", "职责划转", 依据=["象政办发〔2017〕9号"])]}
SIGNS = matter("330100205000", "户外广告设置审批")


def decision(*others: tuple[Value, list[Value]], held: list[Value] = []) -> str:  # noqa: B006
    """What becomes of the county's 不认领 of SIGNS, with what else is in its list and in the run."""
    upper = side(directory_manifest(), [SIGNS], "directory")
    lists = [side(county_manifest(**MOVED), held, "county")]
    lists += [side(county_manifest(**says), matters, f"other-{n}") for n, (says, matters) in enumerate(others)]
    local = report_of([(each, [upper]) for each in lists])["locals"][0]
    exempt = [each for each in local["alignments"] if each["kind"] == "exempt"]
    return only({"alignments": exempt})["decision"]


def signs(body: str, code: str = "330100991000", **over: Any) -> Value:
    return matter(code, "户外广告设置审批", 实施主体={"名称": body}, **over)


def test_a_duty_that_moved_to_the_squad_is_found_in_the_same_list() -> None:
    assert decision(held=[signs(SQUAD)]) == "allowed"


def test_the_hall_of_approvals_may_have_taken_it_too() -> None:
    assert decision(held=[signs(HALL)]) == "allowed"


def test_what_the_own_line_still_has_under_another_code_has_not_moved() -> None:
    assert decision(held=[signs(OWN)]) == "report"


def test_a_duty_that_moved_is_found_in_another_list_of_the_region() -> None:
    assert decision(({"名称": "综合行政执法清单"}, [signs(SQUAD, "330100205000")])) == "allowed"
    assert decision(({"名称": "综合行政执法清单"}, [signs(SQUAD)])) == "allowed"


def test_a_squad_of_another_county_has_not_taken_it() -> None:
    assert decision(({"区划代码": "330226"}, [signs(SQUAD, "330100205000")])) == "report"


def test_nobody_has_what_is_not_in_use() -> None:
    assert decision(held=[signs(SQUAD, 状态="取消")]) == "report"


kinds_of_fate = st.sampled_from([OWN, HALL, SQUAD, OTHER, "", "exempt", "missing", "outside"])


@settings(max_examples=60, deadline=None)
@given(st.lists(kinds_of_fate, max_size=12))
def test_every_account_adds_up(fates: list[str]) -> None:
    directory, local, given_up = [], [], []
    for code, fate in zip(codes(12), fates, strict=False):
        directory.append(matter(code, f"许可{code}", 行使层级=["省级" if fate == "outside" else "县级"]))
        if fate == "exempt":
            given_up.append(exempted(code, "暂不承接"))
        elif fate not in ("missing", "outside"):
            local.append(matter(code, f"许可{code}", 实施主体={"名称": fate}))

    rows = compared(directory, local, local_says={"不认领": given_up} if given_up else None)["departments"]

    for row in rows:
        there = sum(body["matters"] for body in row["local"])
        assert row["matters"] == there + row["exempt"] + row["missing"]
        assert there == row["in_line"] + row["concentrated"] + row["enforcement"] + row["elsewhere"]
        assert row["exempt"] == sum(row["exempt_causes"].values())
        assert row["missing"] == len(row["missing_codes"])
    assert sum(row["matters"] for row in rows) == sum(fate != "outside" for fate in fates)
