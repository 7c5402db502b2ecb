"""What the law asks: bases, conditions, preconditions, situations, special procedures, clocks, standards, results."""

from __future__ import annotations

from copy import deepcopy
from functools import reduce
from operator import getitem
from typing import Any

import pytest
from building import (
    ABSENT,
    CODE,
    compared,
    county_manifest,
    directory_manifest,
    laid_over,
    material,
    matter,
    only,
    side,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from law_examples import (
    ARTICLE_EIGHT,
    LAW,
    LAW_EXAMPLES,
    NEXT,
    asking,
    bases,
    before,
    conditions,
    flow,
    giving,
    judged_by,
    licence,
    procedures,
    step,
    why,
)

from catalog_tool.compare.changes import MIRRORS, Change, Setting, all_comparators
from catalog_tool.compare.terms.cited import written_article
from catalog_tool.compare.terms.wordings import without_number, wording
from catalog_tool.domain.bodies import Bodies

OWN = ("basis", "conditions", "preconditions", "situations", "special", "clock", "standards", "results")


def changes(directory: dict, local: dict, *names: str, **says: Any) -> list[Change]:
    """What these comparators (all of this file's where none is named) state of a pair."""
    here = side(directory_manifest(**says.get("directory_says", {})), [directory], "directory")
    there = side(county_manifest(**says.get("local_says", {})), [local])
    setting = Setting(here.context, there.context, Bodies(here.context.lexicon), "2018-08-01")
    pair = here.groups[0].rows[0], there.groups[0].rows[0]
    return [change for name in names or OWN for change in all_comparators()[name][1](*pair, setting)]


def said(directory: dict, local: dict, *names: str, **says: Any) -> list[tuple[str, str, str]]:
    return [(change.kind, change.before, change.after) for change in changes(directory, local, *names, **says)]


def same(directory: dict, local: dict) -> bool:
    return not said(directory, local) and not said(local, directory)


@pytest.mark.parametrize("kind", LAW_EXAMPLES)
def test_every_kind_in_both_directions(kind: str) -> None:
    directory, local, first, second, _ = LAW_EXAMPLES[kind]

    assert said(directory, local) == [(kind, first, second)]
    assert said(local, directory) == [(MIRRORS[kind], second, first)]


# -- bases


def law(name: str, article: object = ABSENT, **over: object) -> dict:
    return laid_over({"名称": name, "条款": article, "类别": "法律"}, over)


BUILDING = "《中华人民共和国建筑法》"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([law(BUILDING, "第七条、第八条")], [law(BUILDING, "第七条"), law(BUILDING, "第八条")]),
        ([law(BUILDING, "第七条至第九条")], [law(BUILDING, "第7、8、9条")]),
        ([law(BUILDING, "第七条")], [law("《建筑法》（2019年修正）", "第 7 条")]),
        ([law(BUILDING, "第七条")], [law("中华人民共和国建筑法", "第七条")]),
        ([law(BUILDING, "第七条")], [law("《中华人民共和国建筑法》第七条")]),
        ([law(BUILDING, "第七条")], [law("建筑法第七条")]),
        ([law(BUILDING, "第七条", 文号="主席令第46号")], [law(BUILDING, "第七条", 文号="主席令第29号")]),
        ([law(BUILDING, "第七条")], [law(BUILDING, "第七条"), law(BUILDING, "第七条")]),
        ([law(BUILDING, "第七条第一款")], [law(BUILDING, "第七条第二款")]),
        ([law(BUILDING, "第七条")], [law(BUILDING, "第七条", 内容="建筑工程开工前……")]),
        ([law(BUILDING, "第七条")], [law(BUILDING)]),
        ([law("《关于改革的通知》", 文号="浙政发〔2017〕6号")], [law("《改革通知》", 文号="浙政发[2017]第06号")]),
        ([law("《关于改革的通知》", 文号="浙政发〔2017〕6号")], [law("浙政发（2017）6号")]),
        ([law("《工程质量管理条例》", 文号="国务院令第279号")], [law("中华人民共和国国务院令第279号")]),
        ([law("《关于改革的通知》", 文号="浙政发〔2017〕6号")], [law("《关于改革的通知》")]),
        ([law(BUILDING, "第七条")], ["《建筑法》第七条"]),
    ],
)  # fmt: skip
def test_one_basis_however_it_is_cited(one: list, other: list) -> None:
    assert same(matter(适用依据=one), matter(适用依据=other))


