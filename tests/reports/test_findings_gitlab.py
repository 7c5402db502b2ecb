"""The Code Quality report: the keys that GitLab asks for, each fingerprint once."""

from __future__ import annotations

import json

from attacks import HOSTILE, ODD_FILE, nothing_hidden

from catalog_tool.findings import Report, RuleInfo
from catalog_tool.reports.findings_gitlab import write

MOVING = "xiangshan/公安/户口迁移.yaml"
EXAMPLE = [
    ("unknown-key：多出的键“备住”", "unknown-key", "f1", "info", "xiangshan/catalog.yaml", 9),
    ("括号不齐：括号不成对〔户口迁移（婚迁）（331000701001）〕", "uneven-brackets", "f2", "minor", MOVING, 2),
    (
        "承诺时限超过法定时限：承诺 30 工作日，长于法定 20 工作日〔户口迁移（婚迁）（331000701001）〕",
        "promise-exceeds-statutory", "f3", "major", MOVING, 41,
    ),
    ("编码重复：330600107000 出现了 2 次〔临时救助（330600107000）〕", "duplicate-code", "f4", "major", ODD_FILE, 1),
    ("编码重复：330600107000 出现了 2 次〔临时救助（330600107000）〕", "duplicate-code", "f4-2", "major", ODD_FILE, 80),
]  # fmt: skip


def test_the_whole(example: Report, rules: dict[str, RuleInfo]) -> None:
    assert json.loads(write(example, rules)) == [
        {
            "description": description,
            "check_name": rule,
            "fingerprint": fingerprint,
            "severity": severity,
            "location": {"path": file, "lines": {"begin": line}},
        }
        for description, rule, fingerprint, severity, file, line in EXAMPLE
    ]


def test_nothing_found_is_an_empty_list(clean: Report, rules: dict[str, RuleInfo]) -> None:
    assert json.loads(write(clean, rules)) == []


def test_values_are_visible_and_on_one_line(hostile: Report, rules: dict[str, RuleInfo]) -> None:
    (entry,) = json.loads(write(hostile, rules))

    assert nothing_hidden(entry["description"])
    assert "\n" not in entry["description"]
    assert entry["location"]["path"] == f"甲/{HOSTILE}"


def test_a_cell_is_named(mixed: Report, rules: dict[str, RuleInfo]) -> None:
    cell, line = json.loads(write(mixed, rules))

    assert cell["description"] == "编码重复：330600107000 出现了 2 次〔临时救助（330600107000），基本信息!C5〕"
    assert cell["location"] == {"path": "甲/事项.xlsx", "lines": {"begin": 5}}
    assert line["description"] == "编码重复：330600107000 出现了 2 次〔临时救助（330600107000）〕"


def test_a_sheet_is_visible(hostile_sheet: Report, rules: dict[str, RuleInfo]) -> None:
    (entry,) = json.loads(write(hostile_sheet, rules))

    assert nothing_hidden(entry["description"])
