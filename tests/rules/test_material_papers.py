"""Rules about forms, standards, copies, odd proofs, intermediaries and the one card."""

from __future__ import annotations

from typing import Any

import pytest
from demands import CARD, DIRECTORY, asking, held, needed

FORM = {"名称": "申请表", "类别": "表格", "必要性": "必要"}
BLANK = "附件/建筑工程施工许可证申请表.docx"
SAMPLE = "附件/建筑工程施工许可证申请表-示例.docx"


# missing-form


@pytest.mark.parametrize(
    ("files", "lacking", "place"),
    [
        ({}, "空白表格和示范文本", "空白表格"),
        ({"空白表格": BLANK}, "示范文本", "示范文本"),
        ({"示范文本": SAMPLE}, "空白表格", "空白表格"),
        ({"免提交": "系统生成", "免提交范围": ["网上"]}, "空白表格和示范文本", "空白表格"),
    ],
)
def test_a_form_without_its_files(files: dict[str, Any], lacking: str, place: str, messages) -> None:
    (message,) = messages("missing-form", asking({**FORM, **files}))

    assert message.startswith(f"申请材料第 1 项.{place} | “申请表”没有{lacking}；")


@pytest.mark.parametrize("waived", ["系统生成", "数据共享", "告知承诺"])
def test_a_form_that_nobody_hands_in(waived: str, messages) -> None:
    assert not messages("missing-form", asking({**FORM, "免提交": waived}))


def test_a_directory_need_not_have_the_files_and_other_kinds_neither(messages) -> None:
    assert not messages("missing-form", asking(FORM), **DIRECTORY)
    assert not messages("missing-form", asking(needed()))


def test_where_nobody_looked_a_named_file_is_taken_to_be_there(messages) -> None:
    assert not messages("missing-form", asking({**FORM, "空白表格": "附件/甲.docx", "示范文本": "附件/乙.docx"}))


def listed(**fields: str) -> str:
    lines = [f"    {key}: {value}" for key, value in {"名称": "表", "类别": "表格", "必要性": "必要", **fields}.items()]
    return "申请材料:\n  -" + "\n".join(lines)[3:]


@pytest.mark.parametrize("blank", [BLANK, f"./{BLANK}", BLANK.replace("/", "//")])
def test_a_file_that_is_there_however_its_path_is_written(blank: str, run) -> None:
    assert not run(listed(空白表格=blank, 示范文本=SAMPLE), "missing-form")


@pytest.mark.parametrize("blank", ["附件/没有.docx", "附件", BLANK.replace("docx", "DOCX")])
def test_a_file_that_is_not_there(blank: str, run) -> None:
    (finding,) = run(listed(空白表格=blank, 示范文本=SAMPLE), "missing-form")

    assert finding.path == ("申请材料", 0, "空白表格")
    assert f"“{blank}”" in finding.message


def test_a_file_of_another_kind_or_of_a_directory_must_be_there_too(run) -> None:
    assert run(listed(类别="其他", 示范文本="附件/没有.docx"), "missing-form")
    assert run("类别: 指导目录\n---\n" + listed(空白表格="附件/没有.docx"), "missing-form")


@pytest.mark.parametrize("blank", ["'C:\\表.docx'", "/表.docx", "../表.docx", "附件\\表.docx", "''"])
def test_a_path_with_a_fault_is_told_by_its_own_rule_alone(blank: str, run) -> None:
    findings = run(listed(空白表格=blank, 示范文本=SAMPLE), "missing-form", "bad-reference")

    assert [finding.rule for finding in findings] == ["bad-reference"]


# missing-acceptance-standard


@pytest.mark.parametrize(
    "name", ["审查", "受理审核", "质量安全措施审查", "初审", "复核", "专家评审", "现场核查", "审批"]
)
def test_a_review_without_a_standard(name: str, messages) -> None:
    (message,) = messages("missing-acceptance-standard", {"业务流程": [{"环节": name, "岗位": "经办人"}]})

    assert message.startswith("业务流程第 1 项.审查标准 | ")


@pytest.mark.parametrize(
    "value",
    [
        {"业务流程": [{"环节": "审查", "审查标准": "齐全"}]},
        {"业务流程": [{"环节": "审查"}]},
        {"业务流程": [{"环节": name, "岗位": "经办人"} for name in ("申请", "受理", "决定", "制证", "送达", "公示")]},
        {"办事流程": [{"环节": "审查", "说明": "看材料"}]},
        asking(needed(受理标准="加盖公章")),
        asking(needed(必要性="非必要")),
        asking(needed(免提交="数据共享")),
    ],
)
def test_what_needs_no_standard_or_has_one(value: dict[str, Any], messages) -> None:
    assert not messages("missing-acceptance-standard", value)


