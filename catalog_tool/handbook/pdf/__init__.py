"""The handbook on paper: PDF, set by Typst."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.fonts.choice import Chosen, choose
from catalog_tool.handbook.fonts.faces import available
from catalog_tool.handbook.fonts.missing import absent, missing_glyphs, replaced
from catalog_tool.handbook.fonts.table import FontTable, Packaged, Role, Wanted
from catalog_tool.handbook.pdf.compiling import Typesetter, require_typst
from catalog_tool.handbook.pdf.data import data_of
from catalog_tool.handbook.pdf.general import bare, general_data
from catalog_tool.handbook.pdf.guard import sources
from catalog_tool.handbook.volume_size import tasks_by_volume
from catalog_tool.handbook.writing import Printed, Task, Templates

_SERIF = Packaged("宋体", "Catalog Serif SC", "CatalogSerifSC-Regular.ttf")
_SANS = Packaged("黑体", "Catalog Sans SC", "CatalogSansSC-Regular.ttf")
PACKAGED_ONLY = FontTable(
    {role: Wanted(role.value, role.value, (), (), _SANS if role is Role.HEI else _SERIF) for role in Role},
    (),
    (_SERIF, _SANS),
)
"""The fonts that travel with the program, in every role."""
_ROLES = {"title": Role.TITLE, "body": Role.BODY, "kai": Role.KAI, "hei": Role.HEI, "song": Role.SONG}
"""What the templates call the roles: names of Typst are ASCII in all manuals."""


@dataclass(frozen=True)
class PdfWriter:
    """Prints a Book as volumes.

    `fonts` is the folder of the project's own fonts; `table` says which font takes which
    role. Without `system_fonts` those of this computer are left out.
    """

    templates: Templates
    fonts: str
    table: FontTable = PACKAGED_ONLY
    system_fonts: bool = True

    def tasks(self, book: Book, stem: str) -> Sequence[Task]:
        """The volumes; CannotRun where Typst is missing or a template may not run."""
        # Here and not in a worker: there it would look like one that broke.
        require_typst()
        sources(self.templates)
        return tasks_by_volume(book, stem)

    def open(self) -> Callable[[Task], Printed]:
        """Ready to print: fonts are looked for and chosen."""
        return _Press(self).print

    def closing(self, book: Book, stem: str, printed: Sequence[Printed]) -> Printed:
        """The general contents, where there are several volumes."""
        if len(printed) < 2:
            return Printed(())
        return _Press(self).general(book, stem, [piece.pages for piece in printed])


class _Press:
    """A writer with the fonts it found here."""

    def __init__(self, writer: PdfWriter) -> None:
        require_typst()
        there = available(writer.fonts, writer.table.packaged, system=writer.system_fonts)
        self._chosen: Chosen = choose(there.faces, writer.table)
        templates = sources(writer.templates)
        self._typesetter = Typesetter(templates, there.searched)
        self._places_values = any(b"values" in source for source in templates.values())

    @cached_property
    def _families(self) -> Mapping[str, list[str]]:
        return {name: list(self._chosen.families(role)) for name, role in _ROLES.items()}

    def print(self, task: Task) -> Printed:
        """One volume."""
        book = task.book
        shown = book if self._places_values else book.without_values()
        lacking = absent(shown, self._chosen.faces)
        faults = [missing.sentence for missing in missing_glyphs(book, lacking)]
        data, wrong = data_of(replaced(shown, lacking))
        pdf, marks = self._typesetter.set("handbook.typ", data | {"fonts": self._families}, book.date)
        run_over = [
            f"《{title}》{book.label}排不进一页，缩到最小的字号仍超出，印成了几页。请精简内容，或改印完整版。"
            for title in marks["run-over"]
        ]
        starts = {key: int(page) for found in marks["pages"] for key, page in found.items()}
        pages = {chapter.key: starts[chapter.key] for chapter in book.chapters if chapter.key in starts}
        return Printed(((f"{task.name}.pdf", pdf),), self._chosen.substituted, (*faults, *wrong, *run_over), pages)

    def general(self, book: Book, stem: str, pages: Sequence[Mapping[str, int]]) -> Printed:
        """The general contents of all volumes."""
        shown = bare(book)
        data = general_data(replaced(shown, absent(shown, self._chosen.faces)), pages)
        pdf, _ = self._typesetter.set("general.typ", data | {"fonts": self._families}, book.date)
        return Printed(((f"{stem}-总目录.pdf", pdf),))
