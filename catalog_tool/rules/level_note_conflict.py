"""A name that ends in a level note, and no such level takes part."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.levels import levels_taking_part
from catalog_tool.domain.names import level_note
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
行使层级: [县级]
子项名称: 建筑工程施工许可证核发（市级权限）  # <- level-note-conflict
"""

GOOD = """
行使层级: [县级]
主项名称: 建筑工程施工许可证核发（县级权限）
子项名称: 建筑工程施工许可证核发（县级权限）
---
基本编码: "330100202000"
行使层级: [县级]
主项名称: 建设项目环境影响报告表审批（市级/县级）
子项名称: 建设项目环境影响报告表审批（市级/县级）
"""

_CLOSING = (")", "）", "〕", "】", "］", "]")


@rule(
    severity=Severity.WARNING,
    title="名称里注的层级与行使层级不符",
    message="{field}末尾注明{note}，而行使层级是{levels}{chain}；请核对这个事项归哪一级，改名称或改行使层级",
    source="广安区 1135 行公开清单中 158 行名称带层级说明，8 行县级清单的名称注着市级",
    what="名称末尾的（县级）（市级权限）一类说明，与 行使层级、审批链 各级相比，至少要有一级相合。"
    "县级市的目录里，“市级”可以指本市，不算不符。",
    why="多半是照抄了上级清单的一行，或层级填错；申请人会跑错地方，两级清单里还会重复认领。",
    fix="确属本级的，把说明改成本级或删去；不属本级的，从清单里移走，或在 审批链 写明上级那一段。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Compare the note at the end of each name with the levels that take part."""
    value = matter.value
    seen = set()
    for field in ("子项名称", "主项名称", "孙项名称"):
        name = value.get(field)
        if not isinstance(name, str) or not name.rstrip().endswith(_CLOSING) or name in seen:
            continue
        seen.add(name)
        note, noted = level_note(name)
        levels = matter.levels
        if not note or not levels:
            continue
        if not set(noted).isdisjoint(levels_taking_part(matter)) or _is_own_city(noted, levels, context):
            continue
        links = dict.fromkeys(text_of(link.get("层级")) for _, link in matter.chain)
        chain = f"，审批链是{'、'.join(links)}" if links else ""
        yield Hit.at((field,), field=field, note=note, levels="、".join(levels), chain=chain)


def _is_own_city(noted: list[str], levels: list[str], context: Context) -> bool:
    """Whether 市 in a note may mean the county-level city whose catalog this is."""
    name = text_of(context.manifest.get("区划名称"))
    return "市级" in noted and "县级" in levels and context.level == "县级" and name.endswith("市")
