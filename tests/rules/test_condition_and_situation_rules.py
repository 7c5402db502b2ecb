"""Rules about conditions, preconditions and situations."""

from __future__ import annotations

from typing import Any

import pytest

# vague-condition


@pytest.mark.parametrize(
    "text",
    [
        "法律、法规、规章规定的其他条件",
        "法律、行政法规规定的其他条件。",
        "国家规定的其他要求",
        "省级主管部门要求的其他条件",
        "其他条件",
        "应当具备的其他条件",
        "《建筑法》规定的其他条件",
        "法律规定的其他情况",
        "其他法律法规规定的条件",
    ],
)
def test_catch_all_conditions_are_errors(text: str, run) -> None:
    findings = run(f"批准条件: [{text}]", "vague-condition")

    assert [finding.severity.value for finding in findings] == ["error"]


@pytest.mark.parametrize(
    "text", ["符合国家有关规定", "符合法律、法规的相关要求", "具备相应能力", "有与之相应的管理能力", "按有关规定办理"]
)
def test_vague_conditions_are_hints(text: str, run) -> None:
    findings = run(f"批准条件: {text}", "vague-condition")

    assert [finding.severity.value for finding in findings] == ["info"]
    assert "批准条件" in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "信用良好，最近三年无重大违法违规记录",
        "有与经营规模相适应的营业场所",
        "符合国家有关规定：《建筑法》第八条",
        "在其他城市没有公租房",
        "其他组织登记满一年",
        "按照国家和省有关规定确定职保待遇领取地",
        "没有其他影响办理的情形",
    ],
)
def test_conditions_that_can_be_told(text: str, messages) -> None:
    assert not messages("vague-condition", {"受理条件": [text], "批准条件": text})


@pytest.mark.parametrize("value", [None, 3, {"x": "其他条件"}, [["其他条件"]], [{"其他条件": 1}]])
def test_conditions_of_wrong_shape(value: object, messages) -> None:
    assert not messages("vague-condition", {"受理条件": value, "批准条件": value})
    assert not messages("precondition-without-basis", {"受理条件": value, "前置事项": value})


def test_only_conditions_are_looked_at(messages) -> None:
    assert not messages("vague-condition", {"不予受理情形": ["法律、法规规定的其他条件"], "备注": "其他条件"})
    assert not messages("vague-condition", {"受理条件": ["其他条件"], "状态": "取消"})


def test_a_condition_that_only_says_there_are_rules_is_no_placeholder(run) -> None:
    for text in ("按有关规定办理", "按照国家有关规定执行。"):
        findings = run(f"受理条件: [{text}]", "vague-condition", "placeholder-text")

        assert [(each.rule, each.severity.value) for each in findings] == [("vague-condition", "info")]


# precondition-without-basis


@pytest.mark.parametrize(
    ("need", "place"),
    [
        ("330100301000", "前置事项第 1 项"),
        ({"基本编码": "330100301000"}, "前置事项第 1 项.依据"),
        ({"基本编码": "330100301000", "依据": ["", {"条款": "第八条"}]}, "前置事项第 1 项.依据"),
        ({"基本编码": "330100301000", "依据": ["无"]}, "前置事项第 1 项.依据"),
    ],
)
def test_a_matter_to_be_handled_first_needs_a_basis(need: object, place: str, messages) -> None:
    (message,) = messages("precondition-without-basis", {"前置事项": [need]})

    assert message.startswith(place)
    assert "330100301000" in message


@pytest.mark.parametrize(
    "text",
    [
        "申请人须证明为非移民户",
        "提供村委会无纠纷证明",
        "须由村委会证明其无其他住房",
        "应提交无犯罪记录的证明材料",
        "能证明资金到位",
        "有村委会的证明",
    ],
)
def test_a_condition_that_demands_a_proof_needs_a_basis(text: str, messages) -> None:
    for field in ("受理条件", "批准条件"):
        assert len(messages("precondition-without-basis", {field: [text]})) == 1


