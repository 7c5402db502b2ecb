"""Rules about flows and who is asked in them: each "unless", each boundary, wrong shapes."""

from __future__ import annotations

from typing import Any

import pytest

Value = dict[str, Any]


def days(number: int, unit: str = "工作日") -> Value:
    return {"数值": number, "单位": unit}


def step(name: str, number: int | None = None, unit: str = "工作日", **more: Any) -> Value:
    return {"环节": name, **({} if number is None else {"时限": days(number, unit)}), **more}


# flow-without-ends


def flow(*names: str, **more: Any) -> Value:
    return {"办件类型": "承诺件", "办事流程": [step(name) for name in names], **more}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (flow("受理", "审查", "送达"), "没有申请的环节"),
        (flow("申请", "受理", "决定"), "没有送达的环节"),
        (flow("申请", "补正通知", "决定"), "没有送达的环节"),
        (flow("申请", "受理告知", "公告", "决定"), "没有送达的环节"),
        (flow("申请", "一次性告知", "通知补正", "决定"), "没有送达的环节"),
        (flow(), "没有申请的环节，也没有送达的环节"),
        (flow(办件类型=None), "没有申请的环节，也没有送达的环节"),
    ],
)
def test_an_end_is_missing(value: Value, said: str, messages) -> None:
    (message,) = messages("flow-without-ends", value)

    assert said in message


@pytest.mark.parametrize(
    "value",
    [
        flow("申请", "受理", "送达"),
        flow("网上申报", "审核", "办结"),
        flow("窗口收件", "审核", "打印证明"),
        flow("申请", "审核", "结果告知"),
        flow("申请", "审核", "通知审批结果"),
        flow("申请", "审核", "公告送达"),
        flow("申请", "审核", "结果公布"),
        flow("申请", "审核", "通知"),
        flow("申请", "审核", "通知领证"),
        flow("受理", "送达", 办件类型="即办件"),
        flow(办件类型="即办件"),
        flow("受理", 状态="取消"),
        flow(基本编码="33010060100Y"),
        {"业务流程": [step("审查")]},
        {"办事流程": "见附件"},
    ],
)
def test_both_ends_are_there_or_need_not_be(value: Value, messages) -> None:
    assert not messages("flow-without-ends", value)


@pytest.mark.parametrize("target", ["受理", "申请", "初审", "申请人补正", "", None, 3])
def test_sent_back_to_what_is_there(target: Any, messages) -> None:
    chain = [{"层级": "镇级", "职责": ["初审"]}]
    value = flow("申请", "送达", 业务流程=[step("受理"), step("审查", 退回至=target)], 审批链=chain)

    assert not messages("flow-without-ends", value)


@pytest.mark.parametrize("target", ["受", "审核", "受理审"])
def test_a_part_of_a_name_is_no_step(target: str, messages) -> None:
    value = flow("申请", "送达", 业务流程=[step("受理审核"), step("决定", 退回至=target)])

    assert len(messages("flow-without-ends", value)) == 1


def test_sent_back_to_nowhere(messages) -> None:
    value = flow("申请", "送达", 业务流程=[step("受理"), step("审查", 退回至="预审")])

    (message,) = messages("flow-without-ends", value)
    assert message.startswith("业务流程第 2 项.退回至 | 业务流程第 2 个环节写着退回至“预审”")


# flows-disagree


@pytest.mark.parametrize(
    ("outer", "inner"),
    [("核准", "备案"), ("项目备案", "核准"), ("认定", "核发"), ("裁决", "认定")],
)
def test_decisions_of_different_kinds(outer: str, inner: str, messages) -> None:
    value = {"办事流程": [step("申请"), step(outer)], "业务流程": [step("受理"), step(inner)]}

    (message,) = messages("flows-disagree", value)
    assert message.startswith(f"业务流程 | 办事流程写的是“{outer}”，业务流程写的是“{inner}”；")
    assert not messages("flows-disagree", {**value, "状态": "取消"})


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (["决定"], ["备案"]),
        (["核准"], ["审批"]),
        (["核准", "备案"], ["备案"]),
        (["核准"], ["审核", "归档备案"]),
        (["受理", "办结"], ["受理审核"]),
        (["核准"], ["受理审核"]),
        (["受理"], ["核准"]),
    ],
)
def test_decisions_that_agree_or_are_not_named(outer: list[str], inner: list[str], messages) -> None:
    value = {"办事流程": [step(name) for name in outer], "业务流程": [step(name) for name in inner]}

    assert not messages("flows-disagree", value)


