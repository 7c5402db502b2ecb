"""Life events of people for a matter of companies, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.contacts import is_any_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, texts_of
from catalog_tool.rules import rule

BAD = """
服务对象: [企业法人]
主题:
  自然人: [户籍办理]  # <- audience-conflict
  法人: [设立变更]
---
服务对象: [自然人]
主题: {法人: [投资审批]}  # <- audience-conflict
---
服务对象: [企业法人, 事业法人]
主题: {自然人: [住房保障]}  # <- audience-conflict
"""

GOOD = """
孙项名称: 新办
服务对象: [自然人, 企业法人, 其他组织]
主题: {自然人: [住房买卖], 法人: [资产处置]}
---
孙项名称: 变更
服务对象: [自然人]
主题: {自然人: [户籍办理]}
---
孙项名称: 补证
服务对象: [其他组织]
主题: {法人: [社会事务]}
"""

_PERSON = "自然人"


@rule(
    severity=Severity.WARNING,
    title="服务对象与主题对不上",
    message="服务对象是“{audience}”，主题却{themes}；请核实，改服务对象或改主题",
    source="温州办事指南核查规则：法人事项有法人主题、没有自然人主题，自然人事项相反",
    what="主题有 自然人 一栏的，服务对象要有自然人；有 法人 一栏的，服务对象要有自然人以外的对象。"
    "没有写主题的、主题只写了一栏的不要求补。",
    why="网站按主题找事，放错主题，该找的人找不到，不该找的人白看。",
    fix="个人能办的，服务对象加 自然人；只由单位办的，删去自然人主题。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Hold each side of 主题 against 服务对象."""
    themes = matter.value.get("主题")
    if not isinstance(themes, dict):
        return
    audience = texts_of(matter.value.get("服务对象"))
    if not audience or matter.status == "取消":
        return
    has_people, has_bodies = is_any_said(themes.get(_PERSON)), is_any_said(themes.get("法人"))
    people = _PERSON in audience
    bodies = len(audience) > audience.count(_PERSON)
    if has_people and not people:
        yield Hit.at(("主题", _PERSON), audience="、".join(audience), themes="有面向自然人的一栏")
    if has_bodies and not bodies:
        yield Hit.at(("主题", "法人"), audience="、".join(audience), themes="有面向法人的一栏")
