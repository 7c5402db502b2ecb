"""One example a person understands for every kind of change: values, place, decision, reason."""

from __future__ import annotations

import pytest
from building import CODE, compared, days, limits, material, matter, only, the_change
from law_examples import LAW_EXAMPLES
from service_examples import SERVICE_EXAMPLES

from catalog_tool.compare.changes import MIRRORS, all_comparators

SPLIT = "330100201001"
ID_CARD, FORM = material("居民身份证"), material("申请表")


def with_materials(*materials: dict) -> dict:
    return matter(申请材料=list(materials))


EXAMPLES = {
    "main-name": (matter(SPLIT, "施工许可", 子项名称="市政施工"), matter(SPLIT, "开工许可", 子项名称="市政施工"),
                  "施工许可", "开工许可", "violation"),
    "sub-name": (matter(SPLIT, 子项名称="施工（新办）"), matter(SPLIT, 子项名称="施工（首次）"),
                 "施工（新办）", "施工（首次）", "violation"),
    "type": (matter(), matter(事项类型="行政确认"), "行政许可", "行政确认", "violation"),
    "code": (matter(), matter("330100999000"), CODE, "330100999000", "violation"),
    "department": (matter(), matter(实施主体={"名称": "象山县公安局"}),
                   "象山县住房和城乡建设局", "象山县公安局", "report"),
    "level-not-allowed": (matter(行使层级=["市级"]), matter(), "市级", "县级", "violation"),
    "statutory-differs": (matter(), matter(办理时限=limits(30, 5)), "20 工作日", "30 工作日", "violation"),
    "promise-longer": (matter(), matter(办理时限=limits(20, 7)), "5 工作日", "7 工作日", "violation"),
    "promise-shorter": (matter(), matter(办理时限=limits(20, 3)), "5 工作日", "3 工作日", "allowed"),
    "material-added": (with_materials(FORM), with_materials(FORM, ID_CARD), "无", "居民身份证", "violation"),
    "material-dropped": (with_materials(FORM, ID_CARD), with_materials(FORM), "居民身份证", "无", "report"),
    "material-stricter": (with_materials(material("身份证", 形式="复印件")), with_materials(material("身份证")),
                          "身份证（复印件）", "身份证（原件）", "violation"),
    "material-eased": (with_materials(material("身份证")), with_materials(material("身份证", 必要性="非必要")),
                       "身份证（必要）", "身份证（非必要）", "allowed"),
    **LAW_EXAMPLES,
    **SERVICE_EXAMPLES,
}  # fmt: skip


ELSEWHERE = {"parent", "member-added", "member-dropped", "stale-version"}
"""Below, in test_one_things.py and in test_editions.py."""


@pytest.mark.parametrize("kind", EXAMPLES)
def test_each_kind(kind: str) -> None:
    directory, local, before, after, decision = EXAMPLES[kind]

    change = the_change(directory, local, kind)

    assert (change["before"], change["after"], change["decision"]) == (before, after, decision)
    assert change["certain"] is True
    assert change["reason"]
    assert change["between"] == [[0, 0]]
    assert change["places"] == {
        "directory": {"file": "directory/0.yaml", "line": 1, "column": 1},
        "local": {"file": "local/0.yaml", "line": 1, "column": 1},
    }
    assert change["approved"] is None
    assert len(change["fingerprint"]) == 16


def test_parent_is_a_main_name_under_other_digits() -> None:
    directory = matter(主项名称="施工许可", 子项名称="市政工程施工许可")
    local = matter("330100999001", 主项名称="开工许可", 子项名称="市政工程施工许可")

    found = only(compared([directory], [local]))["changes"]

    assert [(change["kind"], change["decision"]) for change in found] == [
        ("parent", "violation"),
        ("code", "violation"),
    ]


def test_without_a_code_another_main_name_is_another_parent() -> None:
    directory = matter("", 主项名称="施工许可", 子项名称="市政工程施工许可")
    local = matter("", 主项名称="开工许可", 子项名称="市政工程施工许可")

    assert the_change(directory, local, "parent")


def test_every_kind_has_an_example() -> None:
    stated = {kind for kinds, _ in all_comparators().values() for kind in kinds}

    assert stated == set(MIRRORS)
    assert {*EXAMPLES, *ELSEWHERE} == stated


@pytest.mark.parametrize(
    "body",
    ["县住建局", "象山县行政审批局", "象山县石浦镇人民政府", "宁波市住房和城乡建设委员会象山分局", "象山县建设局"],
)
def test_departments_of_one_line_are_no_change(body: str) -> None:
    assert only(compared([matter()], [matter(实施主体={"名称": body})]))["changes"] == []


def test_a_department_that_nobody_knows_is_uncertain_and_told_how_to_settle() -> None:
    change = the_change(matter(), matter(实施主体={"名称": "象山县工程服务社"}), "department")

    assert (change["certain"], change["decision"]) == (False, "report")
    assert "部门对应" in change["reason"]
    assert "象山县工程服务社" in change["reason"]


