"""What a flow chart shows, said by examples: who, in which order, which branches, what for the departments to sign."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from handbook_pages import read

from catalog_tool.handbook.book import Flow
from catalog_tool.handbook.flow import Page, chart_of, graph_of
from catalog_tool.handbook.flow.graph import Chart, Shape, Way
from catalog_tool.handbook.reading import Node

Value = dict[str, Any]

PUBLIC = [
    {"环节": "申请"},
    {"环节": "受理", "时限": {"数值": 1, "单位": "工作日"}, "产出文书": "受理通知书"},
    {"环节": "审查", "时限": {"数值": 5, "单位": "工作日"}},
    {"环节": "决定", "产出文书": "许可决定书"},
    {"环节": "送达"},
]


def matter(**more: Any) -> Value:
    return {
        "主项名称": "某某许可",
        "事项类型": "行政许可",
        "实施主体": {"名称": "县住建局"},
        "办事流程": PUBLIC,
        **more,
    }


def flow(value: Value, *, internal: bool = False, **more: Any) -> Flow:
    found = chart_of(Node(value), internal=internal, **more)
    assert found is not None
    return found


def graph(value: Value, *, internal: bool = False) -> Chart:
    found = graph_of(Node(value), internal=internal)
    assert found is not None
    return found[0]


def words(found: Flow) -> str:
    """All text of the drawings, run together."""
    return "".join("".join(ET.fromstring(drawing.svg).itertext()) for drawing in found.drawings)


def named(chart: Chart, name: str) -> int:
    (key,) = (key for key, box in chart.boxes.items() if box.texts[:1] == (name,))
    return key


def lines(chart: Chart) -> set[tuple[str, str, str]]:
    """Every arrow: from, to, its answer; forks and joins are both called 并行."""

    def name(key: int) -> str:
        box = chart.boxes[key]
        return "并行" if box.shape is Shape.BAR else box.texts[0]

    return {(name(edge.source), name(edge.target), edge.label) for edge in chart.edges}


def test_the_applicant_comes_first_and_the_body_does_the_rest() -> None:
    """申请 and 送达 are the applicant's, what names nobody is the body's."""
    chart = graph(matter())
    assert chart.lanes == ("申请人", "县住建局")
    assert {box.texts[0] for box in chart.boxes.values() if box.lane == "申请人"} == {"开始", "申请", "送达", "结束"}
    assert chart.boxes[named(chart, "审查")].texts == ("审查", "5 工作日")


def test_a_flow_begins_and_ends_in_terminators() -> None:
    chart = graph(matter(办事流程=[{"环节": "查询"}]))
    assert lines(chart) == {("开始", "查询", ""), ("查询", "结束", "")}
    assert chart.boxes[named(chart, "开始")].shape is Shape.TERMINAL


def test_no_branch_without_a_source() -> None:
    """Steps alone ask nothing: neither 补正 nor 不予受理 nor a refusal is made up."""
    chart = graph(matter())
    assert not [box for box in chart.boxes.values() if box.shape is Shape.DECISION]


def test_a_document_has_its_symbol_where_there_is_room_and_is_named_in_the_box_where_not() -> None:
    assert "<path" in flow(matter()).drawings[0].svg
    steps = [{"环节": f"审查{n}", "部门": f"第{n}局", "产出文书": f"意见书{n}"} for n in range(5)]
    crowded = flow(matter(办事流程=steps))
    assert "<path" not in crowded.drawings[0].svg
    assert "出具：意见书4" in words(crowded)


def test_not_accepted_is_asked_where_the_data_say_when() -> None:
    chart = graph(matter(不予受理情形=["不属于本机关职权范围"]))
    assert ("受理", "有无不予受理情形", "") in lines(chart)
    assert ("有无不予受理情形", "不予受理", "有") in lines(chart)
    assert ("有无不予受理情形", "审查", "无") in lines(chart)
    assert chart.boxes[named(chart, "不予受理")].shape is Shape.TERMINAL


def test_a_correction_leads_back_to_acceptance() -> None:
    """A step 补正 leaves the main line: the applicant does it, and it goes back."""
    steps = [*PUBLIC[:2], {"环节": "补正", "产出文书": "补正告知书"}, *PUBLIC[2:]]
    chart = graph(matter(办事流程=steps))
    assert ("材料是否齐全", "补正", "否") in lines(chart)
    assert ("材料是否齐全", "审查", "是") in lines(chart)
    assert ("补正", "受理", "") in lines(chart)
    assert ("受理", "补正", "") not in lines(chart)
    assert chart.boxes[named(chart, "补正")].lane == "申请人"


def test_a_correction_goes_back_to_where_it_says() -> None:
    steps = [*PUBLIC[:2], {"环节": "补正", "退回至": "申请"}, *PUBLIC[2:]]
    found = lines(graph(matter(办事流程=steps)))
    assert ("补正", "申请", "") in found
    assert ("补正", "受理", "") not in found


def test_a_correction_that_acceptance_speaks_of() -> None:
    told = [PUBLIC[0], {"环节": "受理", "说明": "材料不齐的，五日内一次性告知"}, *PUBLIC[2:]]
    chart = graph(matter(办事流程=told))
    assert ("材料是否齐全", "补正材料", "否") in lines(chart)
    assert chart.boxes[named(chart, "补正材料")].texts == ("补正材料", "一次性告知")


def test_a_refusal_gives_reasons_only_where_the_data_give_them() -> None:
    stated = graph(matter(不予批准情形=["不符合安全条件"]))
    assert ("是否准予许可", "不予许可", "否") in lines(stated)
    assert ("是否准予许可", "送达", "是") in lines(stated)
    assert stated.boxes[named(stated, "不予许可")].texts == ("不予许可", "说明理由")
    step = graph(matter(办事流程=[*PUBLIC[:4], {"环节": "不予许可", "产出文书": "不予许可决定书"}, PUBLIC[4]]))
    assert step.boxes[named(step, "不予许可")].texts == ("不予许可", "出具：不予许可决定书")


def test_a_step_that_may_end_either_way_is_no_branch() -> None:
    """受理或不予受理 accepts, 作出准予或者不予许可的决定 decides: both stay in the main line."""
    steps = [{"环节": "申请"}, {"环节": "受理或不予受理"}, {"环节": "作出准予或者不予许可的决定"}]
    found = lines(graph(matter(办事流程=steps)))
    assert ("申请", "受理或不予受理", "") in found
    assert ("有无不予受理情形", "作出准予或者不予许可的决定", "无") in found
    assert ("作出准予或者不予许可的决定", "结束", "") in found


def test_special_procedures_with_and_without_the_clock() -> None:
    """Dashed and said so where the clock stands still; each on the step that names it, else before the decision."""
    specials = [
        {"名称": "专家评审", "时限": {"数值": 30, "单位": "工作日"}, "计入时限": "否"},
        {"名称": "现场核查", "时限": {"数值": 2, "单位": "工作日"}, "计入时限": "是", "承担单位": "质安站"},
    ]
    steps = [PUBLIC[0], {"环节": "受理", "说明": "并安排现场核查"}, *PUBLIC[2:]]
    chart = graph(matter(办事流程=steps, 特别程序=specials))
    review, visit = (chart.boxes[named(chart, f"特别程序：{name}")] for name in ("专家评审", "现场核查"))
    assert (review.texts[1], review.stopped, review.owner) == ("30 工作日，不计入时限", True, named(chart, "审查"))
    assert (visit.texts[1:], visit.stopped) == (("承担：质安站", "2 工作日，计入时限"), False)
    assert visit.owner == named(chart, "受理")
    assert "stroke-dasharray" in flow(matter(特别程序=specials[:1])).drawings[0].svg
    assert "stroke-dasharray" not in flow(matter(特别程序=specials[1:])).drawings[0].svg


def test_a_special_procedure_that_no_step_could_hold_stands_without_a_line() -> None:
    value = matter(办事流程=[{"环节": "受理"}, {"环节": "办结"}], 特别程序=[{"名称": "听证"}])
    chart = graph(value)
    assert not [edge for edge in chart.edges if named(chart, "特别程序：听证") in (edge.source, edge.target)]
    assert "听证" in words(flow(value))


def test_steps_that_run_at_once_stand_between_a_fork_and_a_join() -> None:
    steps = [
        {"环节": "受理"},
        {"环节": "质量审查", "并行组": "审", "部门": "甲局"},
        {"环节": "人防审查", "并行组": "审", "部门": "乙办", "适用情形": [{"人防": "是"}]},
        {"环节": "决定"},
    ]
    chart = graph(matter(办事流程=steps))
    assert {
        ("并行", "质量审查", ""),
        ("并行", "人防审查", ""),
        ("质量审查", "并行", ""),
        ("人防审查", "并行", ""),
    } <= lines(chart)
    assert ("质量审查", "人防审查", "") not in lines(chart)
    assert chart.boxes[named(chart, "人防审查")].texts[1] == "适用情形：人防为是"


def test_who_is_consulted_stands_in_its_own_lane_and_signs() -> None:
    asked = {
        "部门": "县人防办",
        "时限": {"数值": 5, "单位": "工作日"},
        "确认": {"方式": "流程图签字", "日期": "2017-08-01"},
    }
    value = matter(业务流程=[{"环节": "审查", "部门": "县住建局", "征求意见部门": [asked, "县水利局"]}])
    found = graph_of(Node(value), internal=True)
    assert found is not None
    chart, signers = found
    assert chart.lanes == ("县住建局", "县人防办", "县水利局")
    assert signers == {"县住建局": "", "县人防办": "流程图签字，2017年8月1日", "县水利局": ""}
    assert [edge.both for edge in chart.edges if edge.way is Way.ASIDE] == [True, True]
    printed = words(flow(value, internal=True))
    assert "流程图签字，2017年8月1日" in printed
    assert "各部门对本流程图的确认" in printed
    assert "各部门对本流程图的确认" not in words(flow(value))


def test_more_than_a_page_holds_beside_a_step_is_named_in_it() -> None:
    """Twenty departments asked for an opinion do not make the chart illegible, and all of them sign."""
    many = [f"第{number}局" for number in range(20)]
    value = matter(业务流程=[{"环节": "征求意见", "征求意见部门": many}])
    found = flow(value, internal=True)
    assert "征求意见：第0局、第1局" in found.alt
    assert all(drawing.height <= Page().highest for drawing in found.drawings)
    known = graph_of(Node(value), internal=True)
    assert known is not None
    assert set(many) <= set(known[1])


def test_posts_and_offices_are_for_the_inside_only() -> None:
    value = matter(业务流程=[{"环节": "审查", "部门": "县住建局", "办理处室": "审批科", "岗位": "首席代表"}])
    del value["办事流程"]
    assert "审批科 · 首席代表" in words(flow(value, internal=True))
    assert "审批科" not in words(flow(value))


def test_each_edition_draws_its_own_flow_and_the_other_one_where_there_is_none() -> None:
    value = matter(业务流程=[{"环节": "内部审签"}])
    assert "内部审签" not in words(flow(value))
    assert "内部审签" in words(flow(value, internal=True))
    assert "申请" in words(flow(matter(业务流程=[]), internal=True))
    assert chart_of(Node({"主项名称": "无流程"}), internal=False) is None


def test_a_step_sent_back_has_its_line_and_says_so() -> None:
    steps = [*PUBLIC[:2], {"环节": "审查", "退回至": "受理"}, {"环节": "决定", "退回至": "没有的环节"}]
    chart = graph(matter(办事流程=steps))
    assert ("审查", "受理", "") in lines(chart)
    assert chart.boxes[named(chart, "决定")].texts[-1] == "退回至：没有的环节"
    assert [edge.way for edge in chart.edges].count(Way.BACK) == 1


def test_a_chain_of_levels_stands_around_the_link_of_the_own_level(shared: Path) -> None:
    """县受理 市转报 省审批: the 业务流程 is the county's link, the others come from the 审批链."""
    (value,) = read(shared / "data/cases/07b_县清单_转报.yaml")
    chart = graph(value, internal=True)
    assert lines(chart) == {
        ("开始", "受理初审", ""), ("受理初审", "转报", ""), ("转报", "审核、决定、发证", ""),
        ("审核、决定、发证", "送达", ""), ("送达", "结束", ""),
    }  # fmt: skip
    assert chart.lanes == ("象山县金融办", "宁波市金融办", "省金融办", "象山县行政服务中心")


