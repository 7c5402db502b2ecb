"""The JSON of `diff` has the contract's keys and no others, and never changes by chance."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from building import (
    CODE,
    county_manifest,
    directory_manifest,
    exempted,
    limits,
    matter,
    report_of,
    side,
)

from catalog_tool.cli.app import main
from catalog_tool.compare.alignment import LABELS as ALIGNMENTS
from catalog_tool.compare.changes import MIRRORS
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLES

# `tool` and `inputs` stand there as in the JSON of `validate`: the day must be printed.
TOP = {"schema", "tool", "inputs", "locals", "matrix", "best", "chains", "approvals"}
LOCAL = {
    "path", "name", "level", "directories", "against", "summary", "alignments", "suggestions", "departments",
    "problems", "approvals", "stale", "devolved",
}  # fmt: skip
SUMMARY = {"matters", "matched", "missing", "undeclared", "outside", "violation", "report", "allowed"}
ALIGNMENT = {
    "type", "kind", "matched_by", "confidence", "because", "decision", "reason", "fingerprint", "approved", "directory",
    "local", "changes",
}  # fmt: skip
CHANGE = {
    "kind", "path", "before", "after", "certain", "between", "places", "decision", "reason", "fingerprint", "approved",
}  # fmt: skip
ROW = {"code", "name", "file", "line"}
PLACE = {"file", "line", "column"}
DEPARTMENT = {
    "directory", "matters", "local", "exempt", "missing", "undeclared", "in_line", "concentrated", "enforcement",
    "elsewhere", "exempt_causes", "missing_codes",
}  # fmt: skip
DECISIONS = {"violation", "report", "allowed", None}
TIERS = {"code", "converted-code", "name", "name-in-department", "main-code", "similar-name", "confirmed", None}


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    upper = side(
        directory_manifest(),
        [
            matter(),
            matter("330100205000", "甲许可"),
            matter("330100206000", "乙许可"),
            matter("330100207000", "丙许可"),
            matter("330100208000", "丁许可", 行使层级=["省级"]),
            matter("", "无码许可"),
        ],
        "directory",
    )
    exempt = [exempted("330100205000", "本地无此业务")]
    one = side(
        county_manifest(不认领=exempt),
        [
            matter(办理时限=limits(30, 9), 行使层级=["镇级"]),
            *(matter(f"33010020600{n}", "乙许可", 子项名称=f"乙许可{n}") for n in (1, 2)),
            matter("330100999000", "自设许可"),
            matter("", "无码许可"),
        ],
    )
    return report_of([(one, [upper]), (side(county_manifest(名称="乐清"), [], "empty"), [upper])])


SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs/diff.schema.json").read_text(encoding="utf-8"))
GUIDES = Path(__file__).resolve().parents[2] / "guides"


def test_it_keeps_to_the_published_schema(report: dict[str, Any], tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    schema = jsonschema.Draft202012Validator(SCHEMA)
    target = tmp_path / "diff.json"
    main(["diff", str(GUIDES), "--date", "2030-01-01", "--format", f"json={target}"])

    schema.validate(report)
    schema.validate(json.loads(target.read_text(encoding="utf-8")))
    assert not schema.is_valid({**report, "more": 1})


def test_the_schema_knows_every_kind() -> None:
    kinds = {
        name: set(SCHEMA["$defs"][name]["properties"]["kind"]["enum"]) for name in ("alignment", "change", "chain")
    }

    assert kinds == {"alignment": set(ALIGNMENTS), "change": set(MIRRORS), "chain": set(HOLES)}


def test_keys(report: dict[str, Any]) -> None:
    assert set(report) == TOP
    assert report["schema"] == "catalog-tool/diff/1"
    for local in report["locals"]:
        assert set(local) == LOCAL
        assert set(local["summary"]) == SUMMARY
        assert all(set(each) == {"path", "name", "version", "matters"} for each in local["directories"])
        assert all(set(each) == DEPARTMENT for each in local["departments"])
        assert all(set(body) == {"name", "matters"} for each in local["departments"] for body in each["local"])
        for alignment in local["alignments"]:
            assert set(alignment) == ALIGNMENT
            assert all(set(row) == ROW for row in (*alignment["directory"], *alignment["local"]))
            for change in alignment["changes"]:
                assert set(change) == CHANGE
                assert {name: set(place) for name, place in change["places"].items()} == {
                    "directory": PLACE, "local": PLACE,
                }  # fmt: skip
    assert set(report["matrix"]) == {"rows", "columns", "cells"}


def test_words(report: dict[str, Any]) -> None:
    for local in report["locals"]:
        assert local["against"] is None
        for alignment in local["alignments"]:
            assert alignment["type"] == "matter"
            assert alignment["kind"] in ALIGNMENTS
            assert alignment["matched_by"] in TIERS
            assert (alignment["matched_by"] is None) == (not alignment["directory"] or not alignment["local"])
            assert alignment["confidence"] == (0.95 if alignment["matched_by"] == "main-code" else 1.0)
            assert (alignment["decision"] is None) == (alignment["reason"] is None)
            assert alignment["decision"] in DECISIONS
            for change in alignment["changes"]:
                assert change["kind"] in MIRRORS
                assert change["decision"] in DECISIONS - {None}
                assert change["reason"]
                assert all(isinstance(change[key], str) for key in ("before", "after"))


def test_between_counts_in_the_rows(report: dict[str, Any]) -> None:
    for local in report["locals"]:
        for alignment in local["alignments"]:
            for change in alignment["changes"]:
                assert change["between"]
                for one, other in change["between"]:
                    assert one < len(alignment["directory"])
                    assert other < len(alignment["local"])


def test_lists_are_never_absent() -> None:
    empty = report_of([(side(county_manifest(), []), [side(directory_manifest(), [])])])

    local = empty["locals"][0]
    assert [local[key] for key in ("alignments", "suggestions", "departments", "problems")] == [[], [], [], []]
    assert empty["matrix"] is None
    assert set(local["summary"].values()) == {0}


def test_fingerprints_tell_differences_apart_and_survive_moves(report: dict[str, Any]) -> None:
    marks = [
        mark["fingerprint"]
        for local in report["locals"]
        for alignment in local["alignments"]
        for mark in (alignment, *alignment["changes"])
        if local["path"] == "local"
    ]
    assert len(marks) == len(set(marks))

    def marks_of(directory: list[dict[str, Any]]) -> list[str]:
        upper = side(directory_manifest(), directory, "directory")
        local = side(county_manifest(), [matter(办理时限=limits(30, 9))])
        found = report_of([(local, [upper])])["locals"][0]["alignments"]
        return [each["fingerprint"] for found_one in found if found_one["local"] for each in found_one["changes"]]

    assert marks_of([matter()]) == marks_of([matter("330100000000", "先来的"), matter()])


def test_the_same_twice(report: dict[str, Any]) -> None:
    upper, local = side(directory_manifest(), [matter()]), side(county_manifest(), [matter(办理时限=limits(30, 9))])

    assert json.dumps(report_of([(local, [upper])])) == json.dumps(report_of([(local, [upper])]))
    assert CODE in json.dumps(report)
