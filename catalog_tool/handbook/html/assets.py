"""The styles and scripts of a site, from its templates.

What a user's folder adds (`本省.css`) follows the packaged ones and so goes before them.
"""

from __future__ import annotations

from collections.abc import Mapping

from catalog_tool.findings import CannotRun
from catalog_tool.formats.inlined import Inlined, inlined
from catalog_tool.handbook.book import Book
from catalog_tool.handbook.html.rendering import css_string

STYLE, SCRIPT, DATA = "style.css", "site.js", "search-data.js"
_STYLES = ("style.css", "screen.css", "print.css")
_SCRIPTS = ("situations.js", "search.js", "site.js")


def style(templates: Mapping[str, str], book: Book) -> str:
    """The style sheets as one; every printed page says of which content it is."""
    page = f"@page {{ @bottom-center {{ content: {css_string(f'{book.title} · {book.imprint}')}; }} }}\n"
    return _joined(templates, _STYLES, ".css") + page


def script(templates: Mapping[str, str]) -> str:
    """The scripts as one, whose names no other script and no element of the page can see or replace."""
    return f'"use strict";\n{{\n{_joined(templates, _SCRIPTS, ".js")}}}\n'


def inside(templates: Mapping[str, str], book: Book) -> tuple[Inlined, Inlined]:
    """Style and script as they stand in a single page, with their hashes."""
    return inlined(style(templates, book), "style"), inlined(script(templates), "script")


def _joined(templates: Mapping[str, str], names: tuple[str, ...], ending: str) -> str:
    for name in names:
        if name not in templates:
            raise CannotRun(f"模板不完整：缺少 {name}。请补上这个文件，或改用自带的模板。")
    further = sorted(name for name in templates if name.endswith(ending) and name not in names)
    return "".join(f"{templates[name].rstrip()}\n" for name in (*names, *further))
