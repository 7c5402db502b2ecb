"""Remarks in a copy of a person's workbook: everything of theirs stays, ours comes and goes."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl import load_workbook
from openpyxl.comments import Comment
from xlsxwriter import Workbook

from catalog_tool.formats.grids import Book, Grid
from catalog_tool.formats.marking import Link, Listing, Mark, Marked, marked

# openpyxl, our witness, says what it does not read itself.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
RELATIONS = "http://schemas.microsoft.com/office"
SHEET = "事项 A's 表"
XLSX = Book("xlsx")
HOSTILE = ["=cmd|'/C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "\x00\x07\x1b[31m", "\u202egnp.exe", "<b>&amp;]]>",
           "_x0041_", "\ud800", "\uffff", "x" * 40_000, "😀" * 20_000, "甲\r\n乙"]  # fmt: skip


def picture() -> BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\0\0" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def office_workbook() -> bytes:
    """A workbook with what offices put into theirs, and what openpyxl would lose."""
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet(SHEET)
    head = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "font_name": "黑体"})
    sheet.merge_range("A1:E1", "某市事项清单", head)
    sheet.write_row(1, 0, ["事项编码", "名称", "承诺时限", "材料", "日期"], head)
    money = workbook.add_format({"num_format": "#,##0.00", "align": "right", "font_color": "#7030A0"})
    for row in range(2, 30):
        sheet.write_row(row, 0, [f"{row:09d}", f"事项{row}"])
        sheet.write_number(row, 2, row, money)
        sheet.write_formula(row, 3, f"=C{row + 1}*2", None, row * 2)
    sheet.merge_range("B6:B8", "合并")
    sheet.set_column("A:A", 14)
    sheet.set_column("B:B", 30)
    sheet.set_row(4, 40)
    sheet.set_row(10, None, None, {"hidden": True})
    sheet.freeze_panes(2, 1)
    sheet.autofilter("A2:E30")
    sheet.data_validation("C3:C30", {"validate": "list", "source": ["5", "10"]})
    sheet.conditional_format("C3:C30", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "C3:C30", {"type": "cell", "criteria": ">", "value": 20, "format": workbook.add_format({"bg_color": "#00FF00"})}
    )
    sheet.write_comment("A4", "用户自己的批注", {"author": "张三"})
    sheet.write_comment("D9", "不相干的批注", {"author": "张三"})
    sheet.insert_image("G3", "x.png", {"image_data": picture()})
    sheet.insert_textbox("G8", "填表说明")
    sheet.add_sparkline("F3", {"range": "'事项 A''s 表'!C3:C10"})
    sheet.set_landscape()
    sheet.repeat_rows(0, 1)
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "='事项 A''s 表'!$C$3:$C$10"})
    other = workbook.add_worksheet("图表")
    other.insert_chart("B2", chart)
    other.print_area("A1:H30")
    hidden = workbook.add_worksheet("选项")
    hidden.write_column("A1", ["甲", "乙"])
    hidden.hide()
    alone = workbook.add_chart({"type": "line"})
    alone.add_series({"values": "='事项 A''s 表'!$C$3:$C$10"})
    workbook.add_chartsheet("单图").set_chart(alone)
    workbook.define_name("时限", "='事项 A''s 表'!$C$3:$C$30")
    sheet.activate()
    workbook.close()
    return buffer.getvalue()


MARKS = [
    Mark(SHEET, 4, 1, "编码应为 9 位。", "错误"),
    Mark(SHEET, 4, 2, "名称过长。", "警告"),
    Mark(SHEET, 5, 5, "缺少日期。", "错误"),
    Mark(SHEET, 5, 5, "日期应写成年月日。", "提示"),
    Mark(SHEET, 7, 2, "合并区域里的一处。", "未导入"),
    Mark(SHEET, 60, 9, "远在数据之外。", "提示"),
    Mark("没有这张表", 1, 1, "只在清单里。", "错误"),
    Mark("单图", 1, 1, "图表没有单元格。", "错误"),
    Mark(SHEET, 0, 0, "没有这一格。", "错误"),
    Mark(SHEET, 1_048_577, 1, "没有这一格。", "错误"),
]
LISTING = Listing(
    "检查结果",
    "检查结果：某市事项清单",
    ["序号", "级别", "位置", "问题"],
    [7, 8, 20, 60],
    [[at, mark.label, Link("看", mark.sheet, mark.row, mark.column), mark.text] for at, mark in enumerate(MARKS, 1)],
)


def parts(data: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(BytesIO(data))
    assert len(set(package.namelist())) == len(package.namelist())
    return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A package with other parts, as another program might have written it."""
    contents = parts(data)
    change(contents)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return buffer.getvalue()


