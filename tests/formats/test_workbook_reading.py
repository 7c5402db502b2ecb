"""Workbooks of every kind give the same sheets, whichever reader there is."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from functools import partial

import openpyxl
import pytest
import xlsxwriter
from workbook_files import MAIN, OFFICE_XLS, RELATION, TYPE, ods, parts, row, sheet, xls, xlsx, zipped

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books import readers
from catalog_tool.formats.books.readers import has_calamine
from catalog_tool.formats.books.reading import read_book
from catalog_tool.formats.grids import Book, Value

# Cells know no time zone.
moment_of = partial(datetime, tzinfo=None)
needs_calamine = pytest.mark.skipif(not has_calamine(), reason="python-calamine has no wheel for this CPU")


@pytest.fixture(params=[pytest.param("calamine", marks=needs_calamine), "openpyxl"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to read xlsx, one after the other."""
    if request.param == "openpyxl":
        monkeypatch.setattr(readers, "has_calamine", lambda: False)
    return request.param


def rows(data: bytes, shown: str = "甲.xlsx") -> list[list[Value]]:
    (grid,) = read_book(data, shown).grids
    return grid.rows


def test_a_sheet_as_xlsxwriter_writes_it(reader: str) -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    page = workbook.add_worksheet("事项")
    day, moment, clock, length = (
        workbook.add_format({"num_format": written})
        for written in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "[h]:mm:ss")
    )
    page.write_row(1, 1, ["编码", "名称"])
    page.write_string(2, 1, "010200")
    page.write_string(2, 2, "设立\n登记")
    page.write_number(2, 3, 20)
    page.write_number(2, 4, 2.5)
    page.write_boolean(2, 5, True)
    page.write_datetime(2, 6, moment_of(2024, 1, 2), day)
    page.write_datetime(2, 7, moment_of(2024, 1, 2, 3, 4), moment)
    page.write_datetime(2, 8, time(12, 30), clock)
    page.write_datetime(2, 9, timedelta(hours=30), length)
    page.write_formula(2, 10, "=1/0", None, "#DIV/0!")
    page.write_blank(99, 50, None, day)
    page.merge_range("B5:C7", "合并")
    workbook.add_worksheet("藏").hide()
    workbook.add_worksheet("空")
    workbook.close()
    book = read_book(stream.getvalue(), "甲.xlsx")

    assert book.kind == "xlsx"
    assert [(grid.name, grid.hidden) for grid in book.grids] == [("事项", False), ("藏", True), ("空", False)]
    first, second, third = book.grids
    day_value, moment_value = date(2024, 1, 2), moment_of(2024, 1, 2, 3, 4)
    assert first.rows == [
        [],
        [None, "编码", "名称"],
        [
            *(None, "010200", "设立\n登记", 20, 2.5, True),
            *(day_value, moment_value, time(12, 30), timedelta(hours=30), "#DIV/0!"),
        ],
        [],
        [None, "合并"],
    ]
    assert type(first.rows[2][3]) is int
    assert first.merged == ((5, 2, 7, 3),)
    assert second.rows == third.rows == []
    assert book.notes == ["有 1 个公式单元格，读的是上次保存时算出的值"]


def test_texts_are_kept_as_written_with_line_feeds(reader: str) -> None:
    data = zipped(
        parts(
            sheet(
                '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
            ),
            texts='<si><r><t>甲</t></r><r><t xml:space="preserve"> 乙 </t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si>'
            "<si><t>上_x000D_\n下</t></si><si><t></t></si>",
        )
    )
    assert rows(data) == [["甲 乙 ", "上\n下"]]


@needs_calamine
def test_an_escape_that_was_written_as_text_stays_text() -> None:
    # openpyxl drops the sign that tells the two apart.
    data = xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>_x005F_x000D_</t></is></c></row>')
    assert rows(data) == [["_x000D_"]]