def test_a_form_and_a_partly_waived_material_need_one(messages) -> None:
    assert messages("missing-acceptance-standard", asking(FORM))
    assert messages("missing-acceptance-standard", asking({**FORM, "受理标准": " "}))
    assert messages("missing-acceptance-standard", asking(needed(免提交="数据共享", 免提交范围=["省内"])))
    assert not messages("missing-acceptance-standard", asking(FORM), **DIRECTORY)


# odd-proof


@pytest.mark.parametrize(
    "name",
    [
        "非移民户证明", "派出所出具的母子关系证明", "亲属关系证明", "健在证明", "未婚证明", "单身证明",
        "无婚姻登记记录证明",
        "同一人证明", "曾用名证明", "出生日期证明", "社区居民委员会出具的居民财产状况证明", "居民养犬证明",
    ],
)  # fmt: skip
def test_proofs_of_the_public_lists(name: str, messages) -> None:
    assert messages("odd-proof", asking(needed(name)))
    assert messages("odd-proof", asking(needed(name, 依据=[{"条款": "第三条"}])))
    assert not messages("odd-proof", asking(needed(name, 依据=["《公证程序规则》第十八条"])))
    assert not messages("odd-proof", asking(needed(name, 免提交="告知承诺")))


@pytest.mark.parametrize(
    "name",
    ["无犯罪记录证明", "无房证明", "收入证明", "婚姻登记信息", "亲属关系公证书", "完税证明", "结婚证", "出生医学证明"],
)
def test_proofs_that_have_their_reasons(name: str, messages) -> None:
    assert not messages("odd-proof", asking(needed(name)))


# zero-copies


@pytest.mark.parametrize("copies", [None, {}, {"原件": 0}, {"原件": 0, "复印件": 0}])
def test_paper_of_which_nobody_wants_a_copy(copies: object, messages) -> None:
    assert messages("zero-copies", asking(needed(介质="纸质", 份数=copies)))
    assert messages("zero-copies", asking(needed(介质="纸质", 份数=copies, 免提交="数据共享", 免提交范围=["省内"])))
    assert not messages("zero-copies", asking(needed(介质="纸质", 份数=copies, 免提交="数据共享")))
    assert not messages("zero-copies", asking(needed(介质="纸质或电子", 份数=copies)))
    assert not messages("zero-copies", asking(needed(介质="电子", 份数=copies)))


@pytest.mark.parametrize("copies", [{"原件": 1}, {"复印件": 2}, {"原件": 0, "复印件": 1}, {"原件": "一"}])
def test_paper_with_copies(copies: object, messages) -> None:
    assert not messages("zero-copies", asking(needed(介质="纸质", 份数=copies)))


def test_a_directory_need_not_count_copies_but_may_not_count_none(messages) -> None:
    assert not messages("zero-copies", asking(needed(介质="纸质")), **DIRECTORY)
    assert messages("zero-copies", asking(needed(介质="纸质", 份数={"原件": 0})), **DIRECTORY)


# form-field-without-source


def form(name: str, source: str | None = "自行填写", *materials: dict[str, Any]) -> dict[str, Any]:
    return asking(*materials, 表单内容=[{"表单名称": "申请表", "字段": [{"名称": name, "数据来源": source}]}])


@pytest.mark.parametrize("source", [None, ""])
def test_a_field_that_names_no_source(source: str | None, messages) -> None:
    (message,) = messages("form-field-without-source", form("姓名", source))

    assert message.startswith("表单内容第 1 项.字段第 1 项.数据来源 | “申请表”的“姓名”没有写数据来源")
    assert messages("form-field-without-source", form("姓名", source), **DIRECTORY)


@pytest.mark.parametrize(
    "name",
    [
        "统一社会信用代码",
        "企业统一社会信用代码",
        "不动产权证书号",
        "社会保险缴费年限",
        "结婚证字号",
        "环评批复文号",
        "营业执照号",
    ],
)
def test_the_applicant_copies_what_a_department_has(name: str, messages) -> None:
    assert messages("form-field-without-source", form(name))
    assert not messages("form-field-without-source", form(name, "省某厅"))


def test_the_number_of_a_document_that_the_matter_itself_says_government_issues(messages) -> None:
    licence = held("建设用地规划许可证", 出具单位="规划局", 免提交="数据共享")

    (message,) = messages("form-field-without-source", form("用地规划许可证编号", "自行填写", licence))
    assert "请把数据来源改为规划局" in message
    assert not messages("form-field-without-source", form("施工许可证编号", "自行填写", licence))
    assert not messages(
        "form-field-without-source", form("合同编号", "自行填写", needed("合同", 来源渠道="申请人自备"))
    )


