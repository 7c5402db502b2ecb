"""Pages of documents, and the example cases merged into one matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from handbook_pages import Page, Value, parsed, read

from catalog_tool.handbook.build import build
from catalog_tool.handbook.html import page as html
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.model import ONE_THING
from catalog_tool.resources import template_texts


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    return template_texts("html")


@pytest.fixture(scope="session")
def printed(templates: dict[str, str]) -> Callable[..., Page]:
    """The page of documents printed together; one-things are told by their 类别."""

    def page(*values: Value, manifest: Value | None = None, choice: Choice | None = None) -> Page:
        things = [value for value in values if value.get("类别") == ONE_THING]
        matters = [value for value in values if value.get("类别") != ONE_THING]
        book = build(Contents(manifest or {}, matters, things, "0123456789ab"), choice or Choice())
        return parsed(html.write(book, templates))

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
