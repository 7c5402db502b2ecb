"""A material that no law is named for."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.bases import names_a_basis
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 资金证明, 类别: 证明, 必要性: 必要}  # <- material-without-basis
  - 名称: 无违法记录证明
    类别: 证明
    必要性: 必要
    依据: []  # <- material-without-basis
"""

GOOD = """
申请材料:
  - 名称: 建设资金已落实承诺书
    类别: 其他
    介质: 电子
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    依据: [《建筑工程施工许可管理办法》第四条]
    受理标准: 加盖建设单位公章
  - 名称: 建筑工程施工许可证申请表
    类别: 表格
    介质: 电子
    必要性: 必要
    容缺: 否
    来源渠道: 申请人自备
    免提交: 系统生成
    受理标准: 各栏填写完整
"""

_FORM = "表格"


@rule(
    severity=Severity.ERROR,
    title="申请材料没有依据",
    message="材料“{name}”没有写依据；请写明哪部法规、第几条要求交它，找不到依据的请取消这份材料",
    source="乐清市政协 2017 年提案：清理没有法定依据的材料；行政许可法第二十九条",
    what="每份申请材料都要写依据。类别是 表格 的除外：申请书格式文本由行政许可法第二十九条统一规定。",
    why="没有依据的材料就是额外加给群众的负担，减证便民首先减的就是它。",
    fix="在 依据 里写明法规名称和条款，如 [《中华人民共和国户口登记条例》第十条]；写不出来的，删去这份材料。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Report each material of another kind than a form whose 依据 is absent or hollow."""
    for index, material in matter.materials:
        basis = material.get("依据")
        if isinstance(basis, list) and names_a_basis(basis):
            continue
        # A material whose kind is unknown may be a form: the schema asks for the kind first.
        if material.get("类别", _FORM) != _FORM:
            yield Hit.at(("申请材料", index, "依据"), name=material.get("名称", ""))
