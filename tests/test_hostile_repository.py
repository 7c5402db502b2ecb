"""`--since` in a repository that would start programs, and names that look like options."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import CLEAN, Run, found_in, make_catalog, run_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and signals are POSIX ways")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = make_catalog(tmp_path)
    (folder / "好.yaml").write_bytes((CLEAN / "clean_matter.yaml").read_bytes())
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_in(tmp_path)


@pytest.fixture
def git(catalog: Path, tmp_path: Path) -> Callable[..., None]:
    """Runs git in the catalog's folder; everything in it is committed at first."""
    names = {f"GIT_{who}_{what}": "x@x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    nowhere = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def call(*arguments: str) -> None:
        subprocess.run(
            ["git", "-C", str(catalog), *arguments], check=True, env=nowhere, capture_output=True, timeout=60
        )

    if shutil.which("git") is None:
        pytest.skip("there is no git")
    call("init", "--quiet")
    call("add", ".")
    call("commit", "--quiet", "-m", "1")
    return call


def test_a_repository_starts_no_program(catalog: Path, run: Run, tmp_path: Path, git: Callable[..., None]) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    (catalog / ".gitattributes").write_text("*.yaml filter=evil diff=evil\n", encoding="utf-8")
    for hook in ("post-index-change", "pre-commit", "fsmonitor-watchman", "reference-transaction"):
        (catalog / ".git/hooks" / hook).write_bytes(trap.read_bytes())
        (catalog / ".git/hooks" / hook).chmod(0o755)
    for key, value in (
        ("core.fsmonitor", trap), ("core.pager", trap), ("core.editor", trap), ("diff.external", trap),
        ("diff.evil.textconv", trap), ("diff.evil.command", trap), ("filter.evil.clean", trap),
        ("filter.evil.process", trap), ("filter.evil.required", "true"), ("core.sshCommand", trap),
        ("remote.origin.url", f"ext::{trap}"), ("remote.origin.promisor", "true"), ("protocol.ext.allow", "always"),
        ("extensions.partialClone", "origin"), ("alias.rev-parse", f"!{trap}"), ("alias.diff", f"!{trap}"),
    ):  # fmt: skip
        git("config", key, str(value))
    with (catalog / "好.yaml").open("a", encoding="utf-8") as stream:
        stream.write("错: 1\n")
    run("validate", "c", "--since", "HEAD", "--format", "json=out.json")

    assert "unknown-key" in found_in(tmp_path / "out.json")["好.yaml"]
    assert not (tmp_path / "sprung").exists()


def test_a_filter_that_cannot_be_turned_off_is_said(catalog: Path, run: Run, git: Callable[..., None]) -> None:
    git("config", "filter.a=b.clean", "false")
    done = run("validate", "c", "--since", "HEAD")

    assert done.returncode == 3
    assert "filter" in done.stderr.decode()


def test_names_in_a_repository_are_names(catalog: Path, run: Run, tmp_path: Path, git: Callable[..., None]) -> None:
    git("update-ref", "refs/heads/--output=pwned", "HEAD")
    (catalog / "两\n行.yaml").write_text("甲: [\n", encoding="utf-8")
    (catalog / "--output=x.yaml").write_text("甲: [\n", encoding="utf-8")
    git("add", "--", "两\n行.yaml")
    run("validate", "c", "--since", "--output=pwned", "--format", "json=out.json")
    by_option = run("validate", "c", "--since=--output=pwned", "--format", "json=out.json")

    assert by_option.returncode == 1
    assert found_in(tmp_path / "out.json") == {"两\n行.yaml": {"yaml-syntax"}, "--output=x.yaml": {"yaml-syntax"}}
    assert all(path.is_relative_to(catalog / ".git") for path in tmp_path.rglob("*pwned*"))


@pytest.mark.parametrize(
    "revision",
    [
        "",
        "-",
        "--help",
        "HEAD\n",
        "HEAD:",
        "HEAD..HEAD",
        "@{-1}",
        ":/x",
        "^HEAD",
        "a b",
        "HEAD^{tree}",
        "x" * 5_000,
    ],
)
def test_revisions_that_are_none(revision: str, catalog: Path, run: Run, git: Callable[..., None]) -> None:
    assert run("validate", "c", f"--since={revision}").returncode in (0, 3)
