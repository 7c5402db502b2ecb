"""A code that has not the form of its coding rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.context import Context, Profile
from catalog_tool.domain.code_forms import CodeFault, code_fault
from catalog_tool.domain.codes import credit_code_fault, is_code_like, matches, matches_form
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Path, mapping_of, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
类别: 实施清单
区划代码: "3302255"  # <- malformed-code
---
基本编码: "33010020100"  # <- malformed-code
前置事项:
  - "３３０１００３０１０００"  # <- malformed-code
  - {基本编码: "330100301-000"}  # <- malformed-code
"""

GOOD = """
类别: 实施清单
区划代码: "330225"
---
基本编码: "330100201000"
权力编码: 许可-00201-000
"""

_REGION_FORMS = {"镇级": "[0-9]{9}", "村级": "[0-9]{12}"}
_REGION_FORM = "[0-9]{6}"
_PLACE_FORM = "[0-9]{6}(?:[0-9]{3}(?:[0-9]{3})?)?"
_OWN = ("基本编码", "实施编码", "业务办理项编码", "权力编码")
_Found = tuple[Path, str, Any]
"""Where a code stands, which of the profile's forms it must have, and what is written there."""


@rule(
    severity=Severity.ERROR,
    title="编码的写法不合规则",
    message="{field}“{code}”{problem}；{advice}",
    source="GB/T 39554.1-2020；广安区 1135 行公开清单中 18 行编码不合式样",
    what="各处编码按本目录所用编码规则的式样核对位数和构成；目录和场所的区划代码按层级应为 6 位、"
    "9 位（镇级）或 12 位（村级）。",
    why="编码错一位就对不上省目录，数据汇总不了，也传不上去；全角数字、空格和小写字母肉眼难辨，机器却认作别的字。",
    fix="照提示改正；提示没有给出正确写法的，从省目录或批复文件里重新抄一遍，编码用半角、大写、加引号。",
    kinds=Kind,
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Match every code of a document against the form it must have."""
    profile = context.profile
    if document.kind is Kind.MATTER and _is_plain(document.value, profile):
        return
    found = {Kind.MATTER: _in_matter, Kind.MANIFEST: _in_manifest, Kind.ONE_THING: _in_one_thing}[document.kind]
    for path, form, code in found(document.value):
        if isinstance(code, str) and not matches(profile, form, code):
            yield _hit(path, code, profile.forms[form], _bad_part(document.value, form, code, context))
    if document.kind is Kind.MANIFEST:
        yield from _regions(document.value)


def _is_plain(value: Mapping[str, Any], profile: Profile) -> bool:
    """Whether a matter has no codes but its own, and these are in form: nearly all that are looked at."""
    if "前置事项" in value:
        return False
    for field in _OWN:
        code = value.get(field)
        if code is not None and not (type(code) is str and matches(profile, field, code)):
            return False
    materials = value.get("申请材料")
    if type(materials) is list:
        for material in materials:
            if type(material) is dict and "来源事项" in material:
                return False
    return True


def _in_matter(value: Mapping[str, Any]) -> Iterator[_Found]:
    for field in _OWN:
        if field in value:
            yield (field,), field, value[field]
    for index, material in mappings_of(value.get("申请材料")):
        if "来源事项" in material:
            yield ("申请材料", index, "来源事项"), "基本编码", material["来源事项"]
    required = value.get("前置事项")
    if isinstance(required, list):
        for index, item in enumerate(required):
            if isinstance(item, dict):
                yield ("前置事项", index, "基本编码"), "基本编码", item.get("基本编码")
            else:
                yield ("前置事项", index), "基本编码", item


def _in_manifest(value: Mapping[str, Any]) -> Iterator[_Found]:
    for index, item in mappings_of(value.get("不认领")):
        yield ("不认领", index, "基本编码"), "基本编码", item.get("基本编码")


def _in_one_thing(value: Mapping[str, Any]) -> Iterator[_Found]:
    yield ("编码",), "基本编码", value.get("编码")
    replaced = mapping_of(value.get("申请表")).get("替代")
    if isinstance(replaced, list):
        for index, code in enumerate(replaced):
            yield ("申请表", "替代", index), "基本编码", code
    for index, member in mappings_of(value.get("事项")):
        yield ("事项", index, "基本编码"), "基本编码", member.get("基本编码")
        earlier = member.get("前置")
        if isinstance(earlier, list):
            for position, code in enumerate(earlier):
                # A member without a code of its own is named here instead.
                if isinstance(code, str) and is_code_like(code):
                    yield ("事项", index, "前置", position), "基本编码", code


def _regions(value: Mapping[str, Any]) -> Iterator[Hit]:
    level = value.get("层级")
    own = _REGION_FORMS.get(level, _REGION_FORM) if isinstance(level, str) else _PLACE_FORM
    regions: list[_Found] = [
        (("区划代码",), own, value.get("区划代码")),
        (("功能区", "所属区划代码"), _PLACE_FORM, mapping_of(value.get("功能区")).get("所属区划代码")),
    ]
    for index, place in mappings_of(value.get("办理场所")):
        regions.append((("办理场所", index, "区划代码"), _PLACE_FORM, place.get("区划代码")))
    for path, pattern, code in regions:
        if isinstance(code, str) and not matches_form(pattern, code):
            yield _hit(path, code, pattern)


def _bad_part(value: Mapping[str, Any], form: str, code: str, context: Context) -> str:
    """The part of a long code that is itself wrong in its own field: no one counts 31 characters."""
    if form not in ("实施编码", "业务办理项编码"):
        return ""
    body = text_of(mapping_of(value.get("实施主体")).get("统一社会信用代码"))
    if body and body in code and (fault := credit_code_fault(body)):
        return f"里的统一社会信用代码“{body}”{fault}"
    basic = text_of(value.get("基本编码"))
    if basic and basic in code and not matches(context.profile, "基本编码", basic):
        return f"里的基本编码“{basic}”不合编码规则"
    return ""


def _hit(path: Path, code: str, pattern: str, bad_part: str = "") -> Hit:
    fault = CodeFault(bad_part, "") if bad_part else code_fault(code, pattern)
    field = next(step for step in reversed(path) if isinstance(step, str))
    if fault.better:
        advice = f'请改成 "{fault.better}"'
    elif field == "权力编码":
        advice = "请写成 类型词-五位主项-三位子项，如 给付-00142-001"
    else:
        advice = "请与省目录或公布的代码核对后重抄"
    return Hit.at(path, field=field, code=code, problem=fault.problem, advice=advice)