def relate(contents: dict[str, bytes], name: str, kind: str, target: str) -> None:
    id = f"rId9{contents[name].count(b'<Relationship ')}"
    relation = f'<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    contents[name] = contents[name].replace(b"</Relationships>", relation.encode())


def comments(data: bytes, sheet: str = SHEET) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in load_workbook(BytesIO(data))[sheet].iter_rows()
        for cell in row
        if cell.comment
    }


def looks(data: bytes, sheet: str = SHEET) -> dict[str, tuple[str, str]]:
    """Where our conditional formats lie: pattern and line of each range."""
    found = {}
    for ranges, rules in load_workbook(BytesIO(data))[sheet].conditional_formatting._cf_rules.items():
        for rule in rules:
            if rule.formula and "catalog-tool" in rule.formula[0]:
                for place in str(ranges.sqref).split():
                    found[place] = (rule.dxf.fill.patternType, rule.dxf.border.left.style)
    return found


def sound(data: bytes) -> None:
    """A package that is whole: every relation leads somewhere, every part has a type, ids and names are single."""
    contents = parts(data)
    types = ET.fromstring(contents["[Content_Types].xml"])
    defaults = {node.get("Extension", "").lower() for node in types if node.tag.endswith("Default")}
    named = [node.get("PartName", "") for node in types if node.tag.endswith("Override")]
    assert len(named) == len(set(named))
    assert {name.lstrip("/") for name in named} <= contents.keys()
    for name, content in contents.items():
        assert "/" + name in named or name.rpartition(".")[2] in defaults, name
        if not name.endswith((".png", ".bin")):
            ET.fromstring(content)
        if name.endswith(".rels"):
            relations = list(ET.fromstring(content))
            assert len({node.get("Id") for node in relations}) == len(relations)
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for node in relations:
                if node.get("TargetMode") != "External":
                    target = node.get("Target", "")
                    full = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                    while "../" in full:
                        full = re.sub(r"[^/]+/\.\./", "", full, count=1)
                    assert full in contents, (name, target)
    drawings = b"".join(content for name, content in contents.items() if name.endswith(".vml"))
    shapes = re.findall(rb'id="(_x0000_s\d+)"', drawings)
    assert len(shapes) == len(set(shapes))
    assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in zipfile.ZipFile(BytesIO(data)).infolist())


@pytest.fixture(scope="module")
def original() -> bytes:
    return office_workbook()


@pytest.fixture(scope="module")
def copy(original: bytes) -> Marked:
    return marked(original, XLSX, MARKS, [LISTING])


def test_a_faulty_cell_has_a_comment_under_the_persons_own(copy: Marked) -> None:
    assert copy.lost == ()
    sound(copy.data)
    assert comments(copy.data) == {
        "A4": "用户自己的批注\n\n【catalog-tool】\n错误：编码应为 9 位。\n——",
        "B4": "【catalog-tool】\n警告：名称过长。\n——",
        "E5": "【catalog-tool】\n错误：缺少日期。\n\n提示：日期应写成年月日。\n——",
        "B6": "【catalog-tool】\n未导入：合并区域里的一处。\n——",
        "D9": "不相干的批注",
        "I60": "【catalog-tool】\n提示：远在数据之外。\n——",
    }
    sheet = load_workbook(BytesIO(copy.data))[SHEET]
    assert (sheet["A4"].comment.author, sheet["B4"].comment.author) == ("张三", "catalog-tool")


