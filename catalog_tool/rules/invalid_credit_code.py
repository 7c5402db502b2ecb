"""A 统一社会信用代码 that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.codes import credit_code_fault, parse_handling, parse_implementation
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: 11330225003012348P}  # <- invalid-credit-code
"""

GOOD = """
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P", 性质: 法定机关}
"""


@rule(
    severity=Severity.ERROR,
    title="统一社会信用代码不成立",
    message="{where}“{code}”{fault}；请照机关的统一社会信用代码证书重抄",
    source="GB 32100-2015、GB 11714；广安区公开清单中约 12% 的行这段代码不合格",
    what="实施主体的统一社会信用代码，以及实施编码、业务办理项编码里的那 18 位：位数、所用字符和两位校验码。"
    "登记地区可能是改制前的，不作比较。",
    why="这段代码是实施主体的身份，错一位就成了别的单位或根本不存在的单位，实施编码也跟着作废。",
    fix="照证书重抄 18 位；只有 9 位的是旧组织机构代码，只有 17 位的多半漏抄末位。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Check the body's code, then those inside the long codes unless already said."""
    own = matter.body.get("统一社会信用代码")
    seen = {text_of(own)}
    if isinstance(own, str) and (fault := credit_code_fault(own)):
        yield Hit.at(("实施主体", "统一社会信用代码"), where="统一社会信用代码", code=own, fault=fault)
    for field, parse in (("实施编码", parse_implementation), ("业务办理项编码", parse_handling)):
        whole = text_of(matter.value.get(field))
        if not whole:
            continue
        code = (parse(context.profile, whole) or {}).get("uscc")
        if code is None or code in seen:
            continue
        seen.add(code)
        if fault := credit_code_fault(code):
            yield Hit.at((field,), where=f"{field}里的统一社会信用代码", code=code, fault=fault)
