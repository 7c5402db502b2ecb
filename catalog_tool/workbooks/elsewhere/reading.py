"""Somebody else's workbook becomes documents with places, by a mapping file.

Bad rows never stop the good ones, and none is lost in silence: what was not read is a
refusal at its cell, and what the mapping leaves out is counted in a note.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.formats.grids import Book, Grid
from catalog_tool.formats.refusals import UNREAD_ROW, Refusal
from catalog_tool.model import Document, Kind, Path, Place
from catalog_tool.workbooks.elsewhere.documents import Draft
from catalog_tool.workbooks.elsewhere.mapping import Mapping, Product, SheetMap
from catalog_tool.workbooks.elsewhere.readings import Reading, notes_of
from catalog_tool.workbooks.elsewhere.rows import (
    Row,
    headed,
    holds,
    is_blank,
    likely_headers,
    rows_of,
    text_of_cell,
)
from catalog_tool.workbooks.elsewhere.spots import ForeignSpots, Making, making
from catalog_tool.workbooks.picked import PickedUp
from catalog_tool.workbooks.stating import Stated

_TOLD = 12
"""So many names are told in a note."""


def foreign(book: Book, mapping: Mapping, shown: str) -> PickedUp:
    """What a workbook says by a mapping; `shown` is its name. CannotRun where a sheet or a column is not there."""
    return _Reader(book, mapping, shown).run()


class _Reader:
    """Reads one workbook."""

    def __init__(self, book: Book, mapping: Mapping, shown: str) -> None:
        self._book = book
        self._mapping = mapping
        self._shown = shown
        self._result = PickedUp()
        self._drafts: list[Draft] = []
        self._by_key: dict[tuple[Kind, tuple[str, ...]], Draft] = {}
        self._by_code: dict[tuple[Kind, str], list[Draft]] = defaultdict(list)
        self._left: Counter[str] = Counter()
        self._held: set[int] = set()

    def run(self) -> PickedUp:
        """Documents first, since the rows of lists belong to them."""
        readings = self._readings()
        for reading in readings:
            for row in rows_of(reading.sheet, reading.entry):
                reading.rows.append(row)
                self._mains(reading, row)
        for reading in readings:
            for number in range(len(reading.rows)):
                self._lists(reading, number)
        self._finish(readings)
        return self._result

    # Which sheets

    def _readings(self) -> list[Reading]:
        found = []
        named = {name for entry in self._mapping.sheets for name in entry.names if "*" not in name}
        read: set[int] = set()
        for entry in self._mapping.sheets:
            grids = self._grids(entry, named)
            sheets = []
            for number, grid, sure in grids:
                sheet = headed(grid, self._label(number), entry)
                if sheet is not None:
                    sheets.append(sheet)
                    read.add(number)
                elif sure:
                    raise self._no_headers(entry, grid)
            if not sheets:
                likeliest = max((grid for _, grid, _ in grids), key=lambda grid: _likeness(grid, entry))
                raise self._no_headers(entry, likeliest)
            counts = Counter(taken.header for product in entry.products for taken in product.taken)
            for sheet in sheets:
                makers = [making(product, sheet, counts) for product in entry.products]
                mains = [maker for maker in makers if not maker.product.table.path]
                found.append(Reading(entry, sheet, mains, [maker for maker in makers if maker.product.table.path]))
        for number, grid in enumerate(self._book.grids):
            if number not in read and any(not is_blank(cell) for row in grid.rows for cell in row):
                self._result.notes.append(f"工作表“{self._label(number)}”没有对应关系里的表头，没有读")
                self._result.is_partial = True
        return found

    def _grids(self, entry: SheetMap, named: set[str]) -> list[tuple[int, Grid, bool]]:
        """The sheets of an entry; whether it names them, so that they must have its headers."""
        grids = list(enumerate(self._book.grids))
        names = [grid.name.strip() for _, grid in grids]
        if not entry.names:
            chosen = {number: False for number, _ in grids}
        else:
            chosen = {}
            for wanted in entry.names:
                if "*" in wanted:
                    matching = [at for at, name in enumerate(names) if fnmatchcase(name, wanted) and name not in named]
                    chosen |= {at: chosen.get(at, False) for at in matching}
                elif wanted in names:
                    chosen[names.index(wanted)] = True
                elif wanted.isascii() and wanted.isdecimal() and 0 < len(wanted) < 5 and 0 < int(wanted) <= len(grids):
                    chosen[int(wanted) - 1] = True
                else:
                    there = "、".join(f"“{name}”" for name in names[:_TOLD] if name) or f"{len(names)} 张没有名字的表"
                    where = f"请在 {self._mapping.shown} 里改“工作表”。"
                    raise CannotRun(f"{self._shown} 里没有工作表“{wanted}”，有的是{there}。{where}")
        if not chosen:
            where = f"请核对 {self._mapping.shown} 的“工作表”，或工作簿是否空着。"
            raise CannotRun(f"{self._shown} 里没有可读的工作表。{where}")
        return [(number, grids[number][1], sure or len(chosen) == 1) for number, sure in sorted(chosen.items())]

    def _label(self, number: int) -> str:
        """What a sheet is called in places: a text file's has no name."""
        name = self._book.grids[number].name
        stem = self._shown.replace("\\", "/").rpartition("/")[2].partition(".")[0]
        return name or (stem if len(self._book.grids) == 1 and stem else f"第 {number + 1} 张")

    def _no_headers(self, entry: SheetMap, grid: Grid) -> CannotRun:
        there = likely_headers(grid, entry)
        missing = [name for name in entry.headers if name not in there and name not in entry.optional]
        sheet = f"的工作表“{grid.name}”" if grid.name else ""
        has = "、".join(there[: 3 * _TOLD]) or "（找不到表头）"
        lacks = "、".join(missing[:_TOLD]) or "标题行"
        return CannotRun(
            f"{self._shown} {sheet}里没有这些表头：{lacks}；有的是：{has}。"
            f"请在 {self._mapping.shown} 里改成表里的写法，或把可以没有的列写进“可缺”。"
        )

    # Documents

    def _mains(self, reading: Reading, row: Row) -> None:
        drafts: dict[Kind, Draft] = {}
        applied = 0
        cells = row.cells
        for bit, maker in enumerate(reading.mains):
            if maker.condition and not holds(maker.condition, cells):
                continue
            key = tuple([text_of_cell(cells[index]) if index >= 0 else "" for index in maker.key])
            told = any(key) if maker.product.key is not None else any(not is_blank(cells[at]) for at in maker.columns)
            if not told:
                if maker.product.key is not None and any(not is_blank(cells[at]) for at in maker.columns):
                    columns = "、".join(maker.product.key)
                    problem = f"“{columns}”都空着，不知道这一行是哪一件；与上一行相同的，请在对应关系里写“向下填充”"
                    self._stray(reading, row, maker, problem, key=maker.key[0])
                    reading.refused.add(len(reading.drafts))
                continue
            draft = self._draft(maker, row, key)
            draft.take(maker, row)
            drafts[draft.kind] = draft
            applied |= 1 << bit
        reading.drafts.append(drafts)
        reading.applied.append(applied)

    def _draft(self, maker: Making, row: Row, key: tuple[str, ...]) -> Draft:
        kind = maker.product.table.kind
        own = maker.product.key is None and (maker.code < 0 or is_blank(row.cells[maker.code]))
        draft = None if own else self._by_key.get((kind, key))
        if draft is None:
            draft = Draft(kind, len(self._drafts), ForeignSpots([]), self._result.refusals, self._left)
            self._drafts.append(draft)
            if not own:
                self._by_key[kind, key] = draft
            if maker.code >= 0 and (text := text_of_cell(row.cells[maker.code])):
                self._by_code[kind, text].append(draft)
        return draft

    # Items of their lists

    def _lists(self, reading: Reading, number: int) -> None:
        row = reading.rows[number]
        applied = reading.applied[number]
        for bit, maker in enumerate(reading.lists, len(reading.mains)):
            if maker.condition and not holds(maker.condition, row.cells):
                continue
            if all(is_blank(row.cells[index]) for index in maker.columns):
                continue
            draft = self._owner(reading, number, maker)
            if draft is None:
                reading.refused.add(number)
                continue
            draft.take_item(maker, row)
            applied |= 1 << bit
        reading.applied[number] = applied

    def _owner(self, reading: Reading, number: int, maker: Making) -> Draft | None:
        """The document that an item belongs to; None where that is refused."""
        row = reading.rows[number]
        kind = maker.product.table.kind
        if maker.product.owner is None:
            draft = reading.drafts[number].get(kind)
            if draft is None and number not in reading.refused:
                self._stray(reading, row, maker, "这一行不知道属于哪一件；与上一行相同的，请在对应关系里写“向下填充”")
            return draft
        key = tuple(text_of_cell(row.cells[index]) if index >= 0 else "" for index in maker.owner)
        draft = self._by_key.get((kind, key))
        named = self._by_code.get((kind, key[0]), []) if draft is None and len(key) == 1 else []
        if draft is not None or len(named) == 1:
            return draft or named[0]
        whose = "、".join(filter(None, key))[:60]
        columns = "、".join(maker.product.owner)
        if not whose:
            problem = f"“{columns}”空着，不知道这一行属于哪一件；与上一行相同的，请在对应关系里写“向下填充”"
        elif named:
            problem = f"有 {len(named)} 件的编码都是 {whose}，不知道这一行属于哪一件；请在“归属”里加上能区分的列"
        else:
            problem = f"没有读到“{columns}”是“{whose}”的事项，这一行没有读；请核对"
        self._stray(reading, row, maker, problem, key=maker.owner[0])
        self._hold(row, maker, kind)
        return None

    def _hold(self, row: Row, maker: Making, kind: Kind) -> None:
        """Keep out the documents that a row means whose code became a number: they lack this row."""
        for index in maker.owner:
            cell = row.cells[index] if index >= 0 else None
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                for (other, key), draft in self._by_key.items():
                    if other is kind and any(part.isascii() and part.isdecimal() and int(part) == cell for part in key):
                        self._held.add(draft.number)

    def _stray(self, reading: Reading, row: Row, maker: Making, problem: str, *, key: int = -1) -> None:
        first = next((at for at in sorted(maker.columns) if not is_blank(row.cells[at])), maker.uses[0].index)
        place: Place = reading.sheet.place(row, key if key >= 0 else first)
        self._result.stray.append(Refusal(UNREAD_ROW, place, (), 0, {"problem": problem}))
        self._result.astray.add((maker.product.table.kind, maker.product.table.path))

    # In the end

    def _finish(self, readings: Sequence[Reading]) -> None:
        result = self._result
        for draft in self._drafts:
            draft.finish()
            result.documents.append(Document(draft.kind, draft.value, self._shown, draft.number, draft.spots))
        result.held = frozenset(self._held)
        result.is_partial = result.is_partial or any(reading.sheet.tally.ended[1] for reading in readings)
        for reading in readings:
            self._unread_rows(reading)
        result.notes += notes_of(readings, self._left)
        for entry in self._mapping.sheets:
            for product in entry.products:
                _state(product, result.stated.setdefault(product.table.kind, Stated()))
        if self._mapping.manifest:
            value: dict[str, Any] = dict(self._mapping.manifest)
            result.only_founds = True
            result.manifest = Document(Kind.MANIFEST, value, self._mapping.shown, 0, _at_the_top)

    def _unread_rows(self, reading: Reading) -> None:
        """Refuse rows of which nothing was made."""
        columns = frozenset[int]().union(*(maker.columns for maker in (*reading.mains, *reading.lists)))
        for number, row in enumerate(reading.rows):
            if reading.applied[number] or number in reading.refused:
                continue
            if any(not is_blank(row.cells[at]) and at not in row.origins for at in columns):
                maker = (*reading.mains, *reading.lists)[0]
                self._stray(reading, row, maker, "这一行不合对应关系里的任何一种，没有读；不要的行请在“跳过”里写明")


def _state(product: Product, stated: Stated) -> None:
    """Add the fields that a product speaks of."""
    columns = [column for taken in product.taken for column in taken.columns]
    columns += [column for column, _ in product.fixed]
    keys = {column.keys for column in columns if not column.flag}
    nested = product.table.nested
    stated.flags |= {column.keys for column in columns if column.flag}
    if product.table.single:
        stated.single.add(product.table.path)
    if not product.table.path:
        stated.main |= keys
        return
    if nested and any(len(each) > len(nested) and each[: len(nested)] == nested for each in keys):
        keys.add(nested)  # its items are a list of their own: its columns stand for the whole
    stated.lists.setdefault(product.table.path, set()).update(keys)


def _at_the_top(path: Path, at_key: bool) -> Place:
    """What catalog.yaml shall say stands in the mapping file, of which no places are kept."""
    return Place(1, 1)


def _likeness(grid: Grid, entry: SheetMap) -> tuple[int, int]:
    there = likely_headers(grid, entry)
    return len(set(there) & set(entry.headers)), len(there)
