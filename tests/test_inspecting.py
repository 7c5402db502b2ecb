"""From files to findings: what a run counts, shows, leaves out, and what happens when a rule crashes."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog_tool import inspecting, judging
from catalog_tool.checking import Checked, Selection, check_catalogs
from catalog_tool.cli.app import main
from catalog_tool.context import Context
from catalog_tool.findings import MOST_PER_FILE, Hit, Report, RuleInfo, Severity
from catalog_tool.gathering import Engine, gather
from catalog_tool.model import Matter
from catalog_tool.reports import findings_json
from catalog_tool.rules import Rule, all_rules
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs

CLEAN = Path(__file__).parent / "rules"
Make = Callable[..., Path]
Run = Callable[..., Checked]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes a catalog in the working directory: a clean manifest, and files by name."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "catalog.yaml").write_bytes((CLEAN / "clean_manifest.yaml").read_bytes())
    (folder / "附件").mkdir()
    for name in re.findall(r"附件/(\S+)", clean_matter()):
        (folder / "附件" / name).touch()

    def files(**texts: str) -> Path:
        for name, text in texts.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return folder

    return files


@pytest.fixture
def run(standards: Standards) -> Run:
    """Checks paths, c by default."""

    def check(*paths: str, **options: Any) -> Checked:
        selection = options.pop("selection", Selection())
        return check_catalogs(find_catalogs(paths or ["c"]), standards, selection, **options)

    return check


def clean_matter(**replaced: str) -> str:
    """The clean matter's text with words replaced: old=new."""
    text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8")
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


def rules_of(checked: Checked) -> set[str]:
    return {finding.rule for finding in checked.settled.findings}


def test_a_clean_catalog_is_clean_and_counted(make: Make, run: Run) -> None:
    make(甲=clean_matter())
    checked = run()

    assert checked.settled.findings == ()
    assert (checked.files, checked.matters) == (1, 1)


def test_checking_leaves_no_circles_behind(make: Make, standards: Standards) -> None:
    (catalog,) = find_catalogs([str(make(甲=clean_matter() + "承诺时限: 5\n"))])
    gathered = gather(catalog, standards, Engine())
    work = gathered.job.open()
    work(catalog.files[0])
    gc.collect()
    gc.disable()
    try:
        for _ in range(20):
            work(catalog.files[0])
        assert gc.collect() < 20
    finally:
        gc.enable()


def test_a_named_file_gives_its_findings_only(make: Make, run: Run) -> None:
    make(甲="备注: [甲]\n", 乙="备注: [甲]\n")

    assert {finding.file for finding in run().settled.findings} == {"c/甲.yaml", "c/乙.yaml"}
    checked = run("c/甲.yaml")
    assert {finding.file for finding in checked.settled.findings} == {"c/甲.yaml"}
    assert (checked.files, checked.matters) == (1, 1)


def test_a_fault_of_two_places_shows_when_one_is_asked_for(make: Make, run: Run) -> None:
    make(甲=clean_matter(), 乙=clean_matter())
    found = run("c/甲.yaml", selection=Selection(only=frozenset({"duplicate-code"}))).settled.findings
    (finding,) = [finding for finding in found if finding.file == "c/甲.yaml"]

    assert [file for file, *_ in finding.related] == ["c/乙.yaml"]


def test_what_was_refused_shows_when_asked_for(make: Make, run: Run) -> None:
    folder = make(甲=clean_matter())
    (folder / "乙.yml").write_text("", encoding="utf-8")

    assert rules_of(run("c/乙.yml")) == {"unread-extension"}
    assert rules_of(run("c/甲.yaml")) == set()


def test_selection(make: Make, run: Run) -> None:
    make(甲="备注: [甲]\n承诺时限: 5\n")
    only = run(selection=Selection(only=frozenset({"wrong-type"})))
    never = run(selection=Selection(never=frozenset({"missing-key"})))

    assert rules_of(only) == {"wrong-type"}
    assert {"wrong-type", "unknown-key"} <= rules_of(never)
    assert "missing-key" not in rules_of(never)


