"""What a report keeps of a matter's row: who it is, where it stands, what it promises.

Rows carry everything that is compared, sixteen kilobytes each; a province's reports
hold two hundred thousand of these instead.
"""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from catalog_tool.compare.comparable import Row
from catalog_tool.domain.limits import Limit, limit_of


class Entry(NamedTuple):
    """One row: 基本编码, its name and 实施主体, file and line (from 1); `type` is its 事项类型.

    `promise` is 办理时限.承诺, None where it is no limit; `materials` counts the rows
    of 申请材料, None where there is no such list.
    """

    code: str
    name: str
    body: str
    file: str
    line: int
    sheet: str
    promise: Limit | None
    materials: int | None
    type: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, tuple(self)


def _arrived(code: str, name: str, body: str, *rest: Any) -> Entry:
    """An entry from a worker: what a hundred lists say of one matter is one text, not a hundred."""
    return Entry(intern(code), intern(name), intern(body), *rest)


def entry_of(row: Row) -> Entry:
    """The entry of a row."""
    matter, place = row.matter, row.place(())
    listed = matter.get("申请材料")
    return Entry(
        matter.code,
        matter.title,
        matter.body_name,
        row.file,
        place.line,
        place.sheet,
        _one(limit_of(matter.limits.get("承诺"), matter.type)),
        len(matter.materials) if isinstance(listed, list) else None,
        matter.type,
    )


@lru_cache(maxsize=1024)
def _one(limit: Limit | None) -> Limit | None:
    """The first of equal limits: most matters promise one of a dozen."""
    return limit


def matters_in(entries: tuple[Entry, ...]) -> list[str]:
    """The 基本编码 of each matter among rows, in order; "" for each row without one, which is a matter of its own."""
    codes = dict.fromkeys(entry.code for entry in entries if entry.code)
    return [*codes, *("" for entry in entries if not entry.code)]
