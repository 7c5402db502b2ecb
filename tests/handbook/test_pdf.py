"""The handbook on paper: the layout of official papers, measured in the PDF that is printed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from handbook_pages import PROJECT, squeezed
from pdf_prints import MM, ROWS, Print, book, chapter, of_text, printed, sample, sample_print, writer

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Chapter, Paragraphs, Part, QrCode, Section, Table


@pytest.fixture(scope="session")
def print_() -> Print:
    return sample_print()


def places(page: object, wanted: str) -> list[tuple[float, float]]:
    """Where text with `wanted` begins on a page: x and y in points from the lower left corner."""
    found = []

    def visit(text: str, matrix: list[float], text_matrix: list[float], *_: object) -> None:
        if wanted in text:
            x, y = text_matrix[4], text_matrix[5]
            found.append((matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]))

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined]
    return found


def test_a_page_of_running_text_has_22_lines_of_28_characters() -> None:
    pages = printed(of_text("字" * 3000)).reader.pages
    full = pages[-3].extract_text().splitlines()
    lines = [line for line in full if set(line.strip()) == {"字"}]
    assert [len(line.strip()) for line in lines] == [28] * 22


def test_margins_are_those_of_official_papers() -> None:
    """Type area 156 × 225 mm: 28 mm at the binding edge, which is left on odd pages and right on even ones."""
    pages = printed(of_text("字" * 3000)).reader.pages
    left = {}
    for page in pages[-4:-2]:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        found = places(page, "字字")
        number = int(squeezed(page.extract_text()).split("—")[-2])
        left[number % 2] = round(min(x for x, _ in found) / MM)
        top, bottom = max(y for _, y in found), min(y for _, y in found)
        # From base line to base line of the first and last of 22 lines.
        assert (top - bottom) / MM == pytest.approx(21 * 225 / 22, abs=1)
    assert left == {1: 28, 0: 26}


def test_page_numbers_stand_outside(print_: Print) -> None:
    numbered = [
        (int(text.split("—")[1]), x)
        for page in print_.reader.pages
        if float(page.mediabox[2]) < 600
        for text in [squeezed(page.extract_text())]
        if text.count("—") >= 2 and text.rpartition("—")[0].rpartition("—")[2].isdecimal()
        for text in ["—" + text.rpartition("—")[0].rpartition("—")[2]]
        for x, _ in places(page, "—")[-1:]
    ]
    assert len(numbered) > 8
    for number, x in numbered:
        assert (x > 300) == (number % 2 == 1), number


def test_cover_and_blanks_bear_nothing_but_what_they_must(print_: Print) -> None:
    pages = print_.pages
    assert pages[1] == ""
    assert "—" not in pages[0]
    assert "象山县政务服务办事指南" in pages[0]
    for fact in ("完整版", "2018.2", "2018年5月10日", "2018年6月1日", "象山县人民政府办公室"):
        assert fact in pages[0]
    dividers = [number for number, text in enumerate(pages) if "共2项" in text or "共1项" in text]
    assert len(dividers) == 2
    for number in dividers:
        assert number % 2 == 0  # the first page has number 0: these are right-hand pages
        assert pages[number + 1] == ""  # and nothing is on their back


def test_every_other_page_tells_its_version(print_: Print) -> None:
    imprint = squeezed(sample().imprint)
    assert all(imprint in text for text in print_.pages if text)


def test_each_chapter_begins_on_a_new_page_where_contents_and_indexes_say(print_: Print) -> None:
    pages = print_.pages
    labels = print_.reader.page_labels
    for key, title in (("m-1", "户口迁移"), ("m-2", "居住证申领"), ("m-3", "结婚登记"), ("form", "申请表")):
        number = print_.told.pages[key]
        body = [index for index, label in enumerate(labels) if label == str(number) and index > 2][-1]
        assert title in pages[body].replace(squeezed(sample().imprint), "")[:80]
    contents = next(text for text in pages if "目录" in text)
    assert f"居住证申领{'.' * 3}" in contents
    assert f".{print_.told.pages['m-2']}" in contents.replace("\u2060", "")
    index = next(text for text in pages if "按名称索引" in text and "目录" not in text)
    assert f"户口迁移（331000701000）{print_.told.pages['m-1']}" in index.replace("\u2060", "")
    divider = next(text for text in pages if "另见" in text)
    assert f"{print_.told.pages['m-3']}" in divider.partition("开办企业")[2]


def test_heads_are_repeated_and_rows_kept(print_: Print) -> None:
    on = [page.extract_text() for page in print_.reader.pages if "复印件两份" in page.extract_text()]
    assert len(on) >= 4
    assert all("材料名称" in text for text in on)
    text = "".join(print_.pages)
    # Each row whole on one page: once in the portrait table, once in the turned one.
    assert all(text.count(f"{number}材料{number}原件一份") == 2 for number in range(1, ROWS + 1))


def test_bookmarks_lead_to_parts_chapters_and_sections(print_: Print) -> None:
    def tree(items: list[object]) -> list[object]:
        return [tree(item) if isinstance(item, list) else item.title for item in items]  # type: ignore[attr-defined]

    outline = tree(print_.reader.outline)
    assert "省公安厅" in outline
    assert outline[outline.index("省公安厅") + 1] == ["户口迁移", ["一、说明"], "居住证申领", ["一、说明"]]
    assert outline[-3:] == ["附录 1", ["横排清单", "申请表", ["一、说明"]], "按名称索引"]


def test_the_file_says_what_it_is(print_: Print) -> None:
    reader = print_.reader
    assert reader.metadata is not None
    assert reader.metadata.title == "象山县政务服务办事指南完整版"
    assert reader.metadata.author == "象山县人民政府办公室"
    assert reader.metadata.creation_date is None
    root = reader.root_object
    assert str(root["/Lang"]).startswith("zh")
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()  # type: ignore[attr-defined]


def test_only_the_packaged_fonts_are_used_and_print_everything(print_: Print) -> None:
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in print_.reader.pages
        for font in page["/Resources"].get("/Font", {}).values()  # type: ignore[attr-defined]
    }
    assert names
    assert all(name.startswith("Catalog") for name in names)
    for text in (
        "审查图",
        "扫码办理",
        "https://www.zjzwfw.gov.cn/",
        "申请人（签名）",
        "续第二项",
        "（一）分组",
        "1.再分组",
    ):
        assert squeezed(text) in print_.text


def test_the_same_book_is_the_same_bytes_here_and_in_another_process(print_: Print) -> None:
    assert printed(sample()).data == print_.data
    code = (
        "import hashlib, pdf_prints as prints\nprint(hashlib.sha256(prints.printed(prints.sample()).data).hexdigest())"
    )
    path = [str(PROJECT), str(Path(__file__).parent)]
    there = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{code}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert there.stdout.strip() == hashlib.sha256(print_.data).hexdigest()


def test_a_turned_page_keeps_its_number_where_portrait_pages_have_it(print_: Print) -> None:
    """GB/T 9704: with the head of the table at the left when the sheet is upright, 1 is at its lower right."""
    turned = [page for page in print_.reader.pages if float(page.mediabox[2]) > 800]
    assert len(turned) >= 2
    ends = {"low" if places(page, "—")[0][1] < 300 else "high" for page in turned}
    assert ends == {"low", "high"}
    assert all(places(page, "—")[0][0] < 35 * MM for page in turned)


def test_one_page_shrinks_until_it_fits_and_what_does_not_is_told() -> None:
    fits = printed(of_text("字" * 900, one_page=True))
    assert fits.told.faults == ()
    assert len([text for text in fits.pages if "字字" in text]) == 1
    too_long = printed(of_text("字" * 4000, one_page=True))
    assert [fault.partition("，")[0] for fault in too_long.told.faults] == ["《题》完整版排不进一页"]
    assert too_long.text.count("字") == 4000


def test_a_single_matter_without_preface_is_a_sheet_without_cover() -> None:
    sheet = printed(
        book(Part("part-1", "省公安厅", "", (chapter("m-1", "户口迁移", Paragraphs(("文",))),)), preface=())
    )
    assert len(sheet.pages) == 1
    assert "户口迁移" in sheet.text


def test_without_typst_the_other_formats_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(CannotRun, match=r"没有安装 typst.*DOCX 和 HTML 照常可印"):
        writer().tasks(sample(), "手册")


def test_no_heading_ends_a_page_and_no_row_that_fits_one_is_torn() -> None:
    """Chapters that differ by a line each, so that the heading would fall on every line near the foot once."""
    tall = tuple(((f"始{number}",), (f"头{number}" + "字" * 300 + f"尾{number}",)) for number in range(8))
    endless = ((("长",), ("首" + "字" * 3000 + "末",)),)
    chapters = [
        Chapter(f"m-{lines}", f"第{lines}个", (
            Section("前文", (Paragraphs(("行",) * lines),)),
            Section("后文", (Table(("甲", "乙"), tall, (1, 2)),) if lines % 2 else (Paragraphs(("文字" * 40,)),)),
        ))
        for lines in range(14, 22)
    ]  # fmt: skip
    last = chapter("m-1", "长行", Table(("甲", "乙"), endless, (1, 2)))
    print_ = printed(book(Part("part-1", "省公安厅", "", (*chapters, last))))
    found = 0
    for text in print_.pages:
        body = text.rpartition("—")[0].rpartition("—")[0]
        assert not body.endswith(("二、后文", "一、前文"))
        found += "二、后文" in text
        for number in range(8):
            assert (f"头{number}" in text) == (f"尾{number}" in text)
    assert found == len(chapters)
    assert print_.text.count("字") == 3000 + 4 * 8 * 300 + 4 * 40


def test_a_qr_code_that_no_phone_reads_is_told_with_its_chapter() -> None:
    far = QrCode("https://a.cn/" + "x" * 900, "扫码")
    print_ = printed(book(Part("part-1", "省公安厅", "", (chapter("m-1", "户口迁移", far),))))
    (fault,) = print_.told.faults
    assert fault.startswith("《户口迁移》：二维码印成 30 毫米见方")
