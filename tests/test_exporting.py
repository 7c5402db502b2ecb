"""A catalog becomes a workbook that a clerk can fill in: what stands in its file, and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalog_tool.exporting import empty_workbook, export
from catalog_tool.formats.workbook_writing import Choice, Head, SheetOut, write_workbook
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs
from tests.workbooks.catalogs import GUIDES, SMALL, column, copy_of, row_of, run, workbook_of_example

FILE = "民政/临时救助给付.yaml"


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copy_of(SMALL, tmp_path)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_workbook(workbook_of_example(SMALL, tmp_path_factory.mktemp("export") / "甲.xlsx"))


def exported(folder: Path, standards: Standards) -> bytes:
    (found,) = find_catalogs([str(folder)])
    return export(found, standards).data


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_same_catalog_gives_the_same_bytes(standards: Standards) -> None:
    folder = GUIDES / "xiangshan"
    data = exported(folder, standards)
    assert exported(folder, standards) == data
    # No clock, though two of a second would be equal.
    assert set(re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}T", parts(data)["docProps/core.xml"])) == {"2000-01-01T"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}


def test_the_sheets_in_their_order(book: Any, standards: Standards) -> None:
    names = """
        目录信息 不认领 部门对应 办理场所 事项 审批链 情形 中介服务 适用依据 申请材料 办事流程 业务流程
        分情形时限 表单内容 特别程序 收费 审批结果 窗口 常见问题
    """
    assert book.sheetnames == names.split()
    with_one_things = load_workbook(io.BytesIO(exported(GUIDES / "xiangshan", standards))).sheetnames
    assert "一件事·事项" in with_one_things


def test_what_begins_like_a_formula_is_text(catalog: Path, standards: Standards) -> None:
    hostile = ["=1+1", "+86 571", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "http://example.com", "{=1}"]
    path = catalog / FILE
    lines = "".join(f"  - {value!r}\n" if "\t" not in value else '  - "\\t=1"\n' for value in hostile)
    path.write_text(path.read_text(encoding="utf-8") + f"x-甲: '=1+1'\n不予受理情形:\n{lines}", encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("通俗名称: 临时救助", "通俗名称: '=cmd|calc!A1'")
    path.write_text(text, encoding="utf-8")

    data = exported(catalog, standards)
    files = parts(data)
    assert not [name for name, text in files.items() if "/sheet" in name and re.search("<f[ >]", text)]
    assert not [name for name, text in files.items() if "externalLink" in name or "<hyperlink" in text]
    sheet = load_workbook(io.BytesIO(data))["事项"]
    cell = sheet.cell(row_of(sheet, "330600107000"), column(sheet, "通俗名称"))
    assert (cell.value, cell.data_type, cell.quotePrefix, cell.number_format) == ("=cmd|calc!A1", "s", True, "@")
    assert sheet.cell(cell.row, column(sheet, "x-甲")).value == "=1+1"


def test_every_text_keeps_its_zeros(book: Any) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str):
                    assert (cell.data_type, cell.number_format) == ("s", "@"), (sheet.title, cell.coordinate)
    # A cell that is still empty is text as well: 010200 stays as it is typed.
    sheet = book["申请材料"]
    dimension = sheet.column_dimensions["A"]
    assert dimension.number_format == "@"


def test_heads_tell_what_to_fill_in(book: Any) -> None:
    sheet = book["事项"]
    heads = {str(cell.value).rstrip("*"): cell for cell in sheet[1]}
    assert heads["基本编码"].value == "基本编码*"
    assert heads["通俗名称"].value == "通俗名称"
    assert heads["基本编码"].font.bold
    assert heads["基本编码"].fill.start_color.rgb != heads["通俗名称"].fill.start_color.rgb
    assert "必须填写。" in heads["基本编码"].comment.text
    assert "必须填写。" not in heads["通俗名称"].comment.text
    assert "一行一项，换行按 Alt+Enter。" in heads["受理条件"].comment.text
    assert "在“申请材料”表里逐行填写" in heads["申请材料"].comment.text
    assert "可填：国家级、省级、市级、县级、镇级、村级。" in heads["行使层级"].comment.text
    assert "引号" not in "".join(cell.comment.text for cell in heads.values() if cell.comment)


def test_a_directory_marks_less_as_required(standards: Standards) -> None:
    marked = {}
    for category in ("指导目录", "实施清单"):
        data = empty_workbook(standards, {"类别": category, "编码规则": "zhejiang"}, one_things=False)
        marked[category] = {cell.value for cell in load_workbook(io.BytesIO(data))["事项"][1]}
    assert "办件类型*" in marked["实施清单"]
    assert "办件类型" in marked["指导目录"]
    assert "基本编码*" in marked["指导目录"]


def rules(sheet: Any) -> dict[str, Any]:
    """The data validations by the header of their column."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (span,) = rule.sqref.ranges
        found[str(sheet.cell(1, span.min_col).value).rstrip("*")] = rule
    return found


