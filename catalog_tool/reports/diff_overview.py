"""Several lists at a glance: how each stands, who claims what, who does best, who is far off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from catalog_tool.compare.claims.best import MATERIALS, PROMISE, Best
from catalog_tool.compare.claims.matrix import Matrix, columns_of
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.judged import JudgedLocal
from catalog_tool.compare.policy import Decision
from catalog_tool.domain.visible import one_line
from catalog_tool.reports.diff_gaps import (
    gaps_in_lists,
    gaps_in_promises,
    lists_said,
    often_far,
    outlier_said,
    promises_said,
)
from catalog_tool.reports.diff_wording import (
    FINE,
    LETTERS,
    STYLES,
    WORDS,
    cell_letter,
    cell_said,
    column_names,
)
from catalog_tool.reports.styled import Line, Segment, cut, cut_inside, pad, width, wrapped

_MOST_LISTS = 30
_MOST_ROWS = 30
_MOST_GAPS = 6
_MOST_FAR = 8
_LONGEST_CODE = 20
_NAME = 24
_WORD = 14
_LETTER = 3
_NUMBER = 8
_HANGING = 2
"""Cells by which a closing mark may hang over when a line is broken."""
_NARROWEST = 75
"""Cells below which a table would only be cut to pieces; a narrower terminal wraps its lines."""
_COUNTS = ("事项", "对上", "缺失", "目录外", *(decision.label for decision in Decision))
_SHORT = {"可自行调整": "可调整"}


def overview(compared: Compared, best: Mapping[str, Best], columns: int) -> Iterator[Line]:
    """Yield the tables of several lists, at most `columns` cells wide; nothing for one list."""
    matrix = compared.matrix
    if matrix is None:
        return
    locals_ = columns_of(compared.locals)
    names = [one_line(name) for name in column_names(compared)]
    columns = max(columns, _NARROWEST)
    yield from _counts(locals_, names, columns)
    yield []
    yield from _matrix(matrix, names, columns)
    yield []
    yield from _best(best, names, columns)
    yield from _far(best, names, columns)


def _counts(locals_: Sequence[JudgedLocal], names: Sequence[str], columns: int) -> Iterator[Line]:
    """Yield a line for each list: how many matters, matched, missing … and how many of each decision."""
    order = list(range(len(locals_)))
    if len(locals_) > _MOST_LISTS:
        order.sort(key=lambda number: (-locals_[number].decisions[Decision.VIOLATION], number))
    shown = order[:_MOST_LISTS]
    room = columns - 5 - _NUMBER * len(_COUNTS)
    widest = max(min(max(width(names[number]) for number in shown), room), 10)
    head = "".join(_right(_SHORT.get(title, title), _NUMBER) for title in _COUNTS)
    yield [Segment(f"{len(locals_)} 个清单", "bold")]
    yield [Segment(" " * (5 + widest) + head, "dim")]
    for number in shown:
        local = locals_[number]
        kinds, decisions = local.kinds, local.decisions
        counts = (local.local.matters, local.matched, kinds["missing"], kinds["undeclared"])
        line = [Segment(f"{number + 1:>4} {pad(cut(names[number], widest), widest)}")]
        line += [Segment(_right(str(count), _NUMBER)) for count in counts]
        for decision, style in zip(Decision, ("error", "warning", ""), strict=True):
            line.append(Segment(_right(str(decisions[decision]), _NUMBER), style if decisions[decision] else "dim"))
        if local.problems:
            line.append(Segment(f"  {len(local.problems)} 处读不了", "warning"))
        yield line
    if len(order) > _MOST_LISTS:
        yield [Segment(f"     只列违规最多的 {_MOST_LISTS} 个，另有 {len(order) - _MOST_LISTS} 个。", "dim")]


def _matrix(matrix: Matrix, names: Sequence[str], columns: int) -> Iterator[Line]:
    """Yield the matrix, in words where all columns have room for them, else in one character each."""
    heading = "认领对照（行是目录里的事项和各地自己的，列是各地；· 表示不归本级）"
    yield [Segment(heading, "bold")]
    if not matrix.rows:
        yield [Segment("没有应认领的事项。", "dim")]
        return
    rows = _worst_rows(matrix)
    codes = min(max(width(one_line(matrix.rows[row])) for row in rows), _LONGEST_CODE) + 1
    room = columns - codes - _NAME
    in_words = room // len(names) >= _WORD
    shown = list(range(len(names))) if in_words else _worst_columns(matrix, room // _LETTER)
    each = min(room // len(names), 20) if in_words else _LETTER
    if in_words:
        heads = "".join(pad(cut(name, each - 1), each) for name in names)
    else:
        heads = "".join(_right(str(number + 1), each) for number in shown)
    yield [Segment(pad("", codes + _NAME) + heads, "dim")]
    for row in rows:
        code = pad(cut(one_line(matrix.rows[row]), codes - 1), codes)
        yield [Segment(code), *_row(matrix, row, shown, each, in_words=in_words)]
    if not in_words:
        yield from _legend(matrix, rows, shown, columns)
    yield from _left(len(matrix.rows) - len(rows), len(names) - len(shown))


def _row(matrix: Matrix, row: int, shown: Sequence[int], each: int, *, in_words: bool) -> Line:
    name = pad(cut_inside(one_line(matrix.matters[row].name), _NAME - 1), _NAME)
    line = [Segment(name)]
    for column in shown:
        cell, marks = matrix.cells[row][column], matrix.marks[row][column]
        word = pad(cut(cell_said(cell, marks), each - 1), each) if in_words else ""
        text = word or _right(cell_letter(cell, marks), each)
        line.append(Segment(text, STYLES.get(cell or "", "")))
    return line


def _worst_rows(matrix: Matrix) -> list[int]:
    """The rows to show, in order: all, or those with the most cells to look at."""
    rows = range(len(matrix.rows))
    if len(rows) <= _MOST_ROWS:
        return list(rows)
    faults = [sum(cell not in FINE for cell in cells) for cells in matrix.cells]
    return sorted(sorted(rows, key=lambda row: (-faults[row], row))[:_MOST_ROWS])


def _worst_columns(matrix: Matrix, most: int) -> list[int]:
    """The columns to show, in order: all, or those with the most cells to look at."""
    columns = range(len(matrix.columns))
    if len(columns) <= most:
        return list(columns)
    faults = [sum(cells[column] not in FINE for cells in matrix.cells) for column in columns]
    return sorted(sorted(columns, key=lambda column: (-faults[column], column))[:most])


def _legend(matrix: Matrix, rows: Sequence[int], shown: Sequence[int], columns: int) -> Iterator[Line]:
    """Yield what the characters mean, of those that are there."""
    used = {cell_letter(matrix.cells[row][column], matrix.marks[row][column]) for row in rows for column in shown}
    words = [f"{letter} {WORDS[cell]}" for cell, letter in LETTERS.items() if letter in used]
    words += [f"{letter} {word}违规" for letter, word in (("时", "时限"), ("材", "材料")) if letter in used]
    words += ["报 有须报备的"] * ("报" in used)
    for line in wrapped(f"列号见上表。{'　'.join(words)}", columns - _HANGING):
        yield [Segment(line, "dim")]


def _left(rows: int, columns: int) -> Iterator[Line]:
    left = [f"{rows} 行"] * (rows > 0) + [f"{columns} 列"] * (columns > 0)
    if left:
        yield [Segment(f"只列要看的格最多的，另有 {'、'.join(left)}没有列出；全部见 --format xlsx。", "dim")]


def _best(best: Mapping[str, Best], names: Sequence[str], columns: int) -> Iterator[Line]:
    """Yield the matters in which regions differ most, with who does best and who worst."""
    promises, lists = gaps_in_promises(best.values()), gaps_in_lists(best.values())
    told = [(each, f"承诺 {promises_said(found, names)}") for each, found in promises[:_MOST_GAPS]]
    told += [(each, f"材料 {lists_said(found, names)}") for each, found in lists[:_MOST_GAPS]]
    if not told:
        return
    yield [Segment("对标（差距最大的事项）", "bold")]
    for each, text in told:
        yield [Segment(f"  {cut(one_line(each.matter.name), columns - 20)}（{one_line(each.code)}）")]
        yield from ([Segment(f"    {line}", "dim")] for line in wrapped(text, columns - 4 - _HANGING))
    left = max(len(promises) - _MOST_GAPS, 0), max(len(lists) - _MOST_GAPS, 0)
    if any(left):
        yield [Segment(f"  另有承诺不同的 {left[0]} 个、材料不同的 {left[1]} 个事项；全部见 --format xlsx。", "dim")]
    yield []


def _far(best: Mapping[str, Best], names: Sequence[str], columns: int) -> Iterator[Line]:
    """Yield the regions that are far above the median, the most frequent first."""
    found = often_far(best.values())
    if not found:
        return
    yield [Segment("明显高于中位数（超过两倍）", "bold")]
    for far in found[:_MOST_FAR]:
        each, outlier = far.found[0]
        example = f"如 {one_line(each.matter.name)} {outlier_said(each, outlier)}"
        text = f"{names[far.column]}：承诺 {far.count(PROMISE)} 项，材料 {far.count(MATERIALS)} 项，{example}"
        yield from ([Segment(f"  {line}")] for line in wrapped(text, columns - 2 - _HANGING))
    if len(found) > _MOST_FAR:
        yield [Segment(f"  另有 {len(found) - _MOST_FAR} 地；全部见 --format xlsx。", "dim")]
    yield []


def _right(text: str, cells: int) -> str:
    return " " * max(cells - width(text), 0) + text
