"""Power went down to a level, and nowhere at that level can one apply."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.levels import is_above
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of, texts_of
from catalog_tool.rules import rule

BAD = """
权力来源: 上级委托
权力来源依据: [{名称: 《行政许可委托书》, 文号: 甬建委〔2017〕8号, 类别: 委托书}]
权力来源机关: {名称: 宁波市住房和城乡建设委员会, 层级: 市级, 权限: [受理, 审查, 决定], 范围: 本县的工程, 起: 2018-01-01}
办理窗口:
  - {场所: XS-00, 窗口: 二楼投资项目审批 3 号, 可办: [咨询]}  # <- devolved-without-place
"""

GOOD = """
权力来源: 上级委托
实施主体: {名称: 象山县住房和城乡建设局, 统一社会信用代码: "11330225003012349P", 性质: 受委托组织}
权力来源依据: [{名称: 《行政许可委托书》, 文号: 甬建委〔2017〕8号, 类别: 委托书}]
权力来源机关: {名称: 宁波市住房和城乡建设委员会, 层级: 市级, 权限: [受理, 审查, 决定], 范围: 本县的工程, 起: 2018-01-01}
办理窗口:
  - {场所: XS-00, 窗口: 二楼投资项目审批 3 号, 可办: [受理, 出件]}
"""

_HANDED_DOWN = frozenset({"上级下放", "上级委托"})
_TAKING_IN = frozenset({"收件", "受理", "办理"})
_UPPER_PLACES = frozenset({"行政服务中心", "分中心", "部门办公点"})


@rule(
    severity=Severity.WARNING,
    title="权力下放了，本级却没有地方办",
    message="{source}到{level}的事项，{problem}；请在本级设窗口并写明可办受理或办理，设不了的核对权力来源",
    source="2017 年乐清市政协监督报告：事权下放不到位，下放之后办事的人还是要跑上一级",
    what="权力来源 是 上级下放 或 上级委托、办理形式里有窗口办理的事项，办理窗口里至少要有一处在本级的场所，"
    "可办里有收件、受理或办理。窗口引用的场所，区划代码不在本目录范围内的不算本级；县里的清单写明由镇街行使的，县里的中心也不算。",
    why="名义上下放了，群众还得跑到上一级去交材料，等于没有放。",
    fix="在本级中心或便民服务中心开窗口，可办 写 受理 或 办理；只能在网上办的，从 办理形式 里去掉窗口办理。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look for one window of this level that takes the matter in."""
    source = matter.power_source
    if source not in _HANDED_DOWN or context.is_directory or matter.status != "在用":
        return
    forms = texts_of(matter.value.get("办理形式"))
    if "窗口办理" not in forms or not isinstance(matter.value.get("办理窗口"), list):
        return
    level = "、".join(matter.levels) or context.level or "本级"
    is_lower = bool(matter.levels) and all(is_above(context.level, each) for each in matter.levels)
    elsewhere: list[str] = []
    for _, window in matter.listed("办理窗口"):
        if _TAKING_IN.isdisjoint(texts_of(window.get("可办"))):
            continue
        place = context.sites.get(text_of(window.get("场所")), {})
        # What a county's list says was handed to its towns must be open in a town, not in the county's centre.
        if _is_here(text_of(place.get("区划代码")), context.region) and not (
            is_lower and text_of(place.get("类型")) in _UPPER_PLACES
        ):
            return
        elsewhere.append(text_of(place.get("名称")))
    problem = "办理窗口里没有一处可办受理或办理"
    if elsewhere:
        problem = f"能受理的只有不在本级的{'、'.join(dict.fromkeys(elsewhere))}"
    yield Hit.at(("办理窗口",), source=source, level=level, problem=problem)


def _is_here(place: str, region: str) -> bool:
    """Whether a place lies in the catalog's region; one whose code nobody wrote may."""
    return not place or not region or place.startswith(region.removesuffix("0000").removesuffix("00"))
