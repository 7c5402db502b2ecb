"""Changes to a file as edits of spans, and what comes of a file by them.

A round trip through a YAML library re-indents lists and folds lines; who asked for
quotes on one code must get exactly that, so that the difference can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Edit(NamedTuple):
    """Text to put in place of what stands from `start` up to `end`, in code points."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; ValueError where two of them want the same place."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at or edit.end < edit.start:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join([*pieces, text[at:]])


class Left(NamedTuple):
    """What was not put right: its rule ("" for the whole file), its line and a Chinese clause that says why."""

    rule: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One file: its bytes as they were read and as they shall be, what was put right, what was left.

    `file` is the name people are shown; `counts` says how many changes were made by rule.
    """

    path: str
    file: str
    before: bytes
    after: bytes
    counts: Mapping[str, int] = field(default_factory=dict)
    left: tuple[Left, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be written."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Fixed:
    """All files of a run in which something was put right or left, in order, and how many were looked at."""

    files: tuple[Rewrite, ...]
    looked_at: int

    @property
    def changed(self) -> tuple[Rewrite, ...]:
        """The files that are to be written."""
        return tuple(file for file in self.files if file.is_changed)

    @property
    def left(self) -> tuple[tuple[str, Left], ...]:
        """What was left, with the file's name as people are shown it."""
        return tuple((file.file, left) for file in self.files for left in file.left)
