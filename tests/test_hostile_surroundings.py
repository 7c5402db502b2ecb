"""Hostile folders, names, files that change and disks that are full."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import socket
import threading
from pathlib import Path
from typing import Any

import pytest
from hostile import CLEAN, Run, found_in, make_catalog, run_in

from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_bytes import MOST_BYTES
from catalog_tool.store import list_catalog, read_source, read_stamped, write_file

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and signals are POSIX ways")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = make_catalog(tmp_path)
    (folder / "好.yaml").write_bytes((CLEAN / "clean_matter.yaml").read_bytes())
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_in(tmp_path)


# --- what a folder may hold


def test_whatever_lies_in_the_folder_is_a_finding_or_nothing(catalog: Path, run: Run, tmp_path: Path) -> None:
    (catalog / "自己").symlink_to(".")
    (catalog / "上级").symlink_to("..")
    (catalog / "圈.yaml").symlink_to("圈.yaml")
    (catalog / "零.yaml").symlink_to("/dev/zero")
    (catalog / "空链.yaml").symlink_to("没有.yaml")
    (catalog / "里.yaml").symlink_to("好.yaml")
    os.mkfifo(catalog / "管道.yaml")
    (catalog / "夹.yaml").mkdir()
    (catalog / "夹.yaml/内.yaml").write_text("甲: [\n", encoding="utf-8")
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as door:
        here = os.getcwd()
        os.chdir(catalog)  # a socket's name must be short
        try:
            door.bind("插座.yaml")
        finally:
            os.chdir(here)
        run("validate", "c", "--format", "json=out.json")
    found = found_in(tmp_path / "out.json")

    links = {name: found[name] for name in ("自己", "上级", "圈.yaml", "零.yaml")}
    assert links["自己"] == links["上级"] == links["零.yaml"] == {"link-outside"}
    assert found["圈.yaml"] <= {"link-outside", "unreadable-file"}
    assert found["空链.yaml"] == found["管道.yaml"] == found["插座.yaml"] == {"unreadable-file"}
    assert found["夹.yaml/内.yaml"] == {"yaml-syntax"}
    assert "duplicate-code" in found["里.yaml"]


def test_a_catalog_that_is_reached_through_itself_is_one(catalog: Path, run: Run, tmp_path: Path) -> None:
    (catalog / "自己").symlink_to(".")

    run("validate", "c/自己/自己", "--format", "json=out.json")

    assert json.loads((tmp_path / "out.json").read_bytes())["summary"]["matters"] == 1


NAMES = [
    "两\n行",
    "-rf",
    "--help",
    "。..",
    "%s{0}",
    "\u202eexe.",
    "a\u2066b",
    "$(touch x)",
    "名" * 80,
    " ",
    "'\"\\",
    "\x1b[2J",
]


def test_names_are_shown_and_can_do_nothing(catalog: Path, run: Run, tmp_path: Path) -> None:
    for name in NAMES:
        (catalog / f"{name}.yaml").write_text("甲: [\n", encoding="utf-8")
    with open(os.fsencode(catalog) + b"/\xff\xfe.yaml", "wb") as stream:
        stream.write("甲: [\n".encode())
    formats = ("text", "json=out.json", "github=out.txt", "sarif=out.sarif", "junit=out.xml", "html=out.html")
    done = run("validate", "c", *(part for name in formats for part in ("--format", name)))
    found = found_in(tmp_path / "out.json")

    assert {name for name, rules in found.items() if "yaml-syntax" in rules} == {
        *(f"{name}.yaml" for name in NAMES),
        "\ufffd\ufffd.yaml",
    }
    assert not {"\u202e", "\u2066", "\x1b"} & set(done.stdout.decode())
    # In an annotation the name must be the file's own; it must not become an annotation itself.
    commands = [line for line in (tmp_path / "out.txt").read_text(encoding="utf-8").split("\n") if "::" in line]
    assert all(line.startswith("::error file=c/") for line in commands)


@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="the administrator may read everything")
def test_what_may_not_be_read_is_said(catalog: Path, run: Run, tmp_path: Path) -> None:
    (catalog / "密.yaml").write_text("甲: 乙\n", encoding="utf-8")
    (catalog / "密.yaml").chmod(0)
    (catalog / "夹").mkdir(mode=0)
    try:
        run("validate", "c", "--format", "json=out.json")
    finally:
        (catalog / "夹").chmod(0o700)

    assert found_in(tmp_path / "out.json") == {"密.yaml": {"unreadable-file"}, "夹": {"unreadable-file"}}


# --- files that change


@pytest.mark.parametrize("what", ["grows", "shrinks", "vanishes", "becomes a folder", "becomes a link to itself"])
def test_a_file_that_changes_after_it_was_listed(what: str, catalog: Path) -> None:
    path = catalog / "好.yaml"
    (file,) = list_catalog(catalog).files
    data = path.read_bytes()
    if what == "grows":
        path.write_bytes(data * 2)
    elif what == "shrinks":
        path.write_bytes(b"")
    else:
        path.unlink()
        if what == "becomes a folder":
            path.mkdir()
        elif what == "becomes a link to itself":
            path.symlink_to(path.name)
    found = read_source(file)

    if what in ("grows", "shrinks"):
        assert found == (data * 2 if what == "grows" else b"")
    else:
        assert isinstance(found, Refusal)
        assert found.rule.name == "unreadable-file"


@pytest.mark.parametrize("size", [0, 10, 6 * 1024 * 1024])
def test_a_file_that_changes_while_it_is_read_has_no_stamp(
    size: int, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = list_catalog(catalog).files
    real = os.read

    def read(handle: int, count: int) -> bytes:
        os.truncate(file.path, size)
        return real(handle, count)

    monkeypatch.setattr(os, "read", read)
    found, stamp = read_stamped(file)

    assert stamp is None
    assert isinstance(found, bytes)
    assert len(found) <= MOST_BYTES + 1  # which the reader refuses


def test_files_that_never_stand_still(catalog: Path, run: Run) -> None:
    data = (CLEAN / "clean_matter.yaml").read_bytes()
    over = threading.Event()

    def disturb() -> None:
        turn = 0
        while not over.is_set():
            turn += 1
            for number in range(40):
                path = catalog / f"{number}.yaml"
                if (turn + number) % 3:
                    path.write_bytes(data * (turn % 4) + b"[" * (turn % 7))
                else:
                    path.unlink(missing_ok=True)

    other = threading.Thread(target=disturb)
    other.start()
    try:
        for _ in range(2):
            assert run("validate", "c").returncode in (0, 1)
    finally:
        over.set()
        other.join()


# --- disks and folders to write to


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("when", ["write", "close"])
def test_a_disk_that_fills_up_while_a_report_is_written(
    when: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.FileIO):
        def write(self, data: Any) -> int:
            if when == "write":
                raise OSError(code, os.strerror(code))
            return super().write(data)

        def close(self) -> None:
            super().close()
            if when == "close":
                raise OSError(code, os.strerror(code))

    target = tmp_path / "报告.json"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fdopen", Full)
    with pytest.raises(CannotRun, match=r"没有写成 .*（原文件未动）"):
        write_file(target, b"new")

    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["报告.json"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
@pytest.mark.parametrize("format", ["json", "html", "xlsx", "junit"])
def test_a_full_disk_for_every_kind_of_report(format: str, catalog: Path, run: Run) -> None:
    done = run("validate", "c", "--format", f"{format}=/dev/full")

    assert done.returncode == 3
    assert "磁盘已满" in done.stderr.decode()


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="there is no folder that nobody may write to")
def test_a_folder_that_nobody_may_write_to(catalog: Path, run: Run) -> None:
    done = run("validate", "c", "-o", "/proc/报告.txt")

    assert done.returncode == 3
    assert done.stderr.decode().startswith("catalog-tool：没有写成 ")
