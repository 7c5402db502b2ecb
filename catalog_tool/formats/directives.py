"""Ignore comments: what a person has decided to live with, and why."""

from __future__ import annotations

from dataclasses import dataclass

from catalog_tool.formats.yaml_reader import ReadFile


@dataclass(frozen=True, slots=True)
class Directive:
    """One ignore comment: where it stands, the rules it names, the reason, and the lines it covers."""

    line: int
    column: int
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int


def directives(data: bytes, read: ReadFile) -> list[Directive]:
    """The ignore comments of a file."""
    return []
