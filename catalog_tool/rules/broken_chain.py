"""A chain of approval in which nobody accepts or decides, two do the same, or the links outlast the promise."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.chain import counted_limits, duties_of
from catalog_tool.domain.duration import added, compare_total, spoken
from catalog_tool.domain.limits import Limit, Order, limit_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
审批链:  # <- broken-chain
  - {层级: 县级, 部门: 象山县金融办, 职责: [收件, 受理, 初审], 时限: {数值: 3, 单位: 工作日}}
  - 层级: 市级
    部门: 宁波市金融办
    职责: [受理, 转报]  # <- broken-chain
    时限: {数值: 5, 单位: 工作日}
办理时限:
  法定: {数值: 15, 单位: 工作日, 依据: [《融资担保公司监督管理条例》第八条]}
  承诺: {数值: 7, 单位: 工作日}
"""

GOOD = """
审批链:
  - {层级: 镇级, 部门: 镇便民服务中心, 职责: [收件, 受理, 初审], 时限: {数值: 2, 单位: 工作日}}
  - {层级: 县级, 部门: 象山县民政局, 职责: [决定], 时限: {数值: 5, 单位: 工作日}}
  - {层级: 镇级, 部门: 镇便民服务中心, 职责: [送达], 时限: {数值: 2, 单位: 工作日}, 计入时限: 否}
办理时限:
  法定: {数值: 15, 单位: 工作日, 依据: [《社会救助暂行办法》第四十八条]}
  承诺: {数值: 7, 单位: 工作日}
"""

_CANCELLED = "取消"
_PASSED_ON = "转报"
"""Every level between passes a case on: the one duty that several may have."""


@rule(
    severity=Severity.ERROR,
    title="审批链断了或者重了",
    message="{problem}；{advice}",
    source="2018 年杭州市政府报告：区县受理、市转报、省审批；2017 年省改革办辅导报告：乡镇受理、县里审批",
    what="审批链里要有受理和决定；除转报外，同一职责只能由一环承担；计入时限的各环加起来不得长于承诺。"
    "可以跳过一级，也可以回到下级送达。",
    why="没有人受理，申请递不进来；没有人决定，走到头也没有结果；两级都受理，就是一件事跑两趟。",
    fix="对照实际办理把职责分到各环，缺的补上，重的留一处；各环时限与承诺对不上的，与上下级商定后改。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at who has which duty, then at the time."""
    if "审批链" not in matter.value or matter.status == _CANCELLED:
        return
    # An empty list says that nobody does anything; what is no list, the schema reports.
    if not matter.chain and matter.value["审批链"] != []:
        return
    holders: dict[str, str] = {}
    for index, link in matter.chain:
        who = f"{text_of(link.get('层级'))}{text_of(link.get('部门'))}" or f"第 {index + 1} 环"
        for position, duty in enumerate(duties_of(link)):
            if duty in holders and duty != _PASSED_ON:
                same = "同一环里" if holders[duty] == who else f"{holders[duty]}和{who}"
                problem = f"审批链里的“{duty}”写了两次（{same}）"
                path = ("审批链", index, "职责", position)
                yield Hit.at(path, problem=problem, advice="请只留实际承担的那一处")
            holders.setdefault(duty, who)
    missing = [duty for duty in ("受理", "决定") if duty not in holders]
    if missing:
        problem = f"审批链里没有一环承担{'和'.join(f'“{duty}”' for duty in missing)}"
        yield Hit.at(("审批链",), at_key=True, problem=problem, advice="请写明由哪一级受理、哪一级决定")
    yield from _time(matter)


def _time(matter: Matter) -> Iterator[Hit]:
    """The links against the longest promise of any situation, since links know no situations."""
    found = [limit for _, link in matter.chain for _, limit in counted_limits([(0, link)]) or ()]
    limits = matter.limits
    given = [limits.get("承诺"), *(case.get("承诺") for _, case in mappings_of(limits.get("分情形")))]
    promises = [limit for value in given if (limit := limit_of(value)) is not None]
    total = added(found)
    if promises and total and all(compare_total(total, promise) is Order.LONGER for promise in promises):
        longest = _longest(promises)
        problem = f"审批链各环合计 {spoken(total)}，长于承诺的 {longest.text}"
        yield Hit.at(("审批链",), at_key=True, problem=problem, advice="请与上下级商定各环时限，或照实改承诺")


def _longest(promises: list[Limit]) -> Limit:
    return max(promises, key=lambda limit: limit.plain.calendar_days[0])
