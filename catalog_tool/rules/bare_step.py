"""A step that says nothing but its name."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.contacts import says_anything
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
业务流程:
  - {环节: 审查}  # <- bare-step
"""

GOOD = """
业务流程:
  - {环节: 审查, 岗位: 审查岗, 时限: {数值: 1, 单位: 工作日}, 审查标准: 材料齐全、符合法定形式, 产出文书: 审查意见}
"""


_SAYS_NOTHING = ("环节", "适用情形")


@rule(
    severity=Severity.ERROR,
    title="环节只有名称",
    message="{flow}的环节“{name}”只有名称；请写明说明、部门或岗位、时限等，至少一项",
    source="国办函〔2017〕115号：865 个高频事项中 25% 只写了环节名称",
    what="办事流程和业务流程的每个环节，除名称外至少还要有一项内容（说明、部门、岗位、时限、审查标准、产出……）。",
    why="只写“受理、审查、决定”，申请人不知道谁在办、要多久、会拿到什么，窗口也没有可对照的标准。",
    fix="给这个环节补上说明，或部门、岗位、时限、审查标准、产出文书。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Report each step whose only content is its name."""
    for flow in ("办事流程", "业务流程"):
        for index, step in matter.steps(flow):
            for key, value in step.items():
                if key not in _SAYS_NOTHING and says_anything(value):
                    break
            else:
                yield Hit.at((flow, index), flow=flow, name=step.get("环节", ""))
