"""The Book: what a handbook says, before anyone decides what it looks like.

A Book knows no format and a writer no matter. Default templates loop over sections,
which are neutral blocks; templates edited by staff place values, which are every
field as printed text under its Chinese path. All text here is ready to be shown:
control and bidi characters are symbols already, escaping is the writer's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads somewhere: `#key` of a chapter of this Book, or an http(s) address."""

    text: str
    target: str


Line = str | Link
Cell = tuple[Line, ...]
"""What stands in one place, line by line; empty where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running text, a paragraph a line."""

    kind: ClassVar[str] = "paragraphs"
    lines: Cell


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered where the order or a reference to it matters."""

    kind: ClassVar[str] = "items"
    items: tuple[Cell, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels and what they are."""

    kind: ClassVar[str] = "fields"
    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. `widths` are relative; `name_column` is the cell that names its row."""

    kind: ClassVar[str] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    name_column: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the applicant sees it."""

    name: str
    text: Cell
    details: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps one after another."""

    kind: ClassVar[str] = "steps"
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a heading of their own within a section."""

    kind: ClassVar[str] = "group"
    title: str
    blocks: tuple[Block, ...]


Block = Paragraphs | Items | Fields | Table | Steps | Group


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a chapter; `name` stays the same in every edition."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A matter, a one-thing or an appendix: begins on a new page.

    `key` is unique in the Book and made of ASCII letters, digits and hyphens.
    """

    key: str
    title: str
    sections: tuple[Section, ...]
    kicker: str = ""
    """The main item's name, where it is another than the title."""
    code: str = ""
    notice: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters that belong together: a department's, the one-things, the appendices.

    The numbered ones stand behind a divider.
    """

    key: str
    title: str
    note: str
    chapters: tuple[Chapter, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """A handbook of one edition."""

    title: str
    edition: str
    label: str
    """The edition's Chinese name, as the cover has it."""
    issuer: str
    date: str
    version: str
    digest: str
    preface: tuple[Block, ...]
    parts: tuple[Part, ...]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def imprint(self) -> str:
        """What every page must let a reader find out: which version, of when, of what content."""
        version = f"版本 {self.version}" if self.version else ""
        return " · ".join(part for part in (version, self.date, f"内容校验 {self.digest}") if part)
