"""The walk over steps: what runs at once, what counts, and what it adds up to."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.context import Context, Lexicon, Profile
from catalog_tool.domain.answers import holds, possible_answers
from catalog_tool.domain.chain import counted_limits, link_is_counted, own_links
from catalog_tool.domain.duration import added, compare_total, counted_parts, spoken, stages
from catalog_tool.domain.limits import Limit, Order
from catalog_tool.domain.situations import conditions, questions_by_option
from catalog_tool.model import Matter

Value = dict[str, Any]


def step(name: str, number: int = 0, group: str = "", unit: str = "工作日", **more: Any) -> Value:
    return {"环节": name, "时限": {"数值": number, "单位": unit}, **({"并行组": group} if group else {}), **more}


def limits(*pairs: tuple[int, str]) -> tuple[Limit, ...]:
    return tuple(Limit(number, unit) for number, unit in pairs)


def test_a_group_stands_where_its_first_step_does() -> None:
    flow = [step("受理"), step("甲", group="联审"), step("踏勘"), step("乙", group="联审 "), step("决定")]

    found = [(stage.group, [index for index, _ in stage.steps]) for stage in stages(enumerate(flow))]

    assert found == [("", [0]), ("联审", [1, 3]), ("", [2]), ("", [4])]


def test_of_a_group_the_longest_that_applies_counts() -> None:
    flow = list(enumerate([step("甲", 2, "联审"), step("乙", 5, "联审"), step("送达", 9), step("决定", 1)]))

    assert [(part.name, part.limit.number) for part in counted_parts(flow, lambda _: True)] == [("乙", 5), ("决定", 1)]
    without = counted_parts(flow, lambda each: each["环节"] != "乙")
    assert [(part.name, part.limit.number) for part in without] == [("甲", 2), ("决定", 1)]


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ((), "当场办结"),
        (((2, "工作日"), (0, ""), (3, "工作日")), "5 工作日"),
        (((2, "工作日"), (30, "分钟"), (1, "工作日")), "3 工作日加 30 分钟"),
        (((1, "小时"), (1, "小时")), "2 小时"),
        (((1, "小时"), (30, "分钟")), "90 分钟"),
        (((1, "年"), (1, "月")), "13 个月"),
    ],
)
def test_limits_one_after_another(terms: tuple[tuple[int, str], ...], text: str) -> None:
    assert spoken(added(limits(*terms))) == text


@pytest.mark.parametrize(
    ("terms", "limit", "order"),
    [
        ([(6, "工作日")], (5, "工作日"), Order.LONGER),
        ([(5, "工作日")], (5, "工作日"), Order.EQUAL),
        ([(6, "工作日")], (7, "自然日"), Order.MAYBE_LONGER),
        ([(6, "工作日"), (30, "分钟")], (5, "工作日"), Order.LONGER),
        ([(5, "工作日"), (30, "分钟")], (5, "工作日"), Order.NEVER_LONGER),
        ([(5, "工作日"), (5, "自然日")], (5, "工作日"), Order.LONGER),
        ([(1, "月"), (1, "工作日")], (1, "月"), Order.NEVER_LONGER),
        ([], (0, ""), Order.EQUAL),
        ([], (5, "工作日"), Order.SHORTER),
    ],
)
def test_a_sum_is_longer_only_where_it_certainly_is(
    terms: list[tuple[int, str]], limit: tuple[int, str], order: Order
) -> None:
    assert compare_total(limits(*terms), Limit(*limit)) is order


def ways(questions: list[Value], *relevant: object) -> list[list[str]] | None:
    matter = Matter({"情形": questions})
    options = questions_by_option(matter)
    found = possible_answers(questions, options, [conditions(each, options) for each in relevant])
    return None if found is None else sorted(sorted(given) for given in found)


KIND = {"编号": "类", "问题": "？", "选项": ["甲", "乙", "丙"]}


def test_one_answer_to_a_question_unless_several_may_be_chosen() -> None:
    assert ways([KIND]) == [[]]
    assert ways([KIND], ["甲"]) == [[], ["类：甲"]]
    assert ways([KIND], ["甲", "乙", "丙"]) == [["类：丙"], ["类：乙"], ["类：甲"]]
    assert ways([{**KIND, "多选": "是"}], ["甲", "乙"]) == [[], ["类：乙"], ["类：乙", "类：甲"], ["类：甲"]]


def test_a_question_is_asked_where_its_own_condition_holds() -> None:
    further = {"编号": "量", "问题": "？", "选项": ["大", "小"], "适用情形": [{"类": "甲"}]}

    assert ways([KIND, further], ["大"], ["小"]) == [[], ["类：甲", "量：大"], ["类：甲", "量：小"]]


def test_answers_to_no_question_exclude_each_other() -> None:
    assert ways([], ["新办"], ["变更"]) == [[], ["变更"], ["新办"]]


def test_too_many_combinations_are_none_and_many_options_are_sampled() -> None:
    many = [{"编号": f"问{n}", "问题": "？", "选项": [f"{n}甲", f"{n}乙"]} for n in range(10)]
    assert ways(many, *([f"{n}甲"] for n in range(10))) is None

    wide = {"编号": "类", "问题": "？", "选项": [str(n) for n in range(30)], "多选": "是"}
    found = ways([wide], wide["选项"])
    assert found is not None
    assert sorted({len(given) for given in found}) == [0, 1, 30]


def test_conditions_hold_where_one_of_them_does() -> None:
    found = conditions([{"类": "甲", "量": "大"}, "乙"], {"乙": "类"})

    assert holds(None, frozenset())
    assert holds(found, frozenset({"类：乙"}))
    assert not holds(found, frozenset({"类：甲"}))


CHAIN = [
    {"层级": "县级", "职责": ["受理"], "时限": {"数值": 3, "单位": "工作日"}},
    {"层级": "省级", "职责": ["决定"]},
    {"层级": "县级", "职责": ["送达"], "时限": {"数值": 2, "单位": "工作日"}},
]


def own(levels: list[str], **manifest: str) -> list[int]:
    context = Context(manifest, Profile("", "", {}, {}, ()), Lexicon())
    return [index for index, _ in own_links(Matter({"审批链": CHAIN, "行使层级": levels}), context)]


def test_own_links_are_those_of_the_level_that_writes() -> None:
    assert own(["省级"], 类别="实施清单", 层级="县级") == [0, 2]
    assert own(["省级"], 类别="指导目录", 层级="省级") == [1]
    assert own(["省级", "县级"], 类别="指导目录", 层级="省级") == []
    assert own(["县级"], 类别="实施清单", 层级="镇级") == [0, 2]


def test_a_link_that_only_delivers_does_not_count_unless_it_says_so() -> None:
    assert [link_is_counted(link) for link in CHAIN] == [True, True, False]
    assert link_is_counted({**CHAIN[2], "计入时限": "是"})
    assert counted_limits(enumerate(CHAIN)) is None
    assert counted_limits([(0, CHAIN[0]), (2, CHAIN[2])]) == [(0, Limit(3, "工作日"))]
