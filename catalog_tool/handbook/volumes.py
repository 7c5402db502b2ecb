"""A handbook too thick for one volume is bound in several, each with its own contents and indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalog_tool.handbook.book import Book, Chapter, Index, Part, Volume


def volumes(book: Book, size: int) -> list[Book]:
    """The Book itself, or Books of at most `size` chapters; chapters stay in order, a part may go on in the next."""
    shelves = list(_filled(book.parts, size))
    if len(shelves) < 2:
        return [book]
    total = len(shelves)
    return [
        replace(
            book,
            # What the whole handbook says of itself stands in its first volume.
            preface=book.preface if number == 1 else (),
            parts=tuple(parts),
            indexes=tuple(_narrowed(book.indexes, {chapter.key for part in parts for chapter in part.chapters})),
            volume=Volume(number, total),
        )
        for number, parts in enumerate(shelves, 1)
    ]


def _filled(parts: Iterable[Part], size: int) -> Iterator[list[Part]]:
    shelf: list[Part] = []
    room = size
    for part in parts:
        chapters = part.chapters
        while chapters:
            if room == 0:
                yield shelf
                shelf, room = [], size
            shelf.append(_slice(part, chapters[:room], begun=len(chapters) < len(part.chapters)))
            chapters, room = chapters[room:], room - min(room, len(chapters))
    if shelf:
        yield shelf


def _slice(part: Part, chapters: tuple[Chapter, ...], *, begun: bool) -> Part:
    if not begun:
        return replace(part, chapters=chapters)
    return replace(part, title=f"{part.title}（续）", chapters=chapters, see=())


def _narrowed(indexes: Iterable[Index], keys: set[str]) -> Iterator[Index]:
    """Indexes of what stands in one volume: what stands in none of its chapters is left out."""
    for index in indexes:
        groups = []
        for title, entries in index.groups:
            kept = [replace(entry, targets=tuple(key for key in entry.targets if key in keys)) for entry in entries]
            kept = [entry for entry in kept if entry.targets]
            if kept:
                groups.append((title, tuple(kept)))
        if groups:
            yield replace(index, groups=tuple(groups))
