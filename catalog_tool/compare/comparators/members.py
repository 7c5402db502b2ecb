"""Members of a 一件事: which matters are done in one go."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.domain.names import fold
from catalog_tool.model import text_of

_FIELD = "事项"


@comparator("member-added", "member-dropped")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Members by 基本编码, or by folded 名称 where they have none; what a side does not list it says nothing of."""
    if not isinstance(directory.value.get(_FIELD), list) or not isinstance(local.value.get(_FIELD), list):
        return
    here, there = _members(directory), _members(local)
    for key, (index, name) in here.items():
        if key not in there:
            yield Change("member-dropped", (_FIELD, index), name, "无", directory_path=(_FIELD, index))
    for key, (index, name) in there.items():
        if key not in here:
            yield Change("member-added", (_FIELD, index), "无", name, local_path=(_FIELD, index))


def _members(row: Row) -> dict[tuple[str, str], tuple[int, str]]:
    """Index and name of each member, by code or folded name."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for index, member in row.matter.listed(_FIELD):
        code, name = text_of(member.get("基本编码")), text_of(member.get("名称"))
        if code or name:
            found.setdefault((code, "" if code else fold(name)), (index, name or code))
    return found
