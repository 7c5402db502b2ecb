"""办事流程 and 业务流程: steps added, dropped, or in another order.

办事流程 is what the applicant sees from end to end and is always compared.

业务流程 is one level's link only (format.md §2). Where a 审批链 on either side divides the
matter among levels, two such flows may tell of different links, and a step that belongs
to another level's link is neither added nor dropped. So both flows are held against the
levels they can be about: a local list writes of its own level, a directory of the levels
of its 行使层级 that the chain has. The same levels: compared like any other flow. None in
common (the directory tells of the province's link, the county of its own): not compared.
One side tells of more levels: only what the side with fewer has besides is stated, and
not as certain, because the wider flow may have been written for another link.
Levels that each exercise a matter whole, without a chain, share one unified flow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.aspects import aspect_of
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.compare.terms.step_order import Step, disagree, have_one_outline, matched, steps_of
from catalog_tool.compare.terms.told_levels import levels_told_of
from catalog_tool.domain.duration import FLOWS

_OF_ONE_LINK = "业务流程"


@comparator("step-added", "step-dropped", "step-order")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Align each flow that both sides state."""
    for flow in FLOWS:
        if is_unset(directory, local, flow):
            yield from unset("step-dropped", flow)
        elif directory.value.get(flow) != local.value.get(flow):
            yield from _compare_flow(directory, local, setting, flow)


def _compare_flow(directory: Row, local: Row, setting: Setting, flow: str) -> Iterator[Change]:
    if have_one_outline(directory.value.get(flow), local.value.get(flow)):
        return
    here = steps_of(directory.value.get(flow), aspect_of(directory.matter, local.matter))
    there = steps_of(local.value.get(flow), aspect_of(local.matter, directory.matter))
    if here is None or there is None:
        return
    here_levels, there_levels = frozenset[str](), frozenset[str]()
    if flow == _OF_ONE_LINK:
        here_levels, there_levels = levels_told_of(directory, local, setting)
        if here_levels and here_levels.isdisjoint(there_levels):
            return
    pairs = matched(here, there)
    known = here_levels == there_levels
    if there_levels >= here_levels:
        met = {one for one, _ in pairs}
        yield from (_alone(step, flow, "step-dropped", known) for i, step in enumerate(here) if i not in met)
    if here_levels >= there_levels:
        met = {other for _, other in pairs}
        yield from (_alone(step, flow, "step-added", known) for i, step in enumerate(there) if i not in met)
    if disagree([(here[one], there[other]) for one, other in pairs]):
        before = _spoken([here[one] for one, _ in sorted(pairs)])
        after = _spoken([there[other] for other in sorted(other for _, other in pairs)])
        yield Change("step-order", (flow,), before, after)


def _alone(step: Step, flow: str, kind: str, certain: bool) -> Change:
    path = (flow, step.index)
    if kind == "step-dropped":
        return Change(kind, path, step.text, "无", certain=certain, directory_path=path)
    return Change(kind, path, "无", step.text, certain=certain, local_path=path)


def _spoken(steps: Sequence[Step]) -> str:
    """Steps in order as printed; those that run at once together: 受理 → 审查、核查（同时） → 决定."""
    stages: list[list[str]] = []
    last = -1
    for step in steps:
        if step.stage != last:
            stages.append([])
            last = step.stage
        stages[-1].append(step.text)
    return " → ".join(f"{'、'.join(names)}（同时）" if len(names) > 1 else names[0] for names in stages)