def test_the_list_s_own_correspondence_is_read_first() -> None:
    directory, local = matter(), matter(实施主体={"名称": "象山县公安局"})

    for bodies, count in ((["县公安局", "县住建局"], 0), (["县住建局"], 1)):
        says = {"部门对应": {"省住房和城乡建设厅": bodies}}
        assert len(only(compared([directory], [local], local_says=says))["changes"]) == count


def test_in_a_chain_the_level_s_own_link_names_the_body() -> None:
    chain = [{"层级": "县级", "部门": "金融办", "职责": ["受理"]}, {"层级": "省级", "职责": ["决定"]}]
    directory = matter(行使层级=["省级"], 审批链=chain, 实施主体={"名称": "省住房和城乡建设厅"})

    assert only(compared([directory], [matter(实施主体={"名称": "象山县金融办"})]))["changes"] == []


# directory, local, kind, certain, decision
LIMITS = [
    (days(5), days(5), None, None, None),
    (days(5), days(6), "promise-longer", True, "violation"),
    (days(5), days(8, "自然日"), "promise-longer", True, "violation"),
    (days(5), days(7, "自然日"), "promise-longer", False, "report"),
    (days(7, "自然日"), days(5), "promise-shorter", True, "allowed"),
    (days(1, "自然日"), days(1), "promise-longer", False, "report"),
    (days(1), days(1, "自然日"), "promise-shorter", True, "allowed"),
    (days(1, "月"), days(32, "自然日"), "promise-longer", True, "violation"),
    (days(1, "月"), days(30, "自然日"), "promise-longer", False, "report"),
    (days(1, "月"), days(27, "自然日"), "promise-shorter", True, "allowed"),
    (days(1, "年"), days(12, "月"), None, None, None),
    (days(2, "小时"), days(120, "分钟"), None, None, None),
    (days(1), days(30, "分钟"), "promise-shorter", True, "allowed"),
    ({"数值": 0}, days(1), "promise-longer", True, "violation"),
    (days(1), {"数值": 0}, "promise-shorter", True, "allowed"),
    ({"数值": 0}, {"数值": 0, "单位": "工作日"}, None, None, None),
    (days(5), days(5, "日"), None, None, None),
    (days(5), days(5, "天"), None, None, None),
    (days(5), {"说明": "见公告"}, "promise-longer", False, "report"),
    ({"数值": None, "说明": "由地方定"}, days(99), None, None, None),
]


@pytest.mark.parametrize(("before", "after", "kind", "certain", "decision"), LIMITS)
def test_promises_across_units(before: dict, after: dict, kind: str | None, certain: bool, decision: str) -> None:
    changes = only(compared([matter(办理时限=limits(20, before))], [matter(办理时限=limits(20, after))]))["changes"]

    found = [(change["kind"], change["certain"], change["decision"]) for change in changes]
    assert found == ([] if kind is None else [(kind, certain, decision)])


def test_a_day_is_a_working_day_for_licences_only() -> None:
    other = {"事项类型": "公共服务"}
    directory, local = matter(办理时限=limits(20, 5), **other), matter(办理时限=limits(20, days(5, "日")), **other)

    assert the_change(directory, local, "promise-longer")["certain"] is False


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (days(20), days(28, "自然日"), True),
        (days(20), {"数值": None, "说明": "无法定时限"}, True),
        ({"数值": None, "说明": "无法定时限"}, {"数值": None, "说明": "法律没有规定"}, False),
        (days(1, "年"), days(12, "月"), False),
    ],
)
def test_statutory_limits_differ_unless_equal_under_every_reading(before: dict, after: dict, differs: bool) -> None:
    changes = only(compared([matter(办理时限=limits(before, 5))], [matter(办理时限=limits(after, 5))]))["changes"]

    assert [change["kind"] for change in changes] == ["statutory-differs"] * differs


def test_a_situation_s_own_promise_is_compared_with_that_situation() -> None:
    def by_case(general: int, urgent: int | None) -> dict:
        case = [] if urgent is None else [{"适用情形": ["加急"], "承诺": days(urgent)}]
        return matter(办理时限={**limits(20, general), "分情形": case})

    change = the_change(by_case(5, 2), by_case(5, 3), "promise-longer")
    assert change["path"] == ["办理时限", "分情形", 0, "承诺"]
    assert the_change(by_case(5, 2), by_case(5, None), "promise-longer")["before"] == "2 工作日（加急）"
    assert the_change(by_case(5, None), by_case(5, 2), "promise-shorter")["before"] == "5 工作日（加急）"


@pytest.mark.parametrize(
    ("field", "local"),
    [
        ("办理时限", matter(办理时限=limits(30, 9))),
        ("办理时限.承诺", matter(办理时限=limits(20, 9))),
        ("申请材料", with_materials(FORM, ID_CARD, material("结婚证"))),
    ],
)
def test_fields_that_regions_set_are_allowed_in_any_direction(field: str, local: dict) -> None:
    changes = only(compared([matter(地方自定=[field])], [local]))["changes"]

    assert changes
    assert {change["decision"] for change in changes} == {"allowed"}


