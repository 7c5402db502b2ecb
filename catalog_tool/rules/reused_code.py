"""The code of an abolished matter serves another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog_tool.context import Context
from catalog_tool.domain.names import fold
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import Fact, PlacedFact, rule

BAD = """
基本编码: "330100201000"
状态: 取消
取消日期: 2018-08-10
---
基本编码: "330100201000"  # <- reused-code
主项名称: 城市道路占用许可
子项名称: 城市道路占用许可
"""

GOOD = """
基本编码: "330100201000"
孙项名称: 新办
业务办理项编码: "11330225003012349P433010020100001"
---
基本编码: "330100201000"
孙项名称: 临时许可
业务办理项编码: "11330225003012349P433010020100002"
状态: 取消
取消日期: 2018-08-10
"""

_ABOLISHED = "取消"


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """Whether it is abolished, code, name, and what tells handling items apart."""
    if matter.code:
        abolished = matter.value.get("状态") == _ABOLISHED
        own = [matter.detail_name, matter.handling_code, matter.body_name]
        yield Fact(("基本编码",), [abolished, matter.code, matter.title, own])


@rule(
    severity=Severity.ERROR,
    title="沿用了已取消事项的编码",
    message="{code} 是已取消的“{abolished}”的编码，不能再给“{name}”用；请另编新码，恢复原事项的把原来那一行改回在用",
    source="DB37/T 2561-2014 等地方编码标准的维护规则：事项取消后编码停用，不再分配",
    what="在用或暂停的事项，基本编码不能是本目录里另一个已取消事项的。名称相同、只是其中一个办理项或一个实施主体取消了的，不算。",
    why="历年办件靠编码归档；旧码给了新事项，两件事的办件就混在一起，再也分不开。",
    fix="给新事项编新码。原事项确要恢复的，把取消的那一行改回 在用 并提高版本，不要另写一行。",
    gathers=facts,
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """Hold each matter in force against the abolished ones of its code."""
    abolished: dict[str, list[PlacedFact]] = defaultdict(list)
    for fact in facts:
        if fact.data[0]:
            abolished[fact.data[1]].append(fact)
    if not abolished:
        return
    for fact in facts:
        is_abolished, code, name, own = fact.data
        if is_abolished or code not in abolished:
            continue
        # One item of a living matter may go, and so may a body: then the name is the same and the item another.
        for other in abolished[code]:
            if fold(other.data[2]) != fold(name) or other.data[3] == own:
                yield Hit.on(fact.anchor, [other.anchor], code=code, abolished=other.data[2], name=name)
                break
