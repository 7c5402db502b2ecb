"""A material may be supplied later than the matter is promised to be done."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import asked_for
from catalog_tool.domain.limits import Limit, Order, compare, limit_of
from catalog_tool.domain.overlap import are_disjoint, covers
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, mapping_of, mappings_of
from catalog_tool.rules import rule

BAD = """
办理时限:
  法定: {数值: 15, 单位: 工作日, 依据: [《中华人民共和国建筑法》第八条]}
  承诺: {数值: 7, 单位: 工作日}
申请材料:
  - 名称: 质量安全措施方案
    类别: 其他
    必要性: 必要
    容缺: {期限: {数值: 10, 单位: 工作日}}  # <- late-deferral
"""

GOOD = """
办理时限:
  法定: {数值: 15, 单位: 工作日, 依据: [《中华人民共和国建筑法》第八条]}
  承诺: {数值: 7, 单位: 工作日}
申请材料:
  - 名称: 质量安全措施方案
    类别: 其他
    介质: 电子
    形式: 原件
    必要性: 必要
    容缺: {期限: {数值: 7, 单位: 工作日}}
    来源渠道: 申请人自备
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 由总监理工程师签字
"""

_INSTANT = "即办件"
_NEVER_ASKED = "否"


@rule(
    severity=Severity.ERROR,
    title="容缺期限晚于承诺时限",
    message="“{name}”可以在 {deferral} 内补交，而这件事承诺 {promised} 办结；补交期限不得超过承诺，请缩短它",
    source="各地容缺受理办法：补正期限不超过事项的承诺办结时限",
    what="容缺 的 期限 与 办理时限.承诺 比较；分情形另有承诺的，与这份材料用得到的情形里最长的承诺比。"
    "单位不同、只是按有的折算才超出的不报；即办件不报。",
    why="材料补齐了才能出结果。补交期限比承诺还长，承诺的时间里就不可能办结。",
    fix="把容缺期限改到承诺之内；补不了那么快的材料，写 容缺: 否。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Compare each deferral with the longest promise that may hold for its material."""
    for index, material in asked_for(matter):
        answer = material.get("容缺")
        if not answer or answer == _NEVER_ASKED:
            continue
        deferral = limit_of(mapping_of(answer).get("期限"))
        if deferral is None or matter.case_type == _INSTANT:
            continue
        promises = _promises(matter, material.get("适用情形"))
        if promises and all(compare(deferral, promised) is Order.LONGER for promised in promises):
            yield Hit.at(
                ("申请材料", index, "容缺"),
                name=material.get("名称", ""),
                deferral=deferral.text,
                promised=max(promises, key=lambda promised: promised.plain.calendar_days).text,
            )


def _promises(matter: Matter, when: object) -> list[Limit]:
    """The promises that may hold where a material is due; the general one unless the situations leave it nothing."""
    limits = matter.limits
    cases = [case for _, case in mappings_of(limits.get("分情形")) if limit_of(case.get("承诺")) is not None]
    found = [case.get("承诺") for case in cases if not are_disjoint(matter, when, case.get("适用情形"))]
    scopes = [case.get("适用情形") for case in cases]
    scope = [item for items in scopes if isinstance(items, list) for item in items]
    if not scope or not covers(matter, scope, when):
        found.append(limits.get("承诺"))
    return [promised for promised in map(limit_of, found) if promised is not None]
