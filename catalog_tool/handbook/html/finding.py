"""What the search of a site works on: names with their reading, codes, facets; and the filters it offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_tool.formats.inlined import json_text
from catalog_tool.handbook.book import Book, Chapter
from catalog_tool.handbook.html.site import page_of
from catalog_tool.handbook.pinyin import syllables

FILTERS = ("部门", "主题", "服务对象", "类型", "层级")


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its facet, and the words of it with the number of chapters that have each, in order."""

    facet: str
    words: tuple[tuple[str, int], ...]


def filters_of(book: Book) -> list[Filter]:
    """The filters that can tell chapters apart: those of at least two words."""
    found = []
    for facet in FILTERS:
        counts: dict[str, int] = {}
        for chapter in book.chapters:
            for word in dict.fromkeys(chapter.facets.get(facet, ())):
                if word:
                    counts[word] = counts.get(word, 0) + 1
        if len(counts) > 1:
            found.append(Filter(facet, tuple(counts.items())))
    return found


def search_data(book: Book) -> str:
    """A script that names the data, since a page opened from disk may fetch nothing.

    `HANDBOOK` is [facets with their words, chapters]; a chapter is [file, title, kicker, code,
    other names, readings (title first, then other names, then kicker; blanks between syllables),
    for each facet the numbers of its words]. Lists only: a word as key might be `__proto__`.
    """
    words: list[dict[str, int]] = [{} for _ in FILTERS]
    chapters = [_record(chapter, words) for chapter in book.chapters]
    facets = [[facet, list(numbers)] for facet, numbers in zip(FILTERS, words, strict=True)]
    return f"const HANDBOOK = {json_text([facets, chapters])};\n"


def _record(chapter: Chapter, words: Sequence[dict[str, int]]) -> list[object]:
    others = chapter.facets.get("别名", ())
    names = [chapter.title, *others, chapter.kicker]
    numbers = [
        [known.setdefault(word, len(known)) for word in dict.fromkeys(chapter.facets.get(facet, ())) if word]
        for facet, known in zip(FILTERS, words, strict=True)
    ]
    readings = [" ".join(syllables(name)) for name in names]
    return [page_of(chapter.key), chapter.title, chapter.kicker, chapter.code, list(others), readings, numbers]
