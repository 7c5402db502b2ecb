"""Matters that wait for each other's results.

Nodes are handling items: one code may have several rows, and any row that gives the
result for the first time serves who needs the code. A row is stuck when something it
needs without exception can be had from no row that is not stuck itself; circles of
stuck rows are errors. Every other circle holds only in some situations, or has a way
round, and is a warning.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.business_kinds import follows_result
from catalog_tool.domain.circles import circle_through, knots
from catalog_tool.findings import Anchor, Hit, Severity
from catalog_tool.model import Matter, text_of
from catalog_tool.rules import Fact, PlacedFact, rule

BAD = """
基本编码: "330100201000"
主项名称: 建筑工程施工许可证核发
子项名称: 建筑工程施工许可证核发
前置事项: ["330100301000"]  # <- circular-precondition
---
基本编码: "330100301000"
主项名称: 建设工程规划许可证核发
子项名称: 建设工程规划许可证核发
申请材料:
  - {名称: 建筑工程施工许可证, 类别: 证照, 必要性: 必要, 来源事项: "330100201000"}
"""

GOOD = """
基本编码: "330100201000"
主项名称: 建筑工程施工许可证核发
子项名称: 建筑工程施工许可证核发
前置事项: [{基本编码: "330100301000", 依据: [《中华人民共和国建筑法》第八条]}]
---
基本编码: "330100301000"
主项名称: 建设工程规划许可证核发
子项名称: 建设工程规划许可证核发
"""

_ROW, _NEED = "row", "need"
_ABOLISHED = "取消"
_MOST_NAMES = 8


def facts(matter: Matter, context: Context) -> Iterator[Fact]:
    """The matter as a row of its code, and what it needs: [code, without exception, what is demanded]."""
    code = matter.code
    if not code or matter.status == _ABOLISHED:
        return
    title, detail = matter.title, matter.detail_name
    follows = follows_result(matter.sub_name, detail)
    name = f"{title}（{detail}）" if detail else title
    yield Fact(("基本编码",), [_ROW, code, name or code, follows])
    needs = matter.value.get("前置事项")
    if isinstance(needs, list):
        for index, item in enumerate(needs):
            target = text_of(item.get("基本编码") if isinstance(item, dict) else item)
            if target and not (follows and target == code):
                always = not (isinstance(item, dict) and item.get("适用情形"))
                yield Fact(("前置事项", index), [_NEED, target, always, ""])
    for index, material in matter.materials:
        if "来源事项" in material:
            target = text_of(material["来源事项"])
            if target and not (follows and target == code) and not _is_waived(material):
                always = _is_always_due(material, target, matter)
                yield Fact(("申请材料", index, "来源事项"), [_NEED, target, always, text_of(material.get("名称"))])


def _is_waived(material: Mapping[str, Any]) -> bool:
    return bool(material.get("免提交")) and not material.get("免提交范围")


def _is_always_due(material: Mapping[str, Any], target: str, matter: Matter) -> bool:
    """Whether the material must come from its source in every situation."""
    if material.get("必要性") != "必要" or material.get("适用情形") or material.get("免提交"):
        return False
    group = material.get("任选组")
    return not group or all(
        other.get("来源事项") == target and not other.get("免提交")
        for _, other in matter.materials
        if other.get("任选组") == group
    )


@dataclass(slots=True)
class _Row:
    """A handling item: its place, and for each code it needs the need and where it stands."""

    anchor: Anchor
    code: str
    name: str
    follows: bool
    needs: dict[str, PlacedFact] = field(default_factory=dict)

    def always_needs(self, code: str) -> bool:
        """Whether the code is needed in every situation."""
        return bool(self.needs[code].data[2])


@rule(
    severity=Severity.ERROR,
    title="互为前置",
    message="{problem}：{circle}{more}；{advice}",
    source="乐清市政协 2017 年提案：互为前置、多头验证",
    what="按 前置事项 和申请材料的 来源事项 把全目录的事项连起来，看有没有绕回自己的。"
    "任何情形下都绕不开的是错误；只在有的情形下、只涉及非必要或任选材料、同一编码另有办理项可走的是警告。"
    "免提交的材料、变更延续换证补证注销要用自己原来的证照，都不算。",
    why="办甲先要乙、办乙又先要甲，群众两头跑，哪一件都办不成。",
    fix="查清哪一个前置或材料没有法定依据，删去；都有依据的，改成部门之间调取（免提交）或并联办理（一件事）。",
    gathers=facts,
)
def judge(facts: Sequence[PlacedFact], context: Context) -> Iterator[Hit]:
    """Find the stuck rows and their circles, then the circles that hold only sometimes."""
    rows = _rows(facts)
    if not any(row.needs for row in rows):
        return
    graph = _Graph(rows)
    stuck = graph.stuck()
    told: set[int] = set()
    for certain in (True, False):
        edges = graph.edges(stuck if certain else None)
        for knot in knots(edges):
            members = [node for node in knot if node < len(rows)]
            if told.isdisjoint(members):
                told.update(members)
                yield _hit(rows, circle_through(edges, members[0], knot), members, certain=certain)


def _rows(facts: Sequence[PlacedFact]) -> list[_Row]:
    """The rows in order of place, each with its strongest need of each code."""
    rows: dict[tuple[str, int], _Row] = {}
    for fact in sorted(facts, key=lambda fact: (fact.anchor.owner.file, fact.anchor.owner.document)):
        if fact.data[0] == _ROW:
            _, code, name, follows = fact.data
            rows[fact.anchor.file, fact.anchor.owner.document] = _Row(fact.anchor, code, name, follows)
    for fact in facts:
        row = rows.get((fact.anchor.file, fact.anchor.owner.document)) if fact.data[0] == _NEED else None
        if row is not None:
            known = row.needs.get(fact.data[1])
            if known is None or (fact.data[2] and not known.data[2]):
                row.needs[fact.data[1]] = fact
    return list(rows.values())


class _Graph:
    """Rows and codes as nodes: a row leads to the codes it needs, a code to the rows that give it."""

    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows
        by_code: dict[str, list[int]] = defaultdict(list)
        for node, row in enumerate(rows):
            by_code[row.code].append(node)
        self.codes = list(by_code)
        self.node_of = {code: len(rows) + index for index, code in enumerate(self.codes)}
        self.givers = [
            [node for node in by_code[code] if not rows[node].follows] or by_code[code] for code in self.codes
        ]

    def stuck(self) -> set[int]:
        """The nodes that can never be done or had: what remains when all that can be done is done."""
        waiting: dict[str, list[int]] = defaultdict(list)
        open_needs = [0] * len(self.rows)
        for node, row in enumerate(self.rows):
            for code in row.needs:
                if code in self.node_of and row.always_needs(code):
                    waiting[code].append(node)
                    open_needs[node] += 1
        given_by = {node: self.codes[index] for index, nodes in enumerate(self.givers) for node in nodes}
        done = deque(node for node, count in enumerate(open_needs) if not count)
        had: set[str] = set()
        while done:
            given = given_by.get(done.popleft())
            if given is None or given in had:
                continue
            had.add(given)
            for node in waiting[given]:
                open_needs[node] -= 1
                if not open_needs[node]:
                    done.append(node)
        rows = {node for node, count in enumerate(open_needs) if count}
        return rows | {self.node_of[code] for code in self.codes if code not in had}

    def edges(self, stuck: set[int] | None) -> list[list[int]]:
        """Successors of every node; with `stuck` only what keeps stuck nodes stuck."""
        edges: list[list[int]] = []
        for node, row in enumerate(self.rows):
            known = [code for code in row.needs if code in self.node_of]
            if stuck is not None:
                known = [
                    code for code in known if node in stuck and self.node_of[code] in stuck and row.always_needs(code)
                ]
            edges.append([self.node_of[code] for code in known])
        edges += self.givers
        return edges


def _hit(rows: list[_Row], circle: list[int], members: list[int], *, certain: bool) -> Hit:
    """One finding for a circle, at the first of its needs; the others are related places."""
    way = [rows[node] for node in circle if node < len(rows)]
    needs = [row.needs[following.code] for row, following in zip(way, [*way[1:], way[0]], strict=True)]
    first = min(range(len(way)), key=lambda index: (needs[index].anchor.file, needs[index].anchor.place))
    way, needs = [*way[first:], *way[:first]], [*needs[first:], *needs[:first]]
    anchors = [need.anchor for need in needs]
    others = len(members) - len(way)
    return Hit.on(
        anchors[0],
        anchors[1:],
        severity=Severity.ERROR if certain else Severity.WARNING,
        problem="互为前置，哪一个都办不成" if certain else "有的情形下互为前置",
        circle=_spelled(way, needs),
        more=f"（与它们连在一起的还有 {others} 个事项）" if others else "",
        advice="请删去其中没有法定依据的前置或材料，或改为免提交、一件事并联办理"
        if certain
        else "请核对这些情形下是否真要先办，不必的写明 适用情形 或 免提交",
    )


def _spelled(way: list[_Row], needs: list[PlacedFact]) -> str:
    """甲 →（要交“乙证”）→ 乙 →（先要办）→ 甲."""
    text = ""
    for row, need in list(zip(way, needs, strict=True))[:_MOST_NAMES]:
        demand = f"要交“{need.data[3]}”" if need.data[3] else "先要办"
        text += f"{row.name} →（{demand}）→ "
    if len(way) > _MOST_NAMES:
        text += f"……（共 {len(way)} 个事项）→ "
    return text + way[0].name
