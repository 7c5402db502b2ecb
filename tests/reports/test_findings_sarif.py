"""SARIF as code scanning reads it: valid, every place a proper URI, every fingerprint once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attacks import ODD_FILE, nothing_hidden

from catalog_tool.findings import INTERNAL_ERROR, Report, RuleInfo, Settled
from catalog_tool.reports.findings_sarif import write

SCHEMA = Path(__file__).with_name("schemas") / "sarif-2.1.0-rtm.4.json"
ODD_URI = "xiangshan/%E6%B0%91%E6%94%BF/%E4%B8%B4%E6%97%B6%20%E6%95%91%E5%8A%A9%231%2541%3A%E4%B9%99.yaml"


@pytest.fixture(scope="module")
def run(example: Report, rules: dict[str, RuleInfo]) -> Any:
    return json.loads(write(example, rules))["runs"][0]


def test_every_report_is_valid(example: Report, clean: Report, hostile: Report, rules: dict[str, RuleInfo]) -> None:
    validator = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for report in (example, clean, hostile):
        validator.validate(json.loads(write(report, rules)))


def test_a_result_in_full(run: Any) -> None:
    assert run["results"][4] == {
        "ruleId": "duplicate-code",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "330600107000 出现了 2 次"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": ODD_URI},
                    "region": {"startLine": 80, "startColumn": 7},
                },
                "logicalLocations": [
                    {"name": "临时救助", "fullyQualifiedName": "临时救助（330600107000）", "kind": "matter"}
                ],
            }
        ],
        "partialFingerprints": {"catalogTool/v1": "f4:2", "primaryLocationLineHash": "f4:2"},
        "properties": {"path": ["申请材料", 2, "名称"], "department": "象山县民政局", "fixable": False},
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": ODD_URI},
                    "region": {"startLine": 1, "startColumn": 7},
                },
                "message": {"text": "另见"},
            }
        ],
    }


def test_a_rule_in_full(run: Any) -> None:
    assert run["tool"]["driver"]["version"] == "0.1.0"
    assert run["tool"]["driver"]["rules"][2] == {
        "id": "uneven-brackets",
        "shortDescription": {"text": "括号不齐"},
        "fullDescription": {"text": "查的是什么。"},
        "help": {
            "text": "查什么：查的是什么。\n\n为什么：因为要紧。\n\n怎么改：改过来。\n\n出处：清单",
            "markdown": "# 括号不齐\n\n## 查什么\n\n查的是什么。\n\n## 为什么\n\n因为要紧。\n\n"
            "## 怎么改\n\n改过来。\n\n## 出处\n\n清单",
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["政务服务事项目录", "可自动修正"], "problem.severity": "warning"},
    }


def test_levels_and_what_was_left_out(run: Any) -> None:
    assert [result["level"] for result in run["results"]] == ["note", "warning", "error", "error", "error"]
    assert "ruleIndex" not in run["results"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"]
    (left_out,) = invocation["toolExecutionNotifications"]
    assert left_out["message"]["text"].startswith("这个文件另有 3 处没有列出")


def test_fingerprints_differ(run: Any) -> None:
    marks = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]

    assert marks == ["f1:1", "f2:1", "f3:1", "f4:1", "f4:2"]


def test_a_crash_is_no_success(example: Report, rules: dict[str, RuleInfo]) -> None:
    crashed = replace(example.settled.findings[0], rule=INTERNAL_ERROR.name)
    log = json.loads(write(replace(example, settled=Settled((crashed,), {})), rules))

    assert not log["runs"][0]["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        (ODD_FILE, ODD_URI),
        ("../甲.yaml", "../%E7%94%B2.yaml"),
        ("/tmp/a b.yaml", "file:///tmp/a%20b.yaml"),
        ("C:/目录/a.yaml", "file:///C:/%E7%9B%AE%E5%BD%95/a.yaml"),
        ("//server/share/a.yaml", "file://server/share/a.yaml"),
    ],
)
def test_files_as_uris(example: Report, rules: dict[str, RuleInfo], file: str, uri: str) -> None:
    there = replace(example.settled.findings[0], file=file)
    log = json.loads(write(replace(example, settled=Settled((there,), {})), rules))

    (location,) = log["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_hostile_values_are_visible(hostile: Report, rules: dict[str, RuleInfo]) -> None:
    (result,) = json.loads(write(hostile, rules))["runs"][0]["results"]

    assert nothing_hidden(result["message"]["text"])
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].isascii()


def test_a_cell_is_a_logical_place(mixed: Report, hostile_sheet: Report, rules: dict[str, RuleInfo]) -> None:
    log = json.loads(write(mixed, rules))
    in_workbook, in_file = log["runs"][0]["results"]
    matter = {"name": "临时救助", "fullyQualifiedName": "临时救助（330600107000）", "kind": "matter"}
    cell = {"name": "C5", "fullyQualifiedName": "基本信息!C5", "kind": "cell"}

    assert in_workbook["message"] == {"text": "330600107000 出现了 2 次〔基本信息!C5〕"}
    (location,) = in_workbook["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 3}
    assert location["logicalLocations"] == [matter, cell]
    assert "logicalLocations" not in in_workbook["relatedLocations"][0]
    assert in_file["message"] == {"text": "330600107000 出现了 2 次"}
    assert in_file["locations"][0]["logicalLocations"] == [matter]
    assert in_file["relatedLocations"][0]["logicalLocations"] == [cell]
    validator = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for report in (mixed, hostile_sheet):
        validator.validate(json.loads(write(report, rules)))
        assert nothing_hidden(json.loads(write(report, rules))["runs"][0]["results"][0]["message"]["text"])
