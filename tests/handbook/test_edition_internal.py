"""业务手册: what nobody filled in is 未填, 无 only where the data say so, and nothing is left out."""

from __future__ import annotations

from pathlib import Path

from edition_books import DIRECTORY, LOCAL, chapters, column, inside, pairs, said, section
from handbook_pages import CATALOGS, expected, read, squeezed

from catalog_tool.handbook.book import Flow, Group, Steps, Table

STEPS = [
    {"环节": "申请", "部门": "县局", "岗位": "收件人", "计入时限": "否"},
    {
        "环节": "受理",
        "部门": "县局",
        "岗位": "受理人",
        "时限": {"数值": 0},
        "审查标准": "齐全",
        "产出文书": "受理通知书",
    },
    {
        "环节": "审查",
        "部门": "县局",
        "办理处室": "许可科",
        "退回至": "受理",
        "征求意见部门": [
            {
                "部门": "省环保厅",
                "时限": {"数值": 5, "单位": "工作日"},
                "确认": {"方式": "流程图签字", "日期": "2017-08-01"},
            },
            "省农业厅",
        ],
    },
]


def titles(chapter) -> list[str]:
    return [each.name for each in chapter.sections]


def groups(item) -> dict[str, str]:
    return {block.title: said(block.blocks) for block in item.blocks if isinstance(block, Group)}


def test_the_order_is_that_of_a_working_manual() -> None:
    (chapter,) = chapters(
        "internal", {"主项名称": "甲", "业务流程": STEPS, "审批链": [{"层级": "县级", "职责": ["决定"]}]}
    )
    assert titles(chapter) == [
        "审批服务基础", "申请和收件", "办理流程", "特别程序", "征求意见", "产出文书", "岗位职责", "各级职责",
        "表单和数据来源", "办理流程图", "系统和归档", "对外公开",
    ]  # fmt: skip
    assert list(groups(section(chapter, "审批服务基础")))[:4] == ["事项名称和编码", "设定依据", "权力来源", "办理机构"]


def test_what_nobody_filled_in_is_said_and_none_is_none() -> None:
    value = {
        "主项名称": "甲",
        "适用依据": [],
        "申请材料": [],
        "不予受理情形": [],
        "收费": {"收费": "否"},
        "特别程序": [],
    }
    (chapter,) = chapters("internal", value)
    basics = groups(section(chapter, "审批服务基础"))
    assert basics["设定依据"] == "无"
    assert basics["不予受理情形"] == "无"
    assert basics["数量限制"] == "未填"
    assert pairs(section(chapter, "审批服务基础"))["基本编码"] == "未填"
    assert pairs(section(chapter, "审批服务基础"))["是否收费"] == "无（不收费）"
    assert groups(section(chapter, "申请和收件"))["申请材料和受理标准"] == "无"
    assert said(section(chapter, "特别程序").blocks) == "无"
    assert groups(section(chapter, "办理流程"))["业务流程"] == "未填"
    assert pairs(section(chapter, "系统和归档"))["保管期限"] == "未填"


def test_a_directory_is_asked_only_for_what_the_province_unifies() -> None:
    (chapter,) = chapters("internal", {"主项名称": "甲"}, manifest=DIRECTORY)
    asked = pairs(section(chapter, "审批服务基础"))
    assert asked["基本编码"] == "未填"
    assert "状态" not in asked
    assert "承诺办结时限" not in asked
    assert "系统和归档" not in titles(chapter)


def test_what_does_not_fit_the_matter_is_not_asked() -> None:
    own = {"主项名称": "甲", "权力来源": "法定本级行使", "办理形式": ["窗口办理"], "到现场次数": 1}
    (chapter,) = chapters("internal", own)
    assert "权力来源机关" not in pairs(section(chapter, "审批服务基础"))
    reached = pairs(section(chapter, "申请和收件"))
    assert "网办地址" not in reached
    assert reached["不宜网办原因"] == "未填"
    assert "未实现最多跑一次原因" not in reached
    given = {**own, "权力来源": "上级授权", "办理形式": ["网上办理"], "到现场次数": 2}
    (chapter,) = chapters("internal", given)
    assert pairs(section(chapter, "审批服务基础"))["权力来源机关"] == "未填"
    reached = pairs(section(chapter, "申请和收件"))
    assert (reached["网办地址"], reached["必须现场原因"], reached["未实现最多跑一次原因"]) == ("未填",) * 3


