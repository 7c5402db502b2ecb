"""Hostile and broken workbooks are refused with a sentence that helps; nothing else ever happens."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from workbook_files import (
    MAIN,
    OFFICE_XLS,
    RELATION,
    RELATIONS,
    number_cell,
    ods,
    ole,
    parts,
    record,
    row,
    sheet,
    xls,
    xlsx,
    zipped,
)

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books import readers, reading, zip_parts
from catalog_tool.formats.books import xls as xls_book
from catalog_tool.formats.books import xlsx as xlsx_book
from catalog_tool.formats.books.reading import read_book
from catalog_tool.formats.books.sheet_xml import sheet_facts
from catalog_tool.formats.grids import Book


def refusal(data: bytes, shown: str = "甲.xlsx") -> str:
    with pytest.raises(CannotRun) as raised:
        read_book(data, shown)
    said = str(raised.value)
    assert re.fullmatch(rf"没有读 {re.escape(shown)}：[^\n]+。请?[^\n]+。", said), said
    return said


def far(first: str, last: str, value: str = "<v>1</v>") -> str:
    return f"<row r='1'><c r=\"{first}\">{value}</c></row><row r='2'><c r=\"{last}\">{value}</c></row>"


# --- zip


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = b" " * (20 * 1024 * 1024)
    assert "压缩炸弹" in refusal(zipped({**parts(sheet(row(1, "甲"))), "xl/drawings/a.xml": blank}))
    monkeypatch.setattr(zip_parts, "MOST_INFLATED", 1024 * 1024)
    noise = random.Random(1).randbytes(512 * 1024).hex().encode()
    many = {f"xl/drawings/{number}.xml": noise for number in range(3)}
    assert "解压后的内容超过 1 MB" in refusal(zipped({**parts(sheet(row(1, "甲"))), **many}))
    monkeypatch.setattr(zip_parts, "MOST_ENTRIES", 5)
    assert "部件有" in refusal(xlsx(row(1, "甲")))


def test_what_is_not_read_may_be_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_parts, "MOST_INFLATED", 64 * 1024)
    data = zipped({**parts(sheet(row(1, "甲"))), "xl/media/a.bmp": bytes(1024 * 1024)})
    assert read_book(data, "甲.xlsx").grids[0].rows == [["甲"]]


def test_a_size_that_lies() -> None:
    data = bytearray(xlsx(row(1, "甲")))
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 10)  # the first entry's inflated size
    assert "校验和不符" in refusal(bytes(data))


def test_overlapping_doubled_and_strange_entries() -> None:
    good = xlsx(row(1, "甲"))
    overlapping = bytearray(good)
    places = [found.start() for found in re.finditer(b"PK\x01\x02", good)]
    struct.pack_into("<I", overlapping, places[1] + 42, 0)  # the second entry begins where the first does
    assert "互相重叠" in refusal(bytes(overlapping))
    doubled = zipped({**parts(sheet(row(1, "甲"))), "XL/Workbook.xml": "<a/>"})
    assert "同名的部件" in refusal(doubled)
    strange = zipped({**parts(sheet(row(1, "甲"))), "../../etc/x": "a", "C:\\x": "b", "/abs": "c"})
    assert read_book(strange, "甲.xlsx").grids[0].rows == [["甲"]]


def test_encrypted_cut_and_foreign_compression() -> None:
    encrypted = bytearray(xlsx(row(1, "甲")))
    for found in re.finditer(b"PK\x01\x02", bytes(encrypted)):
        encrypted[found.start() + 8] |= 1
    assert "加了密码" in refusal(bytes(encrypted))
    whole = xlsx(row(1, "甲"))
    assert "没有传完" in refusal(whole[: len(whole) // 2])
    assert "压缩方式" in refusal(zipped(parts(sheet(row(1, "甲"))), zipfile.ZIP_BZIP2))
    stored = zipped(parts(sheet(row(1, "甲乙"))), zipfile.ZIP_STORED)
    assert "校验和不符" in refusal(stored.replace("甲乙".encode(), "甲丙".encode()))
    flipped = bytearray(whole)
    flipped[60] ^= 0xFF
    assert "已损坏" in refusal(bytes(flipped))


# --- XML


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/drawings/a.vml", "docProps/app.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_document_types(part: str, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>'
    assert "DOCTYPE" in refusal(zipped({**parts(sheet(row(1, "甲"))), part: bomb.encode(encoding)}))


def test_codecs_that_hide_things() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?><a/>'
    assert "编码" in refusal(zipped(parts(hidden)))
    assert "声明不合格式" in refusal(zipped(parts(hidden.replace(b" enc", b" " * 2000 + b"enc"))))
    assert "编码与声明不符" in refusal(zipped(parts(b"\xff\xfe<\0a")))
    assert "已损坏" in refusal(zipped(parts("<worksheet><sheetData><row><!-- --><c>")))


@pytest.mark.parametrize(
    "rows",
    [
        far("A1", "XFD1048576"),
        far("A1", "XFD1048576").replace('"', "'"),
        far("A1", "XFD1048576").replace("<c r=", "<c  r = "),
        far("A1", "XFD1048576").replace("<c r=", "<c\n\tr="),
        far("A1", "XFD1048576").replace("<c r=", "<c s='0' r="),
        far("A1", "&#88;FD&#x31;048576"),
        far("A1", "xfd1048576"),
        far("XFD1048576", "A1"),
        far("A1", "XFD1048576", "<f>1</f>"),
        far("A1", "XFD1048576", "<is><t>a</t></is>").replace("<c ", "<c t='inlineStr' "),
        "<!-- --><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c/><c r='XFC1'/><c><v>1</v></c></row>",
        "<row r='1'><c><v>1</v></c></row><row r='1048575'/><row><c r='XFC1048576'/><c><v>1</v></c></row>",
    ],
)
def test_cells_far_apart(rows: str) -> None:
    for data in (
        xlsx(rows),
        zipped(parts(_prefixed(rows))),
        zipped(parts(sheet(rows).partition("?>")[2].encode("utf-16"))),
    ):
        assert "表格的范围太大，最远的内容在 XFD" in refusal(data)


def _prefixed(rows: str) -> str:
    return sheet(re.sub(r"<(/?)(c|row|v|is|f|t)\b", r"<\1x:\2", rows)).replace(
        MAIN, f"{MAIN} {MAIN.replace('xmlns', 'xmlns:x')}"
    )


def test_cells_that_no_sheet_has() -> None:
    for address in ("XFE1", "A1048577", "ZZZ1", "ZZZZZZZ1", "A99999999999", "A0", "1", "A", "$A$1", ""):
        assert "已损坏" in refusal(xlsx(far("A1", address)))
    assert "已损坏" in refusal(xlsx("<row r='99999999999'><c><v>1</v></c></row>"))
    assert "已损坏" in refusal(xlsx("<row r='1'><c r='A1' t='s'><v>7</v></c></row>"))


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    for said in ("A1:XFD1048576", "XFD1048576:A1"):
        data = xlsx(row(1, "甲"), before=f'<dimension ref="{said}"/>')
        assert read_book(data, "甲.xlsx").grids[0].rows == [["甲"]]


def test_many_sheets_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_CELLS", 100)
    data = zipped(parts(sheet(far("A1", "I9")), sheet(far("A1", "I9"))))
    assert "所有工作表合起来" in refusal(data)
    monkeypatch.setattr(readers, "has_calamine", lambda: False)
    assert "所有工作表合起来" in refusal(zipped(parts(*[sheet("".join(row(n, "甲") for n in range(1, 40)))] * 2)))


def test_one_part_listed_as_many_sheets() -> None:
    made = parts(sheet(row(1, "甲")), sheet(row(1, "乙")))
    links = RELATION.format(1, "worksheet", "worksheets/sheet1.xml")
    links += RELATION.format(2, "worksheet", "/xl/./worksheets/../Worksheets/sheet1.xml")
    assert "指到同一处" in refusal(zipped({**made, "xl/_rels/workbook.xml.rels": RELATIONS.format(links)}))
    assert "缺少工作表“一”" in refusal(zipped({**made, "xl/_rels/workbook.xml.rels": RELATIONS.format("")}))


@pytest.mark.parametrize("cell", ['<c r="A{}" t="s"><v>0</v></c>', "<c t='s' r='A{}'><v>0</v></c>"])
def test_a_long_text_in_every_cell(cell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_book, "MOST_TEXT", 1000)
    rows = "".join(f'<row r="{number}">{cell.format(number)}</row>' for number in range(1, 100))
    assert "文字合起来超过" in refusal(zipped(parts(sheet(rows), texts=f"<si><t>{'长' * 30}</t></si>")))


def test_a_long_text_in_one_cell_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_book, "MOST_TEXT", 6000)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{int(n == 1)}</v></c></row>' for n in range(1, 50))
    data = zipped(parts(sheet(rows), texts=f"<si><t>短</t></si><si><t>{'长' * 200}</t></si>"))
    assert read_book(data, "甲.xlsx").grids[0].rows[:2] == [["长" * 200], ["短"]]


def test_a_panic_of_the_reader_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As the Rust library raises it."""

    class Reader(readers.CalamineReader):
        @staticmethod
        def _sheets(*_: object) -> Iterator[list[list[object]]]:  # type: ignore[override]
            raise PanicException

    monkeypatch.setattr(reading, "chosen_reader", Reader)
    assert "已损坏" in refusal(xlsx(row(1, "甲")))


