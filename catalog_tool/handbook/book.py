"""The Book: what a handbook says, before anyone decides what it looks like.

A Book knows no format and a writer no matter. Default templates loop over sections,
which are neutral blocks; templates edited by staff place values, which are every
field as printed text under its Chinese path. All text here is ready to be shown:
control and bidi characters are symbols already, escaping is the writer's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
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
    """A ruled table.

    `widths` are relative; `name_column` is the cell that names its row; `blank` is what
    an empty cell shows (nothing in a form to be filled in by hand). `conditions` say row
    by row in which situations a row counts: any of the mappings {question: option}
    suffices, none means always; empty where no row has any.
    """

    kind: ClassVar[str] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    name_column: int = 0
    blank: str = "—"
    conditions: tuple[tuple[Mapping[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the applicant sees it; `conditions` say when, as a Table's row does."""

    name: str
    text: Cell
    details: tuple[tuple[str, Cell], ...] = ()
    conditions: tuple[Mapping[str, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Question:
    """What an applicant is asked first; `conditions` say when, as a Table's row does."""

    key: str
    text: str
    options: tuple[str, ...]
    many: bool = False
    conditions: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """The situations of a matter: asked on screen, a table (`table`) on paper."""

    kind: ClassVar[str] = "choices"
    questions: tuple[Question, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture as SVG text, with its natural size in points (text of 10 pt)."""

    svg: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow chart: its drawings (several where one page would not hold it), and the same in words."""

    kind: ClassVar[str] = "flow"
    drawings: tuple[Drawing, ...]
    alt: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class QrCode:
    """A web address to be scanned, with what it leads to."""

    kind: ClassVar[str] = "qr"
    address: str
    caption: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines at the end of a form, set to the right: who signs, seal, date."""

    kind: ClassVar[str] = "signature"
    lines: tuple[str, ...]


Block = Paragraphs | Items | Fields | Table | Steps | Group | Choices | Flow | QrCode | Signature


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a chapter; `name` stays the same in every edition, and is "" for one without heading."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A matter, a one-thing, a list or an appendix: begins on a new page.

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
    """Every field of the document as printed text under its dotted path (values.py)."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What it can be found by: 部门, 主题, 服务对象, 别名 … → words."""
    numbered: bool = True
    """Whether its sections are counted 一、二、…"""
    landscape: bool = False
    one_page: bool = False
    """Whether it must stay on a single page, in smaller type if need be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: its text, what tells it apart (a code), and the chapters it leads to."""

    text: str
    note: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters that belong together: a department's, a theme's, the one-things, the appendices.

    The numbered ones stand behind a divider.
    """

    key: str
    title: str
    note: str
    chapters: tuple[Chapter, ...]
    numbered: bool = True
    see: tuple[Entry, ...] = ()
    """What belongs here too, but is printed in another part."""


@dataclass(frozen=True, slots=True)
class Index:
    """Entries in groups: by the first letter of a name, by type, by law."""

    key: str
    title: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """Which of several volumes a Book is, from 1."""

    number: int
    total: int

    @property
    def label(self) -> str:
        """第 2 册，共 5 册."""
        return f"第 {self.number} 册，共 {self.total} 册"


@dataclass(frozen=True, slots=True)
class Book:
    """A handbook of one edition."""

    title: str
    edition: str
    label: str
    """The edition's Chinese name, as the cover has it."""
    issuer: str
    date: str
    """The day it is issued, as printed."""
    version: str
    digest: str
    preface: tuple[Block, ...]
    parts: tuple[Part, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    effective: str = ""
    """The day it takes effect, as printed."""
    indexes: tuple[Index, ...] = ()
    volume: Volume | None = None
    loose: bool = False
    """Whether these are sheets to be handed out, without cover, contents and dividers."""

    @property
    def imprint(self) -> str:
        """What every page must let a reader find out: which version, of when, of what content."""
        version = f"版本 {self.version}" if self.version else ""
        return " · ".join(part for part in (version, self.date, f"内容校验 {self.digest}") if part)

    def without_values(self) -> Book:
        """The same without the fields of its documents: few templates place them, and they are as much as all else."""
        parts = tuple(
            replace(part, chapters=tuple(replace(chapter, values={}) for chapter in part.chapters))
            for part in self.parts
        )
        return replace(self, parts=parts, values={})

    @property
    def chapters(self) -> Iterator[Chapter]:
        """All chapters in order."""
        for part in self.parts:
            yield from part.chapters
