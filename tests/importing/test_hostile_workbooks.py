"""Workbooks that try to make an import lose, alter or overwrite something; what was not read was not deleted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from catalog_tool.cli import importing as command
from catalog_tool.findings import CannotRun
from catalog_tool.formats.books import read_book
from catalog_tool.formats.yaml_reader import read_yaml
from tests.workbooks.catalogs import (
    append,
    column,
    edit,
    exported,
    files_in,
    put,
    row_of,
    run,
    values_in,
)

AID = "330600107000"
FILE = "民政/临时救助给付.yaml"
MAPPING = """\
名称: 简表
表:
  - 止于: 合计
    产生:
      - 事项:
          列:
            编码: 基本编码
            名称: [主项名称, 子项名称]
"""
needs_posix = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


def foreign(catalog: Path, path: Path, *, hide: bool = False, heading: str = "编码", end: bool = False) -> Path:
    """A foreign workbook: one matter on a sheet, the others on another, or below the end."""
    rows = [(value["基本编码"], value["主项名称"]) for [value] in values_in(catalog).values() if "基本编码" in value]
    book = Workbook()
    first = book.active
    second = first if end else book.create_sheet("其余")
    for sheet, header in ((first, "编码"), (second, heading))[: 1 if end else 2]:
        sheet.append([header, "名称"])
    first.append(rows[0])
    if end:
        first.append(["合计"])
    for row in rows[1:]:
        second.append(row)
    if hide:
        second.sheet_state = "hidden"
    book.save(path)
    path.with_name("对应.yaml").write_text(MAPPING, encoding="utf-8")
    return path


# Rows of nobody


def test_a_number_in_one_sheet_only_does_not_empty_the_lists_of_its_matter(catalog: Path, workbook: Path) -> None:
    before = files_in(catalog)
    edit(workbook, lambda book: put(book, "事项", AID, "区分", "1"))
    assert run("import", workbook, "-o", catalog) == 1
    assert files_in(catalog) == before


def test_a_mistyped_code_does_not_delete_the_row_from_its_matter(
    catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def mistype(book: Any) -> None:
        sheet = book["申请材料"]
        sheet.cell(row_of(sheet, AID), column(sheet, "基本编码")).value = "330600107999"
        put(book, "事项", "大型户外广告设置审批", "备注", "照样导入")

    before = files_in(catalog)
    edit(workbook, mistype)
    assert run("import", workbook, "-o", catalog) == 1
    changed = [name for name, data in files_in(catalog).items() if data != before[name]]
    assert changed == ["住建/大型户外广告设置审批.yaml"]
    assert "分不清是删了还是没读出；整件没有导入" in capsys.readouterr().out


def test_two_rows_of_one_code_stay_out_both(catalog: Path, workbook: Path) -> None:
    """Their materials could be of either."""
    before = files_in(catalog)
    edit(workbook, lambda book: append(book, "事项", 基本编码=AID, 主项名称="临时救助给付", 孙项名称="另一种"))
    edit(workbook, lambda book: append(book, "申请材料", 基本编码=AID, 名称="另一种才要的"))
    assert run("import", workbook, "-o", catalog) == 1
    assert files_in(catalog) == before


def test_a_row_without_code_and_name_is_not_added_again_and_again(catalog: Path, workbook: Path) -> None:
    before = files_in(catalog)
    edit(workbook, lambda book: append(book, "事项", 备注="填表人：张三"))
    assert run("import", workbook, "-o", catalog) == 1
    assert files_in(catalog) == before


def test_a_matter_in_a_file_that_cannot_be_read_gets_no_second_file(
    catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = catalog / FILE
    broken.write_bytes(broken.read_bytes() + "\n丁: [\n".encode())
    before = files_in(catalog)
    edit(workbook, lambda book: put(book, "事项", AID, "文件", None))
    assert run("import", workbook, "-o", catalog) == 1
    assert files_in(catalog) == before
    assert "读不了，没有改；请先改好这个文件" in capsys.readouterr().out


def test_a_formula_without_a_value_deletes_nothing(
    catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs save formulas without what comes of them: such a cell seems blank."""
    before = files_in(catalog)
    edit(workbook, lambda book: put(book, "事项", AID, "办理时限.承诺.数值", "=1+4"))
    assert run("import", workbook, "-o", catalog) == 1
    assert files_in(catalog) == before
    assert "分不清是空着还是没有算" in capsys.readouterr().out


