"""What a format must be able to do: cut a Book into tasks, and print each of them, here or in another process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from catalog_tool.handbook.book import Book

Templates = Mapping[str, bytes]
"""Files of a folder under templates/ by name, the user's own laid over the packaged ones."""


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of a handbook that is printed by itself: a volume, or some pages of a site.

    `name` is the file (or the folder of a site) it goes to, without its extension.
    """

    book: Book
    name: str


@dataclass(frozen=True, slots=True)
class Printed:
    """Files (name relative to the output folder, with `/`, and bytes) and what people should know of them.

    `notes` are Chinese sentences: fonts substituted, characters no font has, pages that
    run over. `faults` are those among such sentences that make the print wrong.
    `pages` are chapter keys with the page each begins on, `anchors` the same with what a
    link into the file is called, where that is not the key itself.
    """

    files: tuple[tuple[str, bytes], ...]
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)


class Writer(Protocol):
    """One format, with the templates it prints by: frozen and picklable, as a runner's Job is."""

    def tasks(self, book: Book, stem: str) -> Sequence[Task]:
        """The pieces of a Book; files are named after `stem`."""
        ...

    def open(self) -> Callable[[Task], Printed]:
        """Make ready once a worker; what comes back prints one piece."""
        ...

    def closing(self, book: Book, stem: str, printed: Sequence[Printed]) -> Printed:
        """What can only be made when all pieces are there: a general table of contents, the front page of a site."""
        ...
