"""Scenarios: one text file is input files, commands, exit codes and output, as a person sees them.

A scenario's sections begin with `=== `:

    === file c/甲.yaml            the lines that follow are the file; `file gbk PATH` encodes it
    === use matter c/甲.yaml      the clean matter (and its attachments), manifest or one_thing of the rules' tests
    === stdin                     what the next command reads
    === run catalog-tool …        a command; below it stand `exit N`, and `out`, `err` where there is any
    === files                     every file there is now

`UPDATE=1 pytest tests/scenarios` writes what the commands really did into the files,
and still fails: what changed is to be looked at.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
CLEAN = HERE.parent / "rules"
SECTION = re.compile(r"^=== (.*)$")
# What differs from machine to machine or from release to release.
VARYING = (
    (re.compile(r"sha256:[0-9a-f]{64}"), "sha256:…"),
    (re.compile(r"catalog-tool \d+\.\d+\.\d+[\w.+]*"), "catalog-tool ⟨版本⟩"),
    (re.compile(r"^Python \d.*$", re.MULTILINE), "Python ⟨版本⟩"),
)


@dataclass
class Section:
    """A heading and the lines below it."""

    heading: str
    lines: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        return self.heading.split(" ")[0]

    @property
    def body(self) -> str:
        return "".join(line + "\n" for line in self.lines)


def sections_of(text: str) -> tuple[str, list[Section]]:
    """The description before the first section, and the sections."""
    sections: list[Section] = []
    description: list[str] = []
    for line in text.splitlines():
        if found := SECTION.match(line):
            sections.append(Section(found.group(1)))
        else:
            (sections[-1].lines if sections else description).append(line)
    return "".join(line + "\n" for line in description), sections


def written(description: str, sections: list[Section]) -> str:
    return description + "".join(f"=== {section.heading}\n{section.body}" for section in sections)


def run(command: str, folder: Path, stdin: str) -> list[Section]:
    """What a command did: its exit code, and what it wrote where it wrote anything."""
    program, *arguments = shlex.split(command)
    assert program == "catalog-tool"
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("LC_ALL", "FORCE_COLOR", "TERM")},
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(PROJECT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "catalog_tool", *arguments],
        cwd=folder,
        env=environment,
        input=stdin.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = [Section(f"exit {done.returncode}")]
    for name, data in (("out", done.stdout), ("err", done.stderr)):
        text = data.decode("utf-8")
        for pattern, shown in VARYING:
            text = pattern.sub(shown, text)
        if text:
            assert text.endswith("\n")
            said.append(Section(name, text.removesuffix("\n").split("\n")))
    return said


def place(section: Section, folder: Path) -> None:
    """Put a file where its section says."""
    _, kind, *rest = section.heading.split(" ")
    target = folder / (rest[0] if rest else kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    if section.word == "use":
        target.write_bytes((CLEAN / f"clean_{kind}.yaml").read_bytes())
        catalog = folder / rest[0].split("/")[0]
        for name in re.findall(r"附件/\S+", target.read_text(encoding="utf-8")):
            (catalog / name).parent.mkdir(exist_ok=True)
            (catalog / name).touch()
    else:
        target.write_bytes(section.body.encode(kind if rest else "utf-8"))


def played(sections: list[Section], folder: Path) -> list[Section]:
    """The sections with what really happened in place of what was expected."""
    result: list[Section] = []
    stdin = ""
    for section in sections:
        if section.word in ("exit", "out", "err"):
            continue
        result.append(section)
        if section.word in ("file", "use"):
            place(section, folder)
        elif section.word == "stdin":
            stdin = section.body
        elif section.word == "run":
            result += run(section.heading.removeprefix("run "), folder, stdin)
            stdin = ""
        else:
            assert section.word == "files", f"no such section: {section.heading}"
            names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
            result[-1] = Section("files", sorted(names))
    return result


@pytest.mark.parametrize("scenario", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_scenario(scenario: Path, tmp_path: Path) -> None:
    text = scenario.read_text(encoding="utf-8")
    description, sections = sections_of(text)
    assert description.startswith("# ")
    happened = written(description, played(sections, tmp_path))

    if happened != text and os.environ.get("UPDATE"):
        scenario.write_text(happened, encoding="utf-8")
        pytest.fail(f"{scenario.name} has been rewritten: look at what changed")
    assert happened == text


def test_the_runner_notices_a_difference(tmp_path: Path) -> None:
    _, sections = sections_of("# x\n=== run catalog-tool --version\n=== exit 3\n=== out\n别的\n")

    assert [section.heading for section in played(sections, tmp_path)][1:] == ["exit 0", "out"]
    assert played(sections, tmp_path)[2].lines == ["catalog-tool ⟨版本⟩"]
