"""The rows that staff ticked, read from a review workbook in whatever state it comes back.

Sheets and columns are known by their heads, rows by what stands in them: a workbook may
have been sorted, filtered, cut down, renamed, copied from or saved by another program.
What cannot be taken for sure is refused with its row, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog_tool.compare.decided.confirmations import APART, DEPARTMENTS, DIFFERENT, MATTERS, ONE_LINE, SAME
from catalog_tool.compare.judged import suggestion_fingerprint
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import CannotRun
from catalog_tool.formats.grids import Book, Grid, Value, fill_merged
from catalog_tool.formats.yaml_bytes import UNWANTED
from catalog_tool.reports import review_sheets as sheets

_HEADER_ROWS = 20
"""People write a title above the heads."""
_CODE_LENGTH = 12
_REQUIRED = {
    MATTERS: (
        sheets.JUDGEMENT, sheets.WHO, sheets.DIRECTORY_CODE, sheets.DIRECTORY_NAME, sheets.LOCAL_CODE,
        sheets.LOCAL_NAME,
    ),
    DEPARTMENTS: (sheets.JUDGEMENT, sheets.WHO, sheets.UPPER, sheets.LOWER),
}  # fmt: skip
_OPTIONAL = (sheets.NOTE, sheets.LIST, sheets.REGION, sheets.MARK)
_YES = {"是", "对", "同", "相同", "一致", "√", "✓", "✔", "☑", "yes", "y", "true"}
_NO = {"否", "不", "非", "不对", "不一致", "×", "✗", "✘", "✕", "x", "no", "n", "false"}
"""How people tick where the list to choose from got lost; the two words themselves come on top."""
_SAID = {
    MATTERS: {SAME: {*_YES, SAME, "同一事项"}, DIFFERENT: {*_NO, DIFFERENT, "不是", "不同一"}},
    DEPARTMENTS: {ONE_LINE: {*_YES, ONE_LINE, "同一"}, APART: {*_NO, APART, "不同", "不是同一条线"}},
}


class BadRow(Exception):
    """Why a row cannot be taken and what to do, in Chinese, without a full stop."""


@dataclass(frozen=True)
class Tick:
    """One ticked row: where it stands, which list it is about (path and 区划代码 as written), and what was said.

    `directory` and `local` are 基本编码 and name, of departments "" and the name.
    """

    place: str
    list: str
    judgement: str
    who: str
    note: str
    path: str
    region: str
    directory: tuple[str, str]
    local: tuple[str, str]


@dataclass
class Ticks:
    """All ticked rows, what was refused, and what a person should know about the workbook."""

    ticks: list[Tick] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0


def ticks_of(book: Book, shown: str) -> Ticks:
    """The ticks of a workbook; CannotRun where it has no sheet to review."""
    found = Ticks(notes=list(book.notes))
    seen = False
    for grid in book.grids:
        headed = _headed(grid, shown)
        if headed is None:
            continue
        name, top, columns = headed
        if grid.hidden:
            raise CannotRun(f"{shown} 的工作表“{grid.name}”是隐藏的，看不见的内容不读。请取消隐藏或删去这张表。")
        seen = True
        fill_merged(grid, top + 1)
        for at in range(top + 1, len(grid.rows)):
            _take(_Row(grid, at, columns), name, found)
    if not seen:
        heads = "、".join(_REQUIRED[MATTERS][:2])
        raise CannotRun(
            f"{shown} 里没有要审核的表：找不到同时有 {heads} 等表头的“{sheets.SUGGESTED}”或“{sheets.DEPARTMENTS}”。"
            "请用 diff --format xlsx 导出的工作簿，表头不要改。"
        )
    if book.unread:
        found.notes.append(f"工作簿里有 {book.unread} 个公式没有算出值，按空格读；请用 Excel 或 WPS 打开保存一次")
    return found


def _headed(grid: Grid, shown: str) -> tuple[str, int, Mapping[str, int]] | None:
    """Which sheet it is, the index of the row of heads, and the column of each head that is read."""
    for top, row in enumerate(grid.rows[:_HEADER_ROWS]):
        names = ["".join(value.split()).rstrip("*＊") if isinstance(value, str) else "" for value in row]
        for name, required in _REQUIRED.items():
            if not set(required) <= set(names):
                continue
            wanted = (*required, *_OPTIONAL)
            if twice := next((head for head in wanted if names.count(head) > 1), None):
                raise CannotRun(f"{shown} 的工作表“{grid.name}”有两列都叫“{twice}”，不知读哪一列。请删去一列。")
            return name, top, {head: names.index(head) for head in wanted if head in names}
    return None


class _Row:
    """One row of a sheet, read by the names of its columns."""

    def __init__(self, grid: Grid, at: int, columns: Mapping[str, int]) -> None:
        self._cells = grid.rows[at]
        self._columns = columns
        self.place = f"工作表“{one_line(grid.name)}”第 {at + 1} 行" if grid.name else f"第 {at + 1} 行"

    def cell(self, head: str) -> Value:
        """The value in a column; None where it is blank, or the column is gone."""
        index = self._columns.get(head)
        return None if index is None or index >= len(self._cells) else self._cells[index]

    def text(self, head: str) -> str:
        """The same as text; BadRow where it is none that may be written to a file."""
        value = self.cell(head)
        if isinstance(value, bool) or not isinstance(value, (str, int, type(None))):
            raise BadRow(f"{head} 里是 {one_line(str(value))}，不是文字；请把单元格设为文本，照原样填写")
        text = "" if value is None else str(value).strip()
        if UNWANTED.search(text):
            raise BadRow(f"{head} 里有看不见的控制字符；请删去后重新填写")
        return text


def _take(row: _Row, name: str, found: Ticks) -> None:
    said = row.cell(sheets.JUDGEMENT)
    if said is None or (isinstance(said, str) and not said.strip()):
        return
    found.rows += 1
    try:
        found.ticks.append(_tick(row, name, said))
    except BadRow as bad:
        found.refused.append(f"{row.place}：{bad}。")


def _tick(row: _Row, name: str, said: Value) -> Tick:
    judgement = _judgement(name, said)
    who = one_line(row.text(sheets.WHO))
    if not who:
        raise BadRow(f"写了 {judgement}，没有写 {sheets.WHO}；请填上确认的人，可以填好一格往下拖")
    path, region, mark = (row.text(head) for head in (sheets.LIST, sheets.REGION, sheets.MARK))
    note = one_line(row.text(sheets.NOTE))
    if name == DEPARTMENTS:
        upper, lower = row.text(sheets.UPPER), row.text(sheets.LOWER)
        if not upper or not lower:
            raise BadRow(f"{sheets.LOWER if upper else sheets.UPPER} 是空的；请从新导出的工作簿重新勾选")
        return Tick(row.place, name, judgement, who, note, path, region, ("", upper), ("", lower))
    here = _codes(row, sheets.DIRECTORY_CODE), row.text(sheets.DIRECTORY_NAME)
    there = _codes(row, sheets.LOCAL_CODE), row.text(sheets.LOCAL_NAME)
    codes = _unharmed(here, there, region, mark)
    return Tick(row.place, name, judgement, who, note, path, region, (codes[0], here[1]), (codes[1], there[1]))


def _judgement(name: str, said: Value) -> str:
    text = "".join(str(said).split()).casefold()
    for judgement, words in _SAID[name].items():
        if text in words:
            return judgement
    wanted = " 或 ".join(_SAID[name])
    raise BadRow(f"{sheets.JUDGEMENT} 写的是“{one_line(str(said))[:40]}”，只能是 {wanted}；请改正，拿不准的清空")


def _codes(row: _Row, head: str) -> tuple[str, ...]:
    """The code in a cell, or what it may have been before a spreadsheet made a number of it."""
    value = row.cell(head)
    text = row.text(head)
    if isinstance(value, int) and len(text) < _CODE_LENGTH:
        return text, text.zfill(_CODE_LENGTH)
    return (text,)


def _unharmed(
    here: tuple[tuple[str, ...], str], there: tuple[tuple[str, ...], str], region: str, mark: str
) -> tuple[str, str]:
    """Both codes, as the row's mark says they were; without a mark, as they stand if that is certain."""
    for side, (codes, title) in ((sheets.DIRECTORY_CODE, here), (sheets.LOCAL_CODE, there)):
        if not codes[0] and not title:
            raise BadRow(f"{side} 和名称都是空的；请从新导出的工作簿重新勾选")
    if mark:
        for one in here[0]:
            for other in there[0]:
                if suggestion_fingerprint(region, one or here[1], other or there[1]) == mark:
                    return one, other
        raise BadRow(f"编码、名称或{sheets.REGION}和导出时不一样了，不知说的是哪一件；请从新导出的工作簿重新勾选")
    if len(here[0]) > 1 or len(there[0]) > 1:
        raise BadRow("编码成了数字，开头的 0 可能已经丢了；请从新导出的工作簿重新勾选，编码列设为文本")
    return here[0][0], there[0][0]
