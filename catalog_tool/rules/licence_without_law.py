"""A licence that rests on nothing that may set one."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.citations import may_set_licence, parse, rank_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
适用依据:  # <- licence-without-law
  - {名称: 《建筑工程施工许可管理办法》, 文号: 住房和城乡建设部令第18号, 条款: 第四条, 类别: 部门规章}
  - {名称: 《象山县建设工程管理若干意见》, 文号: 象政发〔2017〕6号, 类别: 规范性文件}
---
基本编码: "330100301000"
主项名称: 渣土运输许可
子项名称: 渣土运输许可
适用依据:  # <- licence-without-law
  - {名称: 《杭州市建设工程渣土管理办法》, 文号: 杭州市人民政府令第233号, 条款: 第九条, 类别: 政府规章}
"""

GOOD = """
适用依据:
  - {名称: 《浙江省建设工程造价管理办法》, 文号: 浙江省人民政府令第296号, 条款: 第七条, 类别: 政府规章}
---
基本编码: "330100301000"
主项名称: 建设工程竣工核实许可
子项名称: 建设工程竣工核实许可
适用依据:
  - 名称: 《国务院对确需保留的行政审批项目设定行政许可的决定》
    文号: 国务院令第412号
    类别: 国务院决定
  - {名称: 《象山县建设工程管理若干意见》, 文号: 象政发〔2017〕6号, 类别: 规范性文件}
"""

_LICENCE = "行政许可"
_ABOLISHED = "取消"


@rule(
    severity=Severity.WARNING,
    title="行政许可没有可以设定许可的依据",
    message="事项类型是行政许可，适用依据里却只有{kinds}；请补写设定这项许可的法律、行政法规、国务院决定、"
    "地方性法规或省级政府规章，找不到的不能作为行政许可",
    source="行政许可法第十四条至第十七条",
    what="行政许可的适用依据里至少要有一部能设定许可的：法律、行政法规、国务院决定、地方性法规、省级政府规章。"
    "没有写 类别 又看不出是哪一级的，不报。",
    why="部门规章、市县的规章和各级文件都不能设定行政许可，只凭它们办的许可于法无据。",
    fix="补上设定许可的上位法和条款；查不到的，改正事项类型或报请取消。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Report where every basis is certainly of a rank that may set no licence."""
    if matter.type != _LICENCE:
        return
    kinds: dict[str, None] = {}
    for _, item in matter.listed("适用依据"):
        for one in parse(item):
            if may_set_licence(one) is not False:
                return
            kinds[rank_of(one)] = None
    if kinds and matter.status != _ABOLISHED:
        yield Hit.at(("适用依据",), at_key=True, kinds="、".join(kinds))
