"""An abolished matter without the day, or with a day before it came into force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
状态: 取消
生效日期: 2018-08-01
取消日期: 2018-07-01  # <- status-dates
"""

GOOD = """
状态: 取消
生效日期: 2018-08-01
取消日期: 2018-08-01
"""

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@rule(
    severity=Severity.ERROR,
    title="取消日期缺失或早于生效日期",
    message="{problem}；{advice}",
    source="2018 年杭州市政府报告：建立办事指南和事项的动态调整机制",
    what="状态为 取消 的事项要写 取消日期；取消日期 不能早于 生效日期（同一天可以）。",
    why="说不清哪一天取消，那之前收的件就不知道该不该办；日期倒挂的，这一行等于从来没有有效过。",
    fix="照取消文件补写或改正日期；其实没有取消的，把 状态 改回 在用。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at the days of what says that it is abolished, and at any 取消日期 that stands."""
    value = matter.value
    ended = value.get("取消日期")
    if ended is None:
        if value.get("状态") == "取消":
            advice = "请照取消文件补写取消的那一天，没有取消的把状态改回在用"
            yield Hit.at(("取消日期",), problem="状态是取消，却没有写取消日期", advice=advice)
        return
    begun = value.get("生效日期")
    if _is_day(ended) and _is_day(begun) and ended < begun:
        problem = f"取消日期 {ended} 早于生效日期 {begun}"
        yield Hit.at(("取消日期",), problem=problem, advice="请照发布和取消的文件核对两个日期")


def _is_day(value: object) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None
