"""What happens to workbooks in offices: sorted, renamed, merged. Nothing may move to another matter unseen."""

from __future__ import annotations

from catalog_tool.formats.grids import Grid, fill_merged
from catalog_tool.workbooks.tables import Tables
from tests.workbooks.sheets import read, said

CODE, OTHER_CODE = "330104501000", "330104502000"
MATTERS = f"基本编码|子项名称\n{CODE}|户口迁移\n{OTHER_CODE}|居住登记"


def test_a_row_without_a_code_that_names_another_matter(tables: Tables) -> None:
    """Sorted by the name of the material, rows that left their code to the row above stand below strangers."""
    materials = f"基本编码|事项名称|名称\n{CODE}|户口迁移|户口簿\n|居住登记|身份证"
    found = read(tables, {"事项": MATTERS, "申请材料": materials})
    (only_one,) = said(found)
    assert only_one.startswith("申请材料!A3 没有写基本编码，名称写的是“居住登记”，上一行却是“户口迁移”；")
    assert found.documents[0].value["申请材料"] == [{"名称": "户口簿"}]


def test_a_blank_row_ends_what_goes_on_without_a_code(tables: Tables) -> None:
    found = read(tables, {"事项": MATTERS, "申请材料": f"基本编码|名称\n{CODE}|户口簿\n|\n|身份证"})
    assert [sentence.split("；")[0] for sentence in said(found)] == [
        "申请材料!A4 没有写基本编码：“事项”表里没有这一行，这一行没有读"
    ]


def test_a_row_with_nothing_but_a_code_begins_the_rows_below(tables: Tables) -> None:
    found = read(tables, {"事项": MATTERS, "申请材料": f"基本编码|名称\n{CODE}|户口簿\n{OTHER_CODE}|\n|身份证"})
    assert [document.value["申请材料"] for document in found.documents] == [[{"名称": "户口簿"}], [{"名称": "身份证"}]]


def test_a_sheet_with_another_name_is_not_passed_over(tables: Tables) -> None:
    renamed = {"事项": MATTERS, "常见问题（6月改）": f"基本编码|问\n{CODE}|在哪办"}
    assert said(read(tables, renamed)) == [
        "常见问题（6月改）!A1 工作表“常见问题（6月改）”没有读；是“常见问题”表的请改回原名，不要的请删去"
    ]


def test_sheets_and_columns_that_are_gone_are_told(tables: Tables) -> None:
    found = read(tables, {"事项": MATTERS, "申请材料": "基本编码|名称"})
    assert any("工作簿里没有“审批链”、“情形”" in sentence for sentence in found.not_there)
    assert any("“事项”表没有“权力编码”" in sentence for sentence in found.not_there)


def test_rows_of_a_main_sheet_that_was_not_read_are_told_once(tables: Tables) -> None:
    matters = MATTERS.replace("基本编码", "编码")
    found = read(tables, {"事项": matters, "申请材料": f"基本编码|名称\n{CODE}|户口簿\n{CODE}|身份证"})
    assert said(found) == [
        "事项!A1 工作表“事项”里找不到“基本编码”这一列的表头，整张表没有读；请从导出的工作簿复制表头这一行",
        "申请材料!A1 “事项”表没有读出，它下面的“申请材料”都没有读；请先改好“事项”表",
    ]


def test_merged_cells_are_what_their_first_cell_says() -> None:
    grid = Grid("甲", [["表头"], ["乙", "丙"], [None, "丁"], [None]], merged=((1, 1, 2, 1), (2, 1, 4, 1), (2, 2, 2, 3)))
    assert fill_merged(grid, 1) == 2
    assert grid.rows == [["表头"], ["乙", "丙"], ["乙", "丁"], ["乙"]]
