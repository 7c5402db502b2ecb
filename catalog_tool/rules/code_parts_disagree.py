"""The long codes do not contain the short ones they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog_tool.context import Context
from catalog_tool.domain.codes import credit_code_fault, parse_basic, parse_handling, parse_implementation
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
基本编码: "330100201000"
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P"}
实施编码: "11330225003012349P4330100301000"  # <- code-parts-disagree
业务办理项编码: "11330225003012349P333010030100001"  # <- code-parts-disagree
---
基本编码: "330100201001"
实施主体: {名称: 广州市交通运输局, 统一社会信用代码: "11440100007482575H"}
实施编码: "11330225003012349P4330100201001"  # <- code-parts-disagree
"""

GOOD = """
基本编码: "330100201000"
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P"}
实施编码: "11330225003012349P4330100201000"
业务办理项编码: "11330225003012349P433010020100001"
"""

_PARTS = {"uscc": "统一社会信用代码", "level": "层级", "basic": "基本编码", "region": "区划代码"}


@rule(
    severity=Severity.ERROR,
    title="长编码与它的组成部分不一致",
    message="{field}里的{part}是“{inside}”，而{other}是“{outside}”；请核对，以省目录和机关代码证书为准改一致",
    source="GB/T 39554.1-2020：实施编码由统一社会信用代码、层级和基本编码组成，业务办理项编码再加两位",
    what="实施编码里的基本编码和统一社会信用代码，与本事项的基本编码、实施主体相同；业务办理项编码除末尾顺序号外与实施编码相同。"
    "写法本身有错的段不在此比较。",
    why="两处不一致，说明其中一个是从别的事项或别的部门抄来的，上传时会挂到别人名下。",
    fix="先确定哪一处是对的，再改另一处；换了实施主体或基本编码的，三种编码要一起换。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Compare the named parts of each long code with what stands beside it."""
    value = matter.value
    if "实施编码" not in value and "业务办理项编码" not in value:
        return
    profile = context.profile
    basic, body = matter.code, text_of(matter.body.get("统一社会信用代码"))
    implementation = parse_implementation(profile, matter.implementation_code)
    # Nearly all: what stands beside the code stands in it.
    if (
        implementation is not None
        and "业务办理项编码" not in value
        and implementation.get("basic", basic) == basic
        and implementation.get("uscc", body) == body
    ):
        return
    outside: dict[str, tuple[str, str]] = {}
    if parse_basic(profile, basic) is not None:
        outside["basic"] = ("本事项的基本编码", basic)
    if body and not credit_code_fault(body):
        outside["uscc"] = ("实施主体的统一社会信用代码", body)
    if implementation:
        yield from _differences("实施编码", implementation, outside)
        # The handling code is held against the 实施编码 alone: one slip, one finding.
        outside = {
            part: (f"实施编码里的{_PARTS[part]}", text) for part, text in implementation.items() if part in _PARTS
        }
    handling = parse_handling(profile, matter.handling_code)
    if handling:
        yield from _differences("业务办理项编码", handling, outside)


def _differences(field: str, parts: Mapping[str, str], outside: Mapping[str, tuple[str, str]]) -> Iterator[Hit]:
    for part, (other, text) in outside.items():
        inside = parts.get(part, text)
        if inside == text or (part == "uscc" and credit_code_fault(inside)):
            continue
        yield Hit.at((field,), field=field, part=_PARTS[part], inside=inside, other=other, outside=text)
