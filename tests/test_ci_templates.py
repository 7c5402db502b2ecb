"""docs/ci: the templates are what GitHub and GitLab accept, and their commands do what docs/ci.md says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from catalog_tool import __version__

PROJECT = Path(__file__).parents[1]
CLEAN = PROJECT / "tests" / "rules"
GITHUB = PROJECT / "docs" / "ci" / "github-actions.yml"
GITLAB = PROJECT / "docs" / "ci" / "gitlab-ci.yml"
# The test's own branch and files stand for a user's.
OLD, NEW = "旧错: 1\n", "新错: 1\n"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
needs_shell = pytest.mark.skipif(shutil.which("sh") is None, reason="there is no POSIX shell")


def loaded(path: Path) -> dict[Any, Any]:
    """The template as data; YAML 1.1 reads the key `on` as true."""
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=测试", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What CI has: a branch with a new fault in one file, of a main with an old fault in another, as origin/main."""
    origin, work = tmp_path / "origin", tmp_path / "work"
    catalog = origin / "guides"
    text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8")
    (catalog / "附件").mkdir(parents=True)
    for name in re.findall(r"附件/(\S+)", text):
        (catalog / "附件" / name).touch()
    (catalog / "catalog.yaml").write_bytes((CLEAN / "clean_manifest.yaml").read_bytes())
    (catalog / "甲.yaml").write_text(text + OLD, encoding="utf-8")
    (catalog / "乙.yaml").write_text(numbered(text, 202), encoding="utf-8")
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", ".")
    git(origin, "commit", "-qm", "first")
    git(tmp_path, "clone", "-q", str(origin), str(work))
    git(work, "checkout", "-q", "-b", "branch")
    (work / "guides" / "乙.yaml").write_text(numbered(text, 202, version=2) + NEW, encoding="utf-8")
    git(work, "commit", "-qam", "second")
    return work


def numbered(text: str, number: int, version: int = 1) -> str:
    text = text.replace('"330100201000"', f'"330100{number}000"').replace("施工许可证核发", f"施工许可证核发{number}")
    return text.replace("版本: 1", f"版本: {version}")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A PATH with catalog-tool, and a python that installs nothing but says what it was to install."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, command in (
        ("catalog-tool", f'exec "{sys.executable}" -m catalog_tool "$@"'),
        ("python", 'echo "python $*" >> "$INSTALLED"'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(PROJECT),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "INSTALLED": str(tmp_path / "installed"),
        "LANG": "C.UTF-8",
    }