@pytest.mark.parametrize(
    "name",
    [
        "项目单位", "法定代表人", "建设项目名称", "拟建地址", "项目总投资", "注册资本", "公司名称", "住所", "联系电话",
        "公民身份号码", "居民身份证号码", "身份证号", "开户银行和账号", "家庭收入", "门牌号", "号", "工程编号",
    ],
)  # fmt: skip
def test_what_only_the_applicant_knows(name: str, messages) -> None:
    assert not messages("form-field-without-source", form(name, "自行填写", CARD))


# intermediary-unstated

MADE = needed("企业净资产审计报告", 来源渠道="中介机构出具")
SERVICE = {
    "名称": "审计",
    "成果": "审计报告",
    "时限": {"数值": 7, "单位": "工作日"},
    "收费": "由双方约定",
    "依据": ["《劳务派遣行政许可实施办法》第八条"],
}


@pytest.mark.parametrize(
    ("services", "said"),
    [
        ([], "却没有这一项"),
        ([{**SERVICE, "时限": None}], "没有写时限"),
        ([{**SERVICE, "收费": " "}], "没有写收费"),
        ([{**SERVICE, "依据": [""]}], "没有写依据"),
        ([{"名称": "审计"}], "没有写时限、收费、依据"),
        ([{**SERVICE, "成果": "日照分析报告", "名称": "企业中介服务"}], "却没有这一项"),
    ],
)
def test_what_an_intermediary_makes_without_saying_how(services: list[Any], said: str, messages) -> None:
    (message,) = messages("intermediary-unstated", asking(MADE, 中介服务=services))

    assert said in message


@pytest.mark.parametrize(
    "services",
    [
        [SERVICE],
        [{"名称": "审计"}, SERVICE],
        [{**SERVICE, "成果": "净资产报告", "名称": "某服务"}],
        [{**SERVICE, "成果": ""}],
    ],
)
def test_a_service_that_says_all(services: list[Any], messages) -> None:
    assert not messages("intermediary-unstated", asking(MADE, 中介服务=services))


def test_one_service_without_a_limit_is_told_once(messages) -> None:
    both = asking(MADE, needed("审计报告附注", 来源渠道="中介机构出具"), 中介服务=[{**SERVICE, "时限": None}])

    assert len(messages("intermediary-unstated", both)) == 1


def test_a_second_material_is_not_served_by_the_service_of_the_first(messages) -> None:
    value = asking(MADE, needed("日照分析报告", 来源渠道="中介机构出具"), 中介服务=[SERVICE])

    (message,) = messages("intermediary-unstated", value)
    assert "“日照分析报告”" in message


def test_a_directory_need_not_list_services(messages) -> None:
    assert not messages("intermediary-unstated", asking(MADE), **DIRECTORY)
    assert messages("intermediary-unstated", asking(MADE, 中介服务=[{"名称": "审计"}]), **DIRECTORY)


# one-card-conflict

TAGGED = {"改革标签": ["一证通办"], "服务对象": ["自然人"]}


@pytest.mark.parametrize("extra", [needed("居民户口簿"), FORM, needed("照片"), needed(适用情形=["省外"]), held()])
def test_more_than_the_card(extra: dict[str, Any], messages) -> None:
    (message,) = messages("one-card-conflict", asking(CARD, extra, **TAGGED))

    assert message.startswith("申请材料第 2 项.名称 | 标了一证通办，却还要交")


@pytest.mark.parametrize(
    "extra",
    [
        needed(免提交="数据共享"),
        needed(必要性="非必要"),
        needed("授权委托书", 适用情形=["委托他人"]),
        needed("护照"),
    ],
)
def test_no_more_than_the_card(extra: dict[str, Any], messages) -> None:
    assert not messages("one-card-conflict", asking(CARD, extra, **TAGGED))


def test_a_booklet_instead_of_the_card(messages) -> None:
    booklet = needed("居民户口簿", 任选组="身份")

    assert not messages("one-card-conflict", asking(CARD | {"任选组": "身份"}, booklet, **TAGGED))


def test_for_bodies_the_licence_is_the_card(messages) -> None:
    assert not messages("one-card-conflict", asking(held(), 改革标签=["一证通办"], 服务对象=["企业法人"]))
    assert messages("one-card-conflict", asking(held(), **TAGGED))


def test_what_could_be_done_with_one_card(messages) -> None:
    waived = needed(免提交="数据共享")
    person = {"服务对象": ["自然人", "企业法人"]}

    (message,) = messages("one-card-conflict", asking(CARD, waived, **person))
    assert message.startswith("改革标签 | ")
    assert not messages("one-card-conflict", asking(CARD, waived, **person), **DIRECTORY)
    assert not messages("one-card-conflict", asking(CARD, waived, 服务对象=["企业法人"]))
    assert not messages("one-card-conflict", asking(CARD, FORM, **person))
    assert not messages("one-card-conflict", asking(waived, **person))
    assert not messages("one-card-conflict", asking(**person))
    assert not messages("one-card-conflict", asking(CARD, waived, **person, 基本编码="33010040100Y"))
