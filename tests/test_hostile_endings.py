"""Runs that are killed, ended, or share their cache: the old report or the new one, never half of one."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from hostile import CLEAN, PATIENCE, Run, command, environment, make_catalog, run_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and signals are POSIX ways")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = make_catalog(tmp_path)
    (folder / "好.yaml").write_bytes((CLEAN / "clean_matter.yaml").read_bytes())
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_in(tmp_path)


def many(catalog: Path, count: int = 205) -> None:
    """Enough files for the cache, and for a report of some size."""
    text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8")
    for number in range(count):
        faults = "".join(f"错{each}: 1\n" for each in range(5))
        body = text.replace('"330100201000"', f'"3301{number:05d}000"') + faults
        (catalog / f"{number:04d}.yaml").write_text(body, encoding="utf-8")
        os.utime(catalog / f"{number:04d}.yaml", (1, 1))


def seen_in(folder: Path, pattern: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until a file like this is there, or the process has ended."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        if any(folder.glob(pattern)):
            return True
    return False


def test_a_run_that_is_killed_leaves_the_old_report_or_the_new_one(catalog: Path, run: Run, tmp_path: Path) -> None:
    many(catalog)
    report, kept = tmp_path / "out.json", tmp_path / "xdg/catalog-tool"
    arguments = ("validate", "c", "--format", "json=out.json", "--jobs", "1")
    run(*arguments, "--no-cache")
    whole = report.read_bytes()
    # As the report is written beside its place, as the cache is written, and at any other moment.
    for moment in (".out.json.*.tmp", "xdg/catalog-tool/*-journal", 0.3 + random.random() / 2):
        report.write_bytes(b"old")
        shutil.rmtree(kept, ignore_errors=True)
        with subprocess.Popen(command(*arguments), cwd=tmp_path, env=environment(tmp_path)) as process:
            if isinstance(moment, float):
                time.sleep(moment)
            else:
                seen_in(tmp_path, moment, process)
            process.kill()
        assert report.read_bytes() in (b"old", whole), moment
        # One temporary file at most is left, and the next run minds neither it nor what is left of the cache.
        left = [path.name for path in tmp_path.iterdir() if path.name not in ("c", "xdg", "out.json")]
        assert len(left) <= 1
        assert all(name.startswith(".out.json.") for name in left)
        run(*arguments)
        assert report.read_bytes() == whole, moment
        for name in left:
            (tmp_path / name).unlink()


def test_ended_by_sigterm_nothing_half_is_left(catalog: Path, tmp_path: Path) -> None:
    many(catalog)
    (tmp_path / "out.json").write_bytes(b"old")
    arguments = command("validate", "c", "--format", "json=out.json", "--jobs", "1")
    with subprocess.Popen(arguments, cwd=tmp_path, env=environment(tmp_path), stderr=subprocess.PIPE) as process:
        time.sleep(0.5)
        process.terminate()
        _, said = process.communicate(timeout=PATIENCE)

    assert process.returncode in (-signal.SIGTERM, 128 + signal.SIGTERM, 130)
    assert b"Traceback" not in said
    assert (tmp_path / "out.json").read_bytes() == b"old"


def test_two_runs_on_one_cache_as_processes(catalog: Path, run: Run, tmp_path: Path) -> None:
    many(catalog)
    both = [
        subprocess.Popen(
            command("validate", "c", "--jobs", "1", "--format", f"json={name}.json"),
            cwd=tmp_path,
            env=environment(tmp_path),
        )
        for name in "甲乙"
    ]

    assert [process.wait(PATIENCE) for process in both] == [1, 1]
    assert (tmp_path / "甲.json").read_bytes() == (tmp_path / "乙.json").read_bytes()


def test_a_reader_that_wants_one_line_only(catalog: Path, tmp_path: Path) -> None:
    many(catalog, 60)
    line = f"{shlex.join(command('validate', 'c', '--format', 'github'))} | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )

    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""
