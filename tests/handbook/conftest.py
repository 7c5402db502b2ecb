"""Pages of documents, and the example cases merged into one matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from handbook_pages import Page, Value, read, site

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.build import build
from catalog_tool.handbook.html import HtmlWriter
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.model import ONE_THING
from catalog_tool.resources import handbook_templates


@pytest.fixture(scope="session")
def html_writer() -> HtmlWriter:
    """The writer of sites by the packaged templates."""
    return HtmlWriter(handbook_templates("html"))


@pytest.fixture(scope="session")
def site_of(html_writer: HtmlWriter) -> Callable[[Book], Page]:
    """A Book as a site."""
    write = html_writer.open()

    def made(book: Book) -> Page:
        pieces = [write(task) for task in html_writer.tasks(book, "书")]
        return site(file for piece in (*pieces, html_writer.closing(book, "书", pieces)) for file in piece.files)

    return made


@pytest.fixture(scope="session")
def printed(site_of: Callable[[Book], Page]) -> Callable[..., Page]:
    """The site of documents printed together, one alone as its page; one-things are told by their 类别."""

    def page(*values: Value, manifest: Value | None = None, choice: Choice | None = None) -> Page:
        things = [value for value in values if value.get("类别") == ONE_THING]
        matters = [value for value in values if value.get("类别") != ONE_THING]
        return site_of(build(Contents(manifest or {}, matters, things, "0123456789ab"), choice or Choice()))

    return page


@pytest.fixture(scope="session")
def merged(shared: Path) -> Value:
    """The example cases merged into one matter; lists run together, so that each value is there once."""
    whole: Value = {}
    for path in sorted((shared / "data/cases").glob("*.yaml")):
        for value in read(path):
            if value.get("类别") != ONE_THING and "办理场所" not in value:
                _merge(whole, value)
    return whole


def _merge(whole: Value, value: Value) -> None:
    for key, item in value.items():
        if key in whole and isinstance(item, list) and isinstance(whole[key], list):
            whole[key] = whole[key] + item
        else:
            whole.setdefault(key, item)
