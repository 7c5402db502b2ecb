"""A material that an intermediary makes, and nobody says how long it takes, what it costs and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.domain.handing_in import asked_for
from catalog_tool.domain.issuers import INTERMEDIARY
from catalog_tool.domain.names import fold
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
申请材料:
  - 名称: 日照分析报告  # <- intermediary-unstated
    类别: 其他
    必要性: 必要
    来源渠道: 中介机构出具
---
中介服务:
  - {名称: 财务审计, 时限: {数值: 7, 单位: 工作日}, 成果: 财务审计报告}  # <- intermediary-unstated
申请材料:
  - {名称: 企业财务审计报告, 类别: 其他, 必要性: 必要, 来源渠道: 中介机构出具}
"""

GOOD = """
中介服务:
  - 名称: 施工图设计文件审查
    提供单位: 省公布名录内的施工图审查机构
    时限: {数值: 15, 单位: 工作日}
    收费: 政府购买服务，建设单位不付费
    依据: [《建设工程质量管理条例》第十一条]
    成果: 施工图审查合格书
申请材料:
  - 名称: 施工图设计文件审查合格书
    类别: 证明
    介质: 电子
    形式: 原件
    必要性: 必要
    容缺: 否
    来源渠道: 中介机构出具
    出具单位: 施工图审查机构
    免提交: 数据共享
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 审查机构签章，工程名称一致
"""

_SERVICES = "中介服务"
# Words that stand in the name of any service or of what comes of it.
_GENERAL = re.compile(
    "报告|证明|证书|意见|文件|材料|资料|方案|服务|编制|评估|评价|检测|检验|鉴定|审查|审核|咨询|论证|"
    "建设|项目|工程|企业|单位|机构|有关|相关|其他|中介|技术|合格|[书表的和与及、()]"
)


@rule(
    severity=Severity.WARNING,
    title="中介服务没有写清时限、收费和依据",
    message="“{name}”由中介机构出具，{problem}；请在 中介服务 里写明做多久、谁付多少钱、哪部法规要求",
    source="杭州市 2018 年报告、象山县实施意见：清理规范中介服务；国办发〔2015〕31号",
    what="来源渠道是 中介机构出具 的材料，要在 中介服务 里有对应的一项，写明 时限、收费、依据。"
    "按 成果 或 名称 的字样对应（只有“报告”“服务”一类通用的字样相同不算）。省目录没有列 中介服务 的不报。",
    why="群众眼里的办理时间包括中介的时间。中介做多久、收多少不公开，承诺的几个工作日就只是纸面上的。",
    fix="在 中介服务 里加一项：名称、提供单位、时限、收费、依据，成果 写这份材料的名称；没有法规要求的中介服务请取消。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Find the service that makes each such material, and what it does not say."""
    made = [(index, each) for index, each in asked_for(matter) if each.get("来源渠道") == INTERMEDIARY]
    if not made:
        return
    services = matter.listed(_SERVICES)
    if not services and context.is_directory:
        return
    matches = {index: _services_for(text_of(each.get("名称")), services, context) for index, each in made}
    taken = {number for numbers in matches.values() for number in numbers}
    spare = [number for number, _ in services if number not in taken]
    said: set[int] = set()
    listed = dict(services)
    for index, material in made:
        name = text_of(material.get("名称"))
        numbers = matches[index] or [number for number in spare if _share_a_word(name, listed[number])]
        if not numbers:
            yield Hit.at(("申请材料", index, "名称"), name=name, problem="中介服务里却没有这一项")
            continue
        number = min(numbers, key=lambda each: len(_unsaid(listed[each])))
        lacking = _unsaid(listed[number])
        if lacking and number not in said:
            said.add(number)
            problem = f"中介服务“{text_of(listed[number].get('名称'))}”没有写{'、'.join(lacking)}"
            yield Hit.at((_SERVICES, number, lacking[0]), name=name, problem=problem)


def _services_for(name: str, services: list[tuple[int, Mapping[str, Any]]], context: Context) -> list[int]:
    """The services whose 成果 or 名称 contains the material's name or is contained in it."""
    canonical = context.once(synonyms_of).canonical
    wanted = canonical(name)
    found = []
    for number, service in services:
        for field in ("成果", "名称"):
            said = canonical(text_of(service.get(field)))
            if said and wanted and (said in wanted or wanted in said):
                found.append(number)
                break
    return found


def _share_a_word(name: str, service: Mapping[str, Any]) -> bool:
    """Whether a service that serves no other material speaks of the same thing, general words apart."""
    wanted = _pairs(name)
    return any(wanted & _pairs(text_of(service.get(field))) for field in ("成果", "名称"))


def _pairs(text: str) -> set[str]:
    """Each two characters of a name that stand together, without the general words."""
    return {part[at : at + 2] for part in _GENERAL.split(fold(text)) for at in range(len(part) - 1)}


def _unsaid(service: Mapping[str, Any]) -> list[str]:
    """Which of limit, fee and basis a service does not give."""
    limit, fee = service.get("时限"), service.get("收费")
    given = {
        "时限": bool(limit),
        "收费": bool(fee.strip()) if isinstance(fee, str) else bool(fee),
        "依据": names_a_basis(service.get("依据")),
    }
    return [field for field, is_given in given.items() if not is_given]
