"""Where a flow branches: what is asked after acceptance and decision, and what leads back.

A branch has a source in the data or is not drawn:
- 补正: a step of that name, or an accepting step (受理, 收件) whose own words or papers speak of
  补正, 补齐 or 一次性告知; it leads back to its 退回至, else to the accepting step;
- 不予受理: 不予受理情形, a step of that name, or the words or papers of an accepting step;
- the refusal (不予许可, 不予批准): 不予批准情形, or a step of that name; 说明理由 only with the former;
- a line back: 退回至, where it names a step of the flow; it is said in the box as well.
"""

from __future__ import annotations

from catalog_tool.handbook.flow.graph import APPLICANT, Edge, Shape, Way
from catalog_tool.handbook.flow.main_line import MainLine
from catalog_tool.handbook.flow.step_names import (
    DECIDING,
    NOT_ACCEPTED,
    TELLING,
    is_accepting,
    is_applicant,
    is_correction,
    is_not_accepted,
    is_refusal,
)
from catalog_tool.handbook.flow.step_texts import Link, Step, lane_of, step_name
from catalog_tool.handbook.reading import Node

LICENCE = "行政许可"
REFUSALS = -1
"""The key of the steps that refuse, among the branches."""


def split_branches(items: list[Step | Link]) -> tuple[list[Step | Link], dict[int, list[Node]]]:
    """The main line, and the steps that branch off: by the id of the accepting step's value, or REFUSALS."""
    main: list[Step | Link] = []
    branches: dict[int, list[Node]] = {}
    accepting: Node | None = None
    for item in items:
        name = item.node["环节"].text if isinstance(item, Step) else ""
        if main and is_refusal(name):
            branches.setdefault(REFUSALS, []).append(item.node)
        elif accepting is not None and (is_not_accepted(name) or is_correction(name)):
            branches.setdefault(id(accepting.value), []).append(item.node)
        else:
            main.append(item)
            if accepts(item):
                accepting = item.node
    return main, branches


def accepts(item: Step | Link) -> bool:
    """Whether an item is a step that accepts applications."""
    return isinstance(item, Step) and is_accepting(item.node["环节"].text)


def acceptance(line: MainLine, step: Node, key: int, branches: list[Node], *, decides: bool) -> None:
    """The questions after an accepting step; `decides` where it is the one that 不予受理情形 belong to."""
    words = "\n".join(
        str(text) for name in ("环节", "说明", "审查标准", "产出", "产出文书") for text in step[name].texts
    )
    refusing = [branch for branch in branches if is_not_accepted(branch["环节"].text)]
    correcting = [branch for branch in branches if branch not in refusing]
    stated = decides and bool(line.matter["不予受理情形"].texts)
    if refusing or stated or NOT_ACCEPTED.search(words):
        asked = _ask(line, key, "有无不予受理情形")
        for branch in refusing:
            line.branch(branch, asked, Shape.TERMINAL, branch["部门"].text, label="有")
        if not refusing:
            end = line.aside(asked, Shape.TERMINAL, "", ("不予受理",))
            line.chart.edges.append(Edge(asked, end, Way.ASIDE, "有"))
        line.label = "无"
    if correcting or TELLING.search(words):
        asked = _ask(line, key, "材料是否齐全")
        boxes = [
            line.branch(branch, asked, Shape.STEP, lane_of(branch, line.bodies), label="否") for branch in correcting
        ]
        if not boxes:
            told = ("一次性告知",) if "一次性告知" in words else ()
            boxes = [line.aside(asked, Shape.STEP, APPLICANT, ("补正材料", *told))]
            line.chart.edges.append(Edge(asked, boxes[0], Way.ASIDE, "否"))
        returned = {box for branch, box in line.boxes if branch["退回至"].text}
        line.chart.edges += [Edge(box, key, Way.BACK) for box in boxes if box not in returned]
        line.label = "是"


def _ask(line: MainLine, key: int, question: str) -> int:
    asked = line.chart.add(Shape.DECISION, line.chart.boxes[key].lane, (question,))
    line.on(asked)
    return asked


def refusal(line: MainLine, step: Node, branches: list[Node]) -> None:
    """After the step that decides: refused, where the data say when or by which step."""
    stated = bool(line.matter["不予批准情形"].texts)
    if not branches and not stated:
        return
    licence = line.matter["事项类型"].text == LICENCE
    asked = line.chart.add(Shape.DECISION, lane_of(step, line.bodies), ("是否准予许可" if licence else "是否批准",))
    line.on(asked)
    why = "说明理由" if stated else ""
    for branch in branches:
        line.branch(branch, asked, Shape.TERMINAL, branch["部门"].text, label="否", more=why)
    if not branches:
        end = line.aside(asked, Shape.TERMINAL, "", ("不予许可" if licence else "不予批准", why))
        line.chart.edges.append(Edge(asked, end, Way.ASIDE, "否"))
    line.label = "是"


def plain_branch(line: MainLine, branch: Node, key: int) -> None:
    """A branch off a step that asks nothing: aside, ending there unless it is a correction."""
    shape = Shape.STEP if is_correction(branch["环节"].text) else Shape.TERMINAL
    line.branch(branch, key, shape, lane_of(branch, line.bodies))


def decision_of(steps: list[Node]) -> Node | None:
    """The step that decides: the last one called so, else the last that approves."""
    named = [step for step in steps if "决定" in step["环节"].text]
    approving = [step for step in steps if DECIDING.search(step["环节"].text)]
    return next(reversed(named or approving), None)


def lines_back(line: MainLine) -> None:
    """退回至 of every step: said in its box, and a line where it names a step, the nearest before first."""
    names = [(step_name(step), key) for step, key in line.boxes]
    for number, (step, key) in enumerate(line.boxes):
        target = step["退回至"].text
        if not target:
            continue
        line.say(key, f"退回至：{target}")
        found = [box for name, box in names[:number] if name == target][-1:]
        found = found or [box for name, box in names[number + 1 :] if name == target][:1]
        if not found and is_applicant(target):
            found = [box for _, box in names[:number] if line.chart.boxes[box].lane == APPLICANT][:1]
        if found and found[0] != key:
            line.chart.edges.append(Edge(key, found[0], Way.BACK))
