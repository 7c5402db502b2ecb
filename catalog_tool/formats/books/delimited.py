"""Text tables: values between commas, tabs or semicolons (.csv, .tsv), in the encodings that offices use.

Every value stays text, so that a code keeps its leading zeros.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from catalog_tool.formats.books.cell_values import MOST_CELLS, grid_rows
from catalog_tool.formats.books.refusals import refused, too_large
from catalog_tool.formats.grids import LAST_COLUMN, LAST_ROW, Book, Grid
from catalog_tool.formats.yaml_bytes import character_name, strip_bom, utf16_codec

_DELIMITERS = "\t,;"
_SAMPLE = 64 * 1024
_MOST_SAMPLED = 30
_LONGEST_CELL = 131_072  # the csv module's own limit, four times what Excel holds
_DECLARED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
# How exports keep Excel from turning 010200 into a number.
_TEXT_FORMULA = re.compile(r'="([^"]*)"\Z')
# Only Chinese in UTF-8, and enough of it: GBK text that looks so by chance is shorter.
_UTF8_CHINESE = re.compile(rb"(?:[\x00-\x7f]*[\xe3-\xe9\xef][\x80-\xbf]{2}){4,}[\x00-\x7f]*")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")


def decoded(data: bytes, shown: str) -> tuple[str, str]:
    """Give the text and the name of its encoding; CannotRun with the line where the bytes fit none."""
    codec = utf16_codec(data)
    if codec:
        text, name = data.decode(codec).removeprefix("\ufeff"), "UTF-16"
    else:
        data = strip_bom(data)
        try:
            text, name = data.decode("utf-8"), "UTF-8"
        except UnicodeDecodeError as error:
            text, name = _from_gb(data, error.start, shown), "GBK"
    found = _NOT_TEXT.search(text)
    if found:
        line = _line(text, found.start())
        problem = f"第 {line} 行有控制字符 {character_name(found.group())}，这不像文字表格"
        raise refused(shown, problem, "请确认文件没有传坏；如能打开，请用 Excel 或 WPS 另存为 .xlsx 再试。")
    return text, name


def _from_gb(data: bytes, utf8_until: int, shown: str) -> str:
    try:
        # GB 18030 holds GBK and GB 2312.
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that got further is the one meant.
        raise _odd_line(data, max(utf8_until, error.start), shown) from error
    # UTF-8 bytes mostly make some sense as GBK, so a file glued together of both would pass.
    lines = data.split(b"\n")
    utf8 = [number for number, line in enumerate(lines) if not line.isascii() and _UTF8_CHINESE.fullmatch(line)]
    if utf8:
        others = (i for i, line in enumerate(lines) if not line.isascii() and not _is_utf8(line))
        first = next(others, 0)
        raise _mixed(shown, max(first, utf8[0]) + 1)
    return text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _odd_line(data: bytes, offset: int, shown: str) -> Exception:
    return _mixed(shown, data.count(b"\n", 0, offset) + 1)


def _mixed(shown: str, line: int) -> Exception:
    problem = f"第 {line} 行的文字编码与其他行不同，或不是 UTF-8、GBK、UTF-16 编码"
    return refused(shown, problem, "请用 Excel 或 WPS 打开，确认没有乱码后另存为 .xlsx 再试。")


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def read_delimited(text: str, shown: str) -> Book:
    """The one sheet of a text table."""
    declared = _DECLARED.match(text)
    if declared:
        # A line for Excel, which does not show it.
        text, delimiter = text[declared.end() :], declared[1]
    else:
        delimiter = _delimiter(text, shown)
    rows: list[list[str]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            cells += len(row)
            if len(row) > LAST_COLUMN:
                raise too_large(shown, f"第 {reader.line_num} 行有 {len(row)} 列，超过 {LAST_COLUMN} 列")
            if len(rows) >= LAST_ROW:
                raise too_large(shown, f"超过 {LAST_ROW} 行，比一张工作表装得下的还多")
            if cells > MOST_CELLS:
                raise too_large(shown, f"超过 {MOST_CELLS // 10_000} 万个单元格")
            rows.append([_plain(cell) if cell[:2] == '="' else cell for cell in row])
    except csv.Error as error:
        problem = f"第 {reader.line_num} 行附近有超过 {_LONGEST_CELL} 字的单元格，多半是引号没有配对"
        raise refused(shown, problem, "请检查那里的引号，或用 Excel、WPS 打开后另存为 .xlsx 再试。") from error
    if rows and rows[-1] and "\n" in rows[-1][-1] and text.count('"') % 2:
        line = _line(text, len(text.rstrip())) - rows[-1][-1].rstrip().count("\n")
        problem = f"第 {line} 行的引号没有配对，后面的行都被当成了同一格"
        raise refused(shown, problem, "请补上或删去那里的引号后再试。")
    return Book("csv", [Grid("", grid_rows(rows))])


def _plain(cell: str) -> str:
    found = _TEXT_FORMULA.match(cell)
    return found[1] if found else cell


def _delimiter(text: str, shown: str) -> str:
    """What stands between the cells: the sign that cuts the first lines into equally many."""
    sample = text[:_SAMPLE]
    best, best_score = ",", (0.0, 0)
    for delimiter in sorted(_DELIMITERS, key=lambda sign: sign != "\t" or not shown.lower().endswith(".tsv")):
        widths: list[int] = []
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            for row in reader:
                if any(row):
                    widths.append(len(row))
                if len(widths) >= _MOST_SAMPLED:
                    break
        except csv.Error:
            continue
        usual, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
        # A title line above the heads, or a comma in a few texts, must not decide.
        if usual > 1 and (score := (times / len(widths), usual)) > best_score:
            best, best_score = delimiter, score
    return best
