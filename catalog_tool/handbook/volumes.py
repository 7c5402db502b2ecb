"""A handbook too thick for one volume is bound in several, each with its own contents and indexes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    indexes = _narrowed(book.indexes, standing)
    return [
        replace(
            book,
            # What the whole handbook says of itself stands in its first volume.
            preface=book.preface if number == 1 else (),
            parts=tuple(replace(part, see=tuple(_seen(part.see, standing, number))) for part in parts),
            indexes=tuple(indexes.get(number, ())),
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


def _narrowed(indexes: Iterable[Index], standing: Mapping[str, int]) -> Mapping[int, Sequence[Index]]:
    """By volume the indexes of what stands in it: what stands in none of its chapters is left out.

    Every entry is looked at once, not once a volume: a province has a thousand volumes.
    """
    found: dict[int, list[Index]] = defaultdict(list)
    for index in indexes:
        groups: dict[int, list[tuple[str, tuple[Entry, ...]]]] = defaultdict(list)
        for title, entries in index.groups:
            for number, kept in _by_volume(entries, standing).items():
                groups[number].append((title, tuple(kept)))
        for number, each in groups.items():
            found[number].append(replace(index, groups=tuple(each)))
    return found


def _by_volume(entries: Iterable[Entry], standing: Mapping[str, int]) -> Mapping[int, Sequence[Entry]]:
    kept: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        targets: dict[int, list[str]] = defaultdict(list)
        for key in entry.targets:
            if key in standing:
                targets[standing[key]].append(key)
        for number, keys in targets.items():
            kept[number].append(replace(entry, targets=tuple(keys)))
    return kept
