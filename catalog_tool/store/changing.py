"""Several files changed together: all of them, or none."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from typing import NamedTuple

from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.system_errors import said
from catalog_tool.store.reading import SourceFile, read_source, shown_name
from catalog_tool.store.writing import write_file

_ANYONE_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Change(NamedTuple):
    """A file as it was read and as it shall be; None where it is not there, or shall not be."""

    path: str
    before: bytes | None
    after: bytes | None


def change_files(changes: Sequence[Change]) -> None:
    """Make all changes; CannotRun where one cannot be made, and then none is.

    Each file is looked at before the first is touched. What fails afterwards (a full
    disk, a file that an editor holds) puts back what was changed already.
    """
    for change in changes:
        _look(change)
    done: list[Change] = []
    try:
        for change in changes:
            done.append(change)
            _make(change.path, change.after)
    except BaseException as error:
        left = [shown_name(change.path) for change in reversed(done) if not _put_back(change)]
        if not isinstance(error, CannotRun):
            raise
        more = f"下列文件没能恢复原样，请核对：{'、'.join(left)}。" if left else "其余文件都没有改动。"
        raise CannotRun(f"{error}{more}") from error


def _look(change: Change) -> None:
    shown = shown_name(change.path)
    if change.before is None:
        if os.path.lexists(change.path):
            raise CannotRun(f"{shown} 已经有了，读目录的时候还没有。没有改动任何文件，请重新运行一次。")
        return
    now = read_source(SourceFile(change.path, shown))
    if isinstance(now, Refusal):
        raise CannotRun(f"{shown} 读不了：{now.rule.message.format_map(now.args)}。没有改动任何文件。")
    if now != change.before:
        raise CannotRun(f"{shown} 读过以后又变了。没有改动任何文件，请重新运行一次。")
    # Replacing a file asks for no permission on the file itself; who set it read-only meant it.
    if not os.stat(change.path).st_mode & _ANYONE_WRITES:
        raise CannotRun(f"{shown} 是只读的。没有改动任何文件，请去掉只读属性后重试。")


def _make(path: str, data: bytes | None) -> None:
    if data is not None:
        write_file(path, data)
        return
    try:
        os.unlink(path)
    except OSError as error:
        raise CannotRun(f"删不掉 {shown_name(path)}：{said(error)}。") from error


def _put_back(change: Change) -> bool:
    """Whether a file is again what it was."""
    try:
        if _is_as_before(change):
            return True  # where writing failed, it would fail again
        if change.before is not None:
            write_file(change.path, change.before)
        elif os.path.lexists(change.path):
            os.unlink(change.path)
    except (CannotRun, OSError):
        return False
    return True


def _is_as_before(change: Change) -> bool:
    if change.before is None:
        return not os.path.lexists(change.path)
    return read_source(SourceFile(change.path, "")) == change.before