def test_levels_differ_by_hatch_and_line_so_that_a_black_copy_shows_them(copy: Marked) -> None:
    assert looks(copy.data) == {
        "A4": ("lightUp", "thin"),
        "E5": ("lightUp", "thin"),
        "B6:B8": ("lightUp", "thin"),
        "B4": (None, "dashed"),
        "I60": (None, "dotted"),
    }


def test_everything_of_the_persons_stays(original: bytes, copy: Marked) -> None:
    before, after = load_workbook(BytesIO(original)), load_workbook(BytesIO(copy.data))
    assert after.sheetnames == ["检查结果", *before.sheetnames]
    assert after.active.title == "检查结果"
    assert {name: item.value for name, item in after.defined_names.items()} == {"时限": "'事项 A''s 表'!$C$3:$C$30"}
    for sheet in before.worksheets:
        same_sheet(sheet, after[sheet.title])
    assert after["选项"].sheet_state == "hidden"
    first = parts(original)
    for name, content in parts(copy.data).items():
        if re.search(r"media|charts|theme|sharedStrings|drawing\d|docProps|chartsheets/_rels", name):
            assert content == first[name], name


def same_sheet(before: Any, after: Any) -> None:
    for row in before.iter_rows():
        for cell in row:
            other = after[cell.coordinate]
            assert (other.value, other.data_type) == (cell.value, cell.data_type)
            for aspect in ("font", "fill", "border", "alignment", "number_format", "protection"):
                assert repr(getattr(other, aspect)) == repr(getattr(cell, aspect)), (cell.coordinate, aspect)
    assert str(after.merged_cells) == str(before.merged_cells)
    assert after.freeze_panes == before.freeze_panes
    assert after.auto_filter.ref == before.auto_filter.ref
    assert after.print_title_rows == before.print_title_rows
    assert after.print_area == before.print_area
    assert after.page_setup.orientation == before.page_setup.orientation
    assert [(str(rule.sqref), rule.formula1) for rule in after.data_validations.dataValidation] == [
        (str(rule.sqref), rule.formula1) for rule in before.data_validations.dataValidation
    ]
    for letter, column in before.column_dimensions.items():
        assert after.column_dimensions[letter].width == column.width
    for number, row in before.row_dimensions.items():
        assert (after.row_dimensions[number].height, after.row_dimensions[number].hidden) == (row.height, row.hidden)
    theirs = [rule.type for rules in before.conditional_formatting for rule in rules.rules]
    assert theirs == [
        rule.type for rules in after.conditional_formatting for rule in rules.rules if rule.type != "expression"
    ]


def test_cells_and_extension_lists_are_not_even_rewritten(original: bytes, copy: Marked) -> None:
    before, after = parts(original)["xl/worksheets/sheet1.xml"], parts(copy.data)["xl/worksheets/sheet1.xml"]
    for name in (b"sheetData", b"mergeCells", b"dataValidations", b"sheetFormatPr", b"cols", b"autoFilter"):
        pattern = re.compile(b"<" + name + rb"\b.*?(?:</" + name + b">|/>)", re.DOTALL)
        assert pattern.search(after)[0] == pattern.search(before)[0]  # type: ignore[index]
    assert b"sparklineGroup" in after
    assert b"x14:dataBar" in after


def test_ours_come_before_conditional_formats_of_the_person(copy: Marked) -> None:
    rules = {
        rule.type + str(rule.priority)
        for here in load_workbook(BytesIO(copy.data))[SHEET].conditional_formatting
        for rule in here.rules
    }
    assert rules == {"expression1", "expression2", "expression3", "dataBar4", "cellIs5"}


def test_only_the_listing_is_selected(copy: Marked) -> None:
    selected = [name for name, content in parts(copy.data).items() if b'tabSelected="1"' in content]
    assert selected == ["xl/worksheets/sheet4.xml"]


def test_the_listing_is_ready_to_filter_print_and_jump_from(copy: Marked) -> None:
    sheet = load_workbook(BytesIO(copy.data))["检查结果"]
    assert [cell.value for cell in sheet[2]] == ["序号", "级别", "位置", "问题"]
    assert (sheet["A1"].value, sheet["A3"].value, sheet["D3"].value) == (LISTING.title, 1, "编码应为 9 位。")
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:D12"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet["D3"].alignment.wrap_text
    assert round(sheet.column_dimensions["D"].width) == 61
    assert sheet["C3"].hyperlink.location == "'事项 A''s 表'!A4"
    # No such sheet, no cells on it, or no such cell: text.
    assert [sheet[f"C{row}"].hyperlink for row in (9, 10, 11)] == [None] * 3