# --- xls


def test_xls_cells_and_texts_that_no_sheet_has() -> None:
    assert "已损坏" in refusal(xls(number_cell(0, 256, 1)), "甲.xls")
    assert "已损坏" in refusal(xls(record(0xFD, struct.pack("<3HI", 0, 0, 0, 5))), "甲.xls")
    assert "已损坏" in refusal(xls(b"", record(0xFC, struct.pack("<II", 1, 0x7FFFFFFF))), "甲.xls")
    assert "已损坏" in refusal(xls(struct.pack("<HH", 0x203, 60_000)), "甲.xls")
    # What a sheet says of its size is not asked.
    dimensions = record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFF0, 0, 0xFFFF, 0))
    assert read_book(xls(dimensions + number_cell(1, 1, 5)), "甲.xls").grids[0].rows == [[], [None, 5]]


def test_xls_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls_book, "MOST_CELLS", 100)
    assert "太多" in refusal(xls(b"".join(number_cell(number, 200, 1) for number in range(3))), "甲.xls")
    monkeypatch.setattr(xls_book, "_MOST_RECORDS", 2)
    assert "内部记录" in refusal(xls(b""), "甲.xls")


def test_xls_with_password_and_old_ones() -> None:
    assert "打开密码" in refusal(xls(b"", record(0x2F, bytes(6))), "甲.xls")
    assert "很旧的 Excel" in refusal(xls(b"", bof=struct.pack("<4H", 0x500, 5, 0, 0)), "甲.xls")
    assert "很旧的 Excel" in refusal(record(0x809, struct.pack("<8H", *range(8))), "甲.xls")


