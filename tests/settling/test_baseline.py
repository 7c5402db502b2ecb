"""Baselines count fingerprints: old faults are silent, new ones show, settled ones are reported."""

from __future__ import annotations

import pytest

from catalog_tool.findings import CannotRun, Finding, Severity
from catalog_tool.settling.baseline import Remaining, parse_baseline, written


def finding(mark: str, rule: str = "bare-step", line: int = 1) -> Finding:
    return Finding(rule, Severity.ERROR, "错了", "甲.yaml", line, 1, (), matter=("3301", "施工许可"), fingerprint=mark)


def remaining(*findings: Finding, locked: set[str] | None = None) -> Remaining:
    text, _ = written(findings)
    return Remaining(parse_baseline(text, "旧账.json"), locked or set())


def test_what_was_recorded_is_hidden_as_often_as_it_occurred() -> None:
    known = remaining(finding("a"), finding("a", line=9), finding("b"))

    assert [known.hides(finding("a", line=line)) for line in (3, 4, 5)] == [True, True, False]
    assert not known.hides(finding("c"))


def test_an_entry_that_no_longer_occurs_is_reported_at_its_line() -> None:
    known = remaining(finding("a"), finding("a"), finding("b"))
    known.hides(finding("a"))
    stale = list(known.stale())

    assert [(each.line, each.args["recorded"], each.args["found"]) for each in stale] == [(4, 2, 1), (5, 1, 0)]
    assert stale[0].file == "旧账.json"
    assert "基线记着 bare-step 的 2 处，现在只有 1 处（3301 施工许可）" in stale[0].message


def test_what_cannot_be_lived_with_is_neither_recorded_nor_hidden() -> None:
    text, count = written([finding("a"), finding("b", "yaml-syntax"), finding("c", "missing-basis")], {"missing-basis"})

    assert count == 1
    assert [entry.fingerprint for entry in parse_baseline(text, "旧账.json").entries] == ["a"]
    assert not remaining(finding("a"), locked={"bare-step"}).hides(finding("a"))


def test_the_file_reads_well_in_review_and_is_the_same_whatever_the_order() -> None:
    text, _ = written([finding("b"), finding("a"), finding("b")])

    assert text == written([finding("b"), finding("b"), finding("a")])[0]
    assert text.splitlines()[3:5] == [
        '    {"rule": "bare-step", "matter": "3301 施工许可", "fingerprint": "a", "count": 1},',
        '    {"rule": "bare-step", "matter": "3301 施工许可", "fingerprint": "b", "count": 2}',
    ]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "not json", '{"schema": "catalog-tool/baseline/1"}', "[" * 100_000,
     '{"schema": "catalog-tool/baseline/1", "entries": [{"fingerprint": "a", "count": 0}]}',
     '{"schema": "catalog-tool/baseline/1", "entries": [{"fingerprint": 1, "count": true}]}'],
)  # fmt: skip
def test_a_file_that_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(CannotRun, match="不是基线文件"):
        parse_baseline(text, "旧账.json")
