"""The JSON of `validate` keeps to its published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from catalog_tool.findings import Report
from catalog_tool.reports.findings_json import write

SCHEMA = Path(__file__).resolve().parents[2] / "docs/findings.schema.json"


@pytest.fixture(scope="module")
def schema() -> Any:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_every_report_keeps_to_the_schema(schema: Any, example: Report, clean: Report, hostile: Report) -> None:
    schema.check_schema(schema.schema)
    for report in (example, clean, hostile):
        schema.validate(json.loads(write(report)))


def test_the_schema_knows_every_key_and_no_other(schema: Any, example: Report) -> None:
    report = json.loads(write(example))
    finding = schema.schema["$defs"]["finding"]

    assert set(schema.schema["required"]) == set(report) == set(schema.schema["properties"])
    assert set(finding["required"]) == set(report["findings"][0])
    assert not schema.is_valid({**report, "more": 1})
    assert not schema.is_valid({**report, "findings": [{**report["findings"][0], "more": 1}]})


def test_the_whole(example: Report) -> None:
    report = json.loads(write(example))

    assert report["summary"] == {"matters": 15, "files": 12, "error": 3, "warning": 1, "info": 1}
    assert report["truncated"] == [{"file": "xiangshan/民政/临时 救助#1%41:乙.yaml", "omitted": 3}]
    assert report["findings"][2] == {
        "rule": "promise-exceeds-statutory",
        "severity": "error",
        "message": "承诺 30 工作日，长于法定 20 工作日",
        "file": "xiangshan/公安/户口迁移.yaml",
        "line": 41,
        "column": 13,
        "path": ["办理时限", "承诺", "数值"],
        "document": 0,
        "related": [],
        "matter": {"基本编码": "331000701001", "名称": "户口迁移（婚迁）"},
        "args": {"promised": 30, "statutory": 20},
        "fixable": False,
        "fingerprint": "f3",
    }


def test_a_workbook_has_sheet_and_cell_besides(schema: Any, mixed: Report, hostile_sheet: Report) -> None:
    report = json.loads(write(mixed))
    in_workbook, in_file = report["findings"]
    cell = {"file": "甲/事项.xlsx", "line": 5, "column": 3, "sheet": "基本信息", "cell": "C5"}
    line = {"file": "甲/救助.yaml", "line": 1, "column": 7}

    assert {key: in_workbook[key] for key in cell} == cell
    assert (in_workbook["related"], in_file["related"]) == ([line], [cell])
    assert not {"sheet", "cell"} & set(in_file)
    schema.validate(report)
    schema.validate(json.loads(write(hostile_sheet)))
    for place in (in_workbook, in_file["related"][0]):
        del place["cell"]
        assert not schema.is_valid(report)
        place["cell"] = "C5"
    assert schema.is_valid(report)
