"""Whatever the data: boxes stand apart in their lanes, lines meet only their own boxes, no text is lost."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from handbook_pages import read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_tool.domain.visible import visible
from catalog_tool.handbook.flow import Page, chart_of, graph_of
from catalog_tool.handbook.flow.graph import Shape
from catalog_tool.handbook.flow.measure import even, width, wrap
from catalog_tool.handbook.flow.pages import sheets_of
from catalog_tool.handbook.flow.paper import Placed, Sheet
from catalog_tool.handbook.reading import Node, scalar_text

SLACK = 0.3
"""Points that two outlines may share: a line ends on the outline of its box."""
NAMES = (
    "申请", "受理", "收件", "补正", "不予受理", "材料审查", "审查", "现场核查", "征求意见", "转报", "决定", "不予许可",
    "制证", "送达", "领取",
)  # fmt: skip
LANES = tuple(f"县第{number}部门" for number in range(15))

LIMITS = st.fixed_dictionaries({"数值": st.integers(0, 40), "单位": st.sampled_from(["工作日", "自然日", "天"])})
CONSULTED = st.sampled_from(LANES) | st.fixed_dictionaries(
    {"部门": st.sampled_from(LANES)}, optional={"时限": LIMITS, "确认": st.just({"方式": "制度", "文号": "县府办1号"})}
)
STEPS = st.lists(
    st.fixed_dictionaries(
        {"环节": st.sampled_from(NAMES) | st.text("审批受理决定AB，（", min_size=1, max_size=300)},
        optional={
            "部门": st.sampled_from(LANES), "岗位": st.text(max_size=300), "时限": LIMITS,
            "计入时限": st.sampled_from("是否"),
            "并行组": st.sampled_from("甲乙"), "退回至": st.sampled_from(NAMES), "产出文书": st.just("某某决定书"),
            "征求意见部门": st.lists(CONSULTED, max_size=4), "说明": st.just("一次性告知"),
        },
    ),
    min_size=1,
    max_size=24,
)  # fmt: skip
SPECIALS = st.lists(
    st.fixed_dictionaries(
        {"名称": st.sampled_from(["听证", "专家评审"])}, optional={"计入时限": st.sampled_from("是否")}
    ),
    max_size=3,
)
MATTERS = st.fixed_dictionaries(
    {"主项名称": st.just("某某许可"), "业务流程": STEPS},
    optional={"特别程序": SPECIALS, "不予受理情形": st.just(["甲"]), "不予批准情形": st.just(["乙"])},
)
MEMBERS = st.lists(
    st.fixed_dictionaries(
        {"名称": st.sampled_from("甲乙丙丁戊己庚辛"), "部门": st.sampled_from(LANES)},
        optional={"前置": st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), max_size=3)},
    ),
    min_size=1,
    max_size=16,
)
KEYS = (
    "环节", "部门", "时限", "数值", "单位", "并行组", "退回至", "征求意见部门", "产出文书", "适用情形", "名称", "前置",
    "基本编码", "层级",
    "职责", "计入时限",
)  # fmt: skip
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9999)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(NAMES),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=20,
)
ANY_SHAPE = st.dictionaries(
    st.sampled_from(
        [
            "办事流程",
            "业务流程",
            "特别程序",
            "审批链",
            "实施主体",
            "办理时限",
            "事项",
            "行使层级",
            "主项名称",
            "不予受理情形",
            "不予批准情形",
        ]
    ),
    ANYTHING | st.lists(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6), max_size=6),
    max_size=8,
)


def faults(sheet: Sheet) -> Iterator[str]:
    """All that is wrong with how a sheet is set."""
    for one, other in combinations(sheet.boxes, 2):
        if _meets(one, (other.x, other.y), (other.x + other.width, other.y + other.height)):
            yield f"overlap: {one.box} {other.box}"
    lanes = {lane.name: lane for lane in sheet.lanes}
    for placed in sheet.boxes:
        if placed.box.shape is not Shape.BAR:
            lane = lanes[placed.box.lane]
            if not lane.left <= placed.x <= placed.x + placed.width <= lane.right:
                yield f"outside its lane: {placed.box}"
        if not sheet.head <= placed.y <= placed.y + placed.height <= sheet.height:
            yield f"outside the sheet: {placed.box}"
    for stroke in sheet.strokes:
        for start, end in pairwise(stroke.points):
            if abs(start[0] - end[0]) > 0.02 and abs(start[1] - end[1]) > 0.02:
                yield f"slanted: {stroke}"
            yield from (f"{stroke} runs through {placed.box}" for placed in sheet.boxes if _meets(placed, start, end))


def _meets(placed: Placed, one: tuple[float, float], other: tuple[float, float]) -> bool:
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return (
        left < placed.x + placed.width - SLACK
        and right > placed.x + SLACK
        and top < placed.y + placed.height - SLACK
        and bottom > placed.y + SLACK
    )


def check(value: dict[str, Any], *, internal: bool) -> None:
    """A chart of these data is set without a fault, and is well-formed."""
    found = graph_of(Node(value), internal=internal)
    assert found is not None
    for sheet in sheets_of(found[0], Page()):
        assert not list(faults(sheet))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(MATTERS)
def test_boxes_stand_apart_and_lines_go_around_them(value: dict[str, Any]) -> None:
    check(value, internal=True)


def test_a_line_back_goes_around_a_join_between() -> None:
    """补正 returns to a step above the bar where parallel steps join: not through the bar."""
    steps = [{"环节": "申请", "并行组": "乙"}, {"环节": "申请", "并行组": "乙"}, {"环节": "受理"}]
    check({"主项名称": "某某许可", "业务流程": [*steps, {"环节": "补正", "退回至": "申请"}]}, internal=True)


@settings(max_examples=40, deadline=None)
@given(MEMBERS)
def test_members_of_a_one_thing_too(members: list[dict[str, Any]]) -> None:
    check({"名称": "某事", "事项": members}, internal=False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(MATTERS)
def test_every_step_is_found_in_the_text(value: dict[str, Any]) -> None:
    """Lines broken in the drawing are one text when read one after another."""
    found = chart_of(Node(value), internal=True)
    assert found is not None
    printed = "".join("".join(ET.fromstring(drawing.svg).itertext()) for drawing in found.drawings)
    for step in value["业务流程"]:
        for key in ("环节", "岗位"):
            text = "".join(scalar_text(step.get(key)).split())
            assert text.replace("\ufffe", "⟨U+FFFE⟩").replace("\uffff", "⟨U+FFFF⟩") in "".join(printed.split())


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_SHAPE, st.booleans())
def test_any_shape_gives_a_chart_or_none(value: dict[str, Any], internal: bool) -> None:
    found = chart_of(Node(value), internal=internal)
    for drawing in found.drawings if found else ():
        ET.fromstring(drawing.svg)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200).map(visible) | st.text("AWi10。，（）： 中\n", max_size=200), st.floats(25, 300))
def test_lines_keep_to_their_width_and_lose_nothing(text: str, limit: float) -> None:
    for lines in (wrap(text, limit), even(text, limit)):
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(width(line) <= limit + 0.01 for line in lines)


def test_marks_do_not_begin_a_line_and_numbers_stay_with_their_unit() -> None:
    assert wrap("材料齐全，当场受理", 45) == ("材料齐", "全，当场", "受理")
    assert wrap("承诺时限 5 工作日", 60) == ("承诺时限", "5 工作日")
    assert even("是否准予许可", 50) == ("是否准", "予许可")


def test_the_example_cases_are_set_without_a_fault_and_fit_a_page(shared: Path) -> None:
    page = Page()
    drawn = 0
    for path in sorted((shared / "data/cases").glob("*.yaml")):
        for value in read(path):
            for internal in (False, True):
                found = chart_of(Node(value), internal=internal)
                if found is None:
                    continue
                drawn += 1
                check(value, internal=internal)
                for drawing in found.drawings:
                    assert drawing.width <= page.widest + 1
                    assert drawing.height <= page.highest + 1
    assert drawn > 10
