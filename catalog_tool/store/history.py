"""What git knows of a catalog: which files changed since a revision, and what they were.

git runs without a shell, after --end-of-options, and with nothing of the repository's
that could start a program.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from catalog_tool.findings import CannotRun
from catalog_tool.store.reading import shown_name

# What a repository's own settings could start: a watcher, hooks, and helpers that fetch objects it lacks.
_OFF = (
    *("core.fsmonitor=false", "core.hooksPath=/dev/null"),
    *(f"protocol.{name}.allow=never" for name in ("ext", "ssh", "file", "git", "http", "https")),
)
_SAFE = ("--no-optional-locks", *(part for setting in _OFF for part in ("-c", setting)))


@dataclass(frozen=True)
class Changes:
    """Files that differ from a revision, as absolute paths, in one repository."""

    top: str
    base: str
    files: frozenset[str]

    def earlier(self, path: str) -> bytes | None:
        """A file's bytes at the revision, None if it was not there."""
        inside = os.path.relpath(path, self.top).replace(os.sep, "/")
        result = _git(self.top, "cat-file", "blob", f"{self.base}:{inside}", check=False)
        return result.stdout if result.returncode == 0 else None


def changes_since(root: Path, revision: str) -> Changes:
    """What changed in the repository of a folder since it left `revision`, untracked files too.

    Counted is from where the current branch parted from the revision, so that a pull
    request shows its own changes and not those made meanwhile on the main branch.
    Raises CannotRun where there is no git, no repository or no such revision.
    """
    shown = shown_name(root)
    # Real paths throughout: git says where the repository really is, whatever links led here.
    folder = os.path.realpath(root)
    found = _git(folder, "rev-parse", "--show-toplevel", check=False)
    if found.returncode:
        raise CannotRun(f"{shown} 不在 git 仓库里，--since 无从比较。请去掉 --since，或在仓库里运行。")
    top = os.path.realpath(_text(found.stdout).rstrip("\n"))
    named = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", check=False)
    if named.returncode:
        raise CannotRun(
            f"git 里没有 {revision} 这个版本。请核对 --since；"
            "在 CI 里多半是只取了最近一次提交，请取全部历史（fetch-depth: 0）。"
        )
    commit = _text(named.stdout).strip()
    parted = _git(top, "merge-base", commit, "HEAD", check=False)
    base = _text(parted.stdout).strip() if parted.returncode == 0 else commit
    listing = (
        "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all",
        base, "--",
    )  # fmt: skip
    names = _git(top, *_without_filters(top), *listing).stdout
    names += _git(top, "ls-files", "--others", "--exclude-standard", "-z").stdout
    files = frozenset(os.path.join(top, os.fsdecode(name)) for name in names.split(b"\0") if name)
    return Changes(top, base, files)


def _without_filters(top: str) -> list[str]:
    """Settings that turn off the programs through which a repository wants its files to go before they are compared."""
    found = _git(top, "config", "-z", "--name-only", "--get-regexp", r"^filter\.", check=False).stdout
    names = sorted({_text(key).rpartition(".")[0] for key in found.split(b"\0") if key})
    if any("=" in name for name in names):  # git takes what is before the first = for the whole name
        raise CannotRun("这个仓库的 git 设置里有名称带“=”的 filter，--since 不运行它。请去掉这一项，或不用 --since。")
    settings = [f"{name}.{what}" for name in names for what in ("clean=", "process=", "required=false")]
    return [part for setting in settings for part in ("-c", setting)]


def _git(folder: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    try:
        result = subprocess.run(  # noqa: S603 -- no shell, and nothing of the user's comes before --end-of-options
            ["git", *_SAFE, "-C", folder, *arguments],  # noqa: S607 -- wherever the user has it
            capture_output=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        raise CannotRun("--since 要用 git，这台电脑上没有找到。请安装 git，或去掉 --since。") from error
    if check and result.returncode:
        said = _text(result.stderr).strip().splitlines() or ["原因不明"]
        raise CannotRun(f"git 没能说出改动：{said[-1]}。请在仓库里运行 git status 看看。")
    return result


def _text(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape")
