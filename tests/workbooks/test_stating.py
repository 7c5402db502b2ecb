"""What a workbook has no column for stays as it stands in the catalog, by examples."""

from __future__ import annotations

from typing import Any

from catalog_tool.workbooks.stating import Stated, completed

KNOWN = {"基本编码", "子项名称", "办理时限", "申请材料", "收费", "咨询", "审批结果"}
OLD: dict[str, Any] = {
    "基本编码": "330104501000",
    "子项名称": "户口迁移",
    "办理时限": {"法定": {"数值": 20, "单位": "工作日"}, "承诺": {"数值": 5, "单位": "工作日"}},
    "申请材料": [{"名称": "户口簿", "份数": {"原件": 1}}, {"名称": "身份证", "类别": "证照"}],
    "x-备案": "甲",
}


def after(new: dict[str, Any], *main: str, lists: dict[str, str] | None = None, rest: bool = False) -> dict[str, Any]:
    """OLD once a workbook with such columns has said `new`."""
    by_list = {_keys(path): {*map(_keys, columns.split())} for path, columns in (lists or {}).items()}
    return completed(OLD, new, Stated({*map(_keys, main)}, by_list, rest), KNOWN)


def _keys(header: str) -> tuple[str, ...]:
    return tuple(header.split("."))


def test_a_column_that_is_not_there_says_nothing() -> None:
    assert after({"基本编码": "330104501000"}, "基本编码") == OLD


def test_a_column_that_is_there_and_blank_says_that_there_is_nothing() -> None:
    assert "子项名称" not in after({}, "基本编码", "子项名称")


def test_of_a_group_what_has_no_column_stays() -> None:
    found = after({"办理时限": {"承诺": {"数值": 3}}}, "办理时限.承诺.数值")
    assert found["办理时限"] == {"法定": {"数值": 20, "单位": "工作日"}, "承诺": {"数值": 3, "单位": "工作日"}}


def test_a_group_all_of_whose_columns_are_blank_is_gone() -> None:
    columns = ("办理时限.法定.数值", "办理时限.法定.单位", "办理时限.承诺.数值", "办理时限.承诺.单位")
    assert "办理时限" not in after({}, *columns)


def test_a_list_without_a_sheet_stays_and_one_without_rows_is_gone() -> None:
    assert after({})["申请材料"] == OLD["申请材料"]
    assert "申请材料" not in after({}, lists={"申请材料": "名称"})


def test_an_item_keeps_what_its_row_has_no_column_for() -> None:
    found = after({"申请材料": [{"名称": "身份证"}, {"名称": "户口簿"}]}, lists={"申请材料": "名称"})
    assert found["申请材料"] == [{"名称": "身份证", "类别": "证照"}, {"名称": "户口簿", "份数": {"原件": 1}}]


def test_an_item_loses_what_its_row_leaves_blank() -> None:
    found = after({"申请材料": [{"名称": "身份证"}]}, lists={"申请材料": "名称 类别"})
    assert found["申请材料"] == [{"名称": "身份证"}]


def test_a_new_item_gets_nothing_from_others() -> None:
    found = after(
        {"申请材料": [{"名称": "户口簿"}, {"名称": "身份证"}, {"名称": "结婚证"}]}, lists={"申请材料": "名称"}
    )
    assert found["申请材料"][2] == {"名称": "结婚证"}


def test_a_list_within_a_group() -> None:
    old = {"收费": {"收费": "是", "项目": [{"名称": "工本费", "标准": "5 元"}]}}
    stated = Stated({("收费", "收费")}, {("收费", "项目"): {("名称",)}})
    new = {"收费": {"收费": "是", "项目": [{"名称": "工本费"}]}}
    assert completed(old, new, stated, KNOWN) == old
    assert completed(old, {"收费": {"收费": "否"}}, stated, KNOWN) == {"收费": {"收费": "否"}}


def test_only_a_column_of_its_own_can_say_that_a_list_is_empty() -> None:
    old: dict[str, Any] = {"申请材料": []}
    stated = Stated(lists={("申请材料",): {("名称",)}})
    assert completed(old, {}, stated, KNOWN) == old
    stated.flags = {("申请材料",)}
    assert completed(old, {}, stated, KNOWN) == {}


def test_an_object_in_place_of_a_list_of_one() -> None:
    stated = Stated(lists={("审批结果",): {("名称",)}}, single={("审批结果",)})
    old = {"审批结果": {"名称": "户口簿", "样本": "附件/户口簿.jpg"}}
    assert completed(old, {"审批结果": {"名称": "户口簿"}}, stated, KNOWN) == old
    old = {"审批结果": [old["审批结果"]]}
    assert completed(old, {"审批结果": {"名称": "户口簿"}}, stated, KNOWN) == old
    stated.flags = {("审批结果",)}
    assert completed(old, {"审批结果": {"名称": "户口簿"}}, stated, KNOWN) == {"审批结果": old["审批结果"][0]}


def test_a_mapping_says_which_keys_there_are() -> None:
    old = {"部门对应": {"省公安厅": ["市公安局"], "省民政厅": ["市民政局"]}}
    stated = Stated(lists={("部门对应",): {("上级部门",), ("本地部门",)}})
    assert completed(old, {"部门对应": {"省公安厅": ["市公安局"]}}, stated, {"部门对应"}) == {
        "部门对应": {"省公安厅": ["市公安局"]}
    }


def test_own_and_unknown_keys_go_only_where_the_workbook_has_a_place_for_them() -> None:
    assert after({}) == OLD
    assert "x-备案" not in after({}, rest=True)
    assert "x-备案" not in after({}, "x-备案")
    assert after({"x-备案": "乙"}, "x-备案")["x-备案"] == "乙"


def test_another_shape_takes_the_place_of_the_old_one() -> None:
    old = {"咨询": {"电话": ["110"]}, "审批结果": [{"名称": "户口簿"}]}
    stated = Stated({("咨询",), ("咨询", "电话")}, {("审批结果",): {("名称",)}})
    new = {"咨询": "110", "审批结果": {"名称": "户口簿"}}
    assert completed(old, new, stated, KNOWN) == new
