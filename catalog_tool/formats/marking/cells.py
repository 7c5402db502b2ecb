"""How marked cells look: conditional formats laid over them, and the merged ranges they lie in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from catalog_tool.formats.marking.comments import AFTER_LEGACY
from catalog_tool.formats.marking.styles import Styles
from catalog_tool.formats.marking.xml import SheetPart, cell_at
from catalog_tool.model import cell_name

OUR_FORMULA = 'LEN("catalog-tool")>0'
"""Always true; by its words our rules are known when the workbook comes back."""
_MOST_RANGES = 400
"""Ranges of one conditional format: thousands of them in one list are slow to open."""

Cell = tuple[int, int]
Range = tuple[int, int, int, int]


def merged_of(sheet: SheetPart) -> list[Range]:
    """First row, first column, last row, last column of each merged range."""
    node = sheet.root.child("mergeCells")
    ranges = []
    for child in node.children if node else []:
        first, _, last = child.get("ref").partition(":")
        ranges.append((*cell_at(first), *cell_at(last or first)))
    return ranges


def placed(cells: Sequence[Cell], merged: Sequence[Range]) -> list[Cell]:
    """Each cell, or the first of the merged range it lies in."""
    by_row: dict[int, list[Range]] = {}
    rows = {row for row, _ in cells}
    for found in merged:
        # A range may be a million rows high; there are no more rows with marks than marks.
        top, bottom = found[0], found[2]
        for row in rows if bottom - top > len(rows) else range(top, bottom + 1):
            if top <= row <= bottom:
                by_row.setdefault(row, []).append(found)
    return [
        next((at[:2] for at in by_row.get(cell[0], ()) if at[1] <= cell[1] <= at[3]), cell)
        for cell in cells
    ]  # fmt: skip


def lay_looks(sheet: SheetPart, styles: Styles, ranks: Mapping[Cell, int], merged: Sequence[Range]) -> None:
    """Take our earlier conditional formats out and put those of these cells in."""
    others = _without_ours(sheet)
    levels = sorted(set(ranks.values()))
    if not levels:
        return
    # Ours come first where the user's own say otherwise; with their order nothing else changes.
    shift = max(len(levels) + 1 - min(others.values(), default=len(levels) + 1), 0)
    if shift:
        for node in [*sheet.root.below("cfRule")]:
            if node.start in others:
                sheet.set(node, priority=str(others[node.start] + shift))
    whole = {found[:2]: found for found in merged}
    prefix = sheet.prefix
    xml = []
    for priority, rank in enumerate(levels, 1):
        ranges = list(_ranges(cell for cell, level in ranks.items() if level == rank and cell not in whole))
        ranges += sorted(whole[cell] for cell, level in ranks.items() if level == rank and cell in whole)
        look = styles.look(rank)
        for start in range(0, len(ranges), _MOST_RANGES):
            where = " ".join(_named(found) for found in ranges[start : start + _MOST_RANGES])
            xml.append(
                f'<{prefix}conditionalFormatting sqref="{where}"><{prefix}cfRule type="expression" dxfId="{look}" '
                f'priority="{priority}"><{prefix}formula>{OUR_FORMULA.replace(chr(34), "&quot;").replace(">", "&gt;")}'
                f"</{prefix}formula></{prefix}cfRule></{prefix}conditionalFormatting>"
            )
    at = sheet.ordered("conditionalFormatting", AFTER_LEGACY)
    sheet.insert(at, "".join(xml).encode())


def _without_ours(sheet: SheetPart) -> dict[int, int]:
    """Take our rules out; where the others stand and their priority."""
    ours = set()
    for node in sheet.root.all("conditionalFormatting"):
        rules = node.all("cfRule")
        mine = [rule for rule in rules if (text := rule.child("formula")) and "catalog-tool" in text.text]
        ours |= {rule.start for rule in mine}
        for rule in [node] if len(mine) == len(rules) and mine else mine:
            sheet.remove(rule)
    return {
        rule.start: int(rule.get("priority"))
        for rule in sheet.root.below("cfRule")
        if rule.start not in ours and rule.get("priority").isdigit()
    }


def _ranges(cells: Iterator[Cell]) -> Iterator[Range]:
    """Cells below one another as one range."""
    first: Cell | None = None
    last = (0, 0)
    for column, row in sorted((column, row) for row, column in cells):
        if first and (column, row) == (last[1], last[0] + 1):
            last = (row, column)
            continue
        if first:
            yield (*first, *last)
        first = last = (row, column)
    if first:
        yield (*first, *last)


def _named(found: Range) -> str:
    top, left, bottom, right = found
    name = cell_name(top, left)
    return name if (top, left) == (bottom, right) else f"{name}:{cell_name(bottom, right)}"