def test_the_same_twice_and_the_same_over_its_own_copy(original: bytes, copy: Marked) -> None:
    assert marked(original, XLSX, MARKS, [LISTING]) == copy
    assert marked(copy.data, XLSX, MARKS, [LISTING]) == copy


def test_what_is_put_right_looks_again_as_it_did(original: bytes, copy: Marked) -> None:
    again = marked(copy.data, XLSX, [replace(MARKS[1], text="还是过长。")], [LISTING])
    assert comments(again.data) == {
        "A4": "用户自己的批注",
        "B4": "【catalog-tool】\n警告：还是过长。\n——",
        "D9": "不相干的批注",
    }
    assert looks(again.data) == {"B4": (None, "dashed")}

    clean = marked(again.data, XLSX, [], [])
    sound(clean.data)
    assert clean.lost == ()
    assert comments(clean.data) == comments(original)
    assert looks(clean.data) == {}
    assert load_workbook(BytesIO(clean.data)).sheetnames == load_workbook(BytesIO(original)).sheetnames
    for sheet in load_workbook(BytesIO(original)).worksheets:
        same_sheet(sheet, load_workbook(BytesIO(clean.data))[sheet.title])


def test_what_a_person_writes_under_our_words_stays(copy: Marked) -> None:
    def answer(contents: dict[str, bytes]) -> None:
        text = contents["xl/comments1.xml"].decode()
        contents["xl/comments1.xml"] = text.replace("名称过长。\n——", "名称过长。\n——\n已核实，无误").encode()

    again = marked(changed(copy.data, answer), XLSX, [MARKS[1]], [])
    assert comments(again.data)["B4"] == "已核实，无误\n\n【catalog-tool】\n警告：名称过长。\n——"
    assert comments(marked(again.data, XLSX, [], []).data)["B4"] == "已核实，无误"


def test_the_copy_may_come_back_from_openpyxl(copy: Marked) -> None:
    workbook = load_workbook(BytesIO(copy.data))
    buffer = BytesIO()
    workbook.save(buffer)
    again = marked(buffer.getvalue(), XLSX, MARKS[:2], [LISTING])
    assert load_workbook(BytesIO(again.data)).sheetnames[:2] == ["检查结果", SHEET]
    assert set(comments(again.data)) == {"A4", "B4", "D9"}
    assert set(looks(again.data)) == {"A4", "B4"}


def test_a_name_that_is_taken_is_numbered() -> None:
    workbook = OpenpyxlWorkbook()
    workbook.active.title = "检查结果"
    workbook.create_sheet("RESULT")
    buffer = BytesIO()
    workbook.save(buffer)
    names = ["检查结果", "检查结果", "result", "a/b[c]:*?" + "长" * 40, "'", "history"]
    once = marked(buffer.getvalue(), XLSX, [], [replace(LISTING, name=name) for name in names])
    sound(once.data)
    expected = ["检查结果（2）", "检查结果（3）", "result（2）", "a b c" + " " * 4 + "长" * 22, "清单", "history_"]
    assert load_workbook(BytesIO(once.data)).sheetnames == [*expected, "检查结果", "RESULT"]
    assert marked(once.data, XLSX, [], [replace(LISTING, name=name) for name in names]).data == once.data


