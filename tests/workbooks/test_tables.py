"""The sheets and columns that the schemas make: a list to be read, and no field left out."""

from __future__ import annotations

from collections import Counter

import pytest

from catalog_tool.model import Kind
from catalog_tool.schema.shapes import SchemaSet
from catalog_tool.workbooks.tables import Tables, tables_of
from tests.workbooks.sheets import column_of, table_named

SHEETS = """
目录信息 不认领 部门对应 办理场所
事项 审批链 情形 中介服务 适用依据 申请材料 办事流程 业务流程 分情形时限 表单内容 特别程序 收费 审批结果 窗口 常见问题
一件事 一件事·适用依据 一件事·情形 一件事·审批结果 一件事·窗口 一件事·业务流程
一件事·特别程序 一件事·分情形时限 一件事·事项
"""
HEADERS = {
    "不认领": "基本编码* 原因* 说明 依据",
    "部门对应": "上级部门 本地部门",
    "适用依据": "名称* 文号 条款 内容 类别",
    "申请材料": """
        名称* 类别* 介质 形式 份数.原件 份数.复印件 原件处理 必要性* 适用情形 任选组 容缺 容缺.期限.数值 容缺.期限.单位
        来源渠道 出具单位 来源事项 免提交 免提交范围 未共享原因 依据 受理标准 填报须知 空白表格 示范文本
    """,
    "分情形时限": "适用情形 法定.数值 法定.单位 法定.依据 法定.说明 承诺.数值 承诺.单位 承诺.说明",
    "表单内容": "表单名称* 字段.名称* 字段.数据来源 字段.必填 字段.填写要求",
    "收费": "名称* 标准 依据 减免 执收单位 支付方式 标准.档次 标准.金额 标准.单位",
    "一件事·事项": "基本编码 名称 层级 部门 办理单位 性质 前置 适用情形 方式 阶段",
}


def headers(tables: Tables, sheet: str) -> list[str]:
    """A sheet's headers as `export` writes them, without those that only key the rows."""
    table = table_named(tables, sheet)
    return [column.header + "*" * column.required for column in (*table.columns, *table.nested_columns)]


def test_the_sheets(tables: Tables) -> None:
    assert [table.name for table in tables] == SHEETS.split()


@pytest.mark.parametrize("sheet", HEADERS)
def test_the_columns_of_a_sheet(sheet: str, tables: Tables) -> None:
    assert headers(tables, sheet) == HEADERS[sheet].split()


def test_every_name_is_one_that_excel_takes(tables: Tables) -> None:
    names = [table.name for table in tables]
    assert all(0 < len(name) <= 31 and not set(name) & set(r"[]:*?/\\'") for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def covered(tables: Tables, kind: Kind) -> Counter[str]:
    """How often each dotted field has a column; the list of a table has the table."""
    found: Counter[str] = Counter()
    for table in (tables.main[kind], *tables.below[kind]):
        if table.path:
            found[".".join(table.path)] += 1
        for column in (*table.columns, *table.nested_columns):
            if not column.flag and not table.pairs:
                found[".".join((*table.path, *column.keys))] += 1
    return found


def objects_in_cells(tables: Tables, kind: Kind) -> set[str]:
    """The lists whose objects are written in braces, a line an object."""
    every = (tables.main[kind], *tables.below[kind])
    return {".".join((*table.path, *column.keys)) for table in every for column in table.columns if column.objects}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("implementation", [True, False])
def test_every_field_of_the_schema_has_one_column_or_one_table(
    kind: Kind, implementation: bool, schemas: SchemaSet
) -> None:
    tables = tables_of(schemas, implementation=implementation)
    found = covered(tables, kind)
    fields = list(dict.fromkeys(path for path, _ in schemas.field_paths[kind]))

    # What has none lies in objects that are written into one cell, or is a group of fields that have theirs.
    inline = tuple(f"{path}." for path in objects_in_cells(tables, kind))
    left = {path for path in fields if found[path] == 0 and not path.startswith(inline)}
    assert {path for path in left if not any(each.startswith(f"{path}.") for each in found)} == set()
    assert {path: count for path, count in found.items() if count > 1} == {}
    assert set(found) <= set(fields)


@pytest.mark.parametrize("kind", Kind)
def test_every_list_that_has_a_table_has_a_column_to_say_that_it_is_empty(kind: Kind, tables: Tables) -> None:
    flags = [column.keys for column in tables.main[kind].columns if column.flag]
    assert flags == [table.path for table in tables.below[kind]]


def test_an_implementation_must_fill_in_more_than_a_directory(schemas: SchemaSet) -> None:
    required = {}
    for implementation in (True, False):
        table = tables_of(schemas, implementation=implementation).main[Kind.MATTER]
        required[implementation] = {column.header for column in table.columns if column.required}

    of_directory = """
        基本编码 主项名称 子项名称 事项类型 行使层级 实施主体.名称 主管部门
        适用依据 申请材料 办事流程 业务流程 表单内容
    """
    more = (
        "权力来源 状态 版本 生效日期 服务对象 办件类型 办理形式 到现场次数 受理条件 办理时限.承诺.数值 "
        "收费.收费 审批结果 办理窗口 咨询 监督投诉"
    )
    assert sorted(required[False]) == sorted(of_directory.split())
    assert sorted(required[True] - required[False]) == sorted(more.split(" "))
    assert required[False] < required[True]


def test_what_a_cell_may_hold(tables: Tables) -> None:
    assert column_of(tables, "事项", "行使层级").choices == ("国家级", "省级", "市级", "县级", "镇级", "村级")
    assert column_of(tables, "事项", "行使层级").lines
    assert not column_of(tables, "事项", "行使层级").text
    assert column_of(tables, "事项", "到现场次数").count
    assert column_of(tables, "事项", "生效日期").date
    assert column_of(tables, "申请材料", "容缺").choices == ("否",)
    assert column_of(tables, "申请材料", "适用情形").objects
    assert {"行政许可", "公共服务"} <= set(column_of(tables, "事项", "事项类型").choices)


def test_texts_that_excel_takes_for_numbers_are_codes(tables: Tables) -> None:
    codes = {f"{table.name}.{column.header}" for table in tables for column in table.columns if column.code}
    assert {"事项.基本编码", "事项.实施编码", "事项.实施主体.统一社会信用代码", "目录信息.版本"} <= codes
    assert {"申请材料.来源事项", "适用依据.条款", "适用依据.文号", "窗口.电话", "一件事·事项.前置"} <= codes


def test_a_sheet_goes_by_the_name_of_its_list_too(tables: Tables) -> None:
    assert tables.named("办理窗口") is tables.named("窗口")
    assert tables.named("收费.项目") is tables.named("收费")
    assert tables.named(" 申请材料 ") is tables.named("申请材料")
    assert tables.named("一件事·办理窗口") is tables.named("一件事·窗口")
    assert tables.named("说明") is None