def test_containers_in_circles() -> None:
    good = xls(number_cell(0, 0, 1))
    for place, number in ((512 + 4, 1), (512 + 8, 2), (48, 9999), (76, 9999), (68, 0)):
        broken = bytearray(good)
        struct.pack_into("<I", broken, 512 + 508, 0)  # where the next part of the table of sectors is
        struct.pack_into("<I", broken, place, number)
        assert "已损坏" in refusal(bytes(broken), "甲.xls")
    assert "已损坏" in refusal(good[:700], "甲.xls")


# --- ods


CONTENT = 'office:value-type="string"><text:p>甲</text:p></table:table-cell>'


def table_row(repeated: int, columns: int, content: str = CONTENT) -> str:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" {content}'
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cell}</table:table-row>'


@pytest.mark.parametrize(
    "table",
    [
        table_row(1, 400_000_000),
        table_row(400_000_000, 1),
        table_row(1_048_576, 9999),
        table_row(1_048_576, 1, "/>") + table_row(1, 1),
        table_row(1, 16_384, "/>").replace("</table:table-row>", f"<table:table-cell {CONTENT}</table:table-row>"),
    ],
)
def test_ods_repeats(table: str) -> None:
    assert "表格的范围太大" in refusal(ods(f"<table:table>{table}</table:table>"), "甲.ods")


