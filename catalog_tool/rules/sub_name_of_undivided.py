"""The code says that the main item has no subs, and the sub-item's name is another."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.codes import parse_basic
from catalog_tool.domain.names import fold, level_note
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
基本编码: "330100201000"
主项名称: 建筑工程施工许可证核发
子项名称: 建筑工程施工许可证核发（变更）  # <- sub-name-of-undivided
"""

GOOD = """
基本编码: "330100201000"
主项名称: 建筑工程施工许可证核发(房屋建筑)
子项名称: 建筑工程施工许可证核发（房屋建筑）
孙项名称: 变更
---
基本编码: "330100202001"
主项名称: 城市道路占用挖掘许可
子项名称: 城市道路占用许可
"""


@rule(
    severity=Severity.WARNING,
    title="不分子项的事项另起了子项名称",
    message="编码 {code} 末尾是 {sub}，表示主项“{main}”不分子项，子项名称却写成“{name}”；"
    "请把子项名称改得与主项名称一样，确实分子项的请用省目录的子项编码",
    source="编码末三位 000 为不分子项，此时子项名称等于主项名称",
    what="编码末尾为 000 的事项，子项名称应与主项名称相同；全角半角、括号的写法和空格不算不同，末尾加注层级算不同。"
    "已取消的不报。",
    why="两个名称不一样，别人看不出这是整个主项还是它的一个子项；与省目录比对时名称也对不上。",
    fix="要说明的情形写进 孙项名称 或 情形；省目录里它本是子项的，改用子项的编码。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Compare the two names of what the code calls undivided."""
    main, name = matter.main_name, matter.sub_name
    if main == name or not main or not name:
        return
    code = parse_basic(context.profile, matter.code)
    if code is None or not code.is_undivided or matter.status == "取消":
        return
    if fold(main) != fold(name) or level_note(main)[1] != level_note(name)[1]:
        yield Hit.at(("子项名称",), code=matter.code, sub=code.sub, main=main, name=name)