def test_each_article_that_one_side_alone_cites_is_a_change() -> None:
    local = bases(law(BUILDING, "第七条"), law("《招标投标法》"))
    directory = bases(law("《建筑法》", "第七至九条、第一百二十条之一"))

    assert said(directory, local) == [
        ("basis-dropped", "《建筑法》第八条", "无"),
        ("basis-dropped", "《建筑法》第九条", "无"),
        ("basis-dropped", "《建筑法》第一百二十条之一", "无"),
        ("basis-added", "无", "《招标投标法》"),
    ]


def test_a_law_s_trial_edition_and_its_rules_are_other_laws() -> None:
    names = ["《档案法》", "《档案法（试行）》", "《档案法实施条例》", "《浙江省档案条例》"]

    for name in names[1:]:
        assert [kind for kind, _, _ in said(bases(law(names[0])), bases(law(name)))] == ["basis-dropped", "basis-added"]


def test_documents_of_one_name_are_told_apart_by_number() -> None:
    one, other = (bases(law("《关于改革的通知》", 文号=number)) for number in ("浙政发〔2017〕6号", "国发〔2018〕6号"))

    assert said(one, other) == [
        ("basis-dropped", "《关于改革的通知》（浙政发〔2017〕6号）", "无"),
        ("basis-added", "无", "《关于改革的通知》（国发〔2018〕6号）"),
    ]


def test_a_basis_known_by_its_number_alone_is_printed_so() -> None:
    assert said(bases(), bases(law("浙政发〔2017〕6号"))) == [("basis-added", "无", "浙政发〔2017〕6号")]


NINGBO = {"名称": "《宁波市建筑市场管理条例》", "条款": "第五条", "类别": "地方性法规"}


@pytest.mark.parametrize(
    ("basis", "is_own"),
    [
        (NINGBO, True),
        ({**NINGBO, "类别": ABSENT}, True),
        ({"名称": "《象山县建筑管理办法》", "类别": "规范性文件"}, True),
        ({"名称": "《象山县人民政府办公室关于规范审批的通知》", "类别": "规范性文件"}, True),
        ({"名称": "《关于规范审批的通知》", "文号": "象政办发〔2018〕36号", "类别": "规范性文件"}, True),
        ({"名称": "《关于规范审批的通知》", "文号": "甬政发〔2018〕1号", "类别": "规范性文件"}, True),
        ({"名称": "《建筑管理办法》", "文号": "宁波市人民政府令第200号", "类别": "政府规章"}, True),
        # The province's own stand in its directory, or should.
        ({"名称": "《浙江省建筑业管理条例》", "类别": "地方性法规"}, False),
        ({"名称": "《关于规范审批的通知》", "文号": "浙政发〔2018〕1号", "类别": "规范性文件"}, False),
        # Another region's, a ministry's, and nobody knows whose.
        ({"名称": "《杭州市建筑市场管理条例》", "类别": "地方性法规"}, False),
        ({"名称": "《关于规范审批的通知》", "文号": "建市〔2018〕1号", "类别": "规范性文件"}, False),
        ({"名称": "《关于规范审批的通知》", "类别": "规范性文件"}, False),
        # Neither a decision of a congress nor a letter of delegation is named by the contract.
        ({"名称": "《宁波市人大常委会关于审批的决定》", "类别": "人大决定"}, False),
        ({"名称": "《宁波市人民政府委托书》", "类别": "委托书"}, False),
    ],
)
def test_a_region_s_own_law_is_allowed(basis: dict, is_own: bool) -> None:
    local = bases(LAW, {key: value for key, value in basis.items() if value is not ABSENT})

    change = only(compared([bases(LAW)], [local]))["changes"][0]

    assert (change["kind"], change["decision"]) == ("basis-added", "allowed" if is_own else "report")


