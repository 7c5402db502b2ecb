"""Steps of a flow: which of them the clock runs in (format.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog_tool.model import text_of

_OUTSIDE_THE_CLOCK = frozenset({"申请", "补正", "送达"})


def is_counted(step: Mapping[str, Any]) -> bool:
    """Whether a step's time counts toward the limit: as 计入时限 says, else by its name."""
    counted = step.get("计入时限")
    if counted in ("是", "否"):
        return bool(counted == "是")
    return text_of(step.get("环节")) not in _OUTSIDE_THE_CLOCK
