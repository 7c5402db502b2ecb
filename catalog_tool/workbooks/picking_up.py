"""The sheets of our own layout become documents with places, or refusals with places.

The mirror of laying_out. A clerk's habits are met: a title above the headers, columns in
another order or left out, blank keys below the first row of a matter, blanks around a
text. What cannot be read is refused at its cell; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog_tool.formats.grids import Book
from catalog_tool.formats.refusals import UNREAD_ROW
from catalog_tool.formats.yaml_reader import kind_of
from catalog_tool.model import Document, Kind
from catalog_tool.workbooks.headers import headed, header_row
from catalog_tool.workbooks.laying_out import OTHER
from catalog_tool.workbooks.list_rows import ListRows
from catalog_tool.workbooks.main_rows import MainRows
from catalog_tool.workbooks.picked import Desk, PickedUp
from catalog_tool.workbooks.sheets import Headed
from catalog_tool.workbooks.stating import Stated
from catalog_tool.workbooks.tables import Keys, Tables

_MOST_NAMED = 6
"""Names of sheets or columns in one sentence."""


def is_own_layout(book: Book, tables: Tables) -> bool:
    """Whether a workbook has the sheets that `export` writes."""
    mains = {table.name for table in tables.main.values()}
    known = (grid for grid in book.grids if grid.name.strip() in mains)
    return any(header_row(grid, tables.named(grid.name)) is not None for grid in known)


def picked_up(book: Book, tables: Tables, shown: str) -> PickedUp:
    """Every document of a workbook in our layout; `shown` is its name in findings."""
    desk = Desk(tables)
    sheets = [sheet for grid in book.grids if (sheet := headed(desk, grid)) is not None]
    # Main sheets first, since the rows of the others belong to theirs.
    main, lists = MainRows(desk), ListRows(desk)
    for sheet in sheets:
        if not sheet.table.path:
            (main.upright if sheet.table.kind is Kind.MANIFEST else main.rows)(sheet)
    read = {sheet.table.kind for sheet in sheets if not sheet.table.path} | {Kind.MANIFEST}
    for sheet in sheets:
        if sheet.table.path and sheet.table.kind in read:
            lists.rows(sheet)
    _orphaned(desk, [sheet for sheet in sheets if sheet.table.kind not in read])
    lists.said_empty()
    _not_there(desk, sheets)
    _state(desk.result, sheets)
    _finish(desk, shown)
    return desk.result


def _orphaned(desk: Desk, sheets: Sequence[Headed]) -> None:
    """Say once, not of every row, that the rows of lists are nobody's: the sheet of their documents was not read."""
    for kind in dict.fromkeys(sheet.table.kind for sheet in sheets):
        here = [sheet for sheet in sheets if sheet.table.kind is kind]
        main = desk.tables.main[kind].name
        names = "、".join(f"“{sheet.grid.name}”" for sheet in here)
        problem = f"“{main}”表没有读出，它下面的{names}都没有读；请先改好“{main}”表"
        desk.refuse(here[0].place(here[0].top, 0), UNREAD_ROW, problem=problem)


def _not_there(desk: Desk, sheets: Sequence[Headed]) -> None:
    """Note the sheets and columns that a clerk has taken away: it is no way to take away what they hold."""
    there = {(sheet.table.kind, sheet.table.path) for sheet in sheets}
    for main in (sheet for sheet in sheets if not sheet.table.path and sheet.table.kind is not Kind.MANIFEST):
        kind = main.table.kind
        tables = [table.name for table in desk.tables.below[kind] if (kind, table.path) not in there]
        known = {column.keys for _, column in main.columns}
        columns = [column.header for column in main.table.columns if column.keys not in known]
        for names, what in ((tables, "工作簿里没有{names}表"), (columns, f"“{main.grid.name}”表没有{{names}}列")):
            if names:
                listed = "、".join(f"“{name}”" for name in names[:_MOST_NAMED])
                more = f"等 {len(names)} " + ("张" if names is tables else "个") if len(names) > _MOST_NAMED else ""
                desk.result.not_there.append(what.format(names=listed + more) + "，目录里原有的这些内容没有动")


def _state(result: PickedUp, sheets: Sequence[Headed]) -> None:
    """Note what the workbook has a place for."""
    for sheet in sheets:
        stated = result.stated.setdefault(sheet.table.kind, Stated())
        columns = {column.keys for _, column in sheet.columns if not column.flag}
        if sheet.table.path:
            # What repeats a row is a list of its own within it: its columns stand for the whole.
            nested = {sheet.table.nested} if any(_is_below(keys, sheet.table.nested) for keys in columns) else set()
            stated.lists[sheet.table.path] = columns | nested
            stated.single |= {sheet.table.path} if sheet.table.single else set()
        else:
            stated.main |= columns
            stated.flags |= {column.keys for _, column in sheet.columns if column.flag}
            stated.rest = stated.rest or OTHER in sheet.named or sheet.table.kind is Kind.MANIFEST


def _finish(desk: Desk, shown: str) -> None:
    """Make documents of what lies on the desk."""
    result = desk.result
    for doc in desk.order:
        kind = kind_of(doc.value)
        result.documents.append(Document(kind, doc.value, shown, doc.number, doc.spots))
        if doc.file is not None:
            result.files[doc.number] = doc.file
    manifest = desk.docs[Kind.MANIFEST].get(("", ""))
    if manifest is not None:
        result.manifest = Document(Kind.MANIFEST, manifest.value, shown, 0, manifest.spots)
    result.held = frozenset(desk.held)


def _is_below(keys: Keys, above: Keys) -> bool:
    return bool(above) and len(keys) > len(above) and keys[: len(above)] == above
