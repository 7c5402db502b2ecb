"""One place with two addresses, two sets of hours or two telephones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.contacts import is_said, phone_texts
from catalog_tool.domain.names import fold
from catalog_tool.domain.places import addresses_differ, hours_differ, phones_differ
from catalog_tool.domain.windows import windows_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Document, Kind, mappings_of, text_of
from catalog_tool.rules import Fact, PlacedFact, rule

BAD = """
办理窗口:
  - {场所: XS-00, 窗口: 3 号, 地址: 象山县丹西街道别的路 20 号}  # <- inconsistent-place
---
办理窗口:
  - 名称: 象山县房产交易中心  # <- inconsistent-place
    地址: 象山县丹东街道示例路 9 号二楼 201 室
    时间: 工作日 8:30-17:00
    电话: 0574-65710003
---
办理窗口:
  - 名称: 象山县房产交易中心  # <- inconsistent-place
    地址: 象山县丹东街道示例路 9 号 2 楼 201 室
    时间: 工作日 9:00-16:00
    电话: 0574-65710009
---
办理窗口:
  - 名称: 象山县行政服务中心  # <- inconsistent-place
    窗口: 5 号
    地址: 象山县城南新区另一条路 1 号
    时间: 工作日 8:30-11:30、13:30-17:00
"""

GOOD = """
孙项名称: 新办
办理窗口:
  - {场所: XS-00, 窗口: 3 号, 时间: 每周二、四, 电话: 0574-65710003}
  - {名称: 石浦镇便民服务中心, 地址: 象山县石浦镇示例街 5 号一楼, 时间: 工作日 8:30-17:00, 电话: 0574-65710090}
---
孙项名称: 变更
办理窗口:
  - {名称: 石浦镇便民服务中心, 地址: 石浦镇示例街5号二楼, 时间: 周一至周五 08:30～17:00, 电话: 0574-65710090-2}
  - {名称: 象山县行政服务中心, 窗口: 二楼 3 号, 地址: 丹东街道示例路1号, 时间: 工作日 8:30-11:30}
