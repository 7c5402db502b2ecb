"""One implementing body under several codes, or one code for several bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog_tool.context import Context
from catalog_tool.domain.codes import credit_code_fault
from catalog_tool.domain.names import fold
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import Fact, PlacedFact, rule

BAD = """
基本编码: "330100201000"
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P"}  # <- inconsistent-department
---
基本编码: "330100202000"
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11440100007482575H"}  # <- inconsistent-department
"""

GOOD = """
基本编码: "330100201000"
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P"}
---
基本编码: "330100202000"
子项名称: 建筑工程施工许可证核发（变更）
主项名称: 建筑工程施工许可证核发（变更）
实施主体: {名称: 象山县住房和城乡建设局}
---
基本编码: "330100203000"
状态: 取消
取消日期: 2018-08-01
实施主体: {名称: 象山县建设局, 统一社会信用代码: "11330225003012349P"}
"""

_NAME, _CODE = "名称", "统一社会信用代码"
_MOST_SHOWN = 4


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """Name and code of each implementing body that has both, the code without a fault of its own."""
    body = matter.body
    name, code = text_of(body.get(_NAME)), text_of(body.get(_CODE))
    if name and code and matter.value.get("状态") != "取消" and not credit_code_fault(code):
        yield Fact(("实施主体",), [name, code, matter.code])


@rule(
    severity=Severity.WARNING,
    title="实施主体的名称和代码对不上号",
    message="{problem}；请照统一社会信用代码证书核对，同一单位用同一名称和代码，不同单位请写清各自的名称",
    source="广安区 1135 行公开清单：6 个部门名下各有不止一个信用代码，2 个信用代码各有两个部门名称",
    what="一个目录里，同一实施主体名称只有一个统一社会信用代码，同一代码只有一个名称。主管部门不看；已取消的不看，机构改革前的旧名不算；"
    "代码本身有错的另有规则报。",
    why="数据按代码归到单位，老百姓按名称找单位；一个名称几个代码，多半是把下属单位的代码写成了局里的，或者抄错了行。",
    fix="下属单位办的，实施主体写下属单位的全称；写了简称的，统一成证书上的名称。",
    gathers=facts,
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """Group both ways; report the first matter of each variant."""
    names: dict[str, dict[str, list[PlacedFact]]] = defaultdict(lambda: defaultdict(list))
    codes: dict[str, dict[str, list[PlacedFact]]] = defaultdict(lambda: defaultdict(list))
    # By code of the matter: what is said of which must not depend on how files are named.
    for fact in sorted(facts, key=lambda fact: fact.data):
        name, code, _ = fact.data
        names[fold(name)][code].append(fact)
        codes[code][fold(name)].append(fact)
    for group in names.values():
        if len(group) > 1:
            name = next(iter(group.values()))[0].data[0]
            yield from _variants(group, f"实施主体“{name}”有 {len(group)} 个统一社会信用代码（{_shown(group, 1)}）")
    for code, group in codes.items():
        if len(group) > 1:
            yield from _variants(group, f"统一社会信用代码 {code} 有 {len(group)} 个实施主体名称（{_shown(group, 0)}）")


def _shown(group: dict[str, list[PlacedFact]], position: int) -> str:
    variants = sorted(rows[0].data[position] for rows in group.values())
    return "、".join(variants[:_MOST_SHOWN]) + ("等" if len(variants) > _MOST_SHOWN else "")


def _variants(group: dict[str, list[PlacedFact]], problem: str) -> Iterator[Hit]:
    firsts = [rows[0] for rows in group.values()]
    for rows in group.values():
        others = [fact.anchor for fact in firsts if fact is not rows[0]]
        yield Hit.on(rows[0].anchor, [*others, *(fact.anchor for fact in rows[1:])], problem=problem)