def test_hostile_texts_stay_text_and_are_seen(original: bytes) -> None:
    marks = [Mark(SHEET, row, 3, text, text[:20]) for row, text in enumerate(HOSTILE, 3)]
    rows = [[1, text, Link(text, SHEET, 3, 1)] for text in HOSTILE]
    copy = marked(original, XLSX, marks, [Listing("=1", HOSTILE[0], ["a", *HOSTILE[:2]], [5, 9, 9], rows)])
    sound(copy.data)
    assert copy.lost == ()
    sheet = load_workbook(BytesIO(copy.data)).worksheets[0]
    for row in sheet.iter_rows(min_row=3):
        for cell in row[1:]:
            assert cell.data_type == "s"
            assert cell.quotePrefix
            assert len(cell.value.encode("utf-16-le")) <= 32_767 * 2
    assert sheet["B8"].value == "␀␇␛[31m"
    assert sheet["B9"].value == "⟨U+202E⟩gnp.exe"
    assert sheet["B14"].value.endswith("x……（下略）")
    written = comments(copy.data)
    assert written["C3"].startswith("【catalog-tool】\n=cmd|'/C calc'!A0：=cmd|")
    assert all(len(text.encode("utf-16-le")) <= 32_767 * 2 for text in written.values())
    assert marked(copy.data, XLSX, [], []).data is not None
    assert comments(marked(copy.data, XLSX, [], []).data) == comments(original)


def test_our_last_line_inside_a_text_ends_nothing(original: bytes) -> None:
    copy = marked(original, XLSX, [Mark(SHEET, 3, 3, "甲\n——\n乙\n【catalog-tool】\n丙", "错误")], [])
    assert comments(marked(copy.data, XLSX, [], []).data) == comments(original)


def test_a_full_comment_of_a_person_is_left_alone() -> None:
    workbook = OpenpyxlWorkbook()
    workbook.active.title = SHEET
    workbook.active["A1"].comment = Comment("长" * 32_000, "张三")
    buffer = BytesIO()
    workbook.save(buffer)
    copy = marked(buffer.getvalue(), XLSX, [Mark(SHEET, 1, 1, "错了", "错误")], [])
    assert comments(copy.data) == {"A1": "长" * 32_000}
    assert set(looks(copy.data)) == {"A1"}
    assert "A1已有" in copy.lost[0].replace(" ", "")


