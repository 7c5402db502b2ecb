"""Templates at work: what they may use, and the one sentence a broken one becomes.

Values reach a page by autoescaping only, links only to http(s) addresses and pages of
the site itself. What is not escaped was drawn by this program: charts and QR codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from traceback import walk_tb
from typing import Any, TypeVar

from markupsafe import Markup, escape

from catalog_tool.findings import CannotRun
from catalog_tool.formats.inlined import json_text
from catalog_tool.formats.sandbox import sandbox
from catalog_tool.handbook import qr
from catalog_tool.handbook.book import Book, Cell, Group, Line, Link, Table
from catalog_tool.handbook.html.site import page_of
from catalog_tool.handbook.wording import chinese_number

SHORT_LABEL, SHORT_VALUE = 6, 9
"""Characters that fit into half a line of print."""
_WEB = ("http://", "https://")
_NAMED = "名称"

Item = TypeVar("Item")
Render = Callable[..., str]
"""A template's name and its variables → its text."""


def renderer(templates: Mapping[str, str], *, single: bool) -> Render:
    """Renders templates given as name → text; raises CannotRun, a Chinese sentence, where one is broken or missing.

    In a `single` page links to chapters lead to places in it, in a site to their pages.
    """
    return _renderer(tuple(sorted(templates.items())), single)


@lru_cache(maxsize=4)
def _renderer(texts: tuple[tuple[str, str], ...], single: bool) -> Render:
    # Kept, since reading the templates takes as long as printing ten pages.
    templates = dict(texts)
    environment, speaker = sandbox(templates), _Speaker(single=single)
    environment.filters |= {
        "number": chinese_number,
        "css_string": css_string,
        "in_rows": in_rows,
        "named": named,
        "said": speaker.said,
        "line": speaker.line,
        "page": (lambda key: f"#{key}") if single else page_of,
        "share": _share,
        "conditions": conditions,
        "rows": speaker.rows,
        "counted_groups": lambda blocks: _counted(blocks, lambda block: isinstance(block, Group)),
        "counted_sections": lambda sections: _counted(sections, lambda section: bool(section.name)),
        "counted": counted,
        "qr": qr_code,
        "drawn": lambda drawing: Markup(drawing.svg),  # noqa: S704 - drawn by handbook/flow, which escapes its texts
    }
    environment.tests["web"] = _is_web

    def render(name: str, **variables: Any) -> str:
        if name not in templates:
            raise CannotRun(f"模板不完整：缺少 {name}。请补上这个文件，或改用自带的模板。")
        try:
            return environment.get_template(name).render(**variables)
        except Exception as error:
            # Not only TemplateError: a template may also add a number to a text, or divide by zero.
            message = getattr(error, "message", None) or str(error)
            raise CannotRun(f"模板 {_where(error, name, templates)}有误：{message}。请改正模板。") from error

    return render


class _Speaker:
    """Lines and cells as markup. Hundreds a page: in a macro each would cost a hundred look-ups of the sandbox."""

    def __init__(self, *, single: bool) -> None:
        self._single = single

    def said(self, cell: Cell) -> Markup:
        """A cell, line by line."""
        if len(cell) == 1:
            return self.line(cell[0])
        return Markup("".join(f"<div>{self.line(line)}</div>" for line in cell))  # noqa: S704 - lines are escaped

    def line(self, line: Line) -> Markup:
        """One line; a link where it leads somewhere that may be led to."""
        if not isinstance(line, Link):
            return escape(line)
        text = escape(line.text)
        if line.target.startswith("#"):
            target = escape(line.target if self._single else page_of(line.target[1:]))
            return Markup(f'<a href="{target}">{text}</a>')  # noqa: S704 - both are escaped
        if _is_web(line.target):
            target = escape(line.target)
            return Markup(f'<a href="{target}" rel="noopener noreferrer">{text}</a>')  # noqa: S704 - both are escaped
        return text

    def rows(self, table: Table) -> Iterator[tuple[str, list[tuple[bool, str, Markup]]]]:
        """Row by row its conditions as data for the script, "" for always, with its cells.

        Of each cell: whether it names the row, the head of its column, its text, "" where it is empty.
        """
        always = ((),) * len(table.rows)
        for row, when in zip(table.rows, table.conditions or always, strict=True):
            cells = [
                (number == table.name_column, head, self.said(cell))
                for number, (head, cell) in enumerate(zip(table.head, row, strict=True))
            ]
            yield (conditions(when) if when else ""), cells


def conditions(when: Sequence[Mapping[str, str]]) -> str:
    """Conditions as data for the script: a list of {question: option}."""
    return str(json_text([dict(answers) for answers in when]))


def _is_web(address: str) -> bool:
    return address.lower().startswith(_WEB)


def _counted(items: Iterable[Item], counts: Callable[[Item], bool]) -> Iterator[tuple[int, Item]]:
    """Each item with its number from 1; 0 for those that do not count."""
    number = 0
    for item in items:
        is_one = counts(item)
        number += is_one
        yield (number if is_one else 0), item


def named(book: Book) -> str:
    """A Book's title with its edition, where the title does not say it."""
    return book.title if book.label in book.title else f"{book.title}（{book.label}）"


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


def counted(head: str) -> str:
    """What the rows of a table are, by the head of the cell that names them: 材料名称 → 材料; 内容 for a bare 名称."""
    return head.removesuffix(_NAMED) or "内容"


def qr_code(address: str) -> Markup:
    """The code of a web address as SVG; nothing for what cannot be encoded, which the check of the print reports."""
    try:
        return Markup(qr.svg(address))  # noqa: S704 - black squares by handbook/qr.py, no text in it
    except qr.NotEncodable:
        return Markup("")


def css_string(text: str) -> Markup:
    """A CSS string literal that is nothing but its text, wherever the style sheet stands."""
    escaped = re.sub("[^0-9A-Za-z]", lambda match: f"\\{ord(match.group()):06X}", text)
    return Markup(f'"{escaped}"')  # noqa: S704 - nothing but ASCII letters, digits and backslashes is left


def _share(width: int, widths: Sequence[int]) -> str:
    """A column's part of the table's width."""
    return f"{100 * width / sum(widths):.2f}%"


def _where(error: Exception, rendered: str, templates: Mapping[str, str]) -> str:
    """The template and line a fault is in: where it cannot be read, else the innermost one that ran."""
    name, line = getattr(error, "name", None) or rendered, getattr(error, "lineno", None)
    if line is None:
        frames = [(frame.f_code.co_filename, number) for frame, number in walk_tb(error.__traceback__)]
        name, line = next(((file, number) for file, number in reversed(frames) if file in templates), (name, None))
    return f"{name} 第 {line} 行" if line else f"{name} "
