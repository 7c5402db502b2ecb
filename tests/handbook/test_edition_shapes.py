"""Every edition of every document: a 一件事 in an order of its own, no shape that stops it, no material lost."""

from __future__ import annotations

from typing import Any

import pytest
from edition_books import LOCAL, chapters, column, inside, said, section
from handbook_pages import CATALOGS, read, squeezed
from hypothesis import given, settings
from hypothesis import strategies as st
from test_book import FIELDS, PLAIN, scalars

from catalog_tool.domain.visible import visible
from catalog_tool.handbook.book import Flow, Group, Table
from catalog_tool.handbook.editions.public import ONE_THING_SECTIONS, SECTIONS
from catalog_tool.model import ONE_THING

EDITIONS = ("public", "brief", "internal", "counter", "notice")
WITH_MATERIALS = ("brief", "counter", "notice")


def matter(code: str, days: int, *materials: dict[str, Any], **more: Any) -> dict[str, Any]:
    limits = {"承诺": {"数值": days, "单位": "工作日"}}
    return {"基本编码": code, "主项名称": f"事项{code}", "办理时限": limits, "申请材料": list(materials), **more}


IDENTITY = {"名称": "身份证", "必要性": "必要"}
MATTERS = [
    matter("1", 2, IDENTITY, {"名称": "章程", "必要性": "必要"}),
    matter("2", 1, IDENTITY, {"名称": "营业执照", "必要性": "必要", "来源事项": "1"}),
    matter("3", 10, {"名称": "平面图", "必要性": "必要"}),
]
THING = {
    "类别": ONE_THING,
    "名称": "开办企业",
    "编码": "9",
    "受理机构": "综合窗口",
    "情形": [{"编号": "行业", "问题": "从事什么行业", "选项": ["一般", "药品"]}],
    "申请表": {"表单名称": "一表申请", "替代": ["1", "2"]},
    "办理时限": {
        "承诺": {"数值": 3, "单位": "工作日"},
        "分情形": [{"适用情形": ["药品"], "承诺": {"数值": 12, "单位": "工作日"}}],
    },
    "办理窗口": [{"名称": "行政服务中心"}],
    "事项": [
        {"基本编码": "2", "层级": "县级", "部门": "税务局", "前置": ["1"]},
        {"基本编码": "1", "层级": "县级", "部门": "市场监管局"},
        {"基本编码": "3", "层级": "县级", "部门": "卫健局", "前置": ["1"], "适用情形": ["药品"]},
    ],
}


def one_thing(edition: str):
    return next(chapter for chapter in chapters(edition, *MATTERS, THING) if chapter.code == "9")


def test_a_one_thing_begins_with_its_members_and_what_is_mine() -> None:
    chapter = one_thing("public")
    assert [each.name for each in chapter.sections][:7] == [
        "所含事项", "办理情形", "申请材料", "申请表和示范文本", "办理流程图", "办结时限", "受理机构",
    ]  # fmt: skip
    assert list(inside(section(chapter, "办理流程图").blocks, Flow))


def test_a_one_thing_leaves_out_no_section_a_matter_has() -> None:
    matters = {write for _, write in SECTIONS}
    things = {write for _, write in ONE_THING_SECTIONS}
    names = {name for name, _ in ONE_THING_SECTIONS}
    # Its materials and bases come from its members; who decides, and how many, is each member's own.
    assert {name for name, write in SECTIONS if write not in things and name not in names} == {"决定机构", "审批数量"}
    assert len(matters) == len(SECTIONS)


def test_the_longest_way_stands_beside_the_promise() -> None:
    blocks = section(one_thing("public"), "办结时限").blocks
    (group,) = [block for block in blocks if isinstance(block, Group) and block.title == "最长的一路"]
    (table,) = group.blocks
    assert [[said(cell) for cell in row] for row in table.rows] == [
        ["其他情形", "事项1 → 事项2", "3 工作日", "3 工作日"],
        ["行业：药品", "事项1 → 事项3", "12 工作日", "12 工作日"],
    ]


