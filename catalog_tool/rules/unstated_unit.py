"""The free text of a limit counts in days of no known kind, or only says "soon"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Path, mappings_of
from catalog_tool.rules import rule

BAD = """
办理时限:
  法定:
    数值: 20
    单位: 工作日
    依据: [《中华人民共和国行政许可法》第四十二条]
    说明: 特殊情况可以再延长10天  # <- unstated-unit
  承诺:
    数值: 7
    单位: 工作日
    说明: 材料齐全的尽快办结  # <- unstated-unit
"""

GOOD = """
办理时限:
  法定: {数值: 20, 单位: 工作日, 依据: [《中华人民共和国行政许可法》第四十二条], 说明: 特殊情况可以再延长十个工作日}
  承诺: {数值: 7, 单位: 工作日, 说明: 自受理之日起算，每年 12 月 31 日收到的次日起算，法定节假日顺延}
"""

WORDS = "unstated-unit"
_CANCELLED = "取消"


@rule(
    severity=Severity.ERROR,
    title="时限说明里的单位不明",
    message="{field}里写着“{words}”，看不出究竟是哪一天；请写成几个工作日或者几个自然日",
    source="办事指南核查的通行做法；行政许可法第八十二条：许可的期限按工作日计算",
    what="办理时限（法定、承诺、分情形）的 说明 里，不写光有“天”“日”的天数，也不写“尽快办结”一类没有期限的话。"
    "月份里的日期、之日起、当日、次日、节假日不算。",
    why="十天是十个工作日还是十个自然日，差出将近一个星期；申请人和窗口各算各的，到期没有办完也说不清。",
    fix="把天、日写成 工作日 或 自然日；“尽快”换成能办到的天数，没有就删去，只留数值和单位。",
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Search the 说明 of each limit."""
    limits = document.value.get("办理时限")
    if type(limits) is not dict:
        return
    for key in ("法定", "承诺"):
        limit = limits.get(key)
        if type(limit) is dict and "说明" in limit:
            yield from _look(("办理时限", key, "说明"), limit["说明"], document, context)
    if "分情形" in limits:
        for index, case in mappings_of(limits["分情形"]):
            for key in ("法定", "承诺"):
                limit = case.get(key)
                if isinstance(limit, dict):
                    path = ("办理时限", "分情形", index, key, "说明")
                    yield from _look(path, limit.get("说明"), document, context)


def _look(path: Path, text: object, document: Document, context: Context) -> Iterator[Hit]:
    pattern = context.once(_pattern)
    if pattern is None or not isinstance(text, str):
        return
    found = pattern.search(text.strip())
    if found and document.value.get("状态") != _CANCELLED:
        field = f"{path[-2]}时限的说明"
        yield Hit.at(path, field=field, words=found.group())


def _pattern(context: Context) -> re.Pattern[str] | None:
    words = context.lexicon.words.get(WORDS)
    return re.compile("|".join(f"(?:{word})" for word in words)) if words else None
