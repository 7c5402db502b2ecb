"""The chart of a 一件事 that has no flow of its own: its members in the order of their 前置."""

from __future__ import annotations

from collections.abc import Mapping

from catalog_tool.domain.onething import in_order, member_key
from catalog_tool.handbook.flow.graph import Block, Chart, Edge, Shape
from catalog_tool.handbook.flow.step_texts import NO_BODY, lines_of, procedure_box
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import labelled, situations
from catalog_tool.model import texts_of


def members_chart(chart: Chart, thing: Node, members: list[Node], titles: Mapping[str, str]) -> list[str]:
    """Fill the chart: who waits for nobody begins, members of one rank stand side by side.

    The departments that have a part are in the answer; a bank or a company (办理单位) is none.
    A 前置 that is no member here, or that would close a circle, is said in the box.
    """
    by_value = {id(member.value): member for member in members}
    ordered = [by_value[id(value)] for value in in_order([member.value for member in members])]
    ranks: dict[str, int] = {}
    boxes: dict[str, int] = {}
    rows: dict[int, list[int]] = {}
    edges: list[Edge] = []
    for member in ordered:
        waits = texts_of(member["前置"].value)
        before = [key for key in dict.fromkeys(waits) if key in boxes]
        others = [titles.get(key, key) for key in dict.fromkeys(waits) if key not in boxes]
        rank = 1 + max((ranks[key] for key in before), default=0)
        box = chart.add(Shape.STEP, _lane(member, thing), _texts(member, titles, others))
        rows.setdefault(rank, []).append(box)
        edges += [Edge(boxes[key], box) for key in before]
        if key := member_key(member.value):
            boxes[key], ranks[key] = box, rank
    lanes = [chart.boxes[box].lane for rank in sorted(rows) for box in rows[rank]]
    start = chart.add(Shape.TERMINAL, lanes[0], ("开始",))
    end = chart.add(Shape.TERMINAL, lanes[-1], ("结束",))
    waiting, awaited = {edge.target for edge in edges}, {edge.source for edge in edges}
    every = [box for rank in sorted(rows) for box in rows[rank]]
    chart.edges += [Edge(start, box) for box in every if box not in waiting]
    chart.edges += edges
    chart.edges += [Edge(box, end) for box in every if box not in awaited]
    sides = []
    for procedure in thing["特别程序"].mappings:
        side = chart.add(
            Shape.STEP, "", procedure_box(procedure), owner=every[-1],
            stopped=procedure["计入时限"].text == "否",
        )  # fmt: skip
        sides.append(side)
    blocks = [[tuple(rows[rank])] for rank in sorted(rows)]
    blocks[0].insert(0, (start,))
    blocks[-1].append((end,))
    chart.blocks += [Block(tuple(block), tuple(sides) if block is blocks[-1] else ()) for block in blocks]
    return [lane for lane in chart.lanes if any(member["部门"].text == lane for member in members)]


def _lane(member: Node, thing: Node) -> str:
    return member["部门"].text or member["办理单位"].text or thing["牵头部门"].text or NO_BODY


def _texts(member: Node, titles: Mapping[str, str], others: list[str]) -> tuple[str, ...]:
    code = member["基本编码"].text
    name = titles.get(code, "") or member["名称"].text
    return lines_of(
        name or code or "（未写事项）",
        code if name else "",
        member["方式"].text,
        labelled("阶段", member["阶段"].text),
        labelled("适用情形", situations(member["适用情形"])),
        labelled("须先办好", "、".join(Node(other).text for other in others)),
    )