# --- a manifest that cannot be used


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "not-a-matter"),
        ("- 甲\n", "not-a-matter"),
        ("甲: [\n", "yaml-syntax"),
        ("类别: 实施清单\n" * 2, "duplicate-key"),
    ],
)
def test_a_broken_manifest_brings_no_flood(text: str, rule: str, make: Make, run: Run) -> None:
    folder = make(甲=clean_matter())
    (folder / "catalog.yaml").write_text(text, encoding="utf-8")
    found = run().settled.findings

    assert rule in {finding.rule for finding in found}
    assert {finding.file for finding in found} == {"c/catalog.yaml"}


@pytest.mark.parametrize("key", ["类别", "编码规则", "区划代码", "层级"])
@pytest.mark.parametrize("value", [None, "没有", "[甲]", "{甲: 乙}", "''"])
def test_a_manifest_without_a_valid_value_brings_one_finding(key: str, value: str | None, make: Make, run: Run) -> None:
    folder = make(甲=clean_matter())
    lines = (folder / "catalog.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [line if not line.startswith(f"{key}:") else f"{key}: {value}\n" if value else "" for line in lines]
    assert changed != lines
    (folder / "catalog.yaml").write_text("".join(changed), encoding="utf-8")
    found = run(debug=True).settled.findings

    assert {finding.file for finding in found} <= {"c/catalog.yaml"}
    assert len(found) <= 2
    # A code may be any text to the schema: whether it is one is a rule's business.
    assert found or (key, value) in {("区划代码", "没有"), ("区划代码", "''")}


# --- how much is said


def test_at_most_two_hundred_a_file_and_it_says_so(make: Make, run: Run) -> None:
    make(甲="".join(f"键{number}: 甲\n" for number in range(1_000)))
    checked = run()
    missing = len(run(selection=Selection(only=frozenset({"missing-key"}))).settled.findings)

    assert len(checked.settled.findings) == MOST_PER_FILE
    assert checked.settled.omitted == {"c/甲.yaml": 1_000 + missing - MOST_PER_FILE}
    only = run(selection=Selection(only=frozenset({"unknown-key"})))
    assert only.settled.omitted == {"c/甲.yaml": 800}
    assert [finding.line for finding in only.settled.findings] == sorted(f.line for f in only.settled.findings)
    elsewhere = run("c/catalog.yaml")
    assert elsewhere.settled.omitted == {}


def test_ten_thousand_documents_and_findings_take_seconds(make: Make, run: Run) -> None:
    make(甲="甲: 乙\n---\n" * 10_000)
    checked = run()

    assert len(checked.settled.findings) == MOST_PER_FILE
    assert checked.matters == 10_000


# --- JSON

KEYS = {
    "": {"schema", "tool", "inputs", "summary", "truncated", "findings"},
    "inputs": {"schemas"},
    "summary": {"matters", "files", "error", "warning", "info"},
    "finding": {
        *("rule", "severity", "message", "file", "line", "column", "path", "document", "related", "matter", "args"),
        *("fixable", "fingerprint"),
    },
}


def as_json(checked: Checked) -> dict[str, Any]:
    text = findings_json.write(Report(checked.settled, checked.matters, checked.files, "t", "sha256:0"))
    report: dict[str, Any] = json.loads(text)
    assert text == json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    return report


def test_json_has_exactly_the_keys_of_the_contract(make: Make, run: Run) -> None:
    make(甲=clean_matter() + "承诺时限: 5\n", 乙=clean_matter(), 丙="", 丁="类别: 一件事\n")
    report = as_json(run())

    assert set(report) == KEYS[""]
    assert set(report["inputs"]) == KEYS["inputs"]
    assert set(report["summary"]) == KEYS["summary"]
    assert report["schema"] == "catalog-tool/findings/1"
    assert report["findings"]
    for each in report["findings"]:
        assert set(each) == KEYS["finding"]
        assert each["matter"] is None or set(each["matter"]) == {"基本编码", "名称"}
        assert all(set(place) == {"file", "line", "column"} for place in each["related"])
        assert each["line"] >= 1
        assert each["column"] >= 1
    assert {each["matter"] is None for each in report["findings"]} == {True, False}
    assert any(each["related"] for each in report["findings"])


def test_json_says_what_was_left_out(make: Make, run: Run) -> None:
    make(甲="".join(f"键{number}: 甲\n" for number in range(300)))
    report = as_json(run(selection=Selection(only=frozenset({"unknown-key"}))))

    assert report["truncated"] == [{"file": "c/甲.yaml", "omitted": 100}]
    assert report["summary"]["error"] == MOST_PER_FILE


def test_same_bytes_in_same_bytes_out(make: Make, run: Run) -> None:
    make(甲=clean_matter() + "承诺时限: 5\n", 乙=clean_matter(), 丙="备注: [甲]\n")

    assert as_json(run()) == as_json(run())


# --- fingerprints


def prints(checked: Checked) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in checked.settled.findings:
        found.setdefault(each.rule, set()).add(each.fingerprint)
    return found


FAULTY = "承诺时限: 5\n备注: [甲]\n审批方式: 无\n取消日期: 2018年\n网办深度: 甲\n网办深度: 乙\n"


def test_fingerprints_survive_moved_lines_and_renamed_files(make: Make, run: Run) -> None:
    text = clean_matter() + FAULTY
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("审批方式: 一般"))
    folder = make(甲=text)
    before = prints(run())
    (folder / "甲.yaml").unlink()
    make(别的="# 说明\n\n" + text.replace("网办深度: 乙", "\n\n网办深度: 乙"))

    assert {"unknown-key", "wrong-type", "unknown-value", "wrong-form", "duplicate-key"} <= set(before)
    assert prints(run()) == before


