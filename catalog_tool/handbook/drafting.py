"""What sections are drafted with: the document, its surroundings, and the shapes of blocks.

A section prints 无 only where the data say so (an empty list); what nobody filled in
gives no blocks, and the public edition leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalog_tool.handbook.book import Block, Cell, Fields, Group, Items, Line, Link, Paragraphs, Table
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import NONE

Blocks = tuple[Block, ...]
NOTHING: Blocks = (Paragraphs((NONE,)),)
ENTRUSTED = frozenset({"上级委托", "同级委托"})


@dataclass(frozen=True)
class Register:
    """What a chapter may know of the rest of the catalog: matters by 基本编码, and where they are printed."""

    matters: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    is_directory: bool = False

    def refer(self, code: str, *, brief: bool = False) -> Line:
        """A matter by its code: with its name where the catalog has it, as a link where the book has it.

        `brief` leaves out the code where there is a name: for what stands beside it in full.
        """
        title = self.titles.get(code)
        text = (title if brief else f"{title}（{code}）") if title else code
        return Link(text, f"#{self.keys[code]}") if code in self.keys else text


@dataclass(frozen=True)
class Draft:
    """A document on its way to a chapter."""

    node: Node
    register: Register

    @property
    def entrusted_by(self) -> str:
        """The body in whose name is decided what is done here by 委托 (licensing law, art. 24); else ""."""
        if self.node["权力来源"].text in ENTRUSTED:
            return self.node["权力来源机关"]["名称"].text
        return ""

    def on_duty(self, *duties: str) -> list[str]:
        """The departments of the 审批链 that have one of the duties, each once."""
        found = [
            link["部门"].text or link["层级"].text
            for link in self.node["审批链"].mappings
            if set(link["职责"].texts) & set(duties)
        ]
        return [name for name in dict.fromkeys(found) if name]


def said(node: Node) -> Cell:
    """Texts on one line; 无 for an empty list."""
    if node.says_none:
        return (NONE,)
    text = node.joined
    return (text,) if text else ()


def fields(*pairs: tuple[str, Node | Cell | Line]) -> Blocks:
    """Labels with what they are; pairs without anything are left out, and so is an empty block."""
    cells: list[tuple[str, Cell]] = []
    for label, value in pairs:
        if isinstance(value, Node):
            cell = said(value)
        elif isinstance(value, tuple):
            cell = value
        else:
            cell = (value,) if value else ()
        if cell:
            cells.append((label, cell))
    return (Fields(tuple(cells)),) if cells else ()


def listing(node: Node) -> Blocks:
    """A text as a paragraph, several as a numbered list, an empty list as 无."""
    if node.says_none:
        return NOTHING
    texts = node.texts
    if len(texts) > 1:
        return (Items(tuple((text,) for text in texts)),)
    return (Paragraphs(texts),) if texts else ()


def group(title: str, blocks: Blocks) -> Blocks:
    """Blocks under a heading of their own, if there are any."""
    return (Group(title, blocks),) if blocks else ()


def grouped(main: str, *parts: tuple[str, Blocks]) -> Blocks:
    """Each of the parts under its heading; the main one needs none where it stands alone."""
    filled = [(title, blocks) for title, blocks in parts if blocks]
    if len(filled) == 1 and filled[0][0] == main:
        return filled[0][1]
    return tuple(Group(title, blocks) for title, blocks in filled)


class Column(NamedTuple):
    """A column of a ruled table: its head and its relative width."""

    title: str
    width: int


def ruled(columns: Sequence[Column], rows: Iterable[Sequence[Cell | str]], *, name_column: int = 0) -> Blocks:
    """A table without the columns that say nothing in any row."""
    filled = [[(cell,) if isinstance(cell, str) and cell else tuple(cell) for cell in row] for row in rows]
    kept = [number for number in range(len(columns)) if any(row[number] for row in filled)]
    if not filled or not kept:
        return ()
    table = Table(
        tuple(columns[number].title for number in kept),
        tuple(tuple(row[number] for number in kept) for row in filled),
        tuple(columns[number].width for number in kept),
        kept.index(name_column) if name_column in kept else 0,
    )
    return (table,)