def test_errors_are_texts_even_those_that_are_new(reader: str) -> None:
    cells = "".join(
        f'<c r="{"ABC"[n]}1" t="e"><v>{error}</v></c>' for n, error in enumerate(("#N/A", "#REF!", "#SPILL!"))
    )
    assert rows(xlsx(f'<row r="1">{cells}</row>')) == [["#N/A", "#REF!", "#SPILL!"]]


def test_cells_without_an_address_follow_each_other(reader: str) -> None:
    data = xlsx("<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row r='4'><c><v>4</v></c></row>")
    assert rows(data) == [[1, None, None, 2, 3], [], [], [4]]


def test_prefixes_comments_and_utf16_are_read(reader: str) -> None:
    prefixed = (
        f'<x:worksheet {MAIN.replace("xmlns", "xmlns:x")}><!-- c --><x:sheetData><x:row r="2">'
        '<x:c r="B2" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + sheet(row(1, "甲")).partition("?>")[2]
    first, second = read_book(zipped(parts(prefixed, wide.encode("utf-16"))), "甲.xlsx").grids
    assert first.rows == [[], [None, "#N/A"]]
    assert second.rows == [["甲"]]


def test_a_far_cell_with_only_a_format_counts_for_nothing(reader: str) -> None:
    assert rows(xlsx(row(1, "甲") + '<row r="99999"><c r="XFD99999" s="1"/></row>')) == [["甲"]]


def test_chart_pages_are_left_out_with_a_note(reader: str) -> None:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    workbook.add_worksheet("表").write(0, 0, 1)
    chart = workbook.add_chart({"type": "line"})
    chart.add_series({"values": "=表!$A$1:$A$1"})
    workbook.add_chartsheet("图").set_chart(chart)
    workbook.add_worksheet("后").write(0, 0, 2)
    workbook.close()
    book = read_book(stream.getvalue(), "甲.xlsx")

    assert [(grid.name, grid.rows) for grid in book.grids] == [("表", [[1]]), ("后", [[2]])]
    assert book.notes == ["“图”是图表页，没有读取"]


def test_formulas_that_were_never_computed_are_noted(reader: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["=1+1", "甲", '=""'])
    stream = io.BytesIO()
    workbook.save(stream)
    book = read_book(stream.getvalue(), "甲.xlsx")

    assert book.grids[0].rows == [[None, "甲"]]
    assert book.notes[0] == "有 2 个公式单元格，读的是上次保存时算出的值"
    assert "其中 2 个公式没有保存算出的值" in book.notes[1]


def test_a_formula_whose_value_is_the_empty_text_was_computed(reader: str) -> None:
    book = read_book(xlsx('<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c></row>'), "甲.xlsx")
    assert book.notes == ["有 1 个公式单元格，读的是上次保存时算出的值"]


@pytest.mark.parametrize(
    ("part", "content", "note"),
    [
        ("xl/vbaProject.bin", b"\0", "宏"),
        ("xl/externalLinks/externalLink1.xml", "<externalLink/>", "外部链接"),
        ("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink/></externalLink>", "DDE"),
        ("xl/embeddings/oleObject1.bin", b"\0", "嵌有"),
        ("xl/media/image1.png", b"\0", "图片"),
    ],
)
def test_what_is_not_read_is_noted(part: str, content: str | bytes, note: str, reader: str) -> None:
    book = read_book(zipped({**parts(sheet(row(1, "甲"))), part: content}), "甲.xlsm")
    assert book.grids[0].rows == [["甲"]]
    assert any(note in said for said in book.notes)


def test_macro_sheets_are_left_out() -> None:
    made = parts(sheet(row(1, "甲")), sheet(row(1, "=EXEC()")))
    made["xl/macrosheets/sheet2.xml"] = made.pop("xl/worksheets/sheet2.xml")
    relations = str(made["xl/_rels/workbook.xml.rels"])
    made["xl/_rels/workbook.xml.rels"] = relations.replace(
        RELATION.format(2, "worksheet", "worksheets/sheet2.xml"),
        RELATION.format(2, "xlMacrosheet", "macrosheets/sheet2.xml").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006", "http://schemas.microsoft.com/office/2006"
        ),
    )
    made["[Content_Types].xml"] = str(made["[Content_Types].xml"]).replace(
        TYPE.format("worksheets/sheet2.xml", "worksheet"), ""
    )
    book = read_book(zipped(made), "甲.xlsm")
    assert [grid.name for grid in book.grids] == ["一"]
    assert book.notes == ["“二”是宏表，没有读取", "工作簿里有宏，没有运行，也没有读取"]


