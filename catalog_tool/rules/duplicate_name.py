"""One full name twice under one implementing body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog_tool.context import Context
from catalog_tool.domain.codes import parse_basic
from catalog_tool.domain.names import fold, level_note
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import Fact, PlacedFact, rule

BAD = """
基本编码: "330100201000"  # <- duplicate-name
---
基本编码: "330100202000"  # <- duplicate-name
"""

GOOD = """
基本编码: "330100201000"
孙项名称: 新办
业务办理项编码: "11330225003012349P433010020100001"
---
基本编码: "330100201000"
孙项名称: 变更
业务办理项编码: "11330225003012349P433010020100002"
---
基本编码: "330100202000"
状态: 取消
取消日期: 2018-08-10
"""

_ABOLISHED = "取消"


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """Implementing body, 主项名称, 子项名称 and 孙项名称 of each matter in force that is handled as such."""
    body = matter.body_name
    if not body or not matter.title or matter.value.get("状态") == _ABOLISHED:
        return
    code = parse_basic(context.profile, matter.code)
    # The row of a main item carries its name for its subs' sake; nobody handles it.
    if code is None or not code.is_main_with_subs:
        yield Fact(("基本编码",), [body, matter.main_name, matter.sub_name, matter.detail_name])


@rule(
    severity=Severity.WARNING,
    title="事项名称重复",
    message="“{name}”在{body}名下出现 {count} 次；请核对是不是重复录入，确是两件事的，请在名称里写明区别",
    source="广安区 1135 行公开清单中有 2 个部门各有一个名称出现两次",
    what="同一实施主体名下，主项名称、子项名称、孙项名称都相同的事项不止一个。全角半角、括号、空格不算区别；"
    "末尾注的层级不同算区别。末三位 00Y 的主项行和已取消的不计。",
    why="名称一样，申请人和窗口分不清该办哪一个；两行各自维护，材料和时限迟早会不一样。",
    fix="重复录入的删去一行；是同一事项的不同办理项的，用 孙项名称 区分；是不同事项的，把名称改清楚。",
    gathers=facts,
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """Group by body and folded names; report each of a group."""
    groups: dict[tuple[str, ...], list[PlacedFact]] = defaultdict(list)
    for fact in facts:
        body, *names = fact.data
        groups[fold(body), *map(fold, names)].append(fact)
    for group in groups.values():
        if len(group) > 1:
            yield from _same(group)


def _same(group: list[PlacedFact]) -> Iterator[Hit]:
    # Folding drops level notes, and 某某（省级） and 某某（县级） may both be meant.
    by_notes: dict[tuple[tuple[str, ...], ...], list[PlacedFact]] = defaultdict(list)
    for fact in group:
        by_notes[tuple(tuple(level_note(name)[1]) for name in fact.data[1:])].append(fact)
    for same in by_notes.values():
        if len(same) > 1:
            for fact in same:
                body, main, sub, detail = fact.data
                name = f"{sub or main}·{detail}" if detail else sub or main
                others = (other.anchor for other in same if other is not fact)
                yield Hit.on(fact.anchor, others, name=name, body=body, count=len(same))
