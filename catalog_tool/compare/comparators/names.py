"""Names and codes: main item, sub-item, parent, code."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.domain.names import fold


@comparator("main-name", "sub-name", "parent", "code")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare folded names; a different main name under other main digits is another parent."""
    here, there = directory.matter, local.matter
    if fold(here.main_name) != fold(there.main_name):
        same_code = bool(here.code) and here.code == there.code
        same_main = bool(directory.main_code) and directory.main_code == local.main_code
        kind = "main-name" if same_code or same_main else "parent"
        yield Change(kind, ("主项名称",), here.main_name or "未填", there.main_name or "未填")
    if fold(here.sub_name) != fold(there.sub_name):
        yield Change("sub-name", ("子项名称",), here.sub_name or "未填", there.sub_name or "未填")
    if here.code != there.code:
        yield Change("code", ("基本编码",), here.code or "未填", there.code or "未填")
