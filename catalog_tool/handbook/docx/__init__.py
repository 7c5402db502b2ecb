"""The handbook for Word and WPS: volumes made from templates that people edit there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Book
from catalog_tool.handbook.volume_size import tasks_by_volume
from catalog_tool.handbook.writing import Printed, Task, Templates

TEMPLATE = "handbook.docx"
FIELDS = "fields.txt"


@dataclass(frozen=True)
class DocxWriter:
    """Prints a Book as volumes; `fonts` is the folder of the project's own fonts.

    An edition is printed by the template of its name (brief.docx), else by handbook.docx.
    """

    templates: Templates
    fonts: str

    def tasks(self, book: Book, stem: str) -> Sequence[Task]:
        """The volumes."""
        if TEMPLATE not in self.templates or FIELDS not in self.templates:
            raise CannotRun(
                f"程序文件不完整：缺少 templates/docx 里的 {TEMPLATE} 或 {FIELDS}。请重新安装 catalog-tool。"
            )
        return tasks_by_volume(book, stem)

    def open(self) -> Callable[[Task], Printed]:
        """Ready to print: templates are compiled when the first volume asks for them."""
        from catalog_tool.handbook.docx.shelf import Shelf
        from catalog_tool.handbook.docx.template import Template, open_template

        lines = self.templates[FIELDS].decode("utf-8").splitlines()
        names = [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]
        opened: dict[str, Template] = {}

        def print_task(task: Task) -> Printed:
            name = f"{task.book.edition}.docx"
            name = name if name in self.templates else TEMPLATE
            if name not in opened:
                opened[name] = open_template(name, self.templates[name], names, self.fonts)
            shelf = Shelf(task.book)
            anchors = {chapter.key: shelf.bookmark(chapter.key).name for chapter in task.book.chapters}
            data = opened[name].print(task.book)
            return Printed(((f"{task.name}.docx", data),), notes=self._notes(), anchors=anchors)

        return print_task

    def _notes(self) -> tuple[str, ...]:
        from catalog_tool.handbook.editions import editions

        used = {TEMPLATE, *(f"{name}.docx" for name in editions())}
        strays = [name for name in self.templates if name.lower().endswith(".docx") and name not in used]
        return tuple(
            f"模板文件夹里的 {name} 没有用到：模板要叫 handbook.docx，或者叫版本的名称，例如 brief.docx。请改名。"
            for name in strays
        )

    def closing(self, book: Book, stem: str, printed: Sequence[Printed]) -> Printed:
        """Nothing is left to do."""
        del book, stem, printed
        return Printed(())
