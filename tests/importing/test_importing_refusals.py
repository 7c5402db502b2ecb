"""What an import refuses, and what it never does: half a matter, a file outside the folder, half a run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalog_tool.findings import CannotRun
from catalog_tool.store import changing
from catalog_tool.store.changing import Change, change_files
from tests.workbooks.catalogs import (
    append,
    column,
    edit,
    files_in,
    put,
    row_of,
    run,
)

AID = "330600107000"
FILE = "民政/临时救助给付.yaml"
NEW = 330600109000
"""The code of the first new matter."""
needs_posix = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


def damage(book: Any) -> None:
    """A limit of one matter changes, a date of another became a number, and a row is nobody's."""
    put(book, "事项", AID, "办理时限.承诺.数值", 7)
    put(book, "事项", "社会保险参保证明打印", "办理时限.承诺.说明", 1.5)
    put(book, "事项", "社会保险参保证明打印", "通俗名称", "另一个")
    append(book, "申请材料", 基本编码="330699999000", 名称="户口簿")


def test_a_matter_with_a_fault_stays_out_whole_and_others_go_in(
    catalog: Path, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(catalog)
    edit(workbook, damage)
    assert run("import", workbook, "-o", catalog, "--prune") == 1

    after = files_in(catalog)
    assert {name for name in before if after.get(name) != before[name]} == {FILE}
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "改动 1 件，不变 3 件。",
        "  改动：临时救助给付（330600107000）：办理时限",
        "1 件没有导入，共 2 处：",
        *[line for line in captured.out.splitlines() if "!" in line],
        "原因写在 甲-未导入.xlsx 的单元格里；改好后把它再导入一次，已导入的不会重复。",
        "接着检查：catalog-tool validate hongqiao",
    ]
    assert "这里是数字 1.5，不是文本" in captured.out