def test_a_link_that_does_not_decide_names_its_own_part(messages) -> None:
    value = {"办事流程": [step("核准")], "业务流程": [step("转报")], "行使层级": ["市级"]}
    chain = [{"层级": "市级", "职责": ["转报"]}, {"层级": "省级", "职责": ["决定"]}]

    assert messages("flows-disagree", value)
    assert not messages("flows-disagree", {**value, "审批链": chain}, 层级="市级")


# consultation-unsigned


SIGNED = {"方式": "流程图签字", "日期": "2017-08-15"}


def asked(*departments: Any, **more: Any) -> Value:
    return {"业务流程": [step("审查", 3, 征求意见部门=list(departments), **more)]}


@pytest.mark.parametrize(
    ("department", "said"),
    [
        ("县水利局", "“县水利局”的意见，没有写时限 和 确认"),
        ({"部门": "县水利局", "确认": SIGNED}, "没有写时限"),
        ({"部门": "县水利局", "时限": days(3)}, "没有写确认"),
        ({"部门": "县水利局", "时限": days(3), "确认": {}}, "没有写确认"),
        ({"部门": "县水利局", "时限": days(3), "确认": {"文号": " "}}, "没有写确认"),
        ({"时限": {}, "确认": SIGNED}, "别的部门的意见，没有写时限"),
    ],
)
def test_nobody_can_be_held_to_it(department: Any, said: str, messages) -> None:
    (message,) = messages("consultation-unsigned", asked(department))

    assert message.startswith("业务流程第 1 项.征求意见部门第 1 项 | ")
    assert said in message


def test_what_binds_the_department_that_is_asked(messages) -> None:
    bound = {"部门": "甲局", "时限": days(3), "确认": SIGNED}

    assert not messages("consultation-unsigned", asked(bound))
    assert not messages("consultation-unsigned", asked({"部门": "甲局", "确认": SIGNED}, 环节="征求意见"))
    assert not messages("consultation-unsigned", asked(bound, "", {}, 3))
    assert not messages("consultation-unsigned", asked())
    assert not messages("consultation-unsigned", {**asked("甲局"), "状态": "取消"})
    assert len(messages("consultation-unsigned", asked("甲局", bound, "乙局"))) == 2


# any shape


ODD = [None, "", "文", 3, [], ["文"], [None, 3, []], {}, {"数值": "文"}, [{}], [{"环节": 3, "时限": "3天"}], [[{}]]]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_reads_never_raise(odd: Any, messages) -> None:
    keys = ("办事流程", "业务流程", "特别程序", "审批链", "情形", "办理形式", "到现场次数", "进驻", "行使层级")
    rules = (
        "unstated-unit", "steps-exceed-promise", "flow-without-ends", "flows-disagree", "consultation-unsigned",
        "extra-visit", "licence-over-twenty-days", "unlawful-clock-stop", "unstated-clock", "broken-chain",
        "offline-unexplained", "not-in-hall",
    )  # fmt: skip
    inner = ("法定", "承诺", "分情形")
    for value in (
        *({key: odd} for key in keys),
        {"办理时限": odd},
        *(
            {"事项类型": "行政许可", "办理时限": {"承诺": days(1), key: odd}, "业务流程": [step("审查", 4)]}
            for key in inner
        ),
        {
            "办理时限": {"承诺": days(1)},
            "业务流程": [{**step("审查", 4), "并行组": odd, "适用情形": odd, "征求意见部门": odd}],
        },
        {
            "办理时限": {"承诺": days(1), "分情形": [{"适用情形": odd, "承诺": odd}]},
            "情形": odd,
            "业务流程": [step("审查", 4)],
        },
        {"事项类型": "行政许可", "特别程序": [{"名称": odd, "时限": odd, "计入时限": odd, "依据": odd}]},
        {
            "办理时限": {"承诺": days(1)},
            "审批链": [{"层级": odd, "职责": odd, "时限": odd}],
            "业务流程": [step("审查", 4)],
        },
        {"业务流程": [{"环节": odd, "部门": odd, "退回至": odd}], "办事流程": [{"环节": odd}], "办件类型": "承诺件"},
    ):
        for rule in rules:
            messages(rule, value, 层级="县级")


# bare-step


@pytest.mark.parametrize(
    ("fields", "is_bare"),
    [
        ({"说明": "  "}, True), ({"说明": "无"}, True), ({"时限": {}}, True), ({"征求意见部门": [" "]}, True),
        ({"适用情形": ["甲"]}, True), ({"说明": "收件"}, False), ({"时限": {"数值": 0}}, False),
        ({"计入时限": "否"}, False),
    ],
)  # fmt: skip
def test_blank_texts_are_no_content(fields: dict[str, Any], is_bare: bool, messages) -> None:
    assert bool(messages("bare-step", {"业务流程": [{"环节": "受理", **fields}]})) is is_bare
