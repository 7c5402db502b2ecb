"""A form that the applicant cannot get, or sees no example of."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import Material, asked_for, is_waived
from catalog_tool.domain.references import attachment_name, reference_fault
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 施工许可申请表, 类别: 表格, 必要性: 必要}  # <- missing-form
  - 名称: 变更申请表
    类别: 表格
    必要性: 必要
    空白表格: 附件/没有这个文件.docx  # <- missing-form
    示范文本: ./附件/建筑工程施工许可证申请表-示例.docx
"""

GOOD = """
申请材料:
  - 名称: 建筑工程施工许可证申请表
    类别: 表格
    介质: 电子
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    免提交: 系统生成
    受理标准: 由系统按填报内容生成
"""

_FORM = "表格"
_FILES = ("空白表格", "示范文本")


@rule(
    severity=Severity.ERROR,
    title="表格没有空白样张或示范文本",
    message="“{name}”{problem}；{advice}",
    source="国办函〔2017〕115号：865 个高频事项中 41% 没有提供表格下载；乐清市：提供审批表格的范本",
    what="类别是 表格 的材料要有 空白表格 和 示范文本，写了的文件要真的在目录文件夹里；其他材料写了文件的，文件也要在。"
    "免提交和系统生成的除外。省目录没有写的不报，写了而文件不在的照报。",
    why="表格下载不到，就得先跑一趟窗口去领；没有填好的样子可看，填错了再跑一趟。",
    fix="把表格和填好的示例放进目录的“附件”文件夹，在 空白表格、示范文本 里写上路径，如 附件/申请表.docx。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look for the two files of each form, and for every file that is named."""
    for index, material in asked_for(matter):
        blank, sample = material.get("空白表格"), material.get("示范文本")
        is_form = material.get("类别") == _FORM
        if not (is_form or blank or sample) or (material.get("免提交") and is_waived(matter, material)):
            continue
        if is_form and not context.is_directory:
            lacking = [field for field in _FILES if material.get(field) is None]
            if lacking:
                yield Hit.at(
                    ("申请材料", index, lacking[0]),
                    name=material.get("名称", ""),
                    problem=f"没有{'和'.join(lacking)}",
                    advice="请把文件放进“附件”文件夹，再写上路径；由系统生成的写 免提交: 系统生成",
                )
        if context.attachments is not None:
            yield from _not_there(index, material, context)


def _not_there(index: int, material: Material, context: Context) -> Iterator[Hit]:
    """The named files that are not in the catalog; a path with a fault of its own is told elsewhere."""
    for field in _FILES:
        path = material.get(field)
        if not isinstance(path, str) or path in (context.attachments or ()) or reference_fault(path):
            continue
        if attachment_name(path) not in context.once(_names):
            yield Hit.at(
                ("申请材料", index, field),
                name=material.get("名称", ""),
                problem=f"的{field}写的是“{path}”，目录文件夹里没有这个文件",
                advice="请把文件放进去，或改正路径（大小写也要一致）",
            )


def _names(context: Context) -> frozenset[str]:
    return frozenset(map(attachment_name, context.attachments or ()))
