"""What tests of the handbook share: written pages taken apart, and what a page must hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from catalog_tool.domain.visible import visible
from catalog_tool.formats.yaml_reader import read_yaml

PROJECT = Path(__file__).resolve().parents[2]
CATALOGS = sorted(path.parent for path in (PROJECT / "guides").glob("*/catalog.yaml"))
Value = dict[str, Any]


@dataclass
class Page:
    """A page as a browser would see it: text without blanks, tags, attributes, links, headings of sections.

    Of a whole site it is what all pages of chapters and about it have together; `pages`
    are all pages by name then, `assets` its other files.
    """

    source: str
    text: str = ""
    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    targets: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)

    def holds(self, text: str) -> bool:
        return squeezed(text) in self.text


class _Parser(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.parts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.add(tag)
        if tag not in {"meta", "link", "col", "br", "img", "input"}:
            self.open.append(tag)
        for name, value in attrs:
            self.page.attributes.add(name)
            if name in {"href", "src", "action", "srcset", "data", "poster", "background", "formaction"}:
                self.page.targets.append((tag, value or ""))
            if name == "id":
                self.page.ids.append(value or "")
        if tag == "h2" and "article" in self.open:
            self.page.sections.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.parts.append(data)
        if {"h2", "article"} <= set(self.open):
            self.page.sections[-1] += data


def squeezed(text: str) -> str:
    return "".join(text.split())


def parsed(source: str) -> Page:
    page = Page(source)
    parser = _Parser(page)
    parser.feed(source)
    parser.close()
    assert not parser.open, parser.open
    page.text = squeezed("".join(parser.parts))
    return page


def site(files: Iterable[tuple[str, bytes]]) -> Page:
    """The pages of a site as one; a single document is its only page."""
    texts = {name.rpartition("/")[2]: data.decode() for name, data in files}
    pages = {name: parsed(text) for name, text in texts.items() if name.endswith(".html")}
    inner = [page for name, page in pages.items() if page.sections or name == "preface.html"] or list(pages.values())
    whole = Page("\n".join(page.source for page in pages.values()), pages=pages)
    whole.assets = {name: text for name, text in texts.items() if name not in pages}
    whole.text = "".join(page.text for page in inner)
    for page in pages.values():
        whole.tags |= page.tags
        whole.attributes |= page.attributes
        whole.targets += page.targets
        whole.sections += page.sections
    return whole


def expected(value: Any, key: str = "") -> Iterator[str]:
    """What must be found of a document's values, in the words of print."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name.startswith("x-") or (name == "单位" and value.get("数值") == 0) or name == "多选":
                continue
            if name == "数值" and item == 0:
                yield "当场办结"
            elif name == "收费" and item == "否":
                yield "无（不收费）"
            else:
                yield from expected(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from expected(item, key)
    elif match := re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", str(value)):
        yield f"{match[1]}年{int(match[2])}月{int(match[3])}日"
    else:
        yield visible(str(value))


def read(path: Path) -> list[Value]:
    return [document.value for document in read_yaml(path.read_bytes(), path.name).documents]
