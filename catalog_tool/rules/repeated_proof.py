"""One proof that several matters of one 一件事 each demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.onething import asks_the_applicant, essentials, most_together
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, text_of
from catalog_tool.rules import Fact, PlacedFact, parted, rule

BAD = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
申请材料:
  - {名称: 住所使用证明, 类别: 证明, 必要性: 必要, 依据: [《公司登记管理条例》第二十条]}
---
基本编码: "330101203000"
主项名称: 药品零售经营许可
子项名称: 药品零售经营许可
申请材料:
  - {名称: 住所使用证明, 类别: 证明, 必要性: 必要, 依据: [《药品管理法》第十四条]}
---
类别: 一件事
名称: 开药店  # <- repeated-proof
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县卫生和计划生育局, 前置: ["330101001000"]}
"""

GOOD = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
申请材料:
  - 名称: 住所使用证明
    类别: 证明
    介质: 纸质
    形式: 原件
    份数: {原件: 1}
    原件处理: 核验退还
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    依据: [《公司登记管理条例》第二十条]
    受理标准: 载明房屋地址和面积
---
基本编码: "330101203000"
主项名称: 药品零售经营许可
子项名称: 药品零售经营许可
申请材料:
  - 名称: 住所使用证明
    类别: 证明
    介质: 电子
    形式: 原件
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    免提交: 部门核验
    依据: [《药品管理法》第十四条]
    受理标准: 载明房屋地址和面积
---
类别: 一件事
名称: 开药店
申请表: {表单名称: 开办药店一表申请, 替代: ["330101001000", "330101203000"]}
办理时限: {承诺: {数值: 14, 单位: 工作日}}
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县卫生和计划生育局, 前置: ["330101001000"]}
"""

_PROOF = "证明"
_ABOLISHED = "取消"
_MOST_NAMES = 5


def facts(document: Document, context: Context) -> Iterator[Fact]:
    """Of a matter each proof to be handed in: [code, proof, 来源事项]; of a one-thing its members."""
    value = document.value
    if document.kind is Kind.ONE_THING:
        yield Fact(("名称",), essentials(value))
        return
    materials = value.get("申请材料")
    code = value.get("基本编码")
    if type(materials) is not list or type(code) is not str or value.get("状态") == _ABOLISHED:
        return
    for index, material in enumerate(materials):
        if type(material) is dict and _is_proof(material):
            source = text_of(material.get("来源事项"))
            yield Fact(("申请材料", index, "名称"), [code, text_of(material.get("名称")), source])


def _is_proof(material: Mapping[str, Any]) -> bool:
    kind, name = material.get("类别"), material.get("名称")
    if type(name) is not str or not (kind == _PROOF or (kind != "表格" and name.endswith(_PROOF))):
        return False
    return not material.get("免提交") or bool(material.get("免提交范围"))


@rule(
    severity=Severity.WARNING,
    title="一件事里重复要同一份证明",
    message="办“{thing}”，{matters}都要交“{proof}”；请改为只交一次、各部门共用，或由部门之间核验（免提交）",
    source="乐清市政协 2017 年报告：坚决清理互为前置、多头验证",
    what="同一件事所含的几个事项，各自都要申请人交同一份证明（名称相同，或者是同一份东西的不同叫法）。免提交的、由其中另一事项出具的、"
    "只征求意见的部门、不会同时办到的事项，都不算。",
    why="几个部门各验一遍同一件事，群众就要把同一份证明开几次、交几次。",
    fix="由先办的事项收一次，后办的写 免提交: 部门核验 或 数据共享；本来就只收一份的，同样这样写明。",
    gathers=facts,
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """For each one-thing, look for a proof of several members that one applicant meets."""
    things, of_matters = parted(facts)
    if not things:
        return
    canonical = context.once(synonyms_of).canonical
    proofs: dict[str, dict[str, PlacedFact]] = defaultdict(dict)
    for fact in of_matters:
        proofs[fact.data[0]].setdefault(canonical(fact.data[1]), fact)
    for thing in things:
        yield from _look(thing, proofs)


def _look(thing: PlacedFact, proofs: Mapping[str, Mapping[str, PlacedFact]]) -> Iterator[Hit]:
    members = thing.data["事项"]
    codes = [text_of(member.get("基本编码")) for member in members]
    demanded: dict[str, dict[str, int]] = defaultdict(dict)
    for at, member in enumerate(members):
        for name, fact in proofs.get(codes[at], {}).items():
            if name and asks_the_applicant(member) and fact.data[2] not in codes:
                demanded[name].setdefault(codes[at], at)
    for name, holders in demanded.items():
        together = most_together(thing.data, list(holders.values())) if len(holders) > 1 else []
        if len(together) > 1:
            found = [proofs[codes[at]][name] for at in together]
            matters = "、".join(f"“{_title(fact)}”" for fact in found[:_MOST_NAMES])
            more = f"等 {len(found)} 个事项" if len(found) > _MOST_NAMES else ""
            yield Hit.on(
                thing.anchor,
                [fact.anchor for fact in found],
                thing=thing.data["名称"],
                matters=matters + more,
                proof=found[0].data[1],
            )


def _title(fact: PlacedFact) -> str:
    code, title = fact.anchor.owner.matter or (fact.data[0], "")
    return title or code
