"""A template made ready once, and printed with any number of Books."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Book
from catalog_tool.handbook.docx.blocks import Paper
from catalog_tool.handbook.docx.breaks import check_fields, settled
from catalog_tool.handbook.docx.context import context_of
from catalog_tool.handbook.docx.fields import MANIFEST, Known
from catalog_tool.handbook.docx.output import Text, packed, renewing
from catalog_tool.handbook.docx.package import Part, W, read_package
from catalog_tool.handbook.docx.pictures import drawings_of, drawn
from catalog_tool.handbook.docx.sandboxed import Filled
from catalog_tool.handbook.docx.shelf import Shelf
from catalog_tool.handbook.docx.tags import source_of

_SPACES = {
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
"""What pictures, links and contents are written with; a template without any need not declare them."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT = re.compile("<w:t(?: [^>]*)?>([^<]*)</w:t>")
_NARROW, _WIDE = 8845, 12756
"""Twentieths of a point in a line of 28 characters (156 mm), and in one of a page on its side (225 mm)."""


@dataclass(frozen=True)
class Template:
    """A template's parts, those with tags compiled; `fonts` is the folder of the project's own fonts."""

    shown: str
    filled: Sequence[tuple[Part, Filled]]
    rest: Sequence[Part]
    known: Known
    manifest: Known
    fonts: str
    narrow: int
    wide: int

    def print(self, book: Book) -> bytes:
        """The Book as .docx; raises CannotRun with the paragraph of the template that is wrong."""
        shelf = Shelf(book)
        paper = Paper(shelf, drawn(drawings_of(book), self.fonts), self.narrow, self.wide)
        context = context_of(book, paper, self.known, self.manifest)
        texts = []
        for part, filled in self.filled:
            xml = filled.print(context)
            if part.kind == "document":
                xml = settled(xml)
                check_fields(xml, self.shown)
                shelf.check(xml, self.shown)
            self._check(xml, part)
            texts.append(Text(part, _HEAD + xml))
        return packed(texts, self.rest, book, shelf)

    def _check(self, xml: str, part: Part) -> None:
        """A tag that begins in one cell and ends in another prints what no program opens."""
        parser = expat.ParserCreate()
        data = xml.encode("utf-8")
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            printed = data[: parser.ErrorByteIndex].decode("utf-8", "replace")
            near = [text for text in _TEXT.findall(printed[-20_000:]) if text.strip()][-1:]
            where = f"印到“{near[0][:40]}”附近" if near else "从一开始"
            raise CannotRun(
                f"模板 {self.shown} {part.label}里的标签套错了：{where}就合不上了。"
                "“{% if %}”“{% for %}”和它的“{% end… %}”要在同一层：同一段里，或各占一段（{%p），"
                "或各占一行表格（{%tr）。"
                "请在 Word 或 WPS 里改正。"
            ) from error


def open_template(shown: str, data: bytes, names: Sequence[str], fonts: str) -> Template:
    """Takes a template apart, checks it and compiles its tags; raises CannotRun."""
    from lxml import etree

    parts = read_package(data, shown)
    filled, rest = [], []
    narrow, wide = _room(parts[0].element)
    for part in parts:
        if part.has_tags:
            if part.kind == "document":
                part.element = _with_spaces(part.element, shown)
            source = source_of(shown, part.label, part.element)
            filled.append((part, Filled(source, inline=part.kind == "document")))
        elif part.element is not None:
            text = etree.tostring(part.element, encoding="unicode")
            part.content = (_HEAD + (renewing(text) if part.kind == "settings" else text)).encode("utf-8")
            rest.append(part)
        else:
            rest.append(part)
        part.element = None
    return Template(shown, filled, rest, Known(names), Known(names, MANIFEST), fonts, narrow, wide)


def _with_spaces(root: Any, shown: str) -> Any:
    """The text's root with the prefixes that pictures and links need."""
    from lxml import etree

    clash = [prefix for prefix, space in _SPACES.items() if root.nsmap.get(prefix, space) != space]
    if clash or root.nsmap.get("w") != W[1:-1]:
        raise CannotRun(f"模板 {shown} 不是 Word 或 WPS 通常存成的样子。请在 Word 或 WPS 里另存为 .docx 后再试。")
    made = etree.Element(root.tag, root.attrib, nsmap={**_SPACES, **root.nsmap})
    made.extend(list(root))
    return made


def _room(root: Any) -> tuple[int, int]:
    """The widths of a line on the template's upright pages and on those on their side."""
    found = {"portrait": _NARROW, "landscape": _WIDE}
    for section in root.iter(f"{W}sectPr"):
        size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is None or margin is None:
            continue
        try:
            line = int(size.get(f"{W}w")) - sum(
                int(margin.get(f"{W}{side}", "0")) for side in ("left", "right", "gutter")
            )
        except (TypeError, ValueError):
            continue
        if line > 0:
            found["landscape" if size.get(f"{W}orient") == "landscape" else "portrait"] = line
    return found["portrait"], found["landscape"]
