"""Workbooks from elsewhere by a mapping: merged cells, two rows of headers, blanks, odd values, what is left out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books.reading import read_book
from catalog_tool.formats.grids import Book, Grid, Value
from catalog_tool.model import Kind
from catalog_tool.workbooks.elsewhere.mapping_reading import read_mapping
from catalog_tool.workbooks.elsewhere.reading import foreign
from catalog_tool.workbooks.picked import PickedUp
from catalog_tool.workbooks.tables import Tables
from tests.workbooks.sheets import packaged_tables

NAMES = "{事项名称: [主项名称, 子项名称]}"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return packaged_tables()


def read(tables: Tables, mapping: str, *grids: Grid) -> PickedUp:
    value = yaml.load(mapping, Loader=yaml.BaseLoader)
    return foreign(Book("xlsx", list(grids)), read_mapping(value, "对应.yaml", tables), "清单.xlsx")


def sheet(*rows: list[Value], merged: tuple[tuple[int, int, int, int], ...] = (), name: str = "清单") -> Grid:
    return Grid(name, [list(row) for row in rows], merged)


def values(found: PickedUp) -> list[dict[str, Any]]:
    return [document.value for document in found.documents]


def problems(found: PickedUp) -> list[tuple[str, str]]:
    return [(refusal.place.cell, refusal.args["problem"]) for refusal in (*found.refusals, *found.stray)]


def test_a_title_above_the_headers_and_a_total_below(tables: Tables) -> None:
    found = read(
        tables,
        "表: [{止于: 合计, 跳过: [{若: {编码: {空: 是}}}], 产生: [{事项: {列: {编码: 基本编码, 名称: 主项名称}}}]}]",
        sheet(["某县清单"], ["编码*", " 名 称 "], ["330101001000", "甲"], [None, "小计"], ["合计", 1], ["", "又及"]),
    )

    assert values(found) == [{"基本编码": "330101001000", "主项名称": "甲"}]
    assert found.notes == ["“清单”按“跳过”略去 1 行", "“清单”第 5 行是“止于”写明的结尾，其后 1 行没有读"]
    assert found.documents[0].place(("主项名称",)).cell == "B3"
    assert found.documents[0].place(("受理条件",)).cell == "A3"


def test_two_rows_of_headers(tables: Tables) -> None:
    columns = "事项: 主项名称, 期限.法定: 办理时限.法定.数值, 期限.承诺: 办理时限.承诺.数值"
    mapping = f"表: [{{标题行: [1, 2], 产生: [{{事项: {{列: {{{columns}}}}}}}]}}]"
    rows: list[list[Value]] = [["事项", "期限", None], [None, "法定", "承诺"], ["甲", 20, 5.0]]
    limits = {"法定": {"数值": 20}, "承诺": {"数值": 5}}

    for merged in ((), ((1, 1, 2, 1), (1, 2, 1, 3))):
        assert values(read(tables, mapping, sheet(*rows, merged=merged))) == [{"主项名称": "甲", "办理时限": limits}]


MATERIALS = """
表:
  - 向下填充: [部门, 事项名称]
    产生:
      - 事项: {键: [部门, 事项名称], 列: {部门: 主管部门, 事项名称: 主项名称}}
      - 申请材料: {列: {材料: 名称}}
