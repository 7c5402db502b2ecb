"""The handbook for Word and WPS by the packaged template: what it says, how it is built, that it is always the same."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import docx_prints as prints
import pytest
from docx_prints import book, chapter, parts_of, printed, text_of, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.handbook.book import Book, Paragraphs, Part, Section, Table
from catalog_tool.handbook.docx import pictures
from catalog_tool.handbook.docx.runs import text_xml

PROJECT = Path(__file__).resolve().parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="session")
def whole() -> bytes:
    """A Book with one of everything, printed."""
    return printed(book())


def styles(data: bytes) -> list[tuple[str, str]]:
    """Style and words of each paragraph that says something."""
    found = []
    for paragraph in ET.fromstring(text_of(data)).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        if text:
            found.append((style.get(f"{W}val", "") if style is not None else "", text))
    return found


def test_every_kind_of_block_is_printed(whole: bytes) -> None:
    words = words_of(whole)
    for text in (
        "第一段", "户口迁移", "外部", "1. 甲", "2. 乙\n乙的说明", "承诺时限", "5 工作日", "1\n2", "材料名称",
        "居民户口簿", "1. 受理", "当场", "时限：1 工作日", "（一）小组", "组内", "1. 更小", "最里面",
        "为什么迁？", "婚迁、投靠",
        "收件人：", "日期：", "流动人口管理", "编码：331000702000", "本事项暂停办理。", "编给办事的人看。",
        "共 2 项", "—",
    ):  # fmt: skip
        assert text in words, text
    assert any(text.startswith("扫码办理　https://www.zjzwfw.gov.cn/") for text in words)


def test_headings_have_the_styles_that_word_and_wps_show_as_theirs(whole: bytes) -> None:
    known = parts_of(whole)["word/styles.xml"].decode()
    names = dict(re.findall(r'w:styleId="(\w+)"><w:name w:val="([^"]+)"', known))
    assert [names[f"Heading{level}"] for level in (1, 2, 3, 4)] == ["heading 1", "heading 2", "heading 3", "heading 4"]
    assert names["TOC1"] == "toc 1"
    headings = [(names[style], text) for style, text in styles(whole) if style.startswith("Heading")]
    assert headings[:4] == [
        ("heading 1", "第一部分　省公安厅"), ("heading 2", "居住证申领"), ("heading 3", "一、全部"),
        ("heading 4", "（一）小组"),
    ]  # fmt: skip


def test_python_docx_reads_it(whole: bytes) -> None:
    from docx import Document

    document = Document(io.BytesIO(whole))
    assert document.core_properties.title == "象山县政务服务办事指南"
    assert document.core_properties.author == "象山县人民政府办公室"
    assert document.core_properties.created.date().isoformat() == "2018-05-10"
    assert [cell.text for cell in document.tables[-1].rows[0].cells] == ["问题", "选项"]
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 2"][:2] == [
        "居住证申领",
        "户口迁移",
    ]


def test_contents_are_a_field_with_its_lines_already_there(whole: bytes) -> None:
    data, xml = whole, text_of(whole)
    assert xml.count('TOC \\o "1-2" \\h \\z \\u') == 1
    lines = re.findall(r'<w:pStyle w:val="TOC[12]"/></w:pPr>(.*?)</w:p>', xml)
    named = [re.findall(r'w:anchor="(\w+)".*?>([^<>]+)</w:t>.*? PAGEREF (\w+) ', line)[0] for line in lines]
    assert [text for _, text, _ in named] == [
        "第一部分　省公安厅", "居住证申领", "户口迁移", "第二部分　省民政厅", "临时救助", "事项一览", "按名称索引",
    ]  # fmt: skip
    for anchor, text, page in named:
        assert anchor == page
        place = xml.index(f'w:name="{anchor}"')
        heading = xml[xml.rindex("<w:p>", 0, place) : xml.index("</w:p>", place)]
        assert text in heading
    field = re.findall(r'<mc:Choice Requires="w15"><w:fldChar w:fldCharType="(\w+)"/></mc:Choice>', xml)
    assert field == ["begin", "separate", "end"], "the field of the whole is Word's; others reckon each line's page"
    assert xml.count('fldCharType="begin"') == xml.count('fldCharType="end"')
    assert "<w:updateFields" in parts_of(data)["word/settings.xml"].decode()


def test_pages_in_the_contents_are_reckoned(whole: bytes) -> None:
    lines = re.findall(r'<w:pStyle w:val="TOC[12]"/></w:pPr>(.*?)</w:p>', text_of(whole))
    pages = [int(re.findall(r">([0-9]+)</w:t>", line)[-1]) for line in lines]
    # Dividers lie on odd pages, each chapter begins a page: 1, 2, (3–) …
    assert pages[0] == 1
    assert pages[1] == 2
    assert pages == sorted(pages)
    assert pages[3] % 2 == 1


def test_page_numbers_stand_outside_and_margins_are_mirrored(whole: bytes) -> None:
    parts = parts_of(whole)
    settings_xml = parts["word/settings.xml"].decode()
    assert "<w:mirrorMargins/>" in settings_xml
    assert "<w:evenAndOddHeaders/>" in settings_xml
    sides = {name: parts[f"word/{name}.xml"].decode() for name in ("footer-odd", "footer-even")}
    assert '<w:jc w:val="right"/>' in sides["footer-odd"]
    assert '<w:jc w:val="left"/>' in sides["footer-even"]
    for footer in sides.values():
        assert re.sub("<[^>]+>", "", footer.split("?>", 1)[1]).strip().startswith("—  PAGE 1 —")
        assert "版本 2018.2 · 2018年5月10日 · 内容校验 0123456789ab" in footer


def test_the_cover_has_no_number_and_dividers_lie_on_the_right(whole: bytes) -> None:
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", text_of(whole))
    assert "<w:titlePg/>" in sections[0]
    kinds = [re.findall(r'<w:type w:val="(\w+)"', section)[0] for section in sections]
    # Cover, contents, divider, its chapters, divider, its upright chapters, the one on its side, indexes.
    assert kinds == ["nextPage", "oddPage", "oddPage", "nextPage", "oddPage", "nextPage", "nextPage", "nextPage"]
    turned = ['w:orient="landscape"' in section for section in sections]
    assert turned == [False] * 6 + [True, False]
    assert [bool(re.search('w:start="1"', section)) for section in sections].count(True) == 2, "I, II … and 1, 2 … once"
    for section in sections:
        assert 'w:linePitch="579"' in section


def test_a_chapter_on_its_side_leaves_no_blank_page() -> None:
    sideways = [chapter(f"m-{number}", f"清单{number}", landscape=True) for number in range(3)]
    xml = text_of(printed(book(Part("part-1", "省公安厅", "", tuple(sideways)), indexes=())))
    between = re.split(r"<w:sectPr>.*?</w:sectPr>", xml)
    assert all("<w:t" in each for each in between[:-1]), "a section without anything in it is a blank page"
    assert len(between) == 1 + 6


def test_tables_repeat_their_heads_and_have_the_widths_of_their_columns(whole: bytes) -> None:
    table = next(each for each in re.findall("<w:tbl>.*?</w:tbl>", text_of(whole)) if "居民户口簿" in each)
    assert re.findall('<w:gridCol w:w="([0-9]+)"/>', table) == ["884", "3538", "4423"]
    rows = re.findall("<w:tr>.*?</w:tr>", table)
    assert ["<w:tblHeader/>" in row for row in rows] == [True, False, False]
    assert all("<w:cantSplit/>" in row for row in rows)
    assert '<w:tblLayout w:type="fixed"/>' in table


def test_every_run_names_its_east_asian_font(whole: bytes) -> None:
    for name, data in parts_of(whole).items():
        if name.startswith("word/") and name.endswith(".xml") and "styles" not in name:
            for run in re.findall(r"<w:r>.*?</w:r>", data.decode()):
                assert re.match(
                    r'<w:r><w:rPr><w:rFonts w:hint="eastAsia" [^>]*w:eastAsia="(仿宋|黑体|楷体|宋体|方正小标宋简体)"',
                    run,
                ), run


def test_links_lead_within_the_volume_and_to_addresses(whole: bytes) -> None:
    xml, relations = text_of(whole), parts_of(whole)["word/_rels/document.xml.rels"].decode()
    inside = re.findall(
        r'<w:hyperlink w:anchor="(\w+)" w:history="1"><w:r><w:rPr>[^>]*/></w:rPr><w:t xml:space="preserve">户口迁移<',
        xml,
    )
    assert len(set(inside)) == 1
    assert f'w:name="{inside[0]}"' in xml
    key = re.findall(r'<w:hyperlink r:id="(\w+)"[^>]*>(?:(?!</w:hyperlink>).)*外部', xml)[0]
    assert (
        f'Id="{key}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.cn/x?a=1&amp;b=2"'
        in relations
    )


def test_a_link_to_another_volume_is_text() -> None:
    xml = text_of(
        printed(book(Part("p", "甲", "", (chapter("m-1", "一", Section("全部", prints.BLOCKS)),)), indexes=()))
    )
    assert "户口迁移" in xml
    assert not re.search(r'w:anchor="\w*"[^>]*><w:r>(?:(?!</w:r>).)*户口迁移', xml)


def test_charts_and_codes_are_pictures_with_words(whole: bytes) -> None:
    pytest.importorskip("typst")
    xml, parts = text_of(whole), parts_of(whole)
    assert re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', xml) == [
        "先受理，后决定。",
        "二维码：https://www.zjzwfw.gov.cn/",
    ]
    media = [data for name, data in parts.items() if name.startswith("word/media/")]
    assert [data[:4] for data in media] == [b"\x89PNG"] * 2
    width, height = (int.from_bytes(media[0][at : at + 4], "big") for at in (16, 20))
    assert width == pytest.approx(80 * pictures.PPI / 72, abs=1)
    assert height == pytest.approx(40 * pictures.PPI / 72, abs=1)


def test_without_typst_a_chart_is_its_words_and_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    words = words_of(printed(book()))
    assert "先受理，后决定。" in words
    assert "环节" in words


def test_a_book_of_one_chapter_has_no_contents_and_no_divider() -> None:
    data = printed(book(Part("p", "省公安厅", "", (chapter("m-1", "居住证申领"),)), indexes=()))
    words = words_of(data)
    assert "目　录" not in words
    assert not any("省公安厅" in text for text in words)
    assert "居住证申领" in words


def test_parts_without_a_number_have_no_divider_and_no_line_of_their_own() -> None:
    parts = (
        Part("p-1", "省公安厅", "", (chapter("m-1", "公安清单", landscape=True),), numbered=False),
        Part("p-2", "附录", "", (chapter("m-2", "办理场所"),), numbered=False),
    )
    data = printed(book(*parts, indexes=()))
    xml = text_of(data)
    assert [style for style, _ in styles(data) if style.startswith(("TOC", "Heading1"))] == ["TOCHeading"] * 2 + [
        "TOC2"
    ] * 2
    assert set(re.findall(r"PAGEREF (\w+)", xml)) <= set(re.findall(r'bookmarkStart [^>]*w:name="(\w+)"', xml))
    # Cover, contents, the chapter on its side, the upright one.
    assert ["landscape" in section for section in re.findall(r"<w:sectPr>.*?</w:sectPr>", xml)] == [
        False,
        False,
        True,
        False,
    ]


def test_volumes_are_numbered_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog_tool.handbook.volume_size.chapters_per_volume", lambda _book: 2)
    made = prints.writer()
    tasks = made.tasks(book(), "330225-办事指南")
    assert [task.name for task in tasks] == ["330225-办事指南-第01册", "330225-办事指南-第02册"]
    ready = made.open()
    assert ready(tasks[1]).files[0][0] == "330225-办事指南-第02册.docx"
    assert "第 2 册，共 2 册" in words_of(ready(tasks[1]).files[0][1])


def test_the_same_book_gives_the_same_bytes_in_another_process(whole: bytes) -> None:
    code = "import hashlib, docx_prints; print(hashlib.sha256(docx_prints.printed(docx_prints.book())).hexdigest())"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent, capture_output=True, text=True, check=True,
        env={
            "PYTHONPATH": f"{PROJECT}:{Path(__file__).parent}", "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai",
            "PATH": "/usr/bin:/bin",
        },
    )  # fmt: skip
    import hashlib

    assert run.stdout.strip() == hashlib.sha256(whole).hexdigest()


HOSTILE = [
    "<script>alert(1)</script>", "{{ 手册.名称 }}", "{% for x in y %}", "{# nothing #}", "{_{ 手册.名称 }_}",
    '#import "x"', "\\",
    "a" * 3000, "😀🇨🇳", "𠮷㙟", "\u202eabc", "&amp; &#1;", "</w:t></w:r>", "‘引’“号”", "x\ttab", "]]>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:20]) for text in HOSTILE])
def test_hostile_values_print_as_text_in_every_place(text: str) -> None:
    data = printed(hostile_book(text))
    ET.fromstring(text_of(data))
    said = "".join(ET.fromstring(text_of(data)).itertext())
    wanted = text.replace("\t", "")
    assert said.count(wanted) >= 7, said.count(wanted)
    ET.fromstring(parts_of(data)["docProps/core.xml"])
    assert parts_of(data).keys() == parts_of(printed(hostile_book("甲"))).keys()


def hostile_book(text: str) -> Book:
    blocks = (Paragraphs((text,)), Table((text,), (((text,),),), (1,)))
    parts = (Part("p", text, text, (chapter("m-1", text, Section(text, blocks), code=text), chapter("m-2", "乙"))),)
    return replace(book(*parts, indexes=()), title=text)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_good_xml(text: str) -> None:
    xml = f'<w:r xmlns:w="w"><w:t>{text_xml(text)}</w:t></w:r>'
    element = ET.fromstring(xml)
    said = "".join(
        (each.text or "") if each.tag == "{w}t" else "\n" if each.tag == "{w}br" else "\t" for each in element
    )
    legal = re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert said == legal.replace("\r\n", "\n").replace("\r", "\n")


def test_the_packaged_templates_are_what_the_script_makes() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/build_docx_template.py", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
