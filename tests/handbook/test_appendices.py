"""What stands behind the chapters: places, blank forms, attachments."""

from __future__ import annotations

from typing import Any

from catalog_tool.handbook.book import Book, Chapter, Fields, Items, Link, Paragraphs, Signature, Table
from catalog_tool.handbook.build import build
from catalog_tool.handbook.subject import Choice, Contents

PLACES = {
    "办理场所": [
        {"编号": "A", "名称": "行政服务中心", "类型": "行政服务中心", "地址": "一号路"},
        {"编号": "B", "名称": "石浦镇便民服务中心", "地址": "二号路", "核实日期": "2018-05-02"},
    ]
}


def entry(name: str, source: str = "自行填写", needed: str = "是", rule: str | None = None) -> dict[str, Any]:
    return {"名称": name, "数据来源": source, "必填": needed, **({"填写要求": rule} if rule else {})}


FORM = {
    "表单名称": "户口迁移申请表",
    "字段": [entry("姓名", "省公安厅"), entry("迁入地址", rule="写到门牌"), entry("备注", needed="否")],
}


def matter(code: str, **more: Any) -> dict[str, Any]:
    return {"基本编码": code, "主项名称": f"事项{code}", **more}


def book_of(*values: dict[str, Any], manifest: dict[str, Any] | None = None, **choice: Any) -> Book:
    things = [value for value in values if value.get("类别") == "一件事"]
    matters = [value for value in values if value.get("类别") != "一件事"]
    return build(Contents(manifest or {}, matters, things), Choice(**choice))


def appendix(book: Book) -> dict[str, Chapter]:
    return {chapter.key: chapter for part in book.parts if part.key == "part-appendix" for chapter in part.chapters}


def blocks(chapter: Chapter) -> list[Any]:
    return [block for section in chapter.sections for block in section.blocks]


def table(chapter: Chapter) -> Table:
    (found,) = [block for block in blocks(chapter) if isinstance(block, Table)]
    return found


def test_places_of_the_whole_catalog_or_of_the_matters_chosen() -> None:
    values = [matter(code, 主管部门="省公安厅", 办理窗口=[{"场所": "B"}]) for code in "12"]
    whole = table(appendix(book_of(*values, manifest=PLACES))["places"])
    assert [row[0] for row in whole.rows] == [("A",), ("B",)]
    assert whole.rows[1][-1] == ("2018年5月2日",)
    narrowed = book_of(*values, manifest=PLACES, department="省公安厅")
    assert [row[1] for row in table(appendix(narrowed)["places"]).rows] == [("石浦镇便民服务中心",)]
    assert "places" not in appendix(book_of(*values, manifest=PLACES, matter="1"))


def test_a_form_is_laid_out_to_be_filled_in_by_hand() -> None:
    chapter = appendix(book_of(matter("1", 表单内容=[FORM])))["form-1"]
    assert (chapter.title, chapter.kicker) == ("户口迁移申请表", "表单")
    users, form, _, notes, signed = blocks(chapter)
    assert isinstance(users, Fields)
    assert users.pairs == (("用于事项", (Link("事项1", "#m-1"),)),)
    assert form.rows == (
        (("姓名 *",), ("由省公安厅提供，不用填",)),
        (("迁入地址 *",), ()),
        (("备注",), ()),
    )
    assert form.blank == ""
    assert isinstance(notes, Items)
    assert [cell[0] for cell in notes.items] == ["带 * 的必须填写。", "迁入地址：写到门牌"]
    assert isinstance(signed, Signature)


def test_many_short_fields_stand_two_in_a_row() -> None:
    form = {"表单名称": "表", "字段": [entry(f"字段{number}", needed="否") for number in range(7)]}
    chapter = appendix(book_of(matter("1", 表单内容=[form])))["form-1"]
    found = table(chapter)
    assert len(found.head) == 4
    assert [row[0][0] for row in found.rows] == ["字段0", "字段2", "字段4", "字段6"]
    assert found.rows[-1][2:] == ((), ())
    assert not any(isinstance(block, Paragraphs) for block in blocks(chapter))
    long = {"表单名称": "表", "字段": [*form["字段"], entry("投资项目主管部门审查意见和日期")]}
    assert len(table(appendix(book_of(matter("1", 表单内容=[long])))["form-1"]).head) == 2


