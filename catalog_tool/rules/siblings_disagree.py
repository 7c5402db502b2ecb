"""Handling items of one code with different statutory limits or different bases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.limits import Limit, limit_of
from catalog_tool.domain.names import fold
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import Fact, PlacedFact, rule

BAD = """
基本编码: "330100201000"  # <- siblings-disagree
孙项名称: 新办
办理时限: {法定: {数值: 15, 单位: 工作日}, 承诺: {数值: 7, 单位: 工作日}}
---
基本编码: "330100201000"  # <- siblings-disagree
孙项名称: 延期
办理时限: {法定: {数值: 20, 单位: 工作日}, 承诺: {数值: 7, 单位: 工作日}}
"""

GOOD = """
基本编码: "330100201000"
孙项名称: 新办
适用依据:
  - {名称: 《中华人民共和国建筑法》, 条款: 第七条、第八条, 类别: 法律}
  - {名称: 《建筑工程施工许可管理办法》, 文号: 住房和城乡建设部令第18号, 条款: 第四条, 类别: 部门规章}
---
基本编码: "330100201000"
孙项名称: 延期
适用依据:
  - {名称: 《建筑工程施工许可管理办法》, 文号: 住房和城乡建设部令第18号, 条款: 第四条, 类别: 部门规章}
  - {名称: 《中华人民共和国建筑法》, 条款: 第八条、第七条, 类别: 法律}
"""

_ABOLISHED = "取消"
_NONE = "无法定时限"
_MOST_SHOWN = 4
_SEPARATORS = re.compile("[、，,；;和及与]")


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """Code, the item's own name, 法定 (number and unit, or in words, or nothing) and 适用依据 of a matter in force."""
    value = matter.value
    if not matter.code or value.get("状态") == _ABOLISHED:
        return
    bases = [[text_of(basis.get("名称")), text_of(basis.get("条款"))] for _, basis in matter.listed("适用依据")]
    item = matter.detail_name or matter.handling_code or matter.body_name or matter.title
    yield Fact(("基本编码",), [matter.code, item, _statutory(matter.limits, matter.type), bases])


def _statutory(limits: Mapping[str, Any], type_: str) -> list[int | str]:
    written = limits.get("法定")
    limit = limit_of(written, type_)
    if limit is not None:
        return [limit.number, limit.unit]
    if isinstance(written, dict) and written.get("说明") and "数值" not in written:
        return [_NONE]
    return []


@rule(
    severity=Severity.WARNING,
    title="同一编码的办理项法定要素不一",
    message="{code} 的办理项{field}不一样：{values}；同一编码的法定时限和适用依据应当相同，请对照省目录改一致",
    source="2018 年“八统一”：适用依据、办理时限按主项、子项统一，办理项只分情形",
    what="同一基本编码下有几个办理项（孙项名称、业务办理项编码或实施主体不同）时，法定时限和适用依据应相同。"
    "依据比法规名称和条款，先后不论；没有写条款的、没有写的不比。承诺时限可以各不相同。",
    why="法定时限和依据属于编码所指的那个事项，不属于某一个办理项；写得不一样，总有一个抄错了。",
    fix="对照省目录改一致；法规确实对新办、变更等规定不同的，那是不同的子项，应当各有编码。",
    gathers=facts,
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """Group by code; compare limits, then bases."""
    by_code: dict[str, list[PlacedFact]] = defaultdict(list)
    for fact in facts:
        by_code[fact.data[0]].append(fact)
    for code, group in by_code.items():
        if len(group) > 1:
            timed = [fact for fact in group if fact.data[2]]
            yield from _different(code, "法定时限", timed, [_limit_shown(fact.data[2]) for fact in timed])
            yield from _bases(code, [fact for fact in group if fact.data[3]])


def _limit_shown(limit: list[Any]) -> str:
    return limit[0] if len(limit) == 1 else Limit(*limit).plain.text


def _different(code: str, field: str, group: Sequence[PlacedFact], shown: Sequence[str]) -> Iterator[Hit]:
    if len(set(shown)) < 2:
        return
    first_of = {text: fact for fact, text in zip(reversed(group), reversed(shown), strict=True)}
    values = "、".join(f"“{first_of[text].data[1]}”{text}" for text in sorted(first_of)[:_MOST_SHOWN])
    for fact in group:
        others = (other.anchor for other in group if other is not fact)
        yield Hit.on(fact.anchor, others, code=code, field=field, values=values)


def _bases(code: str, group: Sequence[PlacedFact]) -> Iterator[Hit]:
    cited = [_cited(fact.data[3]) for fact in group]
    if any(_unlike(cited[0], other) for other in cited[1:]):
        yield from _different(code, "适用依据", group, [_bases_shown(fact.data[3]) for fact in group])


def _cited(bases: Iterable[list[str]]) -> dict[str, frozenset[str]]:
    """The articles cited of each law, by its folded name."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, articles in bases:
        parts = (fold(part) for part in _SEPARATORS.split(articles))
        found[fold(name).strip("《》()")].update(part for part in parts if part)
    found.pop("", None)
    return {name: frozenset(articles) for name, articles in found.items()}


def _unlike(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> bool:
    if one.keys() != other.keys():
        return bool(one and other)
    return any(one[name] and other[name] and one[name] != other[name] for name in one)


def _bases_shown(bases: Iterable[list[str]]) -> str:
    return "".join(sorted(f"{name}{articles}" for name, articles in bases))
