"""The chart of a flow from the steps, the links of the 审批链 and the special procedures of the data.

A special procedure hangs on the first step that names it, else on the one whose 办理处室 carries
it out (承担单位), else on the step before the decision (the first of those that run at once),
else on the last review; where there is none it stands at the end without a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_tool.domain.duration import stages
from catalog_tool.handbook.flow.branches import (
    REFUSALS,
    acceptance,
    accepts,
    decision_of,
    lines_back,
    plain_branch,
    refusal,
    split_branches,
)
from catalog_tool.handbook.flow.graph import Chart, Edge, Shape, Way
from catalog_tool.handbook.flow.main_line import MainLine
from catalog_tool.handbook.flow.step_names import REVIEWING
from catalog_tool.handbook.flow.step_texts import (
    Bodies,
    Link,
    Step,
    consulted,
    lane_of,
    lane_of_link,
    link_box,
    procedure_box,
)
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import labelled

_MOST_BESIDE = 8
"""Boxes beside a step: with more the step would not stay on a page."""


def steps_chart(
    chart: Chart, matter: Node, items: list[Step | Link], bodies: Bodies, *, internal: bool
) -> dict[str, str]:
    """Fill the chart from start to end; the departments asked for an opinion, with how they have agreed."""
    line = MainLine(chart, matter, bodies, internal)
    main, branches = split_branches(items)
    steps = [item.node for item in main if isinstance(item, Step)]
    anchors = _anchors(matter, steps)
    decision = decision_of(steps)
    accepting = [item.node for item in main if accepts(item)]
    # Of 收件 and 受理 it is 受理 that says no.
    refuser = next((step for step in accepting if "受理" in step["环节"].text), next(iter(accepting), None))
    line.begin()
    line.on(chart.add(Shape.TERMINAL, _lane(main[0], bodies), ("开始",)))
    for stage in _stages(main):
        line.begin()
        if isinstance(stage[0], Link):
            line.on(chart.add(Shape.STEP, _lane(stage[0], bodies), link_box(stage[0].node)))
            continue
        mates = [item.node for item in stage]
        keys = line.steps(mates)
        for mate, key in zip(mates, keys, strict=True):
            _consult(line, mate, key)
            _procedures(line, anchors.get(id(mate.value), []), key)
            if len(mates) > 1:
                for branch in branches.get(id(mate.value), ()):
                    plain_branch(line, branch, key)
        if len(mates) == 1:
            if accepts(stage[0]):
                acceptance(line, mates[0], keys[0], branches.get(id(mates[0].value), []), decides=mates[0] is refuser)
            if mates[0] is decision:
                refusal(line, mates[0], branches.pop(REFUSALS, []))
    _rest(line, branches.get(REFUSALS, []), anchors.get(0, []))
    line.on(chart.add(Shape.TERMINAL, _lane(main[-1], bodies), ("结束",)))
    lines_back(line)
    line.finish()
    return line.agreed


def _rest(line: MainLine, refusals: list[Node], untied: list[Node]) -> None:
    """What no step was found for hangs on the last one."""
    rows = line.groups[-1].rows
    # A join is no box to hang on: the last of those that it gathers is.
    owner = line.last if line.chart.boxes[line.last].shape is not Shape.BAR else rows[-2][-1]
    for branch in refusals:
        plain_branch(line, branch, owner)
    _procedures(line, untied, owner, tied=False)


def _lane(item: Step | Link, bodies: Bodies) -> str:
    return lane_of(item.node, bodies) if isinstance(item, Step) else lane_of_link(item.node, bodies)


def _stages(main: list[Step | Link]) -> Iterator[list[Step | Link]]:
    """Items one after another; steps of one 并行组 together where the first of them stands."""
    for stage in stages(
        (number, item.node.value if isinstance(item, Step) else {}) for number, item in enumerate(main)
    ):
        yield [main[number] for number, _ in stage.steps]


def _consult(line: MainLine, step: Node, key: int) -> None:
    """Who is asked stands beside the step; too many to draw are named in its box."""
    found = [
        (name, texts, agreed)
        for name, texts, agreed in map(consulted, step["征求意见部门"])
        if name or agreed or texts[1:]
    ]
    for name, _, agreed in found:
        lane = name or line.chart.boxes[key].lane
        line.agreed[lane] = line.agreed.get(lane) or agreed
    if len(found) > _MOST_BESIDE:
        line.say(key, labelled("征求意见", "、".join(_bracketed(name, texts[1:]) for name, texts, _ in found)))
        return
    for name, texts, _ in found:
        asked = line.aside(key, Shape.STEP, name or line.chart.boxes[key].lane, texts)
        line.chart.edges.append(Edge(key, asked, Way.ASIDE, both=True))


def _bracketed(name: str, notes: Sequence[str]) -> str:
    return f"{name}（{'，'.join(notes)}）" if notes else name


def _procedures(line: MainLine, procedures: Sequence[Node], key: int, *, tied: bool = True) -> None:
    """Special procedures beside a step; too many to draw are named in its box."""
    if len(procedures) > _MOST_BESIDE:
        for name, *notes in map(procedure_box, procedures):
            line.say(key, _bracketed(name, notes))
        return
    for procedure in procedures:
        _procedure(line, procedure, key, tied=tied)


def _procedure(line: MainLine, node: Node, key: int, *, tied: bool) -> None:
    by = node["承担单位"].text
    has_lane = any(box.lane == by for box in line.chart.boxes.values())
    name, *rest = procedure_box(node)
    texts = (name, *((f"承担：{by}",) if by and not has_lane else ()), *rest)
    box = line.aside(key, Shape.STEP, by if has_lane else "", texts, stopped=node["计入时限"].text == "否")
    if tied:
        line.chart.edges.append(Edge(key, box, Way.ASIDE, both=True))


def _anchors(matter: Node, steps: list[Node]) -> dict[int, list[Node]]:
    """Special procedures by the id of the value of the step they hang on; 0 where there is none."""
    decision = decision_of(steps)
    before = steps[: next((n for n, step in enumerate(steps) if step is decision), 0)]
    reviews = [step for step in steps if REVIEWING.search(step["环节"].text)]
    usual = next(reversed(before or reviews), decision)
    together = usual["并行组"].text if usual is not None else ""
    if together:
        usual = next(step for step in steps if step["并行组"].text == together)
    found: dict[int, list[Node]] = {}
    for item in matter["特别程序"]:
        procedure = item if isinstance(item.value, dict) else Node({"名称": item.value})
        name = procedure["名称"].text
        if not name and not (isinstance(item.value, dict) and item.value):
            continue
        naming = (step for step in steps if name and name in f"{step['环节'].text}\n{step['说明'].joined}")
        by = procedure["承担单位"].text
        doing = (step for step in steps for office in [step["办理处室"].text] if office and by.endswith(office))
        anchor = next(naming, None) or next(doing, usual)
        found.setdefault(0 if anchor is None else id(anchor.value), []).append(procedure)
    return found
