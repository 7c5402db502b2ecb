"""What tests of the editions share: chapters of documents, and the text of blocks whatever their kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from handbook_pages import Value

from catalog_tool.handbook.book import Chapter, Drawing, Fields, Group, Section, Table
from catalog_tool.handbook.build import build
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.model import ONE_THING

LOCAL = {"类别": "实施清单", "区划名称": "桐庐县"}
DIRECTORY = {"类别": "指导目录"}


def chapters(
    edition: str, *values: Value, manifest: Value | None = None, answers: tuple[tuple[str, str], ...] = ()
) -> list[Chapter]:
    """The chapters of documents; appendices are left out."""
    things = [value for value in values if value.get("类别") == ONE_THING]
    matters = [value for value in values if value.get("类别") != ONE_THING]
    choice = Choice(edition=edition, answers=answers)
    book = build(Contents(manifest or LOCAL, matters, things, "0123456789ab"), choice)
    return [chapter for part in book.parts if part.numbered for chapter in part.chapters]


def texts(item: Any) -> Iterator[str]:
    """Every text of blocks, sections or chapters that a reader sees; what only a drawing shows is left out."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, (tuple, list)):
        for each in item:
            yield from texts(each)
    elif is_dataclass(item) and not isinstance(item, Drawing):
        for each in fields(item):
            value = getattr(item, each.name)
            if not isinstance(value, Mapping) and each.name not in ("conditions", "key", "target"):
                yield from texts(value)


def said(item: Any) -> str:
    """All its texts, a line each."""
    return "\n".join(texts(item))


def section(chapter: Chapter, name: str) -> Section:
    """A section by its name."""
    return next(each for each in chapter.sections if each.name == name)


def inside(blocks: Any, kind: type) -> Iterator[Any]:
    """All blocks of a kind, in groups as well."""
    for block in blocks:
        if isinstance(block, kind):
            yield block
        if isinstance(block, Group):
            yield from inside(block.blocks, kind)


def pairs(item: Section) -> dict[str, str]:
    """The labels of a section with what they are."""
    return {label: said(cell) for block in inside(item.blocks, Fields) for label, cell in block.pairs}


def column(table: Table, head: str) -> list[str]:
    """The cells of a column, as text."""
    return [said(row[table.head.index(head)]) for row in table.rows]