def test_own_is_what_no_upper_directory_issued() -> None:
    city = {"directory_says": {"层级": "市级", "区划代码": "330200", "区划名称": "宁波市"}}
    town = {"层级": "镇级", "区划代码": "330225101", "区划名称": "石浦镇"}
    county = {"层级": "县级", "区划代码": "330225", "区划名称": "象山县"}
    of_county, of_town = ({"名称": f"《{name}集镇管理办法》", "类别": "规范性文件"} for name in ("象山县", "石浦镇"))

    def is_own(basis: dict, **says: Any) -> bool:
        return bool(changes(bases(), bases(basis), **says)[0].traits)

    assert not is_own(NINGBO, **city)
    assert is_own(of_county, **city)
    assert is_own(of_county, local_says=town)
    assert not is_own(of_county, local_says=town, directory_says=county)
    assert is_own(of_town, local_says=town, directory_says=county)


@pytest.mark.parametrize(
    ("article", "written"),
    [("1", "第一条"), ("10", "第十条"), ("11", "第十一条"), ("20", "第二十条"), ("101", "第一百零一条"),
     ("110", "第一百一十条"), ("120之1", "第一百二十条之一"), ("1005", "第一千零五条"), ("1260", "第一千二百六十条"),
     ("12345", "第12345条"), ("0", "第零条"), ("", "")],
)  # fmt: skip
def test_articles_are_written_as_laws_are_cited(article: str, written: str) -> None:
    assert written_article(article) == written


# -- conditions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["已确定施工企业", "资金已落实。"], ["资金已落实", "已确定施工企业；"]),
        (["（一）年满18周岁", "（二）有固定住所"], ["1.年满１８周岁", "2、有固定住所"]),
        (["①年满 18 周岁", "② 有固定住所"], "年满18周岁；有固定住所。"),
        ("符合下列条件：（一）年满18周岁；（二）有固定住所。", ["年满18周岁", "有固定住所"]),
        (["申请人须具备以下条件：", "年满18周岁"], ["年满18周岁"]),
        ("1. 年满18周岁\n2. 有固定住所", ["有固定住所", "年满18周岁"]),
        (["企业(含个体工商户)，须有“营业执照”"], ["企业（含个体工商户）须有营业执照"]),
        (["有场所；有人员"], ["有场所，有人员"]),
        (["有场所；有人员", "有资金"], ["有场所，有人员；有资金"]),
        (["有场所", "有场所"], ["有场所"]),
        (["无"], []),
        (["有场所", 5, {"x": 1}], ["有场所"]),
    ],
)
def test_conditions_are_compared_by_their_words(one: object, other: object) -> None:
    for field in ("受理条件", "批准条件"):
        assert same(matter(**{field: one}), matter(**{field: other}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("注册资本1.5万元以上", "注册资本15万元以上"),
        ("库温不高于-18℃", "库温不高于18℃"),
        ("人数3-5人", "人数35人"),
        ("7、8级工伤职工", "8级工伤职工"),
        ("持股不低于20%", "持股不低于20"),
        ("年满18周岁（县级）", "年满18周岁"),
        ("符合下列条件之一：有场所；有人员", "符合下列条件：有场所；有人员"),
        ("面积＜50平方米", "面积＞50平方米"),
    ],
)
def test_what_changes_a_condition_s_meaning_is_a_difference(one: str, other: str) -> None:
    assert not same(conditions(one), conditions(other))


def test_a_text_is_compared_point_by_point() -> None:
    directory = matter(受理条件="（一）有固定场所；（二）有专职人员三名；")
    local = matter(受理条件=["有固定场所", "有专职人员五名"])

    assert said(directory, local) == [
        ("condition-dropped", "有专职人员三名", "无"),
        ("condition-added", "无", "有专职人员五名"),
    ]


def test_the_two_fields_of_conditions_stay_apart() -> None:
    directory = matter(受理条件=["有场所"], 批准条件=["有人员"])

    assert [change.path for change in changes(directory, matter(受理条件=["有人员"], 批准条件=["有人员"]))] == [
        ("受理条件", 0),
        ("受理条件", 0),
    ]


