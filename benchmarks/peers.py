"""The same faulty files through catalog-tool and its peers, as whole processes side by side.

    python benchmarks/peers.py [--matters 2000] [--budget 30] [--full-peers]

Who takes part, and what each is told:

- catalog-tool: schema, all rules, positions, findings as JSON; no cache, as nobody else has one.
- check-jsonschema: the same schema bundled into one file, findings as JSON.
- ajv-cli: the same, as draft 2020 with formats and --all-errors.
- yamllint: only the rules for what catalog-tool too reports of YAML itself: duplicate
  keys, anchors, empty values, octal numbers. Its default rules would take longer.
- libyaml's bare events, one process: reads the files and says nothing.

The runs take turns; told are the median, the least and the most. What would take a peer
longer than the budget in seconds is done for a share of the files, the first ones, and
marked: its time for all is start-up + the rest by number of files. --full-peers lets
everyone do all files.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from claims import Claim, heading, show, show_claims, spread
from processes import OURS, ROOT, environment, run
from synthetic import FAULTY, SIZES, kept_catalog

from catalog_tool.cli.inputs import standards
from catalog_tool.model import Kind
from catalog_tool.schema.shapes import COMMON, FILES, SCHEMA_BASE, SchemaSet

PYTHON_PEERS = ROOT / "build" / "bench-python" / "bin"
NODE_PEERS = ROOT / "build" / "bench-node" / "node_modules" / ".bin"
ROUNDS = 3
PILOTS = (FAULTY, 11 * FAULTY)
"""Numbers of files from which a slow peer's time for all is foreseen."""
LINTED = """rules:
  anchors: {forbid-undeclared-aliases: true, forbid-duplicated-anchors: true, forbid-unused-anchors: true}
  empty-values: enable
  key-duplicates: enable
  octal-values: enable
"""
TWO, ONE, FIRST, BARE = (
    "catalog-tool, two processes",
    "catalog-tool, one process",
    "catalog-tool, keeping a cache",
    "libyaml",
)
LINTER, CHECKER, AJV = "yamllint", "check-jsonschema", "ajv-cli"
AHEAD = 20
"""How many times ahead of the peers that say where."""
BEHIND = 2
"""How many times slower than ajv-cli at most."""
TWO_OF_EVENTS = 1.4


@dataclass
class Tool:
    """Someone who takes part: what to run for some files, how findings are told, what it says of places."""

    name: str
    command: Callable[[Sequence[str]], list[str]]
    finding: str = ""
    """A pattern whose group is the name of a file with findings."""
    where: str = "-"
    slow: bool = False
    files: int = 0
    """How many files it is given."""
    start: float = 0.0
    runs: int = 0
    seconds: list[float] = field(default_factory=list)
    memory: int = 0
    found: int = 0

    def whole(self, matters: int) -> list[float]:
        """The seconds for all files, extrapolated where it was given a share."""
        return [self.start + (each - self.start) * matters / self.files for each in self.seconds]


class Place(NamedTuple):
    """Where a comparison takes place."""

    folder: Path
    names: list[str]
    """The files below the folder."""
    scratch: Path

    def variables(self) -> Mapping[str, str]:
        """The environment with an empty cache."""
        return environment(Path(tempfile.mkdtemp(dir=self.scratch)))


def bundled(schemas: SchemaSet) -> str:
    """The schema of a local list's matter in one file, as JSON Schema 2020-12 bundles: every file by its $id."""
    entry = schemas.entry(Kind.MATTER, implementation=True)
    names = {COMMON, *FILES.values()}
    return json.dumps({"$ref": entry, "$defs": {name: schemas.files[name] for name in sorted(names)}})


def own_tools() -> Iterator[Tool]:
    """What is ours, and libyaml."""
    found = r'"file":\s*"([^"]+)"'
    where = "line and column"
    yield Tool(TWO, lambda _: [*OURS, "--jobs", "2", "--no-cache"], found, where)
    yield Tool(FIRST, lambda _: [*OURS, "--jobs", "2"], found, where)
    yield Tool(ONE, lambda _: [*OURS, "--jobs", "1", "--no-cache"], found, where)
    yield Tool(BARE, lambda _: [sys.executable, str(ROOT / "benchmarks" / "events.py"), "."])


