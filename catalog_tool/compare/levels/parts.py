"""What one list says of its part in each 审批链: travels home from where the list was compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from catalog_tool.compare.alignment import Alignment
from catalog_tool.compare.comparable import Group, Row
from catalog_tool.domain.chain import duties_of
from catalog_tool.model import text_of

HELD, MISSING, DECLINED = "held", "missing", "declined"
"""A list has the matter; lacks it without a word; says that it does not claim it."""

Duties = Mapping[str, tuple[str, ...]]
"""Duties by level, both in the order of the chain."""


class Part(NamedTuple):
    """A directory matter whose chain names several levels, as one list has it.

    `given` is what the directory's chain gives, `stated` what the list's own chain says,
    None where it writes none; file and line (from 1) are the list's, or the directory's
    where the list has nothing.
    """

    code: str
    name: str
    type: str
    state: str
    given: Duties
    stated: Duties | None
    file: str
    line: int


def parts_of(alignments: Iterable[Alignment]) -> Iterator[Part]:
    """The parts of a list's alignments; what neither is due nor held has none."""
    for alignment in alignments:
        for group in alignment.match.directory:
            state = _state(alignment)
            if "审批链" not in group.first.value or not group.code or not group.in_use or state is None:
                continue
            given = _duties(group.rows)
            if len(given) > 1:
                yield _part(alignment, group, state, given)


def _state(alignment: Alignment) -> str | None:
    if alignment.match.local:
        return HELD
    return {"missing": MISSING, "exempt": DECLINED}.get(alignment.kind)


def _part(alignment: Alignment, group: Group, state: str, given: Duties) -> Part:
    rows = alignment.local_rows
    place = (rows or group.rows)[0]
    written = any(row.matter.chain for row in rows)
    stated = _duties(rows) if written else None
    matter = group.first
    return Part(group.code, matter.title, matter.type, state, given, stated, place.file, place.place(("审批链",)).line)


def _duties(rows: Iterable[Row]) -> Duties:
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for _, link in row.matter.chain:
            if level := text_of(link.get("层级")):
                found.setdefault(level, {}).update(dict.fromkeys(duties_of(link)))
    return {level: tuple(duties) for level, duties in found.items()}
