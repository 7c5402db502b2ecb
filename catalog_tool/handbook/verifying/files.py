"""The files of one format, read back: which text each chapter has, and which pages lack their imprint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.verifying.docx_text import texts_of_docx
from catalog_tool.handbook.verifying.expected import squeezed
from catalog_tool.handbook.verifying.html_text import text_of_page
from catalog_tool.handbook.verifying.pdf_text import chapters_of_pdf, pages_of_pdf, reader_of
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
    sought = _Sought(frozenset(chapter.key for chapter in book.chapters), squeezed(book.imprint))
    for name, data in piece.files:
        ending = name.rpartition(".")[2]
        if ending in _READERS:
            told.format = ending.upper()
            _READERS[ending](told, name, data, sought, piece)


class _Sought(NamedTuple):
    """What is looked for in every file: the keys of the Book's chapters, and the imprint, squeezed."""

    keys: frozenset[str]
    imprint: str


def _html(told: Told, name: str, data: bytes, sought: _Sought, piece: Printed) -> None:
    del piece
    text = text_of_page(data)
    key = name.rpartition("/")[2].removesuffix(".html")
    if "/" not in name:
        # All of the Book in one file.
        told.chapters |= dict.fromkeys(sought.keys, text)
        told.rest += text
    elif key in sought.keys:
        told.chapters[key] = text
    else:
        told.rest += text
    if sought.imprint not in text:
        told.unmarked.append(name)


def _pdf(told: Told, name: str, data: bytes, sought: _Sought, piece: Printed) -> None:
    del piece
    reader = reader_of(data)
    pages = pages_of_pdf(reader)
    texts, rest = chapters_of_pdf(reader, pages, sought.keys)
    told.chapters |= texts
    told.rest += rest
    told.unmarked += [
        f"{name} 第 {number} 页"
        for number, page in enumerate(pages, 1)
        # A blank page says nothing.
        if any(page) and all(sought.imprint not in text for text in page)
    ]


def _docx(told: Told, name: str, data: bytes, sought: _Sought, piece: Printed) -> None:
    texts, feet = texts_of_docx(data, {anchor: key for key, anchor in piece.anchors.items()})
    told.chapters |= {key: text for key, text in texts.items() if key}
    told.rest += texts.get("", "")
    if sought.imprint not in feet:
        told.unmarked.append(name)


_READERS = {"html": _html, "pdf": _pdf, "docx": _docx}
