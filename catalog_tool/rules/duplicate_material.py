"""One material is listed twice."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.handing_in import Material, asked_for
from catalog_tool.domain.overlap import are_disjoint
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
申请材料:
  - {名称: 营业执照, 类别: 证照, 必要性: 必要}
  - {名称: 施工合同, 类别: 其他, 必要性: 必要}
  - {名称: 执照（复印件）, 类别: 证照, 必要性: 必要}  # <- duplicate-material
  - 名称: 施工合同  # <- duplicate-material
    类别: 其他
    必要性: 非必要
"""

GOOD = """
情形:
  - {编号: 招标, 问题: 是否依法必须招标, 选项: [必须招标, 不必招标]}
申请材料:
  - 名称: 施工合同
    类别: 其他
    介质: 电子
    形式: 原件
    份数: {原件: 1}
    必要性: 必要
    适用情形: [必须招标]
    容缺: 否
    来源渠道: 申请人自备
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 与中标通知书一致
  - 名称: 施工合同
    类别: 其他
    介质: 电子
    形式: 原件
    份数: {原件: 1}
    必要性: 必要
    适用情形: [不必招标]
    容缺: 否
    来源渠道: 申请人自备
    依据: [《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条]
    受理标准: 载明工期和价款
"""


@rule(
    severity=Severity.WARNING,
    title="同一份材料列了两次",
    message="“{name}”与前面的“{first}”是同一份材料；请合并成一份，只是情形不同的写清各自的 适用情形",
    source="实际清单中常见：同一份证照以全称和简称各列一次，或原件、复印件各列一次",
    what="材料名称相同，或者是同一份材料的不同叫法（营业执照 与 执照，原件 与 复印件）。"
    "在同一个 任选组 里的、适用情形 不可能同时出现的，不算。",
    why="申请人以为要交两份；汇总、比较和共享需求也会各算一次。",
    fix="留下一份：要原件又要复印件的写 形式: 原件和复印件；两种都可以的放进同一个 任选组；不同情形才要的写 适用情形。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Group the materials by what they are."""
    materials = asked_for(matter)
    if len(materials) < 2:
        return
    canonical = context.once(synonyms_of).canonical
    earlier: dict[str, list[Material]] = {}
    for index, material in materials:
        name = material.get("名称")
        if type(name) is not str or not name:
            continue
        known = earlier.setdefault(canonical(name), [])
        for other in known:
            if not _may_both_stand(matter, other, material):
                yield Hit.at(("申请材料", index, "名称"), name=name, first=other["名称"])
                break
        known.append(material)


def _may_both_stand(matter: Matter, one: Material, other: Material) -> bool:
    group = one.get("任选组")
    if group and group == other.get("任选组"):
        return True
    return are_disjoint(matter, one.get("适用情形"), other.get("适用情形"))