@pytest.mark.parametrize(
    ("text", "position", "left"),
    [
        ("（二）有场所", 5, "有场所"), ("第一、有场所", 0, "有场所"), ("⑵有场所", 1, "有场所"),
        ("• 有场所", 0, "有场所"),
        ("2、18周岁以上", 1, "18周岁以上"), ("2、18周岁以上", 0, "2、18周岁以上"), ("1.5米以上", 0, "1.5米以上"),
        ("十八周岁以上", 0, "十八周岁以上"), ("第三方审计", 0, "第三方审计"), ("（一）", 0, "（一）"),
    ],
)  # fmt: skip
def test_only_numbers_of_points_are_taken_off(text: str, position: int, left: str) -> None:
    assert without_number(text, position) == left


# -- preconditions


def test_preconditions_are_compared_by_code() -> None:
    whole = {"基本编码": "330100301000", "依据": ["《中华人民共和国建筑法》第八条"]}

    assert same(before("330100301000"), before(whole, " 330100301000 "))
    assert same(before(), before({"依据": ["《建筑法》"]}, 7, None, [], ""))


# -- situations


def test_situations_are_compared_by_their_words() -> None:
    one = asking({"编号": "原因", "问题": "因何迁移？", "选项": ["婚迁", "升学"]}, NEXT)
    other = asking(NEXT, {"编号": "1", "问题": "因何迁移", "选项": ["升学 ", "婚迁"]})

    assert same(one, other)
    assert same(asking(why("婚迁", "升学")), asking(why("婚迁"), why("升学", "婚迁")))


def test_a_handling_item_has_answered_the_question_it_is_about() -> None:
    directory = asking(why("婚迁", "升学"), NEXT)

    for item in ({"孙项名称": "婚迁"}, {"子项名称": "施工许可证核发（升学）"}):
        assert said(directory, laid_over(asking(NEXT), item), "situations") == []
        assert said(laid_over(asking(NEXT), item), directory, "situations") == []
        assert [kind for kind, _, _ in said(directory, laid_over(asking(), item), "situations")] == [
            "situation-dropped"
        ]


def test_what_is_asked_in_other_situations_is_not_missing_from_a_handling_item() -> None:
    elsewhere = {"适用情形": ["升学"]}
    directory = matter(
        情形=[why("婚迁", "升学")],
        前置事项=[{"基本编码": "330100301000", **elsewhere}],
        特别程序=[{"名称": "听证", **elsewhere}],
    )
    item = matter(孙项名称="婚迁", 前置事项=[], 特别程序=[])

    assert said(directory, item) == []
    assert len(said(directory, {**item, "孙项名称": "升学"})) == 2


# -- special procedures, and the clock


def test_an_entry_that_names_several_procedures_equals_the_entries_that_name_them() -> None:
    assert same(procedures("检验、检测"), procedures("检测", "检验"))
    assert same(procedures("检验", "检验"), procedures("检验（县级）"))
    assert same(procedures("无"), procedures())
    assert said(procedures("检验"), procedures("检验、检测")) == [("special-added", "无", "检测")]
    assert said(procedures(), procedures("检验、检测")) == [("special-added", "无", "检验、检测")]


def clocked(counted: object, name: str = "公示") -> dict:
    return laid_over({"名称": name, "计入时限": counted}, {})


@pytest.mark.parametrize("unclear", [ABSENT, "不一定", 1, []])
def test_a_special_procedure_that_does_not_say_whether_it_counts_differs_from_none(unclear: object) -> None:
    assert same(procedures(clocked("是")), procedures(clocked(unclear)))
    assert same(procedures(clocked("否")), procedures(clocked(unclear)))


def test_the_clock_of_joined_procedures() -> None:
    joined = procedures(clocked("否", "检验、检测"))

    assert said(procedures(clocked("是", "检测")), joined, "clock") == [
        ("clock-stopped", "检测（计入时限）", "检测（不计入时限）")
    ]
    assert said(procedures(clocked("是", "检验、检测")), joined, "clock") == [
        ("clock-stopped", "检验、检测（计入时限）", "检验、检测（不计入时限）")
    ]
    apart = procedures(clocked("是", "检测"), clocked("否", "检测"))
    assert said(apart, joined, "clock") == []


