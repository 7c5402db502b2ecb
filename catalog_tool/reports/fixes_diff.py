"""What fixes change, as a unified diff, and what was left, in sentences.

`patch` takes the diff wherever no changed line holds characters that must not reach a
terminal; those are shown as symbols.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from catalog_tool.domain.visible import one_line, visible
from catalog_tool.formats.edits import Fixed, Rewrite
from catalog_tool.reports.styled import Line, Segment, render

_STYLES = {"+": "good", "-": "error", "@": "info"}
_NO_LINE_FEED = "\\ 文件末尾没有换行"


def diff_text(fixed: Fixed, *, color: bool = False) -> str:
    """The changes of every file, one after the other; "" where there are none."""
    return render((line for file in fixed.changed for line in _file(file)), color=color)


def left_text(fixed: Fixed) -> str:
    """What was not put right and why, a line each; "" where nothing was left."""
    return "".join(
        f"{one_line(file)}:{left.line} {left.rule + ' ' if left.rule else ''}没有改：{left.why}\n"
        for file, left in fixed.left
    )


def _file(file: Rewrite) -> Iterator[Line]:
    before, after = (data.decode("utf-8").splitlines(keepends=True) for data in (file.before, file.after))
    name = one_line(file.file)
    yield [Segment(f"--- a/{name}\t原文", "bold")]
    yield [Segment(f"+++ b/{name}\t改后", "bold")]
    for line in [*unified_diff(before, after)][2:]:
        bare = line.removesuffix("\n").removesuffix("\r")
        carriage = "\r" if line.removesuffix("\n").endswith("\r") else ""
        yield [Segment(visible(bare) + carriage, _STYLES.get(line[0], ""))]
        if not line.endswith("\n"):
            yield [Segment(_NO_LINE_FEED, "dim")]
