"""A licence whose statutory limit is beyond the law's own, with no basis for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.domain.chain import link_is_counted
from catalog_tool.domain.duration import FLOWS
from catalog_tool.domain.limits import Limit, Order, compare, limit_of
from catalog_tool.domain.names import fold
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, Path, mapping_of, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
办理时限:
  法定: {数值: 30, 单位: 工作日}  # <- licence-over-twenty-days
  承诺: {数值: 7, 单位: 工作日}
---
基本编码: "330100203000"
主项名称: 典当行设立审批
子项名称: 典当行设立审批
审批链:
  - {层级: 县级, 部门: 象山县金融办, 职责: [受理, 初审], 时限: {数值: 5, 单位: 工作日}}
  - {层级: 省级, 部门: 省金融办, 职责: [决定], 时限: {数值: 30, 单位: 工作日}}  # <- licence-over-twenty-days
办理时限:
  法定: {数值: 60, 单位: 工作日}
  承诺: {数值: 40, 单位: 工作日}
"""

GOOD = """
办理时限:
  法定: {数值: 30, 单位: 工作日, 依据: [《医疗器械监督管理条例》第三十一条]}
  承诺: {数值: 7, 单位: 工作日}
---
基本编码: "330100202000"
主项名称: 建设项目联合审批
子项名称: 建设项目联合审批
业务流程:
  - {环节: 规划审查, 部门: 象山县住建局, 说明: 审查规划, 审查标准: 符合详细规划}
  - {环节: 人防审查, 部门: 象山县人防办, 说明: 审查地下室, 审查标准: 设计合格}
  - {环节: 决定, 部门: 象山县住建局, 说明: 签发, 审查标准: 意见一致}
办理时限:
  法定: {数值: 45, 单位: 工作日}
  承诺: {数值: 7, 单位: 工作日}
---
基本编码: "330100203000"
主项名称: 典当行设立审批
子项名称: 典当行设立审批
审批链:
  - {层级: 县级, 部门: 象山县金融办, 职责: [受理, 初审], 时限: {数值: 20, 单位: 工作日}}
  - {层级: 省级, 部门: 省金融办, 职责: [决定], 时限: {数值: 20, 单位: 工作日}}
办理时限:
  法定: {数值: 40, 单位: 工作日}
  承诺: {数值: 40, 单位: 工作日}
"""

_LICENCE = "行政许可"
_CANCELLED = "取消"
_ONE_BODY, _SEVERAL = Limit(20, "工作日"), Limit(45, "工作日")
_COUNTER = re.compile("行政服务|便民服务|政务服务|审批服务|窗口|代办")


@rule(
    severity=Severity.WARNING,
    title="许可期限超过法律的一般规定又没有依据",
    message="{whose} {statutory}，长于行政许可法规定的 {lawful}，又没有写依据；"
    "请改短，或在 办理时限.法定.依据 里写明是哪部法律、法规",
    source="行政许可法第四十二条、第四十三条：一个机关二十日，几个部门联合办理四十五日，逐级审查的每级二十日；以工作日计",
    what="行政许可的法定时限长于 20 个工作日（业务流程里有几个部门的 45 个；有审批链的每一环各 20 个，"
    "有的环没有写时限的按环数合计）时，要写 依据。"
    "单位不同时按各种折算都超过才算。",
    why="法律、法规没有另外规定的，二十个工作日就是上限；写长了又没有依据，等于自己给自己放宽。",
    fix="查清另行规定期限的法律、法规，写进 办理时限.法定.依据；查不到的改为二十个工作日以内。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Hold each statutory limit, or each link's, against the law's general one."""
    value = matter.value
    if value.get("事项类型") != _LICENCE:
        return
    limits = matter.limits
    statutory = limits.get("法定")
    if type(statutory) is dict and "分情形" not in limits and "审批链" not in value:
        number = statutory.get("数值")
        if type(number) is int and number <= 20 and statutory.get("单位") in ("工作日", "自然日", None):
            return
    if matter.status == _CANCELLED or names_a_basis(mapping_of(statutory).get("依据")):
        return
    if matter.chain:
        for index, link in matter.chain:
            path: Path = ("审批链", index, "时限", "数值")
            if link_is_counted(link):
                yield from _over(path, limit_of(link.get("时限")), "审批链里这一环的时限", _ONE_BODY)
        links = [link for _, link in matter.chain if link_is_counted(link)]
        if all(limit_of(link.get("时限")) for link in links):
            return
        # Where a link does not say its time, all of them together have as much as their number allows.
        lawful = Limit(20 * len(links) + (25 if _are_several(matter) else 0), "工作日")
    else:
        lawful = _SEVERAL if _are_several(matter) else _ONE_BODY
    yield from _over(("办理时限", "法定", "数值"), limit_of(statutory), "法定时限", lawful)
    for index, case in mappings_of(limits.get("分情形")):
        own = mapping_of(case.get("法定"))
        if not names_a_basis(own.get("依据")):
            yield from _over(("办理时限", "分情形", index, "法定", "数值"), limit_of(own), "法定时限", lawful)


def _over(path: Path, limit: Limit | None, whose: str, lawful: Limit) -> Iterator[Hit]:
    if limit is not None and compare(limit, lawful) is Order.LONGER:
        yield Hit.at(path, whose=whose, statutory=limit.text, lawful=lawful.text)


def _are_several(matter: Matter) -> bool:
    """Whether more than one department handles the matter; a service centre only receives and hands out."""
    found = {
        fold(name)
        for flow in FLOWS
        for _, step in matter.steps(flow)
        if (name := text_of(step.get("部门")).strip()) and not _COUNTER.search(name)
    }
    return len(found) > 1
