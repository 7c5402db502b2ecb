"""A handbook too thick for one volume is bound in several, each with its own contents and indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from catalog_tool.handbook.book import Book, Chapter, Entry, Index, Part, Volume


def volumes(book: Book, size: int) -> list[Book]:
    """The Book itself, or Books of at most `size` (≥ 1) chapters; chapters stay in order, a part may go on in the next.

    Indexes of a volume lead only into it; where a part points to another volume it says which.
    """
    shelves = list(_filled(book.parts, size))
    if len(shelves) < 2:
        return [book]
    total = len(shelves)
    standing = {
        chapter.key: number for number, parts in enumerate(shelves, 1) for part in parts for chapter in part.chapters
    }
    return [
        replace(
            book,
            # What the whole handbook says of itself stands in its first volume.
            preface=book.preface if number == 1 else (),
            parts=tuple(replace(part, see=tuple(_seen(part.see, standing, number))) for part in parts),
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
        if not chapters:
            shelf.append(part)
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
    return replace(part, title=f"{part.title}（续）", note="", chapters=chapters, see=())


def _seen(entries: Iterable[Entry], standing: Mapping[str, int], number: int) -> Iterator[Entry]:
    """Entries of a part: a page of another volume is no page of this one."""
    for entry in entries:
        here = tuple(key for key in entry.targets if standing.get(key) == number)
        there = sorted({standing[key] for key in entry.targets if standing.get(key, number) != number})
        where = f"在{'、'.join(f'第 {each} 册' for each in there)}" if there else ""
        yield replace(entry, note="，".join(filter(None, (entry.note, where))), targets=here)


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