def test_macros_signatures_and_links_are_told(original: bytes) -> None:
    def arm(contents: dict[str, bytes]) -> None:
        contents["xl/vbaProject.bin"] = b"macros"
        contents["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
        kinds = contents["[Content_Types].xml"].replace(
            b"<Default ", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default ', 1
        )
        plain = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
        kinds = kinds.replace(plain, b"ms-excel.sheet.macroEnabled.main")
        contents["[Content_Types].xml"] = kinds
        relate(contents, "xl/_rels/workbook.xml.rels", "2006/relationships/vbaProject", "vbaProject.bin")
        relate(contents, "xl/_rels/workbook.xml.rels", "x/externalLink", "externalLinks/externalLink1.xml")

    copy = marked(changed(original, arm), XLSX, MARKS, [LISTING])
    sound(copy.data)
    assert [sentence[:2] for sentence in copy.lost] == ["宏：", "引用"]
    contents = parts(copy.data)
    assert "xl/vbaProject.bin" not in contents
    assert b"macroEnabled" not in contents["[Content_Types].xml"]
    assert b'updateLinks="never"' in contents["xl/workbook.xml"]


def test_a_threaded_comment_is_left_alone(original: bytes) -> None:
    def thread(contents: dict[str, bytes]) -> None:
        threads = b'<ThreadedComments><threadedComment ref="A4"/></ThreadedComments>'
        contents["xl/threadedComments/threadedComment1.xml"] = threads
        target = "../threadedComments/threadedComment1.xml"
        relate(contents, "xl/worksheets/_rels/sheet1.xml.rels", "2017/10/relationships/threadedComment", target)

    copy = marked(changed(original, thread), XLSX, MARKS, [LISTING])
    assert comments(copy.data)["A4"] == "用户自己的批注"
    assert copy.lost == ("表“事项 A's 表”的 A4已有会话式批注或写满的批注，意见不能写进去，只在清单里",)


def test_other_ways_to_write_the_same_are_read(original: bytes) -> None:
    """Prefixes on every element, UTF-16, absolute targets: programs differ."""

    def rewrite(contents: dict[str, bytes]) -> None:
        for name in ("xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml"):
            text = contents[name].decode()
            text = re.sub(r"<(/?)(?=[A-Za-z])(?![\w]+:)", r"<\1x:", text).replace("xmlns=", "xmlns:x=", 1)
            contents[name] = text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
        name = "xl/_rels/workbook.xml.rels"
        contents[name] = contents[name].replace(b'Target="', b'Target="/xl/')

    copy = marked(changed(original, rewrite), XLSX, [*MARKS, Mark("图表", 2, 2, "看这里", "错误")], [LISTING])
    assert copy.lost == ()
    sound(copy.data)
    assert comments(copy.data, "图表") == {"B2": "【catalog-tool】\n错误：看这里\n——"}
    assert looks(copy.data, "图表") == {"B2": ("lightUp", "thin")}


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/comments1.xml"])
@pytest.mark.parametrize("content", [b"", b"<broken", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe<"])
def test_a_package_that_cannot_be_edited_becomes_a_new_workbook(original: bytes, name: str, content: bytes) -> None:
    def spoil(contents: dict[str, bytes]) -> None:
        contents[name] = content

    book = Book("xlsx", [Grid(SHEET, [["编码", 7]], merged=((6, 2, 8, 2),))])
    copy = marked(changed(original, spoil), book, MARKS, [LISTING])
    sound(copy.data)
    assert copy.lost[0].startswith("原工作簿不能照原样复制")
    workbook = load_workbook(BytesIO(copy.data))
    assert workbook.sheetnames == ["检查结果", SHEET]
    assert workbook[SHEET]["B1"].value == 7
    assert "B6" in comments(copy.data)


@pytest.mark.parametrize(
    ("name", "before", "after", "why"),
    [
        (
            "xl/workbook.xml",
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/x",
            "严格",
        ),
        ("xl/_rels/workbook.xml.rels", b"relationships/chartsheet", b"relationships/xlMacrosheet", "宏表"),
        ("xl/drawings/vmlDrawing1.vml", b"schemas-microsoft-com:vml", b"other", "批注的图形部分"),
    ],
)
def test_why_it_could_not_be_copied_is_told(original: bytes, name: str, before: bytes, after: bytes, why: str) -> None:
    def spoil(contents: dict[str, bytes]) -> None:
        contents[name] = contents[name].replace(before, after)

    copy = marked(changed(original, spoil), XLSX, MARKS, [LISTING])
    assert why in copy.lost[0]
    sound(copy.data)


def test_boxes_are_as_large_as_their_text(original: bytes) -> None:
    texts = ["短", "长句子。" * 30, "很长的句子。" * 200]
    copy = marked(original, XLSX, [Mark(SHEET, row, 3, text, "错误") for row, text in enumerate(texts, 20)], [])
    drawing = parts(copy.data)["xl/drawings/vmlDrawing1.vml"].decode()
    sizes = re.findall(r"width:([\d.]+)pt;height:([\d.]+)pt;z-index:\d+;\s*visibility:hidden\" fill", drawing)
    heights = [float(height) for _, height in sizes[2:]]
    assert len(heights) == 3
    assert heights == sorted(heights)
    assert heights[0] < heights[1] < heights[2] <= 500
    # Right of the cell, a row above it, hidden rows not counted.
    assert "<x:Anchor>3, 15, 18, 4," in drawing


def test_an_own_comment_grows_for_ours_once(original: bytes) -> None:
    marks = [Mark(SHEET, 4, 1, "编码的写法不对。" * 20, "错误")]
    once = marked(original, XLSX, marks, [])
    anchors = [
        re.findall(rb"<x:Anchor>([^<]*)", parts(data)["xl/drawings/vmlDrawing1.vml"]) for data in (original, once.data)
    ]
    assert anchors[0][0] != anchors[1][0]
    assert anchors[0][1] == anchors[1][1]
    assert marked(once.data, XLSX, marks, []) == once


def test_a_filtered_sheet_and_the_last_cell() -> None:
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet("表")
    for row in range(500):
        sheet.set_row(row, None, None, {"hidden": True})
    workbook.close()
    marks = [Mark("表", 1, 1, "甲", "错误"), Mark("表", 1_048_576, 16_384, "乙", "错误")]
    copy = marked(buffer.getvalue(), XLSX, marks, [])
    sound(copy.data)
    for anchor in re.findall(rb"<x:Anchor>([^<]*)", parts(copy.data)["xl/drawings/vmlDrawing1.vml"]):
        left, _, top, _, right, _, bottom, _ = map(int, anchor.split(b","))
        assert 0 <= left < right < 16_384
        assert 0 <= top < bottom < 1_048_576


def test_no_package_at_all_becomes_a_new_workbook() -> None:
    assert marked(b"", Book("xlsx", []), MARKS, [LISTING]).lost[0].startswith("原工作簿不能照原样复制")


def test_values_of_other_kinds_become_a_new_workbook() -> None:
    moment = datetime.fromisoformat("2024-05-06T07:08")
    day = datetime.fromisoformat("2024-05-06")
    old = datetime.fromisoformat("1700-01-01")
    plain = ["012", 3, 2.5, True, day, moment, time(9, 30), timedelta(hours=30)]
    values = [*plain, date(2024, 5, 6), ["甲", "乙"], None, 10**20, float("nan"), "=1+1", old]
    book = Book("csv", [Grid("", [["标题"], values], merged=((1, 1, 1, 3), (1, 2, 2, 2), (5, 5, 5, 5)))])
    marks = [Mark("", 1, 2, "标题不对", "错误"), Mark("", 2, 11, "缺", "警告")]
    copy = marked(b"", book, marks, [replace(LISTING, rows=[[1, "错误", Link("看", "", 2, 1), "x"]])])
    sound(copy.data)
    assert copy.lost == ("原文件不是 .xlsx 工作簿，这份是新建的工作簿：只有读到的值和合并单元格，没有原来的格式和公式",)
    workbook = load_workbook(BytesIO(copy.data))
    assert workbook.sheetnames == ["检查结果", "数据"]
    sheet = workbook["数据"]
    assert [cell.value for cell in sheet[2]] == [
        *plain, day, "甲；乙", None, str(10**20), "nan", "=1+1", str(old),
    ]  # fmt: skip
    assert sheet["N2"].data_type == "s"
    assert str(sheet.merged_cells) == "A1:C1"
    assert set(comments(copy.data, "数据")) == {"A1", "K2"}
    assert workbook["检查结果"]["C3"].hyperlink.location == "'数据'!A2"
    assert marked(b"", book, [], []).data == marked(b"", book, [], []).data


def test_sheets_of_other_kinds_keep_their_names_as_far_as_they_may() -> None:
    book = Book("ods", [Grid("选项", [["a"]], hidden=True), Grid("甲/乙", [["b"]]), Grid("甲 乙", [["c"]])])
    copy = marked(b"", book, [Mark("甲/乙", 1, 1, "x", "错误")], [])
    workbook = load_workbook(BytesIO(copy.data))
    assert workbook.sheetnames == ["选项", "甲 乙", "甲 乙（2）"]
    assert workbook.active.title == "甲 乙"
    assert set(comments(copy.data, "甲 乙")) == {"A1"}


def test_thousands_of_marks_are_quick_and_whole() -> None:
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet("大表")
    for row in range(3_000):
        sheet.write_row(row, 0, ["内容"] * 5)
    workbook.close()
    marks = [Mark("大表", row + 1, row * 7 % 5 + 1, "材料名称过于笼统。", "错误") for row in range(3_000)]
    listing = Listing("检查结果", "检查结果", ["位置"], [10], [[Link("看", "大表", 1, 1)]] * 70_000)
    copy = marked(buffer.getvalue(), XLSX, marks, [listing])
    sound(copy.data)
    contents = parts(copy.data)
    assert contents["xl/comments1.xml"].count(b"<comment ") == 3_000
    assert contents["xl/drawings/vmlDrawing1.vml"].count(b"</v:shape>") == 3_000
    assert b'data="1,2,3"' in contents["xl/drawings/vmlDrawing1.vml"]
    assert contents["xl/worksheets/sheet2.xml"].count(b"<hyperlink ") == 65_530
    assert max(len(ranges) for ranges in re.findall(rb'sqref="([^"]*)"', contents["xl/worksheets/sheet1.xml"])) < 8_192
    assert marked(copy.data, XLSX, marks, [listing]).data == copy.data
