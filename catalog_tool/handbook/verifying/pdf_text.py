"""What a PDF says, page by page, as pypdf reads it."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from catalog_tool.handbook.verifying.expected import squeezed

if TYPE_CHECKING:
    from pypdf import PdfReader


class PageText(NamedTuple):
    """Squeezed text of a page: what is said there once, and what every page repeats."""

    content: str
    repeated: str


def reader_of(data: bytes) -> PdfReader:
    """A PDF taken apart, once for its pages and its destinations."""
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data))


def pages_of_pdf(reader: PdfReader) -> list[PageText]:
    """The pages in order.

    What a tagged PDF marks as an artifact (page heads and feet, heads of tables that are
    repeated) is no content: it stands in the middle of a text that goes on overleaf.
    """
    from pypdf.generic import ContentStream, NameObject

    found = []
    for page in reader.pages:
        # "bytes" is how pypdf itself reads a page: texts must stay as their fonts have them.
        stream = ContentStream(page.get_contents(), reader, "bytes")
        operations = stream.operations
        texts = []
        for artifacts in (False, True):
            stream.operations = list(_only(operations, artifacts=artifacts))
            page[NameObject("/Contents")] = stream
            texts.append(squeezed(page.extract_text()))
        found.append(PageText(*texts))
    return found


_SHOWS_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"', b"Do"})


def _only(operations: list[tuple[Any, bytes]], *, artifacts: bool) -> Iterator[tuple[Any, bytes]]:
    """The operations, of those that show text only those within artifacts, or only the others."""
    open_marks: list[bool] = []
    for operands, operator in operations:
        if operator in {b"BMC", b"BDC"}:
            open_marks.append(operands[0] == "/Artifact")
        elif operator == b"EMC" and open_marks:
            open_marks.pop()
        elif operator in _SHOWS_TEXT and any(open_marks) != artifacts:
            continue
        yield operands, operator


def chapters_of_pdf(reader: PdfReader, pages: Sequence[PageText], keys: Collection[str]) -> tuple[dict[str, str], str]:
    """Text by chapter key, and of all other pages; a chapter begins at the destination that has its key.

    A chapter goes on until the next one's page, which is always a new one.
    """
    starts = {
        reader.get_destination_page_number(destination): name
        for name, destination in reader.named_destinations.items()
        if name in keys
    }
    texts: dict[str, str] = {}
    rest, current = "", ""
    for number, page in enumerate(pages):
        current = starts.get(number, current)
        if current:
            texts[current] = texts.get(current, "") + page.content
        else:
            rest += page.content
    return texts, rest
