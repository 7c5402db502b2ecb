"""Blocks as a template prints them: one after another, each with 类别 and what belongs to it.

Groups become a heading and their blocks, so that a template needs no recursion; what
paper cannot do (questions, charts without Typst) becomes a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from catalog_tool.handbook import qr
from catalog_tool.handbook.book import (
    Block,
    Cell,
    Choices,
    Drawing,
    Flow,
    Group,
    Items,
    Link,
    Paragraphs,
    QrCode,
    Signature,
    Steps,
    Table,
)  # fmt: skip
from catalog_tool.handbook.book import (
    Fields as BookFields,
)
from catalog_tool.handbook.docx.fields import Fields
from catalog_tool.handbook.docx.pictures import fitted
from catalog_tool.handbook.docx.shelf import Shelf
from catalog_tool.handbook.wording import chinese_number

QR_POINTS = 85.0
"""30 mm: what fonts and phones need for an address of a hundred characters."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What blocks are set with: links and pictures, the charts as PNG (None without Typst), the widths of a line.

    `narrow` and `wide` are twentieths of a point on upright pages and on those on their side.
    """

    shelf: Shelf
    charts: Mapping[Drawing, bytes] | None
    narrow: int
    wide: int

    def blocks(self, blocks: Iterable[Block], *, landscape: bool = False) -> list[Fields]:
        """The blocks in order; headings of groups are counted （一） and on."""
        found: list[Fields] = []
        groups = 0
        for block in blocks:
            if isinstance(block, Group):
                groups += 1
                found.append(_block("小标题", 序号=f"（{chinese_number(groups)}）", 名称=block.title))
                found += self._inner(block.blocks, landscape=landscape)
            else:
                found += self._set(block, landscape)
        return found

    def _inner(self, blocks: Iterable[Block], *, landscape: bool) -> Iterator[Fields]:
        number = 0
        for block in blocks:
            if isinstance(block, Group):
                number += 1
                yield _block("小标题", 序号=f"{number}. ", 名称=block.title)
                yield from self._inner(block.blocks, landscape=landscape)
            else:
                yield from self._set(block, landscape)

    def _set(self, block: Block, landscape: bool) -> Iterator[Fields]:
        lines = self.shelf.lines
        match block:
            case Paragraphs():
                for line in block.lines:
                    yield _block("段落", 文=lines((line,)))
            case Items():
                for number, item in enumerate(block.items, 1):
                    yield _block("条目", 序号=f"{number}. " if block.numbered else "", 文=lines(item))
            case BookFields():
                pairs = [Fields("项", {"名称": label, "内容": lines(cell)}) for label, cell in block.pairs]
                yield _block("字段", 各项=pairs)
            case Table():
                yield self._table(block, landscape)
            case Steps():
                for number, step in enumerate(block.steps, 1):
                    rest: list[Cell] = [(line,) for line in step.text]
                    rest += [_labelled(label, cell) for label, cell in step.details]
                    name = step.name or f"第 {number} 步"
                    yield _block("步骤", 序号=f"{number}. ", 名称=name, 各行=[lines(cell) for cell in rest])
            case Choices():
                yield self._table(block.table, landscape)
            case Flow():
                yield from self._flow(block, landscape)
            case QrCode():
                yield from self._code(block)
            case Signature():
                yield _block("落款", 各行=list(block.lines))
            case Group():
                yield from self._inner(block.blocks, landscape=landscape)

    def _table(self, table: Table, landscape: bool) -> Fields:
        room = self.wide if landscape else self.narrow
        widths = _shared_out(table.widths, room)
        lines, blank = self.shelf.lines, table.blank
        columns = [Fields("列", {"名称": title, "宽": width}) for title, width in zip(table.head, widths, strict=True)]
        rows = [Fields("行", {"各格": [lines(cell) if cell else blank for cell in row]}) for row in table.rows]
        return _block("表格", 各列=columns, 各行=rows)

    def _flow(self, flow: Flow, landscape: bool) -> Iterator[Fields]:
        if self.charts is None:
            yield _block("段落", 文=flow.alt)
            if flow.table:
                yield self._table(flow.table, landscape)
            return
        for drawing in flow.drawings:
            width, height = fitted(drawing)
            yield _block("图", 图=self.shelf.picture(self.charts[drawing], width, height, flow.alt), 说明="")

    def _code(self, code: QrCode) -> Iterator[Fields]:
        try:
            png = qr.png(code.address, 6)
        except ValueError:
            # None of http(s), or too long: the address is printed all the same.
            yield _block("段落", 文=f"{code.caption}：{code.address}")
            return
        picture = self.shelf.picture(png, QR_POINTS, QR_POINTS, f"二维码：{code.address}")
        address = self.shelf.lines((Link(code.address, code.address),))
        yield _block("二维码", 图=picture, 说明=code.caption, 网址=address)


def _block(kind: str, **fields: Any) -> Fields:
    return Fields(kind, {"类别": kind, **fields})


def _labelled(label: str, cell: Cell) -> Cell:
    first = cell[0] if cell else ""
    if isinstance(first, str):
        return (f"{label}：{first}", *cell[1:])
    return (f"{label}：", *cell)


def _shared_out(widths: Sequence[int], room: int) -> list[int]:
    """Relative widths as twentieths of a point that fill the line."""
    total = sum(widths) or 1
    edges = [round(room * sum(widths[:number]) / total) for number in range(len(widths) + 1)]
    return [after - before for before, after in pairwise(edges)]
