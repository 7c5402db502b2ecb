"""The YAML test suite: which of its cases are taken and which are refused is a table that was read by a person.

`UPDATE=1` writes what the reader really does into the table, keeps the reasons, and
still fails: what changed is to be looked at.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from yaml_readings import raw_documents, seen

from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.formats.yaml_stream import COMPLEX_KEY

HERE = Path(__file__).parent
TABLE = HERE / "yaml_test_suite_expected.txt"
CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in json.loads((HERE / "yaml_test_suite.json").read_text(encoding="utf-8"))
}
LINE = re.compile(r"(?P<id>[0-9A-Z]{4}(/\d\d)?) (?P<verdict>accepted|refused \S+)(?P<reason>.*)")
CUT_OFF = "L24T/01"
REASONS = {
    *("anchors", "tags", "control-character", "list", "text", "empty", "complex-key", "empty-key", "key-over-lines"),
    *("no-yaml", "directive", "tab", "colon-without-blank", "document-end", "text-not-indented"),
    "glued-question-mark",
}


def rows() -> dict[str, re.Match[str]]:
    """The table's lines by the case's id."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = [LINE.fullmatch(line) for line in lines]
    return {match["id"]: match for match in found if match is not None}


def verdict(case: dict[str, Any], *, pure: bool) -> str:
    read = read_yaml(case["yaml"].encode(), "f", pure=pure)
    return f"refused {'+'.join(sorted({each.rule.name for each in read.refusals}))}" if read.refusals else "accepted"


def test_the_table_says_what_happens_and_why() -> None:
    table = rows()
    head = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = []
    for name, case in CASES.items():
        happened, known = verdict(case, pure=False), table.get(name)
        reason = known["reason"] if known and known["verdict"] == happened else " ?"
        lines.append(f"{name} {happened}{reason}")
    text = "\n".join([*head, *lines]) + "\n"

    if text != TABLE.read_text(encoding="utf-8") and os.environ.get("UPDATE"):
        TABLE.write_text(text, encoding="utf-8")
        pytest.fail(f"{TABLE.name} has been rewritten: look at what changed, and write the reasons")
    assert text == TABLE.read_text(encoding="utf-8")
    for name, row in table.items():
        reason, lax = row["reason"].strip(), CASES[name]["error"]
        if row["verdict"] == "accepted":
            assert reason == ("lax" if lax else "") or name == CUT_OFF, name
        else:
            assert reason.removesuffix(" [lax]") in REASONS, f"{name}: no reason on purpose"
            assert reason == "no-yaml" or reason.endswith("[lax]") == lax or "[lax]" not in reason, name


@pytest.mark.parametrize("name", CASES)
def test_both_parsers_say_the_same(name: str) -> None:
    data = CASES[name]["yaml"].encode()

    assert seen(read_yaml(data, "f", pure=True)) == seen(read_yaml(data, "f"))


# Values are compared wherever something can be read, also of lists and texts, which are no matters.
READABLE = [
    name
    for name, row in rows().items()
    if row["verdict"] in ("accepted", "refused not-a-matter")
    and not CASES[name]["error"]
    and "json" in CASES[name]
    and name != CUT_OFF
]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("name", READABLE)
def test_values_are_those_of_the_suite(name: str, pure: bool) -> None:
    roots = [document.root for document in raw_documents(CASES[name]["yaml"].encode(), pure=pure)]

    assert len(roots) == len(CASES[name]["json"])
    for read, expected in zip(roots, CASES[name]["json"], strict=True):
        assert says(read, expected), (read, expected)


def says(read: Any, expected: Any) -> bool:
    """Whether a value is the suite's, but for typing: everything is text, and null is absent."""
    if isinstance(expected, dict):
        given = {key: value for key, value in expected.items() if value is not None}
        return (
            isinstance(read, dict) and read.keys() == given.keys() and all(says(read[key], given[key]) for key in read)
        )
    if isinstance(expected, list):
        return isinstance(read, list) and len(read) == len(expected) and all(map(says, read, expected))
    if isinstance(expected, bool):
        return read == str(expected).lower()
    if isinstance(expected, (int, float)):
        return isinstance(read, str) and (int(read, 0) if re.match("0[xo]", read) else float(read)) == expected
    return bool(read == expected)


def test_two_complex_keys_are_no_duplicates() -> None:
    found = read_yaml(b"? [a]\n: b\n? [c]\n: d\n", "f").refusals

    assert [(each.rule.name, each.path) for each in found] == [("yaml-syntax", (COMPLEX_KEY,))] * 2