"""


def test_blank_means_the_same_as_above_until_what_stands_before_changes(tables: Tables) -> None:
    found = read(
        tables,
        MATERIALS,
        sheet(["部门", "事项名称", "材料"], ["甲局", "一", "申请表"], [None, None, "身份证"], ["乙局", None, "执照"]),
    )

    assert values(found) == [
        {"主管部门": "甲局", "主项名称": "一", "申请材料": [{"名称": "申请表"}, {"名称": "身份证"}]},
        {"主管部门": "乙局", "申请材料": [{"名称": "执照"}]},
    ]
    assert found.documents[0].place(("申请材料", 1, "名称")).cell == "C3"
    assert found.documents[0].place(("申请材料", 1, "必要性")).cell == "C3"


def test_merged_cells_stand_for_all_their_rows(tables: Tables) -> None:
    mapping = MATERIALS.replace("向下填充: [部门, 事项名称]", "标题行: 1")
    rows: list[list[Value]] = [
        ["部门", "事项名称", "材料"],
        ["甲局", "一", "申请表"],
        [None, None, "身份证"],
        [None, "二", "执照"],
    ]
    found = read(tables, mapping, sheet(*rows, merged=((2, 1, 4, 1), (2, 2, 3, 2))))

    assert [(value["主管部门"], value["主项名称"], len(value["申请材料"])) for value in values(found)] == [
        ("甲局", "一", 2),
        ("甲局", "二", 1),
    ]
    assert found.documents[1].place(("主管部门",)).cell == "A2"


def test_a_row_of_nobody_is_refused(tables: Tables) -> None:
    mapping = MATERIALS.replace("向下填充: [部门, 事项名称]", "标题行: 1")
    found = read(tables, mapping, sheet(["部门", "事项名称", "材料"], ["甲局", "一", "表"], [None, None, "身份证"]))

    assert [cell for cell, _ in problems(found)] == ["C3"]
    assert "向下填充" in problems(found)[0][1]


def test_items_of_another_sheet(tables: Tables) -> None:
    mapping = """
表:
  - {工作表: 事项, 产生: [{事项: {列: {编码: 基本编码}}}]}
  - {工作表: "2", 产生: [{申请材料: {归属: [事项编码], 键: [材料], 列: {材料: 名称, 份数: 份数.原件}}}]}
"""
    matters = sheet(["编码"], ["010200000001"], ["330101001000"], name="事项")
    materials = sheet(
        ["事项编码", "材料", "份数"],
        ["010200000001", "表", 1],
        ["010200000001", "表", 2],
        [10200000001, "身份证", 1],
        ["330101009000", "执照", 1],
        name="材料",
    )
    found = read(tables, mapping, matters, materials)

    assert values(found)[0]["申请材料"] == [{"名称": "表", "份数": {"原件": 1}}]
    assert [(place, "前面已读到" in why) for place, why in problems(found)] == [
        ("C3", True),
        ("A4", False),
        ("A5", False),
    ]
    assert found.held == {0}
    assert found.stated[Kind.MATTER].lists == {("申请材料",): {("名称",), ("份数", "原件")}}


def test_values_are_understood_as_written(tables: Tables) -> None:
    mapping = r"""
表:
  - 产生:
      - 事项:
          列:
            名称: 主项名称
            类型: {字段: 事项类型, 对照: {"1": 行政许可}}
            对象: {字段: 服务对象, 分隔: [、, ；], 对照: {个人: 自然人}}
            期限:
              字段: 办理时限.法定
              式样: '(?P<数值>\d+)(?P<单位>天|工作日)'
              对照: {即办: {数值: 0}, 天: 自然日}
              留空: [无]
            条件: {字段: 受理条件, 分隔: ["；"], 去序号: 是}
            日期: {字段: 生效日期, 日期: 是}
          固定: {状态: 在用, 行使层级: [县级], 到现场次数: "0"}
      - 申请材料: {列: {材料: {字段: 名称, 分隔: ["\n", ；], 去序号: 是}}}
