"""How many chapters a volume holds, as many as one can bind and as fit the memory; and what its file is called."""

from __future__ import annotations

import math

from catalog_tool.handbook.book import Book, Chapter
from catalog_tool.handbook.plain import plain
from catalog_tool.handbook.volumes import volumes
from catalog_tool.handbook.writing import Task

PAGES = 400
"""Pages of a volume: 20 mm thick on 80 g paper, and 350 MB in a worker while it is set (measured, Typst 0.15)."""
_CHARACTERS = 290
"""Characters on a page, tables and headings counted in (measured on the example catalogs)."""
_LOOKED_AT = 40


def tasks_by_volume(book: Book, stem: str) -> list[Task]:
    """A Book as the volumes it is bound in, one task each: `stem`, or `stem`-第01册 and on.

    All formats on paper are cut alike: what is in volume 2 of one is in volume 2 of the other.
    """
    found = volumes(book, chapters_per_volume(book))
    if len(found) == 1:
        return [Task(book, stem)]
    digits = max(2, len(str(len(found))))
    return [Task(volume, f"{stem}-第{number:0{digits}}册") for number, volume in enumerate(found, 1)]


def chapters_per_volume(book: Book) -> int:
    """Chapters in a volume of at most about PAGES pages, by the length of some chapters evenly chosen; 1 or more.

    The volumes come out alike: 120 chapters at 53 a volume are three of 40.
    """
    chapters = list(book.chapters)
    some = chapters[:: max(1, len(chapters) // _LOOKED_AT)]
    pages = sum(_pages(chapter) for chapter in some) / (len(some) or 1)
    most = max(1, round(PAGES / max(pages, 1)))
    needed = math.ceil(len(chapters) / most)
    return max(1, math.ceil(len(chapters) / max(needed, 1)))


def _pages(chapter: Chapter) -> float:
    if chapter.one_page:
        return 1
    # A chapter begins on a new page, so half a page of it is white.
    return sum(_length(plain(section)) for section in chapter.sections) / _CHARACTERS + 0.5


def _length(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_length(item) for key, item in value.items() if key not in ("svg", "kind", "target"))
    return sum(map(_length, value)) if isinstance(value, list) else 0
