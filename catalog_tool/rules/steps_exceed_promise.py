"""The steps that the clock runs in take longer than what was promised.

Each situation is looked at by itself, since steps and promises may hold in some only.
A special procedure may run beside the steps: it is an error only where it is too long
by itself, and is told as a hint where it is so after the steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.answers import Answers, holds, possible_answers
from catalog_tool.domain.chain import counted_limits, own_links
from catalog_tool.domain.duration import FLOWS, Part, added, compare_total, counted_parts, spoken
from catalog_tool.domain.limits import Limit, Order, compare, limit_of
from catalog_tool.domain.situations import Conditions, conditions, questions_by_option
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Matter, Path, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
业务流程:
  - {环节: 受理, 说明: 当场受理, 时限: {数值: 0}}
  - {环节: 审查, 说明: 审查措施, 时限: {数值: 3, 单位: 工作日}, 审查标准: 措施由总监理工程师签字, 并行组: 联审}
  - {环节: 消防审查, 说明: 审查消防, 时限: {数值: 5, 单位: 工作日}, 审查标准: 消防设计合格, 并行组: 联审}
  - {环节: 决定, 说明: 签发, 时限: {数值: 1, 单位: 工作日}, 审查标准: 审查意见明确}
办理时限:
  法定: {数值: 15, 单位: 工作日, 依据: [《中华人民共和国建筑法》第八条]}
  承诺: {数值: 5, 单位: 工作日}  # <- steps-exceed-promise
---
基本编码: "330100202000"
主项名称: 存量房转移登记
子项名称: 存量房转移登记
情形: [{编号: 房屋, 问题: 房屋是哪一种, 选项: [住宅, 商铺]}]
业务流程:
  - {环节: 审查, 说明: 查验房屋, 时限: {数值: 2, 单位: 工作日}, 审查标准: 权属清楚}
  - {环节: 现场查验, 说明: 查验商铺, 时限: {数值: 3, 单位: 工作日}, 审查标准: 与图纸一致, 适用情形: [商铺]}
办理时限:
  法定: {数值: 15, 单位: 工作日, 依据: [《不动产登记暂行条例》第二十条]}
  承诺: {数值: 5, 单位: 工作日}
  分情形:
    - {适用情形: [住宅], 承诺: {数值: 60, 单位: 分钟}}  # <- steps-exceed-promise
---
基本编码: "330100203000"
主项名称: 典当行设立初审
子项名称: 典当行设立初审
审批链:
  - {层级: 县级, 部门: 象山县金融办, 职责: [受理, 初审], 时限: {数值: 3, 单位: 工作日}}  # <- steps-exceed-promise
  - {层级: 省级, 部门: 省金融办, 职责: [决定], 时限: {数值: 4, 单位: 工作日}}
业务流程:
  - {环节: 初审, 说明: 核对资本来源, 时限: {数值: 5, 单位: 工作日}, 审查标准: 资本为实缴}
"""

GOOD = """
情形: [{编号: 人防, 问题: 是否须建防空地下室, 选项: [须建, 不建]}]
业务流程:
  - {环节: 申请, 说明: 接收在线申报, 时限: {数值: 1, 单位: 工作日}}
  - {环节: 受理, 说明: 当场受理, 时限: {数值: 0}, 审查标准: 材料齐全}
  - {环节: 审查, 说明: 审查措施, 时限: {数值: 3, 单位: 工作日}, 审查标准: 已签字, 并行组: 联审, 适用情形: [不建]}
  - {环节: 人防审查, 说明: 审查设计, 时限: {数值: 4, 单位: 工作日}, 审查标准: 合格, 并行组: 联审, 适用情形: [须建]}
  - {环节: 决定, 说明: 签发许可证, 时限: {数值: 1, 单位: 工作日}, 审查标准: 审查意见明确}
  - {环节: 送达, 说明: 出件窗口发放, 时限: {数值: 10, 单位: 工作日}}
办理时限:
  法定: {数值: 15, 单位: 工作日, 依据: [《中华人民共和国建筑法》第八条]}
  承诺: {数值: 5, 单位: 工作日}
"""

_CANCELLED = "取消"
_AT_ONCE = "即办件"
_OF_HOURS = ("分钟", "小时")
_MOST_WALKED = 100_000
"""Steps times situations beyond which a matter is no longer looked at: no real one comes near."""
_MOST_SHOWN = 8
_ADVICE = "请压缩环节时限或改承诺；不占办理时间的环节写明 计入时限: 否"
_LINK_ADVICE = "请压缩环节时限，或与上下级商定后改审批链上本级的时限"
_BESIDE_ADVICE = "能同时进行的不必改；要先后进行的，请压缩时限或改承诺"

Steps = Sequence[tuple[int, Mapping[str, Any]]]