"""
    head: list[Value] = ["名称", "类型", "对象", "期限", "条件", "日期", "材料"]
    found = read(
        tables,
        mapping,
        sheet(
            head,
            [
                "甲",
                1,
                "个人、企业法人",
                "20工作日",
                "1.年满十八岁；（2）1.5 米以上",
                "2018年5月1日",
                "1、表\n2、身份证；照片",
            ],
            ["乙", "公共服务", "个人", "即办", None, datetime(2018, 5, 1), ["表", "证"]],  # noqa: DTZ001 — a cell has no zone
            ["丙", None, None, "3天", None, 20180501, None],
            ["丁", None, None, "尽快", None, "五月", None],
        ),
    )
    same = {"状态": "在用", "行使层级": ["县级"], "到现场次数": 0}

    assert values(found)[:3] == [
        {
            "主项名称": "甲",
            "事项类型": "行政许可",
            "服务对象": ["自然人", "企业法人"],
            "办理时限": {"法定": {"数值": 20, "单位": "工作日"}},
            "受理条件": ["年满十八岁", "1.5 米以上"],
            "生效日期": "2018-05-01",
            "申请材料": [{"名称": "表"}, {"名称": "身份证"}, {"名称": "照片"}],
            **same,
        },
        {
            "主项名称": "乙",
            "事项类型": "公共服务",
            "服务对象": ["自然人"],
            "办理时限": {"法定": {"数值": 0}},
            "生效日期": "2018-05-01",
            "申请材料": [{"名称": "表"}, {"名称": "证"}],
            **same,
        },
        {"主项名称": "丙", "办理时限": {"法定": {"数值": 3, "单位": "自然日"}}, "生效日期": "2018-05-01", **same},
    ]
    assert [cell for cell, _ in problems(found)] == ["D5", "F5"]


def test_codes_that_became_numbers_are_refused(tables: Tables) -> None:
    credit = "{字段: 实施主体.统一社会信用代码, 留空: [无]}"
    mapping = f"表: [{{产生: [{{事项: {{列: {{编码: 基本编码, 名称: 主项名称, 信用: {credit}}}}}}}]}}]"
    found = read(
        tables, mapping, sheet(["编码", "名称", "信用"], [330101001000, "甲", "无"], ["330101002000", "乙", 1.2e17])
    )

    assert [(cell, "不是文本" in why) for cell, why in problems(found)] == [("A2", True), ("C3", True)]
    assert [refusal.document for refusal in found.refusals] == [0, 1]
    assert len(found.documents) == 2


def test_a_column_in_two_texts_is_a_conflict_and_in_two_lists_a_list(tables: Tables) -> None:
    found = read(
        tables,
        "表: [{产生: [{事项: {键: [编码], 列: {编码: 基本编码, 名称: 主项名称, 条件: 受理条件}}}]}]",
        sheet(["编码", "名称", "条件"], ["甲", "一", "成年"], ["甲", "二", "住本县"], ["甲", "一", "成年"]),
    )

    assert values(found) == [{"基本编码": "甲", "主项名称": "一", "受理条件": ["成年", "住本县"]}]
    assert [cell for cell, _ in problems(found)] == ["B3"]


def test_a_missing_header_is_told_with_those_there_are(tables: Tables) -> None:
    mapping = "表: [{产生: [{事项: {列: {编码: 基本编码, 名称: 主项名称}}}]}]"
    with pytest.raises(CannotRun, match=r"没有这些表头：名称；有的是：编码、事项名。请在 对应\.yaml 里改"):
        read(tables, mapping, sheet(["编码", "事项名"], ["1", "2"]))

    assert (
        len(
            read(tables, mapping.replace("产生", "可缺: [名称], 产生"), sheet(["编码", "事项名"], ["1", "2"])).documents
        )
        == 1
    )
    with pytest.raises(CannotRun, match="没有工作表“材料”，有的是“清单”"):
        read(tables, mapping.replace("产生", "工作表: 材料, 产生"), sheet(["编码"]))


def test_nothing_is_left_out_in_silence(tables: Tables) -> None:
    found = read(
        tables,
        """
表:
  - 不读: [序号]
    产生:
      - 事项:
          若: {名称: {空: 否}}
          列: {名称: 主项名称, 类型: {字段: 事项类型, 对照: {甲类: 行政许可}, 其余: 留空}}
""",
        sheet(
            ["序号", "名称", "类型", "经办", None],
            ["1", "甲", "乙类", "张三", "旁注"],
            ["2", None, "甲类"],
            ["序号", "名称", "类型", "经办"],
        ),
        sheet(["别的"], ["内容"], name="说明"),
    )

    assert problems(found) == [("C3", "这一行不合对应关系里的任何一种，没有读；不要的行请在“跳过”里写明")]
    assert found.notes == [
        "工作表“说明”没有对应关系里的表头，没有读",
        "“清单”有 1 行重复了表头，没有读",
        "“清单”有 2 列没有写进对应关系，没有读：经办、第5列",
        "“类型”有 1 格不在对应关系写明的样子里，按“其余: 留空”没有读",
    ]


def test_a_gbk_csv(tables: Tables) -> None:
    text = "编码,事项名称\r\n010200000001,户口迁移\r\n"
    book = read_book(text.encode("gbk"), "清单.csv")
    value = {"表": [{"产生": [{"事项": {"列": {"编码": "基本编码", "事项名称": "主项名称"}}}]}]}
    found = foreign(book, read_mapping(value, "对应.yaml", tables), "报表/清单.csv")

    assert values(found) == [{"基本编码": "010200000001", "主项名称": "户口迁移"}]
    assert (found.documents[0].place(("主项名称",)).sheet, found.documents[0].place(("主项名称",)).cell) == (
        "清单",
        "B2",
    )


def test_a_one_thing_and_its_matters(tables: Tables) -> None:
    mapping = """
