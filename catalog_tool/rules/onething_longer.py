"""A 一件事 that promises more time than its members need one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.answers import holds, possible_answers
from catalog_tool.domain.duration import added, spoken
from catalog_tool.domain.limits import Limit, Order, compare, limit_of
from catalog_tool.domain.onething import Chain, essentials, longest_chain
from catalog_tool.domain.situations import conditions, questions_by_option
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Matter, Path, mapping_of, mappings_of, text_of, texts_of
from catalog_tool.rules import Fact, PlacedFact, Surroundings, rule

BAD = """
基本编码: "330101001000"
主项名称: 企业设立登记
子项名称: 企业设立登记
办理时限: {法定: {数值: 15, 单位: 工作日}, 承诺: {数值: 1, 单位: 工作日}}
---
基本编码: "331400512000"
主项名称: 发票领用
子项名称: 发票领用
办理时限: {法定: {数值: 15, 单位: 工作日}, 承诺: {数值: 1, 单位: 工作日}}
---
类别: 一件事
名称: 开办企业
办理时限:
  承诺: {数值: 5, 单位: 工作日}  # <- onething-longer
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "331400512000", 层级: 县级, 部门: 国家税务总局象山县税务局, 前置: ["330101001000"]}
  - {名称: 银行开户, 办理单位: 自选的银行, 性质: 金融机构, 前置: ["330101001000"]}
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
名称: 开办企业
情形: [{编号: 行业, 问题: 从事什么行业, 选项: [一般行业, 药品零售]}]
申请表: {表单名称: 企业开办一表申请, 替代: ["330101001000", "330101203000"]}
办理时限:
  承诺: {数值: 7, 单位: 工作日}
  分情形:
    - {适用情形: [药品零售], 承诺: {数值: 14, 单位: 工作日}}
  起止: 从受理到领取许可证
事项:
  - {基本编码: "330101001000", 层级: 县级, 部门: 象山县市场监督管理局}
  - {基本编码: "330101203000", 层级: 县级, 部门: 象山县卫生和计划生育局, 前置: ["330101001000"], 适用情形: [药品零售]}
"""

_ABOLISHED = "取消"
_MOST_NAMES = 6


def facts(document: Document, context: Context) -> Iterator[Fact]:
    """Of a matter [code, levels, its promises as [number, unit]]; of a one-thing its members and its promises."""
    value = document.value
    limits = mapping_of(value.get("办理时限"))
    if document.kind is Kind.ONE_THING:
        counted = [each for _, each in mappings_of(value.get("特别程序")) if each.get("计入时限") != "否"]
        procedures = [_plain(limit_of(each.get("时限"))) for each in counted]
        thing = {**essentials(value), "特别程序": procedures, "起止": text_of(limits.get("起止"))}
        yield Fact(("事项",), thing)
        yield from _promise(("办理时限", "承诺", "数值"), limits.get("承诺"), None)
        for index, case in mappings_of(limits.get("分情形")):
            when = case.get("适用情形")
            yield from _promise(("办理时限", "分情形", index, "承诺", "数值"), case.get("承诺"), when or [])
        return
    code = value.get("基本编码")
    if type(code) is str and code and value.get("状态") != _ABOLISHED:
        cases = [case.get("承诺") for _, case in mappings_of(limits.get("分情形"))]
        known = [limit for promise in (limits.get("承诺"), *cases) if (limit := limit_of(promise)) is not None]
        yield Fact(("基本编码",), [code, texts_of(value.get("行使层级")), [_plain(limit) for limit in known]])


def _promise(path: Path, promise: object, when: object) -> Iterator[Fact]:
    if (limit := limit_of(promise)) is not None:
        yield Fact(path, {"承诺": _plain(limit), "适用情形": when})


def _plain(limit: Limit | None) -> list[Any]:
    return [] if limit is None else [limit.number, limit.unit]


@rule(
    severity=Severity.ERROR,
    title="一件事的承诺比一项接一项办还长",
    message="“{thing}”承诺 {promised}，有的申请人照先后次序一项项办，最长的一路（{way}）也只要 {total}；"
    "请把承诺压到 {total} 以内，确要更久的情形写进 分情形",
    source="象山县 2018 年实施意见：企业开办 5 个工作日内完成；桐庐县一窗一次、最多三天",
    what="按成员的 前置 排出先后，没有先后的同时办，逐个情形算出最长的一路要多久，同这个情形的承诺比。"
    "只有一个承诺而各情形快慢不同的，承诺等于其中某个情形的，不报。公用企业、金融机构等没有编码的成员排在最后的不计时；"
    "有成员查不到承诺、单位不同说不准的，不报。",
    why="联办是为了更快；承诺比分头去办还长，群众不如自己一家家跑。",
    fix="把一件事的承诺改到最长一路以内，各情形快慢不同的用 分情形 分开承诺；成员的承诺或 前置 写错的，改成员。",
    gathers=facts,
    kinds=(Kind.MATTER, Kind.ONE_THING),
    wide=True,
)
def judge(facts: Sequence[PlacedFact], context: Context, around: Surroundings) -> Iterator[Hit]:
    """Compare each promise of a one-thing with the longest chain under every answer it holds for."""
    own: dict[str, list[PlacedFact]] = defaultdict(list)
    things: dict[tuple[str, int], PlacedFact] = {}
    promises: dict[tuple[str, int], list[PlacedFact]] = defaultdict(list)
    for fact in facts:
        where = (fact.anchor.file, fact.anchor.document)
        if isinstance(fact.data, list):
            own[fact.data[0]].append(fact)
        elif "事项" in fact.data:
            things[where] = fact
        else:
            promises[where].append(fact)
    for where, thing in things.items():
        if promises[where]:
            members = {
                code: _rows(code, member.get("层级"), own, around)
                for member in thing.data["事项"]
                if (code := text_of(member.get("基本编码")))
            }
            yield from _look(thing.data, promises[where], members)


Rows = Mapping[str, Sequence[PlacedFact]]


def _rows(code: str, level: object, own: Rows, around: Surroundings) -> Sequence[PlacedFact]:
    """The rows of a member: this catalog's, else those at its level around it."""
    if code in own:
        return own[code]
    others = (fact for fact in around.others() if isinstance(fact.data, list) and fact.data[0] == code)
    return [fact for fact in others if level in fact.data[1]]


