"""Putting a changed file in place of the one that was read, and of no other."""

from __future__ import annotations

import os
import stat

from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.store.reading import SourceFile, read_source, shown_name
from catalog_tool.store.writing import write_file

_ANYONE_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def replace_file(path: str, before: bytes, after: bytes) -> str:
    """Write `after` where `before` still stands; why not, as a Chinese sentence, else "".

    A link is written through: the listing lets only those pass that stay in their catalog.
    """
    shown = shown_name(path)
    now = read_source(SourceFile(path, shown))
    if isinstance(now, Refusal):
        return f"{shown} 没有改：{now.rule.message.format_map(now.args)}。"
    if now == after:  # two names of one file
        return ""
    if now != before:
        return f"{shown} 没有改：读过以后文件又变了。请重新运行一次。"
    # Replacing a file asks for no permission on the file itself; who set it read-only meant it.
    if not os.stat(path).st_mode & _ANYONE_WRITES:
        return f"{shown} 没有改：文件是只读的。请去掉只读属性后重试。"
    try:
        write_file(path, after)
    except CannotRun as error:
        return str(error)
    return ""
