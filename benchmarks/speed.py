"""The speed claims, side by side in one run.

    make bench        or: python benchmarks/speed.py [--matters N]

1. A catalog validated in one process, against libyaml's bare events over the same
   bytes: the two take turns every 20 files, so that a noisy machine slows both, and
   the ratio is the median of the turns. Once with the bytes in memory on both sides,
   once with ours also reading the files.
2. The same catalog by `catalog-tool validate` and by check-jsonschema, each as a
   whole process; check-jsonschema gets the same schema, bundled into one file.
3. `catalog-tool --help`, as a whole process, warm.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from synthetic import manifest, write_catalog
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from catalog_tool import checking, store
from catalog_tool.cli.inputs import standards
from catalog_tool.inspecting import DocumentChecker
from catalog_tool.model import Kind
from catalog_tool.schema.shapes import COMMON, FILES, SCHEMA_BASE, SchemaSet

TURN = 20
ROUNDS = 3


def bare_events(files: Iterable[bytes]) -> None:
    """All that libyaml needs: every event of the bytes, looked at by nobody."""
    for data in files:
        next_event = CParser(data).get_event
        while next_event() is not None:
            pass


def timed(work: Callable[[], object]) -> float:
    """Seconds of this process's own time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_process(folder: Path) -> None:
    """Claim 1."""
    catalog = store.find_catalogs([str(folder)])[0]
    _, given = standards()
    context = given.context(manifest())
    schemas = given.composed(context)
    checker = DocumentChecker(schemas, context)
    work = checking.CheckJob(schemas, context).open()
    files = [(file, Path(file.path).read_bytes()) for file in catalog.files]
    in_memory, with_files = [], []
    for _ in range(ROUNDS):
        for start in range(0, len(files), TURN):
            turn = files[start : start + TURN]
            bare = timed(lambda turn=turn: bare_events(data for _, data in turn))  # type: ignore[misc]
            checked = timed(lambda turn=turn: [checker.check_bytes(data, file.shown) for file, data in turn])  # type: ignore[misc]
            read = timed(lambda turn=turn: [work(file) for file, _ in turn])  # type: ignore[misc]
            in_memory.append(checked / bare)
            with_files.append(read / bare)
    size = sum(len(data) for _, data in files) / len(files) / 1024
    print(f"1. {len(files)} matters of {size:.1f} kB on average, validated with positions and all rules, one process")
    print(f"   bytes in memory on both sides:    {statistics.median(in_memory):.2f} x libyaml's bare events")
    print(f"   ours reading the files as well:   {statistics.median(with_files):.2f} x")


def bundled(schemas: SchemaSet) -> str:
    """The schema of a local list's matter in one file, as JSON Schema 2020-12 bundles: every file by its $id."""
    entry = schemas.entry(Kind.MATTER, implementation=True)
    names = {COMMON, *FILES.values()}
    return json.dumps({"$ref": entry, "$defs": {name: schemas.files[name] for name in sorted(names)}})


def process_seconds(command: list[str]) -> float:
    """Wall-clock seconds of a whole process; 0 and 1 are both fine as exit codes."""
    start = time.perf_counter()
    result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if result.returncode not in (0, 1):
        raise SystemExit(f"{command[0]}: exit {result.returncode}: {result.stderr.decode()[:300]}")
    return time.perf_counter() - start


def against_peer(folder: Path, scratch: Path) -> None:
    """Claim 2."""
    resources, _ = standards()
    composed = resources.schemas.composed(resources.profile("zhejiang"), resources.profile_names)
    schema = scratch / "matter.json"
    schema.write_text(bundled(composed), encoding="utf-8")
    files = [str(path) for path in sorted(folder.glob("*/*.yaml"))]
    peer = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), "--base-uri", SCHEMA_BASE, *files]
    ours = [sys.executable, "-m", "catalog_tool", "validate", str(folder)]
    mine = min(process_seconds(ours) for _ in range(3))
    theirs = process_seconds(peer)
    print(f"2. the same {len(files)} files as whole processes: catalog-tool validate {mine:.2f} s,")
    print(f"   check-jsonschema {theirs:.2f} s (schema only, no positions): {theirs / mine:.1f} x ours")


def start_up() -> None:
    """Claim 3."""
    command = [sys.executable, "-m", "catalog_tool", "--help"]
    process_seconds(command)
    times = sorted(process_seconds(command) for _ in range(15))
    print(f"3. catalog-tool --help, warm: median {times[7] * 1000:.0f} ms, best {times[0] * 1000:.0f} ms")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=2000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = scratch / "catalog"
        write_catalog(folder, arguments.matters, seed=1)
        in_process(folder)
        against_peer(folder, scratch)
    start_up()


if __name__ == "__main__":
    main()