"""

WORDS = "generic-place"
_SITES = "办理场所"
_ADDRESS, _HOURS, _PHONE = "地址", "时间", "电话"
_DIFFER: dict[str, Callable[[str, str], bool]] = {
    _ADDRESS: addresses_differ,
    _HOURS: hours_differ,
    _PHONE: phones_differ,
}
_MOST_VARIANTS = 50
"""Of more ways to describe one place than this the rest is not compared: that the place is unclear is plain by then."""


def facts(document: Document, context: Context) -> Iterator[Fact]:
    """Name, window, address, hours and telephones of each window that states any of these itself.

    A window with a 场所 may have hours and numbers of its own (format.md §2), so of it
    only the address counts.
    """
    value = document.value
    if document.kind is Kind.MANIFEST:
        yield from _site_facts(value)
        return
    if value.get("状态") == "取消":
        return
    for window in windows_of(value, context):
        own = window.own
        if not (_ADDRESS in own or _HOURS in own or _PHONE in own):
            continue
        name = text_of(own.get("名称")) or text_of(window.site.get("名称"))
        if not is_said(name):
            continue
        address = text_of(own.get(_ADDRESS))
        if window.site and not text_of(own.get("名称")):
            if address:
                yield Fact(("办理窗口", window.number), [name, "", address, "", ""])
            continue
        numbers = "、".join(text for _, text in phone_texts(own.get(_PHONE), ()))
        spot = text_of(own.get("窗口"))
        yield Fact(("办理窗口", window.number), [name, spot, address, text_of(own.get(_HOURS)), numbers])


def _site_facts(manifest: Mapping[str, Any]) -> Iterator[Fact]:
    """The same of each 办理场所, with its 区划代码 for the window: a name may recur in another region."""
    for index, site in mappings_of(manifest.get(_SITES)):
        name = text_of(site.get("名称"))
        if is_said(name):
            numbers = "、".join(text for _, text in phone_texts(site.get(_PHONE), ()))
            said = [text_of(site.get(_ADDRESS)), text_of(site.get(_HOURS)), numbers]
            yield Fact((_SITES, index), [name, text_of(site.get("区划代码")), *said])


@rule(
    severity=Severity.ERROR,
    title="同一地点前后写得不一样",
    message="“{name}”的{what}在这里是“{here}”，{where}是“{there}”；请核实后改成一致，"
    "最好在 catalog.yaml 的 办理场所 里写一次，各处引用",
    source="乐清市政协 2017 年报告：不同渠道查到的电话、地址都不相同",
    what="一个目录里，同一名称的地点只有一个地址；同一地点同一窗口只有一种办理时间、一组电话。"
    "与 catalog.yaml 的 办理场所 也要一致。楼层、房间不同不算，写法不同意思相同的不算；"
    "引用了 场所 的窗口可以有自己的时间和电话。",
    why="同一个大厅在两份指南里地址不同，必有一份让人白跑。",
    fix="到现场核实，改正错的一处；把地点写进 办理场所，窗口只写 场所 编号。",
    kinds=(Kind.MATTER, Kind.ONE_THING, Kind.MANIFEST),
    gathers=facts,
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """Hold the windows of each place against 办理场所 and against each other."""
    is_generic = context.once(_generic)
    places: dict[str, list[PlacedFact]] = defaultdict(list)
    sites: dict[str, list[PlacedFact]] = defaultdict(list)
    for fact in facts:
        (sites if fact.anchor.path[:1] == (_SITES,) else places)[fold(fact.data[0])].append(fact)
    for name, known in sites.items():
        if len(known) > 1 and not is_generic(known[0].data[0]):
            yield from _against_each_other(known)
        yield from _against_site(places.pop(name, []), known)
    for windows in places.values():
        if not is_generic(windows[0].data[0]):
            yield from _against_each_other(windows)


def _against_site(windows: Sequence[PlacedFact], sites: Sequence[PlacedFact]) -> Iterator[Hit]:
    for fact in windows:
        for column, what in enumerate((_ADDRESS, _HOURS, _PHONE), 2):
            here = fact.data[column]
            # A window within the place may keep hours and answer a telephone of its own.
            if not here or (fact.data[1] and what != _ADDRESS):
                continue
            said = [site for site in sites if site.data[column]]
            if said and all(_DIFFER[what](here, site.data[column]) for site in said):
                there = said[0].data[column]
                where = "办理场所里"
                yield Hit.on(
                    fact.anchor, [said[0].anchor], name=fact.data[0], what=what, here=here, where=where, there=there
                )


def _against_each_other(windows: Sequence[PlacedFact]) -> Iterator[Hit]:
    """Report every window that differs from what most say; all of them where no description prevails."""
    for column, what in enumerate((_ADDRESS, _HOURS, _PHONE), 2):
        groups: dict[str, list[PlacedFact]] = defaultdict(list)
        for fact in windows:
            if fact.data[column]:
                # All windows of a place share its address; a place in another region is another place.
                one_address = what == _ADDRESS and fact.anchor.path[:1] != (_SITES,)
                groups["" if one_address else fold(fact.data[1])].append(fact)
        for group in groups.values():
            yield from _variants(group, column, what)


def _variants(group: Sequence[PlacedFact], column: int, what: str) -> Iterator[Hit]:
    variants: dict[str, list[PlacedFact]] = {}
    differ = _DIFFER[what]
    # By what they say: which description comes first must not depend on how files are named.
    for fact in sorted(group, key=lambda fact: str(fact.data[column])):
        said = fact.data[column]
        if said in variants:
            variants[said].append(fact)
            continue
        same = next((known for known in variants if not differ(said, known)), None)
        if same is not None:
            variants[same].append(fact)
        elif len(variants) < _MOST_VARIANTS:
            variants[said] = [fact]
    if len(variants) < 2:
        return
    ordered = sorted(variants.values(), key=len, reverse=True)
    prevails = len(ordered[0]) > len(ordered[1])
    for position, rows in enumerate(ordered):
        if position == 0 and prevails:
            continue
        other = ordered[0] if position else ordered[1]
        for fact in rows:
            here, there = fact.data[column], other[0].data[column]
            yield Hit.on(
                fact.anchor,
                [other[0].anchor],
                name=fact.data[0],
                what=what,
                here=here,
                where="别处",
                there=there,
            )


def _generic(context: Context) -> Callable[[str], bool]:
    words = context.lexicon.words.get(WORDS, ())
    pattern = re.compile("|".join(f"(?:{word})" for word in words) or "(?!)")
    return lru_cache(maxsize=4096)(lambda name: pattern.fullmatch(name.strip()) is not None)
