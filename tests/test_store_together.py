"""Files that come one by one stand in their places together, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.store.together import Together


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def put(target: Path, files: dict[str, bytes], *, fails: bool = False) -> None:
    with Together(str(target)) as folder:
        for name, data in files.items():
            folder.put(name, data)
        if fails:
            raise ZeroDivisionError


def test_nothing_stands_in_its_place_before_all_is_there(tmp_path: Path) -> None:
    with Together(str(tmp_path / "新")) as folder:
        folder.put("网页/index.html", b"1")
        assert not (tmp_path / "新/网页/index.html").exists()
        folder.put("册.pdf", b"2")
    assert names(tmp_path / "新") == ["册.pdf", "网页", "网页/index.html"]
    assert (tmp_path / "新/册.pdf").read_bytes() == b"2"
    assert os.stat(tmp_path / "新/册.pdf").st_mode & 0o044


def test_an_error_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "册.pdf").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        put(tmp_path, {"册.pdf": b"new", "新/甲/册.pdf": b"new"}, fails=True)
    assert names(tmp_path) == ["册.pdf"]
    assert (tmp_path / "册.pdf").read_bytes() == b"old"


def test_a_file_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "网页").write_bytes(b"")
    with pytest.raises(CannotRun, match="网页"):
        put(tmp_path, {"册.pdf": b"1", "网页/index.html": b"2"})
    assert names(tmp_path) == ["网页"]


def test_a_place_that_cannot_be_taken_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "册.pdf").mkdir()
    with pytest.raises(CannotRun, match="册"):
        put(tmp_path, {"册.pdf": b"1"})
    assert names(tmp_path) == ["册.pdf"]
