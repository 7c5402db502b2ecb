"""More visits than the reform allows without a reason, or none though the way to apply leads to a counter."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.channels import is_on_line, ways
from catalog_tool.domain.contacts import is_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
办理形式: [窗口办理]
通办方式: [异地受理属地办理]
不宜网办原因: 法律法规规定
到现场次数: 2  # <- extra-visit
---
基本编码: "330100202000"
主项名称: 户外广告设置审批
子项名称: 户外广告设置审批
办理形式: [窗口办理, 网上办理]
到现场次数: 1  # <- extra-visit
必须现场原因: ""
---
基本编码: "330100203000"
主项名称: 典当行设立初审
子项名称: 典当行设立初审
办理形式: [窗口办理]
通办方式: [异地受理属地办理]
不宜网办原因: 涉密或敏感
网办地址:
到现场次数: 0  # <- extra-visit
"""

GOOD = """
办理形式: [窗口办理, 网上办理]
到现场次数: 2
必须现场原因: 须当面核验身份，并到现场参加考试
未实现原因: 考试由全省统一组织，与领证不在同一天
---
基本编码: "330100202000"
主项名称: 户外广告设置审批
子项名称: 户外广告设置审批
办理形式: [窗口办理, 快递申请]
通办方式: [异地受理属地办理]
不宜网办原因: 办理量极少
到现场次数: 0
"""

_CANCELLED = "取消"
_WITHOUT_A_VISIT = frozenset({"快递申请", "自助终端"})


@rule(
    severity=Severity.WARNING,
    title="到现场次数没有道理",
    message="到现场次数是 {visits}，{problem}；{advice}",
    source="“最多跑一次”改革；温州办事指南核查规则第 4 至 6 条；杭州市 2018 年有 264 项依法要跑一次以上",
    what="超过一次的要写 未实现原因；能网上办仍要到场的要写 必须现场原因；"
    "写 0 次的，办理形式里要有网上、移动端、快递申请或自助终端，只有窗口的办不到（错误）。",
    why="多跑一次要有说得出的理由，否则就是没有改到位；写着不用跑却只有窗口，群众信了照样要跑。",
    fix="依法必须到场的写明原因；不是必须的减到一次或者零次；写 0 次的补上不用到场的办理形式，或者照实写 1。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Hold the number of visits against the ways to apply and the reasons given."""
    value = matter.value
    visits = value.get("到现场次数")
    if type(visits) is not int:
        return
    if visits == 0:
        offered = ways(matter)
        if offered and not is_on_line(matter) and _WITHOUT_A_VISIT.isdisjoint(offered) and not _is_over(matter):
            problem = f"办理形式却只有{'、'.join(offered)}，不到现场办不成"
            advice = "请照实写次数，或补上网上办理、快递申请、自助终端"
            yield _hit(visits, problem, advice, Severity.ERROR)
        return
    if visits > 1 and not is_said(value.get("未实现原因")) and not _is_over(matter):
        yield _hit(visits, "没有写未实现原因", "请减到一次，或写明哪条规定使人必须跑多次")
    if not is_said(value.get("必须现场原因")) and is_on_line(matter) and not _is_over(matter):
        yield _hit(visits, "可以网上办理却没有写必须现场原因", "请改为 0 次，或写明为什么还要到现场")


def _is_over(matter: Matter) -> bool:
    return matter.status == _CANCELLED


def _hit(visits: int, problem: str, advice: str, severity: Severity = Severity.WARNING) -> Hit:
    return Hit.at(("到现场次数",), severity=severity, visits=visits, problem=problem, advice=advice)