def test_a_step_counts_by_its_name_where_it_does_not_say() -> None:
    for name in ("申请", "补正", "送达"):
        assert same(flow(step(name)), flow(step(name, 计入时限="否", 说明="当场")))
        assert said(flow(step(name)), flow(step(name, 计入时限="是")))[0][0] == "clock-counted"
    assert same(flow(step("审查")), flow(step("审查", 计入时限="是")))
    assert said(flow(step("审查")), flow(step("审查", 计入时限="否")))[0][0] == "clock-stopped"


def test_each_flow_is_compared_with_its_own() -> None:
    directory = matter(办事流程=[step("审查")], 业务流程=[step("审查", 计入时限="否")])
    local = matter(办事流程=[step("审查", 计入时限="否")], 业务流程=[step("审查", 计入时限="否")])

    assert [(change.kind, change.path) for change in changes(directory, local)] == [
        ("clock-stopped", ("办事流程", 0, "计入时限"))
    ]


def test_of_steps_of_one_name_only_the_certain_are_compared() -> None:
    one, two = step("审查"), step("审查", 计入时限="否")
    wedding, school = step("审查", 适用情形=["婚迁"]), step("审查", 计入时限="否", 适用情形=["升学"])

    assert said(flow(one), flow(one, two)) == []
    assert said(flow(wedding, school), flow(school, wedding)) == []
    assert len(said(flow(wedding, school), flow({**school, "计入时限": "是"}, wedding))) == 1
    assert len(said(flow(one), flow(step("受理"), two))) == 1


CHAIN = [
    {"层级": "县级", "职责": ["受理", "初审"]},
    {"层级": "省级", "职责": ["决定"]},
    {"层级": "县级", "职责": ["送达"]},
]


def chained(levels: str, *steps: dict) -> dict:
    return flow(*steps, 行使层级=[levels], 审批链=CHAIN)


def test_the_province_s_link_is_not_the_county_s() -> None:
    local = chained("县级", step("受理"), step("审查"), step("转报"))

    directory = chained("省级", step("受理", 计入时限="否"), step("审查", 审查标准="合格"), step("决定"))
    assert said(directory, local) == []


def test_a_flow_of_the_whole_chain_is_compared_where_the_steps_are_certainly_one() -> None:
    def whole(*steps: dict) -> dict:
        return flow(*steps, 行使层级=["县级", "省级"], 审批链=CHAIN)

    stopped = step("受理", 计入时限="否")
    local = chained("县级", stopped, step("审查"))

    assert said(whole(step("受理"), step("审查"), step("决定")), local) == []
    assert said(whole(step("受理"), step("审查")), local)[0][0] == "clock-stopped"
    office = {"部门": "县住建局"}
    found = said(whole(step("受理", **office), step("决定")), chained("县级", {**stopped, **office}))
    assert [kind for kind, _, _ in found] == ["clock-stopped"]


def test_the_clock_of_links_of_the_chain() -> None:
    stopped = [{**CHAIN[0], "计入时限": "否"}, *CHAIN[1:]]
    one, other = matter(审批链=CHAIN), matter(审批链=stopped)

    assert said(one, other) == [("clock-stopped", "县级 受理、初审（计入时限）", "县级 受理、初审（不计入时限）")]
    # What only delivers does not count anyway; a link of other duties is another link.
    assert same(one, matter(审批链=[*CHAIN[:2], {**CHAIN[2], "计入时限": "否"}]))
    assert same(matter(审批链=CHAIN[:1]), matter(审批链=CHAIN[2:]))
    assert same(matter(审批链=CHAIN), matter(审批链=CHAIN[1:]))
    both = [{**CHAIN[0], "计入时限": "是"}], [{"层级": "县级", "职责": ["受理"], "计入时限": "否"}]
    assert said(*(matter(审批链=chain) for chain in both))[0][0] == "clock-stopped"


# -- standards and results


def test_standards_are_compared_by_their_words() -> None:
    assert same(judged_by("在有效期内，页面完整"), judged_by("在有效期内、页面完整。"))
    assert same(judged_by("在有效期内"), matter(申请材料=[material("居民身份证")]))
    assert same(judged_by("在有效期内"), judged_by("无"))
    assert same(judged_by("在有效期内"), judged_by(7))  # type: ignore[arg-type]
    assert said(flow(step("审查", 审查标准="资金到位")), flow(step("审查", 审查标准="资金过半"))) == [
        ("standard-differs", "审查（资金到位）", "审查（资金过半）")
    ]
    assert same(flow(step("审查", 审查标准="资金到位")), flow(step("核准", 审查标准="资金过半")))


