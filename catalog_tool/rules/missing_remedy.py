"""A decision that people are not told how to contest."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.contacts import is_said
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import MAIN_WITH_SUBS, Matter, mapping_of
from catalog_tool.rules import rule

BAD = """
权利救济: {行政复议: 象山县人民政府}  # <- missing-remedy
---
事项类型: 行政给付  # <- missing-remedy
基本编码: "330600107000"
权利救济:
"""

GOOD = """
权利救济: {行政复议: 象山县人民政府, 行政诉讼: 象山县人民法院}
---
基本编码: "331400901000"
主项名称: 社会保险参保证明打印
子项名称: 社会保险参保证明打印
事项类型: 公共服务
权利救济:
"""

_DECISIONS = frozenset({"行政许可", "行政确认", "行政给付", "行政奖励", "行政裁决", "其他行政权力"})
_WAYS = ("行政复议", "行政诉讼")


@rule(
    severity=Severity.WARNING,
    title="没有写权利救济",
    message="{type}事项没有写{missing}；请在 权利救济 里写明向哪个机关申请复议、向哪个法院起诉和期限",
    source="办事指南范本的“申请人权利”；行政许可法第七条、第三十八条：不予许可的应当告知复议、诉讼的权利",
    what="行政许可、行政确认、行政给付、行政奖励、行政裁决和其他行政权力，要写行政复议和行政诉讼的途径。"
    "公共服务、审核转报、内部管理等不要求；指导目录不要求，因为复议机关和法院各地不同；连投诉渠道都还没有写的名录也不要求。",
    why="不予批准的决定必须告知救济途径；指南上不写，申请人往往错过期限。",
    fix="写 权利救济: {行政复议: 某某人民政府, 行政诉讼: 某某人民法院}，连同期限。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look for both ways where the matter ends in a decision."""
    value = matter.value
    remedy = value.get("权利救济")
    if isinstance(remedy, dict) and is_said(remedy.get("行政复议")) and is_said(remedy.get("行政诉讼")):
        return
    # A list of names and codes is no guide yet: the schema asks for its contacts first.
    if remedy is None and "监督投诉" not in value:
        return
    if context.is_directory or matter.type not in _DECISIONS:
        return
    if matter.status == "取消" or matter.code.endswith(MAIN_WITH_SUBS):
        return
    missing = [way for way in _WAYS if not is_said(mapping_of(remedy).get(way))]
    path = "权利救济" if "权利救济" in value else "事项类型"
    yield Hit.at((path,), type=matter.type, missing="和".join(missing))