def test_ods_oddities() -> None:
    for cell in (
        'table:number-columns-repeated="-1"/>',
        'office:value-type="date" office:date-value="x"/>',
        'office:value-type="time" office:time-value="x"/>',
        'office:value-type="float" office:value="x"/>',
    ):
        data = ods(f"<table:table><table:table-row><table:table-cell {cell}</table:table-row></table:table>")
        assert "不合格式" in refusal(data, "甲.ods")
    spaces = '<table:table-cell><text:p>a<text:s text:c="999999999"/></text:p></table:table-cell>'
    data = ods(f"<table:table><table:table-row>{spaces}</table:table-row></table:table>")
    assert read_book(data, "甲.ods").grids[0].rows == [["a" + " " * 1024]]
    assert "打开密码" in refusal(ods("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "甲.ods")
    assert "DOCTYPE" in refusal(zipped({"mimetype": "spreadsheet", "content.xml": "<!DOCTYPE a><a/>"}), "甲.ods")
    notes = read_book(
        ods(
            "<table:table><table:table-source/></table:table>",
            **{"Basic/a.xml": "<a/>", "Object 1/content.xml": "<a/>"},
        ),
        "甲.ods",
    ).notes
    assert [word for word in ("宏", "外部链接", "嵌有") if any(word in note for note in notes)] == [
        "宏",
        "外部链接",
        "嵌有",
    ]


# --- what is no workbook


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"Rar!\x1a", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\r\n", "图片"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "网页"),
        ("<meta charset=gbk><table>事项</table>".encode("gbk"), "网页"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "网页存档"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel 2003"),
        (b"<?xml version='1.0'?><a/>", "XML 文件"),
        (ole({"EncryptionInfo": b"", "EncryptedPackage": b""}), "打开密码"),
        (ole({"WordDocument": b""}), "Word"),
        (ole({"PowerPoint Document": b""}), "演示文稿"),
        (ole({"Other": b""}), "没有找到工作簿"),
        (zipped({"word/document.xml": "<a/>"}), "Word"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "演示文稿"),
        (zipped({"Index/Document.iwa": b"a"}), "Numbers"),
        (zipped({"xl/workbook.bin": b"a"}), "xlsb"),
        (zipped({"[Content_Types].xml": "<a/>"}), "没有工作簿"),
        (zipped({"mimetype": "opendocument.text", "content.xml": "<a/>"}), "OpenDocument"),
        (zipped({"甲.xlsx": b"a"}), "先解压"),
        (zipped({}), "先解压"),
    ],
)
def test_what_is_no_workbook_is_said_so(data: bytes, said: str) -> None:
    assert said in refusal(data, "甲.xls")


# --- anything


def gives_a_book_or_a_refusal(data: bytes, shown: str) -> None:
    said = ""
    try:
        assert isinstance(read_book(data, shown), Book)
    except CannotRun as refused:
        said = str(refused)
    assert not said or (said.startswith(f"没有读 {shown}：") and "\n" not in said)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["甲.xlsx", "甲.csv", "甲.json", "甲"]))
