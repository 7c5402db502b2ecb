"""Where a chart comes from: which flow, whose steps, and the line above it."""

from __future__ import annotations

import re

from catalog_tool.handbook.flow.step_names import begins_with_applying
from catalog_tool.handbook.flow.step_texts import NO_BODY, Bodies, Link, Step
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import limit

_FLOWS = ("办事流程", "业务流程")
_HANDING_OVER = re.compile("送达|领取|领证|发证|办结")


def items_of(matter: Node, *, internal: bool) -> list[Step | Link]:
    """The steps of the flow to draw, with the links of other levels around those of the 业务流程.

    The 业务流程 is this level's link of the 审批链 only (format.md §2), so what the other
    levels do before and after is taken from there; the 办事流程 is the applicant's whole way.
    """
    for flow in reversed(_FLOWS) if internal else _FLOWS:
        steps = [Step(item) for item in matter[flow].mappings]
        if steps:
            return _within_chain(matter, steps) if flow == "业务流程" else list(steps)
    return [Link(link) for link in matter["审批链"].mappings]


def _within_chain(matter: Node, steps: list[Step]) -> list[Step | Link]:
    """The steps as the link of their level, with the links before and after it that no step stands for.

    A flow that begins with the application, or names a duty of an earlier link, begins by itself.
    """
    links = matter["审批链"].mappings
    levels = set(matter["行使层级"].texts)
    own = [number for number, link in enumerate(links) if link["层级"].text in levels]
    if len({links[number]["层级"].text for number in own}) != 1:
        return list(steps)
    names = [step.node["环节"].text for step in steps]
    departments = {step.node["部门"].text for step in steps} - {""}
    before = [Link(link) for link in links[: own[0]] if link["部门"].text not in departments]
    if begins_with_applying(names[0]) or any(_covered(link, names) for link in before):
        before = []
    after = [
        Link(link)
        for link in links[own[0] + 1 :]
        if (link["层级"].text in levels or link["部门"].text not in departments)
        and len(_covered(Link(link), names)) < max(1, len(link["职责"].texts))
    ]
    closing = len(steps)
    # What hands over the result comes after the levels that decide on it.
    while after and closing > 1 and _HANDING_OVER.search(names[closing - 1]):
        closing -= 1
    return [*before, *steps[:closing], *after, *steps[closing:]]


def _covered(link: Link, names: list[str]) -> list[str]:
    """The duties of a link that steps are named after."""
    duties = [str(duty) for duty in link.node["职责"].texts]
    return [duty for duty in duties if any(duty in name for name in names)]


def bodies_of(matter: Node) -> Bodies:
    """Who does the steps that name nobody: by the 审批链's duties, else the body of the matter."""
    by_duty: dict[str, str] = {}
    for link in matter["审批链"].mappings:
        body = link["部门"].text or link["层级"].text
        for duty in link["职责"].texts:
            if body:
                by_duty.setdefault(str(duty), body)
    # Who hands over the result is where the applicant gets it, so 送达 stays the applicant's.
    by_duty.pop("送达", None)
    lead = matter["实施主体"]["名称"].text or matter["牵头部门"].text
    return Bodies(by_duty, lead or NO_BODY, matter["受理机构"].text)


def title_of(node: Node) -> str:
    """As offices head their charts: 施工许可证核发（办结时限：3 工作日，不含专家评审时间）.

    What the promise leaves out is its own 说明, else the special procedures that do not count.
    """
    main, sub, detail = (node[key].text for key in ("主项名称", "子项名称", "孙项名称"))
    name = sub or main or node["名称"].text or node["基本编码"].text or node["编码"].text or "（未写名称）"
    if detail:
        name += detail if detail[0] in "（(" and detail[-1] in "）)" else f"（{detail}）"
    limits = node["办理时限"]
    label, promise = "办结时限", limits["承诺"]
    text = _plain(promise)
    if not text:
        label, promise = "法定办结时限", limits["法定"]
        # 无法定时限 is no limit to put above a chart.
        text = _plain(promise) if promise["数值"].exists else ""
    if not text:
        return f"{name}流程图"
    stopped = [
        item["名称"].text for item in node["特别程序"].mappings if item["计入时限"].text == "否" and item["名称"].text
    ]
    note = promise["说明"].text or (f"不含{'、'.join(dict.fromkeys(stopped))}时间" if stopped else "")
    return f"{name}（{label}：{text}）" if not note or note == text else f"{name}（{label}：{text}，{note}）"


def _plain(node: Node) -> str:
    """A limit without its 说明, which stands behind it."""
    if not isinstance(node.value, dict):
        return ""
    return limit(Node({key: node.value[key] for key in ("数值", "单位") if key in node.value})) or node["说明"].text
