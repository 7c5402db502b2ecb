"""Remarks written into a copy of the very workbook a person sent, its layout untouched.

openpyxl would load the workbook and write what it understood: measured with 3.1.5, text
boxes are gone, pictures too where Pillow is not installed, data bars, lists and sparklines
that Excel keeps in extension lists, the fonts and sizes of a person's own comments; and
20,000 rows of 20 cells take five times as long. So the package itself is edited: comments,
conditional formats and sheets are added to its parts, everything else is copied as it is.
A workbook that cannot be edited so, and whatever was no workbook, becomes a new one that
has the values only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from catalog_tool.formats.grids import LAST_COLUMN, LAST_ROW, Book
from catalog_tool.formats.marking.cells import lay_looks, merged_of, placed
from catalog_tool.formats.marking.comments import Drawings, Note, remark
from catalog_tool.formats.marking.listing import LEVELS, Link, Listing, parts_of
from catalog_tool.formats.marking.package import Package
from catalog_tool.formats.marking.styles import Styles
from catalog_tool.formats.marking.values import workbook_of
from catalog_tool.formats.marking.workbook import Workbook, unselected
from catalog_tool.formats.marking.xml import SheetPart, Unkeepable
from catalog_tool.model import cell_name

__all__ = ["Link", "Listing", "Mark", "Marked", "marked"]

_RANKS = {"error": 0, "warning": 1, "hint": 2}
_NAMED = 5
"""Cells named in one sentence."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark at a cell, row and column from 1; the cell may be blank, for a value that is missing.

    `label` is its level (错误, 未导入, 警告, 提示) and decides how the cell looks.
    """

    sheet: str
    row: int
    column: int
    text: str
    label: str

    @property
    def rank(self) -> int:
        """0 for the look of an error, 1 of a warning, 2 of a hint."""
        return _RANKS[LEVELS.get(self.label, "hint")]


@dataclass(frozen=True, slots=True)
class Marked:
    """The copy, always .xlsx, and Chinese sentences about what it does not have."""

    data: bytes
    lost: tuple[str, ...] = ()


def marked(data: bytes, book: Book, marks: Sequence[Mark], listings: Sequence[Listing]) -> Marked:
    """A copy of the workbook with the remarks at their cells and the listings in front.

    What an earlier marking put there is replaced. A mark whose sheet or cell there is
    not stands in the listings only.
    """
    if book.kind != "xlsx":
        return _of_values(book, marks, listings, "")
    try:
        return _copy(data, marks, listings)
    except Unkeepable as reason:
        return _of_values(book, marks, listings, f"（{reason}）")
    except Exception:
        # Whatever is odd about the file was no hindrance to reading it.
        return _of_values(book, marks, listings, "（文件的内部结构与通常的写法不同）")


def _of_values(book: Book, marks: Sequence[Mark], listings: Sequence[Listing], why: str) -> Marked:
    data, names, lost = workbook_of(book)
    copy = _copy(
        data,
        [replace(mark, sheet=names[mark.sheet]) for mark in marks if mark.sheet in names],
        [_renamed(listing, names) for listing in listings],
    )
    first = (
        f"原工作簿不能照原样复制{why}，这份是新建的工作簿：只有读到的值和合并单元格，没有原来的格式、公式、批注和图片"
        if book.kind == "xlsx"
        else "原文件不是 .xlsx 工作簿，这份是新建的工作簿：只有读到的值和合并单元格，没有原来的格式和公式"
    )
    return Marked(copy.data, (first, *lost, *copy.lost))


def _renamed(listing: Listing, names: Mapping[str, str]) -> Listing:
    rows = [
        [
            replace(cell, sheet=names.get(cell.sheet, "")) if isinstance(cell, Link) else cell
            for cell in row
        ]
        for row in listing.rows
    ]  # fmt: skip
    return replace(listing, rows=rows)


def _copy(data: bytes, marks: Sequence[Mark], listings: Sequence[Listing]) -> Marked:
    package = Package(data)
    workbook = Workbook(package)
    lost = _disarmed(package, workbook)
    workbook.drop_old()
    styles = Styles(package, workbook.name)
    drawings = Drawings(package)
    by_sheet: dict[str, list[Mark]] = {}
    for mark in marks:
        if 1 <= mark.row <= LAST_ROW and 1 <= mark.column <= LAST_COLUMN:
            by_sheet.setdefault(mark.sheet, []).append(mark)
    for sheet in workbook.sheets:
        part = SheetPart(package.read(sheet.part))
        if listings:
            unselected(part)
        if sheet.has_cells:
            here = by_sheet.pop(sheet.name, [])
            refused = _mark_sheet(package, styles, drawings, part, sheet.part, here)
            if refused:
                cells = "、".join(cell_name(*cell) for cell in refused[:_NAMED])
                more = f" 等 {len(refused)} 处" if len(refused) > _NAMED else ""
                lost.append(f"表“{sheet.name}”的 {cells}{more}已有会话式批注或写满的批注，意见不能写进去，只在清单里")
        changed = part.written()
        if changed != package.read(sheet.part):
            package.write(sheet.part, changed)
    workbook.add(parts_of(listings), styles)
    styles.save()
    workbook.save()
    return Marked(package.written(), tuple(lost))


def _mark_sheet(
    package: Package, styles: Styles, drawings: Drawings, part: SheetPart, name: str, marks: Sequence[Mark]
) -> list[tuple[int, int]]:
    """Write the marks of a sheet; the cells that could not get a comment."""
    merged = merged_of(part)
    texts: dict[tuple[int, int], dict[tuple[str, str], None]] = {}
    ranks: dict[tuple[int, int], int] = {}
    for mark, cell in zip(marks, placed([(mark.row, mark.column) for mark in marks], merged), strict=True):
        texts.setdefault(cell, {})[mark.label, mark.text] = None
        ranks[cell] = min(ranks.get(cell, 2), mark.rank)
    lay_looks(part, styles, ranks, merged)
    notes = {cell: Note(tuple(here)) for cell, here in texts.items()}
    return remark(package, part, name, notes, drawings)


def _disarmed(package: Package, workbook: Workbook) -> list[str]:
    """Take out what the copy must not have, and say so."""
    lost = []
    relations = package.relations(workbook.name)
    macros = {relation.id: relation.part for relation in relations if relation.kind == "vbaProject"}
    for part in filter(None, macros.values()):
        package.drop(part)
    package.unrelate(workbook.name, set(macros))
    if package.without_types("vba") or macros:
        lost.append("宏：副本是 .xlsx，不带宏，按钮和快捷键不再起作用")
    shared = {relation.id: relation.part for relation in relations if relation.kind in {"revisionHeaders", "usernames"}}
    for part in filter(None, shared.values()):
        package.drop(part)
    if shared:
        package.unrelate(workbook.name, set(shared))
        lost.append("共享工作簿的修订记录")
    for kinds, sentence in (
        ({"origin"}, "数字签名：内容加了批注，原来的签名不再有效，已去掉"),
        ({"extensibility"}, "自定义功能区"),
    ):
        gone = {relation.id: relation.part for relation in package.relations("") if relation.kind in kinds}
        for part in filter(None, gone.values()):
            for below in package.relations(part):
                if below.part:
                    package.drop(below.part)
            package.drop(part)
        if gone:
            package.unrelate("", set(gone))
            lost.append(sentence)
    links = sum(relation.kind == "externalLink" for relation in relations)
    if links:
        workbook.without_updates()
        lost.append(f"引用其他文件的链接 {links} 处：保留上次的值，打开时不更新")
    return lost
