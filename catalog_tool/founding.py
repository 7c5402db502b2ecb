"""The use case behind `init`: the catalog.yaml of a new catalog."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import NamedTuple

from catalog_tool import store
from catalog_tool.findings import CannotRun
from catalog_tool.formats.yaml_reader import MANIFEST_NAME
from catalog_tool.formats.yaml_writing import written
from catalog_tool.model import Kind
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.standards import Standards
from catalog_tool.store.targets import catalog_in

_DIGITS = {"镇级": 9, "村级": 12}
_DATE = re.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")


class Facts(NamedTuple):
    """What a person knows of a catalog before there is one; "" where not."""

    category: str
    name: str
    level: str
    region: str
    region_name: str
    profile: str
    published: str


def manifest(facts: Facts, standards: Standards, *, whole: bool) -> dict[str, object]:
    """The plain value of catalog.yaml; `whole` asks for everything that must be there.

    Raises CannotRun where a fact is missing or cannot be right.
    """
    digits = _DIGITS.get(facts.level, 6)
    if facts.region and not (facts.region.isascii() and facts.region.isdecimal() and len(facts.region) == digits):
        raise CannotRun(f"{facts.level}的区划代码是 {digits} 位数字，--region 写的是 {facts.region}。请核对。")
    if facts.published and not _is_date(facts.published):
        raise CannotRun(f"--published 写的是 {facts.published}，日期要写成 2018-05-10 的样子。")
    for option, given in (("--name", facts.name), ("--region", facts.region), ("--published", facts.published)):
        if whole and not given:
            raise CannotRun(f"新建目录要写明 {option}。")
    lives = standards.lexicon.regions.get(facts.region, ())
    region_name = facts.region_name or (lives[-1].name if lives else "")
    if whole and not region_name:
        raise CannotRun(f"不知道 {facts.region} 是什么地方。请核对 --region，或用 --region-name 写明名称。")
    value: dict[str, object] = {
        "类别": facts.category,
        "名称": facts.name,
        "层级": facts.level,
        "区划代码": facts.region,
        "区划名称": region_name,
        "版本": facts.published[:4] + ".1" if facts.published else "",
        "发布日期": facts.published,
        "编码规则": facts.profile,
        "收录范围": [facts.level],
    }
    return {key: item for key, item in value.items() if item}


def _is_date(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def found(folder: str, value: dict[str, object], standards: Standards) -> str:
    """Write the catalog.yaml of a new folder; its name as people are shown it. Nothing is ever overwritten."""
    path = os.path.join(folder, MANIFEST_NAME)
    if catalog_in(folder) is not None or os.path.lexists(path):
        raise CannotRun(f"已经有 {store.shown_name(path)}，没有改动。请换一个文件夹。")
    text = written([value], [KeyOrders(standards.schemas).of(Kind.MANIFEST)])
    store.write_file(path, text.encode("utf-8"))
    return store.shown_name(path)