@pytest.mark.parametrize(
    "text",
    [
        "依照《不动产登记暂行条例》第十四条提供权属证明",
        "按第十四条提供权属证明",
        "不需要提供无犯罪记录证明",
        "无需出具收入证明",
        "从事向社会出具具有证明作用的数据、结果的检验检测活动",
        "持有身份证明的自然人",
        "取得建设工程规划许可证明文件",
        "有有效身份证明",
        "没有被出具虚假证明",
        "不能证明有过错的",
        "无需证明资金到位",
        "工程投资额在限额以上",
    ],
)
def test_conditions_that_demand_no_proof_or_say_why(text: str, messages) -> None:
    materials = [{"名称": "居民身份证", "依据": ["《居民身份证法》第十四条"]}]

    assert not messages("precondition-without-basis", {"受理条件": [text], "申请材料": materials})


def test_a_material_with_a_basis_is_the_basis_of_its_condition(messages) -> None:
    value = {
        "受理条件": ["提供无房证明"],
        "申请材料": [{"名称": "无房证明", "依据": ["《公共租赁住房管理办法》第七条"]}],
    }

    assert not messages("precondition-without-basis", value)
    value["申请材料"][0]["依据"] = []
    assert messages("precondition-without-basis", value)


def test_an_abolished_matter_needs_no_basis(messages) -> None:
    assert not messages(
        "precondition-without-basis", {"前置事项": ["330100301000"], "受理条件": ["须证明为非移民户"], "状态": "取消"}
    )


# unstated-situation

ASKED = [
    {"编号": "原因", "问题": "因何迁移", "选项": ["婚迁", "升学"]},
    {"编号": "地域", "问题": "从哪里迁入", "选项": ["省内", "省外"]},
    {"编号": "委托", "问题": "是否委托他人", "选项": ["是", "否"]},
    {"编号": "未成年", "问题": "是否未成年", "选项": ["是", "否"]},
]


@pytest.mark.parametrize(
    ("use", "part"),
    [
        ("工作调动", "“工作调动”"),
        ("是", "说不清"),
        ({"原因": "工作调动"}, "没有这个选项"),
        ({"籍贯": "省内"}, "没有这个编号"),
        ({"原因": "婚迁", "地域": "境外"}, "地域：境外"),
    ],
)
@pytest.mark.parametrize(
    "where",
    [
        lambda use: {"申请材料": [{"名称": "证", "必要性": "必要", "适用情形": [use]}]},
        lambda use: {"申请材料": [{"名称": "证", "必要性": "必要", "免提交": "数据共享", "免提交范围": [use]}]},
        lambda use: {"办理时限": {"分情形": [{"适用情形": [use], "承诺": {"数值": 1, "单位": "工作日"}}]}},
        lambda use: {"业务流程": [{"环节": "审查", "适用情形": [use]}]},
        lambda use: {"特别程序": [{"名称": "公示", "适用情形": [use]}]},
        lambda use: {"前置事项": [{"基本编码": "330100301000", "适用情形": [use]}]},
    ],
)
def test_a_situation_that_is_not_asked(use: object, part: str, where: Any, messages) -> None:
    (message,) = messages("unstated-situation", {"情形": ASKED, **where(use)})

    assert part in message


@pytest.mark.parametrize("use", ["婚迁", {"原因": "婚迁"}, {"原因": "婚迁", "地域": "省内"}, {"委托": "是"}])
def test_a_situation_that_is_asked(use: object, messages) -> None:
    value = {"情形": ASKED, "申请材料": [{"名称": "证", "必要性": "非必要", "适用情形": [use]}]}

    assert not messages("unstated-situation", value)


def test_an_optional_material_says_when(messages) -> None:
    for material in ({}, {"适用情形": []}):
        value = {"申请材料": [{"名称": "授权委托书", "必要性": "非必要", **material}]}
        (message,) = messages("unstated-situation", value)
        assert "“授权委托书”" in message
    assert not messages("unstated-situation", {"申请材料": [{"名称": "申请表", "必要性": "必要"}]})


@pytest.mark.parametrize("use", ["婚迁", {"原因": "婚迁", "地域": "省内"}])
def test_without_any_question_a_situation_is_told_once(use: object, messages) -> None:
    (message,) = messages("unstated-situation", {"申请材料": [{"名称": "证", "必要性": "必要", "适用情形": [use]}]})

    assert "婚迁" in message


def test_a_question_may_itself_depend_on_another(messages) -> None:
    asked = [*ASKED, {"编号": "学校", "问题": "哪类学校", "选项": ["高校"], "适用情形": ["升迁"]}]

    (message,) = messages("unstated-situation", {"情形": asked})
    assert "“升迁”" in message


