"""The handbook on screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.html.page import write
from catalog_tool.handbook.writing import Printed, Task, Templates


@dataclass(frozen=True)
class HtmlWriter:
    """Prints a Book as one page."""

    templates: Templates

    def tasks(self, book: Book, stem: str) -> Sequence[Task]:
        """The whole Book at once."""
        return [Task(book, stem)]

    def open(self) -> Callable[[Task], Printed]:
        """Ready to print."""
        templates = {name: data.decode("utf-8") for name, data in self.templates.items()}
        return lambda task: Printed(((f"{task.name}.html", write(task.book, templates).encode("utf-8")),))

    def closing(self, book: Book, stem: str, printed: Sequence[Printed]) -> Printed:
        """Nothing is left to do."""
        del book, stem, printed
        return Printed(())
