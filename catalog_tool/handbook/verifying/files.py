"""The files of one format, read back: which text each chapter has, and which pages lack their imprint."""

from __future__ import annotations

from collections.abc import Sequence
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

    `unmarked` names the pages and files that do not carry the imprint.
    """

    format: str
    chapters: dict[str, str] = field(default_factory=dict)
    rest: str = ""
    unmarked: list[str] = field(default_factory=list)


def told_by(book: Book, printed: Sequence[Printed]) -> Told | None:
    """What the printed files of a Book say; None where there is nothing of a known format."""
    imprint = squeezed(book.imprint)
    for ending, read in (("html", _html), ("pdf", _pdf), ("docx", _docx)):
        chosen = [(name, data, piece) for piece in printed for name, data in piece.files if name.endswith(f".{ending}")]
        if chosen:
            told = Told(ending.upper())
            read(told, chosen, book, imprint)
            return told
    return None


_Files = Sequence[tuple[str, bytes, Printed]]


def _html(told: Told, files: _Files, book: Book, imprint: str) -> None:
    keys = [chapter.key for chapter in book.chapters]
    for name, data, _ in files:
        text = text_of_page(data)
        key = name.rpartition("/")[2].removesuffix(".html")
        if len(files) == 1:
            told.chapters = dict.fromkeys(keys, text)
            told.rest = text
        elif key in keys:
            told.chapters[key] = text
        else:
            told.rest += text
        if imprint not in text:
            told.unmarked.append(name)


def _pdf(told: Told, files: _Files, book: Book, imprint: str) -> None:
    for name, data, _ in files:
        pages = pages_of_pdf(data)
        texts, rest = chapters_of_pdf(data, pages, {chapter.key for chapter in book.chapters})
        told.chapters |= texts
        told.rest += rest
        # The cover says it in its own way, a blank page nothing.
        told.unmarked += [
            f"{name} 第 {number} 页"
            for number, (content, repeated) in enumerate(pages, 1)
            if (content or repeated) and imprint not in repeated and imprint not in content
        ]


def _docx(told: Told, files: _Files, book: Book, imprint: str) -> None:
    del book
    for name, data, piece in files:
        texts, feet = texts_of_docx(data, {anchor: key for key, anchor in piece.anchors.items()})
        told.chapters |= {key: text for key, text in texts.items() if key}
        told.rest += texts.get("", "")
        if imprint not in feet:
            told.unmarked.append(name)