def test_lists_to_choose_from(book: Any) -> None:
    found = rules(book["申请材料"])
    assert found["必要性"].formula1 == '"必要,非必要"'
    assert found["必要性"].showErrorMessage
    types = rules(book["事项"])["办理形式"]
    assert not types.showErrorMessage  # several may stand in the cell, which Excel cannot check
    assert "一行一项" in types.prompt
    rows = next(iter(found["必要性"].sqref.ranges))
    assert rows.min_row == 2
    assert rows.max_row > book["申请材料"].max_row + 1_000


def test_a_list_too_long_for_a_rule_stands_in_a_hidden_sheet(book: Any) -> None:
    every = [rule.formula1 for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
    assert all(len(formula) <= 257 for formula in every)

    values = tuple(f"第{number}种" for number in range(100))
    data = write_workbook(
        [SheetOut("甲", [Head("乙", choice=Choice(values)), Head("丙", choice=Choice(values))], [])], ""
    )
    long = load_workbook(io.BytesIO(data))
    assert [rule.formula1 for rule in long["甲"].data_validations.dataValidation] == ["'选项'!$A$1:$A$100"] * 2
    assert long["选项"].sheet_state == "hidden"
    assert [row[0].value for row in long["选项"].iter_rows()] == list(values)


def test_heads_and_keys_stay_in_sight(book: Any) -> None:
    assert book["事项"].freeze_panes == "C2"
    assert book["申请材料"].freeze_panes == "D2"
    assert book["目录信息"].freeze_panes == "B2"
    assert book["申请材料"].print_title_rows in ("1:1", "$1:$1")


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    catalog: Path, standards: Standards, capsys: pytest.CaptureFixture[str]
) -> None:
    (catalog / FILE).write_text("甲: [\n", encoding="utf-8")
    (catalog / "乙.yml").touch()
    assert run("export", catalog, "-o", "甲.xlsx") == 1
    captured = capsys.readouterr()
    assert captured.out == "已导出 甲.xlsx：事项 4 件；另有 2 处读不了，没有导出。\n"
    assert f"hongqiao/{FILE}:" in captured.err
    assert "hongqiao/乙.yml" in captured.err
    assert load_workbook("甲.xlsx")["事项"].max_row == 5


def test_a_catalog_whose_manifest_cannot_be_read(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (catalog / "catalog.yaml").write_bytes(b"\xff\xff")
    assert run("export", catalog, "-o", "甲.xlsx") == 1
    assert "事项 5 件" in capsys.readouterr().out


def test_targets_that_are_refused(catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", catalog, "-o", "甲.csv") == 2
    assert "工作簿的文件名要以 .xlsx 结尾：甲.csv" in capsys.readouterr().err
    assert run("export", catalog / "catalog.yaml", "-o", "甲.xlsx") == 2
    assert run("export", "无", "-o", "甲.xlsx") == 3
    (tmp_path / "甲.xlsx").write_bytes(b"?")
    for lock in ("~$甲.xlsx", ".~lock.甲.xlsx#"):
        (tmp_path / lock).touch()
        capsys.readouterr()
        assert run("export", catalog, "-o", "甲.xlsx") == 3
        assert "请先关掉它，或换个文件名。" in capsys.readouterr().err
        (tmp_path / lock).unlink()
    assert (tmp_path / "甲.xlsx").read_bytes() == b"?"
    assert run("export", catalog, "-o", "甲.xlsx") == 0


def test_a_folder_of_two_catalogs(catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy_of("yueqing", tmp_path)
    assert run("export", ".", "-o", "甲.xlsx") == 3
    assert ". 里有 2 个目录，一次导出一个。" in capsys.readouterr().err
    assert not (tmp_path / "甲.xlsx").exists()
