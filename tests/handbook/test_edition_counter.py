"""收件核对单: boxes to tick for each material, 容缺 only where the data allow it."""

from __future__ import annotations

from edition_books import chapters, column, inside, pairs, said, section

from catalog_tool.handbook.book import Signature, Table

MATTER = {
    "基本编码": "330100601000",
    "主项名称": "劳务派遣经营许可",
    "情形": [{"编号": "场所", "问题": "场所怎么来", "选项": ["自有", "租用"]}],
    "受理条件": ["注册资本不少于二百万元"],
    "不予受理情形": ["提交虚假材料"],
    "申请材料": [
        {"名称": "申请书", "形式": "原件", "必要性": "必要", "受理标准": "填写完整", "原件处理": "收取", "容缺": "否"},
        {"名称": "营业执照", "必要性": "必要", "免提交": "数据共享"},
        {
            "名称": "租赁合同",
            "必要性": "必要",
            "适用情形": [{"场所": "租用"}],
            "容缺": {"期限": {"数值": 5, "单位": "工作日"}},
        },
    ],
}


def test_each_material_has_its_standard_and_its_boxes() -> None:
    (chapter,) = chapters("counter", MATTER)
    assert chapter.title == "劳务派遣经营许可收件核对单"
    (table,) = inside(section(chapter, "材料核对").blocks, Table)
    assert table.blank == ""
    assert column(table, "材料名称") == ["申请书", "营业执照", "租赁合同"]
    assert column(table, "核对要点") == ["填写完整\n原件：收取", "部门共享数据，不用交", ""]
    assert column(table, "必要性、情形") == ["必要", "必要", "必要\n限：场所为租用"]
    assert column(table, "容缺") == ["—", "—", "受理后 5 工作日内补交"]
    assert column(table, "核对") == ["□ 收到", "□ 已核验", "□ 收到\n□ 容缺\n□ 不涉及"]


def test_conditions_and_grounds_to_refuse_are_ticked() -> None:
    (chapter,) = chapters("counter", MATTER)
    conditions, grounds = inside(section(chapter, "受理条件核对").blocks, Table)
    assert [said(cell) for cell in conditions.rows[0]] == ["1", "注册资本不少于二百万元", "□ 符合　□ 不符合"]
    assert [said(cell) for cell in grounds.rows[0]] == ["1", "提交虚假材料", "□ 没有　□ 有"]


def test_to_defer_is_offered_only_where_something_may_be_deferred() -> None:
    (chapter,) = chapters("counter", MATTER)
    outcome = section(chapter, "处理结果")
    assert "□ 受理　□ 容缺受理　□ 一次性告知补正　□ 不予受理" in said(outcome.blocks)
    assert "容缺补交的材料" in pairs(outcome)
    (chapter,) = chapters("counter", {**MATTER, "申请材料": MATTER["申请材料"][:2]})
    outcome = section(chapter, "处理结果")
    assert "容缺" not in said(outcome.blocks)
    assert list(inside(outcome.blocks, Signature))


def test_the_situation_is_ticked_or_as_answered() -> None:
    (chapter,) = chapters("counter", MATTER)
    assert pairs(section(chapter, "办理情形")) == {"场所怎么来": "□ 自有　□ 租用"}
    (chapter,) = chapters("counter", MATTER, answers=(("场所", "自有"),))
    assert pairs(section(chapter, "办理情形")) == {"场所怎么来": "自有"}
    (table,) = inside(section(chapter, "材料核对").blocks, Table)
    assert column(table, "材料名称") == ["申请书", "营业执照"]


def test_who_applies_is_left_to_the_pen() -> None:
    (chapter,) = chapters("counter", MATTER)
    head = pairs(section(chapter, "申请人和事项"))
    assert head["事项名称"] == "劳务派遣经营许可"
    for label in ("申请人", "证件号码", "联系电话", "受理编号"):
        assert set(head[label]) == {"＿"}