def test_who_is_in_two_situations_waits_for_the_slowest() -> None:
    questions = [{"编号": "另需", "问题": "另办什么", "选项": ["参保", "药品"], "多选": "是"}]
    cases = [
        {"适用情形": [option], "承诺": {"数值": days, "单位": "工作日"}} for option, days in (("参保", 4), ("药品", 12))
    ]
    members = [{"基本编码": "2", "适用情形": ["参保"]}, {"基本编码": "1"}, {"基本编码": "3", "适用情形": ["药品"]}]
    thing = {**THING, "情形": questions, "事项": members, "办理时限": {**THING["办理时限"], "分情形": cases}}
    found = next(chapter for chapter in chapters("public", *MATTERS, thing) if chapter.code == "9")
    ways = list(inside(section(found, "办结时限").blocks, Table))[-1]
    assert dict(zip(column(ways, "情形"), column(ways, "本件事承诺"), strict=True)) == {
        "其他情形": "3 工作日",
        "另需：参保": "4 工作日",
        "另需：药品": "12 工作日",
        "另需：参保，另需：药品": "12 工作日",
    }


def test_what_a_member_only_some_need_produces_is_spared_only_there() -> None:
    matters = [matter("4", 1), matter("5", 1, {"名称": "许可证", "必要性": "必要", "来源事项": "4"})]
    members = [{"基本编码": "4", "适用情形": ["药品"]}, {"基本编码": "5", "前置": ["4"]}]
    found = chapters("brief", *matters, {**THING, "事项": members})[-1]
    (table,) = inside(section(found, "要带的材料").blocks, Table)
    assert column(table, "说明") == ["事项5（一并办事项4的不用交）"]


def test_a_way_with_an_unknown_member_is_not_measured() -> None:
    thing = {**THING, "事项": [*THING["事项"], {"基本编码": "8", "层级": "县级", "部门": "县局"}]}
    found = next(chapter for chapter in chapters("public", *MATTERS, thing) if chapter.code == "9")
    assert "最长的一路" not in said(section(found, "办结时限").blocks)


@pytest.mark.parametrize("edition", WITH_MATERIALS)
def test_a_one_thing_asks_for_each_material_once(edition: str) -> None:
    name = {"brief": "要带的材料", "counter": "材料核对", "notice": "要交的材料"}[edition]
    (table,) = inside(section(one_thing(edition), name).blocks, Table)
    assert column(table, "材料" if edition == "brief" else "材料名称") == ["身份证", "章程", "平面图"]
    assert "事项1\n事项2" in said(table)
    assert "事项3（限行业为药品）" in said(table) or "事项3（限药品）" in said(table)


@pytest.mark.parametrize("edition", WITH_MATERIALS)
def test_members_that_the_catalog_does_not_have_are_named(edition: str) -> None:
    (chapter, *_) = chapters(edition, {**THING, "事项": [{"基本编码": "777"}]})
    assert "不在本目录内" in said(chapter.sections)
    assert "777" in said(chapter.sections)


@pytest.mark.parametrize("edition", WITH_MATERIALS)
def test_every_material_of_the_guides_is_named(edition: str) -> None:
    for folder in CATALOGS:
        for path in sorted(folder.rglob("*.yaml")):
            for value in read(path) if path.name != "catalog.yaml" else []:
                text = squeezed(said(chapters(edition, {**value, "状态": "在用"}, manifest=LOCAL)))
                names = [squeezed(material["名称"]) for material in value.get("申请材料", ())]
                assert [name for name in names if name not in text] == [], (path, edition)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), PLAIN), st.booleans(), st.sampled_from(EDITIONS))
def test_no_shape_stops_an_edition(value: dict[str, Any], is_one_thing: bool, edition: str) -> None:
    document = {**value, "类别": ONE_THING} if is_one_thing else value
    found = chapters(edition, document, MATTERS[0])
    assert len({chapter.key for chapter in found}) == len(found)
    if edition == "internal":
        text = squeezed(said(found))
        assert [each for each in scalars(document) if squeezed(each) not in text] == []


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=6), st.sampled_from(WITH_MATERIALS))
def test_every_name_of_a_material_is_found(names: list[str], edition: str) -> None:
    (chapter, *_) = chapters(edition, {"主项名称": "甲", "申请材料": [{"名称": name} for name in names]})
    text = said(chapter.sections)
    assert [name for name in names if visible(name).strip() not in text] == []
