"""A matter of the region's own that says neither what it rests on nor that it was filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.domain.citations import is_local_law, parse
from catalog_tool.domain.contacts import is_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
地方补充: {依据: [《浙江省地质灾害防治条例》第二十条]}  # <- supplement-unfounded
---
基本编码: "330100301000"
主项名称: 渣土运输核准
子项名称: 渣土运输核准
地方补充:
  依据: []  # <- supplement-unfounded
  备案号: 浙编办备〔2018〕12号
---
基本编码: "330100401000"
主项名称: 路面临时堆料核准
子项名称: 路面临时堆料核准
地方补充:
  依据: [{名称: 《象山县建设工程管理若干意见》, 文号: 象政发〔2017〕6号, 类别: 规范性文件}]  # <- supplement-unfounded
  备案号: 浙编办备〔2018〕13号
"""

GOOD = """
地方补充:
  依据: [{名称: 《浙江省地质灾害防治条例》, 条款: 第二十条, 类别: 地方性法规}]
  备案号: 浙编办备〔2018〕12号
"""

_LICENCE = "行政许可"
_ABOLISHED = "取消"


@rule(
    severity=Severity.ERROR,
    title="地方补充的事项缺依据或备案",
    message="省目录以外自行补充的事项{problem}；{advice}",
    source="浙江省保障“最多跑一次”改革规定第四条；行政许可法第十五条",
    what="写了 地方补充 的事项要有依据，也要有备案号；其中的行政许可，依据里还要有地方性法规或省级政府规章。",
    why="市县可以在省目录之外补充事项，但要有依据、经过备案；许可更只能由地方性法规或省级政府规章设定。",
    fix="写明 地方补充.依据 和 备案号；没有依据的许可不得保留，报请取消。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at 依据 and 备案号 of a 地方补充, and at the rank of a licence's basis."""
    supplement = matter.value.get("地方补充")
    if not isinstance(supplement, dict) or matter.status == _ABOLISHED:
        return
    if not names_a_basis(supplement.get("依据")):
        yield Hit.at(
            ("地方补充", "依据"), problem="没有写依据", advice="请写明本地的法规、规章或文件，找不到依据的报请取消"
        )
    elif matter.type == _LICENCE and not _rests_on_local_law(matter, supplement):
        yield Hit.at(
            ("地方补充", "依据"),
            problem="是行政许可，依据里却没有地方性法规或省级政府规章",
            advice="请补上设定这项许可的法规规章，没有的不得作为行政许可",
        )
    if not is_said(supplement.get("备案号")):
        yield Hit.at(("地方补充", "备案号"), problem="没有写备案号", advice="请补上省里的备案号，没有备案的先报备")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _rests_on_local_law(matter: Matter, supplement: Mapping[str, Any]) -> bool:
    """Whether some basis is local law, or may be: its rank is not stated and cannot be told from its name."""
    bases = [*_listed(supplement.get("依据")), *_listed(matter.value.get("适用依据"))]
    return any(is_local_law(one) is not False for item in bases for one in parse(item))
