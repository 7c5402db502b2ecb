"""An implementing body whose credit code is not that of an organ or a public institution."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.codes import credit_code_fault
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import rule

BAD = """
实施主体:
  名称: 象山县城市建设投资公司
  统一社会信用代码: "91110000600037341L"  # <- unusual-body-class
  性质: 法定机关
"""

GOOD = """
实施主体: {名称: 象山县供电公司, 统一社会信用代码: "91110000600037341L", 性质: 授权组织}
"""

_REGISTERS = {
    "1": "机构编制", "2": "外交", "3": "司法行政", "4": "文化", "5": "民政", "6": "旅游",
    "7": "宗教", "8": "工会", "9": "市场监管", "A": "军队编制", "N": "农业农村", "Y": "其他",
}  # fmt: skip
_NO_ORGANS = frozenset({"授权组织", "受委托组织"})


@rule(
    severity=Severity.WARNING,
    title="实施主体的信用代码不是机关、事业单位的",
    message="实施主体“{body}”的统一社会信用代码 {code} 以 {start} 开头，是{register}部门登记的单位，"
    "不是机关（11）、事业单位（12）或群众团体（13）；请核对代码是否抄成了别家的，确由它办理的写明 性质",
    source="GB 32100—2015：第 1 位为登记管理部门，第 2 位为机构类别",
    what="实施主体的信用代码一般以 11、12、13 开头（都由机构编制部门登记）。"
    "性质 写明 授权组织 或 受委托组织 的、村级的事项不报；代码本身有错的另有规则报。",
    why="办事的通常是机关和事业单位；以 9 开头的是企业，多半是把办事对象或所属公司的代码抄了进来。",
    fix="照机关的统一社会信用代码证书改；供电、供水等企业依法承担的服务，把 性质 写成 授权组织 或 受委托组织。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at the registering authority's digit of a faultless code."""
    body = matter.value.get("实施主体")
    code = body.get("统一社会信用代码") if isinstance(body, dict) else None
    if not isinstance(code, str) or not code or code[0] == "1" or not isinstance(body, dict):
        return
    if text_of(body.get("性质")) in _NO_ORGANS or "村级" in matter.levels or credit_code_fault(code):
        return
    yield Hit.at(
        ("实施主体", "统一社会信用代码"),
        body=matter.body_name,
        code=code,
        start=code[:2],
        register=_REGISTERS[code[0]],
    )
