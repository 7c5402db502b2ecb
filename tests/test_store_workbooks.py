"""Workbooks are read from files, and what lies beside them is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.store import workbooks
from catalog_tool.store.workbooks import open_in_editor, read_workbook

needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes, pipes and links")
DATA = "编码,名称\n010200,设立\n".encode()


def write(folder: Path, name: str, data: bytes = DATA) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def refusal(path: str) -> str:
    with pytest.raises(CannotRun) as raised:
        read_workbook(path)
    said = str(raised.value)
    assert said.startswith("没有读 ")
    assert said.endswith("。")
    return said


def notes(path: str) -> list[str]:
    return read_workbook(path)[0].notes


def test_the_workbook_and_its_bytes(tmp_path: Path) -> None:
    book, data = read_workbook(write(tmp_path, "事项.csv"))
    assert data == DATA
    assert book.grids[0].rows == [["编码", "名称"], ["010200", "设立"]]
    assert book.notes == []


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "没有这个文件" in refusal(str(tmp_path / "没有.xlsx"))
    assert "文件夹" in refusal(str(tmp_path))
    assert "不允许的字符" in refusal(str(tmp_path / "a\0b.xlsx"))
    assert "没有这个文件" in refusal(os.path.join(write(tmp_path, "a.csv"), "b.csv")) or os.name != "nt"


@needs_posix
def test_pipes_and_files_without_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "管道.xlsx"
    os.mkfifo(pipe)
    assert "不是普通文件" in refusal(str(pipe))
    path = write(tmp_path, "事项.csv")

    def locked(*_: object) -> int:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(os, "open", locked)
    assert "正被 Excel、WPS 等程序占用" in refusal(path)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "事项.csv")
    monkeypatch.setattr(workbooks, "MOST_BYTES", len(DATA))
    assert read_workbook(path)[1] == DATA
    monkeypatch.setattr(workbooks, "MOST_BYTES", len(DATA) - 1)
    assert "文件超过 0 MB" in refusal(path)


@pytest.mark.parametrize(
    "lock",
    [
        "~$行政许可事项总清单.xlsx",
        "~$许可事项总清单.xlsx",
        ".~行政许可事项总清单.xlsx",
        ".~lock.行政许可事项总清单.xlsx#",
    ],
)
def test_lock_files(lock: str, tmp_path: Path) -> None:
    path = write(tmp_path, "行政许可事项总清单.xlsx")
    assert open_in_editor(path) == ""
    assert "请改用去掉开头符号的那个文件" in refusal(write(tmp_path, "~$别的.xlsx"))
    lock_path = write(tmp_path, lock, b"user")

    said = open_in_editor(path)
    assert lock in said
    assert "可能正在" in said
    assert any(note == f"{said}，读到的是上次保存的内容" for note in notes(path))
    assert "请改用 行政许可事项总清单.xlsx。" in refusal(lock_path)


def test_a_short_name_is_not_shortened_further(tmp_path: Path) -> None:
    path = write(tmp_path, "甲乙.csv")
    write(tmp_path, "~$.csv", b"user")
    assert open_in_editor(path) == ""


@pytest.mark.parametrize(
    "name",
    [
        "事项 - 副本.csv",
        "事项 - 副本 (2).csv",
        "事项(1).csv",
        "事项 (1).csv",
        "事项（2）.csv",
        "副本事项.csv",
        "副本(1)事项.csv",
        "复件 事项.csv",
        "Copy of 事项.csv",
        "Copy (2) of 事项.csv",
        "事项 - Copy.csv",
        "事项 - Copy (3).csv",
        "事项 copy 2.csv",
        "事项_副本.csv",
        "事项的副本.csv",
        "事项-冲突副本-张三-20240102.csv",
        "事项 (冲突副本 2024-01-02).csv",
    ],
)
def test_copies(name: str, tmp_path: Path) -> None:
    path = write(tmp_path, name)
    assert notes(path) == [f"看文件名，{name} 像是一个副本，请确认读的是该用的那一份"]

    original = write(tmp_path, "事项.csv")
    for copied, written, newer in ((1, 2, "事项.csv 较新"), (3, 2, "副本较新"), (2, 2, "两份的修改时间相同")):
        os.utime(path, (copied, copied))
        os.utime(original, (written, written))
        assert notes(path) == [f"看文件名，{name} 像是 事项.csv 的副本，两个文件都在；{newer}，请确认该用哪一份"]
    assert notes(original) == []


@pytest.mark.parametrize(
    "name", ["事项（2024）.csv", "事项(2024年版).csv", "营业执照副本.csv", "事项-1.csv", "copy.csv", "(1).csv"]
)
def test_names_that_are_no_copies(name: str, tmp_path: Path) -> None:
    assert notes(write(tmp_path, name)) == []
