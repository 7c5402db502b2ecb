"""A handbook in several volumes: cut to a size that can be bound, with a general table of contents."""

from __future__ import annotations

import io
from functools import cache

import pytest
from handbook_pages import squeezed
from pdf_prints import book, chapter, writer
from pypdf import PdfReader

from catalog_tool.handbook import volume_size
from catalog_tool.handbook.book import Book, Entry, Index, Link, Paragraphs, Part
from catalog_tool.handbook.volume_size import PAGES, chapters_per_volume
from catalog_tool.handbook.writing import Printed


def thick(count: int, text: str = "字") -> Book:
    chapters = tuple(
        chapter(f"m-{number}", f"事项第{number}号", Paragraphs((text, Link("见第五号", "#m-5"))), code=str(number))
        for number in range(1, count + 1)
    )
    entries = tuple(Entry(each.title, "", (each.key,)) for each in chapters)
    parts = (Part("part-1", "省公安厅", "", chapters[:4]), Part("part-2", "省民政厅", "", chapters[4:]))
    return book(*parts, indexes=(Index("index-names", "按名称索引", (("S", entries),)),))


@cache
def volumes() -> tuple[Book, list[Printed]]:
    whole, one = thick(7), writer()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(volume_size, "chapters_per_volume", lambda _: 3)
        tasks = one.tasks(whole, "手册")
    press = one.open()
    pieces = [press(task) for task in tasks]
    return whole, [*pieces, one.closing(whole, "手册", pieces)]


def pages(piece: Printed) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(piece.files[0][1])).pages]


def test_files_are_named_by_volume() -> None:
    _, pieces = volumes()
    names = [name for piece in pieces for name, _ in piece.files]
    assert names == ["手册-第01册.pdf", "手册-第02册.pdf", "手册-第03册.pdf", "手册-总目录.pdf"]


def test_each_volume_says_which_it_is_on_every_page() -> None:
    _, pieces = volumes()
    for number, piece in enumerate(pieces[:3], 1):
        assert all(f"第{number}册，共3册" in text for text in pages(piece) if text)


def test_the_general_contents_name_volume_and_page_of_each_chapter() -> None:
    whole, pieces = volumes()
    general = "".join(pages(pieces[3])).replace("\u2060", "")
    assert "共3册" not in general
    for number, chapter_ in enumerate(whole.chapters):
        volume, page = divmod(number, 3)[0] + 1, pieces[number // 3].pages[chapter_.key]
        text = pages(pieces[volume - 1])
        # The page that bears this number and this title.
        assert any(f"—{page}—" in one and chapter_.title in one for one in text)
        assert f"{chapter_.title}{volume}-{page}" in general.replace(".", "")
    assert "按名称索引" in general


def test_a_handbook_that_fits_is_one_file() -> None:
    one = writer()
    tasks = one.tasks(thick(7), "手册")
    assert [task.name for task in tasks] == ["手册"]
    assert one.closing(thick(7), "手册", [Printed(())]) == Printed(())


def test_a_volume_has_about_as_many_pages_as_one_can_bind() -> None:
    long = thick(60, "字" * 22 * 28 * 15)  # fifteen pages and a half each
    size = chapters_per_volume(long)
    assert 0.4 * PAGES < size * 16 < 1.1 * PAGES
    assert 60 % size == 0 or 60 % size > size / 2  # volumes alike, no thin one at the end
    assert chapters_per_volume(thick(60)) == 60
