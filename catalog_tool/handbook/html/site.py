"""The plan of a site: which page has which file, what stands before and behind, how a Book is cut into tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from catalog_tool.handbook.book import Book, Chapter, Link, Part
from catalog_tool.handbook.volume_size import chapters_per_volume
from catalog_tool.handbook.writing import Task

HOME, CONTENTS, PREFACE = "index", "contents", "preface"
FACETS = (("部门", "by-department"), ("主题", "by-theme"), ("服务对象", "by-audience"))
"""By which facets a site has a page of its own, and the names of those."""
_TAKEN = frozenset({HOME, CONTENTS, PREFACE, *(name for _, name in FACETS)})
WORTH = 400
"""From so many pages on processes pay: a start of one takes as long as some fifty pages."""


def page_of(key: str) -> str:
    """The file of a chapter or an index: its key, so that links from outside and between tasks need no table."""
    return f"{key}-.html" if key in _TAKEN else f"{key}.html"


def is_single(book: Book) -> bool:
    """Whether the Book is one document, be it on several forms, with no more than an appendix.

    It is one file then, to be handed on.
    """
    numbered = [chapter for part in book.parts if part.numbered for chapter in part.chapters]
    chapters = numbered or list(book.chapters)
    codes = {chapter.code for chapter in chapters}
    return len(chapters) == 1 or (len(codes) == 1 and "" not in codes)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A chapter and where it stands: its part, that part's number (0 for an appendix), its neighbours."""

    chapter: Chapter
    part: Part
    ordinal: int
    before: Link | None = None
    after: Link | None = None


@dataclass(frozen=True, slots=True)
class Pages(Task):
    """Some chapters of a site; `ordinals` are the numbers of its parts, `menu` is on every page."""

    ordinals: tuple[int, ...] = ()
    before: Link | None = None
    after: Link | None = None
    menu: tuple[Link, ...] = ()
    single: bool = False

    @property
    def leaves(self) -> list[Leaf]:
        """The chapters in order."""
        chapters = [chapter for part in self.book.parts for chapter in part.chapters]
        links = [self.before, *map(_link, chapters), self.after]
        places = [
            (part, ordinal)
            for part, ordinal in zip(self.book.parts, self.ordinals, strict=True)
            for _ in part.chapters
        ]  # fmt: skip
        return [
            Leaf(chapter, part, ordinal, before, after)
            for chapter, (part, ordinal), before, after in zip(chapters, places, links, links[2:], strict=False)
        ]


def _link(chapter: Chapter) -> Link:
    return Link(chapter.title, page_of(chapter.key))


def menu_of(book: Book) -> tuple[Link, ...]:
    """What leads on from every page."""
    return (
        Link("首页", f"{HOME}.html"),
        Link("目录", f"{CONTENTS}.html"),
        *(Link(index.title, page_of(index.key)) for index in book.indexes),
        *((Link("编制说明", f"{PREFACE}.html"),) if book.preface else ()),
    )


def ordinals(parts: Sequence[Part]) -> list[int]:
    """The number of each part from 1; 0 for those without."""
    count = 0
    found = []
    for part in parts:
        count += part.numbered
        found.append(count if part.numbered else 0)
    return found


def tasks_of(book: Book, stem: str, *, values: bool = True) -> list[Pages]:
    """A single document as it is; a site in chunks of its chapters, each with no more than these.

    Without `values` the chapters of a site go without theirs.
    """
    numbers = ordinals(book.parts)
    if is_single(book):
        return [Pages(book, stem, tuple(numbers), single=True)]
    menu = menu_of(book)
    book = book if values else book.without_values()
    flat = [
        (number, part, chapter)
        for number, part in zip(numbers, book.parts, strict=True)
        for chapter in part.chapters
    ]  # fmt: skip
    # As many as a volume has: a worker that prints both gets each chapter once.
    size = chapters_per_volume(book) if len(flat) >= WORTH else max(len(flat), 1)
    chunks = [flat[start : start + size] for start in range(0, len(flat), size)]
    found = []
    for chunk in chunks:
        parts, counted = zip(*_parts(chunk), strict=True)
        found.append(Pages(replace(book, parts=parts, preface=(), indexes=()), stem, counted, menu=menu))
    for at, (one, other) in enumerate(pairwise(chunks)):
        found[at] = replace(found[at], after=_link(other[0][2]))
        found[at + 1] = replace(found[at + 1], before=_link(one[-1][2]))
    return found


def _parts(chunk: Sequence[tuple[int, Part, Chapter]]) -> Iterator[tuple[Part, int]]:
    for _, group in groupby(chunk, key=lambda item: id(item[1])):
        items = list(group)
        number, part, _ = items[0]
        yield replace(part, chapters=tuple(chapter for _, _, chapter in items), see=()), number
