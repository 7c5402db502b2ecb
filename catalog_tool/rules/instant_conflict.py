"""即办件 that takes days, or 承诺件 that takes no time.

A matter has one 办件类型 but may have a limit for each situation. Where some
situations are done on the spot and others are not, neither word is wholly true and
neither is called a fault; only what no situation bears out is.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.limits import Limit, limit_of
from catalog_tool.domain.steps import is_counted
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, Path, mappings_of
from catalog_tool.rules import rule

BAD = """
办件类型: 即办件
办理时限:
  法定: {数值: null, 说明: 无法定时限}
  承诺: {数值: 5, 单位: 工作日}  # <- instant-conflict
---
办件类型: 即办件
办理时限:
  法定: {数值: null, 说明: 无法定时限}
  承诺: {数值: 0}
业务流程:
  - 环节: 审查
    岗位: 审查岗
    时限: {数值: 2, 单位: 工作日}  # <- instant-conflict
---
办件类型: 承诺件
办理时限:
  法定: {数值: null, 说明: 无法定时限}
  承诺: {数值: 0}  # <- instant-conflict
"""

GOOD = """
办件类型: 即办件
办理时限:
  法定: {数值: null, 说明: 无法定时限}
  承诺: {数值: 0}
业务流程:
  - {环节: 受理, 说明: 核对人像, 时限: {数值: 0}}
  - {环节: 送达, 说明: 邮寄证件, 时限: {数值: 3, 单位: 工作日}, 计入时限: 否}
---
基本编码: "330100202000"
主项名称: 存量房转移登记
子项名称: 存量房转移登记
办件类型: 即办件
办理时限:
  法定: {数值: null, 说明: 无法定时限}
  承诺: {数值: 5, 单位: 工作日}
  分情形:
    - {适用情形: [住宅], 承诺: {数值: 60, 单位: 分钟}}
情形:
  - {编号: 房屋, 问题: 房屋是哪一种, 选项: [住宅, 商铺]}
业务流程:
  - {环节: 受理, 说明: 核对材料并登簿, 时限: {数值: 50, 单位: 分钟}, 审查标准: 权属清楚}
  - {环节: 现场查看, 说明: 查看商铺, 时限: {数值: 3, 单位: 工作日}, 审查标准: 与图纸一致, 适用情形: [商铺]}
"""


@rule(
    severity=Severity.ERROR,
    title="办件类型与时限不符",
    message="{problem}；{advice}",
    source="温州办事指南核查规则第 1、2 条",
    what="即办件的承诺应是当场办结（0，或不超过 24 小时的分钟、小时），计入时限的环节也不能超过；承诺件的承诺不能是 0。"
    "分情形有的即办、有的不是的，两种写法都可以。",
    why="写着即办却要等几天，群众白跑；写着承诺件却是 0，统计即办率和平均时限都会失真。",
    fix="按实际办理改：能当场办结的，办件类型写 即办件、承诺写 0；不能的，写 承诺件 并写明天数。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Hold the promises of all situations, then the steps, against 办件类型."""
    case_type = matter.case_type
    if case_type not in ("即办件", "承诺件"):
        return
    if case_type == "承诺件" and _says_days(matter.limits.get("承诺")):
        return
    promises = list(_promises(matter))
    if case_type == "承诺件":
        if promises and all(limit.number == 0 for _, limit in promises):
            problem = "办件类型是承诺件，承诺却是 0（当场办结）"
            yield Hit.at(promises[0][0], problem=problem, advice="请改成即办件，或写明承诺几个工作日")
        return
    if any(not limit.is_instant for _, limit in promises):
        if not any(limit.is_instant for _, limit in promises):
            path, limit = promises[0]
            problem = f"办件类型是即办件，承诺却要 {limit.text}"
            yield Hit.at(path, problem=problem, advice="请把承诺改成 0，或把办件类型改成承诺件")
        return
    yield from _long_steps(matter)


def _says_days(promise: object) -> bool:
    """Whether a promise is for more than the moment: nearly all that are no 即办件 are."""
    number = promise.get("数值") if type(promise) is dict else None
    return type(number) is int and number > 0 and limit_of(promise) is not None


def _promises(matter: Matter) -> Iterator[tuple[Path, Limit]]:
    """The promise, then that of each situation, with their places."""
    limits = matter.limits
    main = limit_of(limits.get("承诺"))
    if main is not None:
        yield ("办理时限", "承诺", "数值"), main
    for index, case in mappings_of(limits.get("分情形")):
        limit = limit_of(case.get("承诺"))
        if limit is not None:
            yield ("办理时限", "分情形", index, "承诺", "数值"), limit


def _long_steps(matter: Matter) -> Iterator[Hit]:
    for flow in ("办事流程", "业务流程"):
        for index, step in mappings_of(matter.value.get(flow)):
            limit = limit_of(step.get("时限")) if "时限" in step else None
            if limit is not None and not limit.is_instant and is_counted(step):
                problem = f"办件类型是即办件，{flow}的环节“{step.get('环节', '')}”却要 {limit.text}"
                advice = "请改环节时限，或写明计入时限: 否，或把办件类型改成承诺件"
                yield Hit.at((flow, index, "时限", "数值"), problem=problem, advice=advice)
