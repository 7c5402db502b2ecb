"""A step, a link of the 审批链, a special procedure, a member: what its box says, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog_tool.domain.limits import limit_of
from catalog_tool.domain.steps import is_counted
from catalog_tool.handbook.flow.graph import APPLICANT
from catalog_tool.handbook.flow.step_names import ACCEPTING, is_the_applicants, names_the_applicant
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import day, labelled, limit, lines, one_line, situations

NO_BODY = "办理单位"
"""The lane of steps of which the data say neither 部门 nor 实施主体."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the flow that is drawn."""

    node: Node


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the 审批链 that stands in the main line like a step."""

    node: Node


@dataclass(frozen=True, slots=True)
class Bodies:
    """Who does what no step says: by duty of the 审批链, else the body that has the matter."""

    by_duty: Mapping[str, str]
    body: str
    acceptance: str = ""

    def of(self, name: str) -> str:
        """The lane of a step without 部门, by its name."""
        if is_the_applicants(name):
            return APPLICANT
        for duty, body in self.by_duty.items():
            if duty in name:
                return body
        return self.acceptance if self.acceptance and ACCEPTING.search(name) else self.body


def lane_of(step: Node, bodies: Bodies) -> str:
    """The lane of a step: its 部门, else by its name."""
    department = step["部门"].text
    if department:
        return APPLICANT if names_the_applicant(department) else department
    return bodies.of(step["环节"].text)


def lane_of_link(link: Node, bodies: Bodies) -> str:
    """The lane of a link of the 审批链: its 部门, else its 层级."""
    return link["部门"].text or link["层级"].text or bodies.body


def step_name(step: Node) -> str:
    """环节; a box without says so, or nobody would know what it stands for."""
    return step["环节"].text or "（未写环节）"


def step_box(step: Node, *, internal: bool) -> tuple[str, ...]:
    """The paragraphs of a step's box: 环节, 办理处室 and 岗位 (internal), limit and clock, 产出, 适用情形."""
    who = " · ".join(text for key in ("办理处室", "岗位") for text in [step[key].text] if text) if internal else ""
    return lines_of(
        step_name(step),
        who,
        clocked(step, default=is_counted(step.value)),
        labelled("产出", step["产出"].text),
        labelled("适用情形", situations(step["适用情形"])),
    )


def documents(step: Node) -> tuple[str, ...]:
    """产出文书 of a step."""
    return tuple(str(text) for text in step["产出文书"].texts)


def clocked(node: Node, *, default: bool = True) -> str:
    """The limit, and that it does not count where the data or the format's default say so."""
    text = spoken_limit(node["时限"])
    counted = node["计入时限"].text
    if counted == "否" or (text and not counted and not default):
        return f"{text}，不计入时限" if text else "不计入时限"
    return text if counted in ("", "是") else one_line(lines(text, labelled("计入时限", counted)), "，")


def spoken_limit(node: Node) -> str:
    """As everywhere, but a single step that takes no time is 当场 only: nothing is finished yet."""
    text = limit(node)
    known = limit_of(node.value)
    return text.replace(known.text, "当场", 1) if known is not None and known.number == 0 else text


def procedure_box(node: Node) -> tuple[str, ...]:
    """The paragraphs of a special procedure: name, limit, whether it counts, when it is needed."""
    counted = node["计入时限"].text
    clock = {"是": "计入时限", "否": "不计入时限"}.get(counted, labelled("计入时限", counted))
    return lines_of(
        f"特别程序：{node['名称'].text or '（未写名称）'}",
        one_line(lines(limit(node["时限"]), clock), "，"),
        "联合进行" if node["联合"].text == "是" else "",
        labelled("适用情形", situations(node["适用情形"])),
    )


def consulted(node: Node) -> tuple[str, tuple[str, ...], str]:
    """A department asked for its opinion: its name, its box, and how it has agreed (确认)."""
    if not isinstance(node.value, dict):
        return node.text, ("提出意见",), ""
    return node["部门"].text, lines_of("提出意见", limit(node["时限"])), confirmation(node["确认"])


def confirmation(node: Node) -> str:
    """确认 as printed: 流程图签字，2017年8月1日."""
    if not isinstance(node.value, dict):
        return node.text
    return one_line(lines(node["方式"].text, node["文号"].text, day(node["日期"].text)), "，")


def link_box(link: Node) -> tuple[str, ...]:
    """The paragraphs of a link of the 审批链: its duties, level and limit."""
    duties = link["职责"].joined
    default = duties != "送达"
    return lines_of(
        duties or "（未写职责）", link["层级"].text if link["部门"].text else "", clocked(link, default=default)
    )


def lines_of(*texts: str) -> tuple[str, ...]:
    """Those of the texts that say something."""
    return tuple(text for text in texts if text)
