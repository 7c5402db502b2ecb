"""Doubts as sheets that staff tick: what a row says, what there is to choose, what must not happen to it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from building import county_manifest, directory_manifest, limits, material, matter, side, whole

from catalog_tool.compare.compared import Compared
from catalog_tool.compare.levels.unclear_departments import UnclearDepartment
from catalog_tool.formats.workbook_writing import SheetOut, write_workbook
from catalog_tool.reports.review_sheets import review_sheets

CRANE, LIFT = "建筑起重机械使用登记", "建筑用起重机械使用登记"


def compared(*local: dict, names: tuple[str, str] = (CRANE, LIFT)) -> Compared:
    upper = side(directory_manifest(), [matter("330100205000", names[0]), matter()], "directory")
    mine = matter("330100305000", names[1], 办理时限=limits(20, 9), 申请材料=[material("申请表")])
    return whole([(side(county_manifest(), [mine, *local], "county"), [upper])])


def strange(code: str = "330100201000", body: str = "象山县工程服务社") -> dict:
    return matter(code, 实施主体={"名称": body})


def row_of(sheet: SheetOut, number: int = 0) -> dict[str, object]:
    return dict(zip([head.name for head in sheet.heads], sheet.rows[number], strict=True))


def test_a_similar_name_has_both_sides_in_one_row() -> None:
    result = compared()

    (sheet,) = review_sheets(result)

    row = row_of(sheet)
    suggestion = result.locals[0].suggestions[0]
    assert sheet.name == "疑似对应"
    assert {key: row[key] for key in ("判断", "确认人", "备注")} == {"判断": "", "确认人": "", "备注": ""}
    assert (row["目录名称"], row["本地名称"]) == (CRANE, LIFT)
    assert (row["目录编码"], row["本地编码"]) == ("330100205000", "330100305000")
    assert (row["目录部门"], row["本地实施主体"]) == ("省住房和城乡建设厅", "象山县住房和城乡建设局")
    assert (row["目录承诺"], row["本地承诺"]) == ("5 工作日", "9 工作日")
    assert (row["目录材料数"], row["本地材料数"]) == (2, 1)
    assert (row["目录类型"], row["本地类型"]) == ("行政许可", "行政许可")
    assert (row["目录位置"], row["本地位置"]) == ("directory/0.yaml:1", "county/0.yaml:1")
    assert (row["清单"], row["区划代码"], row["指纹"]) == ("county", "330225", suggestion.fingerprint)
    assert row["把握"] == f"{suggestion.confidence:.0%}"
    assert str(row["理由"]).split("\n") == list(suggestion.because)


def test_the_surest_pair_comes_first_whatever_the_order() -> None:
    result = compared()
    one = result.locals[0].suggestions[0]
    surer = replace(one, confidence=0.88, fingerprint="surer")
    lists = [
        replace(result, locals=(replace(result.locals[0], suggestions=order),))
        for order in ((one, surer), (surer, one))
    ]

    sheets = [review_sheets(each)[0] for each in lists]

    assert sheets[0].rows == sheets[1].rows
    assert row_of(sheets[0])["指纹"] == "surer"


def test_a_department_nobody_knows_is_one_row_however_many_matters_it_has() -> None:
    upper = [matter(f"33010020{n}000", f"许可{n}") for n in range(1, 6)]
    mine = [matter(f"33010020{n}000", f"许可{n}", 实施主体={"名称": "象山县工程服务社"}) for n in range(1, 6)]
    result = whole([(side(county_manifest(), mine, "county"), [side(directory_manifest(), upper, "directory")])])

    (sheet,) = review_sheets(result)

    assert sheet.name == "部门对应"
    assert [row_of(sheet)[key] for key in ("上级部门", "本地部门", "事项数", "例子", "清单", "区划代码")] == [
        "省住房和城乡建设厅", "象山县工程服务社", 5, "许可1\n许可2\n许可3", "county", "330225",
    ]  # fmt: skip
    assert len(sheet.rows) == 1


def test_a_department_of_another_line_is_no_doubt() -> None:
    assert compared(strange(body="象山县公安局")).locals[0].unclear_departments == ()


def test_the_bodies_already_in_line_are_known() -> None:
    upper = [matter(), matter("330100202000", "另一许可")]
    mine = [strange(), matter("330100202000", "另一许可")]
    result = whole([(side(county_manifest(), mine, "county"), [side(directory_manifest(), upper, "directory")])])

    assert result.locals[0].unclear_departments == (
        UnclearDepartment(
            "省住房和城乡建设厅", "象山县工程服务社", 1, ("施工许可证核发",), ("象山县住房和城乡建设局",)
        ),
    )


def test_without_a_doubt_there_is_no_sheet() -> None:
    upper = side(directory_manifest(), [matter()], "directory")

    assert review_sheets(whole([(side(county_manifest(), [matter()]), [upper])])) == []


def test_there_is_a_list_to_choose_from_and_only_three_columns_to_fill_in() -> None:
    sheets = review_sheets(compared(strange()))

    assert [sheet.heads[0].choice.values for sheet in sheets] == [("同一", "不同"), ("同一条线", "不是")]
    for sheet in sheets:
        assert [head.name for head in sheet.heads if not (head.told or head.number)] == ["判断", "确认人", "备注"]


def test_it_opens_as_a_workbook_with_codes_as_text() -> None:
    book = openpyxl.load_workbook(BytesIO(write_workbook(review_sheets(compared(strange())), "审核")))

    assert book.sheetnames == ["疑似对应", "部门对应"]
    sheet = book["疑似对应"]
    assert sheet.freeze_panes == "F2"
    cell = next(cell for cell in sheet[2] if cell.value == "330100205000")
    assert (cell.data_type, cell.number_format) == ("s", "@")
    rule = sheet.data_validations.dataValidation[0]
    assert (rule.formula1, str(rule.sqref).split(":")[0]) == ('"同一,不同"', "A2")


@pytest.mark.parametrize("bad", ["=cmd|' /C calc'!A0", "\u202e倒", "行\n二", "@SUM(1)", "\x1b[31m"])
def test_names_are_shown_and_never_obeyed(bad: str) -> None:
    result = compared(names=(CRANE, LIFT))
    suggestion = result.locals[0].suggestions[0]
    entry = suggestion.local[0]._replace(name=bad)
    local = replace(result.locals[0], suggestions=(replace(suggestion, local=(entry,)),))

    data = write_workbook(review_sheets(replace(result, locals=(local,))), "审核")

    cells = [cell for row in openpyxl.load_workbook(BytesIO(data))["疑似对应"] for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any("\u202e" in str(cell.value) or "\x1b" in str(cell.value) for cell in cells)


def test_a_name_beyond_all_measure_loses_no_row() -> None:
    result = compared()
    suggestion = result.locals[0].suggestions[0]
    entry = suggestion.local[0]._replace(name="长" * 40_000)
    local = replace(result.locals[0], suggestions=(replace(suggestion, local=(entry,)),))

    data = write_workbook(review_sheets(replace(result, locals=(local,))), "审核")

    sheet = openpyxl.load_workbook(BytesIO(data))["疑似对应"]
    assert any(str(cell.value).startswith("长长") for cell in sheet[2])


def test_the_same_bytes_twice() -> None:
    first, second = (write_workbook(review_sheets(compared(strange())), "审核") for _ in range(2))

    assert first == second
