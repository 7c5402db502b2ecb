"""事项类型."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row


@comparator("type")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare the types where both state one."""
    here, there = directory.matter.type, local.matter.type
    if here and there and here != there:
        yield Change("type", ("事项类型",), here, there)
