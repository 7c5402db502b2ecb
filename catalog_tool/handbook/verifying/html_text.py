"""What a page of the site says to a reader."""

from __future__ import annotations

from html.parser import HTMLParser

from catalog_tool.handbook.verifying.expected import squeezed

_NOT_SHOWN = frozenset({"style", "script", "head", "template"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the library gives it
        if tag in _NOT_SHOWN:
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def text_of_page(data: bytes) -> str:
    """The text of an HTML page, squeezed; what only a script or a style says is none."""
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    return squeezed("".join(reader.parts))
