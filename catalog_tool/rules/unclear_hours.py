"""Office hours that do not say on which days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.domain.contacts import is_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, mappings_of
from catalog_tool.rules import rule

BAD = """
类别: 实施清单
办理场所:
  - 编号: XS-00
    名称: 象山县行政服务中心
    地址: 象山县丹东街道示例路 1 号二楼
    时间: 8:30-11:30、13:30-17:00  # <- unclear-hours
---
办理窗口:
  - {场所: XS-00, 窗口: 3 号, 时间: 上班时间}  # <- unclear-hours
"""

GOOD = """
办理窗口:
  - {场所: XS-00, 窗口: 3 号, 时间: 每周二、四}
  - {场所: XS-00, 窗口: 5 号, 时间: 法定工作日，夏令时 8:00-11:30、14:00-17:30；冬令时 13:30-16:30}
  - {场所: XS-00, 窗口: 自助服务区, 时间: 24小时}
"""

WORDS = "day-words"


@rule(
    severity=Severity.WARNING,
    title="办公时间没有说是哪几天",
    message="{field}的时间“{hours}”没有写是哪几天；请写明，如 工作日 8:30-11:30、13:30-17:00",
    source="温州办事指南核查规则：工作时间须写明工作日、节假日或全天",
    what="办理窗口和办理场所的 时间 要写明是哪几天：工作日、周一至周五、每月几日、全天、24 小时一类。"
    "没有写时间的由“联系方式不全”去查。",
    why="只写几点到几点，群众不知道周六开不开门；只写“上班时间”等于没写。",
    fix="补上日子；周末、节假日也办的写清楚，夏令时、冬令时不同的都写。",
    kinds=(Kind.MATTER, Kind.ONE_THING, Kind.MANIFEST),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Look for a word for days in each 时间 that stands in the document itself."""
    value = document.value
    field = "办理窗口" if document.kind is not Kind.MANIFEST else "办理场所"
    places = value.get(field)
    if not places or value.get("状态") == "取消":
        return
    names_days = context.once(_finder)
    for index, place in mappings_of(places):
        hours = place.get("时间")
        if isinstance(hours, str) and is_said(hours) and names_days and not names_days(hours):
            yield Hit.at((field, index, "时间"), field=field, hours=hours)


def _finder(context: Context) -> Callable[[str], bool] | None:
    words = context.lexicon.words.get(WORDS)
    if not words:
        return None
    pattern = re.compile("|".join(f"(?:{word})" for word in words))
    return lru_cache(maxsize=4096)(lambda hours: pattern.search(hours) is not None)
