"""A matter that cannot be applied for on-line, and does not say why."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.channels import NOT_APPLIED_FOR, is_on_line, ways
from catalog_tool.domain.contacts import is_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
办理形式: [窗口办理, 快递申请]  # <- offline-unexplained
"""

GOOD = """
办理形式: [窗口办理]
不宜网办原因: 涉密或敏感
"""

_CANCELLED = "取消"


@rule(
    severity=Severity.WARNING,
    title="没有网上办理又没有说明原因",
    message="办理形式只有{ways}，没有网上办理，也没有写不宜网办原因；请开通网上办理，或选一个原因",
    source="象山县 2018 年实施意见：依申请的事项全部上网，只有四种原因除外",
    what="依申请办理的事项，办理形式里没有网上办理（移动端也算）的，要写 不宜网办原因。"
    "处罚、强制、征收、检查等依职权的事项不在此列。",
    why="该上网的没有上网，群众只能跑窗口；真不宜上网的，写明属于哪一种，才分得清是不能还是没做。",
    fix="接入政务服务网后在 办理形式 里加上 网上办理；确实不宜的，在 不宜网办原因 里选一个。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Ask for a reason where no way leads over the net."""
    if is_on_line(matter):
        return
    offered = ways(matter)
    if offered and not is_said(matter.value.get("不宜网办原因")):
        if matter.type in NOT_APPLIED_FOR or matter.status == _CANCELLED:
            return
        yield Hit.at(("办理形式",), ways="、".join(offered))
