"""A mapping file is read strictly: whatever is wrong in it ends the run with a sentence that says where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.findings import CannotRun
from catalog_tool.workbooks.elsewhere.mapping import Mapping
from catalog_tool.workbooks.elsewhere.mapping_reading import read_mapping
from catalog_tool.workbooks.tables import Tables
from tests.workbooks.sheets import packaged_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return packaged_tables()


def one(columns: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A mapping of one sheet whose rows are matters."""
    return {"表": [{"产生": [{"事项": {"列": columns, **more}}]}]}


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({}, "没有写“表”"),
    ({"表": []}, "“表”是空的"),
    ({"表": "事项"}, "表第 1 项：应写成“名称: 内容”"),
    ({"表头": []}, "不认识“表头”，是不是“表”？"),
    ({"目录": {"区划代玛": "某县"}, "表": []}, "目录：不认识“区划代玛”，是不是“区划代码”？"),
    ({"表": [{"产生": []}]}, "没有写“产生”"),
    ({"表": [{"标题行": "一", "产生": []}]}, "“标题行”应是行号"),
    ({"表": [{"标题行": [3, 2], "产生": [{"事项": {"列": {"a": "备注"}}}]}]}, "从上到下写"),
    ({"表": [{"产生": [{"事情": {}}]}]}, "不认识“事情”"),
    ({"表": [{"产生": [{"申请材枓": {}}]}]}, "是不是“申请材料”？"),
    ({"表": [{"产生": [{"事项": {}, "申请材料": {}}]}]}, "每一项只写一种"),
    ({"表": [{"产生": [{"申请材料": {"列": {"a": "名称"}}}]}]}, "没有一张表产生“事项”"),
    (one({}), "没有写“列”"),
    (one({"a": "基本编玛"}), "没有字段“基本编玛”，是不是“基本编码”？"),
    (one({"a": "统一社会信用代码"}), "是不是“实施主体.统一社会信用代码”？"),
    (one({"a": "办理时限.法定"}), "“办理时限.法定”下面还有字段，请写 办理时限.法定.数值"),
    (one({"a": "申请材料"}), "要逐项写：请在“产生”里另加“- 申请材料: …”"),
    (one({"a": {"字段": "备注", "式样": "("}}), "不是正确的正则表达式"),
    (one({"a": {"字段": "办理时限.法定", "式样": "(?P<天数>.+)"}}), "“天数”不是“办理时限.法定”下面的字段"),
    (one({"a": {"字段": "事项类型", "对照": {"1": "行政许可证"}}}), "没有“行政许可证”这个值，是不是“行政许可”？"),
    (one({"a": {"字段": "备注", "分隔": ["、"]}}), "只有一项，不能“分隔”"),
    (one({"a": {"字段": "备注", "去序号": "是"}}), "要和“分隔”一起写"),
    (one({"a": {"字段": "备注", "其余": "丢掉"}}), "“其余”只写 照旧、退回、留空"),
    (one({"a": {"字段": "备注", "日期": "是"}}), "不是日期"),
    (one({"a": "备注"}, 固定={"状态": "使用"}), "“状态”没有“使用”这个值"),
    (one({"a": "备注"}, 若={"b": {"为空": "是"}}), "不认识“为空”"),
    (one({"a": "备注"}, 若={"b": {"空": "yes"}}), "只写 是 或 否"),
]


@pytest.mark.parametrize(("value", "sentence"), FAULTS)
def test_faults_are_told(tables: Tables, value: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CannotRun) as told:
        read_mapping(value, "对应.yaml", tables)

    assert sentence in str(told.value)
    assert str(told.value).startswith("对应关系 对应.yaml 的")
    assert str(told.value).endswith("。")


def test_items_of_another_sheet_must_say_whose_they_are(tables: Tables) -> None:
    matters = {"产生": [{"事项": {"键": ["部门", "名称"], "列": {"名称": "主项名称"}}}]}
    materials: dict[str, Any] = {"产生": [{"申请材料": {"列": {"材料": "名称"}}}]}

    with pytest.raises(CannotRun, match="请写“归属”"):
        read_mapping({"表": [matters, materials]}, "对应.yaml", tables)
    materials["产生"][0]["申请材料"]["归属"] = ["名称"]
    with pytest.raises(CannotRun, match="“归属”的列数要与“事项”的“键”一样多"):
        read_mapping({"表": [matters, materials]}, "对应.yaml", tables)


def test_packaged_mappings_are_right(resources: Any, tables: Tables) -> None:
    assert {"guangan", "guangdong", "hangzhou", "data-items"} <= set(resources.mapping_names)
    for name in resources.mapping_names:
        assert read_mapping(resources.mapping(name), name, tables).sheets


def test_a_name_that_is_no_mapping_is_told_with_those_there_are(resources: Any) -> None:
    with pytest.raises(CannotRun, match=r"没有自带的对应关系 guangan2，自带的有 .*guangan"):
        resources.mapping("guangan2")


WORDS = st.sampled_from(
    [
        "名称", "来源", "目录", "表", "工作表", "标题行", "止于", "可缺", "不读", "向下填充", "错位", "跳过",
        "产生", "事项", "一件事",
        "申请材料", "表单内容", "列", "键", "归属", "若", "固定", "改为", "字段", "留空", "对照", "式样",
        "其余", "分隔", "去序号",
        "日期", "基本编码", "主项名称", "办理时限.法定", "办理时限.法定.数值", "受理条件", "服务对象", "类别",
        "字段.名称", "是", "否", "空",
        "值", "不是", "无", "1", "[", "照旧", "退回", "(?P<数值>.)", "(?P<值>.)", "x-甲", "办理窗口", "发布日期",
    ]
)  # fmt: skip
PLAIN = st.recursive(
    st.one_of(WORDS, st.integers(0, 3), st.none(), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=12,
)


def outcome(value: Any, tables: Tables) -> str:
    try:
        found = read_mapping(value, "对应.yaml", tables)
    except CannotRun as told:
        return str(told)
    assert isinstance(found, Mapping)
    return "可用"


@given(value=st.dictionaries(WORDS, PLAIN, max_size=4), taken=PLAIN, product=st.dictionaries(WORDS, PLAIN, max_size=3))
def test_any_file_is_a_mapping_or_a_sentence(value: Any, taken: Any, product: Any) -> None:
    tables = packaged_tables()
    for each in (value, one({"甲": taken}), {"表": [{**value, "产生": [{"事项": product}]}]}):
        assert outcome(each, tables).endswith(("。", "可用"))
