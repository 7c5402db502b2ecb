"""A 一件事 whose members each want their own application form, with no joint one that stands for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.names import fold
from catalog_tool.domain.onething import asks_the_applicant, essentials, most_together
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, mapping_of, text_of, texts_of
from catalog_tool.rules import Fact, PlacedFact, parted, rule

BAD = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
申请材料:
  - {名称: 公司登记申请书, 类别: 表格, 必要性: 必要}
---
基本编码: "330101203000"
主项名称: 药品零售经营许可
子项名称: 药品零售经营许可
申请材料:
  - {名称: 药品经营许可证申请表, 类别: 表格, 必要性: 必要}
---
类别: 一件事  # <- onething-many-forms
名称: 开药店
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县卫生和计划生育局}
"""

GOOD = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
---
基本编码: "330101203000"
主项名称: 药品零售经营许可
子项名称: 药品零售经营许可
---
类别: 一件事
名称: 开药店
申请表: {表单名称: 开办药店一表申请, 替代: ["330101001000", "330101203000"]}
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县卫生和计划生育局}
"""

_FORM = "表格"
# A form that applies for something; a pledge or a checklist is none.
_APPLIES = re.compile("申请|申报|申领|登记|备案|审批|报名|报审|报批")
_MERGED = "合一"
_ABOLISHED = "取消"
_MOST_NAMES = 5


def facts(document: Document, context: Context) -> Iterator[Fact]:
    """Of a matter each form to be filled in: [code, form]; of a one-thing its members and what a joint one replaces."""
    value = document.value
    if document.kind is Kind.ONE_THING:
        joint = mapping_of(value.get("申请表"))
        name, replaced = text_of(joint.get("表单名称")).strip(), texts_of(joint.get("替代"))
        # One that does not say what it replaces replaces all.
        if not name or replaced:
            yield Fact(("申请表",), {**essentials(value), "联合": name, "替代": replaced if name else []})
        return
    materials, code = value.get("申请材料"), value.get("基本编码")
    if type(materials) is not list or type(code) is not str or value.get("状态") == _ABOLISHED:
        return
    for material in materials:
        if type(material) is dict and material.get("类别") == _FORM and _is_filled_in(material):
            yield Fact(("基本编码",), [code, text_of(material.get("名称"))])


def _is_filled_in(material: Mapping[str, Any]) -> bool:
    name = material.get("名称")
    return (
        type(name) is str
        and _APPLIES.search(name) is not None
        and (not material.get("免提交") or bool(material.get("免提交范围")))
    )


@rule(
    severity=Severity.WARNING,
    title="一件事没有合用的申请表",
    message="办“{thing}”要填 {count} 张申请表（{forms}），{problem}；"
    "请把它们并进一张联合申请表，写在 申请表 里，并写明代替哪些事项的表",
    source="象山县 2018 年实施意见：一窗受理、集成服务；企业开办一表申请",
    what="一件事没有写 申请表，或者写的 替代 没有包括，而它所含的事项另有两张以上不同的申请表要填。"
    "免提交（系统生成）的、合一办理的、只征求意见的部门的表不算；不会同时办到的事项不合在一起算。",
    why="一件事要的是一次申请；几张表里姓名、地址填几遍，对群众来说还是几件事。",
    fix="把各张表的内容并成一张，重复的只填一次，写明 表单名称 和 替代 的事项。",
    gathers=facts,
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """For each one-thing, count the different forms that one applicant meets and no joint one replaces."""
    things, of_matters = parted(facts)
    if not things:
        return
    forms: dict[str, dict[str, PlacedFact]] = defaultdict(dict)
    for fact in of_matters:
        forms[fact.data[0]].setdefault(fold(fact.data[1]), fact)
    for thing in things:
        yield from _look(thing, forms)


def _look(thing: PlacedFact, forms: Mapping[str, Mapping[str, PlacedFact]]) -> Iterator[Hit]:
    members, joint, replaced = thing.data["事项"], thing.data["联合"], thing.data["替代"]
    having = {
        at: forms[code]
        for at, member in enumerate(members)
        if (code := text_of(member.get("基本编码"))) in forms
        and code not in replaced
        and asks_the_applicant(member)
        and member.get("方式") != _MERGED
    }
    together = most_together(thing.data, list(having))
    found = {name: fact for at in together for name, fact in having[at].items()}
    if len({fact.data[0] for fact in found.values()}) > 1:
        names = [fact.data[1] for fact in found.values()]
        shown = "、".join(f"“{name}”" for name in names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")
        yield Hit.on(
            thing.anchor,
            [fact.anchor for fact in found.values()],
            thing=thing.data["名称"],
            count=len(names),
            forms=shown,
            problem=f"联合申请表“{joint}”没有代替它们" if joint else "没有一张合用的",
        )
