"""One code stands for two matters, or one handling item stands twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog_tool.context import Context
from catalog_tool.domain.names import fold, level_note
from catalog_tool.findings import Anchor, Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import Fact, PlacedFact, rule

_SHOWN_NAMES = 5

BAD = """
基本编码: "330100201000"  # <- duplicate-code
---
基本编码: "330100201000"  # <- duplicate-code
"""

GOOD = """
基本编码: "330100201000"
孙项名称: 新办
业务办理项编码: "11330225003012349P433010020100001"
---
基本编码: "330100201000"
孙项名称: 变更
业务办理项编码: "11330225003012349P433010020100002"
"""


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """The identity of each coded matter."""
    if matter.code:
        identity = [matter.code, matter.detail_name, matter.handling_code, matter.body_name]
        yield Fact(("基本编码",), [identity, matter.main_name, matter.sub_name])


@rule(
    severity=Severity.ERROR,
    title="编码重复",
    message="{code} {problem}；一个编码只对一个事项，请核对编码，"
    "同一事项的不同办理项请用 孙项名称 或 业务办理项编码 区分",
    source="GB/T 39554.1-2020；DB52/T 1264-2018",
    what="同一（基本编码、孙项名称、业务办理项编码、实施主体）在一个目录里出现两次，或同一基本编码有两个主项名称、"
    "子项名称。全角半角、括号、空格不算区别。",
    why="编码是事项的身份证，数据靠它汇总和上传；一码两事，两边的办件就混在一起。",
    fix="是抄错就改编码；是同一事项的不同办理项，补写孙项名称或业务办理项编码；是多余的一份就删去。",
    gathers=facts,
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """Group by code; report identities that recur and codes with two names, at each place."""
    by_code: dict[str, list[PlacedFact]] = defaultdict(list)
    for fact in facts:
        by_code[fact.data[0][0]].append(fact)
    for code, group in by_code.items():
        if len(group) > 1:
            yield from _repeated(code, group)
            yield from _two_names(code, group)


def _repeated(code: str, group: list[PlacedFact]) -> Iterator[Hit]:
    by_identity: dict[tuple[str, ...], list[PlacedFact]] = defaultdict(list)
    for fact in group:
        _, detail, handling_code, body = fact.data[0]
        # Folding drops level notes, and 某某（省级） and 某某（县级） may both be meant.
        by_identity[fold(detail), *level_note(detail)[1], "", handling_code, fold(body)].append(fact)
    for same in by_identity.values():
        if len(same) > 1:
            for fact in same:
                yield Hit.on(fact.anchor, _others(fact, same), code=code, problem=f"出现了 {len(same)} 次")


def _two_names(code: str, group: list[PlacedFact]) -> Iterator[Hit]:
    for position, field in ((1, "主项名称"), (2, "子项名称")):
        names = {fold(fact.data[position]): fact.data[position] for fact in reversed(group) if fact.data[position]}
        if len(names) > 1:
            shown = "”“".join(sorted(names.values())[:_SHOWN_NAMES])
            for fact in group:
                yield Hit.on(
                    fact.anchor, _others(fact, group), code=code, problem=f"有 {len(names)} 个{field}（“{shown}”）"
                )


def _others(fact: PlacedFact, group: list[PlacedFact]) -> Iterator[Anchor]:
    return (other.anchor for other in group if other is not fact)