@rule(
    severity=Severity.ERROR,
    title="环节时限合计超过承诺",
    message="{steps} {total}，{how}{limit}；{advice}",
    source="温州办事指南核查规则第 13 条：各环节时限之和不得超过承诺时限",
    what="把计入时限的环节加起来（申请、补正、送达不计，写了 计入时限 的照写；"
    "同一并行组只算最长的，征求意见按答复最慢的部门算），"
    "各情形分开，与那种情形的承诺比；有审批链的，业务流程只与本级那一环的时限比。"
    "单位不同或者加上特别程序才超出的，能同时进行就不超，只作提示。",
    why="承诺写得短、流程走得长，到期必然办不完，承诺成了空话。",
    fix="压缩环节时限、把环节改为并行，或者把承诺改成办得到的天数。",
    kinds=(Kind.MATTER, Kind.ONE_THING),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Add up the steps of both flows in every situation, unless all there is fits anyway."""
    value = document.value
    limits = value.get("办理时限")
    if type(limits) is not dict or _all_fit(value, limits):
        return
    matter = Matter(value)
    if matter.status != _CANCELLED:
        yield from _Course(matter, context, at_once_is_judged=document.kind is Kind.MATTER).hits()


def _all_fit(value: Mapping[str, Any], limits: Mapping[str, Any]) -> bool:
    """Whether everything that says how long it takes, counted or not, fits into the one promise."""
    promise = limits.get("承诺")
    if type(promise) is not dict or "分情形" in limits or "审批链" in value:
        return False
    unit, number = promise.get("单位"), promise.get("数值")
    if type(number) is not int:
        return number is None
    procedures = _sum(value.get("特别程序"), unit) if "特别程序" in value else 0
    return (
        procedures >= 0
        and 0 <= _sum(value.get("业务流程"), unit) <= number - procedures
        and 0 <= _sum(value.get("办事流程"), unit) <= number - procedures
    )


def _sum(items: object, unit: object) -> int:
    """All 时限 of a list, -1 where one has another unit or somebody else is waited for."""
    total = 0
    if type(items) is list:
        for item in items:
            if type(item) is not dict:
                continue
            if "时限" in item:
                limit = item["时限"]
                number = limit.get("数值") if type(limit) is dict else 0
                if number:
                    if type(number) is not int or limit.get("单位") != unit:
                        return -1
                    total += number
            if "征求意见部门" in item:
                return -1
    return total


@dataclass(frozen=True, slots=True)
class _Excess:
    """A limit that is exceeded, by what, in which situation; `how` says how surely."""

    path: Path
    limit: str
    what: str
    parts: tuple[Part, ...]
    total: tuple[Limit, ...]
    given: Answers
    certain: bool
    how: str
    advice: str

    @property
    def order(self) -> tuple[bool, float, int]:
        """The worst first, and of equals that which needs the fewest answers."""
        return (not self.certain, -sum(term.plain.calendar_days[0] for term in self.total), len(self.given))

    def hit(self) -> Hit:
        when = f"在“{'、'.join(sorted(self.given))}”时" if self.given else ""
        spelled = "、".join(f"{part.name or '未命名的环节'} {part.limit.text}" for part in self.parts[:_MOST_SHOWN])
        if len(self.parts) > _MOST_SHOWN:
            spelled += f"等 {len(self.parts)} 个"
        return Hit.at(
            self.path,
            severity=Severity.ERROR if self.certain else Severity.INFO,
            steps=f"{self.what}（{spelled}）{when}共",
            total=spoken(self.total),
            how=self.how,
            limit=self.limit,
            advice=self.advice,
        )


class _Course:
    """One matter's flows, special procedures and promises, in each situation."""

    def __init__(self, matter: Matter, context: Context, *, at_once_is_judged: bool) -> None:
        self.matter = matter
        options = questions_by_option(matter)
        self.flows: dict[str, Steps] = {flow: matter.steps(flow) for flow in FLOWS}
        self.procedures = [
            item for _, item in matter.listed("特别程序") if item.get("计入时限") == "是" and limit_of(item.get("时限"))
        ]
        self.promise = limit_of(matter.limits.get("承诺"))
        self.cases = [
            (index, conditions(case.get("适用情形"), options), limit_of(case.get("承诺")))
            for index, case in mappings_of(matter.limits.get("分情形"))
        ]
        walked = [*(step for steps in self.flows.values() for _, step in steps), *self.procedures]
        self.when: dict[int, Conditions] = {
            id(item): conditions(item["适用情形"], options) for item in walked if "适用情形" in item
        }
        relevant = [*(found for _, found, _ in self.cases), *self.when.values()]
        possible = possible_answers(matter.get("情形"), options, relevant) or []
        self.possible = possible if len(possible) * len(walked) <= _MOST_WALKED else []
        self.own = own_links(matter, context) if "审批链" in matter.value else []
        # 即办件 with steps of days and 承诺件 of no time are instant-conflict's to tell.
        promises = [limit for limit in (self.promise, *(limit for _, _, limit in self.cases)) if limit is not None]
        told = matter.case_type == _AT_ONCE or not any(limit.number for limit in promises)
        self.told_elsewhere = at_once_is_judged and told and all(limit.is_instant for limit in promises)

    def hits(self) -> Iterator[Hit]:
        """The worst excess of each flow over each promise, in order of place."""
        worst: dict[tuple[Path, str], _Excess] = {}
        for given in self.possible:
            for excess in self._excesses(given):
                known = worst.get((excess.path, excess.what))
                if known is None or excess.order < known.order:
                    worst[excess.path, excess.what] = excess
        for excess in worst.values():
            if not (self.told_elsewhere and any(term.unit not in _OF_HOURS for term in excess.total)):
                yield excess.hit()

    def _excesses(self, given: Answers) -> Iterator[_Excess]:
        def applies(item: Mapping[str, Any]) -> bool:
            return holds(self.when.get(id(item)), given)

        promised = self._promise(given)
        procedures = [item for item in self.procedures if applies(item)]
        for flow in FLOWS:
            parts = tuple(counted_parts(self.flows[flow], applies))
            if not parts:
                continue
            link = self._link() if flow == "业务流程" else None
            if link is not None:
                path, limit = link
                yield from _steps(parts, path, limit, flow, given, _LINK_ADVICE, "审批链给本级的")
            elif promised is not None:
                path, limit = promised
                found = [*_steps(parts, path, limit, flow, given, _ADVICE, "承诺的")]
                yield from found or ([] if self.own else _beside(parts, procedures, path, limit, flow, given))
        if promised is not None:
            yield from _procedures(procedures, *promised, given)

    def _promise(self, given: Answers) -> tuple[Path, Limit] | None:
        """What is promised in a situation: by the cases that hold, the longest of them; else for all."""
        best: tuple[Path, Limit] | None = None
        for index, found, limit in self.cases:
            if limit is not None and holds(found, given) and (best is None or compare(best[1], limit) is Order.SHORTER):
                best = ("办理时限", "分情形", index, "承诺", "数值"), limit
        if best is None and self.promise is not None:
            best = ("办理时限", "承诺", "数值"), self.promise
        return best

    def _link(self) -> tuple[Path, Limit] | None:
        """The time that the chain leaves this level, where it says so in one unit."""
        found = counted_limits(self.own)
        total = added(limit for _, limit in found or ())
        return (("审批链", found[0][0], "时限", "数值"), total[0]) if found and len(total) == 1 else None


def _steps(
    parts: tuple[Part, ...], path: Path, limit: Limit, flow: str, given: Answers, advice: str, whose: str
) -> Iterator[_Excess]:
    """What the steps alone exceed."""
    total = added(part.limit for part in parts)
    order = compare_total(total, limit)
    if order in (Order.LONGER, Order.MAYBE_LONGER):
        certain = order is Order.LONGER
        how = "长于" if certain else "按有的折算会长于"
        what = f"{flow}计入时限的环节"
        yield _Excess(path, f"{whose} {limit.text}", what, parts, total, given, certain, how, advice)


def _procedure_part(item: Mapping[str, Any]) -> Part | None:
    limit = limit_of(item.get("时限"))
    return Part(text_of(item.get("名称")), limit, text_of(item.get("承担单位")).strip()) if limit else None


def _beside(
    parts: tuple[Part, ...],
    procedures: Sequence[Mapping[str, Any]],
    path: Path,
    limit: Limit,
    flow: str,
    given: Answers,
) -> Iterator[_Excess]:
    """What the steps exceed together with the special procedures, if these come after them.

    What the office of a step undertakes itself is part of that step.
    """
    offices = [part.office for part in parts if part.office]
    beside = [
        part
        for part in map(_procedure_part, procedures)
        if part is not None and part.limit.number and not any(part.office.endswith(office) for office in offices)
    ]
    every = (*parts, *beside)
    total = added(part.limit for part in every)
    if beside and compare_total(total, limit) is Order.LONGER:
        what = f"{flow}计入时限的环节和特别程序"
        how = "一个接一个地办就会长于"
        yield _Excess(path, f"承诺的 {limit.text}", what, every, total, given, False, how, _BESIDE_ADVICE)


def _procedures(procedures: Sequence[Mapping[str, Any]], path: Path, limit: Limit, given: Answers) -> Iterator[_Excess]:
    """The special procedures that are longer by themselves than all that was promised."""
    for part in map(_procedure_part, procedures):
        if part is not None and compare(part.limit, limit) is Order.LONGER:
            what, total = "计入时限的特别程序", (part.limit,)
            yield _Excess(path, f"承诺的 {limit.text}", what, (part,), total, given, True, "长于", _ADVICE)
