"""Rules about fees, results, remedies, audiences and what must not be published: boundaries and lawful cases."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.context import Context, Lexicon
from catalog_tool.domain.identity_numbers import is_identity_number
from catalog_tool.model import Matter
from catalog_tool.rules import all_rules


def matter(**fields: Any) -> dict[str, Any]:
    return {"基本编码": "330100201000", "事项类型": "行政许可", "行使层级": ["县级"], **fields}


# Fee, result, remedy, audience


@pytest.mark.parametrize(
    ("fee", "hits"),
    [
        ({"收费": "是"}, 1),
        ({"收费": "是", "项目": [{}]}, 1),
        ({"收费": "是", "项目": [{"名称": "甲", "标准": "无", "依据": ["某文"]}]}, 1),
        ({"收费": "是", "项目": [{"名称": "甲", "标准": "每件 80 元", "依据": [{"名称": ""}]}]}, 1),
        ({"收费": "是", "项目": [{"名称": "甲", "标准": [{"金额": 0}], "依据": [{"文号": "财税〔2016〕79号"}]}]}, 0),
        ({"收费": "否", "项目": [{"名称": "甲"}]}, 1),
        ({"收费": "否"}, 0),
        ({"收费": "也许", "项目": [{"名称": "甲"}]}, 0),
        ({}, 0),
        ("是", 0),
    ],
)
def test_fees(fee: object, hits: int, messages) -> None:
    assert len(messages("fee-conflict", matter(收费=fee))) == hits


def test_a_directory_may_leave_the_fee_to_the_regions(messages) -> None:
    left = matter(收费={"收费": "是"}, 地方自定=["收费.项目"])

    assert not messages("fee-conflict", left, 类别="指导目录")
    assert messages("fee-conflict", left)


SAMPLED = {"样本": "附件/样本.docx", "有效期": "长期"}


@pytest.mark.parametrize(
    ("result", "hits"),
    [
        ({"名称": "施工许可证", "类型": "证照", **SAMPLED}, 0),
        ({"名称": "施工许可证", "类型": "证照", "样本": "附件/样本.docx", "有效期": "无"}, 0),
        ({"名称": "施工许可证", "类型": "证照", "样本": "附件/样本.docx"}, 1),
        ({"名称": "施工许可证", "类型": "证照", "有效期": "长期"}, 1),
        ({"名称": "施工许可证（正本）", "类型": "批文"}, 1),
        ({"名称": "完税凭证", "类型": "证明"}, 0),
        ({"名称": "无违法犯罪证明", "类型": "证明"}, 0),
        ({"名称": "不动产登记证明", "类型": "证照", **SAMPLED}, 0),
        ({"名称": "关于同意的批复", "类型": "证照", **SAMPLED}, 1),
        ({"名称": "营业执照", "类型": "其他"}, 1),
        ({"名称": "无", "类型": "无"}, 0),
        ({"名称": "无", "类型": "证照"}, 1),
        ({"名称": "临时救助金", "类型": "其他"}, 0),
        ({"名称": ["甲"], "类型": 5}, 0),
    ],
)
def test_results(result: dict[str, Any], hits: int, messages) -> None:
    assert len(messages("result-conflict", matter(审批结果=result))) == hits
    assert len(messages("result-conflict", matter(审批结果=[result, result]))) == 2 * hits


def test_a_directory_needs_neither_sample_nor_validity(messages) -> None:
    assert not messages("result-conflict", matter(审批结果={"名称": "施工许可证", "类型": "证照"}), 类别="指导目录")


@pytest.mark.parametrize("kind", ["行政许可", "行政确认", "行政给付", "行政奖励", "行政裁决", "其他行政权力"])
def test_decisions_can_be_contested(kind: str, messages) -> None:
    one = matter(事项类型=kind, 监督投诉="12345", 权利救济={"行政诉讼": "某法院", "行政复议": "无"})
    (message,) = messages("missing-remedy", one)

    assert "行政复议" in message
    assert "和" not in message.partition("没有写")[2].partition("；")[0]
    assert messages("missing-remedy", matter(事项类型=kind, 监督投诉="12345"))


@pytest.mark.parametrize(
    "value",
    [
        matter(事项类型="公共服务", 监督投诉="12345"),
        matter(事项类型="审核转报", 监督投诉="12345"),
        matter(监督投诉="12345", 状态="取消"),
        matter(监督投诉="12345", 基本编码="33060014200Y"),
        matter(),
    ],
)
def test_what_needs_no_remedy(value: dict[str, Any], messages) -> None:
    assert not messages("missing-remedy", value)


@pytest.mark.parametrize(
    ("audience", "themes", "hits"),
    [
        (["自然人"], {"自然人": ["户籍"]}, 0),
        (["自然人"], {"法人": ["设立"]}, 1),
        (["自然人"], {"自然人": ["户籍"], "法人": []}, 0),
        (["企业法人"], {"自然人": ["户籍"], "法人": ["设立"]}, 1),
        (["其他组织"], {"法人": ["设立"]}, 0),
        (["自然人", "企业法人"], {"法人": ["设立"]}, 0),
        ([], {"法人": ["设立"]}, 0),
        (["自然人"], {}, 0),
    ],
)
def test_audience_and_life_events(audience: list[str], themes: dict[str, Any], hits: int, messages) -> None:
    assert len(messages("audience-conflict", matter(服务对象=audience, 主题=themes))) == hits


# Private data

IDENTITY = "11010119900307002X"


def test_identity_numbers_need_province_date_and_check_digit() -> None:
    assert is_identity_number(IDENTITY)
    assert is_identity_number(IDENTITY.lower())
    assert is_identity_number("110101-19900307-002X")
    assert not is_identity_number("110101199003070021")
    assert not is_identity_number("990101199003070020")
    assert not is_identity_number("110101199013070029")
    assert not is_identity_number("91110000600037341L")
    # A credit code of digits alone whose digits would do for a person born in 2010.
    assert not is_identity_number("113302201010081245")


@pytest.mark.parametrize(
    "value",
    [
        matter(备注=f"见 {IDENTITY}。"),
        matter(业务流程=[{"环节": "审查", "岗位": f"张某 {IDENTITY}"}]),
        matter(**{"x-甲": [[{"乙": f"号码{IDENTITY}"}]]}),
        matter(备注="张三１１０１０１１９９００３０７００２Ｘ"),
        matter(备注="身份证 110101 19900307 002X"),
        matter(常见问题=[{"问": "找谁", "答": "打138-0057-1234"}]),
        matter(备注="经办人手机 138 0057 1234"),
        matter(备注="经办人手机１３８－００５７－１２３４"),
        matter(备注="经办人手机 1380-057-1234"),
        matter(备注="打 013800571234 找张某"),
        matter(咨询={"电话": "013800571234"}),
        matter(咨询={"电话": "0574-13800571234"}),
        matter(咨询={"电话": "138—0057—1234"}),
        matter(咨询={"电话": "8613800571234"}),
        matter(咨询="138 0057 1234"),
        matter(办理窗口=[{"名称": "甲", "电话": ["13800571234"]}]),
        matter(常见问题=[{"问": "找谁", "答": "打13800571234"}]),
    ],
)
def test_what_must_not_be_published(value: dict[str, Any], messages) -> None:
    (message,) = messages("private-data", value)

    assert IDENTITY not in message
    assert "13800571234" not in message


@pytest.mark.parametrize(
    "value",
    [
        matter(实施编码="11330225003012349P4330100201000"),
        matter(备注="代码 330225201807250012，账号 6222021234567890123"),
        matter(备注="账号 6222 1380 5711 2345 678，卡号 1380 0571 1234 5678"),
        matter(备注="项目代码 2018-330225-13-03-800571-000，文号 150-2018-3000-12"),
        matter(基本编码="013800571234", 备注="1990-2018 年，15002018 元，1800 2018 3000 元"),
        matter(备注="统一社会信用代码 91330225138005712X，11330225003012349P"),
        matter(咨询="0574-65710000、400-138-0057、010-13800571"),
        matter(实施编码="１１３３０２２５００３０１２３４９Ｐ４３３０１００２０１０００"),
        matter(业务流程=[{"环节": "审查", "岗位": "张某 13800571234"}]),
        matter(表单内容=[{"表单名称": "甲", "字段": [{"名称": "手机", "填写要求": "如 13800571234"}]}]),
        matter(**{"x-经办人": "13800571234"}),
        matter(办理窗口=[{"场所": "DB", "电话": "13800571234"}], 咨询="13800571234"),
        matter(办理窗口=[{"名称": "沙塘湾村代办点", "电话": "13800571234"}]),
        matter(咨询="0574-65710000"),
    ],
)
def test_what_may_be_published(value: dict[str, Any], messages) -> None:
    assert not messages("private-data", value, 办理场所=[{"编号": "DB", "类型": "村社代办点"}])


def test_of_a_matter_with_other_windows_the_channels_are_no_agents(messages) -> None:
    windows = [{"名称": "沙塘湾村代办点", "电话": "13800571234"}, {"名称": "象山县行政服务中心"}]

    assert len(messages("private-data", matter(办理窗口=windows, 咨询="13800571235"))) == 1


def test_in_a_village_list_agents_are_everywhere(messages) -> None:
    assert not messages("private-data", matter(咨询="13800571234"), 层级="村级")
    assert messages("private-data", matter(备注=IDENTITY), 层级="村级")


def test_a_result_without_its_list_is_only_asked_for_what_it_needs(resources) -> None:
    rule = next(rule for rule in all_rules() if rule.name == "result-conflict")
    context = Context({}, resources.profile("zhejiang"), Lexicon())

    assert not list(rule.check(Matter(matter(审批结果={"名称": "营业执照", "类型": "其他"})), context))
