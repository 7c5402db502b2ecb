"""A name too long to be said, and no plain one beside it."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Context, Matter, text_of
from catalog_tool.rules import rule

BAD = """
基本编码: "330100201001"
子项名称: 在城市建筑物、构筑物及其附属设施上张挂、张贴宣传品和其他物品的审批  # <- overlong-name
通俗名称:
"""

GOOD = """
基本编码: "330100201001"
子项名称: 在城市建筑物、构筑物及其附属设施上张挂、张贴宣传品和其他物品的审批
通俗名称: 挂横幅
"""

MOST = 30


@rule(
    severity=Severity.INFO,
    title="名称太长，又没有通俗名称",
    message="{field}有 {length} 个字（“{name}”），超过 {most} 个字；请在 通俗名称 里写一个老百姓平常的说法",
    source="2018 年杭州市政府报告：办事指南要通俗易懂；广安区 1135 行公开清单中 37 行超过 30 个字，最长 110 个字",
    what="子项名称（没有时看主项名称）超过 30 个字，而没有写 通俗名称。已取消的不提示。",
    why="法定名称往往很长，改不得；没有一个通俗的说法，群众在网上搜不到，在窗口也说不清。",
    fix="名称不动，补写 通俗名称，如“迁户口”“挂横幅”。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Count the characters of the name people see."""
    name = matter.title.strip()
    if len(name) <= MOST or text_of(matter.value.get("通俗名称")).strip() or matter.status == "取消":
        return
    field = "子项名称" if matter.sub_name else "主项名称"
    yield Hit.at((field,), field=field, name=name, length=len(name), most=MOST)
