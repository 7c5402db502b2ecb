"""Rules about visits, the net and the service centre: each "unless" and each boundary."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.findings import Severity

Value = dict[str, Any]


def applied(visits: Any, *ways: str, **more: Any) -> Value:
    return {"到现场次数": visits, "办理形式": list(ways), **more}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (applied(2, "窗口办理"), "没有写未实现原因"),
        (applied(2, "窗口办理", 未实现原因="无"), "没有写未实现原因"),
        (applied(1, "窗口办理", "网上办理"), "没有写必须现场原因"),
        (applied(1, "窗口办理", "移动端"), "没有写必须现场原因"),
        (applied(1, "窗口办理", "网上办理", 必须现场原因=" "), "没有写必须现场原因"),
        (applied(0, "窗口办理"), "不到现场办不成"),
        (applied(0, "窗口办理", 通办方式=["全程网上办理"]), "不到现场办不成"),
        (applied(0, "窗口办理", 网办地址="https://www.zjzwfw.gov.cn/"), "不到现场办不成"),
        (applied(1, 网办地址="https://www.zjzwfw.gov.cn/"), "没有写必须现场原因"),
    ],
)
def test_visits_that_need_a_reason(value: Value, said: str, messages) -> None:
    (message,) = messages("extra-visit", value)

    assert said in message
    assert not messages("extra-visit", {**value, "状态": "取消"})


@pytest.mark.parametrize(
    "value",
    [
        applied(1, "窗口办理"),
        applied(2, "窗口办理", 未实现原因="考试与领证不在同一天"),
        applied(1, "窗口办理", "网上办理", 必须现场原因="领取原件"),
        applied(0, "窗口办理", "网上办理"),
        applied(0, "移动端"),
        applied(0, "窗口办理", "快递申请"),
        applied(0, "窗口办理", "自助终端"),
        applied(1, "窗口办理", 通办方式=["网上申报证照快递送达"], 网办地址="https://www.zjzwfw.gov.cn/"),
        {"到现场次数": 0, "通办方式": ["全程网上办理"]},
        applied(0),
        applied("0", "窗口办理"),
        applied(None, "网上办理"),
        {"到现场次数": 1},
    ],
)
def test_visits_that_are_in_order(value: Value, messages) -> None:
    assert not messages("extra-visit", value)


def test_no_visit_though_there_is_only_a_counter_is_an_error(run) -> None:
    base = "办理形式: [窗口办理]\n不宜网办原因: 涉密或敏感\n"

    (finding,) = run(base + "到现场次数: 0", "extra-visit")
    assert finding.severity is Severity.ERROR
    (finding,) = run(base + "到现场次数: 2", "extra-visit")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "value",
    [
        applied(1, "窗口办理", "网上办理"),
        applied(1, "移动端"),
        applied(1, "窗口办理", 不宜网办原因="涉密或敏感"),
        applied(1, 通办方式=["网上申报证照快递送达"]),
        applied(1, 网办地址="https://www.zjzwfw.gov.cn/"),
        applied(1, "窗口办理", 事项类型="行政处罚"),
        applied(1, "窗口办理", 状态="取消"),
        {},
        applied(1),
    ],
)
def test_on_line_or_explained(value: Value, messages) -> None:
    assert not messages("offline-unexplained", value)


def test_what_the_ways_say_counts_before_the_page(messages) -> None:
    value = applied(1, "窗口办理", 通办方式=["网上申报证照快递送达"], 网办地址="https://www.zjzwfw.gov.cn/")

    (message,) = messages("offline-unexplained", value)
    assert "办理形式只有窗口办理" in message


@pytest.mark.parametrize("ways", [["窗口办理"], ["窗口办理", "快递申请"], ["自助终端"]])
def test_off_line_without_a_word(ways: list[str], messages) -> None:
    (message,) = messages("offline-unexplained", applied(1, *ways))

    assert f"办理形式只有{'、'.join(ways)}" in message


@pytest.mark.parametrize(
    ("settled", "said"),
    [
        ({"中心": "否"}, "没有写未进驻原因"),
        ({"中心": "否", "未进驻原因": "无"}, "没有写未进驻原因"),
        ({"中心": "是", "授权": "部分"}, "授权却是“部分”"),
        ({"中心": "是", "授权": "无"}, "授权却是“无”"),
        ({"授权": "无"}, "授权却是“无”"),
    ],
)
def test_not_in_the_hall_or_not_empowered(settled: Value, said: str, messages) -> None:
    (message,) = messages("not-in-hall", {"进驻": settled})

    assert said in message
    assert not messages("not-in-hall", {"进驻": settled, "状态": "取消"})
    assert not messages("not-in-hall", {"进驻": settled, "事项类型": "行政检查"})


@pytest.mark.parametrize(
    "settled",
    [
        {"中心": "是", "授权": "全部"},
        {"中心": "是"},
        {"中心": "否", "未进驻原因": "在派出所办理"},
        {"中心": "否", "未进驻原因": "在派出所办理", "授权": "无"},
        {},
        None,
        "否",
    ],
)
def test_in_the_hall_or_explained(settled: Any, messages) -> None:
    assert not messages("not-in-hall", {"进驻": settled})
