"""Rules about limits, clocks and chains: each "unless" and each boundary."""

from __future__ import annotations

from typing import Any

import pytest

Value = dict[str, Any]


def days(number: int, unit: str = "工作日") -> Value:
    return {"数值": number, "单位": unit}


def step(name: str, number: int | None = None, unit: str = "工作日", **more: Any) -> Value:
    return {"环节": name, **({} if number is None else {"时限": days(number, unit)}), **more}


# unstated-unit


@pytest.mark.parametrize(
    "text",
    [
        "10天", "十五日内", "经批准可延长 10 日", "5 个日", "几天", "材料齐全的尽快办结", "尽快", "及时。", "抓紧审核",
        "公示７天", "受理后三十日",
    ],
)  # fmt: skip
def test_no_one_can_say_which_day_it_is(text: str, messages) -> None:
    assert messages("unstated-unit", {"办理时限": {"法定": {"说明": text}}})


@pytest.mark.parametrize(
    "text",
    [
        "自受理之日起", "5 个工作日", "十五自然日", "8 月 1 日起", "每月15日受理", "12 月  31 日",
        "当日办结", "次日", "法定节假日顺延", "作出决定二十个、颁发证书十个工作日", "自收齐材料的次月起",
        "统一日期办理",
        "天然气工程", "三天然气站", "公示时间不计入", "第三日", "情况紧急的可以先行救助", "24 小时",
        "应当及时补正材料",
    ],
)  # fmt: skip
def test_days_that_are_known(text: str, messages) -> None:
    assert not messages("unstated-unit", {"办理时限": {"法定": {"说明": text}, "承诺": {"说明": text}}})


def test_the_limits_of_situations_are_read_too(messages) -> None:
    value = {"办理时限": {"分情形": [{}, {"承诺": {"说明": "3天"}}]}}

    (message,) = messages("unstated-unit", value)
    assert message.startswith("办理时限.分情形第 2 项.承诺.说明 | 承诺时限的说明里写着“3天”")
    assert not messages("unstated-unit", {**value, "状态": "取消"})


# licence-over-twenty-days


def licence(number: int, unit: str = "工作日", basis: Any = None, **more: Any) -> Value:
    statutory = {**days(number, unit), **({"依据": basis} if basis is not None else {})}
    return {"事项类型": "行政许可", "办理时限": {"法定": statutory}, **more}


@pytest.mark.parametrize(
    "value",
    [
        licence(21), licence(30, "自然日"), licence(2, "月"), licence(1, "年"),
        licence(21, basis=[]), licence(21, basis=[{"条款": "第十条"}]), licence(30, basis=["《》"]),
        licence(46, 业务流程=[step("审查", 部门="住建局"), step("审查", 部门="人防办")]),
        licence(21, 业务流程=[step("受理", 部门="县行政服务中心"), step("审查", 部门="人防办")]),
        {"事项类型": "行政许可", "办理时限": {"分情形": [{"适用情形": ["甲"], "法定": days(30)}]}},
        licence(60, 审批链=[{"层级": "县级", "职责": ["受理"], "时限": days(21)}]),
        licence(60, 审批链=[{"职责": ["受理"]}, {"职责": ["决定"]}, {"职责": ["送达"]}]),
        licence(60, 审批链=[{"层级": "县级", "职责": ["受理"], "时限": days(20)}, {"层级": "省级", "职责": ["决定"]}]),
    ],
)  # fmt: skip
def test_beyond_what_the_law_gives(value: Value, messages) -> None:
    (message,) = messages("licence-over-twenty-days", value)

    assert "又没有写依据" in message
    assert not messages("licence-over-twenty-days", {**value, "状态": "取消"})
    assert not messages("licence-over-twenty-days", {**value, "事项类型": "行政确认"})


@pytest.mark.parametrize(
    "value",
    [
        licence(20), licence(28, "自然日"), licence(1, "月"), licence(0),
        licence(30, basis=["《医疗器械监督管理条例》第三十一条"]), licence(30, basis="某条例"),
        licence(45, 业务流程=[step("审查", 部门="住建局"), step("审查", 部门="人防办")]),
        licence(40, 审批链=[{"层级": "县级", "职责": ["受理"], "时限": days(20)}, {"层级": "省级", "职责": ["决定"]}]),
        licence(40, 审批链=[{"层级": "县级", "职责": ["受理"]}, {"层级": "省级", "职责": ["决定"]}]),
        licence(60, 审批链=[{"层级": "县级", "职责": ["送达"], "时限": days(30)}]),
        {"事项类型": "行政许可", "办理时限": {"法定": {"数值": None, "说明": "无法定时限"}}},
        {"事项类型": "行政许可"},
    ],
)  # fmt: skip
def test_within_what_the_law_gives(value: Value, messages) -> None:
    assert not messages("licence-over-twenty-days", value)


# unlawful-clock-stop, unstated-clock


