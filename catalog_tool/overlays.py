"""What a --schemas folder may hold: a fault in it must end the run, not show in every matter.

Rules compile words and tables when they first need them; by then a slip in a user's
own list would look like a crash of the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog_tool.findings import CannotRun

_OPEN_FOLDERS = frozenset({"mappings", "policies", "profiles"})
"""Here new files mean something: a profile of one's own. Elsewhere a new name is a slip of the pen."""
_PATTERN_COLUMNS = frozenset({"词", "式样", "字段"})
_REMARK_COLUMNS = frozenset({"来源"})


def check_names(names: Iterable[str], packaged: Iterable[str]) -> None:
    """Refuse files that nothing would ever read."""
    known = set(packaged)
    for name in names:
        folder = name.rpartition("/")[0]
        if name not in known and folder not in _OPEN_FOLDERS:
            raise CannotRun(
                f"--schemas 里的 {name} 没有用处：自带的模式里没有这个文件。请核对文件夹和文件名，或删去它。"
            )


def words_of(value: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The patterns of a word list; CannotRun with the entry where one cannot be used."""
    entries = value.get("词")
    if not isinstance(entries, list) or not entries:
        raise CannotRun(f"词表 {name} 里没有 词。一条也不要的规则请用 --ignore，不要清空词表。")
    words = []
    for number, entry in enumerate(entries, 1):
        word = entry.get("词") if isinstance(entry, dict) else entry
        if not isinstance(word, str) or not word:
            raise CannotRun(f"词表 {name} 第 {number} 项应写成 {{词: 文字, 来源: 出处}}。请改正。")
        _compile(word, f"词表 {name} 第 {number} 项")
        words.append(word)
    return tuple(words)


def rows_of(value: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a table, each a mapping whose patterns are right."""
    entries = value.get("条目")
    if not isinstance(entries, list) or not entries:
        raise CannotRun(f"{name} 里没有 条目。一条也不要的规则请用 --ignore，不要清空它的表。")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise CannotRun(f"{name} 第 {number} 条应写成“列名: 内容”。请对照自带的改正。")
        for column in _PATTERN_COLUMNS & set(entry):
            if isinstance(entry[column], str):
                _compile(entry[column], f"{name} 第 {number} 条的 {column}")
    return tuple(entries)


def check_columns(rows: Sequence[Mapping[str, Any]], packaged: Sequence[Mapping[str, Any]], name: str) -> None:
    """Refuse rows that lack a column which every packaged row has, or hold another kind of value in it."""
    due = set.intersection(*(set(row) for row in packaged)) - _REMARK_COLUMNS
    for number, row in enumerate(rows, 1):
        for column in sorted(due):
            wanted = type(packaged[0][column])
            if not isinstance(row.get(column), wanted):
                kind = "列表" if wanted is list else "文字"
                raise CannotRun(f"{name} 第 {number} 条的 {column} 应是{kind}。请对照自带的改正。")


def _compile(pattern: str, where: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise CannotRun(f"{where}“{pattern[:40]}”不是正确的正则表达式。请改正，或去掉 --schemas。") from error
