"""Rules about what is demanded though government has it, or demanded twice."""

from __future__ import annotations

from typing import Any

import pytest
from demands import CARD, asking, held, needed

# government-held-material


@pytest.mark.parametrize(
    "material",
    [
        held(),
        held(原件处理="核验退还"),
        held("居民户口簿", 出具单位="公安机关", 原件处理="核验退还"),
        held(来源渠道="其他", 出具单位="县公安局"),
        held(来源渠道="申请人自备", 出具单位="", 来源事项="330101001000"),
        held("居民身份证", 出具单位="公安机关", 原件处理="收取"),
        held("居民身份证", 出具单位="公安机关", 形式="原件和复印件", 原件处理="核验退还"),
        held(免提交="数据共享", 免提交范围=["省内"]),
        held(类别="批文"),
        held(类别="证明", 适用情形=["省外"]),
    ],
)
def test_what_government_has_is_still_demanded(material: dict[str, Any], messages) -> None:
    questions = [{"编号": "地域", "问题": "？", "选项": ["省内", "省外"]}]

    (message,) = messages("government-held-material", asking(material, 情形=questions))
    assert message.startswith("申请材料第 1 项.名称 | ")
    assert ("在免提交范围以外" in message) is ("免提交" in material)


@pytest.mark.parametrize(
    "material",
    [
        held(免提交="电子证照"),
        held(免提交="数据共享", 免提交范围=["省内", "省外"]),
        held(免提交="数据共享", 免提交范围=["省内"], 适用情形=["省内"]),
        held(免提交="数据共享", 免提交范围=["省内"], 未共享原因="省外数据"),
        held(未共享原因="涉密"),
        held(原件处理="收回"),
        held(必要性="非必要"),
        held(类别="其他"),
        held(类别="表格"),
        held("中标通知书", 来源渠道="其他", 出具单位="招标人"),
        held("验资报告", 来源渠道="中介机构出具", 出具单位="会计师事务所"),
        held("公证书", 来源渠道="其他", 出具单位="公证处"),
        held("社区意见", 来源渠道="其他", 出具单位="社区居民委员会"),
        held("学历证书", 来源渠道="其他", 出具单位="发证学校"),
        CARD,
    ],
)
def test_what_need_not_be_brought_or_is_not_of_government(material: dict[str, Any], messages) -> None:
    questions = [{"编号": "地域", "问题": "？", "选项": ["省内", "省外"]}]

    assert not messages("government-held-material", asking(material, 情形=questions))


def test_one_of_a_group_is_a_way_round(messages) -> None:
    deed, lease = held("不动产权证书", 任选组="住所"), needed("租赁合同", 任选组="住所", 来源渠道="申请人自备")
    booklet = held("居民户口簿", 出具单位="公安机关", 任选组="住所")

    assert not messages("government-held-material", asking(deed, lease))
    assert len(messages("government-held-material", asking(deed, booklet))) == 2


# own-output-demanded

OWN = held("建设工程规划许可证", 出具单位="住房和城乡建设主管部门")


@pytest.mark.parametrize(
    "value",
    [
        asking(OWN),
        asking(OWN | {"出具单位": "象山县住房和城乡建设局"}),
        asking(OWN | {"出具单位": "县住建局", "未共享原因": "其他", "类别": "其他"}),
        asking(needed("施工许可证", 类别="证照"), 审批结果={"名称": "建筑工程施工许可证", "类型": "证照"}),
        asking(needed("施工许可证", 类别="证照"), 审批结果=[{"名称": "决定书"}, {"名称": "建筑工程施工许可证"}]),
        asking(held("许可证", 来源事项="330100201000", 出具单位="有关部门"), 基本编码="330100201000"),
        asking(OWN | {"出具单位": "乡镇人民政府"}, 实施主体={"名称": "乐清市虹桥镇人民政府"}),
        asking(OWN | {"适用情形": ["新办"]}, 子项名称="施工许可证核发"),
    ],
)
def test_the_department_asks_for_its_own(value: dict[str, Any], messages) -> None:
    assert len(messages("own-output-demanded", value)) == 1


@pytest.mark.parametrize(
    "value",
    [
        asking(OWN | {"免提交": "部门核验"}),
        asking(OWN | {"原件处理": "收回"}),
        asking(OWN | {"必要性": "非必要"}),
        asking(OWN | {"类别": "表格"}),
        asking(OWN | {"未共享原因": "省外数据"}),
        asking(OWN | {"未共享原因": "法律规定交原件"}),
        asking(OWN | {"出具单位": "外省住房和城乡建设部门"}),
        asking(OWN | {"出具单位": "城乡供水企业"}),
        asking(OWN | {"来源渠道": "中介机构出具", "出具单位": "县住建局下属设计院"}),
        asking(OWN | {"出具单位": "公安机关"}),
        asking(OWN, 子项名称="施工许可证核发（变更）"),
        asking(OWN, 子项名称="施工许可", 孙项名称="补证"),
        asking(OWN, 子项名称="不动产转移登记"),
        asking(OWN | {"适用情形": [{"业务": "注销"}]}),
        asking(OWN | {"出具单位": "县公安局"}, 实施主体={"名称": "乐清市虹桥镇人民政府"}),
        asking(OWN, 实施主体={"名称": "象山县行政审批局"}),
        asking(CARD, 实施主体={"名称": "象山县公安局"}),
        asking(OWN | {"任选组": "甲"}, needed("承诺书", 任选组="甲", 免提交="告知承诺")),
    ],
)
def test_what_is_not_its_own_or_needed_again(value: dict[str, Any], messages) -> None:
    assert not messages("own-output-demanded", value)


# duplicate-material


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (needed("营业执照"), needed("执照")),
        (needed("身份证原件"), needed("居民身份证复印件")),
        (needed("合同"), needed("合 同")),
        (needed("合同", 任选组="甲"), needed("合同", 任选组="乙")),
        (needed("合同", 适用情形=["新办"]), needed("合同")),
        (needed("合同", 适用情形=["新办", "变更"]), needed("合同", 适用情形=["变更"])),
    ],
)
def test_one_material_listed_twice(first: dict[str, Any], second: dict[str, Any], messages) -> None:
    questions = [{"编号": "类", "问题": "？", "选项": ["新办", "变更"]}]

    (message,) = messages("duplicate-material", asking(first, needed("别的"), second, 情形=questions))
    assert message.startswith("申请材料第 3 项.名称 | ")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (needed("营业执照"), needed("母公司营业执照")),
        (needed("法定代表人身份证"), needed("经办人身份证")),
        (needed("合同", 任选组="甲"), needed("合同", 任选组="甲")),
        (needed("合同", 适用情形=["新办"]), needed("合同", 适用情形=["变更"])),
        (needed("合同", 适用情形=[{"类": "新办"}]), needed("合同", 适用情形=["变更"])),
        (needed("房产证"), needed("不动产权证书")),
    ],
)
def test_two_materials(first: dict[str, Any], second: dict[str, Any], messages) -> None:
    questions = [{"编号": "类", "问题": "？", "选项": ["新办", "变更"]}]

    assert not messages("duplicate-material", asking(first, second, 情形=questions))


def test_three_times_is_told_twice(messages) -> None:
    assert len(messages("duplicate-material", asking(needed("执照"), needed("营业执照"), needed("执照")))) == 2
