"""Nothing says which materials may come later, or a main one may."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import Material, asked_for, is_waived
from catalog_tool.domain.identity import identity_search
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
申请材料:  # <- undeclared-deferral
  - {名称: 质量安全措施方案, 类别: 其他, 必要性: 必要}
---
申请材料:
  - 名称: 施工许可申请表
    类别: 表格
    必要性: 必要
    容缺: {期限: {数值: 3, 单位: 工作日}}  # <- undeclared-deferral
  - 名称: 法定代表人身份证
    类别: 证照
    必要性: 必要
    容缺: {期限: {数值: 3, 单位: 工作日}}  # <- undeclared-deferral
"""

GOOD = """
申请材料:
  - 名称: 质量安全措施方案
    类别: 其他
    介质: 电子
    形式: 原件
    必要性: 必要
    容缺: {期限: {数值: 3, 单位: 工作日}}
    来源渠道: 申请人自备
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 由总监理工程师签字
"""

_MAIN = "main-material"


@rule(
    severity=Severity.ERROR,
    title="没有说清哪些材料可以容缺",
    message="{problem}；{advice}",
    source="《浙江省保障“最多跑一次”改革规定》第四条：办事指南须明确容缺受理申请材料的范围",
    what="有申请材料的事项，至少要有一份写了 容缺（不能容缺的写 否）；材料全部免提交的除外。"
    "申请表、身份证件是主要材料，不得写成可以容缺。指南由各地印发，省目录没有写的不报。",
    why="容缺的范围是指南的法定内容。不写，窗口就各行其是；连申请表、身份证件都容缺，等于没有申请就受理了。",
    fix="给每份材料写上 容缺：次要的写 {期限: {数值: 5, 单位: 工作日}}，其余写 否；申请表和身份证件一律写 否。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look for any 容缺, then for main materials that may come later."""
    materials = asked_for(matter)
    told = False
    for index, material in materials:
        deferral = material.get("容缺")
        if deferral:
            told = True
            if type(deferral) is dict and (hit := _deferred_main(index, material, context)):
                yield hit
    if (
        materials
        and not told
        and not context.is_directory
        and not all(is_waived(matter, each) for _, each in materials)
    ):
        yield Hit.at(
            ("申请材料",),
            at_key=True,
            problem=f"{len(materials)} 份申请材料都没有写能不能容缺",
            advice="请逐份写明 容缺：可以后补的写期限，不可以的写 否",
        )


def _deferred_main(index: int, material: Material, context: Context) -> Hit | None:
    name = text_of(material.get("名称"))
    if context.once(identity_search)(name):
        kind = "身份证件"
    elif context.once(_main_search)(name):
        kind = "申请表（书）"
    else:
        return None
    return Hit.at(
        ("申请材料", index, "容缺"),
        problem=f"“{name}”是{kind}，属于主要材料，却写成可以容缺",
        advice="请改为 容缺: 否",
    )


def _main_search(context: Context) -> Callable[[str], bool]:
    words = context.lexicon.words.get(_MAIN, ())
    pattern = re.compile("|".join(f"(?:{word})" for word in words) or "(?!)")
    return lambda name: pattern.search(name.strip()) is not None
