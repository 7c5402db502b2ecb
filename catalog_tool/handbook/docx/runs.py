"""What values become in the text of a Word file: escaped text, line breaks, links, page numbers, pictures.

A value stands inside the <w:t> of a run of the template. Whatever is more than text
closes the run, stands for itself, and opens a run with the same properties again, so
that each has the East-Asian font the template's run has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from markupsafe import Markup, escape

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[&<>\"'\ufffe\uffff]")
_OPEN = '<w:t xml:space="preserve">'
_LINE = f"</w:t><w:br/>{_OPEN}"
_TAB = f"</w:t><w:tab/>{_OPEN}"


class Inline:
    """More than text: `xml(properties)` leads out of the open run and into another one like it."""

    __slots__ = ()

    def xml(self, properties: str) -> str:
        """The XML for a run with these properties (<w:rPr>…</w:rPr> or nothing)."""
        raise NotImplementedError

    def __str__(self) -> str:
        """What there is of it where only text can stand."""
        return ""


@dataclass(frozen=True, slots=True)
class Linked(Inline):
    """Text that leads to a bookmark, or to an address by its relation."""

    text: str
    bookmark: str = ""
    relation: str = ""

    def xml(self, properties: str) -> str:
        """A hyperlink around a run."""
        where = f'w:anchor="{self.bookmark}"' if self.bookmark else f'r:id="{self.relation}"'
        inside = f"<w:r>{properties}{_OPEN}{text_xml(self.text)}</w:t></w:r>"
        return _between(properties, f'<w:hyperlink {where} w:history="1">{inside}</w:hyperlink>')

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Bookmark(Inline):
    """A place that contents and indexes find the page of; has no width."""

    number: int
    name: str

    def xml(self, properties: str) -> str:
        """Both ends of the bookmark."""
        start = f'<w:bookmarkStart w:id="{self.number}" w:name="{self.name}"/>'
        return _between(properties, f'{start}<w:bookmarkEnd w:id="{self.number}"/>')


@dataclass(frozen=True, slots=True)
class Pages(Inline):
    """The pages of bookmarks, as fields that Word, WPS and LibreOffice reckon themselves.

    `known` is what stands there until then, by bookmark. `closing` ends the field of the whole contents.
    """

    bookmarks: tuple[str, ...]
    known: Mapping[str, int]
    closing: bool = False

    def xml(self, properties: str) -> str:
        """A field a bookmark, between them 、."""
        fields = [_field(properties, f" PAGEREF {name} \\h ", str(self.known.get(name, ""))) for name in self.bookmarks]
        between = f"<w:r>{properties}{_OPEN}、</w:t></w:r>"
        end = _for_word(properties, _character("end")) if self.closing else ""
        return _between(properties, between.join(fields) + end)

    def __str__(self) -> str:
        return "、".join(str(self.known.get(name, "")) for name in self.bookmarks)


@dataclass(frozen=True, slots=True)
class ContentsEntry(Inline):
    """A line of the contents; the first one opens the field of the whole."""

    link: Linked
    opening: bool = False

    def xml(self, properties: str) -> str:
        """The title as a link."""
        if not self.opening:
            return self.link.xml(properties)
        code = '<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText>'
        begun = (_character("begin"), code, _character("separate"))
        return _between(properties, "".join(_for_word(properties, each) for each in begun)) + self.link.xml(properties)

    def __str__(self) -> str:
        return self.link.text


@dataclass(frozen=True, slots=True)
class Picture(Inline):
    """A picture in line with the text: relation, number in the document, size in points, text for who cannot see it."""

    relation: str
    number: int
    width: float
    height: float
    alt: str

    def xml(self, properties: str) -> str:
        """The drawing, in the run that is open."""
        del properties
        size = f'cx="{round(self.width * 12700)}" cy="{round(self.height * 12700)}"'
        alt = attribute(self.alt)
        return (
            '</w:t><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:docPr id="{self.number}" name="图 {self.number}" descr="{alt}"/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{self.number}" name="图 {self.number}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>" + _OPEN
        )

    def __str__(self) -> str:
        return self.alt


Lines = tuple[Any, ...]
"""What stands in one place line by line: texts and Inlines."""


def text_xml(text: str) -> str:
    """Text inside <w:t>: escaped, its line feeds and tabs as Word has them, without what XML cannot hold."""
    if _SPECIAL.search(text) is None:
        return text
    text = str(escape(_ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))))
    return text.replace("\n", _LINE).replace("\t", _TAB)


def attribute(value: Any) -> Markup:
    """A value inside an attribute, on one line."""
    return escape(_ILLEGAL.sub("\ufffd", " ".join(str(value).split())))


def placing(runs: Sequence[str], *, inline: bool) -> Callable[[Any, int], Markup]:
    """What puts a value into the run of that number; without `inline` only texts can be put."""

    def placed(value: Any, run: int) -> Markup:
        if type(value) is str:
            return Markup(text_xml(value))  # noqa: S704 - escaped
        if isinstance(value, Inline):
            if not inline:
                raise SecurityError("页眉、页脚和脚注里只能放文字")
            return Markup(value.xml(runs[run]))  # noqa: S704 - made of escaped texts
        if isinstance(value, tuple):
            return Markup(_LINE).join(placed(line, run) for line in value)  # noqa: S704
        if isinstance(value, Undefined):
            str(value)  # raises what is wrong with it
        if isinstance(value, Markup):
            value = value.unescape()
        if value is None or isinstance(value, bool):
            return Markup("是") if value else Markup("")
        return Markup(text_xml(str(value)))  # noqa: S704 - escaped

    return placed


def _between(properties: str, xml: str) -> str:
    return f"</w:t></w:r>{xml}<w:r>{properties}{_OPEN}"


def _field(properties: str, code: str, result: str) -> str:
    return (
        f'{_mark(properties, "begin")}<w:r>{properties}<w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f"{_mark(properties, 'separate')}<w:r>{properties}{_OPEN}{result}</w:t></w:r>{_mark(properties, 'end')}"
    )


def _mark(properties: str, kind: str) -> str:
    return f"<w:r>{properties}{_character(kind)}</w:r>"


def _character(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def _for_word(properties: str, content: str) -> str:
    """A run of what only Word (2013 and later) takes in (ECMA-376 part 3, Alternate Content).

    Inside a table of contents LibreOffice shows the numbers that stand there; outside of one
    it reckons page fields itself. So the field of the whole is for Word, which reckons it anew.
    """
    choice = f'<mc:Choice Requires="w15">{content}</mc:Choice>'
    return f"<w:r>{properties}<mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
