"""The program as a process in hostile company, and what it said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CLEAN = PROJECT / "tests/rules"
MIB = 1024 * 1024
MEMORY = 1024 * MIB
"""Address space, not memory in use: libraries take a third of it before the first file is read."""
PATIENCE = 120
"""Seconds, where two would do: a busy machine must not fail a test."""
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def environment(folder: Path) -> dict[str, str]:
    """What the program finds around it: its cache lies in `folder`."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CACHE_HOME": str(folder / "xdg"), "PYTHONUTF8": "1"}


def command(*arguments: str) -> list[str]:
    """The program's command line."""
    return [sys.executable, "-m", "catalog_tool", *arguments]


def make_catalog(folder: Path) -> Path:
    """A catalog `c` without a matter."""
    (folder / "c").mkdir()
    (folder / "c/catalog.yaml").write_bytes((CLEAN / "clean_manifest.yaml").read_bytes())
    return folder / "c"


def run_in(folder: Path) -> Run:
    """Runs the program there; whatever it is given, it ends by itself, in one of its ways, in little memory."""

    def program(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            command(*arguments),
            cwd=folder, env=environment(folder), capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE,
            check=False, preexec_fn=_limit,
        )  # fmt: skip
        assert done.returncode in (0, 1, 2, 3, 130), done.stderr.decode()[-2000:]
        assert b"Traceback" not in done.stderr, done.stderr.decode()[-2000:]
        assert b"internal-error" not in done.stdout
        assert "程序自身出错".encode() not in done.stderr, done.stderr.decode()
        return done

    return program


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def found_in(report: Path) -> dict[str, set[str]]:
    """The rules that a JSON report names for each file of the catalog."""
    found = defaultdict(set)
    for finding in json.loads(report.read_bytes())["findings"]:
        found[finding["file"].removeprefix("c/")].add(finding["rule"])
    assert "internal-error" not in set().union(*found.values())
    return dict(found)
