"""How a matter is served: steps, forms, fees, visits, audience, kind of case, channels."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from building import ABSENT, compared, county_manifest, directory_manifest, laid_over, matter, only, report_of, side
from hypothesis import given, settings
from hypothesis import strategies as st
from service_examples import CHEAP, FREE, charging, entry, fee, flow, form, forms, tier

from catalog_tool.compare.changes import MIRRORS, Setting, all_comparators
from catalog_tool.compare.comparable import row_of
from catalog_tool.domain.bodies import Bodies
from catalog_tool.formats.yaml_reader import read_yaml

Said = tuple[str, str, str]


def said(directory: dict, local: dict, **options: Any) -> list[Said]:
    changes = only(compared([directory], [local], **options))["changes"]
    return [(change["kind"], change["before"], change["after"]) for change in changes]


def both_ways(one: dict, other: dict) -> list[Said]:
    """What is said of two matters, which must be the mirror of what is said of them swapped."""
    free = {"收录范围": {}, "类别": "指导目录"}
    forth, back = (said(*pair, local_says=free) for pair in ((one, other), (other, one)))
    unsure = {each for each in forth if each[0] == "fee-higher" and (each[0], each[2], each[1]) in back}
    mirrored = {(MIRRORS[kind], after, before) for kind, before, after in set(forth) - unsure}
    assert mirrored == set(back) - {(kind, after, before) for kind, before, after in unsure}
    return forth


def steps(*listed: object, field: str = "办事流程", **over: object) -> dict:
    return matter(**{field: list(listed)}, **over)


def step(name: str, **over: object) -> dict:
    return {"环节": name, **over}


def test_steps_are_one_by_folded_names() -> None:
    assert both_ways(flow("受理 (县级)", "现场核查（一）"), flow("受理", "现场核查(一)")) == []


def test_a_moved_step_is_neither_added_nor_dropped_and_comes_with_what_is() -> None:
    assert both_ways(flow("申请", "受理", "审查", "决定"), flow("申请", "审查", "公示", "受理", "决定")) == [
        ("step-added", "无", "公示"),
        ("step-order", "申请 → 受理 → 审查 → 决定", "申请 → 审查 → 受理 → 决定"),
    ]


def test_of_a_repeated_step_the_one_without_a_counterpart_is_dropped() -> None:
    # Were the first 审查 kept, 受理 would seem to have moved.
    assert both_ways(flow("审查", "受理", "审查", "决定"), flow("受理", "审查", "决定")) == [
        ("step-dropped", "审查", "无")
    ]


def test_a_repeated_step_is_counted() -> None:
    assert both_ways(flow("受理", "审查"), flow("受理", "审查", "审查")) == [("step-added", "无", "审查")]


def test_steps_at_once_have_no_order_among_themselves() -> None:
    at_once = steps("受理", step("消防", 并行组="联审"), step("人防", 并行组="联审"), "决定")
    turned = steps("受理", step("人防", 并行组="联审"), step("消防", 并行组="联审"), "决定")
    in_turn = flow("受理", "人防", "消防", "决定")

    assert both_ways(at_once, turned) == both_ways(at_once, in_turn) == []
    assert both_ways(at_once, flow("消防", "受理", "人防", "决定")) == [
        ("step-order", "受理 → 消防、人防（同时） → 决定", "消防 → 受理 → 人防 → 决定")
    ]


def test_one_step_written_once_for_each_situation_is_one_step() -> None:
    apart = steps("受理", step("审查", 适用情形=["婚迁"]), step("审查", 适用情形=["升学"]), "决定")

    assert both_ways(flow("受理", "审查", "决定"), apart) == []
    assert both_ways(flow("受理", "审查", "决定"), steps("受理", "审查", step("审查", 适用情形=["升学"]), "决定")) == [
        ("step-added", "无", "审查")
    ]


def test_a_handling_item_has_the_steps_of_its_own_situation() -> None:
    question = [{"编号": "原因", "问题": "因何", "选项": ["婚迁", "升学"]}]
    directory = steps("受理", step("核对学籍", 适用情形=["升学"]), 情形=question)

    assert said(directory, flow("受理", 孙项名称="婚迁")) == []
    assert said(directory, flow("受理", 孙项名称="升学")) == [("step-dropped", "核对学籍", "无")]


def test_a_flow_that_is_left_out_says_nothing_and_an_empty_one_says_there_are_no_steps() -> None:
    assert both_ways(matter(), flow("受理")) == []
    assert both_ways(flow(), flow("受理")) == [("step-added", "无", "受理")]
    assert both_ways(steps({"说明": "没有名称"}, 3), flow("受理")) == []
    assert both_ways(steps("受理"), flow("受理")) == []


def test_both_flows_are_compared_each_for_itself() -> None:
    one = matter(办事流程=[step("申请")], 业务流程=[step("受理")])
    other = matter(办事流程=[step("申请"), step("受理")], 业务流程=[step("受理"), step("复核")])

    assert both_ways(one, other) == [("step-added", "无", "受理"), ("step-added", "无", "复核")]


CHAIN = [{"层级": "县级", "职责": ["受理", "初审"]}, {"层级": "省级", "职责": ["审核", "决定"]}]


def linked(levels: list[str], *names: str, field: str = "业务流程") -> dict:
    return flow(*names, field=field, 行使层级=levels, 审批链=CHAIN)


def test_another_level_s_link_is_neither_added_nor_dropped() -> None:
    directory = linked(["省级"], "审核", "决定")

    assert said(directory, linked(["县级"], "受理初审")) == []
    assert said(linked(["省级"], "审核", "受理"), linked(["县级"], "受理", "审核")) == []
    # The chain may stand in one of them only.
    assert said(directory, laid_over(linked(["县级"], "受理初审"), {"审批链": ABSENT})) == []
    assert said(linked(["省级"], "申请", field="办事流程"), linked(["县级"], "申请", "预审", field="办事流程")) == [
        ("step-added", "无", "预审")
    ]


def test_where_the_directory_may_tell_of_several_links_an_added_step_is_uncertain() -> None:
    directory = linked(["县级", "省级"], "受理", "审核", "决定")

    change = only(compared([directory], [linked(["县级"], "受理", "公示")]))["changes"]

    assert [(each["kind"], each["after"], each["certain"], each["decision"]) for each in change] == [
        ("step-added", "公示", False, "report")
    ]
    assert "审批链" in change[0]["reason"]


def test_the_same_link_is_compared_like_any_flow() -> None:
    change = only(compared([linked(["县级"], "受理")], [linked(["县级"], "受理", "公示")]))["changes"]

    assert [(each["kind"], each["certain"], each["decision"]) for each in change] == [("step-added", True, "violation")]


def test_levels_that_each_exercise_a_matter_whole_share_one_flow() -> None:
    directory = flow("受理", field="业务流程", 行使层级=["市级", "县级"])

    assert said(directory, flow("受理", "公示", field="业务流程")) == [("step-added", "无", "公示")]


def test_long_flows_take_no_square_time() -> None:
    one, other = flow(*["受理", "审查"] * 10_000), flow(*["审查", "受理"] * 10_000, "受理")

    begun = time.perf_counter()
    assert len(said(one, other)) == 2
    assert time.perf_counter() - begun < 5


def test_a_form_that_one_side_alone_has_is_one_change() -> None:
    pledge = form("姓名", "承诺事项", title="承诺书")

    assert both_ways(forms(form("姓名")), forms(form("姓名"), pledge)) == [
        ("field-added", "无", "承诺书（姓名、承诺事项）")
    ]
    assert both_ways(forms(), forms(form("姓名"))) == [("field-added", "无", "申请表（姓名）")]
    assert both_ways(matter(), forms(form("姓名"))) == []


def test_the_only_form_under_another_title_is_the_same_form() -> None:
    one, other = form("姓名", "住址", title="户口迁移申请表"), form("住址", "姓名", "电话", title="户口迁移登记表")

    assert both_ways(forms(one), forms(other)) == [("field-added", "无", "电话（户口迁移登记表）")]
    assert len(both_ways(forms(form("姓名")), forms(form("承诺事项", title="承诺书")))) == 2


def test_the_order_of_forms_and_fields_means_nothing() -> None:
    one = forms(form("姓名", "住址"), form("承诺事项", title="承诺书"))
    other = forms(form("承诺事项", title="承诺书"), form("住址", "姓名"))

    assert both_ways(one, other) == []


FIELDS = [
    (entry("住址", "省公安厅"), entry("住址", "自行填写"),
     "住址（申请表，数据来源：省公安厅）", "住址（申请表，数据来源：自行填写）"),
    (entry("住址", "自行填写", "否"), entry("住址", "自行填写", "是"), "住址（申请表，选填）", "住址（申请表，必填）"),
    (entry("住址", None, "否"), entry("住址", "自行填写", "是"), "住址（申请表，选填）", "住址（申请表，必填）"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "before", "after"), FIELDS)
def test_more_to_fill_in_is_a_field_added(one: dict, other: dict, before: str, after: str) -> None:
    assert both_ways(forms(form(one)), forms(form(other))) == [("field-added", before, after)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry("住址", "省公安厅"), entry("住址", "县公安局")),
        (entry("住址", "省公安厅", "否"), entry("住址", "省公安厅", "是")),
        (entry("住址"), entry("住址", "自行填写", "是")),
        (entry("住址", "省公安厅", "否"), entry("住址", None, "是")),
    ],
)
def test_what_asks_no_more_of_the_applicant_is_no_change(one: dict, other: dict) -> None:
    assert both_ways(forms(form(one)), forms(form(other))) == []


def test_of_a_field_that_stands_twice_what_asks_most_counts() -> None:
    optional, required = entry("住址", "自行填写", "否"), entry("住址", "自行填写", "是")

    assert both_ways(forms(form(optional, required)), forms(form(required))) == []


def test_only_numbers_are_numbers_of_visits() -> None:
    for odd in (True, "1", [1], None):
        assert both_ways(matter(到现场次数=odd), matter(到现场次数=2)) == []


def test_a_form_without_fields_says_nothing_of_them() -> None:
    assert both_ways(forms({"表单名称": "申请表"}), forms(form("姓名"))) == []


FEES = [
    (charging(fee("每件80元")), charging(fee([tier(None, 80)])), []),
    (charging(fee("80元/件")), charging(fee("每件 100 元")), ["fee-higher"]),
    (charging(fee("1万元")), charging(fee([tier(None, 9_999, "元")])), ["fee-lower"]),
    (charging(fee("80.5元/本")), charging(fee("80.50 元/本")), []),
    (charging(fee([tier(None, 80)])), charging(fee([tier("住宅类", 80), tier("非住宅类", 550)])), ["fee-higher"]),
    (charging(fee([tier("住宅类", 80)])), charging(fee([tier("住宅类", 80), tier("非住宅类", 550)])), ["fee-added"]),
    (charging(fee([tier("住宅类", 80), tier("非住宅类", 550)])),
     charging(fee([tier("非住宅类", 550), tier("住宅类", 80)])), []),
    (charging(fee("80元")), charging(fee("80元"), fee("10元", "工本费")), ["fee-added"]),
    (charging(fee("80元")), charging(fee("80元"), fee("免费", "工本费")), []),
    (FREE, charging(fee([tier("住宅类", 0)])), []),
    (charging(fee("80元")), charging(fee("免收")), ["fee-lower"]),
    (charging(fee("80元")), charging(fee()), []),
    (charging(fee("80元")), matter(收费={"收费": "是"}), []),
    (FREE, matter(收费={"收费": "是"}), ["fee-added"]),
    (FREE, matter(收费={"收费": "否", "项目": []}), []),
    (matter(), CHEAP, []),
    (charging(fee("按成交价的 1%")), charging(fee("按成交价的１％")), []),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "kinds"), FEES)
def test_fees(one: dict, other: dict, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in both_ways(one, other)] == kinds


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("按成交价的 1%", "按成交价的 2%"),
        ([tier(None, 80)], [tier(None, 80, "元/本")]),
        ("80 元", "住宅80元，其他550元"),
    ],
)
def test_standards_that_cannot_be_compared_are_uncertain_and_told_how_to_settle(before: object, after: object) -> None:
    for one, other in ((before, after), (after, before)):
        (change,) = only(compared([charging(fee(one))], [charging(fee(other))]))["changes"]

        assert (change["kind"], change["certain"], change["decision"]) == ("fee-higher", False, "report")
        assert "收费标准" in change["reason"]


def test_reach_goes_from_the_place_itself_to_the_whole_country() -> None:
    reaches = ["无", "全镇", "全县", "全市", "全省", "跨省", "全国"]
    for near, far in pairwise(reaches):
        assert both_ways(matter(通办范围=far), matter(通办范围=near)) == [("channel-dropped", far, near)]
    assert both_ways(matter(通办范围="全省"), matter()) == []


def test_every_channel_is_a_change_of_its_own() -> None:
    one = matter(办理形式=["窗口办理", "网上办理", "移动端"], 通办方式=["全程网上办理"])
    other = matter(办理形式=["自助终端", "窗口办理"], 通办方式=[])

    assert sorted(both_ways(one, other)) == [
        ("channel-added", "无", "自助终端"),
        ("channel-dropped", "全程网上办理", "无"),
        ("channel-dropped", "移动端", "无"),
        ("channel-dropped", "网上办理", "无"),
    ]


def test_an_audience_that_shuts_some_out_and_lets_others_in_is_both() -> None:
    one, other = matter(服务对象=["自然人", "企业法人"]), matter(服务对象=["企业法人", "事业法人"])

    assert [kind for kind, _, _ in both_ways(one, other)] == ["audience-narrowed", "audience-widened"]
    assert both_ways(one, matter(服务对象=["企业法人", "自然人", "自然人"])) == []
    assert both_ways(one, matter(服务对象=[])) == []


FIELDS_LEFT_TO_REGIONS = {
    "办事流程": [step("申请")], "业务流程": [step("受理")], "表单内容": [form("姓名")], "收费": {"收费": "否"},
    "到现场次数": 0, "服务对象": ["自然人"], "办件类型": "即办件", "办理形式": ["窗口办理"],
    "通办方式": ["全程网上办理"], "通办范围": "无",
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS_LEFT_TO_REGIONS)
def test_what_the_directory_leaves_to_regions_must_have_a_local_value(field: str) -> None:
    directory = matter(地方自定=[field])

    (change,) = only(compared([directory], [matter()]))["changes"]

    assert (change["path"], change["after"], change["decision"]) == ([field], "未填", "violation")
    assert said(directory, matter(**{field: FIELDS_LEFT_TO_REGIONS[field]})) == []
    assert said(directory, directory, local_says={"类别": "指导目录"}) == []


def test_having_no_form_is_a_local_value() -> None:
    assert said(matter(地方自定=["表单内容"]), matter(表单内容=[])) == []


def test_what_regions_set_may_differ_in_any_direction() -> None:
    directory = matter(地方自定=["收费.项目", "到现场次数"], 收费=CHEAP["收费"], 到现场次数=0)
    local = matter(收费=charging(fee([tier("住宅类", 100)]))["收费"], 到现场次数=2)

    changes = only(compared([directory], [local]))["changes"]

    assert {change["kind"]: change["decision"] for change in changes} == {
        "fee-higher": "allowed", "visits-more": "allowed",
    }  # fmt: skip


def test_each_side_is_shown_where_it_stands() -> None:
    upper, lower = side(directory_manifest(), []), side(county_manifest(), [])
    here = "基本编码: '1'\n表单内容:\n- 表单名称: 甲\n  字段: [{名称: 姓名, 必填: 否}]\n"
    there = "基本编码: '1'\n表单内容:\n- 表单名称: 乙\n  字段: []\n- 表单名称: 甲\n  字段: [{名称: 姓名, 必填: 是}]\n"
    rows = [
        row_of(read_yaml(text.encode(), "a.yaml").documents[0], catalog.context)
        for text, catalog in ((here, upper), (there, lower))
    ]
    setting = Setting(upper.context, lower.context, Bodies(upper.context.lexicon), "2018-08-01")

    found = list(all_comparators()["forms"][1](rows[0], rows[1], setting))

    change = next(change for change in found if change.before != "无")
    assert rows[0].place(change.directory_path or ()).line == 3
    assert rows[1].place(change.local_path or ()).line == 5


NAMES = st.sampled_from(["受理", "审查", "决定", "受 理", "公示"])
STEP = st.fixed_dictionaries(
    {"环节": NAMES},
    optional={
        "并行组": st.sampled_from(["甲", "乙"]),
        "适用情形": st.lists(st.sampled_from(["婚迁", "升学"]), min_size=1, max_size=1),
    },
)
ENTRY = st.fixed_dictionaries(
    {"名称": st.sampled_from(["姓名", "住址", "住 址"])},
    optional={"数据来源": st.sampled_from(["自行填写", "省公安厅"]), "必填": st.sampled_from(["是", "否"])},
)
FORM = st.fixed_dictionaries(
    {"表单名称": st.sampled_from(["申请表", "承诺书", "登记表"])}, optional={"字段": st.lists(ENTRY, max_size=3)}
)
TIER = st.fixed_dictionaries(
    {"金额": st.integers(0, 3)},
    optional={"档次": st.sampled_from(["住宅", "其他"]), "单位": st.sampled_from(["元/件", "元/本"])},
)
STANDARD = st.lists(TIER, max_size=3) | st.sampled_from(["每件2元", "免费", "另议", "2元"])
FEE = st.fixed_dictionaries(
    {"收费": st.sampled_from(["是", "是", "否"])},
    optional={
        "项目": st.lists(
            st.fixed_dictionaries({"名称": st.sampled_from(["登记费", "工本费"])}, optional={"标准": STANDARD}),
            max_size=3,
        )
    },
)
LINK = st.fixed_dictionaries({"层级": st.sampled_from(["县级", "省级"])})
SERVED = st.fixed_dictionaries(
    {"行使层级": st.lists(st.sampled_from(["县级", "省级"]), min_size=1, max_size=2, unique=True)},
    optional={
        "审批链": st.lists(LINK, max_size=2),
        "情形": st.just([{"编号": "原因", "问题": "因何", "选项": ["婚迁", "升学"]}]),
        "孙项名称": st.sampled_from(["婚迁", "甲"]),
        "办事流程": st.lists(STEP, max_size=6),
        "业务流程": st.lists(STEP, max_size=6),
        "表单内容": st.lists(FORM, max_size=3),
        "收费": FEE,
        "到现场次数": st.integers(0, 2),
        "服务对象": st.lists(st.sampled_from(["自然人", "企业法人", "事业法人"]), max_size=3),
        "办件类型": st.sampled_from(["即办件", "承诺件"]),
        "办理形式": st.lists(st.sampled_from(["窗口办理", "网上办理"]), max_size=3),
        "通办方式": st.lists(st.sampled_from(["全程网上办理"]), max_size=1),
        "通办范围": st.sampled_from(["无", "全县", "全国"]),
    },
)


def between_catalogs(one: dict, other: dict, *, lower_is_local: bool, swapped: bool) -> set[Said]:
    """All changes but of levels, of a directory and a list (or two directories), either of them above."""
    free = {"收录范围": {}}
    upper = side(directory_manifest(**free), [matter(**one)], "a")
    lower = side((county_manifest if lower_is_local else directory_manifest)(**free), [matter(**other)], "b")
    pair = (upper, [lower]) if swapped else (lower, [upper])
    changes = only(report_of([pair])["locals"][0])["changes"]
    return {(each["kind"], each["before"], each["after"]) for each in changes if each["kind"] != "level-not-allowed"}


@settings(max_examples=300, deadline=None)
@given(SERVED, SERVED, st.booleans())
def test_swapping_the_sides_swaps_values_and_mirrors_kinds(one: dict, other: dict, lower_is_local: bool) -> None:
    forth = between_catalogs(one, other, lower_is_local=lower_is_local, swapped=False)
    back = between_catalogs(one, other, lower_is_local=lower_is_local, swapped=True)

    # Of standards that cannot be compared either may be higher.
    unsure = {each for each in forth if each[0] == "fee-higher" and (each[0], each[2], each[1]) in back}
    mirrored = {(MIRRORS[kind], after, before) for kind, before, after in forth - unsure}
    assert mirrored == back - {(kind, after, before) for kind, before, after in unsure}


ODD_WORDS = ["", "是", "否", "受理", "无", "80元", "即办件", "\u202e", "9" * 5000]
ODD_KEYS = [
    "环节",
    "并行组",
    "适用情形",
    "表单名称",
    "字段",
    "名称",
    "数据来源",
    "收费",
    "项目",
    "标准",
    "金额",
    "层级",
]
ODD = st.recursive(
    st.sampled_from(ODD_WORDS) | st.integers(-1, 3) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(ODD_KEYS), inner, max_size=3),
    max_leaves=8,
)
ODD_MATTER = st.dictionaries(
    st.sampled_from([*FIELDS_LEFT_TO_REGIONS, "审批链", "申请材料", "情形", "地方自定"]), ODD, max_size=5
)


@settings(max_examples=200, deadline=None)
@given(ODD_MATTER, ODD_MATTER)
def test_no_shape_makes_it_fail_and_none_differs_from_itself(one: dict, other: dict) -> None:
    compared([matter(**one)], [matter(**other)])
    assert said(matter(**one), matter(**one)) == []
