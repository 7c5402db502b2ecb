"""A name too long to be said, and no plain one beside it."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, text_of
from catalog_tool.rules import rule

BAD = """
基本编码: "330100201001"
子项名称: 在城市建筑物、构筑物及其附属设施上张挂、张贴宣传品和其他物品的审批  # <- overlong-name
通俗名称:
---
基本编码: "330100202000"
主项名称: 户外广告设置审批
子项名称: 户外广告设置审批
孙项名称: 在主要街道两侧和景观区域内设置大型户外广告、电子显示牌并需要占用公共场地的  # <- overlong-name
通俗名称: ""
---
类别: 一件事
名称: 企业从取得土地使用权到办好施工许可并且接通水电气网的全部手续一次办  # <- overlong-name
"""

GOOD = """
基本编码: "330100201001"
子项名称: 在城市建筑物、构筑物及其附属设施上张挂、张贴宣传品和其他物品的审批
通俗名称: 挂横幅
"""

MOST = 30
_PLAIN = "请在 通俗名称 里写一个老百姓平常的说法"
_SHORTER = "这个名称由本地自己定，请改短"


@rule(
    severity=Severity.INFO,
    title="名称太长，又没有通俗名称",
    message="{field}有 {length} 个字（“{name}”），超过 {most} 个字；{advice}",
    source="2018 年杭州市政府报告：办事指南要通俗易懂；广安区 1135 行公开清单中 37 行超过 30 个字，最长 110 个字",
    what="子项名称（没有时看主项名称）或者孙项名称超过 30 个字，而没有写 通俗名称；"
    "一件事的名称超过 30 个字。已取消的不提示。",
    why="法定名称往往很长，改不得；没有一个通俗的说法，群众在网上搜不到，在窗口也说不清。",
    fix="名称不动，补写 通俗名称，如“迁户口”“挂横幅”；一件事的名称直接改短。",
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Count the characters of the names people see."""
    value = document.value
    if document.kind is Kind.ONE_THING:
        fields: tuple[str, ...] = ("名称",)
    else:
        fields = ("子项名称" if text_of(value.get("子项名称")) else "主项名称", "孙项名称")
    for field in fields:
        name = value.get(field)
        if type(name) is not str or len(name) <= MOST:
            continue
        name = name.strip()
        if len(name) <= MOST or text_of(value.get("通俗名称")).strip() or value.get("状态") == "取消":
            continue
        advice = _SHORTER if document.kind is Kind.ONE_THING else _PLAIN
        yield Hit.at((field,), field=field, name=name, length=len(name), most=MOST, advice=advice)