def test_the_copy_says_why_and_can_be_imported_once_it_is_right(
    catalog: Path, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(workbook, damage)
    assert run("import", workbook, "-o", catalog) == 1

    copy = tmp_path / "甲-未导入.xlsx"
    book = load_workbook(copy)
    assert book.sheetnames[0] == "未导入的行"
    listed = [[cell.value for cell in row] for row in book["未导入的行"].iter_rows()]
    texts = [str(cell) for row in listed for cell in row if cell is not None]
    assert any("这里是数字 1.5" in text for text in texts)
    assert any("330699999000" in text and "户口簿" in text for text in texts)
    sheet = book["事项"]
    cell = sheet.cell(row_of(sheet, "社会保险参保证明打印"), column(sheet, "办理时限.承诺.说明"))
    assert "这里是数字 1.5" in cell.comment.text

    def mend(book: Any) -> None:
        put(book, "事项", "社会保险参保证明打印", "办理时限.承诺.说明", "当场")
        book["申请材料"].delete_rows(row_of(book["申请材料"], "330699999000"))

    edit(copy, mend)
    capsys.readouterr()
    assert run("import", copy, "-o", catalog) == 0
    assert capsys.readouterr().out.startswith("改动 1 件，不变 4 件。\n")
    assert "通俗名称: 另一个" in (catalog / "人社/社会保险参保证明打印.yaml").read_text(encoding="utf-8")


def test_a_refused_matter_is_not_pruned(catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def change(book: Any) -> None:
        put(book, "事项", AID, "文件", None)
        put(book, "事项", AID, "基本编码", 330600107000)

    before = files_in(catalog)
    edit(workbook, change)
    assert run("import", workbook, "-o", catalog, "--prune") == 1
    assert files_in(catalog) == before
    assert (
        "注意：工作簿里有没读出的行，分不清是删了还是没读出，目录里多出来的事项这次都没有删。"
        in capsys.readouterr().err
    )


def test_nothing_is_written_beside_when_it_is_only_shown(catalog: Path, workbook: Path, tmp_path: Path) -> None:
    edit(workbook, damage)
    before = files_in(tmp_path)
    assert run("import", workbook, "-o", catalog, "--dry-run") == 1
    assert files_in(tmp_path) == before


def test_the_copy_where_one_wants_it(catalog: Path, workbook: Path, tmp_path: Path) -> None:
    edit(workbook, damage)
    assert run("import", workbook, "-o", catalog, "--refused", tmp_path / "退回.xlsx") == 1
    assert (tmp_path / "退回.xlsx").is_file()
    assert not (tmp_path / "甲-未导入.xlsx").exists()
    before = files_in(tmp_path)
    assert run("import", workbook, "-o", catalog, "--refused", workbook) == 2
    assert run("import", workbook, "-o", catalog, "--refused", tmp_path / "退回.txt") == 2
    assert files_in(tmp_path) == before


REFUSED = (
    "../x.yaml",
    "/etc/x.yaml",
    "C:\\x.yaml",
    "\\\\srv\\x.yaml",
    "a/../../b.yaml",
    "x.txt",
    "a:b.yaml",
    "甲.YAML",
)
RENAMED = ("catalog.yaml", "乙/catalog.yaml", "Catalog.yaml", "policy.yaml", ".hidden.yaml", "_x/甲.yaml", "CON.yaml",
           "甲/aux.yaml/乙.yaml", "甲//乙.yaml", "./甲.yaml", "甲 /乙.yaml", f"{'长' * 100}.yaml", "民政.yaml/.yaml",
           f"{FILE}/甲.yaml", FILE.upper().replace("YAML", "yaml"), FILE)  # fmt: skip


def import_with_files(catalog: Path, workbook: Path, names: Sequence[str]) -> int:
    """Import new matters whose rows say in which files they stand."""

    def add(book: Any) -> None:
        for number, name in enumerate(names, NEW):
            append(book, "事项", 基本编码=str(number), 子项名称="甲", 主管部门="省气象局", 文件=name)

    edit(workbook, add)
    return run("import", workbook, "-o", catalog)


def test_files_that_lead_elsewhere_are_refused(
    catalog: Path, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(tmp_path)
    assert import_with_files(catalog, workbook, REFUSED) == 1
    after = files_in(tmp_path)
    assert set(after) - set(before) == {"甲-未导入.xlsx"}
    assert [name for name in before if name != "甲.xlsx" and after[name] != before[name]] == []
    out = capsys.readouterr().out
    assert [name for name in REFUSED if f"“文件”写的 {name} " not in out] == []
    assert out.count("请清空这一格，由程序定文件名") == len(REFUSED)


def test_files_that_cannot_be_are_named_anew(catalog: Path, workbook: Path, tmp_path: Path) -> None:
    before = files_in(tmp_path)
    assert import_with_files(catalog, workbook, RENAMED) == 0
    after = files_in(tmp_path)
    new = {f"hongqiao/省气象局/{number}-甲.yaml" for number, _ in enumerate(RENAMED, NEW)}
    assert set(after) - set(before) == new
    assert [name for name in before if name != "甲.xlsx" and after[name] != before[name]] == []


@needs_posix
@pytest.mark.parametrize("name", ["外/甲.yaml", "外/里/甲.yaml", "链.yaml", "断.yaml", "", "里/甲.yaml"])
def test_links_in_the_folder_lead_nowhere(name: str, catalog: Path, workbook: Path, tmp_path: Path) -> None:
    outside = tmp_path / "外面"
    outside.mkdir()
    (outside / "空.yaml").touch()
    for link, target in (
        ("外", "外面"),
        ("省气象局", "外面"),
        ("链.yaml", "外面/空.yaml"),
        ("断.yaml", "外面/无.yaml"),
    ):
        (catalog / link).symlink_to(tmp_path / target)
    (catalog / "里").mkdir()
    (catalog / "里" / "catalog.yaml").touch()
    before = files_in(tmp_path)

    assert import_with_files(catalog, workbook, [name]) == 0
    after = files_in(tmp_path)
    assert [*outside.iterdir()] == [outside / "空.yaml"]
    assert (outside / "空.yaml").read_bytes() == b""
    assert set(after) - set(before) == {f"hongqiao/省气象局-2/{NEW}-甲.yaml"}


@pytest.mark.parametrize(
    ("source", "copy", "target", "said"),
    [
        ("catalog.yaml", "文件", "文件", "文件 不是文件夹"),
        ("", "", "hongqiao/民政", "hongqiao/民政 在目录 hongqiao 里面，目录里不能再有目录"),
        ("", "", "hongqiao/新", "hongqiao/新 在目录 hongqiao 里面"),
        ("", "", ".", ". 里面有目录 hongqiao，目录里不能再有目录"),
        (FILE, "别的/甲.yaml", "别的", "别的 里有 别的/甲.yaml，却没有 catalog.yaml"),
        (FILE, "别的/民政/甲.yaml", "别的", "却没有 catalog.yaml"),
    ],
)
def test_folders_that_cannot_be_the_catalog(
    source: str,
    copy: str,
    target: str,
    said: str,
    catalog: Path,
    workbook: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if copy:
        (tmp_path / copy).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(catalog / source, tmp_path / copy)
    before = files_in(tmp_path)
    assert run("import", workbook, "-o", target) == 3
    assert said in capsys.readouterr().err
    assert files_in(tmp_path) == before


def test_a_new_catalog_needs_its_manifest(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(workbook, lambda book: book.remove(book["目录信息"]))
    assert run("import", workbook, "-o", "新") == 3
    assert "新 里还没有 catalog.yaml，工作簿里没有“目录信息”" in capsys.readouterr().err
    assert not (tmp_path / "新").exists()


def test_a_file_that_cannot_be_read_holds_its_matters_back(
    catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (catalog / FILE).open("a", encoding="utf-8") as stream:
        stream.write("---\n甲: [\n")
    before = files_in(catalog)

    edit(workbook, lambda book: put(book, "事项", AID, "办理时限.承诺.数值", 7))
    assert run("import", workbook, "-o", catalog, "--prune") == 1
    assert files_in(catalog) == before
    assert f"原文件 hongqiao/{FILE} 第 " in capsys.readouterr().out


def test_a_file_of_which_nothing_can_be_read(catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Its matter is none that stands: only by 文件 it is known that it must not go into a second file.
    (catalog / FILE).write_bytes(b"\xff\xfe\x00")
    before = files_in(catalog)
    assert run("import", workbook, "-o", catalog) == 1
    assert files_in(catalog) == before
    assert f"hongqiao/{FILE}" in capsys.readouterr().out


def test_a_manifest_that_cannot_be_read(catalog: Path, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (catalog / "catalog.yaml").write_text("类别: 实施清单\n类别: 实施清单\n", encoding="utf-8")
    before = files_in(catalog)
    assert run("import", workbook, "-o", catalog) == 1
    assert files_in(catalog) == before
    assert "hongqiao/catalog.yaml 有读不了的地方，“目录信息”没有导入；请先改好这个文件" in capsys.readouterr().out


@needs_posix
def test_all_or_nothing(
    catalog: Path, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(book: Any) -> None:
        for row in range(2, book["事项"].max_row + 1):
            book["事项"].cell(row, column(book["事项"], "办理时限.承诺.说明")).value = "改了"
        append(book, "事项", 基本编码=str(NEW), 子项名称="甲")

    edit(workbook, change)
    before = files_in(tmp_path)
    write, written = changing.write_file, []

    def full(path: str, data: bytes) -> None:
        if len(written) >= 2 and path not in written:
            raise CannotRun(f"没有写成 {path}：磁盘已满。")
        written.append(path)
        write(path, data)

    monkeypatch.setattr(changing, "write_file", full)
    assert run("import", workbook, "-o", catalog) == 3
    assert len(written) == 4  # two written, and put back
    assert files_in(tmp_path) == before
    assert capsys.readouterr().err.endswith("磁盘已满。其余文件都没有改动。\n")


def test_files_changed_together(tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    changes = [
        Change(str(tmp_path / "甲"), "甲".encode(), b"1"),
        Change(str(tmp_path / "乙"), "乙".encode(), None),
        Change(str(tmp_path / "新" / "丁"), None, b"2"),
    ]
    # What was changed by others meanwhile is theirs.
    for wrong in (
        Change(str(tmp_path / "丙"), b"?", b"3"),
        Change(str(tmp_path / "丙"), None, b"3"),
        Change(str(tmp_path / "无"), b"?", b"3"),
    ):
        before = files_in(tmp_path)
        with pytest.raises(CannotRun, match="没有改动任何文件"):
            change_files([*changes, wrong])
        assert files_in(tmp_path) == before
    # A folder that cannot be made, once others are done.
    with pytest.raises(CannotRun, match="其余文件都没有改动"):
        change_files([*changes, Change(str(tmp_path / "丙" / "戊"), None, b"3")])
    assert files_in(tmp_path) == before

    change_files(changes)
    assert files_in(tmp_path) == {"甲": b"1", "丙": "丙".encode(), "新/丁": b"2"}