def test_the_chain_says_who_does_a_step_that_names_nobody() -> None:
    links = [
        {"层级": "县级", "部门": "县金融办", "职责": ["受理"]},
        {"层级": "省级", "部门": "省金融办", "职责": ["决定"]},
    ]
    chart = graph(matter(审批链=links))
    assert chart.boxes[named(chart, "受理")].lane == "县金融办"
    assert chart.boxes[named(chart, "决定")].lane == "省金融办"


def test_a_matter_with_a_chain_and_no_steps_shows_the_chain() -> None:
    links = [
        {"层级": "镇级", "部门": "便民中心", "职责": ["收件", "受理"]},
        {"层级": "县级", "职责": ["决定"], "时限": {"数值": 3, "单位": "工作日"}},
    ]
    chart = graph({"主项名称": "救助", "审批链": links})
    assert ("收件、受理", "决定", "") in lines(chart)
    assert chart.lanes == ("便民中心", "县级")


def test_the_joint_approval_is_drawn_as_its_guide_has_it(shared: Path) -> None:
    """检验检测机构资质联合审批: the title with its limit, two reviews at once, one opinion."""
    (value,) = read(shared / "data/cases/03_一件事_检验检测机构资质联合审批.yaml")
    chart = graph(value, internal=True)
    assert chart.title == "检验检测机构资质联合审批（办结时限：25 工作日，不含专家评审时间）"
    assert chart.lanes == ("省行政服务中心", "省质监局", "省农业厅", "省环保厅")
    assert chart.boxes[named(chart, "提出意见")].lane == "省环保厅"
    assert chart.boxes[named(chart, "特别程序：专家评审")].stopped
    assert len([box for box in chart.boxes.values() if box.texts[:1] == ("材料审查",)]) == 2
    assert len(flow(value, internal=True).drawings) == 1


