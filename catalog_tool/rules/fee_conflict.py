"""A fee without item, standard or basis, or items where nothing is charged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.domain.contacts import is_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, mappings_of, text_of, texts_of
from catalog_tool.rules import rule

BAD = """
收费: {收费: 是}  # <- fee-conflict
---
收费:
  收费: 是
  项目:
    - {名称: 不动产登记费, 标准: 每件 80 元}  # <- fee-conflict
    - {名称: 工本费, 标准: [], 依据: [财税〔2016〕79号]}  # <- fee-conflict
---
收费:
  收费: 否
  项目:  # <- fee-conflict
    - {名称: 工本费, 标准: 每本 10 元, 依据: [发改价格规〔2016〕2559号]}
"""

GOOD = """
孙项名称: 新办
收费:
  收费: 是
  项目:
    - 名称: 不动产登记费
      标准:
        - {档次: 住宅类, 金额: 80, 单位: 元/件}
        - {档次: 非住宅类, 金额: 550, 单位: 元/件}
      依据: [发改价格规〔2016〕2559号, 财税〔2016〕79号]
      减免: 小微企业免收
---
孙项名称: 变更
收费: {收费: 否, 项目: []}
"""

_MOST_NAMED = 3


@rule(
    severity=Severity.ERROR,
    title="收费的写法前后矛盾",
    message="{problem}；{advice}",
    source="温州办事指南核查规则；国办函〔2017〕115号：收费标准缺失",
    what="收费 是 的，要逐项写项目，每个项目有标准和依据；收费 否 的，不列项目。"
    "指导目录把收费交给地方定的（地方自定），不要求写项目。",
    why="只说收费不说收多少、凭什么收，群众无从核对；说不收费又列项目，窗口和指南各执一词。",
    fix="收费的补齐项目、标准、依据；不收费的删去项目，减免写在 减免 里。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Hold 是 and 否 against the items that stand beside them."""
    fee = matter.value.get("收费")
    if not isinstance(fee, dict):
        return
    charged = fee.get("收费")
    if charged == "否":
        if names := _names(fee.get("项目")):
            problem = f"收费写的是 否，却列了收费项目“{names}”"
            advice = "请核实：不收费的删去项目，收费的改为 是"
            yield Hit.at(("收费", "项目"), at_key=True, problem=problem, advice=advice)
    elif charged == "是" and matter.value.get("状态") != "取消" and not _is_left_to_regions(matter, context):
        yield from _incomplete(fee)


def _names(items: object) -> str:
    names = [text_of(item.get("名称")) or "（没有名称）" for _, item in mappings_of(items)]
    return "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")


def _is_left_to_regions(matter: Matter, context: Context) -> bool:
    """Whether a directory lets each region set the fee (地方自定)."""
    return context.is_directory and any(text.startswith("收费") for text in texts_of(matter.value.get("地方自定")))


def _incomplete(fee: Mapping[str, Any]) -> Iterator[Hit]:
    items = list(mappings_of(fee.get("项目")))
    if not items:
        advice = "请逐项写出名称、标准和依据；不收费的改为 否"
        yield Hit.at(("收费",), problem="收费写的是 是，却没有收费项目", advice=advice)
    for index, item in items:
        lacks = [
            word for word, has in (("标准", _has_standard(item)), ("依据", names_a_basis(item.get("依据")))) if not has
        ]
        if lacks:
            name = text_of(item.get("名称")) or "（没有名称）"
            problem = f"收费项目“{name}”没有写{'和'.join(lacks)}"
            advice = "请补上收多少、凭哪份文件收；没有依据的不得收取"
            yield Hit.at(("收费", "项目", index), problem=problem, advice=advice)


def _has_standard(item: Mapping[str, Any]) -> bool:
    standard = item.get("标准")
    return is_said(standard) or any("金额" in step or is_said(step.get("档次")) for _, step in mappings_of(standard))
