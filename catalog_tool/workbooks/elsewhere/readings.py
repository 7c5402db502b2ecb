"""A foreign sheet while it is read, and the sentences about what of it was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog_tool.model import Kind
from catalog_tool.workbooks.elsewhere.documents import Draft
from catalog_tool.workbooks.elsewhere.mapping import SheetMap
from catalog_tool.workbooks.elsewhere.rows import Row, Sheet, is_blank
from catalog_tool.workbooks.elsewhere.spots import Making

_TOLD = 12
"""So many names are told in a note."""


@dataclass(slots=True)
class Reading:
    """A sheet that is being read: its rows, who makes what of them, and which of them made anything."""

    entry: SheetMap
    sheet: Sheet
    mains: list[Making]
    lists: list[Making]
    rows: list[Row] = field(default_factory=list)
    drafts: list[dict[Kind, Draft]] = field(default_factory=list)
    """By row the documents it speaks of."""
    applied: list[int] = field(default_factory=list)
    """By row which of the makers took it, a bit each."""
    refused: set[int] = field(default_factory=set)


def notes_of(readings: Iterable[Reading], left: Counter[str]) -> list[str]:
    """What the mapping left out, a sentence a kind."""
    notes: list[str] = []
    unmapped: dict[tuple[str, ...], list[str]] = {}
    for reading in readings:
        sheet, tally = reading.sheet, reading.sheet.tally
        where = f"“{sheet.label}”" if sheet.label else ""
        names = _unmapped(reading)
        if names:
            unmapped.setdefault(tuple(names), []).append(sheet.label)
        if tally.skipped:
            notes.append(f"{where}按“跳过”略去 {tally.skipped} 行")
        if tally.repeated:
            notes.append(f"{where}有 {tally.repeated} 行重复了表头，没有读")
        if tally.ended[0]:
            rest = f"，其后 {tally.ended[1]} 行没有读" if tally.ended[1] else ""
            notes.append(f"{where}第 {tally.ended[0]} 行是“止于”写明的结尾{rest}")
        for name, count in tally.moved_over.items():
            notes.append(f"{where}错位的行里“{name}”有 {count} 格没有归到哪一列，没有读")
        for name, count in _passed_over(reading).items():
            notes.append(f"{where}“{name}”有 {count} 格因为“若”的条件不合没有用上")
    for columns, sheets in unmapped.items():
        of = "、".join(f"“{sheet}”" for sheet in sheets[:_TOLD]) + ("等" if len(sheets) > _TOLD else "")
        told = "、".join(columns[:_TOLD]) + (" 等" if len(columns) > _TOLD else "")
        notes.append(f"{of}有 {len(columns)} 列没有写进对应关系，没有读：{told}")
    notes += [f"“{name}”有 {count} 格不在对应关系写明的样子里，按“其余: 留空”没有读" for name, count in left.items()]
    return notes


def _unmapped(reading: Reading) -> list[str]:
    """Headers of which the mapping says nothing, and columns that have none but contents."""
    spoken_of = (*reading.entry.headers, *reading.entry.ignored)
    used = {reading.sheet.index[name] for name in spoken_of if name in reading.sheet.index}
    names = []
    for at, name in enumerate(reading.sheet.names):
        if at not in used and (
            name or any(at < len(row.cells) and not is_blank(row.cells[at]) for row in reading.rows)
        ):
            names.append(name or f"第{at + 1}列")
    return names


def _passed_over(reading: Reading) -> Counter[str]:
    """Cells of columns that only makers use which did not take the row."""
    makers = [*reading.mains, *reading.lists]
    everything = frozenset[int]().union(*(maker.columns for maker in makers))
    idle: dict[int, frozenset[int]] = {}
    found: Counter[str] = Counter()
    for number, row in enumerate(reading.rows):
        mask = reading.applied[number]
        if not mask:
            continue
        if mask not in idle:
            taken = (maker.columns for bit, maker in enumerate(makers) if mask >> bit & 1)
            idle[mask] = everything.difference(*taken)
        for at in idle[mask]:
            if not is_blank(row.cells[at]) and at not in row.origins:
                found[reading.sheet.names[at] or f"第{at + 1}列"] += 1
    return found