def test_a_directory_may_leave_the_questions_to_the_regions(messages) -> None:
    value = {"申请材料": [{"名称": "证", "必要性": "必要", "适用情形": ["婚迁"]}], "地方自定": ["情形"]}

    assert not messages("unstated-situation", value, 类别="指导目录")
    assert messages("unstated-situation", value, 类别="实施清单")
    assert messages("unstated-situation", {**value, "情形": ASKED[1:]}, 类别="指导目录")


@pytest.mark.parametrize("value", [None, 3, True, [None, 3, []], {"婚迁": 1}])
def test_situations_of_wrong_shape(value: object, messages) -> None:
    keys = ("情形", "申请材料", "办事流程", "业务流程", "特别程序", "前置事项", "办理时限")

    assert not messages("unstated-situation", dict.fromkeys(keys, value))
    assert not messages("unstated-situation", {"申请材料": [{"适用情形": value}]})
    assert not messages("unreachable-situation", dict.fromkeys(keys, value))
    assert not messages("unreachable-situation", {"情形": [{"编号": "甲", "选项": value}], "申请材料": value})


def test_a_member_of_a_one_thing_says_when_too(run) -> None:
    findings = run(
        "类别: 一件事\n"
        "情形: [{编号: 另需, 问题: 还要办什么, 选项: [职工参保], 多选: 是}]\n"
        "事项:\n"
        '  - {基本编码: "330100201000", 层级: 县级, 部门: 象山县住房和城乡建设局, 适用情形: [{另需: 职工参保}]}\n'
        "  - {名称: 用水报装, 办理单位: 自来水公司, 性质: 公用企业, 适用情形: [{另需: 用水}]}",
        "unstated-situation",
    )

    assert [finding.line for finding in findings] == [5]


# unreachable-situation


def asked(*options: str, several: bool = False, **more: Any) -> dict[str, Any]:
    question = {"编号": "甲", "问题": "问", "选项": list(options), **({"多选": "是"} if several else {})}
    return {"情形": [question], "申请材料": [{"名称": "证", "必要性": "必要", **more}]}


@pytest.mark.parametrize(
    ("value", "part"),
    [
        (asked("婚迁", "升学"), "（婚迁、升学）"),
        (asked("婚迁", "升学", "调动", 适用情形=["婚迁"]), "“升学”“调动”"),
        (asked("用水", "用电", several=True, 适用情形=["用水"]), "“用电”"),
        (asked("是", "否"), "（是、否）"),
        (asked("婚迁", "升学", "调动", 适用情形=["婚迁", "升学"]), "“调动”"),
    ],
)
def test_options_without_a_difference(value: dict[str, Any], part: str, messages) -> None:
    (message,) = messages("unreachable-situation", value)

    assert message.startswith("情形第 1 项.选项")
    assert part in message


@pytest.mark.parametrize(
    "value",
    [
        asked("是", "否", 适用情形=[{"甲": "是"}]),
        asked("婚迁", "升学", 适用情形=["婚迁"]),
        asked("婚迁", "升学", "其他", 适用情形=["婚迁", "升学"]),
        asked("婚迁", "升学", "以上都不是", 适用情形=["婚迁", "升学"]),
        asked("婚迁", "升学", "不迁", 适用情形=["婚迁", "升学"]),
        asked("婚迁", "升学", 免提交="数据共享", 免提交范围=["婚迁"]),
        asked("用水", "用电", "都不要", several=True, 适用情形=["用水", "用电"]),
        asked("住宅类", "非住宅类") | {"收费": {"项目": [{"标准": [{"档次": "住宅类"}, {"档次": "非住宅类"}]}]}},
        asked("婚迁", "升学", 受理标准="婚迁的核对结婚证，升学的核对录取通知书"),
        asked("婚迁", "升学") | {"状态": "取消"},
        {"情形": [{"编号": "甲", "问题": "问", "选项": ["一", "二"]}]},
    ],
)
def test_options_that_make_a_difference(value: dict[str, Any], messages) -> None:
    assert not messages("unreachable-situation", value)


def test_a_directory_may_leave_the_options_to_the_regions(messages) -> None:
    value = {**asked("婚迁", "升学"), "地方自定": ["情形"]}

    assert not messages("unreachable-situation", value, 类别="指导目录")
    assert messages("unreachable-situation", value, 类别="实施清单")
