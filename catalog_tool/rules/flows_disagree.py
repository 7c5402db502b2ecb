"""办事流程 and 业务流程 name different decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.chain import duties_of, own_links
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
办事流程:
  - {环节: 申请, 说明: 网上申报}
  - {环节: 受理, 说明: 当场受理}
  - {环节: 核准, 说明: 核准的发给批准文件}
  - {环节: 送达, 说明: 窗口领取}
业务流程:  # <- flows-disagree
  - {环节: 受理, 说明: 核对要件, 审查标准: 材料齐全}
  - {环节: 备案, 说明: 登记备案, 审查标准: 项目不在核准目录内}
"""

GOOD = """
办事流程:
  - {环节: 申请, 说明: 网上申报}
  - {环节: 审批, 说明: 准予的发给许可证}
  - {环节: 送达, 说明: 窗口领取}
业务流程:
  - {环节: 受理, 说明: 核对要件, 审查标准: 材料齐全}
  - {环节: 审核, 说明: 审查措施, 审查标准: 措施已签字}
  - {环节: 核准, 说明: 负责人签发, 审查标准: 审查意见明确}
---
基本编码: "330100203000"
主项名称: 典当行设立初审
子项名称: 典当行设立初审
审批链:
  - {层级: 县级, 部门: 象山县金融办, 职责: [受理, 初审], 时限: {数值: 3, 单位: 工作日}}
  - {层级: 省级, 部门: 省金融办, 职责: [决定], 时限: {数值: 4, 单位: 工作日}}
办事流程:
  - {环节: 申请, 说明: 到县级窗口提出}
  - {环节: 核准, 说明: 省级作出决定}
  - {环节: 送达, 说明: 县级窗口领取}
业务流程:
  - {环节: 初审转报, 说明: 核对资本来源, 时限: {数值: 3, 单位: 工作日}, 审查标准: 资本为实缴}
"""

LIST = "decisions"
_ANY = "决定"
_CANCELLED = "取消"


@rule(
    severity=Severity.WARNING,
    title="两张流程图的决定不一致",
    message="办事流程写的是{outer}，业务流程写的是{inner}；请核对究竟作出哪一种决定，把两处改一致",
    source="八统一第 5、6 项：办事流程和业务流程是同一件事的两面",
    what="两张流程图都写了决定（核准、备案、认定、裁决、转报）的，要是同一种；"
    "“审批”“决定”是通称，与哪一种都不矛盾。业务流程只写审批链上不作决定的一段的，不比。",
    why="申请人看到的是核准，窗口办的是备案，两者的条件、时限和法律后果都不同；流程图对不上，就是又一张“两张皮”。",
    fix="以适用依据里的说法为准，把两处环节的名称改成一样。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Compare the kinds of decision that both flows name."""
    kinds = context.once(_Kinds)
    outer = kinds.named(matter, "办事流程")
    if not outer or _ANY in outer:
        return
    inner = kinds.named(matter, "业务流程")
    if not inner or _ANY in inner or not outer.keys().isdisjoint(inner) or matter.status == _CANCELLED:
        return
    if not _decides_elsewhere(matter, context):
        yield Hit.at(("业务流程",), at_key=True, outer=_quoted(outer), inner=_quoted(inner))


def _quoted(named: dict[str, str]) -> str:
    return "、".join(f"“{name}”" for name in dict.fromkeys(named.values()))


def _decides_elsewhere(matter: Matter, context: Context) -> bool:
    """Whether a chain gives the decision to another level than that which writes the matter."""
    if not matter.chain:
        return False
    return not any("决定" in duties_of(link) for _, link in own_links(matter, context))


class _Kinds:
    """The table of decisions of one context."""

    def __init__(self, context: Context) -> None:
        entries = context.lexicon.lists.get(LIST, ())
        self._words = [(re.compile(text_of(entry.get("词"))), text_of(entry.get("决定"))) for entry in entries]
        self._known: dict[str, str] = {}

    def kind(self, name: str) -> str:
        """The kind of decision that a step's name says; "" for none."""
        kind = self._known.get(name)
        if kind is None:
            kind = next((kind for pattern, kind in self._words if pattern.search(name)), "")
            if len(self._known) < 4096:
                self._known[name] = kind
        return kind

    def named(self, matter: Matter, flow: str) -> dict[str, str]:
        """Each kind of decision with the first step that names it."""
        found: dict[str, str] = {}
        for _, step in matter.steps(flow):
            name = step.get("环节")
            if type(name) is str and (kind := self.kind(name)):
                found.setdefault(kind, name)
        return found
