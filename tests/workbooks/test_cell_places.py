"""Where a finding stands in a workbook: at its cell, at the blank one where something is missing."""

from __future__ import annotations

import pytest

from catalog_tool.model import Document, Path
from catalog_tool.workbooks.tables import Tables
from tests.workbooks.sheets import Rows, read, said

CODE = "330104501000"
HEADERS = [
    *("基本编码*", "区分", "子项名称*", "办理时限.承诺.数值", "办理时限.承诺.单位", "申请材料"),
    *("审批结果", "表单内容", "收费.项目", "x-备案", "其他内容"),
]
SHEETS: dict[str, Rows] = {
    "目录信息": """
        字段          | 内容   | 说明
        类别          | 实施清单 |
        收录范围.层级 | 县级   |
        收录范围.说明 |        |
        办理场所      |        |
    """,
    "办理场所": """
        编号 | 名称 | 电话
        甲   | 中心 |
        乙   |      | 110
    """,
    "部门对应": """
        上级部门 | 本地部门
        省住建厅 | 县住建局
        省公安厅 |
    """,
    "事项": [
        ["象山县"],
        HEADERS,
        [CODE, None, None, 3, *[None] * 6, '〔原样〕{"甲": {"乙": "丙"}}'],
        [CODE, "2", "户口迁移", *[None] * 6, "甲"],
    ],
    "申请材料": f"""
        基本编码 | 区分 | 名称   | 份数.原件 | 适用情形
        {CODE}   |      | 户口簿 |           |
                 |      |        | 2         | 婚迁⏎投靠
        {CODE}   | 2    | 身份证 |           |
    """,
    "表单内容": f"""
        基本编码 | 表单名称 | 字段.名称 | 字段.必填
        {CODE}   | 申请表   | 姓名      | 是
                 |          | 住址      |
                 | 承诺书   | 日期      |
    """,
    "审批结果": f"基本编码|名称|类型\n{CODE}|户口簿|",
    "收费": f"基本编码|名称|标准.金额\n{CODE}|工本费|5",
}  # fmt: skip


@pytest.fixture(scope="module")
def documents(tables: Tables) -> dict[str, Document]:
    found = read(tables, SHEETS)
    assert said(found) == []
    assert found.manifest is not None
    first, second = found.documents
    return {"目录": found.manifest, "一": first, "二": second}


@pytest.mark.parametrize(
    ("document", "path", "cell"),
    [
        # What is there, and what is missing where it has a column.
        ("一", (), "事项!A3"),
        ("一", ("基本编码",), "事项!A3"),
        ("一", ("子项名称",), "事项!C3"),
        ("二", ("子项名称",), "事项!C4"),
        # Nested fields: their own cell, the nearest above it, the first beneath.
        ("一", ("办理时限", "承诺", "数值"), "事项!D3"),
        ("一", ("办理时限", "承诺", "单位"), "事项!E3"),
        ("一", ("办理时限", "承诺"), "事项!D3"),
        ("一", ("办理时限",), "事项!D3"),
        ("一", ("办理时限", "法定", "数值"), "事项!A3"),
        # What has no column: the row's key.
        ("二", ("咨询",), "事项!A4"),
        ("二", ("x-备案",), "事项!J4"),
        ("一", ("甲", "乙"), "事项!K3"),
        # Lists: the item's row, the column or its first; where there are none, the column that could say so.
        ("一", ("申请材料", 0), "申请材料!C2"),
        ("一", ("申请材料", 0, "名称"), "申请材料!C2"),
        ("一", ("申请材料", 1, "名称"), "申请材料!C3"),
        ("一", ("申请材料", 1, "份数", "原件"), "申请材料!D3"),
        ("一", ("申请材料", 1, "适用情形", 1), "申请材料!E3"),
        ("一", ("申请材料", 1, "类别"), "申请材料!C3"),
        ("二", ("申请材料", 0, "名称"), "申请材料!C4"),
        ("一", ("申请材料",), "事项!F3"),
        ("一", ("申请材料", 7, "名称"), "事项!F3"),
        ("二", ("表单内容",), "事项!H4"),
        ("二", ("表单内容", 0, "表单名称"), "事项!H4"),
        ("二", ("收费", "项目"), "事项!I4"),
        ("一", ("收费", "项目", 0, "名称"), "收费!B2"),
        ("一", ("收费", "项目", 0, "标准", 0, "金额"), "收费!C2"),
        ("一", ("收费", "项目", 0, "标准"), "收费!C2"),
        # A row that repeats for a list within.
        ("一", ("表单内容", 0, "表单名称"), "表单内容!B2"),
        ("一", ("表单内容", 0, "字段", 1, "名称"), "表单内容!C3"),
        ("一", ("表单内容", 0, "字段", 1, "必填"), "表单内容!D3"),
        ("一", ("表单内容", 0, "字段", 9, "名称"), "表单内容!C2"),
        ("一", ("表单内容", 1, "字段", 0, "必填"), "表单内容!D4"),
        ("一", ("表单内容", 1, "字段"), "表单内容!C4"),
        # An object that may be a list too.
        ("一", ("审批结果", "类型"), "审批结果!C2"),
        ("一", ("审批结果",), "事项!G3"),
        # The manifest has a row a field.
        ("目录", ("类别",), "目录信息!B2"),
        ("目录", ("收录范围", "层级", 0), "目录信息!B3"),
        ("目录", ("收录范围", "说明"), "目录信息!B4"),
        ("目录", ("收录范围",), "目录信息!B3"),
        ("目录", ("发布日期",), "目录信息!A1"),
        ("目录", ("办理场所",), "目录信息!B5"),
        ("目录", ("办理场所", 1, "名称"), "办理场所!B3"),
        ("目录", ("部门对应", "省公安厅"), "部门对应!A3"),
        ("目录", ("部门对应", "省住建厅", 0), "部门对应!B2"),
    ],
)  # fmt: skip
def test_the_cell_of_a_path(document: str, path: Path, cell: str, documents: dict[str, Document]) -> None:
    place = documents[document].place(path)
    assert f"{place.sheet}!{place.cell}" == cell
    key = documents[document].place(path, at_key=True)
    assert (key.sheet, key.cell) == (place.sheet, place.cell)
