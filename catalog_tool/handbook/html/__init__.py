"""The handbook on screen: a site that opens from disk and from a server, or a single document as one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Book
from catalog_tool.handbook.writing import Printed, Task, Templates


@dataclass(frozen=True)
class HtmlWriter:
    """Prints a Book as a folder of pages, one a chapter; one document alone as one file."""

    templates: Templates

    def tasks(self, book: Book, stem: str) -> Sequence[Task]:
        """The chapters in chunks; a single document at once."""
        from catalog_tool.handbook.html.site import tasks_of

        # What no template asks for need not travel: values are a third of what goes to another process.
        asked = any(b"values" in data for name, data in self.templates.items() if name.endswith(".j2"))
        return tasks_of(book, stem, values=asked)

    def open(self) -> Callable[[Task], Printed]:
        """Ready to print."""
        from catalog_tool.handbook.html.pages import printed

        return partial(printed, self._texts())

    def closing(self, book: Book, stem: str, printed: Sequence[Printed]) -> Printed:
        """The front page, the pages that lead to chapters, styles, script and what search works on."""
        from catalog_tool.handbook.html.pages import front

        del printed
        return front(self._texts(), book, stem)

    def _texts(self) -> Mapping[str, str]:
        texts = {}
        for name, data in self.templates.items():
            try:
                texts[name] = data.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise CannotRun(f"模板 {name} 不是 UTF-8 编码。请另存为 UTF-8 后重试。") from error
        return texts