def test_a_row_of_several_documents_has_the_standards_of_all() -> None:
    joined = matter(申请材料=[material("身份证、户口簿", 受理标准="在有效期内，页面完整")])
    apart = matter(申请材料=[material("身份证", 受理标准="在有效期内"), material("户口簿", 受理标准="页面完整")])

    assert said(joined, apart, "standards") == said(apart, joined, "standards") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (licence(有效期="3 年"), [licence(有效期="三十六个月")]),
        (licence(有效期="长期"), licence(有效期="长期有效")),
        (licence(有效期="3年"), licence()),
        (licence(样本="附件/甲.pdf", 送达方式=["快递送达"]), licence(样本="附件/乙.pdf", 送达方式=["窗口领取"])),
        ([licence(), licence(名称="副本")], [licence(名称="副本"), licence()]),
        ({"名称": "无", "类型": "无"}, []),
        (licence(), "施工许可证"),
        (licence(), ABSENT),
        (licence(), {"名称": "施工许可证"}),
    ],
)
def test_results_that_are_the_same(one: object, other: object) -> None:
    first, second = (laid_over(matter(), {"审批结果": value}) for value in (one, other))

    assert same(first, second)


@pytest.mark.parametrize(
    ("one", "other", "first", "second"),
    [
        (licence(), licence(类型="批文"), "施工许可证（证照）", "施工许可证（批文）"),
        (licence(), licence(名称="开工批准书"), "施工许可证", "开工批准书"),
        (licence(有效期="无"), licence(有效期="1 年"), "施工许可证（有效期：无）", "施工许可证（有效期：1 年）"),
        (licence(), [licence(), licence(名称="副本")], "无", "副本（证照）"),
        (licence(), {"名称": "无", "类型": "无"}, "施工许可证（证照）", "无"),
        (licence(), [], "施工许可证（证照）", "无"),
    ],
)
def test_results_that_differ(one: object, other: object, first: str, second: str) -> None:
    assert said(giving(one), giving(other)) == [("result-differs", first, second)]
    assert said(giving(other), giving(one)) == [("result-differs", second, first)]


# -- all of them


FIELDS = {
    "适用依据": ([LAW], []),
    "受理条件": (["有场所"], []),
    "批准条件": (["有场所"], []),
    "前置事项": (["330100301000"], []),
    "情形": ([NEXT], []),
    "特别程序": ([clocked("是")], []),
    "审批结果": (licence(), []),
}


EXCEPTIONS = {"前置事项", "情形", "特别程序"}
"""What most matters have not: who says nothing of it has none."""


@pytest.mark.parametrize("field", FIELDS)
def test_a_side_that_leaves_a_field_out_says_nothing_and_an_empty_list_says_none(field: str) -> None:
    stated, none = (matter(**{field: value}) for value in FIELDS[field])

    assert same(stated, matter()) is (field not in EXCEPTIONS)
    assert said(stated, matter()) == (said(stated, none) if field in EXCEPTIONS else [])
    assert same(none, matter())
    assert len(said(stated, none)) == len(said(none, stated)) == 1


@pytest.mark.parametrize("field", FIELDS)
def test_what_the_directory_leaves_to_the_region_must_be_there_and_may_differ(field: str) -> None:
    directory = matter(**{field: FIELDS[field][0]}, 地方自定=[field])

    for local, decision in ((matter(), "violation"), (matter(**{field: ["x"] if field == "受理条件" else []}), None)):
        found = only(compared([directory], [local]))["changes"]
        assert found
        # An empty list of bases or results is no value; of the rest it is one: none.
        allowed = decision or ("violation" if field in ("适用依据", "审批结果") else "allowed")
        assert {change["decision"] for change in found} == {allowed}
    assert only(compared([matter(地方自定=[field])], [matter()]))["changes"][0]["decision"] == "violation"


