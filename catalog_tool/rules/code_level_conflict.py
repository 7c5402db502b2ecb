"""The level digit inside a long code is another than the matter's or the catalog's level."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.codes import parse_handling, parse_implementation
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import LEVELS, Matter, mapping_of, text_of, texts_of
from catalog_tool.rules import rule

BAD = """
行使层级: [县级]
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P"}
基本编码: "330100201000"
实施编码: "11330225003012349P3330100201000"  # <- code-level-conflict
---
行使层级: [市级]
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P"}
基本编码: "330100202000"
实施编码: "11330225003012349P4330100202000"  # <- code-level-conflict
"""

GOOD = """
行使层级: [县级]
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P", 性质: 受委托组织}
权力来源: 上级委托
权力来源机关: {名称: 宁波市住房和城乡建设委员会, 层级: 市级, 权限: [受理, 审查, 决定], 范围: 本县的工程, 起: 2018-01-01}
权力来源依据: [{名称: 《行政许可委托书》, 文号: 甬建委〔2017〕8号, 类别: 委托书}]
基本编码: "330100201000"
实施编码: "11330225003012349P4330100201000"
"""


@rule(
    severity=Severity.ERROR,
    title="编码里的层级与事项的层级不一致",
    message="{field}里的层级数字是 {digit}（{level}），而{others}；请核对后改编码，或改层级",
    source="GB/T 39554.1-2020：实施编码第 19 位为层级，1 国家 2 省 3 市 4 县 5 镇 6 村",
    what="实施编码（没有时看业务办理项编码）里的层级数字，与 行使层级 和目录的 层级 相符。"
    "指导目录和功能区的清单不与目录的层级比；收录范围写明还收别级事项的，那一级也算；受委托办理的，也可以是委托机关那一级。",
    why="层级数字错了，上传时事项会挂到别的层级，本级反而缺这一项。",
    fix="多半是从上级清单抄来时没有改这一位；换了实施主体或层级的，编码要一起换。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Read the level out of the code; compare it with what stands beside it and above it."""
    value = matter.value
    field = "实施编码"
    parts = parse_implementation(context.profile, matter.implementation_code) if field in value else None
    if parts is None:
        field = "业务办理项编码"
        parts = parse_handling(context.profile, matter.handling_code) if field in value else None
    digit = (parts or {}).get("level")
    if not digit:
        return
    level = LEVELS[int(digit) - 1]
    others = []
    levels = matter.levels
    if levels and level not in levels:
        others.append(f"行使层级是{'、'.join(levels)}")
    covered = context.once(_levels_covered)
    if covered and level not in covered:
        others.append(f"本目录是{context.level}的")
    if others and not _is_givers(matter, level):
        yield Hit.at((field,), field=field, digit=digit, level=level, others="，".join(others))


def _levels_covered(context: Context) -> frozenset[str]:
    """The levels whose matters a catalog holds; empty where that is not for its own level to say."""
    manifest = context.manifest
    if context.is_directory or not context.level or manifest.get("功能区"):
        return frozenset()
    scope = manifest.get("收录范围")
    listed = texts_of(scope) or texts_of(mapping_of(scope).get("层级"))
    return frozenset({context.level, *listed})


def _is_givers(matter: Matter, level: str) -> bool:
    # By 委托 the decision is the giver's, so its level may stand in the code.
    return matter.power_source.endswith("委托") and text_of(mapping_of(matter.get("权力来源机关")).get("层级")) == level