def test_steps_say_who_by_what_standard_and_what_is_issued() -> None:
    (chapter,) = chapters("internal", {"主项名称": "甲", "业务流程": STEPS})
    (steps,) = inside(section(chapter, "办理流程").blocks[:1], Steps)
    first, second, third = ({label: said(cell) for label, cell in step.details} for step in steps.steps)
    assert first == {"部门": "县局", "岗位": "收件人", "计入时限": "否"}
    assert second == {
        "部门": "县局", "岗位": "受理人", "时限": "当场办结", "审查标准": "齐全", "产出文书": "受理通知书",
    }  # fmt: skip
    assert (third["岗位"], third["时限"], third["审查标准"], third["产出文书"]) == ("未填",) * 4
    assert third["退回至"] == "受理"
    assert third["征求意见"] == "省环保厅（5 工作日）\n省农业厅"


def test_consultations_documents_and_posts_are_lists_of_their_own() -> None:
    (chapter,) = chapters("internal", {"主项名称": "甲", "业务流程": STEPS})
    (asked,) = inside(section(chapter, "征求意见").blocks, Table)
    assert [[said(cell) for cell in row] for row in asked.rows] == [
        ["审查", "省环保厅", "5 工作日", "流程图签字", "2017年8月1日"],
        ["审查", "省农业厅", "未填", "未填", "未填"],
    ]
    (issued,) = inside(section(chapter, "产出文书").blocks, Table)
    assert column(issued, "文书") == ["受理通知书"]
    (posts,) = inside(section(chapter, "岗位职责").blocks, Table)
    assert column(posts, "负责环节") == ["申请", "受理", "审查"]
    assert list(inside(section(chapter, "办理流程图").blocks, Flow))


def test_a_material_without_its_standard_is_a_gap() -> None:
    materials = [
        {"名称": "申请书", "类别": "表格", "必要性": "必要", "受理标准": "填写完整"},
        {"名称": "营业执照", "类别": "证照", "必要性": "必要", "依据": []},
    ]
    (chapter,) = chapters("internal", {"主项名称": "甲", "申请材料": materials})
    (table,) = inside(section(chapter, "申请和收件").blocks, Table)
    assert column(table, "受理标准") == ["填写完整", "未填"]
    assert column(table, "依据") == ["未填", "无"]


def test_it_decides_in_the_givers_name() -> None:
    value = {
        "主项名称": "甲",
        "权力来源": "同级委托",
        "权力来源机关": {"名称": "市局"},
        "权力来源依据": ["《委托书》"],
        "实施主体": {"名称": "县局"},
        "审批结果": {"名称": "许可证", "类型": "证照"},
    }
    (chapter,) = chapters("internal", value)
    found = pairs(section(chapter, "审批服务基础"))
    assert found["决定机构"] == "市局"
    assert found["作出名义"] == "市局"
    assert found["权力来源依据"] == "《委托书》"
    assert "《委托书》" not in groups(section(chapter, "审批服务基础"))["设定依据"]
    assert "以市局的名义" in found["说明"]


def test_a_misshapen_value_is_printed_and_not_called_missing() -> None:
    (chapter,) = chapters("internal", {"主项名称": "甲", "数量限制": {"怪": "形"}, "承诺": "五天"})
    assert "数量限制" not in groups(section(chapter, "审批服务基础"))
    assert "形" in said(section(chapter, "其他信息").blocks)
    assert "五天" in said(section(chapter, "其他信息").blocks)


def test_a_place_known_by_its_number_is_no_rest() -> None:
    places = [{"编号": "A", "名称": "行政服务中心", "地址": "一号路"}]
    (chapter,) = chapters(
        "internal", {"主项名称": "甲", "办理窗口": [{"场所": "A"}]}, manifest={**LOCAL, "办理场所": places}
    )
    (table,) = inside(section(chapter, "对外公开").blocks, Table)
    assert [said(cell) for cell in table.rows[0]] == ["1", "行政服务中心", "一号路", "未填", "未填", "未填", "未填"]
    assert "其他信息" not in titles(chapter)


def test_what_only_a_drawing_shows_is_printed_as_text_too() -> None:
    for edition in ("public", "internal"):
        (chapter,) = chapters(edition, {"主项名称": "甲", "牵头部门": "县局", "事项": [{"名称": "开户", "怪": "形"}]})
        assert "开户" in said([each for each in chapter.sections if each.name != "办理流程图"])


def test_nothing_of_the_guides_is_lost() -> None:
    for folder in CATALOGS[:3]:
        values = [v for path in sorted(folder.rglob("*.yaml")) if path.name != "catalog.yaml" for v in read(path)]
        text = squeezed(said(chapters("internal", *values, manifest=LOCAL)))
        assert [each for value in values for each in expected(value) if squeezed(each) not in text] == []


def test_nothing_of_the_cases_is_lost(shared: Path) -> None:
    for path in sorted((shared / "data/cases").glob("*.yaml")):
        for value in read(path):
            if "办理场所" not in value:
                text = squeezed(said(chapters("internal", value)))
                assert [each for each in expected(value) if squeezed(each) not in text] == [], path.name