def test_a_one_thing_without_a_flow_shows_its_members_in_order(shared: Path) -> None:
    (value,) = read(shared / "data/cases/10_一件事_开办企业.yaml")
    found = graph_of(Node(value), internal=True, titles={"330101001000": "企业设立登记"})
    assert found is not None
    chart, signers = found
    assert {("企业设立登记", "公章刻制", ""), ("公章刻制", "银行开户", ""), ("企业设立登记", "银行开户", "")} <= lines(
        chart
    )
    assert ("开始", "公章刻制", "") not in lines(chart)
    assert ("银行开户", "结束", "") in lines(chart)
    assert list(signers) == ["县市场监督管理局", "县税务局", "县人力社保局"]


def test_members_that_wait_for_each_other_or_for_strangers_say_so() -> None:
    members = [{"名称": "甲", "前置": ["乙"]}, {"名称": "乙", "前置": ["甲", "330101001000"]}]
    found = words(flow({"名称": "某事", "事项": members}))
    assert "须先办好：乙" in found
    assert "须先办好：330101001000" in found


def test_the_title_says_the_promise_and_what_it_leaves_out() -> None:
    limits = {"承诺": {"数值": 8, "单位": "工作日"}, "法定": {"数值": 20, "单位": "工作日"}}
    hearing = [{"名称": "听证", "计入时限": "否"}]
    assert graph(matter(办理时限=limits)).title == "某某许可（办结时限：8 工作日）"
    assert graph(matter(办理时限=limits, 特别程序=hearing)).title == "某某许可（办结时限：8 工作日，不含听证时间）"
    assert graph(matter(办理时限={"法定": limits["法定"]})).title == "某某许可（法定办结时限：20 工作日）"
    assert graph(matter()).title == "某某许可流程图"


