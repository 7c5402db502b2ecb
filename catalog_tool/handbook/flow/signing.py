"""The block for signatures: who else is in the flow confirms its part, or it cannot be held to it.

Where a flow concerns several departments, rules must say so or each of them signs the
chart (domain.md §2: 用制度明确下来，或者在流程图上分别签字确认).
"""

from __future__ import annotations

from collections.abc import Mapping

from catalog_tool.handbook.flow.measure import LEADING, SIZE, wrap
from catalog_tool.handbook.flow.svg import frame, line, text

Strip = tuple[float, str]
"""A piece across the whole drawing: its height, and its parts drawn from y = 0."""

_SHARES = (0.34, 0.28, 0.2, 0.18)
_HEADS = ("部门", "确认", "签字", "日期")
_LEAST = 26.0
"""Points of a row: room for a name written by hand."""


def signature_head(width: float) -> Strip:
    """The title of the block with the heads of its columns."""
    height, heads = _row(_HEADS, width, bold=True)
    title = text(width / 2, LEADING, "各部门对本流程图的确认", bold=True)
    return height + LEADING + 8, f'{title}<g transform="translate(0 {LEADING + 8:.0f})">{heads}</g>'


def signature_rows(signers: Mapping[str, str], width: float) -> list[Strip]:
    """A row for each department with how it has agreed so far."""
    return [_row((department, agreed, "", ""), width) for department, agreed in signers.items()]


def _row(cells: tuple[str, ...], width: float, *, bold: bool = False) -> Strip:
    wrapped = [wrap(cell, width * share - 8) for cell, share in zip(cells, _SHARES, strict=True)]
    height = max(LEADING + 8 if bold else _LEAST, max(map(len, wrapped)) * LEADING + 8)
    parts = [frame(0.5, 0, width - 1, height, thin=True)]
    x = 0.0
    for place, (lines, share) in enumerate(zip(wrapped, _SHARES, strict=True)):
        if place:
            parts.append(line(((x, 0), (x, height)), thin=True))
        y = (height - len(lines) * LEADING) / 2 + LEADING / 2 + 0.37 * SIZE
        for number, words in enumerate(lines):
            parts.append(text(x + width * share / 2, y + number * LEADING, words, bold=bold))
        x += width * share
    return height, "".join(parts)
