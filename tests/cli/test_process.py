"""The program as a process in bad company: closed streams, full disks, pipes that end, other encodings, Ctrl-C."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CLEAN = PROJECT / "tests/rules"
PROGRAM = f"{shlex.quote(sys.executable)} -m catalog_tool"
Shell = Callable[..., subprocess.CompletedProcess[bytes]]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are a POSIX shell's ways")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Runs a shell line in a folder with a catalog c that has one fault; `program` stands for the program."""
    (tmp_path / "c").mkdir()
    (tmp_path / "c/catalog.yaml").write_bytes((CLEAN / "clean_manifest.yaml").read_bytes())
    (tmp_path / "c/甲.yaml").write_text("备注: [甲]\n", encoding="utf-8")

    def run(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            ["/bin/sh", "-c", line.replace("program", PROGRAM)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        assert "程序自身出错".encode() not in done.stderr, done.stderr.decode()
        return done

    return run


def test_closed_output_is_no_reason_to_fail(shell: Shell) -> None:
    assert shell("program validate c >&-").returncode == 1
    assert shell("program validate c >&- 2>&- <&-").returncode == 1
    assert shell("program validate nothere 2>&-").returncode == 3


def test_closed_input_is_an_empty_one(shell: Shell) -> None:
    done = shell("program validate - --catalog c <&-")

    assert done.returncode == 1
    assert "文件是空的" in done.stdout.decode()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
@pytest.mark.parametrize("command", ["validate c", "--help", "rules", "validate c --format json", "--version"])
def test_a_full_disk_is_said(command: str, shell: Shell) -> None:
    done = shell(f"program {command} >/dev/full")

    assert done.returncode == 3
    assert "磁盘已满" in done.stderr.decode()


@pytest.mark.parametrize("command", ["validate c", "--help", "rules", "validate c --format json"])
def test_a_reader_that_has_gone_is_no_fault(command: str, shell: Shell) -> None:
    # The reader ends before anything is written.
    done = shell(
        f"{{ sleep 0.2; program {command}; echo $? >code; }} | true; while [ ! -s code ]; do sleep 0.05; done; cat code"
    )

    assert done.stdout == b"0\n"
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
@pytest.mark.parametrize("command", ["validate c", "--help", "validate 没有", "rules --nope", "explain duplicate-key"])
def test_pipes_get_utf8_whatever_the_surroundings_say(encoding: str, command: str, shell: Shell) -> None:
    done = shell(f"program {command}", LC_ALL="C", PYTHONIOENCODING=encoding)
    also = shell(f"program {command}", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    text = (done.stdout + done.stderr).decode("utf-8")
    assert any("\u4e00" <= character <= "\u9fff" for character in text)
    assert (also.stdout + also.stderr).decode("utf-8")
    assert also.returncode == done.returncode


def test_a_lost_working_folder_is_said(shell: Shell) -> None:
    done = shell("mkdir d; cd d; rmdir ../d; program validate ../c")

    assert done.returncode == 3
    assert "当前文件夹已被删除或移走" in done.stderr.decode()


def test_endless_input_is_too_large(shell: Shell) -> None:
    done = shell("yes | program validate - --catalog c")

    assert done.returncode == 1
    assert "file-too-large" in done.stdout.decode()


@pytest.mark.parametrize(
    ("target", "words"),
    [("c", "已有同名的文件或文件夹"), ("c/catalog.yaml/x", "已有同名的文件或文件夹"), ("长" * 100, "名称或路径太长")],
)
def test_output_that_cannot_be_written_is_said(target: str, words: str, shell: Shell) -> None:
    done = shell(f"program validate c -o {target}; echo $?; ls -A c")

    assert done.stdout.decode().split("\n") == ["3", "catalog.yaml", "甲.yaml", ""]
    assert words in done.stderr.decode()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
def test_output_to_devices_and_pipes(shell: Shell) -> None:
    assert shell("program validate c -o /dev/full").returncode == 3
    assert b"wrong-type" in shell("program validate c -o /dev/stdout | cat").stdout
    assert shell("program validate c -o /dev/null; test -c /dev/null").returncode == 0


def test_files_in_the_shells_own_order_and_number(shell: Shell) -> None:
    done = shell("mkdir c/附件; touch c/附件/a.docx; program validate c/*")

    assert done.returncode == 1
    assert "检查了 1 个文件" in done.stdout.decode()


def test_a_link_that_leads_out_is_refused_and_never_shown(shell: Shell) -> None:
    done = shell("echo 密: 码 >secret; ln -s ../secret c/乙.yaml; ln -s ../secret c/丙.txt; program validate c")

    assert "link-outside" in done.stdout.decode()
    assert "密: 码" not in done.stdout.decode()


def test_names_of_files_cannot_move_the_cursor(shell: Shell) -> None:
    done = shell("printf '备注: [甲]\\n' >\"$(printf 'c/\\033[31m红\\n行.yaml')\"; program validate c")

    assert "␛[31m红 行.yaml" in done.stdout.decode()
    assert b"\x1b" not in done.stdout
    gone = shell("program validate \"$(printf 'c/\\033[31m没有')\"")
    assert b"\x1b" not in gone.stderr


def test_names_that_are_no_utf8_are_shown_and_read(shell: Shell) -> None:
    done = shell("printf '备注: [甲]\\n' >\"$(printf 'c/\\377.yaml')\"; program validate c --select wrong-type")
    text = done.stdout.decode("utf-8")

    assert "c/\ufffd.yaml:1:5" in text
    assert text.count("│ 备注: [甲]") == 2


def test_interrupted_it_says_so_and_leaves_nothing(tmp_path: Path, shell: Shell) -> None:
    for number in range(12):
        (tmp_path / f"c/大{number}.yaml").write_text("甲: 乙\n---\n" * 4_900, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "catalog_tool", "validate", "c", "-o", "out.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)

    assert shell("ls").stdout == b"c\n"
    assert process.returncode == 130
    assert error.decode() == "catalog-tool：已中断，没有写出不完整的文件。\n"
