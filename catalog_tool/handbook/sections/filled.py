"""Sheets of the internal edition: what an office could have filled in and did not reads 未填.

Which fields are asked for follows the tables of the catalog format (format.md §2–4). A
field required in both catalogs (◐) is asked everywhere, one that a region fills in (●, and
what a working manual lives on: review standards, posts, documents, archives; domain.md
§6.4) in an 实施清单 only: a 指导目录 leaves it to the regions. What has a meaning in some
matters only (孙项名称, 地方补充, a reason for what is not the case) is never asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from catalog_tool.handbook.book import Cell, Fields, Line, Paragraphs, Table
from catalog_tool.handbook.drafting import Blocks, Column, Draft, listing, said
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import UNFILLED


class Asked(Enum):
    """Who has to fill a field in."""

    EVERYWHERE = "◐"
    LOCALLY = "●"
    NEVER = "–"


Row = tuple[str, Node | Cell | Line, Asked]
"""A label, what stands there, and who is asked for it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a document of this catalog is filled in; `is_local` in an 实施清单."""

    is_local: bool

    @classmethod
    def of(cls, draft: Draft) -> Sheet:
        """The sheets of a document."""
        return cls(not draft.register.is_directory)

    def locally(self, fits: bool) -> Asked:
        """A field that is asked only where it fits the matter."""
        return Asked.LOCALLY if fits and self.is_local else Asked.NEVER

    def wants(self, asked: Asked) -> bool:
        """Whether such a field has to be filled in here."""
        return asked is Asked.EVERYWHERE or (asked is Asked.LOCALLY and self.is_local)

    def cell(self, value: Node | Cell | Line, asked: Asked) -> Cell:
        """What stands there, 未填 where nothing does though it is asked for."""
        if isinstance(value, Node):
            # A value of an unexpected shape is filled in: it stands at the end, with what no section knows.
            return said(value) or ((UNFILLED,) if self.wants(asked) and not _is_misshapen(value) else ())
        found = value if isinstance(value, tuple) else ((value,) if value else ())
        return found or ((UNFILLED,) if self.wants(asked) else ())

    def fields(self, *rows: Row) -> Blocks:
        """Labels with what they are."""
        cells = [(label, self.cell(value, asked)) for label, value, asked in rows]
        filled = tuple(pair for pair in cells if pair[1])
        return (Fields(filled),) if filled else ()

    def listing(self, node: Node, asked: Asked) -> Blocks:
        """Texts as a list."""
        return listing(node) or self.gap(node, asked)

    def gap(self, node: Node, asked: Asked) -> Blocks:
        """未填 as a paragraph, for a field without anything of a shape one could print."""
        return (Paragraphs((UNFILLED,)),) if self.wants(asked) and not _is_misshapen(node) else ()

    def blocks(self, node: Node, blocks: Blocks, asked: Asked) -> Blocks:
        """What was made of a field, or 未填."""
        return blocks or self.gap(node, asked)

    def table(
        self, columns: Sequence[tuple[Column, Asked]], rows: Sequence[Sequence[Cell | str]], name_column: int = 1
    ) -> Blocks:
        """A ruled table without its silent columns, and with 未填 in empty cells of those that are asked for."""
        if not rows:
            return ()
        filled = [[self.cell(cell, asked) for cell, (_, asked) in zip(row, columns, strict=True)] for row in rows]
        kept = [number for number in range(len(columns)) if any(row[number] for row in filled)]
        table = Table(
            tuple(columns[number][0].title for number in kept),
            tuple(tuple(row[number] for number in kept) for row in filled),
            tuple(columns[number][0].width for number in kept),
            kept.index(name_column) if name_column in kept else 0,
        )
        return (table,)


def _is_misshapen(node: Node) -> bool:
    return isinstance(node.value, (dict, list)) and bool(node.value)
