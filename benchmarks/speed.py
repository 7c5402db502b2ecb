"""Validation in this process, and from it in two, against libyaml's bare events over the same bytes.

    python benchmarks/speed.py [--matters 2000]

1. One process. The two take turns every 20 files, so that a noisy machine slows both,
   and the ratio is the median of the turns, in this process's own time. Once with the
   bytes in memory on both sides, once with ours also reading the files.
2. The whole catalog gathered, by one process and by two, by the clock: listing and
   start of the workers included, against bare events in one process over bytes that
   lie in memory. The three take turns.
3. `catalog-tool --help`, as a whole process, warm.

Both sizes of matters are measured; one file in 20 has two faults.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from claims import Claim, heading, show, show_claims, spread
from events import bare_events
from processes import PROGRAM, environment, read_ahead, run
from synthetic import SIZES, kept_catalog, manifest

from catalog_tool import gathering, store
from catalog_tool.cli.inputs import standards
from catalog_tool.store import CatalogFolder, SourceFile

SERIAL, TWO = 2.5, 1.4
TURN = 20
TURNS = 150
"""Turns in one process: of a large catalog its first files are enough."""
ROUNDS = 3


def own_seconds(work: Callable[[], object]) -> float:
    """Seconds of this process's own time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def clock_seconds(work: Callable[[], object]) -> float:
    """Seconds by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bytes_of(files: list[SourceFile]) -> list[bytes]:
    """What the files hold."""
    return [Path(file.path).read_bytes() for file in files]


def serially(catalog: CatalogFolder) -> tuple[list[float], list[float]]:
    """Ours over bare events, turn by turn: with bytes in memory, and reading the files."""
    _, given = standards()
    context = given.context(manifest(), catalog.attachments)
    job = gathering.CheckJob(given.composed(context), context)
    checker, work = job.checker(), job.open()
    in_memory, with_files = [], []
    for number in range(TURNS):
        start = number * TURN % (len(catalog.files) // TURN * TURN)
        turn = catalog.files[start : start + TURN]
        data = bytes_of(turn)
        named = list(zip(data, turn, strict=True))
        bare = own_seconds(lambda data=data: bare_events(data))  # type: ignore[misc]
        checked = own_seconds(lambda named=named: [checker.check_bytes(each, file.shown) for each, file in named])  # type: ignore[misc]
        read = own_seconds(lambda turn=turn: [work(file) for file in turn])  # type: ignore[misc]
        in_memory.append(checked / bare)
        with_files.append(read / bare)
    return in_memory, with_files


def bare_seconds(catalog: CatalogFolder) -> float:
    """Bare events of all files by the clock; what reading them takes is not counted."""
    total = 0.0
    for start in range(0, len(catalog.files), 500):
        data = bytes_of(catalog.files[start : start + 500])
        total += clock_seconds(lambda data=data: bare_events(data))  # type: ignore[misc]
    return total


def gathered_seconds(folder: Path, workers: int) -> float:
    """List and gather a catalog, without a cache."""
    read_ahead(folder)
    _, given = standards()

    def work() -> None:
        catalog = store.find_catalogs([str(folder)])[0]
        gathering.gather(catalog, given, gathering.Engine(workers))

    return clock_seconds(work)


def measure(size: str, matters: int, rounds: int) -> list[Claim]:
    """Parts 1 and 2 for one size of matters."""
    folder = kept_catalog(matters, size)
    catalog = store.find_catalogs([str(folder)])[0]
    read_ahead(folder)
    average = sum(Path(file.path).stat().st_size for file in catalog.files) / len(catalog.files) / 1024
    what = f"{len(catalog.files):,} files of {average:.1f} kB"
    heading(f"{what}, in process: all rules, positions")
    in_memory, with_files = serially(catalog)
    seconds: dict[str, list[float]] = {"bare": [], "one": [], "two": []}
    for _ in range(rounds):
        seconds["bare"].append(bare_seconds(catalog))
        seconds["one"].append(gathered_seconds(folder, 1))
        seconds["two"].append(gathered_seconds(folder, 2))
    against = {
        key: [ours / bare for ours, bare in zip(seconds[key], seconds["bare"], strict=True)] for key in ("one", "two")
    }
    show(
        ("", "seconds", "of bare events"),
        [
            ("bytes in memory, turns of 20 files", "", spread(in_memory)),
            ("the same, ours reading the files", "", spread(with_files)),
            ("libyaml's bare events", spread(seconds["bare"]), "1"),
            ("the whole catalog, one process", spread(seconds["one"]), spread(against["one"])),
            ("the whole catalog, two processes", spread(seconds["two"]), spread(against["two"])),
        ],
    )
    serial = max(statistics.median(in_memory), statistics.median(with_files), statistics.median(against["one"]))
    return [
        Claim(f"{what}: one process, the worst of three ways", serial, SERIAL),
        Claim(f"{what}: two processes, by the clock", statistics.median(against["two"]), TWO),
    ]


def start_up() -> None:
    """Part 3."""
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        command = [PROGRAM, "--help"]
        times = [run(command, cache, environment(cache)).seconds * 1000 for _ in range(16)][1:]
    print(f"\ncatalog-tool --help, a whole process, warm: {spread(times, 0)} ms")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matters", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    claims = [claim for size in SIZES for claim in measure(size, arguments.matters, arguments.rounds)]
    start_up()
    print()
    show_claims(claims)


if __name__ == "__main__":
    main()
