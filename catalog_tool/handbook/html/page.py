"""A Book as one HTML file that opens from disk: no remote asset, no script.

Values are hostile until shown otherwise: they reach the page only through
autoescaping, links only to http(s) addresses and chapters of the book itself, and a
Content-Security-Policy forbids the page to load or run anything. Templates come in
as texts and run in a sandbox, because offices edit them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Book, Cell
from catalog_tool.handbook.wording import chinese_number

PAGE = "handbook.html.j2"
STYLE = "style.css"
SHORT_LABEL, SHORT_VALUE = 6, 9
"""Characters that fit into half a line of print."""


def write(book: Book, templates: Mapping[str, str]) -> str:
    """The HTML of a Book by the templates given as name → text."""
    for name in (PAGE, STYLE):
        if name not in templates:
            raise CannotRun(f"模板不完整：缺少 {name}。请补上这个文件，或改用自带的模板。")
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = chinese_number
    environment.filters["css_string"] = css_string
    environment.filters["in_rows"] = in_rows
    try:
        return environment.get_template(PAGE).render(book=book, style=_style(templates[STYLE]))
    except TemplateError as error:
        raise CannotRun(f"模板 {_where(error)}有误：{error.message}。请改正模板。") from error


def in_rows(pairs: Sequence[tuple[str, Cell]]) -> list[list[tuple[str, Cell]]]:
    """Labels and values line by line: two short ones share a line."""
    rows: list[list[tuple[str, Cell]]] = []
    for label, value in pairs:
        last = rows[-1] if rows else []
        if len(last) == 1 and _is_short(*last[0]) and _is_short(label, value):
            last.append((label, value))
        else:
            rows.append([(label, value)])
    return rows


def _is_short(label: str, value: Cell) -> bool:
    if len(label) > SHORT_LABEL or len(value) != 1:
        return False
    return isinstance(value[0], str) and "\n" not in value[0] and len(value[0]) <= SHORT_VALUE


def css_string(text: str) -> Markup:
    """A CSS string literal that is nothing but its text, wherever the style sheet stands."""
    escaped = re.sub("[^0-9A-Za-z]", lambda match: f"\\{ord(match.group()):06X}", text)
    return Markup(f'"{escaped}"')  # noqa: S704 - nothing but ASCII letters, digits and backslashes is left


def _style(text: str) -> Markup:
    return Markup(text.replace("</", "<\\/"))  # noqa: S704 - the template's own text; it only must not end its element


def _where(error: TemplateError) -> str:
    name, line = getattr(error, "name", None) or PAGE, getattr(error, "lineno", None)
    return f"{name} 第 {line} 行" if line else f"{name} "