def _limits(rows: Rows) -> dict[str, Limit]:
    """The longest promise of each member all of whose rows promise something."""
    found: dict[str, Limit] = {}
    for code, facts_of_code in rows.items():
        limits = [[Limit(number, unit) for number, unit in fact.data[2]] for fact in facts_of_code]
        if limits and all(limits):
            every = (limit for row in limits for limit in row)
            found[code] = max(every, key=lambda limit: limit.plain.calendar_days)
    return found


def _look(thing: Mapping[str, Any], promises: Sequence[PlacedFact], rows: Rows) -> Iterator[Hit]:
    limits = _limits(rows)
    for at, ways in _situations(thing, promises).items():
        chains = [_chain([thing["事项"][each] for each in handled], thing, limits) for handled in sorted(ways)]
        promised = Limit(*promises[at].data["承诺"])
        known = [chain for chain in chains if chain is not None]
        longer = [chain for chain in known if _is_longer(promised, chain)]
        if not longer or len(known) < len(chains):
            continue
        if all(chain in longer or _is_shorter(promised, chain) for chain in known):
            # Who chooses nothing besides is wronged most.
            shortest = min(longer, key=lambda chain: chain.most_days)
            yield Hit.on(
                promises[at].anchor,
                thing=thing["名称"],
                promised=promised.text,
                way=_spelled(shortest, rows),
                total=spoken(shortest.limits),
            )


def _situations(thing: Mapping[str, Any], promises: Sequence[PlacedFact]) -> dict[int, set[tuple[int, ...]]]:
    """For each promise, by its position, the members that are handled when it is the one that holds."""
    options = questions_by_option(Matter(thing))
    when = [conditions(member.get("适用情形"), options) for member in thing["事项"]]
    cases = {
        at: conditions(fact.data["适用情形"], options)
        for at, fact in enumerate(promises)
        if fact.data["适用情形"] is not None
    }
    met: dict[int, set[tuple[int, ...]]] = defaultdict(set)
    for given in possible_answers(thing.get("情形"), options, [*when, *cases.values()]) or ():
        handled = tuple(at for at, found in enumerate(when) if holds(found, given))
        special = [at for at, found in cases.items() if holds(found, given)]
        for at in special or [at for at in range(len(promises)) if at not in cases]:
            met[at].add(handled)
    return met


def _chain(handled: Sequence[Mapping[str, Any]], thing: Mapping[str, Any], limits: Mapping[str, Limit]) -> Chain | None:
    """The longest chain of what is handled, with the joint procedures that the clock runs in; None if not known."""
    end = thing["起止"].rpartition("到")[2]
    if any(not member.get("基本编码") and _ends_with(end, text_of(member.get("名称"))) for member in handled):
        return None
    chain = longest_chain(handled, limits)
    if chain is None or not all(thing["特别程序"]):
        return None
    extra = [Limit(*procedure) for procedure in thing["特别程序"]]
    return Chain(added((*chain.limits, *extra)) or chain.limits, chain.members) if extra else chain


def _ends_with(end: str, name: str) -> bool:
    """Whether the clock runs until a member without a code is done: 到完成银行开户."""
    return any(name[at : at + 2] in end for at in range(len(name) - 1))


def _is_longer(promised: Limit, chain: Chain) -> bool:
    if len(chain.limits) == 1:
        return compare(promised, chain.limits[0]) is Order.LONGER
    return promised.plain.calendar_days[0] > chain.most_days


def _is_shorter(promised: Limit, chain: Chain) -> bool:
    return any(compare(promised, limit) is Order.SHORTER for limit in chain.limits)


def _spelled(chain: Chain, rows: Rows) -> str:
    names = []
    for member in chain.members[:_MOST_NAMES]:
        code = text_of(member.get("基本编码"))
        owner = rows[code][0].anchor.owner.matter if rows.get(code) else None
        names.append(owner[1] if owner and owner[1] else text_of(member.get("名称")) or code)
    return " → ".join(names) + ("……" if len(chain.members) > _MOST_NAMES else "")
