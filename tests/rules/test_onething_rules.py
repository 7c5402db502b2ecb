"""Rules about what a 一件事 takes: proofs, forms, time, notices."""

from __future__ import annotations

import textwrap

import pytest

REGISTRATION = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
"""
PHARMACY = """
基本编码: "330101203000"
主项名称: 药品零售经营许可
子项名称: 药品零售经营许可
"""
TWO = """
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县卫生和计划生育局%s}
"""
EITHER = "情形: [{编号: 行业, 问题: 从事什么, 选项: [一般, 药店]}]\n"
ONLY_ONE = (
    EITHER
    + """
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局, 适用情形: [一般]}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县卫生和计划生育局, 适用情形: [药店]}
"""
)


def documents(*parts: str) -> str:
    return "\n---\n".join(textwrap.dedent(part).strip("\n") for part in parts)


def thing(more: str) -> str:
    return "类别: 一件事\n名称: 开药店\n" + more.strip("\n")


def days(number: int) -> str:
    return f"办理时限: {{法定: {{数值: 90, 单位: 工作日}}, 承诺: {{数值: {number}, 单位: 工作日}}}}"


# repeated-proof


def proof(more: str = "类别: 证明", name: str = "住所使用证明") -> str:
    return f"申请材料: [{{名称: {name}, {more}, 必要性: 必要}}]"


@pytest.mark.parametrize(
    "other",
    [
        proof(),
        proof(name="住所使用证明 "),
        proof("类别: 其他"),
        proof(name="住所使用证明（复印件）", more="类别: 证明"),
        proof("类别: 证明, 免提交: 数据共享, 免提交范围: [省内]"),
    ],
)
def test_one_proof_for_two_members(other: str, run) -> None:
    findings = run(documents(REGISTRATION + proof(), PHARMACY + other, thing(TWO % "")), "repeated-proof")

    (finding,) = findings
    assert "“企业设立登记”、“药品零售经营许可”" in finding.message
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    ("other", "members"),
    [
        (proof("类别: 证明, 免提交: 部门核验"), TWO % ""),
        (proof(name="无房证明"), TWO % ""),
        (proof("类别: 证照", name="营业执照"), TWO % ""),
        (proof('类别: 证明, 来源事项: "330101001000"'), TWO % ""),
        (proof() + "\n状态: 取消", TWO % ""),
        (proof(), TWO % ", 方式: 征求意见"),
        (proof(), ONLY_ONE),
    ],
)
def test_proofs_that_nobody_hands_in_twice(other: str, members: str, run) -> None:
    assert not run(documents(REGISTRATION + proof(), PHARMACY + other, thing(members)), "repeated-proof")


def test_two_names_of_one_proof(run) -> None:
    parts = (REGISTRATION + proof(name="完税证明"), PHARMACY + proof(name="税收完税证明"))

    (finding,) = run(documents(*parts, thing(TWO % "")), "repeated-proof")
    assert "“完税证明”" in finding.message


def test_handling_items_of_one_code_are_one_matter(run) -> None:
    first = REGISTRATION + "孙项名称: 新设\n" + proof()
    second = REGISTRATION + "孙项名称: 变更\n" + proof()

    assert not run(documents(first, second, PHARMACY, thing(TWO % "")), "repeated-proof")


# onething-many-forms


def form(name: str, more: str = "") -> str:
    return f"申请材料: [{{名称: {name}, 类别: 表格, 必要性: 必要{more}}}]"


def test_two_forms_and_no_joint_one(run) -> None:
    parts = (REGISTRATION + form("公司登记申请书"), PHARMACY + form("药品经营许可申请表"))

    (finding,) = run(documents(*parts, thing(TWO % "")), "onething-many-forms")
    assert "2 张" in finding.message
    assert "“公司登记申请书”、“药品经营许可申请表”" in finding.message
    assert finding.path == ("申请表",)
    joint = '申请表: {表单名称: 一表申请, 替代: ["330101001000"]}\n'
    assert not run(documents(*parts, thing(joint + TWO % "")), "onething-many-forms")


@pytest.mark.parametrize(
    ("other", "members"),
    [
        (form("公司登记申请书"), TWO % ""),
        (form("药品经营许可申请表", ", 免提交: 系统生成"), TWO % ""),
        (form("信用承诺书"), TWO % ""),
        (form("药品经营许可申请表"), TWO % ", 方式: 合一"),
        (form("药品经营许可申请表"), TWO % ", 方式: 征求意见"),
        (form("药品经营许可申请表"), ONLY_ONE),
    ],
)
def test_one_form_or_none_besides(other: str, members: str, run) -> None:
    example = documents(REGISTRATION + form("公司登记申请书"), PHARMACY + other, thing(members))

    assert not run(example, "onething-many-forms")


@pytest.mark.parametrize(
    ("joint", "count"),
    [
        ('{表单名称: 一表申请, 替代: ["330101001000"]}', 1),
        ('{表单名称: 一表申请, 替代: ["330101001000", "330101203000"]}', 0),
        ("{表单名称: 一表申请}", 0),
        ('{表单名称: "", 替代: ["330101001000"]}', 1),
    ],
)
def test_a_joint_form_stands_for_those_it_names(joint: str, count: int, run) -> None:
    third = '基本编码: "330101204000"\n主项名称: 食品经营许可\n子项名称: 食品经营许可\n'
    members = TWO % "" + '  - {基本编码: "330101204000", 层级: 县级, 部门: 象山县市场监督管理局}\n'
    parts = (REGISTRATION + form("登记申请书"), PHARMACY + form("药品申请表"), third + form("食品申请表"))

    findings = run(documents(*parts, thing(f"申请表: {joint}\n{members.strip()}")), "onething-many-forms")

    assert len(findings) == count
    if count and "一表申请, 替代" in joint:
        assert "要填 2 张申请表（“药品申请表”、“食品申请表”），联合申请表“一表申请”没有代替它们" in findings[0].message


# onething-longer


def promised(number: int, more: str = "") -> str:
    return f"办理时限: {{承诺: {{数值: {number}, 单位: 工作日}}{more}}}\n"


CHAIN = TWO % ', 前置: ["330101001000"]'


@pytest.mark.parametrize(("members", "longest"), [(TWO % "", 5), (CHAIN, 7)])
def test_the_longest_chain_is_the_bound(members: str, longest: int, run) -> None:
    parts = (REGISTRATION + days(2), PHARMACY + days(5))

    assert not run(documents(*parts, thing(promised(longest) + members)), "onething-longer")
    (finding,) = run(documents(*parts, thing(promised(longest + 1) + members)), "onething-longer")
    assert f"{longest + 1} 工作日" in finding.message
    assert f"也只要 {longest} 工作日" in finding.message
    assert "药品零售经营许可" in finding.message


def test_each_situation_has_its_own_promise(run) -> None:
    parts = (REGISTRATION + days(2), PHARMACY + days(5))
    members = EITHER + TWO % ', 前置: ["330101001000"], 适用情形: [药店]'
    case = ", 分情形: [{适用情形: [药店], 承诺: {数值: %d, 单位: 工作日}}]"

    assert not run(documents(*parts, thing(promised(2, case % 7) + members)), "onething-longer")
    assert len(run(documents(*parts, thing(promised(2, case % 8) + members)), "onething-longer")) == 1
    assert len(run(documents(*parts, thing(promised(3, case % 7) + members)), "onething-longer")) == 1


def test_one_promise_for_fast_and_slow_situations(run) -> None:
    parts = (REGISTRATION + days(2), PHARMACY + days(5))
    members = EITHER + TWO % ', 前置: ["330101001000"], 适用情形: [药店]'

    assert not run(documents(*parts, thing(promised(7) + members)), "onething-longer")
    (finding,) = run(documents(*parts, thing(promised(5) + members)), "onething-longer")
    assert "也只要 2 工作日" in finding.message


@pytest.mark.parametrize(
    ("limits", "more"),
    [
        ("办理时限: {法定: {数值: 90, 单位: 工作日}}", ""),
        (days(5), '  - {基本编码: "330101209000", 层级: 市级, 部门: 宁波市公安局}\n'),
        (
            days(5),
            '  - {名称: 银行开户, 办理单位: 银行, 性质: 金融机构}\n  - {基本编码: "330100201000", 前置: [银行开户]}\n',
        ),
        ("办理时限: {承诺: {数值: 20, 单位: 自然日}}", ""),
    ],
)
def test_what_is_not_known_is_not_judged(limits: str, more: str, run) -> None:
    parts = ("", REGISTRATION + days(2), PHARMACY + limits)

    assert not run(documents(*parts, thing(promised(15) + CHAIN + more)), "onething-longer")


def test_what_has_no_code_takes_no_time_where_it_comes_last(run) -> None:
    last = '  - {名称: 用水报装, 办理单位: 自来水公司, 性质: 公用企业, 前置: ["330101203000"]}\n'
    parts = (REGISTRATION + days(2), PHARMACY + days(5))
    until = ", 起止: 从受理到用水开通"

    assert len(run(documents(*parts, thing(promised(8) + CHAIN + last)), "onething-longer")) == 1
    assert not run(documents(*parts, thing(promised(8, until) + CHAIN + last)), "onething-longer")


def test_a_joint_procedure_in_the_clock_is_added(run) -> None:
    parts = (REGISTRATION + days(2), PHARMACY + days(5))
    review = "特别程序: [{名称: 专家评审, 时限: {数值: 3, 单位: 工作日}, 计入时限: %s, 联合: 是}]\n"

    assert not run(documents(*parts, thing(promised(10) + review % "是" + CHAIN)), "onething-longer")
    assert run(documents(*parts, thing(promised(10) + review % "否" + CHAIN)), "onething-longer")


# onething-merge-notices


@pytest.mark.parametrize(
    "notice",
    ["特别程序: [{名称: 公示, 时限: {数值: 10, 单位: 自然日}}]", "业务流程: [{环节: 批前公示, 说明: 张贴十天}]"],
)
def test_two_members_that_each_publish(notice: str, run) -> None:
    parts = (REGISTRATION + notice, PHARMACY + "特别程序: [{名称: 公示}]")

    (finding,) = run(documents(*parts, thing(TWO % "")), "onething-merge-notices")
    assert finding.severity.value == "info"
    assert "各做一次公示" in finding.message
    joint = "特别程序: [{名称: 公示, 联合: 是}]\n"
    assert not run(documents(*parts, thing(joint + TWO % "")), "onething-merge-notices")


@pytest.mark.parametrize(
    ("other", "members"),
    [
        ("特别程序: [{名称: 公告}]", TWO % ""),
        ("特别程序: [{名称: 听证}]", TWO % ""),
        ("特别程序: [{名称: 公示}]", TWO % ", 方式: 合一"),
        ("特别程序: [{名称: 公示}]", ONLY_ONE),
    ],
)
def test_notices_that_cannot_be_one(other: str, members: str, run) -> None:
    example = documents(REGISTRATION + "特别程序: [{名称: 公示}]", PHARMACY + other, thing(members))

    assert not run(example, "onething-merge-notices")
