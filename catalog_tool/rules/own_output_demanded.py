"""The department asks for what it issues itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.business_kinds import follows_result
from catalog_tool.domain.handing_in import Material, asked_for, is_only_shown, must_be_handed_in
from catalog_tool.domain.identity import identity_search
from catalog_tool.domain.issuers import INTERMEDIARY, issuers_of
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
申请材料:
  - 名称: 建设工程规划许可证  # <- own-output-demanded
    类别: 证照
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 住房和城乡建设主管部门
    未共享原因: 其他
  - 名称: 施工许可证（复印件）  # <- own-output-demanded
    类别: 证照
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
"""

GOOD = """
子项名称: 建筑工程施工许可证核发（变更）
主项名称: 建筑工程施工许可证核发
基本编码: "330100201001"
申请材料:
  - 名称: 建筑工程施工许可证
    类别: 证照
    介质: 纸质
    形式: 原件
    份数: {原件: 1}
    原件处理: 收取
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 住房和城乡建设主管部门
    未共享原因: 法律规定交原件
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第五条]
    受理标准: 在有效期内
"""

_FORM = "表格"
_TAKEN_BACK = "收回"
# The department has it, yet cannot use it: it lies with another province, or the law wants the original.
_EXCUSED = ("省外数据", "法律规定交原件")
_RESULT_KINDS = ("证照", "批文", "证明")
# A transfer alters an entry that its holder has, as 变更 does.
_ALTERING = re.compile("转移|迁移|过户|更正")


@rule(
    severity=Severity.WARNING,
    title="要申请人交本部门自己出的东西",
    message="“{name}”{ground}，却要申请人交给{body}；请改为内部核验，写 免提交: 部门核验",
    source="国务院、浙江省减证便民的要求：部门自己出具的证照、批文、证明不得再向群众要",
    what="材料的出具单位与实施主体管同一条线（按部门职责比，不看名称写法），或者材料就是本事项的审批结果，而又必须提交。"
    "原件要收回的，变更、延续、换证、注销、补证（以及转移、迁移、更正）要用原证照的，"
    "外省部门出具的，法律规定必须交原件的，不算；身份证件由本人出示的也不算。",
    why="自己发出去的东西自己查得到，再要一次只是把内部查档的工夫推给群众。",
    fix="写 免提交: 部门核验（或 电子证照），由经办人在本部门系统里查；确实要收回原件的，写 原件处理: 收回。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Compare who issues each material with who asks for it."""
    for index, material in asked_for(matter):
        kind = material.get("类别")
        if kind == _FORM or not (kind in _RESULT_KINDS or material.get("出具单位")):
            continue
        if material.get("来源渠道") == INTERMEDIARY or (material.get("免提交") and not material.get("免提交范围")):
            continue
        if material.get("原件处理") == _TAKEN_BACK or material.get("未共享原因") in _EXCUSED:
            continue
        ground = _ground(matter, material, context)
        if ground and not _is_excused(matter, material, context):
            yield Hit.at(
                ("申请材料", index, "名称"),
                name=material.get("名称", ""),
                ground=ground,
                body=matter.body_name or "本部门",
            )


def _ground(matter: Matter, material: Material, context: Context) -> str:
    """Why the material is the department's own, as a Chinese clause; "" if it is not."""
    issuer = text_of(material.get("出具单位")).strip()
    issuers = context.once(issuers_of)
    if issuer and issuers.is_government(material) and issuers.is_same_office(issuer, matter.body_name):
        return f"由{issuer}出具，与办这件事的是同一个部门"
    if material.get("类别") not in _RESULT_KINDS or (issuer and issuers.is_elsewhere(issuer)):
        return ""
    source = material.get("来源事项")
    if source and source == matter.code:
        return "就是本事项的审批结果"
    name = text_of(material.get("名称"))
    results = matter.value.get("审批结果")
    canonical = context.once(synonyms_of).canonical
    names = (
        [results.get("名称")] if isinstance(results, dict) else [each.get("名称") for _, each in mappings_of(results)]
    )
    own = canonical(name)
    if own and any(canonical(result) == own for result in names if isinstance(result, str)):
        return "就是本事项的审批结果"
    return ""


def _is_excused(matter: Matter, material: Material, context: Context) -> bool:
    names = (matter.sub_name, matter.detail_name, *_options(material.get("适用情形")))
    if follows_result(*names) or any(_ALTERING.search(name) for name in names):
        return True
    if is_only_shown(material) and context.once(identity_search)(text_of(material.get("名称"))):
        return True
    return not must_be_handed_in(matter, material)


def _options(when: object) -> Iterator[str]:
    """The options that 适用情形 names."""
    for item in when if isinstance(when, list) else ():
        for option in item.values() if isinstance(item, dict) else (item,):
            yield text_of(option)
