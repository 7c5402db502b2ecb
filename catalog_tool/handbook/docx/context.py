"""A Book under the Chinese names that templates use (templates/docx/README.md explains each)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catalog_tool.handbook.book import Book, Chapter, Entry, Index, Part, Section
from catalog_tool.handbook.docx.blocks import Paper
from catalog_tool.handbook.docx.fields import Fields, Known, Value
from catalog_tool.handbook.docx.pages import first_pages
from catalog_tool.handbook.docx.runs import ContentsEntry
from catalog_tool.handbook.wording import chinese_number

INTERNAL = "internal"
UNFILLED = "未填"


def context_of(book: Book, paper: Paper, known: Known, manifest: Known) -> dict[str, Any]:
    """The names at the top of a template: 手册, 编制说明, 目录, 各部分, 各章, 各事项, 各索引."""
    writer = _Writer(book, paper, known, manifest)
    parts = writer.parts()
    indexes = [writer.index(index) for index in book.indexes]
    paper.shelf.paged(first_pages(parts, indexes, paper.narrow, paper.wide))
    chapters = [chapter for part in parts for chapter in part["各章"]]
    return {
        "手册": writer.book(),
        "编制说明": paper.blocks(book.preface),
        "目录": writer.contents(),
        "各部分": parts,
        "各章": chapters,
        "各事项": _documents(chapters, tuple(book.chapters)),
        "各索引": indexes,
    }


def _documents(printed: Sequence[Fields], chapters: Sequence[Chapter]) -> list[Any]:
    """The matters of chapters; places and forms are chapters too, but no matters."""
    return [fields["事项"] for fields, chapter in zip(printed, chapters, strict=True) if chapter.values]


class _Writer:
    def __init__(self, book: Book, paper: Paper, known: Known, manifest: Known) -> None:
        self._book, self._paper, self._known, self._manifest = book, paper, known, manifest
        self._shelf = paper.shelf
        # In the internal edition a gap is a task; a citizen is not helped by it.
        self._unfilled = UNFILLED if book.edition == INTERNAL else ""
        # A book of one chapter needs neither a contents page nor a sheet that announces it, nor do loose sheets.
        self._slim = book.loose or sum(len(part.chapters) for part in book.parts) < 2

    def book(self) -> Fields:
        book = self._book
        return Fields(
            "手册",
            {
                "名称": book.title,
                "版别": book.label,
                "发布机构": book.issuer,
                "发布日期": book.date,
                "施行日期": book.effective,
                "版本": book.version,
                "内容校验": book.digest,
                "版本标识": book.imprint,
                "分册": book.volume.label if book.volume else "",
                "散页": "是" if book.loose else "",
            },
            Value(self._manifest, self._unfilled, book.values),
        )

    def contents(self) -> list[Fields]:
        if self._slim:
            return []
        entries = [(index.key, index.title, 1) for index in self._book.indexes]
        chapters: list[tuple[str, str, int]] = []
        for number, part in enumerate(self._book.parts, 1):
            if self._has_divider(part):
                chapters.append((part.key, self._part_title(number, part), 1))
            chapters += [(chapter.key, chapter.title, 2) for chapter in part.chapters]
        found, last = [], len(chapters) + len(entries) - 1
        for place, (key, title, level) in enumerate([*chapters, *entries]):
            named = ContentsEntry(self._shelf.entry(key, title), opening=place == 0)
            pages = self._shelf.pages((key,), closing=place == last)
            found.append(Fields("目录的行", {"名称": named, "级": level, "页码": pages}))
        return found

    def parts(self) -> list[Fields]:
        return [self._part(number, part) for number, part in enumerate(self._book.parts, 1)]

    def _part(self, number: int, part: Part) -> Fields:
        chapters = [self._chapter(chapter) for chapter in part.chapters]
        return Fields(
            "部分",
            {
                "名称": part.title,
                "序号": f"第{chinese_number(number)}部分" if part.numbered else "",
                "全称": self._part_title(number, part),
                "说明": part.note,
                "书签": self._shelf.bookmark(part.key),
                "有隔页": self._has_divider(part),
                "各章": chapters,
                "各事项": _documents(chapters, part.chapters),
                "另见": [self._entry(entry) for entry in part.see],
            },
        )

    def _has_divider(self, part: Part) -> bool:
        """The numbered parts have one, those that lead to other parts, and an appendix of several chapters."""
        return not self._slim and (part.numbered or bool(part.see) or len(part.chapters) > 1)

    @staticmethod
    def _part_title(number: int, part: Part) -> str:
        return f"第{chinese_number(number)}部分　{part.title}" if part.numbered else part.title

    def _chapter(self, chapter: Chapter) -> Fields:
        bookmark = self._shelf.bookmark(chapter.key)
        return Fields(
            "章",
            {
                "名称": chapter.title,
                "编码": chapter.code,
                "主项": chapter.kicker,
                "提示": chapter.notice,
                "书签": bookmark,
                "横排": chapter.landscape,
                "单页": chapter.one_page,
                "各栏目": list(self._sections(chapter)),
                "事项": Value(self._known, self._unfilled, chapter.values, {"书签": bookmark}),
            },
        )

    def _sections(self, chapter: Chapter) -> Iterator[Fields]:
        number = 0
        for section in chapter.sections:
            number += bool(section.name)
            ordinal = f"{chinese_number(number)}、" if section.name and chapter.numbered else ""
            yield self._section(section, ordinal, landscape=chapter.landscape)

    def _section(self, section: Section, ordinal: str, *, landscape: bool) -> Fields:
        blocks = self._paper.blocks(section.blocks, landscape=landscape)
        return Fields("栏目", {"名称": section.name, "序号": ordinal, "各块": blocks})

    def index(self, index: Index) -> Fields:
        groups = [
            Fields("组", {"名称": title, "各条": [self._entry(entry) for entry in entries]})
            for title, entries in index.groups
        ]
        return Fields("索引", {"名称": index.title, "书签": self._shelf.bookmark(index.key), "各组": groups})

    def _entry(self, entry: Entry) -> Fields:
        return Fields("条", {"名称": entry.text, "编码": entry.note, "页码": self._shelf.pages(entry.targets)})
