"""What the text of a volume leads to: bookmarks of chapters, addresses, pictures, each once and numbered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Book, Cell, Link
from catalog_tool.handbook.docx.runs import Bookmark, Inline, Linked, Pages, Picture

_FIRST = 100_000_001
_LEADS = re.compile(r"PAGEREF (_Toc\d+)")
_MARKED = re.compile(r'<w:bookmarkStart [^>]*w:name="(_Toc\d+)"')
MOST_ADDRESS = 2_000
"""Characters of an address; Word refuses to open what has longer ones."""


class Shelf:
    """Relations of one volume's text, in the order they are asked for."""

    def __init__(self, book: Book) -> None:
        keys = [key for part in book.parts for key in (part.key, *(chapter.key for chapter in part.chapters))]
        keys += [index.key for index in book.indexes]
        # The names Word itself gives the targets of contents: it takes them over when it makes these anew.
        self._bookmarks = {key: f"_Toc{_FIRST + number}" for number, key in enumerate(dict.fromkeys(keys))}
        self._pages: dict[str, int] = {}
        self.addresses: dict[str, str] = {}
        self.media: dict[bytes, str] = {}
        self._drawings = 0

    def bookmark(self, key: str) -> Bookmark:
        """The bookmark of a chapter, part or index."""
        name = self._bookmarks[key]
        return Bookmark(int(name[4:]) - _FIRST + 1, name)

    def entry(self, key: str, text: str) -> Linked:
        """A text that leads to a chapter, part or index."""
        return Linked(text, self._bookmarks[key])

    def pages(self, keys: tuple[str, ...], *, closing: bool = False) -> Pages:
        """The pages of chapters that are in this volume."""
        here = tuple(self._bookmarks[key] for key in keys if key in self._bookmarks)
        return Pages(here, self._pages, closing)

    def paged(self, pages: Mapping[str, int]) -> None:
        """On which page each bookmark stands, as far as is known: what page fields show until they are reckoned."""
        self._pages.update(pages)

    def check(self, xml: str, shown: str) -> None:
        """Raises CannotRun where contents lead to a chapter whose heading has no bookmark: its page is unknown."""
        leads = set(_LEADS.findall(xml))
        there = set(_MARKED.findall(xml))
        lost = [name for name in self._bookmarks.values() if name in leads - there]
        if lost:
            key = next(key for key, name in self._bookmarks.items() if name == lost[0])
            what = "部分" if key.startswith("part-") else "索引" if key.startswith("index") else "章"
            raise CannotRun(
                f"模板 {shown} 的目录或索引要印页码，可是标题前没有书签，打开时会显示“错误！未找到引用源”。"
                f"请在印 {{{{ {what}.名称 }}}} 的那一段开头加上 {{{{ {what}.书签 }}}}。"
            )

    def lines(self, cell: Cell) -> object:
        """A cell as a template prints it: a text, or lines of texts and links."""
        if len(cell) == 1 and type(cell[0]) is str:
            return cell[0]
        return tuple(line if type(line) is str else self._link(line) for line in cell)

    def _link(self, link: object) -> str | Linked:
        assert isinstance(link, Link)
        if link.target.startswith("#"):
            # What is printed in another volume cannot be led to.
            name = self._bookmarks.get(link.target[1:])
            return Linked(link.text, name) if name else link.text
        if len(link.target) > MOST_ADDRESS:
            return link.text
        relation = self.addresses.setdefault(link.target, f"rIdA{len(self.addresses) + 1}")
        return Linked(link.text, relation=relation)

    def picture(self, png: bytes, width: float, height: float, alt: str) -> Inline:
        """A picture of that size in points."""
        relation = self.media.setdefault(png, f"rIdP{len(self.media) + 1}")
        self._drawings += 1
        return Picture(relation, self._drawings, width, height, alt)
