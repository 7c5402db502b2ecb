"""A telephone number that cannot be dialled, or one number both to ask and to complain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.area_codes import local_area_codes
from catalog_tool.domain.contacts import phone_texts, public_phone_texts
from catalog_tool.domain.phones import Phone, PhoneKind, phones
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, mapping_of, mappings_of, text_of, texts_of
from catalog_tool.rules import rule

BAD = """
咨询: {电话: 0574-6571}  # <- invalid-phone
监督投诉: {电话: 65710001}  # <- invalid-phone
---
咨询: [0571-85250000, "12345"]  # <- invalid-phone
---
咨询: {电话: 0574-65710000}
监督投诉:
  电话: （0574）65710000  # <- invalid-phone
---
类别: 一件事
咨询: {电话: 1381234567}  # <- invalid-phone
"""

GOOD = """
孙项名称: 新办
咨询: {电话: 0574-65710000转8001、65710001（工作日 8:30-17:00）}
监督投诉: {电话: [0574-65710000转8002, 0574-12345, "110"]}
---
孙项名称: 变更
咨询: "12345"
监督投诉: "12345"
---
孙项名称: 补证
咨询: {电话: [400-820-8820, "96345", 省厅：0571-85250000]}
"""

_HIGHER = ("国家级", "省级")
_MOST_AREAS = 3


@rule(
    severity=Severity.WARNING,
    title="电话号码打不通",
    message="{field}的电话“{phone}”{problem}；{advice}",
    source="温州办事指南核查规则：咨询、投诉电话都要有、不相同、带区号；乐清市政协 2017 年报告：公布的社保电话是空号",
    what="咨询、监督投诉、办理窗口和办理场所的电话：固定电话写区号加 7 位或 8 位号码，手机 11 位，400、800 电话 10 位；"
    "12345、123xx、95xxx、96xxx、110 一类和各种分机写法都可以。区号要是本地的，写明是哪里的电话（省厅：……）不在此列，"
    "由上级审批或上级授权、委托的事项也不在此列。监督投诉不能与咨询是同一个号码，统一热线除外。",
    why="群众照着公布的号码打过去是空号，或者投诉电话打到了被投诉的科室，公布等于没有公布。",
    fix="逐个拨打核实后改正；没有专门投诉电话的写 12345。",
    kinds=(Kind.MATTER, Kind.ONE_THING, Kind.MANIFEST),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Look at every published number, then at whether complaints go where questions go."""
    value = document.value
    if value.get("状态") == "取消":
        return
    local = context.once(local_area_codes)
    for field, path, text in public_phone_texts(value):
        for phone in phones(text):
            if phone.fault:
                problem, advice = phone.fault, "请拨打核实后写全，固定电话带区号"
            elif local and _is_foreign(phone, local) and not _goes_higher(value):
                problem = f"的区号不是本地的（本地是 {'、'.join(sorted(local)[:_MOST_AREAS])}）"
                advice = "请核实是否抄了别处的电话；确是别处的，在号码前写明是哪里的"
            else:
                continue
            yield Hit.at(path, field=field, phone=phone.text, problem=problem, advice=advice)
    if "监督投诉" in value and "咨询" in value:
        yield from _same_number(value)


def _is_foreign(phone: Phone, local: frozenset[str]) -> bool:
    return bool(phone.area and phone.area not in local and phone.kind is PhoneKind.LANDLINE and not phone.labelled)


def _goes_higher(value: Mapping[str, Any]) -> bool:
    """Whether a higher body has a part in a matter or one-thing, whose number may stand here."""
    levels = texts_of(value.get("行使层级"))
    for field in ("审批链", "事项"):
        levels += [text_of(entry.get("层级")) for _, entry in mappings_of(value.get(field))]
    levels.append(text_of(mapping_of(value.get("权力来源机关")).get("层级")))
    return any(level in _HIGHER for level in levels)


def _same_number(value: Mapping[str, Any]) -> Iterator[Hit]:
    complaints = [
        (path, phone) for path, text in phone_texts(value["监督投诉"], ("监督投诉",)) for phone in phones(text)
    ]
    # A unified line passes each call on to whom it concerns.
    if not complaints or any(phone.kind is PhoneKind.SERVICE or phone.fault for _, phone in complaints):
        return
    asked = {phone.same for _, text in phone_texts(value["咨询"], ("咨询",)) for phone in phones(text)}
    if all(phone.same in asked for _, phone in complaints):
        path, phone = complaints[0]
        advice = "请写另一个受理投诉的号码，或写 12345"
        yield Hit.at(path, field="监督投诉", phone=phone.text, problem="与咨询电话是同一个号码", advice=advice)