# What --prune must not take for deleted


@pytest.mark.parametrize("how", [{"hide": True}, {"heading": "别的编码"}, {"end": True}])
def test_what_a_mapping_passes_over_is_not_pruned(
    catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], how: dict[str, Any]
) -> None:
    before = set(files_in(catalog))
    path = foreign(catalog, tmp_path / "报来.xlsx", **how)
    assert run("import", path, "--mapping", path.with_name("对应.yaml"), "-o", catalog, "--prune") == 0
    assert set(files_in(catalog)) == before
    assert "目录里多出来的事项这次都没有删" in capsys.readouterr().err


def test_matters_on_a_sheet_of_another_name_are_not_pruned(catalog: Path, workbook: Path) -> None:
    def split(book: Any) -> None:
        for name in book.sheetnames:
            if name not in ("目录信息", "事项"):
                del book[name]
        book.copy_worksheet(book["事项"]).title = "事项 (2)"
        book["事项"].delete_rows(4, 9)

    before = set(files_in(catalog))
    edit(workbook, split)
    run("import", workbook, "-o", catalog, "--prune")
    assert set(files_in(catalog)) == before


# Texts that look like marks


def test_a_text_like_the_mark_of_a_long_one_is_itself(catalog: Path, tmp_path: Path) -> None:
    file = catalog / FILE
    file.write_text(file.read_text(encoding="utf-8") + f"备注: {'长' * 40_000}\nx-甲: 〔长文字 1〕\n", encoding="utf-8")
    workbook = exported(catalog, tmp_path / "甲.xlsx")
    before = files_in(catalog)
    assert run("import", workbook, "-o", catalog) == 0
    assert files_in(catalog) == before


