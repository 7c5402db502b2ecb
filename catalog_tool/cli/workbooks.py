"""What the commands about workbooks share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import typer

from catalog_tool.cli.terminal import emit
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import CannotRun, Finding
from catalog_tool.mappings import foreign_workbook
from catalog_tool.reports.findings_wording import where
from catalog_tool.resources import Resources
from catalog_tool.standards import Standards
from catalog_tool.store.workbooks import open_in_editor
from catalog_tool.workbook_folders import WorkbookFolder, own_workbook

MOST_TOLD = 20
"""Sentences on the screen; further ones are counted, since the workbook has them all."""


def check_target(path: str) -> None:
    """Refuse a name that is no .xlsx, and a workbook that somebody has open."""
    if not path.lower().endswith(".xlsx"):
        raise typer.BadParameter(f"工作簿的文件名要以 .xlsx 结尾：{path}")
    opened = open_in_editor(path)
    if opened:
        raise CannotRun(f"{opened}。没有写；请先关掉它，或换个文件名。")


def workbook_reader(resources: Resources, given: Standards, mapping: str | None) -> Callable[[str], WorkbookFolder]:
    """What reads a workbook by its path: our own layout, or a foreign one by its mapping."""
    if mapping is None:
        return lambda path: own_workbook(path, given)
    value = resources.mapping(mapping)
    return lambda path: foreign_workbook(path, value, mapping, given)


def told(problems: Iterable[Finding]) -> None:
    """What could not be read, on stderr."""
    sentences = [f"{one_line(where(problem))} {one_line(problem.message)}\n" for problem in problems]
    emit("".join(sentences[:MOST_TOLD]), error=True)
    if len(sentences) > MOST_TOLD:
        emit(f"……另有 {len(sentences) - MOST_TOLD} 处。\n", error=True)
