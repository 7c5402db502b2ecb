"""Examples laid over clean documents, and the rules run over them as `validate` does.

An example is one or several YAML documents. Each replaces top-level keys of a clean
document of its kind; the clean document's other keys follow it as text, so that a
line of the example keeps its number. Every document becomes a file of its own.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog_tool.checking import Decisions, Selection, check_catalogs
from catalog_tool.context import Context
from catalog_tool.findings import Finding
from catalog_tool.model import ONE_THING, Document, Kind, Matter, Place, spoken
from catalog_tool.resources import Resources
from catalog_tool.rules import all_rules, subject_of
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs

HERE = Path(__file__).parent
KEY = re.compile(r"^([^\s#:\-\"'][^:]*):(?:\s|$)", re.MULTILINE)
CATEGORY = re.compile(r"^类别: *(\S+)", re.MULTILINE)
# What the clean matter refers to is there; an example that needs a file to be missing names another.
ATTACHMENTS = re.findall(r"附件/\S+", (HERE / "clean_matter.yaml").read_text(encoding="utf-8"))
Run = Callable[..., list[Finding]]


def blocks_of(text: str) -> dict[str, str]:
    """Each top-level key of a YAML text with the lines that belong to it."""
    starts = [(match.group(1), match.start()) for match in KEY.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    return {key: text[start:end] for (key, start), end in zip(starts, ends, strict=True)}


CLEAN = {
    kind: blocks_of((HERE / f"clean_{kind}.yaml").read_text(encoding="utf-8"))
    for kind in ("matter", "manifest", "one_thing")
}


def laid_over(example: str, kind: str) -> str:
    """An example's text, followed by what the clean document of that kind has besides."""
    given = set(KEY.findall(example))
    rest = "".join(block for key, block in CLEAN[kind].items() if key not in given)
    return f"{example.rstrip()}\n{rest}"


def files_of(example: str) -> dict[str, str]:
    """The files of a catalog that shows an example: catalog.yaml and one file a document."""
    parts = re.split(r"^---\n", example, flags=re.MULTILINE)
    files = {"catalog.yaml": laid_over("", "manifest")}
    line = 0
    for index, part in enumerate(parts):
        # Blank lines before a document keep the line numbers of the example.
        text = "\n" * line + part
        line += part.count("\n") + 1
        found = CATEGORY.search(part)
        category = found.group(1) if found else ""
        if index == 0 and category and category != ONE_THING:
            files["catalog.yaml"] = laid_over(text, "manifest")
        else:
            files[f"{index:03d}.yaml"] = laid_over(text, "one_thing" if category == ONE_THING else "matter")
    return files


def committed(folder: Path) -> None:
    """Make a folder a repository whose one revision holds what is there."""
    who = ["-c", "user.name=someone", "-c", "user.email=someone@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "--message", "before"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


@pytest.fixture
def run(tmp_path: Path, standards: Standards) -> Run:
    """Checks an example laid over clean documents: findings by line, of the named rules or of all.

    With `since` the first document is what there was at the revision compared with.
    """

    def check(example: str, *only: str, since: bool = False) -> list[Finding]:
        if since:
            before, _, now = example.partition("\n---\n")
            for name, text in files_of(before).items():
                (tmp_path / name).write_text(text, encoding="utf-8")
            committed(tmp_path)
            example = "\n" * (before.count("\n") + 2) + now
        for name, text in files_of(example).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        for name in ATTACHMENTS:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
        selection = Selection(only=frozenset(only))
        decisions = Decisions(since="HEAD") if since else None
        checked = check_catalogs(find_catalogs([str(tmp_path)]), standards, selection, decisions, debug=True)
        return sorted(checked.settled.findings, key=lambda finding: (finding.line, finding.column))

    return check


@pytest.fixture
def messages(resources: Resources) -> Callable[..., list[str]]:
    """Runs one rule on a matter given as plain values; the sentences it says, with their levels where not its own."""

    def say(name: str, value: dict[str, Any], *, profile: str = "zhejiang", **manifest: str) -> list[str]:
        rule = next(rule for rule in all_rules() if rule.name == name)
        context = Context(manifest, resources.profile(profile), resources.lexicon)
        document = Document(Kind.MATTER, value, "matter.yaml", 0, lambda _path, _at_key: Place(1, 1))
        assert rule.check is not None
        hits = rule.check(subject_of(rule, document, Matter(value)), context)
        return [f"{spoken(hit.path)} | {rule.info.message.format_map(hit.args)}" for hit in hits]

    return say