def test_fingerprints_survive_a_moved_item(make: Make, run: Run) -> None:
    head, tail = clean_matter().split("申请材料:\n")
    fault = "  - {名称: 甲, 类别: 证照, 必要性: 要}\n"
    make(甲=f"{head}申请材料:\n{fault}{tail}")
    before = prints(run())["unknown-value"]
    make(甲=f"{head}申请材料:\n  - {{名称: 乙, 类别: 其他, 必要性: 必要, 依据: [《乙》第一条]}}\n{fault}{tail}")

    assert prints(run())["unknown-value"] == before


def test_fingerprints_differ_by_arguments_and_by_matter(make: Make, run: Run) -> None:
    folder = make(甲=clean_matter() + "备注甲: 甲\n")
    seen = [prints(run())["unknown-key"]]
    make(甲=clean_matter() + "备注乙: 甲\n")
    seen.append(prints(run())["unknown-key"])
    make(甲=clean_matter(**{'"330100201000"': '"330100202000"'}) + "备注甲: 甲\n")
    seen.append(prints(run())["unknown-key"])

    assert folder.is_dir()
    assert len(set.union(*seen)) == 3


# --- a rule that crashes


def crash(matter: Matter, context: Context) -> Iterator[Hit]:
    raise ZeroDivisionError(matter.title)
    yield


def judge(facts: Any, context: Context) -> Iterator[Hit]:
    raise ZeroDivisionError(len(facts))
    yield


@pytest.fixture(params=["check", "judge"])
def crashing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A rule among the others that crashes; where."""
    info = RuleInfo("crashing-rule", Severity.INFO, "崩溃", "崩溃", "测试")
    facts = next(rule.facts for rule in all_rules() if rule.name == "duplicate-code")
    broken = Rule(info, check=crash) if request.param == "check" else Rule(info, facts=facts, judge=judge)

    def rules() -> tuple[Rule, ...]:
        return (*all_rules(), broken)

    for module in (inspecting, judging):
        monkeypatch.setattr(module, "all_rules", rules)
    return str(request.param)


def test_a_crashing_rule_is_a_finding_and_the_rest_goes_on(crashing: str, make: Make, run: Run) -> None:
    make(甲=clean_matter() + "承诺时限: 5\n", 乙=clean_matter(**{'"330100201000"': '"330100202000"'}))
    found = run().settled.findings
    errors = [each for each in found if each.rule == "internal-error"]

    assert len(errors) == (2 if crashing == "check" else 1)
    assert all(each.severity is Severity.ERROR for each in errors)
    assert "crashing-rule" in errors[0].message
    assert "ZeroDivisionError" in errors[0].message
    assert "unknown-key" in {each.rule for each in found}


@pytest.mark.usefixtures("crashing")
def test_a_crash_is_never_ignored_and_exits_with_1(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    make(甲=clean_matter())

    assert main(["validate", "c", "--ignore", "internal-error", "--select", "unknown-key"]) == 1
    assert "internal-error" in capsys.readouterr().out


@pytest.mark.usefixtures("crashing")
def test_debug_shows_the_crash(make: Make) -> None:
    make(甲=clean_matter())

    with pytest.raises(ZeroDivisionError):
        main(["validate", "c", "--debug"])
