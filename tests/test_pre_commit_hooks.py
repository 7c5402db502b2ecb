""".pre-commit-hooks.yaml: pre-commit accepts it, and hands each hook the files docs/ci.md says.

The hooks run from the checkout (language: system), so that nothing is downloaded.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parents[1]
MANIFEST = PROJECT / ".pre-commit-hooks.yaml"
CLEAN = PROJECT / "tests" / "rules"
HERE = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
PRE_COMMIT = os.environ.get("PRE_COMMIT") or shutil.which("pre-commit", path=HERE)

needs_pre_commit = pytest.mark.skipif(
    PRE_COMMIT is None or shutil.which("git") is None, reason="pre-commit or git is not installed"
)


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}


def documented() -> list[dict[str, Any]]:
    """The hooks of the example in docs/ci.md."""
    page = (PROJECT / "docs" / "ci.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```yaml\n(repos:.*?)```", page, re.DOTALL)
    [repository] = yaml.safe_load(example)["repos"]
    return list(repository["hooks"])


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=测试", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a catalog, files that are none of it, and the documented hooks."""
    folder = tmp_path / "repository"
    catalog = folder / "guides"
    catalog.mkdir(parents=True)
    text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8")
    (catalog / "附件").mkdir()
    for name in re.findall(r"附件/(\S+)", text):
        (catalog / "附件" / name).touch()
    (catalog / "catalog.yaml").write_bytes((CLEAN / "clean_manifest.yaml").read_bytes())
    (catalog / "甲.yaml").write_text(text, encoding="utf-8")
    (folder / "deploy.yaml").write_text("a: 1\n", encoding="utf-8")
    known = hooks()
    own = [{**known[hook["id"]], "language": "system", **hook} for hook in documented()]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": own}]}, allow_unicode=True)
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    return folder


def run(folder: Path, *arguments: str) -> tuple[int, dict[str, str], str]:
    """The exit code, what became of each hook, and all output."""
    assert PRE_COMMIT is not None
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "catalog-tool").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m catalog_tool "$@"\n', encoding="utf-8"
    )
    (programs / "catalog-tool").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(PROJECT),
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "XDG_CACHE_HOME": str(folder.parent / "cache"),
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        [PRE_COMMIT, "run", "--verbose", "--color", "never", *arguments],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    output = done.stdout + done.stderr
    names = {hook["name"]: hook["id"] for hook in hooks().values()}
    states = re.findall(r"^(.+?)\.{3,}(?:\(no files to check\))?(\w+)$", output, re.MULTILINE)
    return done.returncode, {names[name]: state for name, state in states}, output


def test_the_page_and_the_manifest_name_the_same_hooks() -> None:
    assert {hook["id"] for hook in documented()} == hooks().keys()


def test_hooks_leave_alone_what_a_catalog_passes_over() -> None:
    for hook in hooks().values():
        chosen = re.compile(hook.get("exclude", "^$"))
        for name in ("甲.yaml", "a/公安/户口_迁移.yaml", "a/catalog.yaml"):
            assert not chosen.search(name)
        if hook.get("pass_filenames", True):
            for name in ("_甲.yaml", "a/_稿/甲.yaml", ".github/x.yaml", "a/policy.yaml", "approved.yaml"):
                assert chosen.search(name)


@needs_pre_commit
def test_pre_commit_accepts_the_manifest() -> None:
    assert PRE_COMMIT is not None
    done = subprocess.run([PRE_COMMIT, "validate-manifest", str(MANIFEST)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[WARNING]" not in done.stdout + done.stderr


@needs_pre_commit
def test_a_clean_catalog_passes(repository: Path) -> None:
    code, states, output = run(repository, "catalog-validate", "--all-files")
    assert (code, states) == (0, {"catalog-validate": "Passed"}), output
    # deploy.yaml is no matter and was not handed over; the hook had two files.
    assert "检查了 1 个文件、1 个事项：没有发现问题。" in output


@needs_pre_commit
def test_a_changed_manifest_has_the_whole_catalog_checked(repository: Path) -> None:
    git(repository, "commit", "-qm", "first")
    manifest = repository / "guides" / "catalog.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("zhejiang", "sichuan"), encoding="utf-8")
    git(repository, "add", ".")
    code, states, output = run(repository)
    assert code == 1
    assert states["catalog-validate-all"] == "Failed"
    assert "guides/甲.yaml" in output


@needs_pre_commit
def test_a_faulty_matter_is_stopped_and_its_form_mended(repository: Path) -> None:
    git(repository, "commit", "-qm", "first")
    matter = repository / "guides" / "甲.yaml"
    text = matter.read_text(encoding="utf-8")
    unkempt = text.replace('基本编码: "330100201000"', "基本编码: '330100201000'")
    assert unkempt != text
    matter.write_text(unkempt + "错: 1\n", encoding="utf-8")
    git(repository, "add", ".")
    code, states, output = run(repository)
    assert code == 1
    assert states == {"catalog-fmt": "Failed", "catalog-validate": "Failed", "catalog-validate-all": "Skipped"}, output
    assert "unknown-key" in output