def test_fields_that_regions_set_are_no_wider_than_named() -> None:
    local = matter(办理时限=limits(30, 9))

    changes = only(compared([matter(地方自定=["办理时限.承诺"])], [local]))["changes"]

    assert {change["kind"]: change["decision"] for change in changes} == {
        "statutory-differs": "violation", "promise-longer": "allowed",
    }  # fmt: skip


@pytest.mark.parametrize("source", ["上级下放", "上级授权", "同级授权", "上级委托", "同级委托"])
def test_power_given_with_a_basis_is_allowed(source: str) -> None:
    giver = {"名称": "宁波市住建委", "范围": "象山县域", "起": "2018-01-01"}
    basis = ["甬政发〔2018〕1号"]
    directory = matter(行使层级=["市级"])

    def decided(**over: object) -> str:
        given = {"权力来源": source, "权力来源依据": basis, "权力来源机关": giver, **over}
        return the_change(directory, matter(**given), "level-not-allowed")["decision"]

    assert decided() == "allowed"
    assert decided(权力来源依据=[]) == decided(权力来源依据=[{"名称": ""}]) == "violation"
    assert decided(权力来源="法定本级行使") == "violation"
    assert decided(权力来源机关={**giver, "止": "2018-07-31"}) == "report"


def test_every_level_that_takes_no_part_is_a_change_of_its_own() -> None:
    changes = only(compared([matter(行使层级=["市级"])], [matter(行使层级=["县级", "市级", "镇级", "县级"])]))[
        "changes"
    ]

    assert [(change["after"], change["between"]) for change in changes] == [("县级", [[0, 0]]), ("镇级", [[0, 0]])]


def test_a_word_that_is_no_level_is_still_the_same_word() -> None:
    odd = matter(行使层级=["县"])

    assert only(compared([odd], [odd], directory_says={"收录范围": {}}))["changes"] == []


def items(*names: str, **over: object) -> list[dict]:
    return [matter(孙项名称=name, 申请材料=[material(f"{name}证明")], **over) for name in names]


def test_handling_items_pair_by_their_own_names() -> None:
    found = only(compared(items("平产", "剖宫产", "助娩产"), items("助娩产", "平产", "剖宫产")))

    assert (found["kind"], found["changes"], len(found["local"])) == ("same", [], 3)


def test_a_name_of_its_own_counts_more_than_fewer_differences() -> None:
    directory = items("平产", "剖宫产")
    local = [{**row, "孙项名称": name} for row, name in zip(directory, ("剖宫产", "平产"), strict=True)]

    changes = only(compared(directory, local))["changes"]

    assert sorted(change["kind"] for change in changes) == ["material-added"] * 2 + ["material-dropped"] * 2


def test_handling_items_without_names_pair_by_the_end_of_their_codes() -> None:
    def coded(region: str, *numbers: int) -> list[dict]:
        return [matter(业务办理项编码=f"11{region}MB0000000A4{CODE}0{number}") for number in numbers]

    local = coded("330226", 2, 1)
    local[0]["办理时限"] = limits(20, 3)

    changes = only(compared(coded("330225", 1, 2), local))["changes"]

    # Rows stand by their codes: the second on each side is the one that ends in 02.
    assert [change["between"] for change in changes] == [[[1, 1]]]


def test_the_end_of_a_code_counts_more_than_fewer_differences() -> None:
    directory = [matter(业务办理项编码=f"0{n}", 申请材料=[material(f"证明{n}")]) for n in (1, 2)]
    local = [matter(业务办理项编码=f"9{n}0{3 - n}", 申请材料=[material(f"证明{n}")]) for n in (1, 2)]

    assert len(only(compared(directory, local))["changes"]) == 4


def test_handling_items_that_nothing_tells_apart_pair_by_fewest_differences() -> None:
    directory = [matter(申请材料=[material("甲"), material("乙")]), matter(申请材料=[material("丙")])]
    local = [matter(申请材料=[material("丙")]), matter(申请材料=[material("甲")])]

    change = only(compared(directory, local))["changes"]

    assert [(each["kind"], each["before"]) for each in change] == [("material-dropped", "乙")]


def test_a_left_over_item_is_compared_with_the_nearest() -> None:
    directory = items("平产", "剖宫产")
    local = [*items("平产", "剖宫产"), matter(孙项名称="难产", 申请材料=[material("剖宫产证明"), material("病历")])]

    found = only(compared(directory, local))

    assert [(each["kind"], each["after"]) for each in found["changes"]] == [("material-added", "病历")]
    back = only(compared(local, directory))
    assert [(each["kind"], each["before"]) for each in back["changes"]] == [("material-dropped", "病历")]


def test_equal_changes_of_several_rows_are_one() -> None:
    found = only(compared(items("平产", "剖宫产"), items("平产", "剖宫产", 办理时限=limits(20, 7))))

    assert [change["kind"] for change in found["changes"]] == ["promise-longer"]
    assert len(found["changes"][0]["between"]) == 2
