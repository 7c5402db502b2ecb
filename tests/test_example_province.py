"""The example province says what guides/README.md says of it: each meant fault shows, and no other."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from catalog_tool.cli.app import main

ROOT = Path(__file__).resolve().parent.parent

MEANT = {
    "hangzhou/住建/大型户外广告设置审批.yaml": {"material-without-basis": 1},
    "hangzhou/住建/建设用地规划许可证核发.yaml": {"code-parts-disagree": 1},
    "hangzhou/食药监/第三类医疗器械经营许可.yaml": {"instant-conflict": 1},
    "xiangshan/一件事/开办企业.yaml": {"onething-longer": 1},
    "xiangshan/住建/建筑工程施工许可证核发.yaml": {"bare-step": 1},
    "xiangshan/海洋/海域使用权审批.yaml": {"catch-all-material": 1},
    "xiangshan/金融/融资担保公司设立与变更审核.yaml": {"material-without-basis": 1},
    "yueqing/人社/单位社会保险登记.yaml": {"bare-step": 1, "promise-exceeds-statutory": 1},
    "yueqing/人社/社会保险参保证明打印.yaml": {"instant-conflict": 1, "invalid-phone": 1},
    "yueqing/住建/公共租赁住房承租资格确认.yaml": {"level-note-conflict": 1, "sub-name-of-undivided": 1},
    "yueqing/住建/大型户外广告设置审批.yaml": {"malformed-code": 1, "not-in-hall": 1},
    "yueqing/住建/存量房转让合同备案.yaml": {"invalid-credit-code": 1},
    "yueqing/住建/建筑工程施工许可证核发.yaml": {"catch-all-material": 1},
    "yueqing/住建/建设工程规划许可证核发.yaml": {
        "circular-precondition": 1,
        "government-held-material": 1,
        "own-output-demanded": 1,
    },
    "yueqing/住建/建设用地规划许可证核发.yaml": {"government-held-material": 1, "own-output-demanded": 1},
    "yueqing/公安/居住证申领.yaml": {"unquoted-code": 1},
    "yueqing/公安/户口迁移.yaml": {"orphan-sub-item": 1, "uneven-brackets": 1},
    "yueqing/国土/不动产转移登记.yaml": {"material-without-basis": 1, "odd-proof": 1, "precondition-without-basis": 1},
    "yueqing/工商/电商园区企业住所使用确认.yaml": {"code-type-conflict": 1},
    "yueqing/民政/临时救助给付.yaml": {"duplicate-code": 2, "duplicate-name": 2},
}
FIRST_FIFTEEN = {
    "malformed-code", "unquoted-code", "code-type-conflict", "invalid-credit-code", "code-parts-disagree",
    "orphan-sub-item", "duplicate-code", "uneven-brackets", "level-note-conflict", "catch-all-material",
    "material-without-basis", "promise-exceeds-statutory", "instant-conflict", "bare-step", "circular-precondition",
}  # fmt: skip


@pytest.fixture
def run_json(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(ROOT / "guides")

    def run(*arguments: str) -> tuple[int, Any]:
        code = main([*arguments, "--format", "json"])
        return code, json.loads(capfdbinary.readouterr().out)

    return run


def test_each_meant_fault_shows_and_no_other(run_json: Any) -> None:
    code, report = run_json("validate", ".")

    found: dict[str, Counter[str]] = {}
    for finding in report["findings"]:
        found.setdefault(finding["file"], Counter())[finding["rule"]] += 1
    assert {file: dict(rules) for file, rules in found.items()} == MEANT
    assert code == 1


def test_every_one_of_the_first_fifteen_rules_shows_somewhere() -> None:
    assert {rule for rules in MEANT.values() for rule in rules} >= FIRST_FIFTEEN


@pytest.mark.parametrize("clean", ["zhejiang", "tonglu", "hongqiao"])
def test_the_directory_tonglu_and_the_town_are_clean(run_json: Any, clean: str) -> None:
    code, report = run_json("validate", clean, "--fail-on", "info")

    assert (code, report["findings"]) == (0, [])


def compared(run_json: Any, name: str) -> Any:
    _, report = run_json("diff", name, "--date", "2018-08-01")
    return report["locals"][0]


def decided(local: Any) -> set[tuple[str, str, str]]:
    """What the policy called a violation or to be reported: (code, kind, decision)."""
    found = set()
    for alignment in local["alignments"]:
        code = (alignment["directory"] or alignment["local"])[0]["code"]
        for judged in (alignment, *alignment["changes"]):
            if judged["decision"] in ("violation", "report"):
                found.add((code, judged["kind"], judged["decision"]))
    return found


def test_household_registration_is_split_in_yueqing_and_the_remedy_is_told(run_json: Any) -> None:
    local = compared(run_json, "yueqing")

    split = next(alignment for alignment in local["alignments"] if alignment["kind"] == "split")
    assert [row["code"] for row in split["directory"]] == ["331000701000"]
    assert [row["code"] for row in split["local"]] == ["331000701001", "331000701002", "331000701003"]
    assert "并回 331000701000" in split["reason"]


def test_level_faults_of_yueqing(run_json: Any) -> None:
    found = decided(compared(run_json, "yueqing"))

    assert ("330100601000", "level-not-allowed", "violation") in found  # given to cities only
    assert ("330104501000", "missing", "violation") in found  # the directory gives it, the list lacks it


def test_what_was_devolved_to_tonglu_is_allowed_and_says_by_whom(run_json: Any) -> None:
    local = compared(run_json, "tonglu")

    assert decided(local) == set()
    reasons = [
        change["reason"]
        for alignment in local["alignments"]
        for change in alignment["changes"]
        if change["kind"] == "level-not-allowed"
    ]
    assert len(reasons) == 5
    assert any("上级委托：由杭州市" in reason and "2020-08-31" in reason for reason in reasons)
    assert {alignment["kind"] for alignment in local["alignments"]} >= {"exempt", "same"}
    assert local["summary"]["missing"] == 0


def test_the_chain_through_county_city_and_province_is_no_level_fault(run_json: Any) -> None:
    for name in ("hangzhou", "xiangshan"):
        local = compared(run_json, name)
        guarantee = next(
            alignment
            for alignment in local["alignments"]
            if alignment["directory"] and alignment["directory"][0]["code"] == "331301101000"
        )
        assert guarantee["kind"] == "same"
        assert "level-not-allowed" not in {change["kind"] for change in guarantee["changes"]}


def test_readme_names_every_file_with_a_meant_fault() -> None:
    text = (ROOT / "guides" / "README.md").read_text(encoding="utf-8")

    for file in MEANT:
        inside = file.split("/", 1)[1]
        assert inside in text
