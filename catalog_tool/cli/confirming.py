"""What `diff --confirm` tells: on stderr, since the report itself may be going to a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_tool.cli.terminal import emit

if TYPE_CHECKING:
    from catalog_tool.confirming import Confirmation

_MOST_TOLD = 50


def confirmed(result: Confirmation) -> bool:
    """Tell what became of a review workbook; whether its rows were taken."""
    from catalog_tool.domain.visible import one_line

    for note in result.notes:
        emit(f"注意：{one_line(note)}。\n", error=True)
    for problem in result.refused[:_MOST_TOLD]:
        emit(f"{one_line(problem)}\n", error=True)
    if result.refused:
        count = len(result.refused)
        more = f"（这里列出前 {_MOST_TOLD} 行）" if count > _MOST_TOLD else ""
        emit(f"catalog-tool：有 {count} 行没法写{more}，没有改动任何文件，也没有比对；改好后请再来一次。\n", error=True)
    for line in result.written:
        emit(f"已写入 {one_line(line)}。\n", error=True)
    return not result.refused