@example(b"PK\x03\x04", "甲.xlsx")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "甲.xls")
@example(b"[", "甲")
def test_any_bytes(data: bytes, shown: str) -> None:
    gives_a_book_or_a_refusal(data, shown)
    for beginning in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", b'"', b"\xff\xfe"):
        gives_a_book_or_a_refusal(beginning + data, shown)


GOOD_XLSX = xlsx(
    row(1, "编码", "名称") + '<row r="2"><c r="A2" s="1"><v>45000</v></c><c r="B2"><f>A2</f><v>1</v></c></row>',
    after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
)
GOOD_ODS = ods(
    f'<table:table table:name="一"><table:table-row><table:table-cell {CONTENT}</table:table-row></table:table>'
)
CHANGES = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([GOOD_XLSX, GOOD_ODS, OFFICE_XLS, xls(number_cell(0, 0, 1))]), CHANGES, st.integers(0, 20_000))
def test_mutated_files(good: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(good)
    for place, byte in changes:
        data[place % len(data)] = byte
    gives_a_book_or_a_refusal(bytes(data[: max(len(data) - cut, 9)] if cut < 2000 else data), "甲.xlsx")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(parts(""))), CHANGES, st.booleans())
def test_mutated_parts_of_an_xlsx(part: str, changes: list[tuple[int, int]], openpyxl_only: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD_XLSX)) as archive:
        made: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    content = bytearray(made[part])  # type: ignore[arg-type]
    for place, byte in changes:
        content[place % len(content)] = byte
    with pytest.MonkeyPatch.context() as patch:
        if openpyxl_only:
            patch.setattr(readers, "has_calamine", lambda: False)
        gives_a_book_or_a_refusal(zipped({**made, part: bytes(content)}), "甲.xlsx")


TOKENS = (
    *("<row>", "<row r='2'>", '<row r="3">', "</row>", "<c>", "<c r='B2'>", '<c r="XFD9">', "<c r='A1' t='s'>"),
    *(
        '<c r="C3" t="e">',
        "<c r='D4' t='b' s='1'>",
        "</c>",
        "<v>",
        "</v>",
        "<v>1</v>",
        "<v>0</v>",
        "<v>#N/A</v>",
        "<f>",
        "</f>",
    ),
    *(
        "<f/>",
        "<is><t>甲</t></is>",
        "<is>",
        "</is>",
        "<!-- -->",
        "<![CDATA[1]]>",
        "1",
        "&#49;",
        "<x:c r='A9'/>",
        "<?a?>",
        "-1e999",
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=14), st.booleans())
def test_sheets_of_any_pieces(tokens: list[str], openpyxl_only: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if openpyxl_only:
            patch.setattr(readers, "has_calamine", lambda: False)
        gives_a_book_or_a_refusal(xlsx("".join(tokens)), "甲.xlsx")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([6, 0x85, 0xFD, 0xBD, 0xE5, 0x203, 0x207, 0x809, 0x0A, 0xFC]), st.binary(max_size=30)
        ),
        max_size=6,
    )
)
def test_xls_of_any_records(records: list[tuple[int, bytes]]) -> None:
    content = b"".join(record(kind, content) for kind, content in records)
    gives_a_book_or_a_refusal(xls(content), "甲.xls")
    gives_a_book_or_a_refusal(xls(b"", content), "甲.xls")


def test_a_clean_sheet_is_not_parsed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    # The reading of 600,000 cells takes a second; a whole parse in Python would double it.
    monkeypatch.setattr("catalog_tool.formats.books.sheet_xml._parsed_extent", None)
    xml = sheet("".join(row(number, "甲", "乙") for number in range(1, 50))).encode()
    assert not sheet_facts(xml, 20_000_000).odd
    assert sheet_facts(sheet(far("A1", "ZZ100000")).encode(), 10**9).last_address == "ZZ100000"
