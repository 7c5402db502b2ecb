"""Names that are alike: what is one matter, what a person must decide, and what never pairs."""

from __future__ import annotations

import pytest
from building import BODIES, county_manifest, directory_manifest, matter, side

from catalog_tool.compare.matching.confirmed import Confirmed
from catalog_tool.compare.matching.floors import Floors
from catalog_tool.compare.matching.tiers import Match, Matching, match

FLOORS = Floors(0.9, 0.7)
NOBODY = Confirmed(frozenset(), frozenset())
NEW = "330100999000"


def matched(
    directory: list[dict],
    local: list[dict],
    *,
    floors: Floors = FLOORS,
    confirmed: Confirmed = NOBODY,
    exempt: frozenset[str] = frozenset(),
    says: dict | None = None,
) -> Matching:
    upper = side(directory_manifest(), directory, "directory")
    lower = side(county_manifest(**(says or {})), local)
    return match(upper.groups, lower, BODIES, exempt, floors=floors, confirmed=confirmed)


def pairs(result: Matching) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The codes of what is matched."""
    return [codes(found) for found in result.matches if found.directory and found.local]


def codes(found: Match) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(group.code for group in found.directory), tuple(group.code for group in found.local)


def two(one: str, other: str, **over: object) -> Matching:
    """A directory of one name, a list of the other under a new code."""
    return matched([matter(name=one)], [matter(NEW, other, **over)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公共租赁住房租金缴纳", "公租房租金缴纳"),
        ("药品零售许可", "药品零售许可（新办）"),
        ("取水许可证变更审批", "变更取水许可"),
        ("城镇污水排入排水管网许可", "排水许可证核发"),
        ("宗教活动场所扩建审批", "宗教活动场所的扩建审批事项（县级）"),
    ],
)
def test_one_matter_in_other_words(one: str, other: str) -> None:
    result = two(one, other)

    found = result.matches[0]
    assert (found.matched_by, result.suggestions) == ("similar-name", ())
    assert 0.9 <= found.confidence < 1
    assert "事项类型相同" in found.because
    assert "部门同属一条线" in found.because


def test_the_reasons_are_told() -> None:
    assert two("公共租赁住房租金缴纳", "公租房租金缴纳（首次）").matches[0].because == (
        "名称相近（相似度 1.00）",
        "“公租房”即“公共租赁住房”",
        "一个写明新办，另一个没有写办理动作，按新办看",
        "部门同属一条线",
        "事项类型相同",
    )


TRAPS = [
    ("第二类医疗器械经营备案", "第三类医疗器械经营许可"),
    ("第二类医疗器械经营许可", "第三类医疗器械经营许可"),
    ("食品小作坊备案", "食品小作坊许可"),
    ("食品小作坊备案变更", "食品小作坊备案注销"),
    ("食品小作坊备案", "食品小作坊备案注销"),
    ("公司设立登记", "分公司设立登记"),
    ("道路旅客运输经营许可", "道路货物运输经营许可"),
    ("居民身份证省内异地办理", "居民身份证跨省异地办理"),
    ("国有文物拍卖许可", "非国有文物拍卖许可"),
    ("客运车辆道路运输证办理（转入）", "客运车辆道路运输证办理（转出）"),
]


@pytest.mark.parametrize(("one", "other"), TRAPS)
def test_words_that_tell_apart_come_before_any_likeness(one: str, other: str) -> None:
    result = two(one, other)

    assert pairs(result) == []
    assert result.suggestions == ()


@pytest.mark.parametrize(("one", "other"), TRAPS)
def test_nor_does_a_low_floor_pair_them(one: str, other: str) -> None:
    result = matched([matter(name=one)], [matter(NEW, other)], floors=Floors(0.1, 0.1))

    assert (pairs(result), result.suggestions) == ([], ())


@pytest.mark.parametrize(
    "over",
    [
        {"事项类型": "行政确认"},
        {"主管部门": "省公安厅"},
        {"事项类型": ""},
        {"状态": "暂停"},
        {"地方补充": {"依据": ["无"]}},
    ],
)
def test_another_duty_or_type_is_another_matter(over: dict) -> None:
    result = two("公共租赁住房租金缴纳", "公租房租金缴纳", **over)

    assert (pairs(result), result.suggestions) == ([], ())


def test_what_the_list_does_not_claim_pairs_with_no_name() -> None:
    directory, local = [matter(name="公共租赁住房租金缴纳")], [matter(NEW, "公租房租金缴纳")]

    assert pairs(matched(directory, local, exempt=frozenset({directory[0]["基本编码"]}))) == []


def test_a_name_with_more_to_it_is_a_question() -> None:
    result = two("企业职工社会保险费补缴申报", "企业职工社会保险费欠费补缴申报")

    assert pairs(result) == []
    found = result.suggestions[0]
    assert found.matched_by == "similar-name"
    assert 0.7 <= found.confidence < 0.9
    assert found.because[0].startswith("名称相近（相似度 0.9")


def test_a_body_that_nobody_knows_is_a_question() -> None:
    result = two("公共租赁住房租金缴纳", "公租房租金缴纳", 主管部门="", 实施主体={"名称": "县综合协调中心"})

    assert pairs(result) == []
    assert "不能确定部门是否同属一条线" in result.suggestions[0].because


def test_the_list_says_whose_line_a_body_is() -> None:
    directory = [matter(name="公共租赁住房租金缴纳")]
    local = [matter(NEW, "公租房租金缴纳", 主管部门="", 实施主体={"名称": "县综合协调中心"})]

    result = matched(directory, local, says={"部门对应": {"省住房和城乡建设厅": ["县综合协调中心"]}})

    assert len(pairs(result)) == 1


def test_another_level_is_a_question() -> None:
    result = two("公共租赁住房租金缴纳", "公租房租金缴纳", 行使层级=["市级"])

    assert pairs(result) == []
    assert "行使层级不同" in result.suggestions[0].because


def test_two_that_are_as_near_are_a_question() -> None:
    directory = [matter("330100000001", "取水许可核发"), matter("330100800002", "取水许可审批")]

    result = matched(directory, [matter(NEW, "取水许可事项")])

    assert pairs(result) == []
    assert [found.because[-1] for found in result.suggestions] == ["与“取水许可审批”也同样相近"]


def test_one_that_is_matched_already_is_as_good_a_rival() -> None:
    directory = [matter("330100000001", "取水许可核发"), matter("330100800002", "取水许可审批")]
    local = [matter("330100800002", "取水许可审批"), matter(NEW, "取水许可事项")]

    result = matched(directory, local)

    assert pairs(result) == [(("330100800002",), ("330100800002",))]
    assert [codes(found) for found in result.suggestions] == [(("330100000001",), (NEW,))]


def test_neighbours_that_both_drift_each_find_their_own() -> None:
    names = ["幼儿园筹设审批", "幼儿园设立审批", "小学设立审批"]
    directory = [matter(f"33010010{n}000", name) for n, name in enumerate(names)]
    local = [matter(f"33010090{n}000", f"{name.removesuffix('审批')}的审批") for n, name in enumerate(names)]

    assert pairs(matched(directory, local[::-1])) == [((f"33010010{n}000",), (f"33010090{n}000",)) for n in range(3)]


def test_the_floor_is_the_policy_s() -> None:
    directory, local = [matter(name="招聘会服务")], [matter(NEW, "招聘服务")]

    assert len(pairs(matched(directory, local, floors=Floors(0.6, 0.5)))) == 1
    assert len(matched(directory, local, floors=Floors(0.9, 0.5)).suggestions) == 1
    assert matched(directory, local, floors=Floors(0.9, 0.89)).suggestions == ()


def test_suggestions_stay_below_what_is_accepted() -> None:
    result = matched(
        [matter("330100000001", "取水许可核发"), matter("330100800002", "取水许可审批")],
        [matter(NEW, "取水许可事项")],
        floors=Floors(0.8, 0.5),
    )

    assert all(found.confidence < 0.8 for found in result.suggestions)


def test_what_says_only_what_is_done_is_read_with_its_main_item() -> None:
    directory = [matter(name="烟草专卖零售许可证核发", 子项名称="注销")]

    assert len(pairs(matched(directory, [matter(NEW, "烟草专卖零售许可", 子项名称="烟草专卖零售许可证注销")]))) == 1
    assert pairs(matched(directory, [matter(NEW, "烟草专卖零售许可", 子项名称="烟草专卖零售许可证延续")])) == []


def test_a_name_that_says_only_for_whom_pairs_under_its_main_item_alone() -> None:
    directory = [matter(name="失业保险待遇发放账户维护", 子项名称="个人")]

    assert pairs(matched(directory, [matter(NEW, "国际联网备案", 子项名称="个人")])) == []
    assert len(pairs(matched(directory, [matter(NEW, "失业保险待遇发放账户维护申请", 子项名称="个人")]))) == 1
    assert pairs(matched(directory, [matter(NEW, "失业保险待遇发放账户维护", 子项名称="单位")])) == []


def named(*names: str, main: str = "") -> list[dict]:
    """Matters under unrelated new codes."""
    return [matter(f"3301{number}00000", main or name, 子项名称=name) for number, name in enumerate(names, 100)]


@pytest.mark.parametrize(
    "parts",
    [
        named("户口迁移（婚迁）", "户口迁移（升学）", "户口迁移（工作调动）"),
        named("户口迁移（个人）", "户口迁移（单位）", main="户口迁移"),
        named("婚迁落户", "升学落户", main="户口迁移"),
    ],
    ids=["stem", "stem and main item", "main item"],
)
def test_split_and_merged_by_name(parts: list[dict]) -> None:
    whole = matter(name="户口迁移")
    codes_of_parts = tuple(part["基本编码"] for part in parts)

    split = matched([whole], parts)
    merged = matched(parts, [whole])

    assert pairs(split) == [((whole["基本编码"],), codes_of_parts)]
    assert pairs(merged) == [(codes_of_parts, (whole["基本编码"],))]
    assert split.matches[0].matched_by == "similar-name"
    assert split.matches[0].because[:2] == ("主干名称相同“户口迁移”", f"一项分为 {len(parts)} 项")
    assert merged.matches[0].because[1] == f"{len(parts)} 项并成一项"


def test_a_matter_that_the_directory_divides_itself_is_not_split() -> None:
    directory = [*named("取水许可", "取水许可（变更）")]
    local = [matter(f"33019{n}000000", f"取水许可证{action}") for n, action in enumerate(("新办", "变更", "延续"))]

    assert pairs(matched(directory, local)) == [
        (("330110000000",), ("330190000000",)), (("330110100000",), ("330191000000",)),
    ]  # fmt: skip


def test_one_part_alone_is_no_split() -> None:
    assert pairs(matched([matter(name="户口迁移")], named("户口迁移（婚迁）"))) == []


def test_handling_items_of_one_code_are_no_split() -> None:
    local = [matter(NEW, "户口迁移（婚迁）", 孙项名称=name) for name in ("省内", "省外")]

    assert pairs(matched([matter(name="户口迁移")], local)) == []


def test_a_recoded_matter_takes_in_what_its_list_numbers_beside_it() -> None:
    local = [matter("330100999000", "户口迁移"), matter("330100999001", "户口迁移", 子项名称="户口迁移（婚迁）")]

    found = matched([matter(name="户口迁移")], local).matches[0]

    assert len(found.local) == 2


def test_two_items_of_a_main_item_that_say_different_things_are_two() -> None:
    directory = [matter("330100201001", "就业服务", 子项名称="第二类就业指导")]
    local = [matter("330100201009", "就业服务", 子项名称="第三类就业指导")]

    assert pairs(matched(directory, local)) == []
    assert pairs(matched(directory, [{**local[0], "子项名称": "职业介绍"}])) == []
    assert len(pairs(matched(directory, [{**local[0], "子项名称": "第二类就业指导服务站"}]))) == 1
