"""A region's code that was not in force when the catalog was published, or is not of its level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.regions import is_region_code, level_fault, lookup_fault
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, Path, mapping_of, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
类别: 实施清单
名称: 江干区政务服务事项实施清单
层级: 县级
区划代码: "330104"  # <- unknown-region
区划名称: 江干区
版本: "2021.4"
发布日期: 2021-12-20
办理场所:
  - {编号: JG-01, 名称: 江干区行政服务中心, 类型: 行政服务中心, 区划代码: "330114"}
  - {编号: JG-02, 名称: 四季青街道便民服务中心, 类型: 镇街便民服务中心, 区划代码: "330194003"}  # <- unknown-region
"""

GOOD = """
类别: 实施清单
名称: 江干区政务服务事项实施清单
层级: 县级
区划代码: "330104"
区划名称: 江干区
版本: "2018.2"
发布日期: 2018-07-25
办理场所:
  - 编号: XS-00
    名称: 江干区行政服务中心
    类型: 行政服务中心
    区划代码: "330104"
    地址: 杭州市江干区示例路 1 号二楼
    时间: 工作日 8:30-11:30、13:30-17:00
    电话: 0571-85710000
    交通: 公交行政服务中心站
    核实日期: 2018-07-02
"""

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@rule(
    severity=Severity.ERROR,
    title="区划代码不在册，或与层级不符",
    message="{field}“{code}”{problem}；{advice}",
    source="GB/T 2260；民政部公布的县级以上行政区划代码及历年变更",
    what="catalog.yaml 的区划代码、功能区的所属区划代码、办理场所的区划代码，按发布日期查县级以上行政区划代码；"
    "九位、十二位的查前六位。当时还没启用的、已经停用的、查不到的都报。目录自己的代码还要与层级相符（功能区的清单不核这一项）。",
    why="区划代码是各地数据归集的户头：写了撤并前的代码，或把县写成市，整份清单都会归到别处。",
    fix="照民政部门公布的代码改；经开区等功能区没有自己的代码，写在 功能区 里，所属区划代码 写它所在的市、县。",
    kinds=(Kind.MANIFEST,),
)
def check(document: Document, context: Context) -> Iterator[Hit]:
    """Look up each code of the manifest as of 发布日期; hold the catalog's own against its 层级."""
    regions = context.lexicon.regions
    if not regions:
        return
    value = document.value
    published = text_of(value.get("发布日期"))
    day = published if _DAY.fullmatch(published) else ""
    zone = mapping_of(value.get("功能区"))
    for path, code in _codes(value, is_zone=bool(zone)):
        fault = lookup_fault(regions, code, day)
        if fault is None and path == ("区划代码",):
            fault = level_fault(regions, code, text_of(value.get("层级")))
        if fault is not None:
            field = "所属区划代码" if zone and path[0] == "功能区" else "区划代码"
            yield Hit.at(path, field=field, code=code, problem=fault.problem, advice=fault.advice)


def _codes(value: dict[str, object], *, is_zone: bool) -> Iterator[tuple[Path, str]]:
    """Each code that has the form of one; a zone has none of its own, so what its list writes is passed over."""
    found: list[tuple[Path, object]] = []
    if is_zone:
        found.append((("功能区", "所属区划代码"), mapping_of(value.get("功能区")).get("所属区划代码")))
    else:
        found.append((("区划代码",), value.get("区划代码")))
    found += [
        (("办理场所", index, "区划代码"), place.get("区划代码")) for index, place in mappings_of(value.get("办理场所"))
    ]
    for path, code in found:
        if isinstance(code, str) and is_region_code(code):
            yield path, code
