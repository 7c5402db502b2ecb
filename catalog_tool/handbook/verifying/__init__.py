"""Read what was printed back, and say what of the data is not there.

In an edition that is complete, every value of the data must be found in each format; in
every edition, every text of the Book, and on each page the catalog's version, date and
content hash. So the formats cannot tell different things.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from catalog_tool.domain.visible import one_line
from catalog_tool.handbook.book import Book, Chapter
from catalog_tool.handbook.editions import editions
from catalog_tool.handbook.fonts.standins import shown_instead
from catalog_tool.handbook.verifying.expected import (
    squeezed,
    texts_of_blocks,
    texts_of_chapter,
    values_of_document,
)
from catalog_tool.handbook.verifying.files import Told, read_back
from catalog_tool.handbook.writing import Printed
from catalog_tool.model import spoken

MOST_TOLD = 20
"""Sentences about one file; further ones are counted."""


def verify(book: Book, documents: Mapping[str, Any], printed: Sequence[Printed]) -> tuple[str, ...]:
    """What is missing of what one writer made of the Book, in sentences; nothing where all is there.

    `documents` are the data by chapter key.
    """
    check = Verification(book, documents)
    for piece in printed:
        check.take(piece)
    return check.faults()


class Verification:
    """Reads what one writer makes of a Book as it comes, and keeps only the text."""

    def __init__(self, book: Book, documents: Mapping[str, Any]) -> None:
        self._book = book
        self._documents = documents
        self._told = Told()

    def take(self, piece: Printed) -> None:
        """One piece as it was printed."""
        read_back(self._told, self._book, piece)

    def faults(self) -> tuple[str, ...]:
        """What is missing now that all pieces are there."""
        if not self._told.format:
            return ()
        complete = editions()[self._book.edition].complete
        expected = {
            chapter.key: tuple(_expected(chapter, self._documents.get(chapter.key) if complete else None))
            for chapter in self._book.chapters
        }
        return tuple(_faults(self._book, expected, self._told))


def _expected(chapter: Chapter, document: Any) -> Iterator[tuple[str, str]]:
    """What is to be found of a chapter: where it stands in the data (or ""), and the text."""
    found: dict[str, str] = {}
    for path, text in values_of_document(document):
        found.setdefault(text, spoken(path))
    for text in texts_of_chapter(chapter):
        found.setdefault(text, "")
    yield from ((where, text) for text, where in found.items())


def _faults(book: Book, expected: Mapping[str, Iterable[tuple[str, str]]], told: Told) -> Iterator[str]:
    missing = []
    for chapter in book.chapters:
        text = told.chapters.get(chapter.key)
        if text is None:
            missing.append(f"“{chapter.title}”整个没有印进 {told.format}")
            continue
        missing += [
            f"“{chapter.title}”的 {where or '正文'}“{one_line(wanted)}”没有印进 {told.format}"
            for where, wanted in expected[chapter.key]
            if not is_in(wanted, text)
        ]
    missing += [
        f"编制说明的“{one_line(wanted)}”没有印进 {told.format}"
        for wanted in texts_of_blocks(book.preface)
        if not is_in(wanted, told.rest)
    ]
    missing += [f"{place} 没有印上版本、日期和内容校验" for place in told.unmarked]
    yield from missing[:MOST_TOLD]
    if len(missing) > MOST_TOLD:
        yield f"……{told.format} 还有 {len(missing) - MOST_TOLD} 处没有对上"


def is_in(wanted: str, text: str) -> bool:
    """Whether a text is found, however its words are spaced; a character no font has by its stand-in."""
    plain = squeezed(wanted)
    if plain in text:
        return True
    shown = "".join(char if char in text else shown_instead(char) for char in plain)
    # A PDF has a sign with its marks as one glyph, and gives the marks back wherever the sign stands.
    return any(_without_marks(each) in _without_marks(text) for each in (plain, shown))


@lru_cache(maxsize=64)
def _without_marks(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) not in {"Mn", "Me"})