def procedure(name: str, **more: Any) -> Value:
    return {"事项类型": "行政许可", "特别程序": [{"名称": name, "时限": days(7), "计入时限": "否", **more}]}


@pytest.mark.parametrize(
    "name", ["公示", "现场核查", "会审", "", "征求意见", "招标公示", "检测报告核查", "技术评审", "检测及公示"]
)
def test_the_clock_may_not_stop_for_it(name: str, messages) -> None:
    assert messages("unlawful-clock-stop", procedure(name))
    assert messages("unlawful-clock-stop", procedure(name, 依据=[{"条款": "第一条"}]))
    assert messages("unlawful-clock-stop", procedure(name, 依据=["无"]))
    assert not messages("unlawful-clock-stop", procedure(name, 计入时限="是"))
    assert not messages("unlawful-clock-stop", procedure(name, 依据=["《海域使用管理法》第十七条"]))
    assert not messages("unlawful-clock-stop", {**procedure(name), "事项类型": "行政给付"})
    assert not messages("unlawful-clock-stop", {**procedure(name), "状态": "取消"})


@pytest.mark.parametrize(
    "name",
    ["听证会", "公开招标", "拍卖", "产品检验", "检测", "检疫", "技术鉴定", "专家评审", "组织专家评审（含现场核查）",
     "听证程序", "招标投标", "检验检测", "检验、检测和专家评审会"],
)  # fmt: skip
def test_the_law_stops_the_clock(name: str, messages) -> None:
    assert not messages("unlawful-clock-stop", procedure(name))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"时限": None}, "没有写时限；"),
        ({"时限": {}}, "没有写时限；"),
        ({"计入时限": None}, "没有写计入时限；"),
        ({"时限": None, "计入时限": " "}, "没有写时限 和 计入时限；"),
    ],
)
def test_how_long_and_whether_it_counts(fields: Value, said: str, messages) -> None:
    value = procedure("专家评审", **fields)

    (message,) = messages("unstated-clock", value)
    assert said in message
    assert not messages("unstated-clock", {**value, "状态": "取消"})


def test_a_procedure_that_says_both(messages) -> None:
    assert not messages("unstated-clock", procedure("专家评审"))
    assert not messages("unstated-clock", procedure("专家评审", 时限={"数值": 0}))
    assert not messages("unstated-clock", {"特别程序": []})


# broken-chain


def chain(*links: tuple[str, list[str], int | None], promise: Any = None, **more: Any) -> Value:
    made = [
        {"层级": level, "部门": f"{level}部门", "职责": duties, **({} if time is None else {"时限": days(time)})}
        for level, duties, time in links
    ]
    return {"审批链": made, "办理时限": {"承诺": promise}, **more}


LINKS = [
    ("县级", ["收件", "受理", "初审"], 5),
    ("市级", ["转报"], 5),
    ("省级", ["审核", "决定"], 20),
    ("县级", ["送达"], 2),
]


@pytest.mark.parametrize(
    "value",
    [
        chain(*LINKS),
        chain(*LINKS, promise=days(30)),
        chain(("县级", ["受理", "转报"], 1), ("市级", ["转报"], 1), ("省级", ["决定"], 1)),
        chain(("县级", ["受理"], 5), ("省级", ["决定"], None), promise=days(5)),
        chain(("县级", ["受理"], 20), ("省级", ["决定"], 5), promise=days(1, "月")),
        {"审批链": [], "状态": "取消"},
        {"审批链": "县、市、省"},
        chain(("县级", ["受理"], 5), 状态="取消"),
    ],
)
def test_whole_chains(value: Value, messages) -> None:
    assert not messages("broken-chain", value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (chain(*LINKS, promise=days(29)), "审批链各环合计 30 工作日，长于承诺的 29 工作日"),
        (chain(("县级", ["受理"], 5), ("市级", ["转报"], 5)), "没有一环承担“决定”"),
        (chain(("县级", ["收件"], 5), ("省级", ["决定"], 5)), "没有一环承担“受理”"),
        (chain(("县级", ["收件"], 5)), "没有一环承担“受理”和“决定”"),
        ({"审批链": []}, "没有一环承担“受理”和“决定”"),
        (chain(("县级", ["受理"], 5), ("省级", ["受理", "决定"], 5)), "“受理”写了两次（县级县级部门和省级省级部门）"),
        (chain(("县级", ["受理", "受理", "决定"], 5)), "“受理”写了两次（同一环里）"),
        (chain(("县级", ["受理"], 30), ("省级", ["决定"], None), promise=days(20)), "长于承诺的 20 工作日"),
    ],
)
def test_broken_chains(value: Value, said: str, messages) -> None:
    (message,) = messages("broken-chain", value)

    assert said in message


def test_links_are_held_against_the_longest_promise(messages) -> None:
    value = chain(*LINKS, promise=days(10))
    value["办理时限"]["分情形"] = [{"适用情形": ["难的"], "承诺": days(30)}]

    assert not messages("broken-chain", value)
