"""Another department is asked for its opinion, and nothing binds it to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.duration import FLOWS
from catalog_tool.domain.limits import limit_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, text_of
from catalog_tool.rules import rule

BAD = """
业务流程:
  - 环节: 审查
    说明: 审查资质并征求意见
    审查标准: 意见已归档
    征求意见部门:
      - 县交通运输局  # <- consultation-unsigned
      - 部门: 县水利局  # <- consultation-unsigned
        确认: {方式: 流程图签字, 日期: 2017-08-15}
      - 部门: 县生态环境局  # <- consultation-unsigned
        时限: {数值: 1, 单位: 工作日}
"""

GOOD = """
业务流程:
  - 环节: 审查
    说明: 审查资质并征求意见
    审查标准: 意见已归档
    时限: {数值: 3, 单位: 工作日}
    征求意见部门:
      - {部门: 县交通运输局, 时限: {数值: 1, 单位: 工作日}, 确认: {方式: 流程图签字, 日期: 2017-08-15}}
      - {部门: 县水利局, 时限: {数值: 2, 单位: 工作日}, 确认: {方式: 制度, 文号: 象政办发〔2018〕36号}}
---
基本编码: "330100202000"
主项名称: 建筑业企业资质核准
子项名称: 建筑业企业资质核准
业务流程:
  - 环节: 征求意见
    说明: 发函征求交通运输部门意见
    审查标准: 意见已归档
    时限: {数值: 2, 单位: 工作日}
    征求意见部门: [{部门: 县交通运输局, 确认: {方式: 流程图签字, 日期: 2017-08-15}}]
"""

_ASKED = "征求意见部门"
_ASKING = "征求"
_CANCELLED = "取消"


@rule(
    severity=Severity.WARNING,
    title="征求意见没有约定",
    message="环节“{step}”要征求{department}的意见，{problem}；请写明几个工作日内答复，并由双方在流程图上签字或以制度确认",
    source="2017 年省“最多跑一次”改革辅导报告：涉及其他部门的环节要以制度明确或者签字确认，否则无法追责",
    what="环节写了 征求意见部门 的，每个部门都要有答复的 时限 和 确认（制度的文号，或流程图签字的日期）。"
    "专门征求意见的环节自己写了时限的，就是答复的时限。",
    why="没有约定时限，对方拖着不答，承诺的天数就落空；没有签字或者制度，出了问题谁也追究不了。",
    fix="与对方商定答复时限，在流程图上签字或者写进制度，把 时限 和 确认 的方式、文号或日期补上。",
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Look at every department that a step asks."""
    value = document.value
    for flow in FLOWS:
        steps = value.get(flow)
        if type(steps) is not list:
            continue
        for index, step in enumerate(steps):
            if type(step) is dict and _ASKED in step and value.get("状态") != _CANCELLED:
                yield from _asked(flow, index, step)


def _asked(flow: str, index: int, step: Mapping[str, Any]) -> Iterator[Hit]:
    name = text_of(step.get("环节"))
    in_time = _ASKING in name and limit_of(step.get("时限")) is not None
    departments = step[_ASKED]
    for position, item in enumerate(departments if isinstance(departments, list) else []):
        fields = item if isinstance(item, dict) else {}
        if not fields and not (isinstance(item, str) and item.strip()):
            continue
        timed = in_time or limit_of(fields.get("时限")) is not None
        signed = _is_signed(fields.get("确认"))
        if not (timed and signed):
            department = text_of(fields.get("部门")) if fields else item.strip()
            missing = " 和 ".join(word for word, there in (("时限", timed), ("确认", signed)) if not there)
            yield Hit.at(
                (flow, index, _ASKED, position),
                step=name,
                department=f"“{department}”" if department else "别的部门",
                problem=f"没有写{missing}",
            )


def _is_signed(value: object) -> bool:
    """Whether 确认 says anything."""
    return isinstance(value, dict) and any(text_of(value.get(key)).strip() for key in ("方式", "文号", "日期"))
