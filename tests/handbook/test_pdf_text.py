"""Values reach the PDF as data: they print as text, are found again, and no cell overflows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from handbook_pages import PROJECT, squeezed
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_prints import SVG, Print, book, printed

from catalog_tool.handbook.book import (
    Chapter,
    Choices,
    Drawing,
    Entry,
    Fields,
    Flow,
    Group,
    Index,
    Items,
    Link,
    Paragraphs,
    Part,
    QrCode,
    Question,
    Section,
    Signature,
    Step,
    Steps,
    Table,
    Volume,
)
from catalog_tool.handbook.pdf.breaks import MARK, in_cell, in_line, pieces_in_cell
from catalog_tool.handbook.pdf.tables import INSET, LANDSCAPE, PORTRAIT, set_table
from catalog_tool.handbook.plain import plain
from catalog_tool.handbook.verifying.pdf_text import pages_of_pdf

HOSTILE = (
    '#import "x.typ": *',
    '#read("/etc/passwd")',
    r"$x^2$ \ * _a_ @ref <label> `raw` // c /* x */",
    "= heading ~ --- ... '",
    "<script>alert(1)</script>{{ 7*7 }}{% raw %}",
    "A" * 150,
    "。" * 60,
    "http://" + "x" * 130,
)


def everywhere(text: str) -> Any:
    """A Book with the text in every field that shows one."""
    cell = (text,)
    links = (Link(text, "#nowhere"), Link(text, "#m-1"), Link(text, "https://a.cn/?q=#x"))
    table = Table((text, "乙", "丙"), ((cell, cell, ()), ((), cell, links)), (1, 2, 3))
    blocks = (
        Paragraphs(cell),
        Items((cell, cell)),
        Items((cell,), numbered=False),
        Fields(((text, cell), (text, ()))),
        table,
        Steps((Step(text, cell, ((text, cell),)),)),
        Group(text, (Paragraphs(cell), Group(text, (Items((cell,)),)))),
        Choices((Question("q", text, cell),), table),
        Flow((Drawing(SVG, 120, 60),), text),
        QrCode("https://a.cn/x", text),
        Signature((text, text)),
    )
    whole = Chapter("m-1", text, (Section(text, blocks), Section("", blocks)), kicker=text, code=text, notice=text)
    turned = Chapter("m-2", text, (Section(text, (table,)),), landscape=True)
    return book(
        Part("part-1", text, text, (whole, turned), see=(Entry(text, text, ("m-1",)), Entry(text, "", ("gone",)))),
        title=text, label=text, issuer=text, date=text, effective=text, version=text, preface=blocks,
        indexes=(Index("index-1", text, ((text, (Entry(text, text, ("m-1", "m-2")),)),)),),
        volume=Volume(1, 2),
    )  # fmt: skip


@cache
def hostile_print(text: str) -> Print:
    return printed(everywhere(text))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_values_print_as_text_and_are_found_again(text: str) -> None:
    print_ = hostile_print(text)
    assert print_.told.faults == ()
    # Heads and feet aside, a page may end in the middle of a long one: hence not each of the hundred places.
    assert print_.text.count(squeezed(text)) > 40
    assert MARK not in print_.reader.pages[4].extract_text()
    assert print_.reader.metadata is not None
    assert print_.reader.metadata.author == text


def test_a_character_no_font_has_is_told_and_shown_by_its_number() -> None:
    print_ = printed(everywhere("办理\U0001f600"))
    assert "😀" in print_.told.faults[0]
    assert "U+1F600" in print_.text


TEXTS = st.text(st.characters(whitelist_categories=("L", "N", "P", "S", "Zs")), max_size=60)


@given(TEXTS)
def test_marks_change_nothing_else(text: str) -> None:
    text = text.replace(MARK, "")
    assert in_cell(text).replace(MARK, "") == text
    assert in_line(text).replace(MARK, "") == text


def test_short_words_stay_whole_and_a_bracket_does_not_begin_a_line() -> None:
    assert in_cell("按 GB/T 9704 办 2018年") == "按 GB/T 9704 办 2018年"
    assert in_cell("331000701000").split(MARK) == ["331", "000", "701", "000"]
    assert in_cell("（3310007）").split(MARK) == ["（33", "100", "07）"]
    assert in_line("331000701000") == "331000701000"


@dataclass(frozen=True)
class Widths:
    """Advance widths of the packaged serif, in ems."""

    cmap: dict[int, str]
    advances: dict[str, tuple[int, int]]
    units: int

    def of(self, text: str) -> float:
        return sum(self.advances[self.cmap.get(ord(character), ".notdef")][0] for character in text) / self.units


@cache
def widths() -> Widths:
    with TTFont(PROJECT / "fonts" / "CatalogSerifSC-Regular.ttf") as font:
        return Widths(dict(font.getBestCmap()), dict(font["hmtx"].metrics), font["head"].unitsPerEm)


WORDS = st.text(st.sampled_from("019abcdefghijklmnopqrstuvwxyzABCDGHMOQWX%@&#-/.:（）《》、，。中文 "), max_size=30)


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=9), min_size=1, max_size=4), st.booleans())
def test_no_cell_is_narrower_than_what_does_not_break(rows: list[list[str]], landscape: bool) -> None:
    count = max(map(len, rows))
    table = {"head": ["项"] * count, "rows": [[[text] for text in row] for row in rows], "widths": [1, 9] * count}
    room = LANDSCAPE if landscape else PORTRAIT
    setting = set_table(table, room)
    assert sum(setting.widths) <= room + 0.1
    if not setting.overflows:
        for row in rows:
            for text, width in zip(row, setting.widths, strict=False):
                for piece in pieces_in_cell(text):
                    assert widths().of(piece) * setting.size <= width - 2 * INSET + 0.01, piece


def test_a_table_with_too_many_columns_is_a_fault_that_says_where() -> None:
    head = tuple(f"第{number}栏" for number in range(40))
    wide = Table(head, (tuple((("WWWWWW",),) * 40),), (1,) * 40)
    print_ = printed(book(Part("p-1", "省公安厅", "", (Chapter("m-1", "户口迁移", (Section("", (wide,)),)),))))
    (fault,) = print_.told.faults
    assert "《户口迁移》" in fault
    assert "40 栏" in fault


def test_only_a_row_taller_than_half_a_page_may_break() -> None:
    table = {"head": ["甲", "乙"], "rows": [[["短"], ["短"]], [["长"], ["字" * 2000]]], "widths": [1, 1]}
    assert set_table(table, PORTRAIT).loose == (False, True)


def test_plain_data_know_no_other_kinds() -> None:
    assert plain(Items((("一", Link("二", "#x")),))) == {
        "kind": "items",
        "items": [["一", {"text": "二", "target": "#x"}]],
        "numbered": True,
    }
    assert plain(Volume(1, 2)) == {"number": 1, "total": 2}
    with pytest.raises(TypeError):
        plain({"a": {1}})


def test_a_long_number_is_broken_within_its_cell() -> None:
    """A phone number that does not fit its column goes on in the next line of the cell, not over the border."""
    row = (("桐庐县行政服务中心",), ("0571-64210000",), ("公交服务中心站",), *(("综合",),) * 6)
    table = Table(tuple("地电交窗办时备注号"), (row,), (1,) * 9)
    lines = printed(book(Part("p", "省公安厅", "", (Chapter("m-1", "户口迁移", (Section("窗口", (table,)),)),)))).reader
    text = "\n".join(page.extract_text() for page in lines.pages)
    assert "0571-64210000" not in text
    assert "0571-64210000" in squeezed(text)


@pytest.mark.parametrize("text", ["a" * 10_000, "\u00ad", "https://a.cn/" + "x" * 40 + " " + "y/" * 3000])
def test_what_no_typesetter_likes_is_printed(text: str) -> None:
    """Ten thousand letters without a blank, a name of nothing but a soft hyphen: neither stops the print."""
    table = Table(("名称", "说明"), (((text,), (text,)),), (1, 2))
    section = Section("说明", (Paragraphs((text,)), table))
    found = printed(book(Part("p", "省公安厅", "", (Chapter("m-1", text, (section,)),))))
    said = "".join(page.content for page in pages_of_pdf(found.reader))
    assert squeezed(text.replace("\u00ad", "")) in said
