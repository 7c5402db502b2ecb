"""A path to an attachment or to the directory above that must not be opened."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.references import reference_fault
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Path, mappings_of
from catalog_tool.rules import rule

BAD = """
申请材料:
  - 名称: 户口迁移申请表
    类别: 表格
    必要性: 必要
    空白表格: C:\\表格\\申请表.docx  # <- bad-reference
"""

GOOD = """
申请材料:
  - 名称: 建筑工程施工许可证申请表
    类别: 表格
    介质: 电子
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    受理标准: 建设单位、施工单位均已签章
    空白表格: 附件/建筑工程施工许可证申请表.docx
    示范文本: ./附件/建筑工程施工许可证申请表-示例.docx
"""


@rule(
    severity=Severity.ERROR,
    title="附件或上级目录的路径不对",
    message="“{found}”{problem}；请写成相对路径、用 / 分隔，例如 {example}",
    source="本项目的目录格式：附件与链接用相对路径，附件不出目录",
    what="空白表格、示范文本、样本须在目录之内，用相对路径和 /；上级目录可以用“..”，但同样不能是绝对路径。"
    "写得不对的路径程序不会打开。",
    why="绝对路径、盘符和网络路径换一台机器就失效；指到目录之外的路径可能把别的文件带出去。",
    fix="把文件放进目录的“附件”文件夹，路径写成 附件/文件名。",
    kinds=(Kind.MATTER, Kind.ONE_THING, Kind.MANIFEST),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Check every path the format has."""
    for path, text, may_climb in _references(document):
        if isinstance(text, str) and (problem := reference_fault(text, may_climb=may_climb)):
            example = "../zhejiang" if may_climb else "附件/申请表.docx"
            yield Hit.at(path, found=text, problem=problem, example=example)


def _references(document: Document) -> Iterator[tuple[Path, object, bool]]:
    value = document.value
    if document.kind is Kind.MANIFEST:
        upper = value.get("上级目录")
        yield ("上级目录",), upper, True
        if isinstance(upper, dict):
            yield ("上级目录", "路径"), upper.get("路径"), True
        for index, entry in mappings_of(upper):
            yield ("上级目录", index, "路径"), entry.get("路径"), True
        return
    materials = value.get("申请材料")
    for index, material in enumerate(materials if type(materials) is list else ()):
        if type(material) is dict and ("空白表格" in material or "示范文本" in material):
            for field in ("空白表格", "示范文本"):
                yield ("申请材料", index, field), material.get(field), False
    results = value.get("审批结果")
    if type(results) is dict:
        yield ("审批结果", "样本"), results.get("样本"), False
    else:
        for index, result in mappings_of(results):
            yield ("审批结果", index, "样本"), result.get("样本"), False
