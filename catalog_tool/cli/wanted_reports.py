"""What --format and -o ask for together, in every command that writes reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import typer

BINARY = frozenset({"xlsx"})


@dataclass(frozen=True)
class Wanted:
    """One report to write: its format, and the file, None for stdout."""

    format: str
    file: str | None


def wanted_reports(given: Sequence[str], output: str | None, formats: Sequence[str]) -> list[Wanted]:
    """The reports asked for, text if none is named; wrong usage where two would go to one place."""
    wanted = []
    for text in given or ["text"]:
        name, equals, file = text.partition("=")
        if name not in formats:
            raise typer.BadParameter(f"没有 {name} 这种格式。可用的是 {'、'.join(formats)}。")
        if equals and not file:
            raise typer.BadParameter(f"--format {name}= 后面没有写文件。例：--format {name}=报告.{name}")
        wanted.append(Wanted(name, file or None))
    unplaced = [each.format for each in wanted if each.file is None]
    if len(unplaced) > 1:
        example = " ".join(f"--format {name}=文件" for name in unplaced[1:])
        raise typer.BadParameter(f"{'、'.join(unplaced)} 不能都写到一处，请给其余的指定文件：{example}")
    if output is not None and not unplaced:
        raise typer.BadParameter("每种格式都已指定文件，-o 没有东西可写。请去掉 -o。")
    wanted = [Wanted(each.format, each.file or output) for each in wanted]
    files = [each.file for each in wanted if each.file is not None]
    for file in files:
        if files.count(file) > 1:
            raise typer.BadParameter(f"两种格式都要写到 {file}。请写到不同的文件。")
    return wanted


def must_have_file(wanted: Wanted, *, on_screen: bool) -> None:
    """Refuse to show on a screen what no screen shows."""
    if wanted.format in BINARY and on_screen:
        example = f"--format {wanted.format}=文件.{wanted.format}"
        raise typer.BadParameter(f"{wanted.format} 不能显示在屏幕上，请写 {example}")
