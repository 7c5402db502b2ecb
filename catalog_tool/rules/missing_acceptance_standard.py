"""Nothing says what a material, or a review, is measured by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.contacts import is_any_said, says_anything
from catalog_tool.domain.handing_in import asked_for, is_waived
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 质量安全措施方案, 类别: 其他, 必要性: 必要}  # <- missing-acceptance-standard
业务流程:
  - {环节: 受理, 岗位: 综合窗口, 时限: {数值: 0}}
  - {环节: 质量安全措施审查, 岗位: 审批经办人, 时限: {数值: 3, 单位: 工作日}}  # <- missing-acceptance-standard
"""

GOOD = """
情形:
  - {编号: 获奖, 问题: 施工单位获过质量奖吗, 选项: [获过奖, 没有获过奖]}
申请材料:
  - 名称: 质量安全措施方案
    类别: 其他
    介质: 电子
    形式: 原件
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 由总监理工程师签字
  - 名称: 施工单位获奖证书
    类别: 证明
    介质: 电子
    形式: 复印件
    必要性: 非必要
    适用情形: [获过奖]
    容缺: 否
    来源渠道: 其他
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
业务流程:
  - {环节: 申请, 说明: 接收申报, 岗位: 综合窗口, 计入时限: 否}
  - {环节: 受理, 说明: 核对要件, 岗位: 综合窗口, 时限: {数值: 0}}
  - {环节: 审查, 说明: 审查措施, 岗位: 经办人, 时限: {数值: 3, 单位: 工作日}, 审查标准: 措施经总监理工程师签字}
  - {环节: 决定, 说明: 签发许可证, 岗位: 分管负责人, 时限: {数值: 1, 单位: 工作日}}
  - {环节: 送达, 说明: 窗口发放, 岗位: 综合窗口, 计入时限: 否}
"""

_FLOW = "业务流程"
_NEEDED = "必要"
_ABOLISHED = "取消"
_REVIEW = re.compile("审查|审核|初审|复审|会审|终审|联审|复核|评审|审批|审定|核查|核准|查验|勘验")
# What a step says besides its name; one that says nothing at all has a rule of its own.
_SAYS = ("说明", "部门", "办理处室", "岗位", "时限", "计入时限", "产出", "产出文书", "退回至", "并行组", "征求意见部门")


@rule(
    severity=Severity.WARNING,
    title="没有受理标准或审查标准",
    message="{what}“{name}”没有写{standard}；请写明{question}",
    source="杭州市 2018 年报告：收件标准和审批标准双统一；象山县实施意见：明确要素、受理标准",
    what="必要的申请材料要有 受理标准，业务流程里审查、审核一类的环节要有 审查标准。"
    "免提交的材料、只有名称的环节（另有规则）不在此列；省目录没有写的不报。",
    why="收不收、过不过没有写下来的尺度，换一个窗口、换一个人结果就不同。",
    fix="受理标准写到窗口能照着看，如 在有效期内，姓名与身份证一致；审查标准写审什么、到什么程度算合格。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at the necessary materials, then at the steps of review."""
    if context.is_directory:
        return
    for index, material in asked_for(matter):
        if (
            not is_any_said(material.get("受理标准"))
            and material.get("必要性") == _NEEDED
            and not (material.get("免提交") and is_waived(matter, material))
        ):
            yield Hit.at(
                ("申请材料", index, "受理标准"),
                what="材料",
                name=material.get("名称", ""),
                standard="受理标准",
                question="什么样的才收，如盖章、有效期、与哪份证件一致",
            )
    for index, step in matter.steps(_FLOW):
        if (
            not is_any_said(step.get("审查标准"))
            and _REVIEW.search(text_of(step.get("环节")))
            and _is_worth_asking(matter, step)
        ):
            yield Hit.at(
                (_FLOW, index, "审查标准"),
                what="审查环节",
                name=step.get("环节", ""),
                standard="审查标准",
                question="审什么、到什么程度算合格",
            )


def _is_worth_asking(matter: Matter, step: Mapping[str, Any]) -> bool:
    """Whether the step says anything yet, in a matter that is in force."""
    return matter.status != _ABOLISHED and any(says_anything(step.get(key)) for key in _SAYS)
