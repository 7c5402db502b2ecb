"""A flow that does not say where it begins or how it ends, or that leads back to a step that is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from catalog_tool.context import Context
from catalog_tool.domain.chain import duties_of
from catalog_tool.domain.duration import FLOWS
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import MAIN_WITH_SUBS, Matter, text_of
from catalog_tool.rules import rule

BAD = """
办事流程:  # <- flow-without-ends
  - {环节: 受理, 说明: 综合窗口当场受理}
  - {环节: 审查, 说明: 审查质量安全措施}
  - {环节: 决定, 说明: 准予的签发许可证}
业务流程:
  - {环节: 受理, 说明: 核对申报要件}
  - 环节: 审查
    说明: 审查质量安全措施
    退回至: 预审  # <- flow-without-ends
    审查标准: 质量安全措施经总监理工程师签字
  - {环节: 决定, 说明: 签发施工许可证, 审查标准: 审查意见明确}
"""

GOOD = """
办件类型: 承诺件
办事流程:
  - {环节: 网上申报, 说明: 通过投资项目在线审批监管平台申报}
  - {环节: 受理, 说明: 综合窗口当场受理}
  - {环节: 审查, 说明: 审查质量安全措施}
  - {环节: 决定, 说明: 准予的签发许可证}
  - {环节: 制证发证, 说明: 窗口领取或者快递送达}
业务流程:
  - {环节: 受理, 说明: 核对申报要件, 审查标准: 逐项对照受理标准}
  - {环节: 审查, 说明: 审查质量安全措施, 退回至: 受理, 审查标准: 质量安全措施经总监理工程师签字}
  - {环节: 决定, 说明: 签发施工许可证, 退回至: 申请人, 审查标准: 审查意见明确}
---
基本编码: "330100202000"
主项名称: 企业登记档案查询
子项名称: 企业登记档案查询
办件类型: 即办件
办理时限: {法定: {数值: null, 说明: 无法定时限}, 承诺: {数值: 0}}
办事流程: [{环节: 查询, 说明: 在自助机上查询并打印}]
业务流程: [{环节: 查询, 说明: 核对身份后查询, 审查标准: 人证一致}]
"""

START, END = "flow-start", "flow-end"
_AT_ONCE = "即办件"
_CANCELLED = "取消"
_APPLICANT = re.compile("申请人|申办人|当事人|申请单位|申报单位")


@rule(
    severity=Severity.WARNING,
    title="流程有头无尾",
    message="{problem}；{advice}",
    source="GB/T 1526：流程图要有开始和结束，每条线都有去处",
    what="办事流程要有起点（申请、申报、收件……）和终点（送达、发证、办结、领取……）；"
    "环节写了 退回至 的，要写流程里一个环节的全名（或申请人、审批链里的职责）。"
    "即办件当场办完，不在此列；业务流程可以只写本级的一段，不要求有头尾。",
    why="没有起点，申请人不知道从哪里办起；没有终点，不知道怎样拿到结果；退回到没有的环节，图上的线就断了。",
    fix="补上申请和送达的环节，说明怎样提出、怎样领取；退回至 写流程里已有环节的名称。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look for both ends of 办事流程 and for the target of each step sent back."""
    if matter.case_type == _AT_ONCE or matter.status == _CANCELLED:
        return
    words = context.once(_searchers)
    if words is not None and isinstance(matter.value.get("办事流程"), list):
        starts, ends = words
        begun = ended = False
        for _, step in matter.steps("办事流程"):
            name = step.get("环节")
            if type(name) is str:
                begun = begun or starts(name)
                ended = ended or ends(name)
        if not (begun and ended):
            yield from _ends(matter, begun=begun, ended=ended)
    for flow in FLOWS:
        for index, step in matter.steps(flow):
            if "退回至" in step:
                yield from _target(matter, flow, index, text_of(step["退回至"]).strip())


def _ends(matter: Matter, *, begun: bool, ended: bool) -> Iterator[Hit]:
    # A main item that only heads its subs is never handled itself.
    if not matter.value["办事流程"] and matter.code.endswith(MAIN_WITH_SUBS):
        return
    if not begun and not ended:
        problem, advice = "办事流程里没有申请的环节，也没有送达的环节", "请写明从哪里提出申请、怎样拿到结果"
    elif not begun:
        problem, advice = "办事流程里没有申请的环节", "请写明申请人从哪里、怎样提出申请"
    else:
        problem, advice = "办事流程里没有送达的环节", "请写明结果怎样送达或者到哪里领取"
    yield Hit.at(("办事流程",), at_key=True, problem=problem, advice=advice)


def _target(matter: Matter, flow: str, index: int, target: str) -> Iterator[Hit]:
    """Sent back to the applicant, to a step of either flow or to a duty of the chain: all of these are there."""
    if not target or _APPLICANT.search(target):
        return
    for each in FLOWS:
        for _, step in matter.steps(each):
            if target == text_of(step.get("环节")).strip():
                return
    if any(target in duties_of(link) for _, link in matter.chain):
        return
    problem = f"{flow}第 {index + 1} 个环节写着退回至“{target}”，流程里没有这个环节"
    names = "、".join(text_of(step.get("环节")) for _, step in matter.steps(flow))
    yield Hit.at((flow, index, "退回至"), problem=problem, advice=f"请改成已有的环节（{names}）之一，或补上这个环节")


def _searchers(context: Context) -> tuple[Callable[[str], bool], Callable[[str], bool]] | None:
    """Whether a step's name is a beginning, and an end; None without the word lists."""
    words = context.lexicon.words
    if START not in words or END not in words:
        return None
    return _searcher(words[START]), _searcher(words[END])


def _searcher(words: tuple[str, ...]) -> Callable[[str], bool]:
    pattern = re.compile("|".join(f"(?:{word})" for word in words))
    known: dict[str, bool] = {}

    def found(name: str) -> bool:
        # The names of steps recur from matter to matter.
        answer = known.get(name)
        if answer is None:
            answer = pattern.search(name) is not None
            if len(known) < 4096:
                known[name] = answer
        return answer

    return found
