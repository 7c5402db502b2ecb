"""What must be found in print: of a document every value in the words of print, of a Book every text.

Told from the data and from the Book by themselves, not by what the sections asked for:
a check that shared their way of reading would lose what they lose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from catalog_tool.domain.visible import visible
from catalog_tool.handbook.book import (
    Block,
    Chapter,
    Choices,
    Fields,
    Flow,
    Group,
    Items,
    Link,
    Paragraphs,
    QrCode,
    Signature,
    Steps,
    Table,
)
from catalog_tool.handbook.reading import OWN
from catalog_tool.handbook.wording import day
from catalog_tool.model import Path

_WORDED = {("多选", "是"): "可选几项", ("多选", "否"): "选一项", ("收费", "否"): "无（不收费）"}
_ON_THE_SPOT = "当场办结"


def values_of_document(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Path and printed text of every value of a document, but the region's own (x-)."""
    if isinstance(value, dict):
        on_the_spot = value.get("数值") == 0
        for key, item in value.items():
            if isinstance(key, str) and key.startswith(OWN):
                continue
            if key == "场所" and "名称" in value:
                # A place is said by its name; its 编号 stands in the list of places.
                continue
            if on_the_spot and key == "数值":
                yield (*path, key), _ON_THE_SPOT
            elif not (on_the_spot and key == "单位"):
                yield from values_of_document(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from values_of_document(item, (*path, index))
    elif value is not None and (text := visible(str(value)).strip()):
        yield path, _WORDED.get((str(path[-1]) if path else "", text)) or day(text)


def texts_of_chapter(chapter: Chapter) -> Iterator[str]:
    """Every text of a chapter that all formats print; a drawing's are its writer's business."""
    yield from (chapter.kicker, chapter.title, chapter.code, chapter.notice)
    for section in chapter.sections:
        yield section.name
        yield from texts_of_blocks(section.blocks)


def texts_of_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of these blocks, line by line."""
    for block in blocks:
        for text in _texts(block):
            yield from text.splitlines()


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraphs(lines):
            yield from _lines(lines)
        case Items(items):
            for item in items:
                yield from _lines(item)
        case Fields(pairs):
            for label, cell in pairs:
                yield from (label, *_lines(cell))
        case Table(head, rows):
            yield from head
            for row in rows:
                for cell in row:
                    yield from _lines(cell)
        case Steps(steps):
            for step in steps:
                yield from (step.name, *_lines(step.text))
                for label, cell in step.details:
                    yield from (label, *_lines(cell))
        case Group(title, inner):
            yield title
            yield from texts_of_blocks(inner)
        case Choices(questions):
            for question in questions:
                yield from (question.text, *question.options)
        case QrCode(address, caption):
            yield from (address, caption)
        case Signature(lines):
            yield from lines
        case Flow():
            return


def _lines(cell: Iterable[str | Link]) -> Iterator[str]:
    for line in cell:
        yield line.text if isinstance(line, Link) else line


_BLANK = re.compile(r"[\s\u200b\u00ad\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef]+")


def squeezed(text: str) -> str:
    """A text without blanks, places to break it and variation selectors: each format has its own of these."""
    return _BLANK.sub("", text)
