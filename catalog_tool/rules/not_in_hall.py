"""A matter that is not taken to the service centre without a reason, or whose window may not decide."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.channels import NOT_APPLIED_FOR
from catalog_tool.domain.contacts import is_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
进驻: {中心: 否}  # <- not-in-hall
---
基本编码: "330100202000"
主项名称: 户外广告设置审批
子项名称: 户外广告设置审批
进驻:
  中心: 是
  综合窗口: 综合受理
  授权: 部分  # <- not-in-hall
"""

GOOD = """
进驻: {中心: 否, 授权: 无, 未进驻原因: 在派出所就近办理}
---
基本编码: "330100202000"
主项名称: 户外广告设置审批
子项名称: 户外广告设置审批
进驻: {中心: 是, 综合窗口: 综合受理, 授权: 全部}
"""

_CANCELLED = "取消"


@rule(
    severity=Severity.WARNING,
    title="没有进驻或者授权不到位",
    message="{problem}；{advice}",
    source="杭州、象山、乐清 2017 至 2018 年的改革文件：应进尽进，授权到位；除不宜进驻的以外全部进中心",
    what="进驻.中心 是 否 的要写 未进驻原因；进了中心的，授权 应当是 全部，写 部分 或 无 的报告。"
    "没有进驻而说明了原因的，不问授权。",
    why="事项没有进中心，群众要另跑部门；进了中心却不授权，窗口只能收件，还是要等材料送回去批。",
    fix="能进的进驻中心；不宜进的写明原因（如在派出所就近办理）；进了中心的把审批权授给窗口。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Read 进驻."""
    settled = matter.value.get("进驻")
    if type(settled) is not dict:
        return
    if settled.get("中心") == "否":
        if not is_said(settled.get("未进驻原因")) and _is_due(matter):
            advice = "请进驻，或写明未进驻原因，如在派出所、镇街就近办理"
            yield Hit.at(("进驻", "中心"), problem="没有进驻行政服务中心，也没有写未进驻原因", advice=advice)
    elif settled.get("授权") in ("部分", "无") and _is_due(matter):
        problem = f"进驻了中心，对窗口的授权却是“{settled['授权']}”"
        yield Hit.at(("进驻", "授权"), problem=problem, advice="请把受理、审查和决定的权限都授给窗口，改为 全部")


def _is_due(matter: Matter) -> bool:
    return matter.type not in NOT_APPLIED_FOR and matter.status != _CANCELLED
