"""What the commands about workbooks share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import typer

from catalog_tool.cli.terminal import emit
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import CannotRun, Finding
from catalog_tool.reports.findings_wording import where
from catalog_tool.resources import Resources
from catalog_tool.standards import Standards
from catalog_tool.store import shown_name, write_file
from catalog_tool.store.writing import keep_earlier
from catalog_tool.workbook_folders import WorkbookFolder

MOST_TOLD = 20
"""Sentences on the screen; further ones are counted, since the workbook has them all."""


def check_target(path: str) -> None:
    """Refuse a name that is no .xlsx, and a workbook that somebody has open."""
    if not path.lower().endswith(".xlsx"):
        raise typer.BadParameter(f"工作簿的文件名要以 .xlsx 结尾：{path}")
    if os.path.islink(path) and not os.path.realpath(path).lower().endswith(".xlsx"):
        raise typer.BadParameter(f"{path} 是链接，指向的不是工作簿。请换个文件名。")
    from catalog_tool.store.workbooks import open_in_editor

    opened = open_in_editor(path)
    if opened:
        raise CannotRun(f"{opened}。没有写；请先关掉它，或换个文件名。")


def check_new(path: str) -> None:
    """Refuse to write over what somebody may have filled in by hand."""
    if os.path.lexists(path):
        raise CannotRun(f"已经有 {shown_name(path)}，没有写。请换个文件名。")


def replace_kept(path: str, data: bytes) -> None:
    """Write a workbook; another one of that name is kept beside it, since somebody may have worked in it."""
    kept = keep_earlier(path, data)
    write_file(path, data)
    if kept:
        emit(f"注意：原来的 {shown_name(path)} 另存为 {kept}。\n", error=True)


def workbook_reader(resources: Resources, given: Standards, mapping: str | None) -> Callable[[str], WorkbookFolder]:
    """What reads a workbook by its path: our own layout, or a foreign one by its mapping."""
    if mapping is None:
        return lambda path: _own(path, given)
    from catalog_tool.mappings import foreign_workbook

    value = resources.mapping(mapping)
    return lambda path: foreign_workbook(path, value, mapping, given)


def _own(path: str, given: Standards) -> WorkbookFolder:
    # Late: most runs see no workbook, and what reads them is much.
    from catalog_tool.own_workbooks import own_workbook

    return own_workbook(path, given)


def told(problems: Iterable[Finding]) -> None:
    """What could not be read, on stderr."""
    sentences = [f"{one_line(where(problem))} {one_line(problem.message)}\n" for problem in problems]
    emit("".join(sentences[:MOST_TOLD]), error=True)
    if len(sentences) > MOST_TOLD:
        emit(f"……另有 {len(sentences) - MOST_TOLD} 处。\n", error=True)
