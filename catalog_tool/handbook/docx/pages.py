"""On which page each chapter begins, reckoned before any program has laid the volume out.

Word (asked to) and LibreOffice reckon page fields when they open a file; what does not
shows what stands there. So that should be near the truth. In the packaged template every
line has a fixed height and Chinese letters fixed widths; pages can be counted as a
typesetter casts off a manuscript. Against LibreOffice 97 of 100 chapters had as many
pages as reckoned; the rest one more or less. The measures are those of that template, in
twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

PAGE, SIDE_PAGE = 12756, 8844
LINE, LETTER, INDENT = 579, 315, 640
TITLE_LINE, TITLE_LETTER = 800, 440
CELL_LINE, CELL_LETTER, CELL_MARGINS, ROW_EXTRA = 320, 210, 160, 70
AFTER_TABLE = 130
TABLE_SLACK = 260
"""Room that is left below before a table begins at the foot of a page."""
FIELD_NAME, FIELD_VALUE = 2200, 6645
PICTURE_EXTRA = 100
INDEX_GROUP, INDEX_LINE, INDEX_LETTER = 560, 400, 240


class Piece(NamedTuple):
    """Something that fills a page: lines that may part between them, or what stays together.

    `follows` is what must stand on the same page behind it (a heading's first lines);
    `head` what is repeated where it begins a page (the head of a table).
    """

    height: int
    lines: int = 1
    follows: bool = False
    head: int = 0


def first_pages(
    parts: Sequence[Mapping[str, Any]], indexes: Sequence[Mapping[str, Any]], narrow: int, wide: int
) -> dict[str, int]:
    """Page numbers by the names of bookmarks, for 部分, 章 and 索引 as context.py has them."""
    found: dict[str, int] = {}
    page = 1
    for part in parts:
        if part["有隔页"]:
            # A divider lies on the right; a blank page goes before it where the last one ended there.
            page += page % 2 == 0
            found[part["书签"].name] = page
            page += 1
        else:
            found[part["书签"].name] = page
        for chapter in part["各章"]:
            found[chapter["书签"].name] = page
            width = wide if chapter["横排"] else narrow
            page += count(_pieces(chapter, width), SIDE_PAGE if chapter["横排"] else PAGE)
    for index in indexes:
        found[index["书签"].name] = page
        page += count(_index(index, narrow), PAGE)
    return found


def count(pieces: Iterator[Piece], page: int) -> int:
    """How many pages the pieces fill."""
    pages, used = 1, 0
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        if piece.follows:
            continue
        pages, used = _laid(held, pages, used, page)
        held = []
    return _laid(held, pages, used, page)[0] if held else pages


def _laid(held: Sequence[Piece], pages: int, used: int, page: int) -> tuple[int, int]:
    """Headings with what follows them: on this page if at least its first two lines fit."""
    *before, last = held
    if last.height == AFTER_TABLE and not before:
        # Space behind a table ends with the page.
        return pages, min(page, used + AFTER_TABLE)
    over = sum(piece.height for piece in before)
    least = over + (min(last.lines, 2) * last.height // last.lines) + (TABLE_SLACK if last.head and before else 0)
    if used and used + least > page:
        pages, used = pages + 1, last.head if not before else 0
    used += over
    if last.lines == 1:
        used += last.height
        while used > page:
            pages, used = pages + 1, used - page
        return pages, used
    line = last.height // last.lines
    for number in range(last.lines):
        if used + line > page or (number == last.lines - 2 and used + 2 * line > page):
            pages, used = pages + 1, 0
        used += line
    return pages, used


def _index(index: Mapping[str, Any], width: int) -> Iterator[Piece]:
    yield Piece(TITLE_LINE + 300, follows=True)
    for group in index["各组"]:
        if group["名称"]:
            yield Piece(INDEX_GROUP, follows=True)
        for entry in group["各条"]:
            pages = "、".join("123" for _ in entry["页码"].bookmarks)
            lines = _lines(f"{entry['名称']}　{entry['编码']}{pages}", width - 280, INDEX_LETTER)
            yield Piece(lines * INDEX_LINE)


def _pieces(chapter: Mapping[str, Any], width: int) -> Iterator[Piece]:
    lines = _lines(chapter["名称"], width, TITLE_LETTER)
    yield Piece(lines * TITLE_LINE + 200, follows=True)
    for name in ("主项", "编码"):
        if chapter[name]:
            yield Piece(_lines(chapter[name], width, 280) * LINE + 60, follows=True)
    if chapter["提示"]:
        yield Piece(LINE + 60, follows=True)
    for section in chapter["各栏目"]:
        if section["名称"]:
            yield Piece(_lines(section["名称"], width, LETTER, INDENT) * LINE + 180, follows=True)
        for block in section["各块"]:
            yield from _block(block, width)


def _block(block: Mapping[str, Any], width: int) -> Iterator[Piece]:
    match block["类别"]:
        case "段落":
            yield _running(block["文"], width)
        case "条目":
            yield _running(block["文"], width, extra=3)
        case "小标题":
            yield Piece(_lines(block["名称"], width, LETTER, INDENT + 700) * LINE + 120, follows=True)
        case "字段":
            for item in block["各项"]:
                yield _row([(item["名称"], FIELD_NAME), (item["内容"], FIELD_VALUE)], 0)
            yield Piece(AFTER_TABLE)
        case "表格":
            yield from _table(block)
        case "步骤":
            yield _running(block["名称"], width, extra=3)._replace(follows=bool(block["各行"]))
            for text in block["各行"]:
                yield _running(text, width)
        case "落款":
            for _ in block["各行"]:
                yield Piece(LINE)
        case "图" | "二维码":
            caption = 420 if block["类别"] == "二维码" else 0
            yield Piece(round(block["图"].height * 20) + PICTURE_EXTRA + caption)


def _table(block: Mapping[str, Any]) -> Iterator[Piece]:
    widths = [column["宽"] for column in block["各列"]]
    head = _row([(column["名称"], column["宽"]) for column in block["各列"]], 0)
    yield head._replace(follows=bool(block["各行"]))
    for row in block["各行"]:
        yield _row(list(zip(row["各格"], widths, strict=False)), head.height)
    yield Piece(AFTER_TABLE)


def _row(cells: Sequence[tuple[Any, int]], head: int) -> Piece:
    lines = max((_lines(value, width - CELL_MARGINS, CELL_LETTER) for value, width in cells), default=1)
    return Piece(lines * CELL_LINE + ROW_EXTRA, head=head)


def _running(value: Any, width: int, extra: int = 0) -> Piece:
    lines = _lines(value, width, LETTER, INDENT + extra * LETTER // 2)
    return Piece(lines * LINE, lines)


def _lines(value: Any, width: int, letter: int, indent: int = 0) -> int:
    """How many lines texts take; a Chinese letter is `letter` wide, a Latin one half of it."""
    total = 0
    for text in (str(value),) if not isinstance(value, tuple) else map(str, value):
        for line in text.split("\n"):
            # A Chinese letter has three bytes in UTF-8 and counts 2, a Latin one counts 1.
            half = (len(line.encode("utf-8", "replace")) + len(line)) // 2
            room = max(2, width * 2 // letter)
            total += max(1, ceil((half + indent * 2 // letter) / room))
            indent = 0
    return max(1, total)
