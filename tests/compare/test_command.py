"""`catalog-tool diff` from outside: exit codes, options, what cannot be read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from building import (
    ABSENT,
    CODE,
    county_manifest,
    directory_manifest,
    kinds,
    laid_over,
    limits,
    matter,
    write_catalog,
)

from catalog_tool.cli.app import main


class Run:
    """The exit code and both outputs of one call."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> None:
        self.code = main(["diff", *(str(argument) for argument in arguments)])
        self.out, self.err = capsys.readouterr()

    @property
    def report(self) -> dict[str, Any]:
        return json.loads(self.out)


@pytest.fixture
def diff(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: Run(capsys, *arguments)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return write_catalog(tmp_path / "directory", directory_manifest(), [matter()])


def county(tmp_path: Path, *matters: dict, name: str = "county", **says: Any) -> Path:
    return write_catalog(tmp_path / name, county_manifest(**says), matters)


def test_nothing_to_say_is_exit_0(diff, directory: Path, tmp_path: Path) -> None:
    run = diff(county(tmp_path, matter()))

    assert (run.code, run.err) == (0, "")
    assert "违规 0" in run.out


THREE = {
    "violation": matter(办理时限=limits(20, 9)),
    "report": matter(实施主体={"名称": "象山县公安局"}),
    "allowed": matter(办理时限=limits(20, 3)),
    "nothing": matter(),
}


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        ("violation", None, 1),
        ("report", None, 0),
        ("allowed", None, 0),
        ("violation", "violation", 1),
        ("report", "violation", 0),
        ("violation", "report", 1),
        ("report", "report", 1),
        ("allowed", "report", 0),
        ("violation", "allowed", 1),
        ("allowed", "allowed", 1),
        ("nothing", "allowed", 0),
    ],
)
def test_fail_on(diff, directory: Path, tmp_path: Path, found: str, fail_on: str | None, code: int) -> None:
    options = [] if fail_on is None else ["--fail-on", fail_on]

    assert diff(county(tmp_path, THREE[found]), *options).code == code


