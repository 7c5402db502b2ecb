"""A matter that names no law it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
适用依据: []  # <- missing-basis
---
适用依据:
  - 名称: 《》  # <- missing-basis
    类别: 法律
"""

GOOD = """
适用依据:
  - {名称: 《中华人民共和国建筑法》, 条款: 第七条、第八条, 类别: 法律}
---
基本编码: "330100301000"
主项名称: 临时堆放物料许可
子项名称: 临时堆放物料许可
状态: 取消
取消日期: 2018-09-01
适用依据: []
"""

_ABOLISHED = "取消"


@rule(
    severity=Severity.ERROR,
    title="事项没有依据",
    message="适用依据里{how}，看不出这个事项依据什么办理；请写明法律、法规或文件的名称和条款",
    source="浙江省保障“最多跑一次”改革规定第四条：办事指南应当包括依据",
    what="适用依据不能是空的，也不能只有没写名称的条目。已经取消的事项不查。",
    why="没有依据的事项本来就不该办；有依据不写，申请人和窗口都无从核对。",
    fix="照省目录写全依据的名称、文号和条款；确实找不到依据的，报请取消这个事项。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Report an empty 适用依据, or one whose items name nothing."""
    bases = matter.value.get("适用依据")
    if not isinstance(bases, list) or (bases and names_a_basis(bases[0])):
        return
    if names_a_basis(bases) or matter.status == _ABOLISHED:
        return
    if not bases:
        yield Hit.at(("适用依据",), how="一条也没有")
        return
    first = next((index for index, item in enumerate(bases) if isinstance(item, dict)), None)
    if first is not None:
        yield Hit.at(("适用依据", first, "名称"), how=f"的 {len(bases)} 条都没有写出名称")
