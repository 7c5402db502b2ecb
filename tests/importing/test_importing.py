"""A workbook goes into the files of a catalog: what differs is changed, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.workbooks.catalogs import (
    EXAMPLES,
    append,
    column,
    copy_of,
    differing_lines,
    edit,
    exported,
    files_in,
    put,
    row_of,
    run,
    values_in,
    workbook_of_example,
)

AID = "330600107000"
"""The code of 民政/临时救助给付.yaml."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_there_and_back(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = copy_of(name, tmp_path)
    before = files_in(source)
    book = workbook_of_example(name, tmp_path / "甲.xlsx")

    assert run("import", book, "-o", tmp_path / "新") == 0
    assert values_in(tmp_path / "新") == values_in(source)

    # What is equal is not touched, not even by a new layout.
    assert run("import", book, "-o", source, "--prune") == 0
    assert files_in(source) == before


def test_a_catalog_imported_anew_is_imported_again_without_a_change(workbook: Path, tmp_path: Path) -> None:
    assert run("import", workbook, "-o", "新") == 0
    made = files_in(tmp_path / "新")
    assert run("import", workbook, "-o", "新") == 0
    assert files_in(tmp_path / "新") == made


def test_one_limit_is_one_line(catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_in(catalog)
    edit(workbook, lambda book: put(book, "事项", AID, "办理时限.承诺.数值", 7))
    assert run("import", workbook, "-o", catalog) == 0

    after = files_in(catalog)
    changed = [name for name in after if after[name] != before[name]]
    assert changed == ["民政/临时救助给付.yaml"]
    lines = differing_lines(before[changed[0]], after[changed[0]])
    assert len(lines) == 2
    assert "数值: 7" in lines[1]
    assert after[changed[0]].startswith("# 镇受理、市决定、回到镇里送达：不是断档\n".encode())
    assert capsys.readouterr().out.splitlines() == [
        "改动 1 件，不变 4 件。",
        "  改动：临时救助给付（330600107000）：办理时限",
        "接着检查：catalog-tool validate hongqiao",
    ]


def test_a_dry_run_shows_the_lines_and_writes_nothing(
    catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(catalog)
    edit(workbook, lambda book: put(book, "事项", AID, "办理时限.承诺.数值", 7))
    assert run("import", workbook, "-o", catalog, "--dry-run") == 0

    assert files_in(catalog) == before
    out = capsys.readouterr().out
    assert "+++ b/hongqiao/民政/临时救助给付.yaml" in out
    assert out.endswith("会改动 1 件，不变 4 件。\n  改动：临时救助给付（330600107000）：办理时限\n")


def test_a_new_matter_gets_a_file_in_its_departments_folder(catalog: Path, workbook: Path) -> None:
    def add(book: object) -> None:
        append(
            book, "事项", 基本编码="330600109000", 子项名称="特困人员/救助 供养", 主管部门="省民政厅", 行使层级="镇级"
        )
        append(book, "申请材料", 基本编码="330600109000", 名称="居民身份证", 份数__原件=1)

    before = files_in(catalog)
    edit(workbook, add)
    assert run("import", workbook, "-o", catalog) == 0

    new = values_in(catalog)
    assert set(new) - set(before) == {"民政/330600109000-特困人员_救助_供养.yaml"}
    assert new["民政/330600109000-特困人员_救助_供养.yaml"] == [
        {
            "基本编码": "330600109000",
            "子项名称": "特困人员/救助 供养",
            "主管部门": "省民政厅",
            "行使层级": ["镇级"],
            "申请材料": [{"名称": "居民身份证", "份数": {"原件": 1}}],
        }
    ]
    assert {name: data for name, data in files_in(catalog).items() if name in before} == before


@pytest.mark.parametrize(
    ("cells", "file"),
    [
        ({"主管部门": "省气象局"}, "省气象局/330600109000-甲.yaml"),
        ({}, "未归部门/330600109000-甲.yaml"),
        ({"主管部门": "..", "实施主体__名称": "../../etc"}, "未归部门/330600109000-甲.yaml"),
        ({"主管部门": "CON"}, "CON_/330600109000-甲.yaml"),
        ({"文件": "新/甲.yaml"}, "新/甲.yaml"),
        ({"文件": "新/甲#乙.yaml"}, "新/甲#乙.yaml"),
    ],
)
def test_where_a_new_file_goes(cells: dict[str, str], file: str, catalog: Path, workbook: Path) -> None:
    before = files_in(catalog)
    edit(workbook, lambda book: append(book, "事项", 基本编码="330600109000", 子项名称="甲", **cells))
    assert run("import", workbook, "-o", catalog) == 0
    assert set(files_in(catalog)) - set(before) == {file}


def test_a_catalog_that_keeps_its_files_at_the_top(catalog: Path, tmp_path: Path) -> None:
    shutil.move(catalog / "民政" / "临时救助给付.yaml", catalog / "救助.yaml")
    shutil.rmtree(catalog / "民政")
    book = exported(catalog, tmp_path / "甲.xlsx")
    edit(book, lambda book: append(book, "事项", 基本编码="330600109000", 子项名称="甲", 主管部门="省民政厅"))
    assert run("import", book, "-o", catalog) == 0
    assert (catalog / "330600109000-甲.yaml").is_file()


def test_a_material_less(catalog: Path, workbook: Path) -> None:
    def remove(book: object) -> None:
        sheet = book["申请材料"]  # type: ignore[index]
        sheet.delete_rows(row_of(sheet, "事故认定书", "名称"))

    before = files_in(catalog)["民政/临时救助给付.yaml"]
    edit(workbook, remove)
    assert run("import", workbook, "-o", catalog) == 0

    names = [each["名称"] for each in values_in(catalog)["民政/临时救助给付.yaml"][0]["申请材料"]]
    assert names == ["居民身份证", "临时救助申请书", "医疗费用结算单"]
    lines = differing_lines(before, files_in(catalog)["民政/临时救助给付.yaml"])
    assert lines
    assert all(line.startswith("-") for line in lines)


def test_a_matter_whose_code_the_clerk_changed_stays_in_its_file(catalog: Path, workbook: Path) -> None:
    def change(book: object) -> None:
        for sheet in book.worksheets:  # type: ignore[attr-defined]
            for row in sheet.iter_rows(min_row=2, max_col=1):
                if row[0].value == AID:
                    row[0].value = "330600108000"

    before = files_in(catalog)
    edit(workbook, change)
    assert run("import", workbook, "-o", catalog, "--prune") == 0

    after = files_in(catalog)
    assert set(after) == set(before)
    assert differing_lines(before["民政/临时救助给付.yaml"], after["民政/临时救助给付.yaml"]) == [
        '- 基本编码: "330600107000"',
        '+ 基本编码: "330600108000"',
    ]


def test_a_workbook_of_some_columns_leaves_the_rest_alone(catalog: Path, workbook: Path) -> None:
    def narrow(book: object) -> None:
        for name in book.sheetnames:  # type: ignore[attr-defined]
            if name not in ("事项", "申请材料"):
                del book[name]  # type: ignore[attr-defined]
        for sheet, kept in (("事项", "基本编码 办理时限.承诺.数值"), ("申请材料", "基本编码 名称 受理标准")):
            grid = book[sheet]  # type: ignore[index]
            for index in range(grid.max_column, 0, -1):
                if str(grid.cell(1, index).value).rstrip("*") not in kept.split():
                    grid.delete_cols(index)
        put(book, "事项", AID, "办理时限.承诺.数值", 7)
        put(book, "申请材料", "事故认定书", "受理标准", "原件")

    before = files_in(catalog)
    edit(workbook, narrow)
    assert run("import", workbook, "-o", catalog) == 0

    after = files_in(catalog)
    assert {name for name in after if after[name] != before[name]} == {"民政/临时救助给付.yaml"}
    lines = differing_lines(before["民政/临时救助给付.yaml"], after["民政/临时救助给付.yaml"])
    assert len(lines) == 4
    assert [line.strip() for line in lines if "受理标准" in line][1] == "+     受理标准: 原件"


def test_a_matter_the_workbook_lacks_stays_and_prune_deletes_it(
    catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def remove(book: object) -> None:
        for sheet in book.worksheets:  # type: ignore[attr-defined]
            for at in range(sheet.max_row, 1, -1):
                if sheet.cell(at, 1).value == AID:
                    sheet.delete_rows(at)

    before = files_in(catalog)
    edit(workbook, remove)
    assert run("import", workbook, "-o", catalog) == 0
    assert files_in(catalog) == before
    assert capsys.readouterr().out.splitlines() == [
        "不变 4 件。",
        "目录里另有 1 件不在工作簿里，没有动；要删去请加 --prune。",
        "  临时救助给付（330600107000）",
    ]

    assert run("import", workbook, "-o", catalog, "--prune") == 0
    del before["民政/临时救助给付.yaml"]
    assert files_in(catalog) == before
    assert capsys.readouterr().out == "删去 1 件，不变 4 件。\n  删去：临时救助给付（330600107000）\n"


def test_one_document_of_several_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    catalog = copy_of("xiangshan", tmp_path)
    several = [name for name, values in values_in(catalog).items() if len(values) > 1]
    assert several
    book = workbook_of_example("xiangshan", tmp_path / "甲.xlsx")

    def remove(book: object) -> None:
        sheet = book["事项"]  # type: ignore[index]
        sheet.delete_rows(row_of(sheet, f"{several[0]}#2", "文件"))

    before = values_in(catalog)
    edit(book, remove)
    code = run("import", book, "-o", catalog, "--prune")
    # Its rows in the other sheets are nobody's now: the import says so and deletes nothing.
    assert code == 1
    assert values_in(catalog) == before


def test_no_sheet_of_one_things_says_nothing_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    catalog = copy_of("xiangshan", tmp_path)
    before = files_in(catalog)
    book = workbook_of_example("xiangshan", tmp_path / "甲.xlsx")

    def remove(book: object) -> None:
        for name in [name for name in book.sheetnames if name.startswith("一件事")]:  # type: ignore[attr-defined]
            del book[name]  # type: ignore[attr-defined]

    edit(book, remove)
    assert run("import", book, "-o", catalog, "--prune") == 0
    assert files_in(catalog) == before
    assert "注意：工作簿里没有“一件事”表，目录里的一件事没有删。" in capsys.readouterr().err


def test_the_manifest_changes_where_it_differs(
    catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (catalog / "catalog.yaml").read_bytes()
    edit(workbook, lambda book: put(book, "目录信息", "发布机构", "内容", "虹桥镇"))
    assert run("import", workbook, "-o", catalog) == 0
    lines = differing_lines(before, (catalog / "catalog.yaml").read_bytes())
    assert lines == ["- 发布机构: 乐清市虹桥镇人民政府", "+ 发布机构: 虹桥镇"]
    assert capsys.readouterr().out == "改动目录信息，不变 5 件。\n"


def test_the_helpers_find_cells(workbook: Path) -> None:
    def look(book: object) -> None:
        sheet = book["事项"]  # type: ignore[index]
        assert sheet.cell(row_of(sheet, AID, "基本编码"), column(sheet, "子项名称")).value == "临时救助给付"

    edit(workbook, look)


def test_another_region_s_workbook_is_not_mixed_in(
    catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(catalog)
    other = workbook_of_example("tonglu", tmp_path / "别处.xlsx")
    assert run("import", other, "-o", catalog) == 3
    assert "（区划代码 330122），hongqiao 是" in capsys.readouterr().err
    assert files_in(catalog) == before


def test_what_somebody_may_have_filled_in_is_kept(
    catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = workbook.read_bytes() + b" "
    workbook.write_bytes(edited)
    assert run("export", catalog, "-o", workbook) == 0
    assert "原来的 甲.xlsx 另存为 甲-旧.xlsx" in capsys.readouterr().err
    assert workbook.with_name("甲-旧.xlsx").read_bytes() == edited
    assert run("init", "--xlsx", workbook) == 3
    assert run("import", workbook, "--suggest", "-o", workbook.with_name("甲-旧.xlsx")) == 3
    assert workbook.with_name("甲-旧.xlsx").read_bytes() == edited
