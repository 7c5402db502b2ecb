"""An arrow in a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind
from catalog_tool.rules import rule

BAD = """
主项名称: 户口迁移→婚迁  # <- arrows-in-name
子项名称: 户口迁移->婚迁  # <- arrows-in-name
"""

GOOD = """
基本编码: "330100201001"
主项名称: 建筑面积>300平方米的装修工程施工许可
子项名称: 建筑面积>300平方米的装修工程施工许可（变更）
"""

# Nearly every character of a name is written in Chinese and no part of an arrow: passed over at once.
_ARROW = re.compile(
    "(?=[^\u3001-\u9fff])(?:[\u2190-\u21ff\u2794\u2798-\u27af\u27b1-\u27be\u27f0-\u27ff\u2900-\u297f\u2b00-\u2b11\uffe9-\uffec"
    # Triangles and double brackets that point sideways, hands, and the newer blocks of arrows.
    "\u25b6-\u25bb\u25c0-\u25c5\u00ab\u00bb\u203a\u2039\u261a-\u261f\u23e9\u23ea\u2b30-\u2b4f\u2b60-\u2b95\U0001f800-\U0001f8ff]"
    "|[-=—–－＝~～][>＞]|[<＜][-=—–－＝]|[>＞]{2}|[<＜]{2})"
)
_NAMES = {
    Kind.MATTER: ("主项名称", "子项名称", "孙项名称", "通俗名称"),
    Kind.ONE_THING: ("名称",),
}


@rule(
    severity=Severity.WARNING,
    title="名称里有箭头",
    message="{field}“{name}”里有箭头“{arrow}”；请改写成文字，上下级关系用主项、子项、孙项名称分开写",
    source="清单编制的常见错误：把系统里的菜单路径当成名称抄了进来",
    what="主项名称、子项名称、孙项名称、通俗名称和一件事的名称里没有箭头（→、->、=>、>> 一类）。"
    "单个的大于号、小于号不算。",
    why="带箭头的多半是从系统菜单里复制的路径，不是事项的名称；念不出来，也搜不到。",
    fix="只留最后一段，前面的各段写到 主项名称、子项名称 里；表示先后的，写进 办事流程。",
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Search each name of the document."""
    value = document.value
    for field in _NAMES[document.kind]:
        name = value.get(field)
        if isinstance(name, str) and (found := _ARROW.search(name)):
            yield Hit.at((field,), field=field, name=name, arrow=found.group())
