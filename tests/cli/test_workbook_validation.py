"""`validate` of a workbook: as of the folder it came from, with cells for places."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from catalog_tool.model import cell_name
from tests.workbooks.catalogs import EXAMPLES, GUIDES, SMALL, copy_of, edit, put, row_of, run, workbook_of_example

SCHEMA = Path(__file__).parents[2] / "docs/findings.schema.json"
ONLY_FILES_HAVE = {"unquoted-code"}
"""A cell has no quotes; whether attachments are there only a folder can tell, and these lie in it."""


def report(capfdbinary: pytest.CaptureFixture[bytes], *paths: str | Path) -> dict[str, Any]:
    capfdbinary.readouterr()
    code = run("validate", *paths, "--format", "json", "--no-cache", "--jobs", "1")
    found = json.loads(capfdbinary.readouterr().out)
    assert code == (1 if found["summary"]["error"] else 0)
    return found


def told(found: dict[str, Any]) -> Counter[str]:
    """What findings say but for where: rule, matter, message, path."""
    keys = ("rule", "severity", "matter", "message", "path", "args", "fingerprint")
    return Counter(json.dumps([each[key] for key in keys], ensure_ascii=False) for each in found["findings"])


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook with a missing limit, an unknown word and a cell that cannot be read."""
    monkeypatch.chdir(tmp_path)
    path = workbook_of_example(SMALL, tmp_path / "甲.xlsx")

    def change(book: Any) -> None:
        put(book, "事项", "330600107000", "办件类型", None)
        put(book, "申请材料", "事故认定书", "类别", "证件")
        put(book, "窗口", "330600107000", "窗口", True)

    edit(path, change)
    return path


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_workbook_is_judged_as_its_folder(
    name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = report(capfdbinary, GUIDES / name)
    workbook = report(capfdbinary, workbook_of_example(name, tmp_path / "甲.xlsx"))

    folder["findings"] = [each for each in folder["findings"] if each["rule"] not in ONLY_FILES_HAVE]
    assert told(workbook) == told(folder)
    assert workbook["summary"]["matters"] == folder["summary"]["matters"]
    assert workbook["summary"]["files"] == 1


def test_faulty_values_are_judged_alike(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    catalog = tmp_path / SMALL
    shutil.copytree(GUIDES / SMALL, catalog)
    path = catalog / "民政/临时救助给付.yaml"
    text = path.read_text(encoding="utf-8").replace("办件类型: 承诺件\n", "").replace("类别: 证明", "类别: 证件", 1)
    path.write_text(text.replace("到现场次数: 1", '到现场次数: "1"') + "自定: {甲: 乙}\n", encoding="utf-8")
    assert run("export", catalog, "-o", tmp_path / "甲.xlsx") == 0

    folder, workbook = report(capfdbinary, catalog), report(capfdbinary, tmp_path / "甲.xlsx")
    assert {"missing-key", "unknown-value", "unknown-key", "wrong-type"} <= {
        each["rule"] for each in folder["findings"]
    }
    assert told(workbook) == told(folder)


def test_findings_have_sheet_and_cell(broken: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    found = report(capfdbinary, broken)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    places = {each["rule"]: (each["file"], each["sheet"], each["cell"]) for each in found["findings"]}
    book = load_workbook(broken)
    at = {name: {str(cell.value).rstrip("*"): cell.column for cell in book[name][1]} for name in book.sheetnames}

    def cell(sheet: str, text: str, header: str) -> tuple[str, str, str]:
        return "甲.xlsx", sheet, cell_name(row_of(book[sheet], text), at[sheet][header])

    assert places["missing-key"] == cell("事项", "330600107000", "办件类型")
    assert places["unknown-value"] == cell("申请材料", "事故认定书", "类别")
    assert places["damaged-cell"] == cell("窗口", "330600107000", "窗口")
    for each in found["findings"]:
        assert each["cell"] == cell_name(each["line"], each["column"])


def test_the_text_report_names_cells(broken: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("validate", broken, "--no-cache") == 1
    out = capfdbinary.readouterr().out.decode()
    assert "甲.xlsx" in out
    assert "申请材料!" in out


def test_a_copy_with_remarks(broken: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before = broken.read_bytes()
    found = report(capfdbinary, broken)["findings"]
    assert run("validate", broken, "--format", "xlsx=批注.xlsx", "--no-cache") == 1
    assert broken.read_bytes() == before

    plain, marked = load_workbook(broken), load_workbook(tmp_path / "批注.xlsx")
    assert marked.sheetnames == ["问题清单", *plain.sheetnames]
    for each in found:
        remark = marked[each["sheet"]][each["cell"]].comment
        assert remark is not None, each
        assert each["message"] in remark.text
    listed = [str(cell.value) for row in marked["问题清单"].iter_rows() for cell in row]
    assert all(each["message"] in listed for each in found)
    assert all(f"{each['sheet']}!{each['cell']}" in " ".join(listed) for each in found)
    # All else is as it was, and the copy is judged as the workbook.
    for sheet in plain.worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [[cell.value for cell in row] for row in marked[sheet.title].iter_rows()] == rows
    assert told(report(capfdbinary, tmp_path / "批注.xlsx")) == told({"findings": found})


def test_a_workbook_is_not_overwritten(broken: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before = broken.read_bytes()
    assert run("validate", broken, "--format", "xlsx=甲.xlsx", "--no-cache") == 2
    assert broken.read_bytes() == before


@pytest.mark.parametrize("options", [["--fix"], ["--fix", "--dry-run"], ["--since", "HEAD"]])
def test_what_is_for_files_only(options: list[str], broken: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("validate", broken, *options) == 2
    assert "--fix 和 --since 只用于目录的文件，工作簿请先导入。" in capfdbinary.readouterr().err.decode()


def test_two_workbooks_and_a_folder_in_one_run(
    broken: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    other = workbook_of_example("yueqing", tmp_path / "乙.xlsx")
    alone = [report(capfdbinary, each) for each in (broken, other, GUIDES / "hangzhou")]
    together = report(capfdbinary, broken, other, GUIDES / "hangzhou")
    assert told(together) == sum(map(told, alone), Counter())
    assert together["summary"]["matters"] == sum(each["summary"]["matters"] for each in alone)
    files = {each["file"] for each in together["findings"]}
    assert {"甲.xlsx", "乙.xlsx"} < files
    # Named twice it is one.
    assert told(report(capfdbinary, broken, broken)) == told(alone[0])


def test_a_workbook_among_the_files_of_a_catalog_is_an_attachment(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    catalog = copy_of(SMALL, tmp_path)
    (catalog / "附件").mkdir()
    attachment = workbook_of_example(SMALL, catalog / "附件" / "表.xlsx")
    found = report(capfdbinary, catalog / "民政/临时救助给付.yaml", attachment)
    assert (found["summary"]["files"], found["summary"]["matters"]) == (1, 1)
    # Named alone it is what is to be checked: people export into the very folder they work in.
    assert report(capfdbinary, attachment)["summary"]["matters"] == 5
    # By two names it is still one.
    link = catalog / "附件" / "链接.xlsx"
    link.symlink_to(attachment)
    assert report(capfdbinary, attachment, link)["summary"]["matters"] == 5


def test_a_workbook_that_is_no_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any) -> None:
    monkeypatch.chdir(tmp_path)
    path = workbook_of_example(SMALL, tmp_path / "甲.xlsx")

    def change(book: Any) -> None:
        for name in ("事项", "目录信息"):
            book[name].delete_rows(1)

    edit(path, change)
    assert run("validate", path) == 3
    assert "甲.xlsx 不是 catalog-tool 的工作簿" in (said := capfdbinary.readouterr().err.decode())
    assert "catalog-tool import 甲.xlsx --suggest" in said
    (tmp_path / "乙.xlsx").write_text("编码,名称\n", encoding="utf-8")
    assert run("validate", tmp_path / "乙.xlsx") == 3
    assert run("validate", tmp_path / "无.xlsx") == 3
