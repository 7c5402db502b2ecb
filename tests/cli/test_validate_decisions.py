"""Ignore comments, policies, baselines and formats from the command line, as an office lives with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog_tool.cli.app import main

CLEAN = Path(__file__).parents[1] / "rules"
Run = Callable[..., tuple[int, str, str]]


def matter(number: int = 201, more: str = "") -> str:
    text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8")
    text = text.replace("施工许可证核发", f"施工许可证核发{number}")
    return text.replace('"330100201000"', f'"330100{number:03d}000"') + more


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "县"
    (folder / "附件").mkdir(parents=True)
    manifest = (CLEAN / "clean_manifest.yaml").read_text(encoding="utf-8")
    (folder / "catalog.yaml").write_text(manifest + "上级目录: ../省\n", encoding="utf-8")
    for name in re.findall(r"附件/(\S+)", matter()):
        (folder / "附件" / name).touch()
    upper = tmp_path / "省"
    upper.mkdir()
    province = manifest.replace("类别: 实施清单", "类别: 指导目录").replace("县级", "省级").replace("330225", "330000")
    (upper / "catalog.yaml").write_text(province, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(["validate", "县", *arguments])
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return call


def rules(out: str) -> list[Any]:
    return [(each["rule"], each["severity"]) for each in json.loads(out)["findings"]]


def test_an_ignored_fault_is_silent_and_a_settled_one_is_reported(catalog: Path, run: Run) -> None:
    comment = "# catalog-tool: ignore[unknown-key] 县里先记着，省里下半年加字段\n"
    (catalog / "甲.yaml").write_text(matter(more=f"{comment}自定: 1\n"), encoding="utf-8")
    assert rules(run("--format", "json")[1]) == []

    (catalog / "甲.yaml").write_text(matter(more=f"{comment}备注: 无\n"), encoding="utf-8")
    assert rules(run("--format", "json")[1]) == [("unused-ignore", "warning")]


def test_a_comment_in_the_manifest_counts_too(catalog: Path, run: Run) -> None:
    with (catalog / "catalog.yaml").open("a", encoding="utf-8") as stream:
        stream.write("自定: 1  # catalog-tool: ignore[unknown-key] 本县内部用\n")

    assert rules(run("--format", "json")[1]) == []


def test_the_catalog_s_policy_sets_levels_and_the_directory_s_locks_hold(catalog: Path, run: Run) -> None:
    (catalog / "甲.yaml").write_text(matter(more="自定: 1\n"), encoding="utf-8")
    (catalog / "policy.yaml").write_text("规则:\n  - {规则: unknown-key, 级别: 提示}\n", encoding="utf-8")
    code, out, _ = run("--format", "json")
    assert (code, rules(out)) == (0, [("unknown-key", "info")])

    locked = "规则:\n  - {规则: unknown-key, 级别: 错误, 不得关闭: 是}\n"
    (catalog.parent / "省/policy.yaml").write_text(locked, encoding="utf-8")
    code, _, err = run()
    assert code == 3
    assert "县/policy.yaml 把 unknown-key 改为“提示”，上级目录规定不得低于“错误”" in err

    (catalog / "policy.yaml").unlink()
    assert run("--ignore", "unknown-key")[0] == 3
    assert run("--format", "json")[0] == 1


def test_a_policy_given_stands_in_for_the_catalog_s_own(catalog: Path, run: Run) -> None:
    (catalog / "甲.yaml").write_text(matter(more="自定: 1\n"), encoding="utf-8")
    Path("口径.yaml").write_text("规则: [{规则: unknown-key, 级别: 不查}]\n", encoding="utf-8")

    assert run("--policy", "口径.yaml")[0] == 0
    assert run("--policy", "没有.yaml")[0] == 3


def test_a_baseline_hides_old_faults_whatever_moves(catalog: Path, run: Run) -> None:
    (catalog / "甲.yaml").write_text(matter(more="自定: 1\n"), encoding="utf-8")
    code, out, _ = run("--baseline", "旧账.json", "--write-baseline")
    assert (code, out) == (0, "基线 旧账.json 已记下 1 处问题。\n")
    assert run("--baseline", "旧账.json")[0] == 0

    (catalog / "甲.yaml").rename(catalog / "改名.yaml")
    (catalog / "改名.yaml").write_text("# 说明\n\n" + matter(more="自定: 1\n又一处: 2\n"), encoding="utf-8")
    code, out, _ = run("--baseline", "旧账.json", "--format", "json")
    assert code == 1
    assert [each["path"] for each in json.loads(out)["findings"]] == [["又一处"]]

    (catalog / "改名.yaml").write_text(matter(), encoding="utf-8")
    code, out, _ = run("--baseline", "旧账.json", "--format", "json")
    (stale,) = json.loads(out)["findings"]
    assert (code, stale["rule"], stale["file"], stale["line"]) == (0, "stale-baseline", "旧账.json", 4)
    assert rules(run("--baseline", "旧账.json", "--format", "json", "--select", "bare-step")[1]) == []


def test_several_formats_in_one_run(catalog: Path, run: Run) -> None:
    (catalog / "甲.yaml").write_text(matter(more="自定: 1\n"), encoding="utf-8")
    names = ("json", "sarif", "github", "gitlab", "junit", "html", "xlsx")
    code, out, err = run("--format", "text", *(f"--format={name}=报告.{name}" for name in names))

    assert code == 1
    assert "unknown-key" in out
    assert err == ""
    assert all(Path(f"报告.{name}").stat().st_size for name in names)


def test_with_files_only_the_counts_are_said_aside(catalog: Path, run: Run) -> None:
    (catalog / "甲.yaml").write_text(matter(more="自定: 1\n"), encoding="utf-8")

    assert run("--format", "json=报告.json") == (1, "", "已写出 报告.json：错误 1，警告 0，提示 0。\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "pdf"), "没有 pdf 这种格式"),
        (("--format", "json="), "后面没有写文件"),
        (("--format", "json", "--format", "sarif"), "不能都写到一处"),
        (("--format", "json=a", "-o", "b"), "-o 没有东西可写"),
        (("--format", "json=a", "--format", "sarif=a"), "都要写到 a"),
        (("--write-baseline",), "请加 --baseline 文件"),
        (("--write-baseline", "--baseline", "a", "--since", "HEAD"), "要看全部问题"),
        (("--dry-run",), "--dry-run 要和 --fix 一起用"),
        (("--jobs", "0"), "--jobs"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: tuple[str, ...], said: str, catalog: Path, run: Run) -> None:
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert said in err


def test_no_choice_of_rules_makes_an_unread_file_clean(catalog: Path, run: Run) -> None:
    (catalog / "甲.yaml").write_text("甲: [\n", encoding="utf-8")

    assert rules(run("--select", "bare-step", "--format", "json")[1]) == [("yaml-syntax", "error")]
    code, _, err = run("--ignore", "yaml-syntax")
    assert (code, "yaml-syntax 不能不看" in err) == (2, True)


@pytest.mark.parametrize("target", ["县/catalog.yaml", "县/甲.yaml"])
def test_a_report_never_takes_the_place_of_what_is_checked(target: str, catalog: Path, run: Run) -> None:
    (catalog / "甲.yaml").write_text(matter(), encoding="utf-8")
    before = Path(target).read_bytes()

    for arguments in (("-o", target), ("--format", f"json={target}"), ("--baseline", target, "--write-baseline")):
        code, _, err = run(*arguments)
        assert (code, "是要检查的文件" in err) == (2, True)
    assert Path(target).read_bytes() == before


def test_a_baseline_of_one_file_is_refused(catalog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (catalog / "甲.yaml").write_text(matter(more="自定: 1\n"), encoding="utf-8")

    assert main(["validate", "县/甲.yaml", "--baseline", "旧账.json", "--write-baseline"]) == 2
    assert not Path("旧账.json").exists()


@pytest.mark.parametrize("text", ["{", "[]", "\xff"])
def test_a_file_that_is_no_baseline_ends_the_run(text: str, catalog: Path, run: Run) -> None:
    Path("旧账.json").write_text(text, encoding="latin-1")

    assert run("--baseline", "旧账.json")[0] == 3
