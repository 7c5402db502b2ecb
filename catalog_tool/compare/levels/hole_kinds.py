"""Kinds of holes in a 审批链, and what people read for them."""

from __future__ import annotations

UNHELD, LACKS, DECLINES = "duty-unheld", "level-lacks", "level-declined"
LABELS = {
    UNHELD: "职责没有人承担",
    LACKS: "链上的清单缺这个事项",
    DECLINES: "链上的清单不认领",
}
"""Every kind of hole and its label."""
JUDGED_HOLES = frozenset({UNHELD, DECLINES})
"""Holes that a policy decides on: that a list lacks a matter is judged as its missing alignment."""
