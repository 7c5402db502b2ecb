"""A material of which nobody says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import asked_for
from catalog_tool.domain.issuers import GOVERNMENT, INTERMEDIARY
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 质量安全措施方案, 类别: 其他, 必要性: 必要}  # <- missing-source
  - {名称: 建设工程规划许可证, 类别: 证照, 必要性: 必要, 来源渠道: 政府部门核发}  # <- missing-source
  - 名称: 企业净资产审计报告  # <- missing-source
    类别: 其他
    必要性: 必要
    来源渠道: 中介机构出具
"""

GOOD = """
申请材料:
  - 名称: 录取通知书
    类别: 证明
    介质: 纸质或电子
    形式: 原件
    份数: {原件: 1}
    原件处理: 核验退还
    必要性: 必要
    容缺: 否
    来源渠道: 其他
    依据: [《中华人民共和国户口登记条例》第十三条]
    受理标准: 姓名与身份证一致
"""

_FROM = {GOVERNMENT: "由政府部门核发，却没有写是哪个部门", INTERMEDIARY: "由中介机构出具，却没有写是哪类机构"}


@rule(
    severity=Severity.ERROR,
    title="材料没有写从哪里来",
    message="材料“{name}”{problem}；{advice}",
    source="江苏省“不见面审批”事项办事指南编写规范：须写明每份材料的来源",
    what="每份材料都要写 来源渠道；写 政府部门核发 或 中介机构出具 的，还要写 出具单位。"
    "省目录没有写 来源渠道 的不报，写了来源却没有出具单位的照报。",
    why="不知道是谁出的，申请人不知道去哪里办，也就无从核对能不能由部门之间共享、免去提交。",
    fix="自己写的填 申请人自备；部门发的填 政府部门核发 并写 出具单位（如 公安机关）；"
    "中介做的填 中介机构出具 并写哪类机构。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look for 来源渠道, and for 出具单位 where the channel needs one."""
    for index, material in asked_for(matter):
        channel = material.get("来源渠道")
        if not channel:
            if not context.is_directory:
                yield Hit.at(
                    ("申请材料", index, "来源渠道"),
                    name=material.get("名称", ""),
                    problem="没有写来源渠道",
                    advice="请写明是申请人自备、政府部门核发、中介机构出具还是其他",
                )
        elif channel in (GOVERNMENT, INTERMEDIARY) and not text_of(material.get("出具单位")).strip():
            yield Hit.at(
                ("申请材料", index, "出具单位"),
                name=material.get("名称", ""),
                problem=_FROM[channel],
                advice="请写明出具单位",
            )
