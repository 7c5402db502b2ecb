"""A document that a government body has issued is still demanded of the applicant."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import Material, alternatives, asked_for, is_only_shown, must_be_handed_in
from catalog_tool.domain.identity import identity_search
from catalog_tool.domain.issuers import issuers_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
申请材料:
  - 名称: 营业执照  # <- government-held-material
    类别: 证照
    介质: 电子
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 工商行政管理部门
  - 名称: 环评批复  # <- government-held-material
    类别: 批文
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    出具单位: 省环境保护厅
"""

GOOD = """
情形:
  - {编号: 地域, 问题: 在哪里登记的, 选项: [省内, 省外]}
申请材料:
  - 名称: 结婚证
    类别: 证照
    介质: 纸质
    形式: 原件
    份数: {原件: 1}
    原件处理: 核验退还
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 民政部门
    免提交: 数据共享
    免提交范围: [{地域: 省内}]
    未共享原因: 省外数据
    依据: [《中华人民共和国户口登记条例》第十三条]
    受理标准: 双方姓名与身份证一致
  - 名称: 居民身份证
    类别: 证照
    介质: 纸质或电子
    形式: 原件
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 公安机关
    原件处理: 核验退还
    依据: [《中华人民共和国居民身份证法》第十四条]
    受理标准: 在有效期内，人证一致
"""

_KINDS = ("证照", "批文", "证明")
_TAKEN_BACK = "收回"


@rule(
    severity=Severity.WARNING,
    title="部门掌握的材料还要申请人交",
    message="“{name}”是{issuer}出的，{where}仍要申请人提交；"
    "请改为数据共享、部门核验等（写 免提交），取不到的写明 未共享原因",
    source="省“最多跑一次”改革辅导报告（2017 年 8 月）：凡是政府机关产生的证书、批文、证明都不用带",
    what="类别是 证照、批文、证明，由政府部门出具，又必须提交的材料。写了 未共享原因 的、原件要收回的、非必要的、"
    "同一 任选组 里另有一份不必交的，都不算；免提交 只限一部分情形的，其余情形仍算。"
    "居民身份证等身份证件由本人出示、当场退还的不算。",
    why="申请人只需提供个人材料，政府部门已有的由数据共享提供；让群众在部门之间传递证照，就是多跑的根源。",
    fix="写 免提交: 数据共享（或 电子证照、部门核验），只能共享一部分的再写 免提交范围；"
    "暂时取不到的写 未共享原因，如 省外数据、国家系统未开放。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at each document of another body that nothing excuses."""
    for index, material in asked_for(matter):
        if material.get("类别") not in _KINDS or material.get("未共享原因"):
            continue
        if material.get("免提交") and not material.get("免提交范围"):
            continue
        if material.get("原件处理") == _TAKEN_BACK or not _is_held(matter, material, context):
            continue
        yield Hit.at(
            ("申请材料", index, "名称"),
            name=material.get("名称", ""),
            issuer=text_of(material.get("出具单位")).strip() or "政府部门",
            where="在免提交范围以外" if material.get("免提交") else "",
        )


def _is_held(matter: Matter, material: Material, context: Context) -> bool:
    """Whether a government body has it, and no way leads round handing it in."""
    issuers = context.once(issuers_of)
    if not issuers.is_government(material) or not must_be_handed_in(matter, material):
        return False
    if is_only_shown(material) and context.once(identity_search)(text_of(material.get("名称"))):
        return False
    return all(issuers.is_government(other) for other in alternatives(matter, material))
