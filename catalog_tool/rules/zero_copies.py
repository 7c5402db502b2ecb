"""A material wanted on paper, and nobody says how many copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import Material, asked_for, is_waived
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, mapping_of
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 施工图纸, 类别: 其他, 介质: 纸质, 形式: 原件, 必要性: 必要}  # <- zero-copies
  - 名称: 施工合同
    类别: 其他
    介质: 纸质
    形式: 复印件
    必要性: 必要
    份数: {原件: 0, 复印件: 0}  # <- zero-copies
"""

GOOD = """
申请材料:
  - 名称: 施工图纸
    类别: 其他
    介质: 纸质
    形式: 复印件
    份数: {原件: 0, 复印件: 2}
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 经审查合格
  - 名称: 用地批准手续
    类别: 批文
    介质: 纸质
    形式: 原件
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 国土资源部门
    免提交: 部门核验
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 用地单位与申请人一致
"""

_PAPER = "纸质"


@rule(
    severity=Severity.WARNING,
    title="纸质材料没有份数",
    message="“{name}”要交纸质的，{problem}；请写明原件、复印件各几份，不必交的写 免提交",
    source="江苏省办事指南编写规范：材料要写数量；实际清单中常见",
    what="介质是 纸质 的材料，份数 里原件和复印件至少有一个大于 0。免提交的除外；省目录没有写份数的不报。",
    why="不写几份，申请人只好多印几份带着，或者到了窗口再去复印。",
    fix="写 份数: {原件: 1} 或 {原件: 1, 复印件: 2}；只看一眼原件的写 {原件: 1} 并在 原件处理 写 核验退还。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at the copies of what is wanted on paper alone."""
    for index, material in asked_for(matter):
        if material.get("介质") != _PAPER:
            continue
        copies = mapping_of(material.get("份数"))
        if not _has_some(copies) and _is_due(matter, material, context):
            problem = "份数却写的是 0" if copies else "却没有写份数"
            yield Hit.at(("申请材料", index, "份数"), name=material.get("名称", ""), problem=problem)


def _is_due(matter: Matter, material: Material, context: Context) -> bool:
    if context.is_directory and "份数" not in material:
        return False
    return not is_waived(matter, material)


def _has_some(copies: Mapping[str, Any]) -> bool:
    # What is no number at all is told by the schema.
    for number in copies.values():  # noqa: SIM110 -- a generator costs three times as much here
        if not isinstance(number, int) or number > 0:
            return True
    return False
