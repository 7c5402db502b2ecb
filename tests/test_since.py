"""--since: the whole catalog is read, the findings of what changed are shown."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog_tool.cli.app import main

CLEAN = Path(__file__).parent / "rules"
Run = Callable[..., Any]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=测试", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def matter(number: int, *, version: int = 1, more: str = "") -> str:
    text = (CLEAN / "clean_matter.yaml").read_text(encoding="utf-8")
    code = f'"330100{number:03d}000"'
    text = text.replace("施工许可证核发", f"施工许可证核发{number}")
    return text.replace('"330100201000"', code).replace("版本: 1", f"版本: {version}") + more


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalog with an old fault, committed; the working directory is the repository."""
    catalog = tmp_path / "目录"
    (catalog / "附件").mkdir(parents=True)
    (catalog / "catalog.yaml").write_bytes((CLEAN / "clean_manifest.yaml").read_bytes())
    for name in re.findall(r"附件/(\S+)", matter(201)):
        (catalog / "附件" / name).touch()
    (catalog / "甲.yaml").write_text(matter(201, more="旧错: 1\n"), encoding="utf-8")
    (catalog / "乙.yaml").write_text(matter(202), encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def check(*arguments: str) -> list[tuple[str, str]]:
        code = main(["validate", "目录", *arguments, "--format", "json", "--no-cache"])
        captured = capfdbinary.readouterr()
        assert code in (0, 1), captured.err.decode()
        return [(each["file"], each["rule"]) for each in json.loads(captured.out)["findings"]]

    return check


def test_without_changes_nothing_is_shown(repository: Path, run: Run) -> None:
    assert run() == [("目录/甲.yaml", "unknown-key")]
    assert run("--since", "HEAD") == []


def test_changed_new_and_untracked_files_are_shown(repository: Path, run: Run) -> None:
    (repository / "目录/乙.yaml").write_text(matter(202, version=2, more="新错: 1\n"), encoding="utf-8")
    (repository / "目录/丙.yaml").write_text(matter(203, more="新错: 1\n"), encoding="utf-8")

    assert run("--since", "HEAD") == [("目录/丙.yaml", "unknown-key"), ("目录/乙.yaml", "unknown-key")]
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "second")
    assert run("--since", "HEAD~1") == [("目录/丙.yaml", "unknown-key"), ("目录/乙.yaml", "unknown-key")]


def test_a_fault_of_two_places_is_shown_where_one_of_them_changed(repository: Path, run: Run) -> None:
    (repository / "目录/丙.yaml").write_text(matter(201), encoding="utf-8")

    assert {("目录/丙.yaml", "duplicate-code"), ("目录/甲.yaml", "duplicate-code")} <= set(run("--since", "HEAD"))


def test_content_that_changed_without_a_new_version(repository: Path, run: Run) -> None:
    changed = matter(202).replace("数值: 7", "数值: 6")
    (repository / "目录/乙.yaml").write_text(changed, encoding="utf-8")
    assert run("--since", "HEAD") == [("目录/乙.yaml", "version-not-raised")]

    (repository / "目录/乙.yaml").write_text(changed.replace("版本: 1", "版本: 2"), encoding="utf-8")
    assert run("--since", "HEAD") == []


def test_a_renamed_file_is_still_the_same_matter(repository: Path, run: Run) -> None:
    text = matter(202).replace("数值: 7", "数值: 6")
    (repository / "目录/乙.yaml").unlink()
    (repository / "目录/新名.yaml").write_text(text, encoding="utf-8")

    assert run("--since", "HEAD") == [("目录/新名.yaml", "version-not-raised")]


def test_what_changed_meanwhile_on_the_main_branch_is_not_ours(repository: Path, run: Run) -> None:
    git(repository, "checkout", "-qb", "ours")
    (repository / "目录/乙.yaml").write_text(matter(202, version=2, more="新错: 1\n"), encoding="utf-8")
    git(repository, "commit", "-qam", "ours")
    git(repository, "checkout", "-q", "main")
    (repository / "目录/甲.yaml").write_text(matter(201, version=2, more="别人的错: 1\n"), encoding="utf-8")
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "ours")

    assert run("--since", "main") == [("目录/乙.yaml", "unknown-key")]


def test_what_a_narrowed_run_cannot_see_is_said(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "目录", "--since", "HEAD"]) == 0
    assert capfd.readouterr().err == ""
    (repository / "目录/乙.yaml").unlink()
    main(["validate", "目录", "--since", "HEAD"])
    assert "注意：目录 里删除过文件" in capfd.readouterr().err
    with (repository / "目录/catalog.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# 改动\n")
    main(["validate", "目录", "--since", "HEAD"])
    assert "注意：目录/catalog.yaml 改动过" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("revision", "said"),
    [("没有", "git 里没有 没有 这个版本"), ("--output=x", "git 里没有 --output=x 这个版本"), ("HEAD:目录", "这个版本")],
)
def test_a_revision_that_is_none_is_one_sentence(
    revision: str, said: str, repository: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", "目录", f"--since={revision}"]) == 3
    assert said in capfd.readouterr().err
    assert not (repository / "x").exists()


def test_outside_a_repository_it_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str], repository: Path) -> None:
    shutil.rmtree(repository / ".git")

    assert main(["validate", "目录", "--since", "HEAD"]) == 3
    assert "不在 git 仓库里" in capfd.readouterr().err
