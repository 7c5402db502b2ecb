"""What a DOCX says, chapter by chapter, as python-docx opens it."""

from __future__ import annotations

import io
from collections.abc import Mapping

from catalog_tool.handbook.verifying.expected import squeezed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts_of_docx(data: bytes, bookmarks: Mapping[str, str]) -> tuple[Mapping[str, str], str]:
    """Squeezed text by chapter key, and that of every page's head and foot.

    `bookmarks` are the names of the bookmarks that chapters begin with, and the chapters'
    keys; under "" stands what comes before the first of them.
    """
    from docx import Document

    document = Document(io.BytesIO(data))
    texts: dict[str, list[str]] = {"": []}
    current = texts[""]
    for element in document.element.body.iter():
        if element.tag == f"{_W}bookmarkStart":
            key = bookmarks.get(element.get(f"{_W}name", ""))
            if key is not None:
                current = texts.setdefault(key, [])
        elif element.tag == f"{_W}t":
            current.append(element.text or "")
    feet = [
        node.text or ""
        for section in document.sections
        for block in (section.header, section.even_page_header, section.footer, section.even_page_footer)
        for node in block._element.iter(f"{_W}t")  # noqa: SLF001 - python-docx has no reader of fields' texts
    ]
    return {key: squeezed("".join(parts)) for key, parts in texts.items()}, squeezed("".join(feet))
