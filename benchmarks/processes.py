"""Whole processes, measured from outside: seconds by the clock, memory, what they said.

Run as a program, it runs the command that is its arguments and says on standard error
what that took: a process begins with the memory of whoever starts it, so somebody small
has to.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = str(Path(sys.executable).parent / "catalog-tool")
"""As it is installed: a module run by the interpreter starts its workers otherwise."""
OURS = [PROGRAM, "validate", ".", "--format", "json"]
"""Validates the folder it is run in; every finding is written."""
_EVERY = 0.02
"""Seconds between two looks at the memory."""
_UNIT = 1 if sys.platform == "darwin" else 1024
_SMAPS = "/proc/{}/smaps_rollup"


class Run(NamedTuple):
    """One process from start to end; `memory` is the most that it, or one of its children, held at once."""

    seconds: float
    memory: int
    output: str


def environment(cache: Path) -> dict[str, str]:
    """The environment with our sources first, and `cache` as the place of a user's caches."""
    sources = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    # Where the system knows no XDG, caches lie below the home folder.
    return {**os.environ, "PYTHONPATH": sources, "PYTHONUTF8": "1", "XDG_CACHE_HOME": str(cache), "HOME": str(cache)}


def read_ahead(folder: Path) -> None:
    """Have the system hold all files, so that no run pays for the disk."""
    for path in folder.rglob("*.yaml"):
        path.read_bytes()


def run(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Run:
    """Run a command in a folder; 0 and 1 are both fine as exit codes: there are findings."""
    read_ahead(folder)
    starter = [sys.executable, "-I", "-S", __file__, *command]
    with tempfile.TemporaryFile() as output:
        told = subprocess.run(starter, cwd=folder, env=variables, stdout=output, stderr=subprocess.PIPE, check=True)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    seconds, memory, code = json.loads(told.stderr)
    if code not in (0, 1):
        raise SystemExit(f"{' '.join(command[:4])}: exit {code}: {text[-500:]}")
    return Run(seconds, memory, text)


def memory_of_all(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> int | None:
    """The most that a process and its children held at once together; None where the system does not tell.

    Pages that they share are counted once (proportional set size), looked at again and again.
    """
    if not os.path.exists(_SMAPS.format("self")):
        return None
    most = 0
    with subprocess.Popen(command, cwd=folder, env=variables, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(_held, _family(process.pid))))
            time.sleep(_EVERY)
    return most


def _family(ancestor: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = defaultdict(list)
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            status = Path(f"/proc/{name}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # it has just ended
        children[int(status.rpartition(")")[2].split()[1])].append(int(name))
    family = [ancestor]
    for member in family:
        family += children[member]
    return family


def _held(process: int) -> int:
    try:
        lines = Path(_SMAPS.format(process)).read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def main() -> None:
    """Run the arguments as a command; tell seconds, bytes and exit code."""
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stderr=subprocess.STDOUT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps([seconds, usage.ru_maxrss * _UNIT, process.returncode]), file=sys.stderr)


if __name__ == "__main__":
    main()
