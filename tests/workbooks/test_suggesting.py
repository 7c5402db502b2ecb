"""A proposed mapping reads as it is, says how each column was found, and loses none in silence."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.findings import CannotRun
from catalog_tool.formats.grids import Book, Grid, Value
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.own_workbooks import plain_tables
from catalog_tool.resources import Resources
from catalog_tool.standards import Standards
from catalog_tool.workbooks.elsewhere.mapping_reading import read_mapping
from catalog_tool.workbooks.elsewhere.reading import foreign
from catalog_tool.workbooks.elsewhere.suggesting import suggested
from catalog_tool.workbooks.picked import PickedUp


@cache
def packaged() -> Standards:
    found = Resources()
    return Standards(found.schemas, found.profile, found.profile_names, found.lexicon)


def proposed(*grids: Grid) -> str:
    standards = packaged()
    numbers = {"01": "行政许可", "20": "公共服务"}
    return suggested(
        Book("xlsx", list(grids)), plain_tables(standards), standards.lexicon.lists["headers"], numbers, "清单.xlsx"
    )


def plain(text: str) -> dict[str, Any]:
    found = read_yaml(text.encode("utf-8"), "对应.yaml", manifest=True)
    assert not found.refusals, text
    return found.documents[0].value


def taken(*grids: Grid) -> PickedUp:
    tables = plain_tables(packaged())
    return foreign(Book("xlsx", list(grids)), read_mapping(plain(proposed(*grids)), "对应.yaml", tables), "清单.xlsx")


ROWS: list[list[Value]] = [
    ["某县政务服务事项清单"],
    ["序号", "事项编码", "事项名称", "实施机关", "类别号", "办理时限", None, "服务对象", "联系电话", "申请材料"],
    [None, None, None, None, None, "法定", "承诺"],
    [
        1,
        "330101001000",
        "户口迁移",
        "县公安局",
        "01",
        "20个工作日",
        "即办",
        "个人、企业",
        "0574-1234567",
        "1.申请表\n2.身份证",
    ],
    [2, "330101002000", "采伐许可", "县林业局", "20", "无", "5天", "自然人", "0574-7654321", "1.申请表"],
]


def test_headers_are_found_below_a_title_and_in_two_rows() -> None:
    entry = plain(proposed(Grid("清单", ROWS)))["表"][0]
    columns = entry["产生"][0]["事项"]["列"]

    assert entry["标题行"] == ["2", "3"]
    assert columns["事项编码"] == "基本编码"
    assert columns["事项名称"] == ["主项名称", "子项名称"]
    assert columns["办理时限.法定"]["字段"] == "办理时限.法定"
    assert columns["服务对象"]["对照"] == {"个人": "自然人", "企业": "企业法人"}
    assert columns["联系电话"] == "咨询"


def test_each_line_says_how_it_was_found() -> None:
    text = proposed(Grid("清单", ROWS))

    assert "事项编码: 基本编码  # 常用的叫法；例：330101001000、330101002000" in text
    assert "# 序号:  # 例：1、2" in text
    assert "# 类别号:  # 例：01、20" in text
    assert "天: 自然日  # 请核对" in text


def test_it_reads_as_it_is() -> None:
    found = taken(Grid("清单", ROWS))

    assert not found.refusals
    assert found.documents[0].value["申请材料"] == [{"名称": "申请表"}, {"名称": "身份证"}]
    assert found.documents[0].value["办理时限"] == {"法定": {"数值": 20, "单位": "工作日"}, "承诺": {"数值": 0}}
    assert found.documents[0].value["服务对象"] == ["自然人", "企业法人"]


def test_types_by_number_are_proposed_to_be_looked_at() -> None:
    rows: list[list[Value]] = [["事项名称", "权力类型"], ["甲", "1"], ["乙", "99"], ["丙", "许可"]]
    text = proposed(Grid("清单", rows))

    assert plain(text)["表"][0]["产生"][0]["事项"]["列"]["权力类型"]["对照"] == {"1": "行政许可", "许可": "行政许可"}
    assert "对照:  # 按国家的类型编号，请核对" in text
    assert '#   "99":' in text


def test_a_matter_of_several_rows() -> None:
    rows: list[list[Value]] = [
        ["部门", "事项名称", "材料名称", "是否必要"],
        ["甲局", "一", "申请表", "是"],
        [None, None, "身份证", "否"],
        [None, "二", "申请表", "是"],
    ]
    entry = plain(proposed(Grid("清单", rows)))["表"][0]

    assert entry["向下填充"] == ["部门", "事项名称"]
    assert entry["产生"][0]["事项"]["键"] == ["部门", "事项名称"]
    found = taken(Grid("清单", rows))
    assert [len(document.value["申请材料"]) for document in found.documents] == [2, 1]
    assert found.documents[0].value["申请材料"][1] == {"名称": "身份证", "必要性": "非必要"}


def test_contents_speak_where_headers_do_not() -> None:
    rows: list[list[Value]] = [
        ["事项名称", "X1", "X2"],
        ["甲", "330101001000", "行政许可"],
        ["乙", "330101002000", "公共服务"],
    ]
    columns = plain(proposed(Grid("清单", rows)))["表"][0]["产生"][0]["事项"]["列"]

    assert (columns["X1"], columns["X2"]) == ("基本编码", "事项类型")
    assert "内容是基本编码；例：330101001000、330101002000  # 请核对" in proposed(Grid("清单", rows))


def test_sheets_alike_are_read_alike_and_others_told() -> None:
    rows: list[list[Value]] = [["事项名称", "实施机关"], ["甲", "县公安局"]]
    value = plain(text := proposed(Grid("公安", rows), Grid("林业", rows), Grid("说明", [["填表说明"]])))

    assert [entry["工作表"] for entry in value["表"]] == [["公安", "林业"]]
    assert "# 没有用上的工作表：说明" in text


def test_nothing_like_a_list_is_told() -> None:
    with pytest.raises(CannotRun, match="找不到像事项清单的表头"):
        proposed(Grid("", [["甲", "乙"], [1, 2]]))


HEADERS = st.one_of(
    st.sampled_from(
        [
        "事项名称", "事项编码", "实施机关", "部门", "材料名称", "材料类别", "数据项", "数据来源", "办理时限",
        "法定期限", "是否收费", "收费标准",
        "服务对象", "设定依据", "办理地点", "生效日期", "类型:", "#", "-", "'a",
    ]
    ),
    st.text(max_size=5),
    st.none(),
)  # fmt: skip
CELLS: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.sampled_from(["批文", "表格", "20个工作日", "即办", "是", "1.甲\n2.乙", "个人、企业", "#",
    "无", "20"]),
    st.sampled_from(['"', "甲: 乙"]), st.text(max_size=5), st.integers(0, 10**12), st.datetimes(),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(headers=st.lists(HEADERS, min_size=1, max_size=8), rows=st.lists(st.lists(CELLS, max_size=8), max_size=6))
def test_whatever_is_proposed_can_be_read(headers: list[str | None], rows: list[list[Value]]) -> None:
    grid = Grid("清单", [["事项名称", *headers], ["甲"], *rows])

    try:
        found = taken(grid)
    except CannotRun:
        # One word alone is no row of heads: then a person is asked for them.
        assert not any(headers)
        return
    assert isinstance(found, PickedUp)


def test_rows_of_totals_and_signatures_are_proposed_to_be_left_out() -> None:
    rows: list[list[Value]] = [["部门", "事项名称"], ["公安局", "甲"], ["小计", "1"], ["合 计", "1"], ["填表人：王五"]]
    text = proposed(Grid("甲", rows))
    assert "- {若: {部门: [小计, 合 计, 填表人：王五]}}" in text
    assert [document.value["主项名称"] for document in taken(Grid("甲", rows)).documents] == ["甲"]