def test_xls_as_libreoffice_writes_it() -> None:
    book = read_book(OFFICE_XLS, "甲.xls")

    assert book.kind == "xls"
    first, second = book.grids
    assert (first.name, first.hidden, second.name, second.hidden) == ("事项", False, "藏", True)
    assert first.rows == [
        ["编码", "名称", "时限"],
        ["010200", "设立登记", 20],
        ["330100", "注销\n登记", 2.5],
        [True, date(2024, 1, 2), "#DIV/0!"],
        [None, 40, "甲乙", moment_of(2024, 1, 2, 3, 4, 5)],
        ["合并"],
    ]
    assert first.merged == ((6, 1, 7, 2),)
    assert book.notes == ["有 4 个公式单元格，读的是上次保存时算出的值"]


def test_ods_has_all_that_xlsx_has() -> None:
    styles = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    cells = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="9"/>'
        "</table:table-row><table:table-row><table:table-cell/>"
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="3">'
        '<office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:s text:c="2"/>'
        "<text:span>乙</text:span>"
        "</text:p><text:p>丙</text:p></table:table-cell>"
        '<table:covered-table-cell/><table:table-cell office:value-type="float" office:value="20"/>'
        '<table:table-cell office:value-type="date" office:date-value="2024-01-02"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT12H30M00S"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="2"><text:p>重</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048571">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    book = read_book(
        ods(
            f'<table:table table:name="事项">{cells}</table:table><table:table table:name="藏" table:style-name="h"/>',
            styles=styles,
        ),
        "甲.ods",
    )

    assert book.kind == "ods"
    first, second = book.grids
    values = ["甲  乙\n丙", None, 20, date(2024, 1, 2), time(12, 30), True, "#DIV/0!"]
    assert first.rows == [[], [], [None, *values], ["重", "重"], ["重", "重"]]
    assert first.merged == ((3, 2, 5, 3),)
    assert (first.hidden, second.name, second.hidden) == (False, "藏", True)
    assert book.notes == ["有 1 个公式单元格，读的是上次保存时算出的值"]


def test_where_calamine_is_missing_all_kinds_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    assert not has_calamine()
    assert rows(xlsx(row(1, "甲"))) == [["甲"]]
    assert read_book(OFFICE_XLS, "甲.xls").grids
    assert read_book(ods('<table:table table:name="一"/>'), "甲.ods").grids


def test_the_name_does_not_decide() -> None:
    book = read_book("编码,名称\n010200,设立\n".encode(), "导出.xls")
    assert (book.kind, book.grids[0].rows) == ("csv", [["编码", "名称"], ["010200", "设立"]])
    assert book.notes == ["文件名像 Excel 工作簿，内容其实是文字表格（CSV），已按文字表格读取"]
    assert read_book(xlsx(row(1, "甲")), "导出.csv").kind == "xlsx"
    assert read_book(OFFICE_XLS, "表.et").kind == "xls"


def test_an_empty_xls_sheet_is_read() -> None:
    assert read_book(xls(b""), "甲.xls") == Book("xls", [read_book(xls(b""), "甲.xls").grids[0]])


def test_nothing_is_no_workbook() -> None:
    for data in (b"", b" \n", bytes(100)):
        with pytest.raises(CannotRun, match=r"没有读 甲[.]xlsx：文件是空的"):
            read_book(data, "甲.xlsx")
