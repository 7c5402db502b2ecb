"""A special procedure that does not say how long it takes, or whether the clock runs meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.limits import limit_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
特别程序:
  - {名称: 专家评审, 计入时限: 否, 依据: [《中华人民共和国行政许可法》第四十五条]}  # <- unstated-clock
  - {名称: 现场核查, 时限: {数值: 1, 单位: 工作日}}  # <- unstated-clock
"""

GOOD = """
特别程序:
  - 名称: 专家评审
    时限: {数值: 30, 单位: 工作日}
    计入时限: 否
    依据: [《中华人民共和国行政许可法》第四十五条]
  - {名称: 现场核查, 时限: {数值: 1, 单位: 工作日}, 计入时限: 是}
"""

_CANCELLED = "取消"


@rule(
    severity=Severity.ERROR,
    title="特别程序没有写清时间",
    message="特别程序“{name}”没有写{missing}；请写明要几个工作日、算不算在办结时限之内",
    source="2017 年省“最多跑一次”改革辅导报告：办结时限要写明是否包含专家评审时间",
    what="听证、检验、专家评审、现场核查、公示等特别程序，每一项都要有 时限，并写明 计入时限 是 还是 否。",
    why="不写多久，申请人等不到头；不写计不计入，承诺的天数究竟从哪天数到哪天，各说各的。",
    fix="在这一项里补上 时限（数值和单位）和 计入时限（是 或 否）；不计入的还要写依据。",
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Look at each special procedure."""
    value = document.value
    if "特别程序" not in value or value.get("状态") == _CANCELLED:
        return
    for index, procedure in mappings_of(value["特别程序"]):
        timed = limit_of(procedure.get("时限")) is not None
        # A word that is neither 是 nor 否 is the schema's to tell.
        clocked = bool(text_of(procedure.get("计入时限")).strip())
        if not (timed and clocked):
            missing = " 和 ".join(key for key, there in (("时限", timed), ("计入时限", clocked)) if not there)
            path = ("特别程序", index, "计入时限" if timed else "时限")
            yield Hit.at(path, name=text_of(procedure.get("名称")), missing=missing)