def test_many_steps_go_over_several_drawings_joined_by_circles() -> None:
    steps = [{"环节": f"环节{n}", "部门": f"第{n % 3}局"} for n in range(40)]
    found = flow(matter(办事流程=steps))
    page = Page()
    assert len(found.drawings) > 1
    assert all(drawing.width <= page.widest + 1 and drawing.height <= page.highest + 1 for drawing in found.drawings)
    assert found.drawings[0].svg.count("<circle") == 1
    assert found.drawings[1].svg.count("<circle") >= 1
    assert "（图 1，共" in words(found)


def test_a_very_long_text_moves_below_the_chart_whole() -> None:
    long = "审查意见" * 150
    found = words(flow(matter(办事流程=[{"环节": "审查", "产出": long}, {"环节": "决定"}])))
    assert "（见注1）" in found
    assert f"注1：产出：{long}" in found


def test_hostile_text_stays_text() -> None:
    hostile = '<script>alert(1)</script>{{ x }}#import "a" & \x1b[31m \u202e \uffff'
    value = matter(主项名称=hostile, 办事流程=[{"环节": hostile, "部门": hostile}])
    found = flow(value, family='x" onload="alert(1)')
    for drawing in found.drawings:
        root = ET.fromstring(drawing.svg)
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
            "svg", "g", "text", "rect", "polyline", "polygon", "path", "circle",
        }  # fmt: skip
        assert not {name for element in root.iter() for name in element.attrib} & {"style", "id", "onload", "class"}
        assert not set("\x1b\u202e\uffff") & set(drawing.svg)
    assert "<script>alert(1)</script>" in words(found).replace(" ", "")


def test_the_words_tell_the_whole_course() -> None:
    found = flow(matter(不予受理情形=["甲"], 办事流程=[*PUBLIC[:3], {"环节": "决定", "退回至": "审查"}]))
    assert "有无不予受理情形（县住建局），下一步：有：不予受理；无：审查。" in found.alt
    assert "下一步：结束；回到“审查”" in found.alt
    asked = flow(matter(办事流程=[{"环节": "审查", "征求意见部门": ["县水利局"]}]))
    assert "审查（县住建局），其间：县水利局提出意见，下一步：结束。" in asked.alt
    assert found.table is not None
    assert found.table.head == ("序号", "环节", "部门", "时限和文书", "下一步")
    assert [row[1] for row in found.table.rows][:2] == [("申请",), ("受理",)]


@pytest.mark.parametrize("internal", [False, True])
def test_the_same_data_give_the_same_drawing(*, internal: bool) -> None:
    value = matter(特别程序=[{"名称": "听证"}])
    assert flow(value, internal=internal) == flow(value, internal=internal)