def test_a_single_note_is_no_list() -> None:
    chapter = appendix(book_of(matter("1", 表单内容=[{"表单名称": "表", "字段": [entry("姓名")]}])))["form-1"]
    assert Paragraphs(("填写说明：带 * 的必须填写。",)) in blocks(chapter)


def test_equal_forms_are_one_and_unequal_ones_of_one_name_are_told_apart() -> None:
    other = {"表单名称": "户口迁移申请表", "字段": [entry("姓名")]}
    chapters = appendix(
        book_of(matter("1", 表单内容=[FORM]), matter("2", 表单内容=[FORM, other]), matter("3", 表单内容=[other]))
    )
    assert [chapter.title for chapter in chapters.values()] == ["户口迁移申请表（事项1）", "户口迁移申请表（事项2）"]
    users = [blocks(chapter)[0].pairs[0][1] for chapter in chapters.values()]
    assert [[link.text for link in cell] for cell in users] == [["事项1", "事项2"], ["事项2", "事项3"]]


def test_a_form_that_very_many_use_names_some_and_says_how_many() -> None:
    book = book_of(*(matter(f"{number:03d}", 表单内容=[FORM]) for number in range(30)))
    users = blocks(appendix(book)["form-1"])[0].pairs[0][1]
    assert len(users) == 21
    assert users[-1] == "等 30 个事项"


def test_forms_without_fields_are_none() -> None:
    for forms in (
        [],
        None,
        "表",
        [{"表单名称": "表"}],
        [{"表单名称": "表", "字段": []}],
        [{"字段": [{"数据来源": "省公安厅"}]}],
    ):
        assert appendix(book_of(matter("1", 表单内容=forms), matter("2"))) == {}


def test_the_joint_form_of_a_one_thing_asks_each_field_once() -> None:
    first = {"表单名称": "甲表", "字段": [entry("姓名", needed="否"), entry("住所", rule="写到门牌")]}
    second = {"表单名称": "乙表", "字段": [entry("姓名"), entry("职工人数"), entry("住所", needed="否")]}
    thing = {
        "类别": "一件事",
        "名称": "开办企业",
        "编码": "9",
        "申请表": {"表单名称": "企业开办一表", "替代": ["1", "2"]},
        "事项": [{"基本编码": "1"}, {"基本编码": "2"}],
    }
    chapters = appendix(book_of(matter("1", 表单内容=[first]), matter("2", 表单内容=[second]), thing))
    (joint,) = [chapter for chapter in chapters.values() if chapter.title == "企业开办一表"]
    assert [row[0][0] for row in table(joint).rows] == ["姓名 *", "住所 *", "职工人数 *"]


def test_attachments_are_named_once_with_all_that_use_them() -> None:
    paper = {"名称": "申请表", "空白表格": "附件/表.docx", "示范文本": "附件/表-示例.pdf"}
    values = [
        matter("1", 申请材料=[paper], 审批结果={"名称": "许可证", "样本": "附件/证.png"}),
        matter("2", 申请材料=[{**paper, "名称": "登记表"}]),
    ]
    rows = table(appendix(book_of(*values))["attachments"]).rows
    assert [(row[2], row[3]) for row in rows] == [
        (("空白表格",), ("附件/表.docx",)),
        (("示范文本",), ("附件/表-示例.pdf",)),
        (("结果样本",), ("附件/证.png",)),
    ]
    assert rows[0][1] == ("申请表", "登记表")
    assert rows[0][4] == (Link("事项1", "#m-1"), Link("事项2", "#m-2"))
    assert "attachments" not in appendix(book_of(*values, matter="1"))


def test_links_of_appendices_lead_to_chapters() -> None:
    values = [
        matter(code, 表单内容=[FORM], 申请材料=[{"名称": "表", "空白表格": "附件/表.docx"}]) for code in ("1", "1", "2")
    ]
    book = book_of(*values)
    keys = {chapter.key for chapter in book.chapters}
    found = [
        line.target
        for chapter in appendix(book).values()
        for block in blocks(chapter)
        for cell in (
            [cell for row in block.rows for cell in row]
            if isinstance(block, Table)
            else [cell for _, cell in block.pairs]
            if isinstance(block, Fields)
            else []
        )
        for line in cell
        if isinstance(line, Link)
    ]
    assert len(found) == 6
    assert {target.removeprefix("#") for target in found} <= keys
