"""Characters no font has: found, named with their field, printed as stand-ins, never as blank boxes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.domain.visible import visible
from catalog_tool.handbook.book import Book, Chapter, Fields, Group, Link, Paragraphs, Part, QrCode, Section, Table
from catalog_tool.handbook.fonts.coverage import unprintable
from catalog_tool.handbook.fonts.faces import Face
from catalog_tool.handbook.fonts.missing import Missing, absent, missing_glyphs, replaced
from catalog_tool.handbook.fonts.standins import replacements, shown_instead

FONTS = Path(__file__).resolve().parents[2] / "fonts"
SERIF = Face("Catalog Serif SC", str(FONTS / "CatalogSerifSC-Regular.ttf"))
SANS = Face("Catalog Sans SC", str(FONTS / "CatalogSansSC-Regular.ttf"))
OWN = (SERIF, SANS)


def named(whole: Book) -> tuple[Missing, ...]:
    return missing_glyphs(whole, absent(whole, OWN))


def chapter(title: str, *sections: Section, **values: str) -> Chapter:
    return Chapter("a", title, sections, values=values)


def book(*chapters: Chapter, title: str = "办事指南", preface: str = "") -> Book:
    part = Part("p", "市场监管局", "", chapters)
    return Book(title, "full", "完整版", "桐庐县", "2024年1月1日", "1", "0", (Paragraphs((preface,)),), (part,))


def printed(*texts: str, name: str = "申请材料") -> Section:
    return Section(name, (Paragraphs(texts),))


@pytest.mark.parametrize("character", ["𠮷", "㙟", "😀", "ཀ", "ا", "☐", "喆"])
def test_a_rare_character_is_outside_the_packaged_fonts(character: str) -> None:
    assert unprintable(f"姓名：{character}", OWN) == {character}


def test_what_officials_write_is_inside_the_packaged_fonts() -> None:
    text = "〔2024〕1号　［］【】《》—…·①⑳㎡℃№□■√×○●△→←↑↓“”‘’％＋１Ａａ〇镇、岙埭é½"
    assert unprintable(text, (SERIF,)) == unprintable(text, (SANS,)) == frozenset()


def test_gaps_and_variation_selectors_need_no_glyph() -> None:
    assert unprintable("a\t\n \u00a0\u2003\u3000葛\U000e0100☎\ufe0f\u00ad", OWN) == frozenset()


def test_a_later_font_of_the_chain_helps_out(tmp_path: Path) -> None:
    with_horse = font_with(tmp_path, "𠮷")
    assert unprintable("𠮷😀", OWN) == {"𠮷", "😀"}
    assert unprintable("𠮷😀", (*OWN, with_horse)) == {"😀"}


def test_a_damaged_font_is_taken_to_show_nothing(tmp_path: Path) -> None:
    whole = (FONTS / "CatalogSansSC-Regular.ttf").read_bytes()
    for number, data in enumerate((b"", b"not a font", whole[:200], whole[:3000])):
        path = tmp_path / f"{number}.ttf"
        path.write_bytes(data)
        assert unprintable("中", [Face("x", str(path))]) == {"中"}
    assert unprintable("中", [Face("x", str(tmp_path / "none.ttf")), SERIF]) == frozenset()


def test_a_character_the_font_itself_shows_as_a_box_is_missing(tmp_path: Path) -> None:
    face = font_with(tmp_path, "丁七𠮸𠮹", boxes="一𠮷")
    assert unprintable("一丁七𠮷𠮸𠮹", [face]) == {"一", "𠮷"}


def font_with(folder: Path, characters: str, boxes: str = "") -> Face:
    builder = FontBuilder(1000, isTTF=True)
    names = [f"g{number}" for number in range(len(characters))]
    builder.setupGlyphOrder([".notdef", *names])
    shown = dict(zip(map(ord, characters), names, strict=True))
    builder.setupCharacterMap(shown | dict.fromkeys(map(ord, boxes), ".notdef"))
    builder.setupGlyf(dict.fromkeys([".notdef", *names], Glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupOS2()
    builder.setupPost()
    data = io.BytesIO()
    builder.save(data)
    path = folder / f"font-{len(characters)}.ttf"
    path.write_bytes(data.getvalue())
    return Face("x", str(path))


def test_a_missing_character_is_named_with_its_matter_and_field() -> None:
    values = {"申请材料": "吉野家 𠮷野家", "申请材料.2.名称": "𠮷野家证明", "申请材料.1.名称": "申请表"}
    (one,) = named(book(chapter("食品经营许可", printed("2. 𠮷野家证明"), **values)))
    assert (one.character, one.chapter, one.fields) == ("𠮷", "食品经营许可", ("申请材料.2.名称",))
    assert one.sentence == (
        "《食品经营许可》的 申请材料.2.名称 有“𠮷”（U+20BB7），可用的字体都没有这个字，"
        "印成 〔U+20BB7〕。请装上收有这个字的字体后重印，或改用别的写法。"
    )


def test_what_no_field_holds_is_named_by_its_section_and_the_cover_by_its_name() -> None:
    whole = book(chapter("甲㙟", printed("见附件😀", name="办理流程")), preface="前言 ཀ")
    found = [(one.character, one.chapter, one.fields) for one in named(whole)]
    assert found == [
        ("ཀ", "", ("封面、前言或分隔页",)),
        ("㙟", "甲㙟", ("标题等处",)),
        ("😀", "甲㙟", ("办理流程",)),
    ]
    assert named(whole)[0].sentence.startswith("封面、前言或分隔页 有“ཀ”（U+0F40）")


def test_many_places_are_counted() -> None:
    values = {f"申请材料.{number}.名称": "喆" for number in range(1, 6)}
    (one,) = named(book(chapter("甲", **values)))
    assert "申请材料.1.名称、申请材料.2.名称、申请材料.3.名称 等 5 处 有“喆”" in one.sentence


def test_signs_for_hidden_characters_are_replaced_but_not_blamed_on_the_data() -> None:
    whole = book(chapter("甲", printed(visible("a\u200bb\x00c\x7f")), 备注=visible("a\u200bb\x00c\x7f")))
    assert named(whole) == ()
    shown = replaced(whole, absent(whole, OWN)).parts[0].chapters[0]
    assert shown.sections[0].blocks == (Paragraphs(("a〔U+200B〕b〔U+0000〕c〔U+007F〕",)),)
    assert shown.values["备注"] == "a〔U+200B〕b〔U+0000〕c〔U+007F〕"


def test_stand_ins_reach_every_kind_of_block_but_no_address() -> None:
    blocks = (
        Fields((("𠮷", (Link("𠮷", "http://x.cn/𠮷"),)),)),
        Group("𠮷", (Table(("𠮷",), ((("𠮷",),),), (1,)),)),
        QrCode("http://x.cn/𠮷", "𠮷"),
    )
    shown = replaced(book(chapter("𠮷", Section("𠮷", blocks)), title="𠮷"), {"𠮷"})
    assert shown.title == shown.parts[0].chapters[0].title == "〔U+20BB7〕"
    assert shown.parts[0].chapters[0].sections[0].blocks == (
        Fields((("〔U+20BB7〕", (Link("〔U+20BB7〕", "http://x.cn/𠮷"),)),)),
        Group("〔U+20BB7〕", (Table(("〔U+20BB7〕",), ((("〔U+20BB7〕",),),), (1,)),)),
        QrCode("http://x.cn/𠮷", "〔U+20BB7〕"),
    )


def test_a_book_without_rare_characters_is_the_very_same_book() -> None:
    whole = book(chapter("甲", printed("身份证"), 备注="无"))
    assert replaced(whole, absent(whole, OWN)) is whole
    assert replaced(whole, {"𠮷"}) is whole


@given(st.characters())
def test_a_stand_in_can_always_be_printed(character: str) -> None:
    assert unprintable(shown_instead(character), OWN) == frozenset()


def test_like_signs_take_the_place_of_those_no_font_has() -> None:
    assert "☐☑✓✗⟨".translate(replacements("☐☑✓✗⟨")) == "□〔√〕√×〔"


def typeset(text: str) -> bytes:
    """The text as PDF/A with the packaged fonts only: Typst refuses what it would print as a box."""
    typst = pytest.importorskip("typst")
    source = '#set document(title: "字")\n#set text(font: ("Catalog Serif SC", "Catalog Sans SC"), fallback: false)\n'
    return bytes(
        typst.compile(
            (source + "#sys.inputs.text").encode(),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"text": text},
            pdf_standards=["a-2b"],
        )
    )


RARE = "甲𠮷㙟😀བོད☐ا\u1680ﬀ⟨U+200B⟩␀喆"


def test_typst_refuses_exactly_what_is_found_missing() -> None:
    pytest.importorskip("typst")
    for character in RARE:
        if unprintable(character, OWN):
            with pytest.raises(RuntimeError, match="could not be displayed"):
                typeset(character)
        else:
            assert typeset(character)


def test_with_stand_ins_a_page_has_no_blank_box() -> None:
    pypdf = pytest.importorskip("pypdf")
    shown = RARE.translate(replacements(unprintable(RARE, OWN)))
    pages = pypdf.PdfReader(io.BytesIO(typeset(shown))).pages
    text = pages[0].extract_text().replace("\n", "")
    assert text.startswith("甲〔U+20BB7〕〔U+365F〕〔U+1F600〕")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_characters="\x00"), max_size=60))
def test_whatever_is_written_prints_without_a_box(text: str) -> None:
    shown = visible(text)
    assert typeset(shown.translate(replacements(unprintable(shown, OWN))))
