"""Files are written whole or not at all, and what went wrong is said in Chinese."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.store import write_file

needs_links = pytest.mark.skipif(os.name == "nt", reason="links and devices need rights on Windows")


def test_write_makes_folders_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "新/更新/甲.txt"
    write_file(target, b"1")
    write_file(target, b"2")

    assert target.read_bytes() == b"2"
    assert os.listdir(target.parent) == ["甲.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_write_keeps_the_mode_and_new_files_are_as_any(tmp_path: Path) -> None:
    old, new, plain = tmp_path / "旧", tmp_path / "新", tmp_path / "平"
    old.write_bytes(b"")
    plain.write_bytes(b"")
    old.chmod(0o640)
    write_file(old, b"1")
    write_file(new, b"1")

    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no space"), OSError(errno.EIO, "io"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "甲.txt"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else CannotRun):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["甲.txt"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘已满。请腾出空间后重试。"),
        (errno.EACCES, "没有写入权限，或文件正被 Excel、WPS 等程序打开"),
        (errno.EROFS, "这个位置是只读的。请换个位置。"),
        (errno.ENAMETOOLONG, "名称或路径太长"),
        (errno.EBUSY, "系统不允许（EBUSY）"),
    ],
)
def test_the_reason_of_a_failed_write_is_said(
    code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.txt").write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(CannotRun) as caught:
        write_file(tmp_path / "甲.txt", b"new")
    assert words in str(caught.value)
    assert "（原文件未动）" in str(caught.value)


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "夹/x").mkdir(parents=True)
    (tmp_path / "件").write_bytes(b"")

    for target in (tmp_path / "夹", tmp_path / "件/甲.txt"):
        with pytest.raises(CannotRun, match="已有同名的文件或文件夹"):
            write_file(target, b"")


@needs_links
def test_a_link_is_written_through_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "链接").symlink_to("目标/甲.txt")
    write_file(tmp_path / "链接", b"1")
    write_file("/dev/null", b"2")

    assert (tmp_path / "链接").is_symlink()
    assert (tmp_path / "目标/甲.txt").read_bytes() == b"1"
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
def test_a_full_device_is_said() -> None:
    with pytest.raises(CannotRun, match="磁盘已满"):
        write_file("/dev/full", b"1")
