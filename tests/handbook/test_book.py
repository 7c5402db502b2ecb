"""What stands in a Book: every value, in the order of a ministry's guide, in the right name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from handbook_pages import CATALOGS, Page, Value, expected, read
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.handbook.book import Book, Chapter, Fields, Group, Table
from catalog_tool.handbook.build import build
from catalog_tool.handbook.choosing import cancelled
from catalog_tool.handbook.editions.public import SECTIONS
from catalog_tool.handbook.reading import Node, scalar_text
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.handbook.values import values_of
from catalog_tool.handbook.wording import chinese_number, day, limit, situations
from catalog_tool.model import ONE_THING

Printed = Callable[..., Page]
MINISTRY = [
    "适用范围", "项目信息", "事项审查类型", "审批依据", "受理机构", "决定机构", "审批数量", "申请条件", "申请材料",
    "申请材料提交", "办理基本流程", "办理方式", "办结时限", "收费依据及标准", "审批结果", "结果送达",
    "申请人权利和义务", "咨询途径", "监督投诉渠道", "办公地址和时间", "公开查询", "申请材料示范文本",
]  # fmt: skip


def chapter_of(value: Value, manifest: Value | None = None, *others: Value) -> Chapter:
    return next(chapters(build(Contents(manifest or {}, [value, *others]), Choice())))


def chapters(book: Book) -> Any:
    return (chapter for part in book.parts for chapter in part.chapters)


def names(chapter: Chapter) -> list[str]:
    return [section.name for section in chapter.sections]


def section(chapter: Chapter, name: str) -> Any:
    return next(section.blocks for section in chapter.sections if section.name == name)


def pairs(blocks: Any) -> dict[str, Any]:
    found = {}
    for block in blocks:
        if isinstance(block, Fields):
            found.update({label: "\n".join(str(line) for line in cell) for label, cell in block.pairs})
        elif isinstance(block, Group):
            found.update(pairs(block.blocks))
    return found


def test_cases_merged_into_one_matter_lose_nothing(printed: Printed, merged: Value) -> None:
    page = printed(merged)
    assert [text for text in expected(merged) if not page.holds(text)] == []


def test_each_case_loses_nothing(printed: Printed, shared: Path) -> None:
    for path in sorted((shared / "data/cases").glob("*.yaml")):
        for value in read(path):
            if "办理场所" not in value:
                page = printed(value)
                assert [text for text in expected(value) if not page.holds(text)] == [], path.name


@pytest.mark.parametrize("folder", CATALOGS, ids=lambda folder: folder.name)
def test_a_whole_catalog_loses_nothing(printed: Printed, folder: Path) -> None:
    manifest = read_manifest(folder)
    values = [value for path in sorted(folder.rglob("*.yaml")) if path.name != "catalog.yaml" for value in read(path)]
    assert values
    page = printed(*values, manifest=manifest)
    assert [text for value in values for text in expected(value) if not page.holds(text)] == []
    for key in ("名称", "版本", "文号", "发布机构", "发布日期", "施行日期", "办理场所"):
        assert [text for text in expected(manifest.get(key, [])) if not page.holds(text)] == []


def read_manifest(folder: Path) -> Value:
    from catalog_tool.formats.yaml_reader import read_yaml

    return read_yaml((folder / "catalog.yaml").read_bytes(), "catalog.yaml", manifest=True).documents[0].value


def test_sections_stand_in_the_order_of_a_ministrys_guide(printed: Printed, merged: Value) -> None:
    page = printed(merged)
    titles = [title.partition("、") for title in page.sections]
    assert [number for number, _, _ in titles] == [chinese_number(index) for index in range(1, len(titles) + 1)]
    found = [name for _, _, name in titles if name in MINISTRY]
    assert found == [name for name in MINISTRY if name in found]
    assert {"项目信息", "审批依据", "申请材料", "办理基本流程", "办结时限", "办公地址和时间"} <= set(found)
    assert [name for name, _ in SECTIONS if name in MINISTRY] == MINISTRY


def test_what_nobody_filled_in_is_left_out() -> None:
    assert names(chapter_of({"主项名称": "户口迁移"})) == ["项目信息"]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"适用依据": []}, "审批依据"),
        ({"申请材料": []}, "申请材料"),
        ({"办理窗口": []}, "办公地址和时间"),
        ({"收费": {"收费": "否"}}, "收费依据及标准"),
        ({"受理条件": []}, "申请条件"),
        ({"办事流程": []}, "办理基本流程"),
        ({"特别程序": []}, "办理基本流程"),
        ({"审批结果": []}, "审批结果"),
        ({"表单内容": []}, "申请材料示范文本"),
        ({"常见问题": []}, "常见问题"),
        ({"服务对象": []}, "适用范围"),
        ({"咨询": []}, "咨询途径"),
        ({"数量限制": []}, "审批数量"),
    ],
)
def test_what_the_data_say_is_none_is_printed_as_none(printed: Printed, value: Value, name: str) -> None:
    assert name in names(chapter_of(value))
    assert "无" in printed(value).text.split(name, 1)[1]


def test_what_is_done_by_delegation_is_said_in_its_givers_name() -> None:
    value = {
        "主项名称": "第三类医疗器械经营许可",
        "权力来源": "上级委托",
        "权力来源机关": {"名称": "市市场监督管理局"},
        "实施主体": {"名称": "县市场监督管理局", "性质": "受委托组织"},
        "审批结果": {"名称": "许可证", "类型": "证照"},
    }
    chapter = chapter_of(value)
    decision = pairs(section(chapter, "决定机构"))
    assert decision["决定机构"] == "市市场监督管理局"
    assert "以市市场监督管理局的名义" in decision["说明"]
    assert pairs(section(chapter, "审批结果"))["作出名义"] == "市市场监督管理局"
    assert chapter.values["决定机构"] == "市市场监督管理局"
    assert chapter.values["受理机构"] == "县市场监督管理局"
    own = chapter_of({**value, "权力来源": "上级授权"})
    assert pairs(section(own, "决定机构")) == {"决定机构": "县市场监督管理局"}


def test_the_chain_says_who_accepts_and_who_decides() -> None:
    chain = [{"层级": "县级", "部门": "县局", "职责": ["受理"]}, {"层级": "省级", "部门": "省局", "职责": ["决定"]}]
    chapter = chapter_of({"实施主体": {"名称": "县局办公室"}, "审批链": chain})
    assert pairs(section(chapter, "受理机构"))["受理机构"] == "县局"
    assert pairs(section(chapter, "决定机构"))["决定机构"] == "省局"


def test_windows_take_what_they_lack_from_their_place() -> None:
    place = {"编号": "A", "名称": "行政服务中心", "地址": "一号路", "时间": "工作日", "电话": ["1", "2"]}
    value = {"主项名称": "甲", "办理窗口": [{"场所": "A", "时间": "每周二"}, {"场所": "B"}]}
    chapter = chapter_of(value, {"办理场所": [place]})
    (table,) = section(chapter, "办公地址和时间")
    assert isinstance(table, Table)
    assert table.rows[0] == (("行政服务中心",), ("一号路",), ("每周二",), ("1", "2"))
    assert table.rows[1][0] == ("B",)
    assert chapter.values["办理窗口.1.地址"] == "一号路"
    assert chapter.values["办理窗口.1.时间"] == "每周二"


def test_chapters_are_ordered_by_department_then_code() -> None:
    matters = [
        {"主管部门": "省公安厅", "基本编码": "2", "主项名称": "丙"},
        {"基本编码": "0", "主项名称": "无部门"},
        {"主管部门": "省公安厅", "基本编码": "1", "业务办理项编码": "12", "主项名称": "乙", "孙项名称": "二"},
        {"主管部门": "省公安厅", "基本编码": "1", "业务办理项编码": "11", "主项名称": "乙", "孙项名称": "一"},
        {"主管部门": "省供销社", "基本编码": "9", "主项名称": "甲"},
    ]
    one_things = [{"类别": ONE_THING, "名称": "开办企业", "编码": "3"}]
    book = build(Contents({}, matters, one_things), Choice())
    assert [part.title for part in book.parts] == ["省供销社", "省公安厅", "未注明主管部门", "一件事"]
    assert [chapter.title for chapter in book.parts[1].chapters] == ["乙（一）", "乙（二）", "丙"]
    assert book.parts[1].note == "共 2 项"
    keys = [chapter.key for chapter in chapters(book)]
    assert len(set(keys)) == len(keys)


def test_a_misspelt_or_misshapen_value_is_printed_all_the_same(printed: Printed) -> None:
    value = {"主项名称": "甲", "承诺时限": "五天", "办理时限": "三日", "申请材料": ["身份证", {"名称": {"怪": "形"}}]}
    page = printed(value)
    for text in ("承诺时限", "五天", "三日", "身份证", "形"):
        assert page.holds(text)


def test_the_regions_own_keys_are_for_its_templates_only(printed: Printed) -> None:
    value = {"主项名称": "甲", "x-内部": "不外传"}
    assert not printed(value).holds("不外传")
    assert chapter_of(value).values["x-内部"] == "不外传"


def test_cancelled_matters_are_left_out_unless_asked_for() -> None:
    gone = {"基本编码": "1", "主项名称": "甲", "状态": "取消", "取消日期": "2018-01-01"}
    later = {"基本编码": "2", "主项名称": "乙", "状态": "取消", "取消日期": "2019-01-01"}
    contents = Contents({"发布日期": "2018-06-01"}, [gone, later])
    assert [chapter.title for chapter in chapters(build(contents, Choice()))] == ["乙"]
    assert cancelled(contents, Choice()) == [gone]
    (chapter,) = chapters(build(contents, Choice(matter="1")))
    assert "已取消" in chapter.notice


def test_choices_narrow_the_book() -> None:
    matters = [
        {"基本编码": "1", "主项名称": "甲", "主管部门": "省公安厅", "实施主体": {"名称": "县公安局"}},
        {"基本编码": "2", "主项名称": "乙", "主管部门": "省民政厅"},
    ]
    contents = Contents({}, matters)
    for choice in (Choice(matter="1"), Choice(department="省公安厅"), Choice(department="县公安局")):
        assert [chapter.title for chapter in chapters(build(contents, choice))] == ["甲"]
    assert build(contents, Choice(matter="9")).parts == ()
    assert build(contents, Choice(date="2018-09-01")).date == "2018年9月1日"


def test_a_one_thing_computes_its_materials() -> None:
    def matter(code: str, *materials: Value) -> Value:
        return {"基本编码": code, "主项名称": f"事项{code}", "申请材料": list(materials)}

    identity = {"名称": "身份证", "类别": "证照", "必要性": "必要"}
    matters = [
        matter("1", identity, {"名称": "章程", "类别": "其他", "必要性": "必要"}),
        matter("2", identity, {"名称": "营业执照", "类别": "证照", "必要性": "必要", "来源事项": "1"}),
        matter("3", {"名称": "许可证", "类别": "证照", "必要性": "必要", "来源事项": "4"}),
        matter("4"),
    ]
    members = [
        {"基本编码": "2", "前置": ["1"]},
        {"基本编码": "1"},
        {"基本编码": "4", "适用情形": [{"行业": "食品"}]},
        {"基本编码": "3", "前置": ["4"]},
        {"名称": "银行开户", "办理单位": "自选银行", "性质": "金融机构", "前置": ["1"]},
        {"基本编码": "8"},
    ]
    thing = {"类别": ONE_THING, "名称": "开办企业", "编码": "9", "事项": members}
    book = build(Contents({}, matters, [thing]), Choice())
    chapter = book.parts[-1].chapters[0]
    (order,) = section(chapter, "所含事项")
    assert [row[1][0] if isinstance(row[1][0], str) else row[1][0].text for row in order.rows] == [
        "事项1（1）", "事项2（2）", "事项4（4）", "事项3（3）", "银行开户", "8",
    ]  # fmt: skip
    table, note = section(chapter, "申请材料")
    assert [row[1] for row in table.rows] == [("身份证",), ("章程",), ("许可证",)]
    used_for = table.rows[0][table.head.index("用于事项")]
    assert [line.text for line in used_for] == ["事项1", "事项2"]
    assert table.rows[2][table.head.index("用于事项")][1] == "一并办理事项4的不用提交"
    assert "8" in note.lines[0]


def test_members_in_a_circle_are_all_printed(printed: Printed) -> None:
    members = [{"基本编码": "1", "前置": ["2"]}, {"基本编码": "2", "前置": ["1"]}]
    page = printed({"类别": ONE_THING, "名称": "绕圈", "事项": members})
    assert page.holds("所含事项")


def test_values_stand_under_their_chinese_paths() -> None:
    value = {
        "行使层级": ["市级", "县级"],
        "办理时限": {"法定": {"说明": "无法定时限"}, "承诺": {"数值": 1, "单位": "月", "说明": "自次月起"}},
        "申请材料": [{"名称": "身份证", "份数": {"原件": 1, "复印件": 2}, "适用情形": [{"原因": "婚迁"}, "升学"]}],
        "适用依据": [{"名称": "《甲法》", "条款": "第一条"}],
        "生效日期": "2018-06-01",
        "情形": [],
    }
    values = values_of(value)
    assert values["行使层级"] == "市级、县级"
    assert values["办理时限.法定"] == "无法定时限"
    assert values["办理时限.承诺"] == "1 个月（自次月起）"
    assert values["办理时限.承诺.数值"] == "1"
    assert values["申请材料.1.份数"] == "原件 1 份、复印件 2 份"
    assert values["申请材料.1.适用情形"] == "原因为婚迁；或 升学"
    assert values["适用依据.1"] == "《甲法》第一条"
    assert values["生效日期"] == "2018年6月1日"
    assert values["情形"] == "无"


def test_small_wordings() -> None:
    assert [chinese_number(number) for number in (1, 10, 11, 20, 23, 99, 100)] == [
        "一", "十", "十一", "二十", "二十三", "九十九", "100",
    ]  # fmt: skip
    assert day("2018-05-02") == "2018年5月2日"
    assert day("近期") == "近期"
    assert limit(Node({"数值": 0, "说明": "当场办结"})) == "当场办结"
    assert limit(Node({"数值": 3, "单位": "天"})) == "3 天"
    assert limit(Node({"数值": "三", "单位": "工作日"})) == "三 工作日"
    assert situations(Node([{"原因": "婚迁", "地域": "省内"}, "升学"])) == "原因为婚迁，且地域为省内；或 升学"


PLAIN = st.recursive(
    st.none() | st.integers(0, 99) | st.text("甲乙<&\n", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("丙丁", max_size=2), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [
    "基本编码", "主项名称", "行使层级", "审批链", "权力来源", "权力来源机关", "实施主体", "适用依据", "申请材料",
    "情形", "办事流程", "业务流程", "办理时限", "表单内容", "特别程序", "收费", "审批结果", "办理窗口", "咨询",
    "权利救济", "常见问题", "前置事项", "中介服务", "事项", "申请表", "办理系统", "归档", "地方补充", "生效日期",
    "网办地址",
]  # fmt: skip


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), PLAIN))
def test_no_shape_stops_the_print_or_loses_a_value(printed: Printed, value: Value) -> None:
    page = printed(value)
    for text in scalars(value):
        assert page.holds(text)


def scalars(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in scalars(item)]
    if isinstance(value, list):
        return [text for item in value for text in scalars(item)]
    return [scalar_text(value)]
