"""A matter said to be done with one card asks for more than the card."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import Material, alternatives, asked_for, must_be_handed_in
from catalog_tool.domain.identity import identity_search
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import MAIN_WITH_SUBS, Matter, text_of, texts_of
from catalog_tool.rules import rule

BAD = """
改革标签: [一证通办]
申请材料:
  - {名称: 居民身份证, 类别: 证照, 必要性: 必要}
  - 名称: 无房证明  # <- one-card-conflict
    类别: 证明
    必要性: 必要
---
服务对象: [自然人]
改革标签: [民生事项]  # <- one-card-conflict
申请材料:
  - {名称: 居民身份证, 类别: 证照, 必要性: 必要}
  - {名称: 申请表, 类别: 表格, 必要性: 必要, 免提交: 系统生成}
"""

GOOD = """
服务对象: [自然人]
主题: {自然人: [住房保障]}
改革标签: [一证通办, 民生事项]
申请材料:
  - 名称: 居民身份证
    类别: 证照
    介质: 纸质或电子
    形式: 原件
    原件处理: 核验退还
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 公安机关
    依据: [《中华人民共和国居民身份证法》第十四条]
    受理标准: 在有效期内，人证一致
  - 名称: 无房证明
    类别: 证明
    介质: 电子
    必要性: 必要
    容缺: 否
    来源渠道: 政府部门核发
    出具单位: 不动产登记机构
    免提交: 数据共享
    依据: [《公共租赁住房管理办法》（住房和城乡建设部令第11号）第七条]
    受理标准: 名下没有住房
  - 名称: 授权委托书
    类别: 其他
    介质: 纸质
    形式: 原件
    份数: {原件: 1}
    必要性: 非必要
    适用情形: [委托他人]
    容缺: 否
    来源渠道: 申请人自备
    依据: [《中华人民共和国民法总则》第一百六十五条]
    受理标准: 写明委托事项
情形:
  - {编号: 申请人, 问题: 由谁来办, 选项: [本人, 委托他人]}
"""

_TAG = "一证通办"
_TAGS = "改革标签"
_PERSON = "自然人"
_PROXY = "授权委托书"
_LICENCE = "营业执照"


@rule(
    severity=Severity.ERROR,
    title="说是一证通办，却要交别的材料",
    message="{problem}；{advice}",
    source="杭州市 2018 年报告：348 项凭一张身份证通办；象山县实施意见",
    what="改革标签 有 一证通办 的，除身份证件外，每份必要材料都要免提交。只对企业、单位办的事项，营业执照也算那一证；"
    "委托他人代办时的委托书不算。面向自然人、只差没有标 一证通办 的，作提示（省目录不提示）。",
    why="群众听说只带一张身份证，到了窗口还要别的，就白跑一趟。",
    fix="把多出来的材料改为数据共享、系统生成等免提交；暂时做不到的，去掉 一证通办 的标签。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look for what must be handed in besides the card; or whether the card alone would do."""
    tags = matter.value.get(_TAGS)
    if isinstance(tags, list) and _TAG in tags:
        is_card = _card(matter, context)
        for index, material in asked_for(matter):
            if not is_card(material) and _is_demanded(matter, material, is_card, context):
                name = material.get("名称", "")
                yield Hit.at(
                    ("申请材料", index, "名称"),
                    problem=f"标了一证通办，却还要交“{name}”",
                    advice="请改为免提交（数据共享、系统生成等），做不到的去掉 一证通办 的标签",
                )
    elif not context.is_directory and _could_be(matter, context):
        yield Hit.at(
            (_TAGS,),
            severity=Severity.INFO,
            problem="除身份证外，其他材料都已免提交，却没有标一证通办",
            advice="确实凭一张身份证就能办的，请在 改革标签 里加上 一证通办",
        )


def _card(matter: Matter, context: Context) -> Callable[[Material], bool]:
    """Says whether a material is the one card: proof of identity, or for bodies alone the licence."""
    is_identity = context.once(identity_search)
    canonical = context.once(synonyms_of).canonical
    audience = texts_of(matter.value.get("服务对象"))
    for_bodies = bool(audience) and _PERSON not in audience

    def is_card(material: Material) -> bool:
        name = text_of(material.get("名称"))
        return is_identity(name) or (for_bodies and canonical(name) == _LICENCE)

    return is_card


def _is_demanded(matter: Matter, material: Material, is_card: Callable[[Material], bool], context: Context) -> bool:
    if not must_be_handed_in(matter, material) or any(map(is_card, alternatives(matter, material))):
        return False
    return context.once(synonyms_of).canonical(text_of(material.get("名称"))) != _PROXY


def _could_be(matter: Matter, context: Context) -> bool:
    """Whether a person needs nothing but a card."""
    if _PERSON not in texts_of(matter.value.get("服务对象")) or matter.code.endswith(MAIN_WITH_SUBS):
        return False
    if _TAG not in context.profile.reform_tags:
        return False
    is_card = _card(matter, context)
    demanded = False
    # Most matters are told by their first material: the cheaper question comes first.
    for _, each in asked_for(matter):
        if not each.get("必要性"):
            return False
        card = is_card(each)
        if not (card and demanded) and must_be_handed_in(matter, each):
            if not card:
                return False
            demanded = True
    return demanded
