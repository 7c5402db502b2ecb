"""The plan of a site: its files, its neighbours, and that cutting it into tasks changes nothing."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from handbook_pages import Page, site

from catalog_tool.handbook.book import Book, Chapter, Entry, Index, Paragraphs, Part, Section
from catalog_tool.handbook.html import HtmlWriter
from catalog_tool.handbook.html import site as plan


def chapter(key: str, **marks: object) -> Chapter:
    return Chapter(key, f"事项{key}", (Section("栏目", (Paragraphs((key,)),)),), **marks)  # type: ignore[arg-type]


def book(*parts: Part, **marks: object) -> Book:
    return replace(Book("书", "public", "完整版", "", "", "", "x", (), parts), **marks)  # type: ignore[arg-type]


def part(key: str, *chapters: Chapter, **marks: object) -> Part:
    return Part(key, f"部分{key}", "", chapters, **marks)  # type: ignore[arg-type]


def pages(writer: HtmlWriter, made: Book) -> Page:
    work = writer.open()
    pieces = [work(pickle.loads(pickle.dumps(task))) for task in writer.tasks(made, "书")]
    return site(file for piece in (*pieces, writer.closing(made, "书", pieces)) for file in piece.files)


def test_a_site_has_a_page_a_chapter_and_what_leads_there(html_writer: HtmlWriter) -> None:
    made = book(
        part("p1", chapter("a", facets={"主题": ("户籍办理",), "服务对象": ("自然人",)}), chapter("b")),
        part("p2", chapter("places"), numbered=False),
        indexes=(Index("index-laws", "依据索引", (("《甲法》", (Entry("第一条", "", ("a", "b")),)),)),),
        preface=(Paragraphs(("说明",)),),
    )
    found = pages(html_writer, made)
    assert set(found.pages) == {
        "index.html", "contents.html", "preface.html", "index-laws.html", "by-theme.html", "by-audience.html",
        "a.html", "b.html", "places.html",
    }  # fmt: skip
    assert set(found.assets) == {"style.css", "site.js", "search-data.js"}
    assert {("a", "a.html"), ("a", "b.html")} <= set(found.pages["index-laws.html"].targets)
    assert ("a", "by-theme.html#g1") in found.pages["index.html"].targets
    assert ("a", "contents.html#p1") in found.pages["a.html"].targets


def test_every_page_leads_to_the_one_before_and_the_one_after(html_writer: HtmlWriter) -> None:
    found = pages(html_writer, book(part("p1", chapter("a"), chapter("b")), part("p2", chapter("c"))))
    turns = {
        name: [target for tag, target in page.targets if f'rel="prev" href="{target}"' in page.source
               or f'rel="next" href="{target}"' in page.source]
        for name, page in found.pages.items() if page.sections
    }  # fmt: skip
    assert turns == {"a.html": ["b.html"], "b.html": ["a.html", "c.html"], "c.html": ["b.html"]}


@pytest.mark.parametrize("size", [1, 3, 4])
def test_cutting_into_tasks_changes_nothing(
    html_writer: HtmlWriter, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    parts = [part(f"p{number}", *(chapter(f"m-{number}-{each}") for each in range(number))) for number in (1, 2, 5)]
    made = book(*parts, part("appendix", chapter("places"), numbered=False))
    whole = pages(html_writer, made)
    monkeypatch.setattr(plan, "chapters_per_volume", lambda _: size)
    monkeypatch.setattr(plan, "WORTH", 1)
    tasks = html_writer.tasks(made, "书")
    assert len(tasks) == -(-9 // size)
    assert [each.key for task in tasks for each in task.book.chapters] == [each.key for each in made.chapters]
    cut = pages(html_writer, made)
    assert cut.source == whole.source
    assert cut.assets == whole.assets


def test_one_document_with_its_appendix_is_one_file(html_writer: HtmlWriter) -> None:
    made = book(part("p1", chapter("a")), part("p2", chapter("places"), numbered=False))
    linked = replace(made, preface=(Paragraphs(("说明",)),))
    found = pages(html_writer, linked)
    (page,) = found.pages.values()
    assert not found.assets
    assert page.holds("places")
    assert page.holds("说明")


def test_a_list_of_one_table_is_one_file_and_a_part_may_only_refer(html_writer: HtmlWriter) -> None:
    table = part("p1", chapter("a"), numbered=False)
    assert list(pages(html_writer, book(table)).pages) == ["书.html"]
    refers = part("p2", see=(Entry("事项a", "330100", ("a",)),))
    found = pages(html_writer, book(table, part("p3", chapter("b"), chapter("c")), refers))
    assert found.pages["contents.html"].targets.count(("a", "a.html")) == 2


def test_the_forms_of_one_matter_are_one_file(html_writer: HtmlWriter) -> None:
    forms = part("p1", chapter("a", code="330100"), chapter("a-n1", code="330100"))
    (page,) = pages(html_writer, book(forms)).pages.values()
    assert {target for _, target in page.targets} == {"#content", "#a", "#s1", "#a-n1"}
    assert len(pages(html_writer, book(forms, part("p2", chapter("b", code="330101")))).pages) > 3


def test_a_chapter_never_takes_the_file_of_the_front_page(html_writer: HtmlWriter) -> None:
    keys = ("index", "contents", "preface", "m-1")
    found = pages(html_writer, book(part("p1", *map(chapter, keys))))
    assert found.pages["index.html"].source.count('id="find"') == 1
    assert len([page for page in found.pages.values() if page.sections]) == len(keys)
