"""A first run, runs after it with little or nothing changed, and the memory of them.

    python benchmarks/warm.py [--matters 2000]

`catalog-tool validate` with two processes, as a whole process, on files last changed an
hour ago. Each round begins with no cache: a cold run writes it; a warm one finds nothing
changed; then one file in a hundred is changed (one more line); then all have been touched
and none has changed, as after a fresh checkout. The memory is that of all its processes
together, looked at in runs that are not timed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from claims import Claim, heading, show, show_claims, spread
from processes import OURS, environment, memory_of_all, run
from synthetic import SIZES, kept_catalog

ROUNDS = 3
SHARE, MEGABYTES = 0.2, 500
PART = 100
"""One file in so many is changed."""
COMMAND = [*OURS, "--jobs", "2"]
COLD, SAME, CHANGED, TOUCHED = "no cache", "nothing changed", "1 % changed", "all touched, nothing changed"


def dated(paths: Iterable[Path], hours: float) -> None:
    """Have files look as if they were changed so many hours ago."""
    then = time.time() - hours * 3600
    for path in paths:
        os.utime(path, (then, then))


def change(paths: Iterable[Path], number: int) -> None:
    """Change files, in a way that no validator minds."""
    for path in paths:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"# changed in round {number}\n")


def rounds_of(folder: Path, scratch: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds of each kind of run."""
    paths = sorted(folder.glob("[0-9]*/*.yaml"))
    seconds: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds):
        variables = environment(Path(tempfile.mkdtemp(dir=scratch)))
        dated(paths, 1)
        for name in (COLD, SAME, CHANGED, TOUCHED):
            if name == CHANGED:
                change(paths[number::PART], number)
            elif name == TOUCHED:
                dated(paths, 0.5)
            seconds[name].append(run(COMMAND, folder, variables).seconds)
    return seconds


def memory(folder: Path, scratch: Path) -> list[tuple[str, int | None]]:
    """What a run holds at most, cold and warm, in one process and in two."""
    variables = environment(Path(tempfile.mkdtemp(dir=scratch)))
    one = memory_of_all([*OURS, "--jobs", "1", "--no-cache"], folder, variables)
    cold = memory_of_all(COMMAND, folder, variables)
    warm = memory_of_all(COMMAND, folder, variables)
    return [("one process, no cache", one), ("two processes, cold", cold), ("two processes, warm", warm)]


def measure(size: str, matters: int, rounds: int, scratch: Path) -> list[Claim]:
    """Everything for one size of matters."""
    folder = scratch / size
    shutil.copytree(kept_catalog(matters, size), folder)
    average = sum(path.stat().st_size for path in folder.glob("[0-9]*/*.yaml")) / matters / 1024
    what = f"{matters:,} files of {average:.1f} kB"
    heading(f"{what}: cold and warm, two processes")
    seconds = rounds_of(folder, scratch, rounds)
    cold = seconds[COLD]
    against = {name: [warm / first for warm, first in zip(each, cold, strict=True)] for name, each in seconds.items()}
    show(
        ("", "seconds", "of the cold run"),
        [(name, spread(each), spread(against[name], 3)) for name, each in seconds.items()],
    )
    claims = [Claim(f"{what}: a warm run with 1 % changed, of a cold one", statistics.median(against[CHANGED]), SHARE)]
    held = memory(folder, scratch)
    print()
    show(
        ("most memory at once", "all processes"),
        [(name, "not told here" if most is None else f"{most / 1e6:.0f} MB") for name, most in held],
    )
    most = max((each for _, each in held if each is not None), default=None)
    if most is not None:
        claims.append(Claim(f"{what}: memory", most / 1e6, MEGABYTES, "MB"))
    return claims


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matters", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        claims = [claim for size in SIZES for claim in measure(size, arguments.matters, arguments.rounds, scratch)]
    print()
    show_claims(claims)


if __name__ == "__main__":
    main()