def shell(script: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The script as a runner has it: the first command that fails ends it."""
    return subprocess.run(
        ["sh", "-e", "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def github_run(event: str, folder: Path, environment: dict[str, str], **own: str) -> subprocess.CompletedProcess[str]:
    """Every `run:` step for an event, in order."""
    workflow = loaded(GITHUB)
    [job] = workflow["jobs"].values()
    chosen = []
    for step in job["steps"]:
        condition = step.get("if", "")
        assert "run" not in step or condition in (
            "",
            "github.event_name == 'pull_request'",
            "github.event_name == 'push'",
        )
        if "run" in step and (not condition or f"'{event}'" in condition):
            assert "${{" not in step["run"], "what comes from outside must not be spliced into a script"
            chosen.append(step["run"])
    assert len(chosen) == 2
    values = {**environment, **workflow["env"], "GITHUB_BASE_REF": "main" if event == "pull_request" else "", **own}
    return shell("\n".join(chosen), folder, values)


def gitlab_run(name: str, folder: Path, environment: dict[str, str], **own: str) -> subprocess.CompletedProcess[str]:
    """A job's `before_script:` and `script:`."""
    pipeline = loaded(GITLAB)
    job = {**pipeline[pipeline[name]["extends"]], **pipeline[name]}
    values = {**environment, **pipeline["variables"], **job["variables"], **own}
    return shell("\n".join([*job["before_script"], *job["script"]]), folder, values)


def faults(text: str) -> list[str]:
    return re.findall("旧错|新错", text)


@pytest.mark.parametrize(("path", "schema"), [(GITHUB, "github-workflows"), (GITLAB, "gitlab-ci")])
def test_the_platform_accepts_the_template(path: Path, schema: str) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = ["-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_is_pinned() -> None:
    workflow, pipeline = loaded(GITHUB), loaded(GITLAB)
    [job] = workflow["jobs"].values()
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", each) for each in used)
    assert re.fullmatch(r"ubuntu-\d\d\.\d\d", job["runs-on"])
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-\w+", pipeline[".catalog"]["image"])
    assert workflow["env"]["CATALOG_TOOL"] == pipeline["variables"]["CATALOG_TOOL"] == f"catalog-tool=={__version__}"


def test_the_whole_history_is_there() -> None:
    [job] = loaded(GITHUB)["jobs"].values()
    checkout = next(step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"]["fetch-depth"] == 0
    assert loaded(GITLAB)[".catalog"]["variables"]["GIT_DEPTH"] == "0"


def test_both_have_the_variables_the_page_explains() -> None:
    page = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert explained == set(loaded(GITHUB)["env"]) == set(loaded(GITLAB)["variables"])


@needs_git
@needs_shell
def test_a_pull_request_is_told_of_its_own_faults(checkout: Path, environment: dict[str, str]) -> None:
    done = github_run("pull_request", checkout, environment)
    assert done.returncode == 1, done.stderr
    assert faults(done.stdout) == ["新错"]
    assert done.stdout.startswith("::error file=guides/乙.yaml,line=")
    [run] = json.loads((checkout / "catalog.sarif").read_text(encoding="utf-8"))["runs"]
    assert len(run["results"]) == 1
    installed = Path(environment["INSTALLED"]).read_text(encoding="utf-8")
    assert installed == f"python -m pip install --disable-pip-version-check catalog-tool=={__version__}\n"


@needs_git
@needs_shell
def test_a_push_is_told_of_everything(checkout: Path, environment: dict[str, str]) -> None:
    done = github_run("push", checkout, environment)
    assert done.returncode == 1, done.stderr
    assert sorted(faults(done.stdout)) == ["新错", "旧错"]
    assert (checkout / "findings.xlsx").read_bytes().startswith(b"PK")
    assert (checkout / "catalog.sarif").exists()


@needs_git
@needs_shell
def test_files_that_later_steps_take_are_those_written(checkout: Path, environment: dict[str, str]) -> None:
    github_run("push", checkout, environment)
    [job] = loaded(GITHUB)["jobs"].values()
    wanted = [step["with"].get("sarif_file") or step["with"].get("path") for step in job["steps"] if "with" in step]
    for name in filter(None, wanted):
        assert (checkout / name).is_file()
        assert any(f"hashFiles('{name}')" in step.get("if", "") for step in job["steps"])


@needs_git
@needs_shell
def test_gitlab_has_its_reports(checkout: Path, environment: dict[str, str]) -> None:
    base = git(checkout, "rev-parse", "origin/main")
    for job, expected in (("catalog-changes", ["新错"]), ("catalog-whole", ["新错", "旧错"])):
        done = gitlab_run(job, checkout, environment, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
        assert done.returncode == 1, done.stderr
        artifacts = loaded(GITLAB)[".catalog"]["artifacts"]
        quality = (checkout / artifacts["reports"]["codequality"]).read_text(encoding="utf-8")
        assert len(json.loads(quality)) == len(expected)
        assert {each["location"]["path"] for each in json.loads(quality)} <= {"guides/甲.yaml", "guides/乙.yaml"}
        junit = ET.parse(checkout / artifacts["reports"]["junit"]).getroot()
        assert len(junit.findall(".//failure")) == len(expected)
        for name in artifacts["paths"]:
            assert (checkout / name).is_file()
        assert set(expected) == set(faults(done.stdout))


@needs_git
@needs_shell
def test_what_the_baseline_holds_is_not_told_again(checkout: Path, environment: dict[str, str]) -> None:
    page = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
    [command] = re.findall(r"^catalog-tool .*--write-baseline$", page, re.MULTILINE)
    git(checkout, "checkout", "-q", "main")
    assert shell(command.replace("目录", "guides"), checkout, environment).returncode == 0
    assert github_run("push", checkout, environment, BASELINE="基线.json").returncode == 0
    assert gitlab_run("catalog-whole", checkout, environment, BASELINE="基线.json").returncode == 0

    git(checkout, "checkout", "-q", "branch")
    done = github_run("push", checkout, environment, BASELINE="基线.json")
    assert (done.returncode, faults(done.stdout)) == (1, ["新错"])


@needs_git
@needs_shell
def test_too_little_history_says_what_to_do(checkout: Path, environment: dict[str, str], tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "branch", checkout.as_uri(), str(shallow))
    done = github_run("pull_request", shallow, environment)
    assert done.returncode == 3
    assert "fetch-depth: 0" in done.stderr
