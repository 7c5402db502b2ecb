"""Pages that lead to chapters: the contents, what a chapter can be found by, and the Book's own indexes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog_tool.handbook.book import Book, Chapter, Entry
from catalog_tool.handbook.html.site import CONTENTS, FACETS, page_of


@dataclass(frozen=True, slots=True)
class Heading:
    """Entries under one heading, with the anchor that leads there; `see` are printed under another."""

    key: str
    title: str
    note: str
    entries: tuple[Entry, ...]
    see: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One such page; `file` is its name."""

    file: str
    title: str
    headings: tuple[Heading, ...]


def contents_of(book: Book) -> Listing:
    """All parts with their chapters."""
    return Listing(
        f"{CONTENTS}.html",
        "目录",
        tuple(
            Heading(part.key, part.title, part.note, tuple(map(_entry, part.chapters)), part.see) for part in book.parts
        ),
    )


def by_facets(book: Book) -> list[Listing]:
    """A page for each facet that tells chapters apart otherwise than the parts do."""
    titles = {part.title for part in book.parts}
    found = []
    for facet, name in FACETS:
        words = _by_word(book.chapters, facet)
        # The contents lead by a facet already where most parts are named after its words.
        if words and 2 * len(titles & set(words)) < len(titles):
            headings = (
                Heading(f"g{number}", word, f"共 {len(chapters)} 项", tuple(map(_entry, chapters)))
                for number, (word, chapters) in enumerate(words.items(), 1)
            )
            found.append(Listing(f"{name}.html", f"按{facet}", tuple(headings)))
    return found


def own_indexes(book: Book) -> list[Listing]:
    """The indexes of the Book."""
    return [
        Listing(
            page_of(index.key),
            index.title,
            tuple(Heading(f"g{number}", title, "", entries) for number, (title, entries) in enumerate(index.groups, 1)),
        )
        for index in book.indexes
    ]


def _by_word(chapters: Iterable[Chapter], facet: str) -> dict[str, list[Chapter]]:
    words: dict[str, list[Chapter]] = {}
    for chapter in chapters:
        for word in dict.fromkeys(chapter.facets.get(facet, ())):
            words.setdefault(word, []).append(chapter)
    return {word: words[word] for word in sorted(words, key=lambda word: (-len(words[word]), word)) if word}


def _entry(chapter: Chapter) -> Entry:
    return Entry(chapter.title, chapter.code, (chapter.key,))
