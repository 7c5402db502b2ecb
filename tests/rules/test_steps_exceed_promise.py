"""Steps against the promise: what counts, what runs at once, each situation and each link apart."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.findings import Severity

Value = dict[str, Any]


def days(number: int, unit: str = "工作日") -> Value:
    return {"数值": number, "单位": unit}


def step(name: str, number: int | None = None, unit: str = "工作日", **more: Any) -> Value:
    return {"环节": name, **({} if number is None else {"时限": days(number, unit)}), **more}


def timed(promise: Any, *steps: Value, cases: list[Value] | None = None, **more: Any) -> Value:
    """A matter with a promise and steps of 业务流程."""
    limits: Value = {"承诺": promise} if promise else {}
    if cases is not None:
        limits["分情形"] = cases
    return {"办件类型": "承诺件", "业务流程": list(steps), "办理时限": limits, **more}


CHOICE = [{"编号": "房屋", "问题": "？", "选项": ["住宅", "商铺"]}]
REVIEW, DECISION = step("审查", 4), step("决定", 2)


def test_the_sentence_names_every_step_the_sum_and_the_promise(messages) -> None:
    (message,) = messages("steps-exceed-promise", timed(days(5), REVIEW, DECISION))

    expected = (
        "办理时限.承诺.数值 | 业务流程计入时限的环节（审查 4 工作日、决定 2 工作日）共 6 工作日，长于承诺的 5 工作日；"
    )
    assert message.startswith(expected)


@pytest.mark.parametrize(
    "value",
    [
        timed(days(6), REVIEW, DECISION),
        timed(days(5), step("申请", 3), step("补正", 5), REVIEW, step("送达", 10)),
        timed(days(5), REVIEW, step("制证", 2, 计入时限="否")),
        timed(days(5), step("甲", 4, 并行组="联审"), step("乙", 5, 并行组="联审"), step("受理", 0)),
        timed(days(5), step("审查", 4, 适用情形=["住宅"]), step("查验", 4, 适用情形=["商铺"]), 情形=CHOICE),
        timed(days(5), step("征求意见", 5, 征求意见部门=[{"部门": "甲局", "时限": days(5)}])),
        timed(days(60, "分钟"), step("审查", 35, "分钟"), step("决定", 25, "分钟")),
        timed(days(1, "小时"), step("审查", 30, "分钟"), step("决定", 30, "分钟")),
        timed(days(3), step("审查", 3), step("登簿", 30, "分钟")),
        timed(days(1, "月"), step("审查", 20)),
        timed(None, REVIEW),
        timed({"说明": "由地方定"}, REVIEW),
        timed(days(0), REVIEW),  # a 承诺件 that takes no time: instant-conflict tells it
        timed(days(0), REVIEW, 办件类型="即办件"),
        timed(days(5), REVIEW, DECISION, 状态="取消"),
    ],
)
def test_what_fits_the_promise(value: Value, messages) -> None:
    assert not messages("steps-exceed-promise", value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (timed(days(5), step("送达", 6, 计入时限="是")), "送达 6 工作日"),
        (timed(days(5), step("甲", 4, 并行组="联审"), step("乙", 6, 并行组="联审")), "（乙 6 工作日）"),
        (
            timed(days(5), step("审查", 1), step("征求意见", 征求意见部门=[{"部门": "甲", "时限": days(5)}])),
            "征求意见 5",
        ),
        (timed(days(5), step("审查", 3, 征求意见部门=["乙局", {"部门": "甲局", "时限": days(6)}])), "审查 6 工作日"),
        (timed(days(60, "分钟"), step("审查", 1, "小时"), step("决定", 1, "分钟")), "共 61 分钟"),
        (timed(days(5), step("审查", 6), step("登簿", 30, "分钟")), "共 6 工作日加 30 分钟"),
        (timed(days(20), step("审查", 2, "月")), "2 个月"),
        (timed(days(60, "分钟"), step("审查", 61, "分钟"), 办件类型="即办件"), "61 分钟"),
        (timed(days(5), 办事流程=[step("审查", 6)]), "办事流程计入时限的环节（审查 6 工作日）"),
    ],
)
def test_what_certainly_does_not_fit(value: Value, said: str, messages) -> None:
    (message,) = messages("steps-exceed-promise", value)

    assert said in message
    assert "，长于承诺的" in message


def test_each_situation_is_held_against_its_own_promise(messages) -> None:
    cases = [{"适用情形": ["住宅"], "承诺": days(3)}, {"适用情形": ["商铺"], "承诺": days(10)}]
    value = timed(days(2), step("审查", 3), step("查验", 6, 适用情形=["商铺"]), cases=cases, 情形=CHOICE)

    # The promise for all is nobody's: both options have their own.
    assert not messages("steps-exceed-promise", value)

    cases[0]["承诺"] = days(2)
    (message,) = messages("steps-exceed-promise", value)
    assert message.startswith("办理时限.分情形第 1 项.承诺.数值 | ")
    assert "在“房屋：住宅”时共 3 工作日，长于承诺的 2 工作日" in message


def test_a_case_may_be_exceeded_though_the_promise_for_all_is_not(messages) -> None:
    cases = [{"适用情形": ["住宅"], "承诺": days(2)}]

    assert messages("steps-exceed-promise", timed(days(9), step("审查", 3), cases=cases, 情形=CHOICE))


def test_the_promise_for_all_holds_where_no_case_does(messages) -> None:
    cases = [{"适用情形": ["住宅"], "承诺": days(9)}]
    value = timed(days(5), step("审查", 6), cases=cases, 情形=CHOICE)

    (message,) = messages("steps-exceed-promise", value)
    assert message.startswith("办理时限.承诺.数值 | ")


def test_options_that_may_be_chosen_together_add_up(messages) -> None:
    steps = [step("甲审", 3, 适用情形=["甲"]), step("乙审", 3, 适用情形=["乙"])]
    alone = [{"编号": "领域", "问题": "？", "选项": ["甲", "乙"]}]

    assert not messages("steps-exceed-promise", timed(days(5), *steps, 情形=alone))
    assert messages("steps-exceed-promise", timed(days(5), *steps, 情形=[{**alone[0], "多选": "是"}]))


def test_what_is_asked_only_after_an_answer_counts_only_there(messages) -> None:
    questions = [*CHOICE, {"编号": "面积", "问题": "？", "选项": ["大", "小"], "适用情形": [{"房屋": "商铺"}]}]
    steps = [step("查住宅", 4, 适用情形=["住宅"]), step("查大的", 4, 适用情形=[{"面积": "大"}])]

    assert not messages("steps-exceed-promise", timed(days(5), *steps, 情形=questions))


def test_answers_to_no_question_exclude_each_other(messages) -> None:
    steps = [step("新办审查", 4, 适用情形=["新办"]), step("变更审查", 4, 适用情形=["变更"])]

    assert not messages("steps-exceed-promise", timed(days(5), *steps))
    assert messages("steps-exceed-promise", timed(days(5), *steps, step("决定", 2)))


CHAIN = [
    {"层级": "县级", "部门": "县金融办", "职责": ["受理", "初审"], "时限": days(3)},
    {"层级": "省级", "部门": "省金融办", "职责": ["决定"], "时限": days(20)},
    {"层级": "县级", "部门": "中心", "职责": ["送达"], "时限": days(2)},
]


def test_in_a_chain_this_level_has_its_own_link_only(messages) -> None:
    value = timed(days(28), step("初审", 3), 审批链=CHAIN, 行使层级=["县级"])
    assert not messages("steps-exceed-promise", value, 层级="县级")

    value["业务流程"] = [step("初审", 4)]
    (message,) = messages("steps-exceed-promise", value, 层级="县级")
    assert message.startswith("审批链第 1 项.时限.数值 | ")
    assert "共 4 工作日，长于审批链给本级的 3 工作日" in message

    # What the applicant sees is the whole way.
    value["业务流程"], value["办事流程"] = [], [step("初审", 3), step("决定", 20)]
    assert not messages("steps-exceed-promise", value, 层级="县级")


def test_a_directory_writes_the_flow_of_the_level_that_exercises_the_matter(messages) -> None:
    value = timed(days(30), step("审查", 14), step("决定", 6), 审批链=CHAIN, 行使层级=["省级"])
    manifest = {"类别": "指导目录", "层级": "省级"}

    assert not messages("steps-exceed-promise", value, **manifest)
    value["业务流程"][0]["时限"] = days(15)
    assert messages("steps-exceed-promise", value, **manifest)


def test_a_link_without_time_leaves_the_promise(messages) -> None:
    chain = [{**CHAIN[0], "时限": None}, *CHAIN[1:]]

    assert not messages("steps-exceed-promise", timed(days(28), step("初审", 9), 审批链=chain), 层级="县级")
    assert messages("steps-exceed-promise", timed(days(28), step("初审", 29), 审批链=chain), 层级="县级")


def levels_of(findings: list[Any]) -> list[tuple[Severity, str]]:
    return [(finding.severity, finding.args["how"]) for finding in findings]


LIMITS = (
    "办理时限: {承诺: {数值: 5, 单位: 工作日}}\n"
    "业务流程: [{环节: 审查, 办理处室: 质安站, 时限: {数值: 4, 单位: 工作日}}]\n"
)


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        ("{名称: 核查, 时限: {数值: 1, 单位: 工作日}, 计入时限: 是}", []),
        ("{名称: 核查, 时限: {数值: 2, 单位: 工作日}, 计入时限: 是}", [(Severity.INFO, "一个接一个地办就会长于")]),
        ("{名称: 核查, 时限: {数值: 2, 单位: 工作日}, 计入时限: 否}", []),
        ("{名称: 核查, 时限: {数值: 2, 单位: 工作日}, 计入时限: 是, 承担单位: 县质安站}", []),
        ("{名称: 公示, 时限: {数值: 6, 单位: 工作日}, 计入时限: 是, 承担单位: 质安站}", [(Severity.ERROR, "长于")]),
        ("{名称: 核查, 时限: {数值: 2, 单位: 自然日}, 计入时限: 是}", []),
    ],
)
def test_a_special_procedure_may_run_beside_the_steps(procedure: str, expected: Any, run) -> None:
    findings = run(f"{LIMITS}特别程序: [{procedure}]", "steps-exceed-promise")

    assert levels_of(findings) == expected


def test_where_the_units_leave_it_open_it_is_a_hint(run) -> None:
    text = "办理时限: {承诺: {数值: 10, 单位: 自然日}}\n业务流程: [{环节: 审查, 时限: {数值: 8, 单位: 工作日}}]"

    assert levels_of(run(text, "steps-exceed-promise")) == [(Severity.INFO, "按有的折算会长于")]


def test_a_one_thing_is_added_up_too(run) -> None:
    step_of_four_days = "业务流程: [{环节: 审查, 时限: {数值: 4, 单位: 工作日}}]"
    text = f"类别: 一件事\n办理时限: {{承诺: {{数值: 3, 单位: 工作日}}}}\n{step_of_four_days}"

    assert levels_of(run(text, "steps-exceed-promise")) == [(Severity.ERROR, "长于")]


def test_many_questions_are_looked_at_in_bounded_time(messages) -> None:
    questions = [{"编号": f"问{n}", "问题": "？", "选项": [f"{n}-{m}" for m in range(50)]} for n in range(40)]
    steps = [step("审查", 1, 适用情形=[{f"问{n}": f"{n}-{m}"}]) for n in range(40) for m in range(50)]

    assert not messages("steps-exceed-promise", timed(days(5), *steps, 情形=questions))
