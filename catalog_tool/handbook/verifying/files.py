"""The files of one format, read back: which text each chapter has, and which pages lack their imprint."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.verifying.docx_text import texts_of_docx
from catalog_tool.handbook.verifying.expected import squeezed
from catalog_tool.handbook.verifying.html_text import text_of_page
from catalog_tool.handbook.verifying.pdf_text import chapters_of_pdf, pages_of_pdf
from catalog_tool.handbook.writing import Printed


@dataclass
class Told:
    """What the files of a format say: squeezed text by chapter key, and all other text.

    `unmarked` names the pages and files that do not carry the imprint. Without `format`
    nothing was read yet.
    """

    format: str = ""
    chapters: dict[str, str] = field(default_factory=dict)
    rest: str = ""
    unmarked: list[str] = field(default_factory=list)


def read_back(told: Told, book: Book, piece: Printed) -> None:
    """Add what the files of a piece say; files of no known format (styles, scripts) say nothing."""
    imprint = squeezed(book.imprint)
    for name, data in piece.files:
        ending = name.rpartition(".")[2]
        if ending in _READERS:
            told.format = ending.upper()
            _READERS[ending](told, name, data, book, imprint, piece)


def _html(told: Told, name: str, data: bytes, book: Book, imprint: str, piece: Printed) -> None:
    del piece
    keys = {chapter.key for chapter in book.chapters}
    text = text_of_page(data)
    key = name.rpartition("/")[2].removesuffix(".html")
    if "/" not in name:
        # All of the Book in one file.
        told.chapters |= dict.fromkeys(keys, text)
        told.rest += text
    elif key in keys:
        told.chapters[key] = text
    else:
        told.rest += text
    if imprint not in text:
        told.unmarked.append(name)


def _pdf(told: Told, name: str, data: bytes, book: Book, imprint: str, piece: Printed) -> None:
    del piece
    pages = pages_of_pdf(data)
    texts, rest = chapters_of_pdf(data, pages, {chapter.key for chapter in book.chapters})
    told.chapters |= texts
    told.rest += rest
    told.unmarked += [
        f"{name} 第 {number} 页"
        for number, (content, repeated) in enumerate(pages, 1)
        # A blank page says nothing.
        if (content or repeated) and imprint not in repeated and imprint not in content
    ]


def _docx(told: Told, name: str, data: bytes, book: Book, imprint: str, piece: Printed) -> None:
    del book
    texts, feet = texts_of_docx(data, {anchor: key for key, anchor in piece.anchors.items()})
    told.chapters |= {key: text for key, text in texts.items() if key}
    told.rest += texts.get("", "")
    if imprint not in feet:
        told.unmarked.append(name)


_READERS = {"html": _html, "pdf": _pdf, "docx": _docx}