表:
  - 向下填充: [一件事]
    产生:
      - 一件事: {键: [一件事], 列: {一件事: 名称}}
      - 一件事·事项: {列: {事项: 名称, 部门: 部门}}
"""
    found = read(
        tables, mapping, sheet(["一件事", "事项", "部门"], ["开办企业", "登记", "甲局"], [None, "刻章", "乙局"])
    )

    members = [{"名称": "登记", "部门": "甲局"}, {"名称": "刻章", "部门": "乙局"}]
    assert values(found) == [{"名称": "开办企业", "事项": members, "类别": "一件事"}]
    assert found.documents[0].kind is Kind.ONE_THING


def test_parallel_cells_must_have_as_many_items(tables: Tables) -> None:
    mapping = """
表:
  - 产生:
      - 事项: {列: {名称: 主项名称}}
      - 申请材料: {列: {材料: {字段: 名称, 分隔: ["、"]}, 份数: {字段: 份数.原件, 分隔: ["、"]}, 类别: 类别}}
"""
    found = read(
        tables,
        mapping,
        sheet(["名称", "材料", "份数", "类别"], ["甲", "表、证", "1、2", "其他"], ["乙", "表、证", "1", None]),
    )

    assert values(found)[0]["申请材料"] == [
        {"名称": "表", "份数": {"原件": 1}, "类别": "其他"},
        {"名称": "证", "份数": {"原件": 2}, "类别": "其他"},
    ]
    assert [(cell, "项数不同" in why) for cell, why in problems(found)] == [("B3", True)]


CELLS: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.sampled_from(["甲", "乙", "表格", "无", "", " ", "1、甲\n2、乙", "20工作日", "330101001000"]),
    st.just('〔原样〕{"甲": [1]}'), st.integers(-5, 10**18), st.floats(), st.booleans(), st.datetimes(),
    st.text(max_size=4), st.lists(st.text(max_size=3), max_size=3),
)  # fmt: skip
RANGES = st.lists(st.tuples(*(st.integers(1, 9),) * 4), max_size=4).map(tuple)
EVERYTHING = r"""
表:
  - 标题行: 1
    止于: 合计
    向下填充: [a, b]
    错位: [{若: {a: [表格]}, 改为: {c: a, d: {值: 甲}, b: {空: 是}}}]
    跳过: [{若: {b: {式样: '.乙'}}}]
    产生:
      - 事项:
          键: [a]
          列:
            a: [主项名称, 主管部门]
            b: {字段: 办理时限.法定, 式样: '(?P<数值>\d+)(?P<单位>.+)', 其余: 留空}
            c: 咨询
            d: 到现场次数
      - 申请材料: {键: [c], 若: {d: {空: 否}}, 列: {c: 名称, d: {字段: 份数.原件, 对照: {甲: "1"}}, e: 适用情形}}
      - 表单内容: {列: {c: 表单名称, d: 字段.名称, e: 字段.数据来源}, 固定: {字段.必填: 是}}
      - 适用依据: {归属: [b], 列: {e: {字段: 名称, 分隔: ["\n"], 去序号: 是}}}
      - 审批结果: {列: {e: 名称}, 固定: {类型: 其他}}
      - 办理时限.分情形: {列: {e: {字段: 适用情形, 分隔: 不分}, d: 法定.数值}}
"""


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=9), merged=RANGES)
def test_any_sheet_is_read(rows: list[list[Value]], merged: Any) -> None:
    found = read(packaged_tables(), EVERYTHING, Grid("", [list("abcde"), *rows], merged))

    for document in found.documents:
        for path in [(key,) for key in document.value] + [
            ("申请材料", 5, "名称"),
            ("表单内容", 0, "字段", 3),
            ("收费", "项目"),
        ]:
            place = document.place(path)
            assert 1 <= place.line <= len(rows) + 1
    assert all(refusal.args["problem"] for refusal in (*found.refusals, *found.stray))
