"""Powers that a list holds because another body gave them: giver, scope, term, and what is lacking."""

from __future__ import annotations

from typing import Any

import pytest
from building import ABSENT, CODE, Value, compared, directory_manifest, kinds, matter, only, side, whole
from building import county_manifest as county
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.compare.levels.devolved import STATES
from catalog_tool.reports import diff_text, styled

GIVER = {
    "名称": "杭州市市场监督管理局",
    "层级": "市级",
    "权限": ["受理", "审查", "决定", "发证"],
    "范围": "注册地在桐庐县的企业",
    "起": "2017-09-01",
    "止": "2020-08-31",
}
BASIS = [{"名称": "《行政许可委托书》", "文号": "示意〔2017〕8号", "类别": "委托书"}]


def entrusted(code: str = CODE, name: str = "第三类医疗器械经营许可", **over: Any) -> Value:
    base = {"权力来源": "上级委托", "权力来源机关": GIVER, "权力来源依据": BASIS}
    return matter(code, name, **{**base, **over})


def the_power(**over: Any) -> Value:
    powers = compared([matter()], [entrusted(**over)])["devolved"]
    assert len(powers) == 1
    return powers[0]


def test_a_power_says_who_gave_it_for_what_and_how_long() -> None:
    found = the_power()

    assert found == {
        "code": CODE,
        "name": "第三类医疗器械经营许可",
        "source": "上级委托",
        "giver": "杭州市市场监督管理局",
        "level": "市级",
        "powers": ["受理", "审查", "决定", "发证"],
        "scope": "注册地在桐庐县的企业",
        "since": "2017-09-01",
        "until": "2020-08-31",
        "state": "在期",
        "file": "local/0.yaml",
        "line": 1,
    }


def giver(**over: Any) -> Value:
    return {key: value for key, value in {**GIVER, **over}.items() if value is not ABSENT}


@pytest.mark.parametrize(
    ("over", "state"),
    [
        ({"权力来源机关": giver(止=ABSENT)}, "在期"),
        ({"权力来源机关": giver(止="2018-08-01")}, "在期"),
        ({"权力来源机关": giver(止="2018-07-31")}, "已过期"),
        ({"权力来源机关": giver(起="2018-08-02")}, "未生效"),
        ({"权力来源机关": giver(起=ABSENT, 止=ABSENT)}, "未写期限"),
        ({"权力来源依据": ABSENT}, "未写依据"),
        ({"权力来源依据": [{}]}, "未写依据"),
        ({"权力来源机关": ABSENT}, "未写机关"),
        ({"权力来源机关": giver(名称=" ")}, "未写机关"),
        ({"权力来源机关": ["杭州市"]}, "未写机关"),
    ],
)
def test_the_state_as_of_the_day(over: Value, state: str) -> None:
    assert the_power(**over)["state"] == state


@pytest.mark.parametrize(
    "over", [{"权力来源": "法定本级行使"}, {"权力来源": ABSENT}, {"权力来源": ["上级委托"]}, {"状态": "取消"}]
)
def test_what_is_the_levels_own_or_not_in_use_is_none(over: Value) -> None:
    assert compared([matter()], [entrusted(**over)])["devolved"] == []


def test_a_matter_counts_once_however_many_items_and_headings_it_has() -> None:
    items = [entrusted(孙项名称=name) for name in ("新办", "变更")]
    heading = entrusted(f"{CODE[:9]}00Y", "施工许可")

    assert len(compared([matter()], [*items, heading])["devolved"]) == 1


def test_seventy_nine_powers_are_told_by_giver_with_what_is_lacking() -> None:
    held = [entrusted(f"3301{n:05d}000", f"许可{n}", 权力来源="上级下放") for n in range(79)]
    for n in range(4):
        held[n]["权力来源机关"] = giver(止="2018-01-01")
    held[10].pop("权力来源依据")
    held[11]["权力来源机关"] = giver(名称="杭州市住建局")
    local = side(county(), held)

    lines = diff_text.write(whole([(local, [side(directory_manifest(), [])])]))
    text = " ".join(styled.render(lines, color=False).split())

    assert "承接的权力（下放、授权、委托） 79 项" in text
    assert "上级下放 由杭州市市场监督管理局（市级） 78 项：在期 73，已过期 4，未写依据 1" in text
    assert "上级下放 由杭州市住建局（市级） 1 项：在期 1" in text


def the_level(**over: Any) -> Value:
    change = next(
        change
        for change in only(
            compared([matter(行使层级=["市级"])], [entrusted(**{"主项名称": "施工许可证核发", **over})])
        )["changes"]
        if change["kind"] == "level-not-allowed"
    )
    return {"decision": change["decision"], "reason": change["reason"]}


@pytest.mark.parametrize(
    ("over", "decision", "said"),
    [
        ({}, "allowed", "由杭州市市场监督管理局给本级，范围 注册地在桐庐县的企业，期限 2017-09-01 至 2020-08-31"),
        ({"权力来源": "同级授权"}, "allowed", "同级授权"),
        ({"权力来源机关": giver(止="2018-07-31")}, "report", "期限已过"),
        ({"权力来源机关": giver(起="2018-09-01")}, "report", "还没有开始"),
        (
            {"权力来源机关": giver(权限=["受理", "审查"]), "审批链": [{"层级": "县级", "职责": ["受理", "决定"]}]},
            "report",
            "权限只有 受理、审查，没有决定",
        ),
        ({"权力来源机关": giver(权限=["受理", "审查"])}, "allowed", "由杭州市市场监督管理局"),
        ({"权力来源机关": giver(权限=[])}, "allowed", "由杭州市市场监督管理局"),
        ({"权力来源机关": ABSENT}, "allowed", "没有写由谁给的"),
        ({"权力来源依据": ABSENT}, "violation", "没有下放、授权或委托的依据"),
        ({"权力来源": "法定本级行使"}, "violation", "没有下放、授权或委托的依据"),
    ],
)
def test_a_level_is_judged_by_what_was_given(over: Value, decision: str, said: str) -> None:
    found = the_level(**over)

    assert found["decision"] == decision
    assert said in found["reason"]


@pytest.mark.parametrize(
    "over",
    [
        {"权力来源机关": giver(止="2018-07-31"), "审批链": [{"层级": "县级", "职责": ["收件", "送达"]}]},
        {
            "权力来源机关": giver(权限=["受理"]),
            "审批链": [{"层级": "县级", "职责": ["受理"]}, {"层级": "市级", "职责": ["决定"]}],
        },
        {
            "权力来源机关": giver(权限=["审查"]),
            "审批链": [{"层级": "县级", "职责": ["审核"]}, {"层级": "市级", "职责": ["决定"]}],
        },
    ],
)
def test_who_does_not_decide_needs_no_power_to(over: Value) -> None:
    assert the_level(**over)["decision"] == "allowed"


plain = st.sampled_from(["", "上级委托", "2018-01-01", "2030-01-01"]) | st.integers() | st.none()
anything = st.recursive(plain, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
    st.sampled_from(["名称", "层级", "权限", "范围", "起", "止"]), inner, max_size=6), max_leaves=8)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(anything, anything, st.sampled_from(["上级委托", "上级下放"]) | anything)
def test_whatever_stands_there_gives_a_state(body: Any, basis: Any, source: Any) -> None:
    found = compared([matter()], [entrusted(权力来源机关=body, 权力来源依据=basis, 权力来源=source)])

    assert kinds(found) == ["renamed"]
    assert {power["state"] for power in found["devolved"]} <= set(STATES)
    assert len(found["devolved"]) == (source in ("上级委托", "上级下放"))
