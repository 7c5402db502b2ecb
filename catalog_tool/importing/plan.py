"""What an import does, before it is done; and doing it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalog_tool.formats.edits import Rewrite
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_reader import ReadFile
from catalog_tool.model import Matter, Place, text_of
from catalog_tool.store import SourceFile
from catalog_tool.store.changing import Change, change_files


class Held(NamedTuple):
    """A document that stays out: its code, its name, where its row stands, and what was refused in it."""

    code: str
    name: str
    place: Place
    why: tuple[Refusal, ...]


@dataclass
class Imported:
    """What an import does, before it is done.

    `files` are the files to write (an empty `after`: to delete). `held` are documents
    left out, `stray` rows and columns that belong to none. `absent` counts documents of
    the catalog that the workbook does not have.
    """

    files: list[Rewrite] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    stray: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    absent: int = 0
    manifest_changed: bool = False
    founded: bool = False
    """Whether there was no catalog before."""
    changes: list[tuple[str, str]] = field(default_factory=list)
    """Of each document that is changed its name and code, and which fields."""
    removals: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Names and codes of what is deleted, and of what the workbook does not have."""

    @property
    def is_complete(self) -> bool:
        """Whether everything in the workbook was taken."""
        return not self.held and not self.stray


@dataclass
class PlannedFile:
    """A file of the catalog while the import is planned."""

    source: SourceFile
    data: bytes | None = None
    read: ReadFile = field(default_factory=ReadFile)
    changed: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    added: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """Documents of the workbook that this file takes part in."""


def write_import(imported: Imported) -> None:
    """Do it: all files or none."""
    change_files(
        [
            Change(file.path, file.before if file.before or os.path.lexists(file.path) else None, file.after or None)
            for file in imported.files
        ]
    )


def words_of(value: Mapping[str, Any]) -> str:
    """A document by its name and code."""
    matter = Matter(value)
    code = text_of(value.get("基本编码") or value.get("编码"))
    name = matter.detail_name or matter.title or text_of(value.get("名称")) or "没有名称的一件"
    return f"{name}（{code}）" if code else name