@pytest.mark.parametrize("damage", ["sheet", "last", "first", "twice"])
def test_a_long_text_that_is_not_all_there_is_refused(
    catalog: Path, tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(book: Any) -> None:
        sheet = book["长文字"]
        if damage == "sheet":
            book.remove(sheet)
        elif damage == "twice":
            sheet.append([cell.value for cell in sheet[2]])
        else:
            sheet.delete_rows(sheet.max_row if damage == "last" else 2)

    file = catalog / FILE
    file.write_text(file.read_text(encoding="utf-8") + f"备注: {'长' * 40_000}\n", encoding="utf-8")
    workbook = exported(catalog, tmp_path / "甲.xlsx")
    before = files_in(catalog)
    edit(workbook, change)
    assert run("import", workbook, "-o", catalog) == 1
    assert files_in(catalog) == before
    assert "〔长文字 1〕的内容不全" in capsys.readouterr().out


@pytest.mark.parametrize(
    "cell",
    [
        '〔原样〕"\\ud800"', '〔原样〕"\\u0000"', '〔原样〕"\\r\\n"', '〔原样〕{"甲\\u0085": 1}',
        '〔原样〕{"甲": 1, "甲": 2}',
        "甲\x85乙", "甲_x0001_",
    ],
)  # fmt: skip
def test_what_no_file_may_hold_is_refused_at_its_cell(
    catalog: Path, workbook: Path, tmp_path: Path, cell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(workbook, lambda book: put(book, "事项", AID, "备注", cell))
    where = load_workbook(workbook)["事项"]
    at = where.cell(row_of(where, AID), column(where, "备注")).coordinate
    for target in (catalog, tmp_path / "新"):
        assert run("import", workbook, "-o", target) == 1
        assert f"事项!{at} " in capsys.readouterr().out
        assert not any("甲" in str(value.get("备注")) for values in values_in(target).values() for value in values)


def test_a_new_file_that_could_not_be_read_again_is_not_written(
    catalog: Path, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(book: Any) -> None:
        sheet = book["申请材料"]
        for number in range(200):
            sheet.append([AID, None, None, f"材料{number}"])
            sheet.cell(sheet.max_row, column(sheet, "受理标准")).value = "长" * 10_000

    edit(workbook, fill)
    assert run("import", workbook, "-o", tmp_path / "新") == 1
    assert "写成文件就读不了：文件超过上限 5 MiB" in capsys.readouterr().out
    assert all(not read_yaml(data, name, manifest=True).refusals for name, data in files_in(tmp_path / "新").items())


# Files that are written over


def test_no_output_takes_the_place_of_an_input(catalog: Path, tmp_path: Path) -> None:
    path = foreign(catalog, tmp_path / "报来.xlsx")
    before = files_in(tmp_path)
    mapping = path.with_name("对应.yaml")
    assert run("import", path, "--suggest", "-o", path) == 2
    assert run("validate", path, "--mapping", mapping, "--format", f"html={mapping}") == 2
    assert files_in(tmp_path) == before


@needs_posix
def test_a_link_that_is_called_a_workbook_leads_to_no_other_file(catalog: Path, tmp_path: Path) -> None:
    link = tmp_path / "空白.xlsx"
    link.symlink_to(catalog / "catalog.yaml")
    before = files_in(catalog)
    assert run("init", "--xlsx", link) == 2
    assert files_in(catalog) == before


def test_nothing_is_imported_where_the_refused_rows_cannot_be_written(
    catalog: Path, workbook: Path, tmp_path: Path
) -> None:
    (tmp_path / "占着.xlsx").mkdir()
    edit(workbook, lambda book: put(book, "事项", "大型户外广告设置审批", "备注", "改了"))
    edit(workbook, lambda book: put(book, "事项", AID, "办理时限.承诺.说明", 1.5))
    before = files_in(catalog)
    assert run("import", workbook, "-o", catalog, "--refused", tmp_path / "占着.xlsx") == 3
    assert files_in(catalog) == before


def test_no_copy_stays_where_nothing_was_imported(
    catalog: Path, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(planned: object) -> None:
        raise CannotRun("磁盘满了。")

    edit(workbook, lambda book: put(book, "事项", AID, "办理时限.承诺.说明", 1.5))
    monkeypatch.setattr("catalog_tool.importing.write_import", fail)
    assert run("import", workbook, "-o", catalog) == 3
    assert not (tmp_path / f"甲{command.REFUSED}.xlsx").exists()


def test_a_new_file_lies_in_no_folder_called_like_a_catalog(catalog: Path, workbook: Path) -> None:
    edit(
        workbook,
        lambda book: append(book, "事项", 基本编码="330600999000", 主项名称="新的", 文件="甲/catalog.yaml/乙.yaml"),
    )
    assert run("import", workbook, "-o", catalog) == 0
    assert not (catalog / "甲").exists()


# Sizes


def test_a_list_of_refused_rows_repeats_no_endless_row(catalog: Path, workbook: Path, tmp_path: Path) -> None:
    def widen(book: Any) -> None:
        sheet = book["事项"]
        for number in range(3000):
            sheet.cell(1, 200 + number).value = f"不认识的表头{number}"

    edit(workbook, widen)
    assert run("import", workbook, "-o", catalog) == 1
    assert (tmp_path / f"甲{command.REFUSED}.xlsx").stat().st_size < 2_000_000


def test_a_text_table_longer_than_a_sheet_is_refused() -> None:
    with pytest.raises(CannotRun, match="超过 1048576 行"):
        read_book(b"1,2\n" * 1_048_577, "长.csv")