def test_a_handling_item_that_is_about_a_situation_has_set_the_situations() -> None:
    directory = matter(情形=[why("婚迁", "升学")], 地方自定=["情形"])
    items = [matter(孙项名称=name) for name in ("婚迁", "升学")]

    assert only(compared([directory], items))["changes"] == []
    assert only(compared([directory], [matter()]))["changes"][0]["kind"] == "situation-dropped"


def test_every_change_stands_where_each_side_has_it() -> None:
    directory = matter(
        适用依据=[law("《招标投标法》"), ARTICLE_EIGHT],
        受理条件=["有人员", "有场所"],
        特别程序=[clocked("是", "听证"), clocked("是")],
        业务流程=[step("受理"), step("审查", 审查标准="合格")],
        审批结果=[licence(名称="副本"), licence()],
    )
    local = matter(
        适用依据=[law("《招标投标法》"), law("《合同法》")],
        受理条件="有人员",
        特别程序=[clocked("否")],
        业务流程=[step("核查"), step("受理"), step("审查", 审查标准="优良")],
        审批结果=[licence(类型="批文"), licence(名称="副本")],
    )

    found = {change.kind: (change.directory_path, change.local_path) for change in changes(directory, local)}

    assert found == {
        "basis-dropped": (("适用依据", 1), None),
        "basis-added": (None, ("适用依据", 1)),
        "condition-dropped": (("受理条件", 1), None),
        "special-dropped": (("特别程序", 0), None),
        "clock-stopped": (("特别程序", 1), ("特别程序", 0)),
        "standard-differs": (("业务流程", 1), ("业务流程", 2)),
        "result-differs": (("审批结果", 1), ("审批结果", 0)),
    }


# -- properties

WORDS = st.sampled_from(
    [
        "无", "有场所", "有场所。", "（一）有场所", "有人员；有场所", "第七条", "《建筑法》第七条",
        "《建筑法》", "婚迁", "升学", "浙政发〔2017〕6号", "检验、检测", "检验", "是",
        "否", "县级", "330100301000", "3年", "长期", "、", "①",
        "5", "", "\u202e",
    ]
)  # fmt: skip
KEYS = [
    "名称", "文号", "条款", "类别", "类型", "有效期", "计入时限", "适用情形", "基本编码", "编号",
    "问题", "选项", "环节", "部门", "审查标准", "受理标准", "层级", "职责", "必要性",
]  # fmt: skip
ITEM = st.dictionaries(st.sampled_from(KEYS), WORDS | st.lists(WORDS, max_size=2), max_size=6)
ODD: st.SearchStrategy[Any] = st.recursive(
    WORDS | st.integers(0, 3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=5,
)
LISTS = st.lists(ITEM | WORDS, max_size=4) | ODD
ALL_FIELDS = (*FIELDS, "申请材料", "办事流程", "业务流程", "审批链")
MATTERS = st.dictionaries(st.sampled_from(ALL_FIELDS), LISTS, max_size=6).flatmap(
    lambda fields: st.sampled_from([{}, {"孙项名称": "婚迁"}]).map(lambda item: matter(CODE, **{**fields, **item}))
)
FEW = settings(max_examples=150, deadline=None)


@FEW
@given(MATTERS)
def test_nothing_differs_from_itself(value: dict) -> None:
    assert said(value, deepcopy(value)) == []


@FEW
@given(MATTERS, MATTERS)
def test_swapping_the_sides_mirrors_everything(one: dict, other: dict) -> None:
    forth, back = said(one, other), said(other, one)

    assert sorted((MIRRORS[kind], second, first) for kind, first, second in forth) == sorted(back)


@FEW
@given(MATTERS, MATTERS)
def test_paths_lead_to_what_stands_there(one: dict, other: dict) -> None:
    for change in changes(one, other):
        assert change.before != change.after
        assert change.directory_path or change.local_path
        for value, path in ((one, change.directory_path), (other, change.local_path)):
            reduce(getitem, path or (), value)


@FEW
@given(st.text(alphabet="有场所1２.、-；（）一①% \u202e《", max_size=12))
def test_wordings_come_to_rest(text: str) -> None:
    assert wording(wording(text)) == wording(text)
    assert wording(f" {text}。") == wording(text)