def peers(scratch: Path) -> Iterator[Tool]:
    """The others that are installed; who is not is named."""
    resources, _ = standards()
    composed = resources.schemas.composed(resources.profile("zhejiang"), resources.profile_names)
    schema, rules = scratch / "matter.json", scratch / "yamllint.yaml"
    schema.write_text(bundled(composed), encoding="utf-8")
    rules.write_text(LINTED, encoding="utf-8")
    ajv = [str(NODE_PEERS / "ajv"), "validate", "--spec=draft2020", "--strict=false", "--all-errors", "--errors=line"]
    ajv += ["-c", "ajv-formats", "-s", str(schema), "-d", "[0-9]*/*.yaml"]
    checker = [str(PYTHON_PEERS / CHECKER), "--schemafile", str(schema), "--base-uri", SCHEMA_BASE, "-o", "json"]
    linter = [str(PYTHON_PEERS / LINTER), "-c", str(rules), "-f", "parsable"]
    known = (
        Tool(AJV, lambda _: ajv, r"(?m)^(\S+\.yaml) invalid$", "path in the document"),
        Tool(CHECKER, lambda names: [*checker, *names], r'"filename":\s*"([^"]+)"', "path in the document", slow=True),
        Tool(LINTER, lambda names: [*linter, *names], r"(?m)^([^:\n]+\.yaml):\d+:", "line and column", slow=True),
    )
    for tool in known:
        program = Path(tool.command([])[0])
        if program.exists():
            yield tool
        else:
            print(f"   left out: {tool.name} is not installed ({program.relative_to(ROOT)}; make bench does it)")


def plan(tool: Tool, place: Place, rounds: int, budget: float, *, full: bool) -> None:
    """Decide how many files a tool is given, and how often."""
    matters = len(place.names)
    tool.files, tool.runs = matters, rounds
    if not tool.slow or matters <= PILOTS[-1]:
        return
    few, more = (run(tool.command(place.names[:count]), place.folder, place.variables()).seconds for count in PILOTS)
    each = max(more - few, 0.001) / (PILOTS[-1] - PILOTS[0])
    tool.start = max(few - PILOTS[0] * each, 0.0)
    foreseen = tool.start + each * matters
    if foreseen > budget and not full:
        tool.files = max(int((budget - tool.start) / each) // FAULTY * FAULTY, PILOTS[-1])
    tool.runs = max(1, min(rounds, int(budget / foreseen)))


def once(tool: Tool, place: Place) -> None:
    """Add one run of a tool."""
    result = run(tool.command(place.names[: tool.files]), place.folder, place.variables())
    tool.seconds.append(result.seconds)
    tool.memory = max(tool.memory, result.memory)
    tool.found = len(set(re.findall(tool.finding, result.output))) if tool.finding else 0


def row(tool: Tool, matters: int, ours: float) -> tuple[str, ...]:
    """What the table says of a tool."""
    whole = tool.whole(matters)
    share = "all" if tool.files == matters else f"{tool.files:,}, extrapolated"
    found = f"{tool.found} of {tool.files // FAULTY}" if tool.finding else "-"
    against = f"{statistics.median(whole) / ours:.2f}"
    return (tool.name, share, spread(whole), against, f"{tool.memory / 1e6:.0f} MB", found, tool.where)


def claims_of(tools: Sequence[Tool], what: str, matters: int) -> Iterator[Claim]:
    """The claims about whole processes."""
    medians = {tool.name: statistics.median(tool.whole(matters)) for tool in tools}
    ours = medians[TWO]
    for name in (CHECKER, LINTER):
        if name in medians:
            yield Claim(f"{what}: ahead of {name}", medians[name] / ours, AHEAD, at_least=True)
    if AJV in medians:
        yield Claim(f"{what}: of ajv-cli's time", ours / medians[AJV], BEHIND)
    yield Claim(f"{what}: two processes, of one process of bare events", ours / medians[BARE], TWO_OF_EVENTS)


def compare(size: str, arguments: argparse.Namespace, scratch: Path) -> list[Claim]:
    """All of them on the files of one size."""
    folder = kept_catalog(arguments.matters, size)
    paths = sorted(folder.glob("[0-9]*/*.yaml"))
    average = sum(path.stat().st_size for path in paths) / len(paths) / 1024
    what = f"{len(paths):,} files of {average:.1f} kB"
    heading(f"{what}, one in {FAULTY} with faults, as whole processes")
    place = Place(folder, [path.relative_to(folder).as_posix() for path in paths], scratch)
    tools = [*own_tools(), *peers(scratch)]
    for tool in tools:
        plan(tool, place, arguments.rounds, arguments.budget, full=arguments.full_peers)
    for number in range(arguments.rounds):
        for tool in tools:
            if number < tool.runs:
                once(tool, place)
    ours = statistics.median(tools[0].seconds)
    header = ("", "files", "seconds", "of ours", "largest process", "files with findings", "says where")
    show(header, [row(tool, len(paths), ours) for tool in tools])
    return list(claims_of(tools, what, len(paths)))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matters", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--budget", type=float, default=30.0, help="seconds for all runs of a slow peer")
    parser.add_argument("--full-peers", action="store_true", help="everyone does all files, however long it takes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        claims = [claim for size in SIZES for claim in compare(size, arguments, Path(name))]
    print()
    show_claims(claims)


if __name__ == "__main__":
    main()
