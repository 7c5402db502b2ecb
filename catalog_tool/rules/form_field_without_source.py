"""A field of a form that names no source, or makes the applicant copy what a department has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from catalog_tool.context import Context
from catalog_tool.domain.identity import identity_search
from catalog_tool.domain.issuers import issuers_of
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
表单内容:
  - 表单名称: 建筑工程施工许可证申请表
    字段:
      - {名称: 工程名称, 必填: 是}  # <- form-field-without-source
      - {名称: 建设单位统一社会信用代码, 数据来源: 自行填写}  # <- form-field-without-source
      - {名称: 用地规划许可证编号, 数据来源: 自行填写}  # <- form-field-without-source
申请材料:
  - 名称: 建设用地规划许可证
    类别: 证照
    必要性: 必要
    来源渠道: 政府部门核发
    出具单位: 城乡规划主管部门
    免提交: 数据共享
"""

GOOD = """
表单内容:
  - 表单名称: 建筑工程施工许可证申请表
    字段:
      - {名称: 工程名称, 数据来源: 自行填写, 必填: 是}
      - {名称: 项目负责人身份证号码, 数据来源: 自行填写, 必填: 是}
      - {名称: 建设单位统一社会信用代码, 数据来源: 省工商行政管理局, 必填: 是}
"""

_LIST = "held-fields"
_BY_THE_APPLICANT = "自行填写"
_ABOLISHED = "取消"
_NUMBER = re.compile("(?:的)?(?:证书|证件|文件)?(?:编号|号码|证号|文号|字号|号)$")


@rule(
    severity=Severity.ERROR,
    title="表单字段没有写数据来源，或者让申请人填部门掌握的数据",
    message="“{form}”的“{field}”{problem}；{advice}",
    source="省“最多跑一次”改革辅导报告（2017 年 8 月）所附数据需求表：逐个数据项写明自行填写还是取自哪个部门",
    what="表单内容 的每个字段都要写 数据来源。写 自行填写 的，不能是部门掌握的号码和记录："
    "统一社会信用代码、不动产权证号一类（schemas/lists/held-fields.yaml），或者同一事项里由政府部门核发的材料的编号。"
    "姓名、身份证号码等个人信息由申请人填写，不算。",
    why="不写来源，就不知道哪些数据要向哪个部门取；让群众抄部门自己有的号码，抄错一位就得退回重来。",
    fix="只有申请人知道的写 自行填写；部门掌握的写部门名称，如 省工商行政管理局。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at the source of each field of each form."""
    forms = matter.listed("表单内容")
    if not forms or matter.value.get("状态") == _ABOLISHED:
        return
    read = context.once(_reader)
    for index, form in forms:
        fields = form.get("字段")
        for number, field in enumerate(fields) if type(fields) is list else ():
            if type(field) is not dict:
                continue
            source = field.get("数据来源")
            if source and source != _BY_THE_APPLICANT:
                continue
            name = text_of(field.get("名称"))
            problem, advice = "没有写数据来源", "部门掌握的写部门名称，只有申请人知道的写 自行填写"
            if source:
                holder, document = read(name)
                holder = holder or (_issuer(matter, document, context) if document else "")
                if not holder:
                    continue
                problem, advice = f"写的是自行填写，而{holder}已经掌握", f"请把数据来源改为{holder}"
            yield Hit.at(
                ("表单内容", index, "字段", number, "数据来源"),
                form=form.get("表单名称", ""),
                field=name,
                problem=problem,
                advice=advice,
            )


def _reader(context: Context) -> Callable[[str], tuple[str, str]]:
    """For a field's name: who holds it by the list, and the document whose number it asks for; "" for none."""
    entries = context.lexicon.lists.get(_LIST, ())
    rows = [(re.compile(text_of(row.get("字段")) or "(?!)"), text_of(row.get("部门")) or "有关部门") for row in entries]
    canonical = context.once(synonyms_of).canonical
    known: dict[str, tuple[str, str]] = {}

    def read(name: str) -> tuple[str, str]:
        found = known.get(name)
        if found is None:
            holder = next((who for pattern, who in rows if pattern.search(name)), "")
            number = _NUMBER.search(name)
            found = known[name] = (holder, canonical(name[: number.start()]) if number else "")
        return found

    return read


def _issuer(matter: Matter, asked: str, context: Context) -> str:
    """Who issued a document that is a material of the same matter; "" for nobody."""
    canonical = context.once(synonyms_of).canonical
    for _, material in matter.materials:
        name = text_of(material.get("名称"))
        if canonical(name) == asked and context.once(issuers_of).is_government(material):
            issuer = text_of(material.get("出具单位")).strip() or "核发它的部门"
            return "" if context.once(identity_search)(name) else issuer
    return ""
