"""Power given by another body, and no paper that says who gave what, for what, until when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.domain.contacts import is_any_said, is_said
from catalog_tool.domain.names import fold
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, Path, mapping_of, text_of
from catalog_tool.rules import Fact, PlacedFact, Surroundings, rule

BAD = """
权力来源: 上级委托
权力来源依据: []  # <- unclaimed-delegation
权力来源机关: {名称: 宁波市住房和城乡建设委员会, 权限: [受理, 审查, 决定], 起: 2016-01-01}  # <- unclaimed-delegation
---
基本编码: "330100202000"
权力来源: 上级委托
权力来源依据: [{名称: 《行政许可委托书》, 文号: 甬建委〔2015〕8号, 类别: 委托书}]
权力来源机关:
  名称: 宁波市住房和城乡建设委员会
  权限: [受理, 审查, 决定]
  范围: 本县的工程
  起: 2016-01-01
  止: 2017-12-31  # <- unclaimed-delegation
"""

GOOD = """
权力来源: 上级委托
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P", 性质: 受委托组织}
权力来源依据: [{名称: 《行政许可委托书》, 文号: 甬建委〔2017〕8号, 类别: 委托书}]
权力来源机关:
  名称: 宁波市住房和城乡建设委员会
  层级: 市级
  权限: [受理, 审查, 决定]
  范围: 本县的工程
  起: 2018-01-01
  止: 2020-12-31
---
基本编码: "330100202000"
主项名称: 城市道路占用挖掘许可
子项名称: 城市道路占用挖掘许可
权力来源: 上级下放
权力来源依据: [浙政发〔2014〕1号]
权力来源机关: {名称: 宁波市综合行政执法局, 层级: 市级}
"""

_GIVEN = frozenset({"上级下放", "上级授权", "同级授权", "上级委托", "同级委托"})
_ENTRUSTED = frozenset({"上级委托", "同级委托"})
_PARTICULARS = ("权限", "范围", "起")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FAULT, _HELD = "fault", "held"


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """What a delegated matter lacks by itself; and who holds which code from whom, and how."""
    source = matter.power_source
    if source not in _GIVEN or matter.status == "取消":
        return
    giver = mapping_of(matter.value.get("权力来源机关"))
    for path, problem, advice in _faults(matter, source, giver, context.published):
        yield Fact(path, [_FAULT, problem, advice])
    if matter.code:
        yield Fact(("权力来源",), [_HELD, matter.code, matter.body_name, text_of(giver.get("名称")), source])


@rule(
    severity=Severity.WARNING,
    title="下放、授权、委托没有交代清楚",
    message="{problem}；{advice}",
    source="行政许可法第二十四条：委托须公告受委托机关和内容，受委托机关不得再委托；"
    "2017 年乐清市政协监督报告：事权下放不到位",
    what="权力来源 不是 法定本级行使 的，要有 权力来源依据 和 权力来源机关 的名称；"
    "委托行政许可的，还要写 权限、范围 和 起；止 不能早于目录的发布日期；受委托得来的权力不能再委托、下放或授权给别人"
    "（给出权力的机关是否也是受委托的，看本目录、上级目录和一起检查的目录）。给出权力的机关的清单里仍列着这一项，是对的。",
    why="没有依据的下放和委托，办出来的证件可能无效；委托不写范围和期限，过了期、出了界也没有人知道。",
    fix="补写下放、委托的文件和给出权力的机关，委托书里有的权限、范围、起止照抄；过期的去续签，续不了的从清单里去掉。",
    gathers=facts,
    wide=True,
)
def judge(facts: Sequence[PlacedFact], context: Context, around: Surroundings) -> Iterator[Hit]:
    """Say what each lacks; look for givers that hold the power by 委托 themselves."""
    received: dict[tuple[str, str], list[PlacedFact]] = defaultdict(list)
    for fact in facts:
        if fact.data[0] == _FAULT:
            _, problem, advice = fact.data
            yield Hit.on(fact.anchor, problem=problem, advice=advice)
        elif fact.data[3]:
            received[fact.data[1], fold(fact.data[3])].append(fact)
    if not received:
        return
    for holder in (*facts, *around.others()):
        if holder.data[0] != _HELD or not holder.data[2] or holder.data[4] not in _ENTRUSTED:
            continue
        for fact in received.pop((holder.data[1], fold(holder.data[2])), ()):
            # Who names itself as the giver hands on nothing.
            if fact is not holder and fold(fact.data[2]) != fold(holder.data[2]):
                _, _, body, giver, source = fact.data
                problem = f"“{giver}”自己也是受委托行使这项权力，又{source[2:]}给“{body}”"
                advice = "受委托的不能再转给别人，请改由原来的机关直接委托，或由该机关自己办"
                yield Hit.on(fact.anchor, [holder.anchor], problem=problem, advice=advice)


def _faults(matter: Matter, source: str, giver: Mapping[str, Any], published: str) -> Iterator[tuple[Path, str, str]]:
    if not names_a_basis(matter.value.get("权力来源依据")):
        problem = f"权力来源是{source}，却没有写权力来源依据"
        yield ("权力来源依据",), problem, "请写明下放、授权或委托的文件，没有文件的不能列入"
    if not is_said(giver.get("名称")):
        problem = f"权力来源是{source}，却没有写权力来源机关"
        yield ("权力来源机关",), problem, "请写明是哪个机关给的"
        return
    if source in _ENTRUSTED and matter.type == "行政许可":
        missing = [key for key in _PARTICULARS if not is_any_said(giver.get(key))]
        if missing:
            problem = f"{source}的行政许可没有写{'、'.join(missing)}"
            yield ("权力来源机关",), problem, "请照委托书写明委托的权限、范围和起始日期"
    until = giver.get("止")
    if isinstance(until, str) and _DAY.fullmatch(until) and _DAY.fullmatch(published) and until < published:
        problem = f"{source}到 {until} 为止，本目录 {published} 才发布，已经过期"
        yield ("权力来源机关", "止"), problem, "请续签后改写止期，不再续的从清单里去掉"