@pytest.mark.parametrize(
    "options",
    [
        ["--date", "2018-02-30"],
        ["--date", "去年"],
        ["--date", "20180801"],
        ["--date", "2018-W05-1"],
        ["--fail-on", "worst"],
        ["--format", "pdf"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_is_exit_2_and_one_line(diff, directory: Path, tmp_path: Path, options: list[str]) -> None:
    run = diff(county(tmp_path, matter()), *options)

    assert (run.code, run.out) == (2, "")
    assert "Traceback" not in run.err
    assert run.err.count("\n") == 1


def test_without_a_list_is_exit_2(diff) -> None:
    assert diff().code == 2


def cannot_run(run: Run, *words: str) -> None:
    assert (run.code, run.out) == (3, "")
    assert "Traceback" not in run.err
    assert run.err.count("\n") == 1
    for word in words:
        assert word in run.err


def test_a_missing_folder_is_exit_3(diff, tmp_path: Path) -> None:
    cannot_run(diff(tmp_path / "nowhere"), "nowhere")


@pytest.mark.parametrize("value", [ABSENT, None, [], "", [{"版本": "2018.2"}], {"版本": "1"}, [[]], [""]])
def test_without_an_upper_directory(diff, directory: Path, tmp_path: Path, value: Any) -> None:
    cannot_run(diff(county(tmp_path, matter(), 上级目录=value)), "上级目录")


def test_an_upper_directory_that_is_not_there(diff, tmp_path: Path) -> None:
    cannot_run(diff(county(tmp_path, matter())), "directory", "catalog.yaml", "--directory")


@pytest.mark.parametrize(
    "path",
    [
        "{absolute}",
        "C:/zhejiang",
        "c:zhejiang",
        "\\\\server\\share",
        "//server/share",
        "..\\directory",
        "file:///etc",
        "http://x/y",
    ],
)
@pytest.mark.parametrize("shape", ["text", "list"])
def test_an_absolute_or_drive_path_is_never_opened(
    diff, directory: Path, tmp_path: Path, path: str, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path.format(absolute=directory)
    opened: list[str] = []
    monkeypatch.setattr(os.path, "isfile", _watched(os.path.isfile, opened))

    run = diff(county(tmp_path, matter(), 上级目录=path if shape == "text" else [{"路径": path}]))

    cannot_run(run, "上级目录", "没有打开")
    assert not [name for name in opened if "county" not in name]


def _watched(function: Any, opened: list[str]) -> Any:
    def watch(path: Any) -> Any:
        opened.append(os.fspath(path))
        return function(path)

    return watch


def test_directory_given_rules_over_the_one_that_is_named(diff, tmp_path: Path) -> None:
    given = write_catalog(tmp_path / "given", directory_manifest(名称="另给"), [matter()])

    run = diff(county(tmp_path, matter(), 上级目录="/etc"), "--directory", given, "--format", "json")

    assert run.code == 0
    assert [each["name"] for each in run.report["locals"][0]["directories"]] == ["另给"]


def test_of_two_directories_the_first_that_has_the_code_rules(diff, directory: Path, tmp_path: Path) -> None:
    write_catalog(
        tmp_path / "more", directory_manifest(), [matter(办理时限=limits(9, 1)), matter("330100999000", "补充")]
    )
    upper = [{"路径": "../directory", "版本": "2018.2"}, {"路径": "../more", "版本": "1"}]

    local = diff(county(tmp_path, matter(), 上级目录=upper), "--format", "json").report["locals"][0]

    assert [each["path"] for each in local["directories"]] == ["directory", "more"]
    assert kinds(local) == ["same", "missing"]
    assert local["alignments"][0]["changes"] == []


def test_upper_directories_may_be_plain_texts(diff, directory: Path, tmp_path: Path) -> None:
    assert diff(county(tmp_path, matter(), 上级目录=["../directory"])).code == 0


def test_a_policy_of_one_s_own(diff, directory: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "名称: 本县口径\n条款:\n  - {change: promise-longer, decision: allowed, reason: 可以}\n", encoding="utf-8"
    )

    run = diff(county(tmp_path, THREE["violation"]), "--policy", policy)

    assert run.code == 0
    assert "本县口径" in run.out
    assert "可自行调整：可以" in run.out


def test_a_broken_policy_is_exit_3(diff, directory: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    for text in ("", "条款: [", "条款: [{change: nothing, decision: allowed, reason: x}]"):
        policy.write_text(text, encoding="utf-8")
        cannot_run(diff(county(tmp_path, matter()), "--policy", policy), "policy.yaml")
    cannot_run(diff(county(tmp_path, matter()), "--policy", tmp_path / "none.yaml"), "none.yaml")


def test_the_day_decides_whether_a_term_is_over(diff, tmp_path: Path) -> None:
    write_catalog(tmp_path / "directory", directory_manifest(), [matter(行使层级=["市级"])])
    giver = {"名称": "宁波市住建委", "范围": "象山县域", "起": "2017-09-01", "止": "2020-08-31"}
    given = matter(权力来源="上级委托", 权力来源依据=["委托书"], 权力来源机关=giver)
    folder = county(tmp_path, given)

    assert diff(folder, "--fail-on", "report", "--date", "2020-08-31").code == 0
    assert diff(folder, "--fail-on", "report", "--date", "2020-09-01").code == 1
    assert "比对之日：2020-08-31" in diff(folder, "--date", "2020-08-31").out


def test_an_unreadable_file_stands_among_the_problems_and_the_rest_goes_on(
    diff, directory: Path, tmp_path: Path
) -> None:
    folder = county(tmp_path, matter())
    (folder / "gbk.yaml").write_bytes("基本编码: 户口".encode("gbk"))
    (folder / "two.yaml").write_text("基本编码: '1'\n基本编码: '2'\n--- [\n", encoding="utf-8")
    (folder / "old.yml").write_text("基本编码: '1'\n", encoding="utf-8")

    run = diff(folder, "--format", "json")

    local = run.report["locals"][0]
    assert {problem["file"] for problem in local["problems"]} == {
        "county/gbk.yaml", "county/old.yml", "county/two.yaml",
    }  # fmt: skip
    assert all(
        {"rule", "severity", "message", "file", "line", "column", "path"} <= set(problem)
        for problem in local["problems"]
    )
    assert "same" in kinds(local)
    assert "没有参加比对" in run.err
    assert "gbk.yaml" in diff(folder).out


def test_what_the_manifest_says_twice_is_a_problem_too(diff, directory: Path, tmp_path: Path) -> None:
    folder = county(tmp_path, matter())
    manifest = folder / "catalog.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace('"名称"', '"名称": "甲", "名称"', 1), encoding="utf-8"
    )

    run = diff(folder, "--format", "json")

    assert run.code == 0
    assert [problem["rule"] for problem in run.report["locals"][0]["problems"]] == ["duplicate-key"]


def test_a_manifest_that_cannot_be_read_is_exit_3(diff, directory: Path, tmp_path: Path) -> None:
    folder = county(tmp_path, matter())
    for text in ("", "- 一\n", "名称: [\n"):
        (folder / "catalog.yaml").write_text(text, encoding="utf-8")
        cannot_run(diff(folder), "county/catalog.yaml")


def test_it_never_requires_validity(diff, tmp_path: Path) -> None:
    write_catalog(tmp_path / "directory", {"类别": "指导目录"}, [{"主项名称": ["甲"]}, {"基本编码": CODE}])
    folder = write_catalog(tmp_path / "county", {"上级目录": "../directory"}, [{"基本编码": CODE}, {"不知道": "什么"}])

    run = diff(folder, "--format", "json")

    assert run.code == 0
    assert sorted(kinds(run.report["locals"][0])) == ["outside", "outside", "same"]


def test_several_lists_and_their_folder(diff, directory: Path, tmp_path: Path) -> None:
    county(tmp_path, matter(), name="a", 区划名称="象山县")
    county(tmp_path, name="b", 区划名称="乐清市")

    report = diff(tmp_path, "--format", "json").report

    assert [local["path"] for local in report["locals"]] == ["a", "b"]
    assert report["matrix"] == {"rows": [CODE], "columns": ["象山县", "乐清市"], "cells": [["same", "missing"]]}


def test_a_list_given_twice_is_one(diff, directory: Path, tmp_path: Path) -> None:
    folder = county(tmp_path, matter())

    report = diff(folder, folder, f"{folder}/", "--format", "json").report

    assert len(report["locals"]) == 1
    assert report["matrix"] is None


def test_a_directory_against_itself(diff, directory: Path) -> None:
    report = diff(directory, "--directory", directory, "--format", "json", "--fail-on", "allowed")

    assert report.code == 0
    assert kinds(report.report["locals"][0]) == ["same"]


def test_output_goes_to_a_file(diff, directory: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "diff.json"

    run = diff(county(tmp_path, matter()), "--format", "json", "-o", target)

    assert (run.code, run.out) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "catalog-tool/diff/1"


def test_the_same_bytes_twice_whatever_the_order_of_the_lists_files(diff, directory: Path, tmp_path: Path) -> None:
    matters = [matter(f"33010020{n}000", f"许可{n}") for n in range(1, 6)]
    folder = county(tmp_path, *matters)
    first = diff(folder, "--format", "json", "--date", "2018-08-01").out
    for name in sorted(os.listdir(folder), reverse=True):
        content = (folder / name).read_bytes()
        (folder / name).unlink()
        (folder / name).write_bytes(content)

    assert diff(folder, "--format", "json", "--date", "2018-08-01").out == first


def test_several_documents_of_a_file_each_have_their_line(diff, directory: Path, tmp_path: Path) -> None:
    folder = county(tmp_path)
    text = "---\n".join(
        json.dumps(laid_over(matter(), {"孙项名称": name}), ensure_ascii=False) + "\n" for name in "甲乙"
    )
    (folder / "two.yaml").write_text(text, encoding="utf-8")

    rows = diff(folder, "--format", "json").report["locals"][0]["alignments"][0]["local"]

    assert [(row["file"], row["line"]) for row in rows] == [("county/two.yaml", 1), ("county/two.yaml", 3)]
