"""申请材料: which rows are one document, and what of it is stricter or eased."""

from __future__ import annotations

import pytest
from building import compared, days, material, matter, only, the_change

FORM = material("申请表")


def with_materials(*materials: dict) -> dict:
    return matter(申请材料=list(materials))


def terms(one: dict, other: dict) -> list[tuple[str, str, str]]:
    changes = only(compared([with_materials(one)], [with_materials(other)]))["changes"]
    return [(change["kind"], change["before"], change["after"]) for change in changes]


S, E = "material-stricter", "material-eased"
TERMS = [
    ({"必要性": "非必要"}, {}, S, "证（非必要）", "证（必要）"),
    ({"形式": "复印件"}, {"形式": "原件和复印件"}, S, "证（复印件）", "证（原件和复印件）"),
    ({"原件处理": "核验退还"}, {"原件处理": "收取"}, S, "证（核验退还）", "证（收取）"),
    ({"任选组": "身份"}, {}, S, "证（可任选其一）", "证（不可任选）"),
    ({"份数": {"原件": 1}}, {"份数": {"原件": 2}}, S, "证（份数：原件 1 份）", "证（份数：原件 2 份）"),
    ({"份数": {"原件": 1}}, {"份数": {"原件": 1, "复印件": 1}}, S,
     "证（份数：复印件 0 份）", "证（份数：复印件 1 份）"),
    ({"容缺": {"期限": days(5)}}, {"容缺": "否"}, S, "证（容缺：可）", "证（容缺：不可）"),
    ({"容缺": {"期限": days(5)}}, {"容缺": {"期限": days(3)}}, S, "证（容缺：5 工作日）", "证（容缺：3 工作日）"),
    ({"免提交": "数据共享"}, {}, S, "证（免提交）", "证（须提交）"),
    ({"免提交": "数据共享"}, {"免提交": "数据共享", "免提交范围": ["省内"]}, S,
     "证（一律免提交）", "证（只在省内时免提交）"),
    ({"适用情形": ["婚迁"]}, {}, S, "证（只在婚迁时要）", "证（任何情形都要）"),
    ({"适用情形": ["婚迁"]}, {"适用情形": ["婚迁", "升学"]}, S, "证（升学时不要）", "证（升学时要）"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "kind", "before", "after"), TERMS)
def test_every_term_of_a_material_in_both_directions(
    one: dict, other: dict, kind: str, before: str, after: str
) -> None:
    first, second = material("证", **one), material("证", **other)

    assert terms(first, second) == [(kind, before, after)]
    assert terms(second, first) == [(E, after, before)]


def test_the_same_situation_written_two_ways_is_no_change() -> None:
    question = [{"编号": "原因", "问题": "因何", "选项": ["婚迁", "升学"]}]
    directory = matter(情形=question, 申请材料=[material("证", 适用情形=["婚迁"])])
    local = matter(情形=question, 申请材料=[material("证", 适用情形=[{"原因": "婚迁"}])])

    assert only(compared([directory], [local]))["changes"] == []


@pytest.mark.parametrize(
    "joined", ["身份证、户口簿", "身份证或户口簿", "身份证及户口簿", "身份证/户口簿", "身份证或者户口簿"]
)
def test_a_row_that_names_several_documents_equals_the_rows_that_name_them(joined: str) -> None:
    whole, apart = with_materials(material(joined)), with_materials(material("户口簿"), material("身份证"))

    assert only(compared([whole], [apart]))["changes"] == []
    assert only(compared([apart], [whole]))["changes"] == []


def test_a_choice_in_one_row_equals_a_group_of_which_one_suffices() -> None:
    apart = with_materials(material("户口簿", 任选组="身份"), material("身份证", 任选组="身份", 份数={"原件": 2}))

    assert only(compared([with_materials(material("身份证或户口簿"))], [apart]))["changes"] == []


def test_a_joined_row_that_is_met_in_part() -> None:
    one = with_materials(material("身份证"))

    assert the_change(with_materials(material("身份证、户口簿")), one, "material-dropped")["before"] == "户口簿"
    assert the_change(one, with_materials(material("身份证、户口簿")), "material-added")["after"] == "户口簿"
    assert "不可交户口簿" in the_change(with_materials(material("身份证或户口簿")), one, S)["after"]
    assert "也可交户口簿" in the_change(one, with_materials(material("身份证或户口簿")), E)["after"]


@pytest.mark.parametrize(
    ("over", "decision"),
    [
        ({}, "report"),
        ({"必要性": "非必要"}, "allowed"),
        ({"免提交": "数据共享"}, "allowed"),
        ({"免提交": "数据共享", "免提交范围": ["省内"]}, "report"),
    ],
)
def test_what_the_directory_calls_necessary_a_region_cannot_waive(over: dict, decision: str) -> None:
    change = the_change(with_materials(FORM, material("证", **over)), with_materials(FORM), "material-dropped")

    assert change["decision"] == decision


def test_rows_of_one_name_pair_by_situation() -> None:
    married, moved = material("证", 适用情形=["婚迁"]), material("证", 适用情形=["工作调动"])

    assert only(compared([with_materials(married, moved)], [with_materials(moved, married)]))["changes"] == []


def test_a_side_without_a_list_of_materials_says_nothing_of_them() -> None:
    silent = matter()
    del silent["申请材料"]

    assert only(compared([silent], [matter()]))["changes"] == []
    assert only(compared([matter()], [silent]))["changes"] == []
    assert len(only(compared([matter()], [with_materials()]))["changes"]) == 2
