"""A value as a cell, and a cell as a value.

What a person would write is plain: a text, a number, a line an item, {原因: 婚迁} for an
object among them as in the YAML. What that cannot say (an empty text, a line break within
an item, a value of the wrong shape) is written as it is, in JSON behind a mark. Numbers
that Excel made of codes and dates that it made of numbers are no values: what they were
is lost, and nobody here guesses.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from catalog_tool.formats.grids import Value
from catalog_tool.formats.nodes import Node, roots_of
from catalog_tool.formats.yaml_bytes import UNWANTED, character_name
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.formats.yaml_stream import NULLS
from catalog_tool.workbooks.flow import flow
from catalog_tool.workbooks.tables import Column

AS_IS = "〔原样〕"
"""What a value begins with that stands in its cell as JSON."""
NONE = "无"
"""In the column of a list: the list is there, and nothing is in it."""
EMPTY_LIST = "[]"
DASH = "- "
"""What stands before the only item of a list, where without it the cell would be a text."""

_WHOLE = re.compile("0|[1-9][0-9]{0,8}")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,3}")
_DATE_LIKE = re.compile(r"[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日")
_LONG_CODES = frozenset({"基本编码", "实施编码", "业务办理项编码", "统一社会信用代码", "来源事项"})
_SHORT_NUMBER = re.compile("[1-9][0-9]{0,10}")
"""The shortest of these codes has twelve characters under any profile; one with its 0 in front was kept as text."""
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_EXACT = 10**15
"""Excel keeps fifteen digits of a number; of a longer one the last are zeros."""
MARKS = "〔#{｛"
"""What a cell begins with that may be more than its text: a value as it is, an error of Excel, an object."""
_YAML_OBJECT = re.compile(r"[{｛][^{}｛｝]{0,200}[:：].*[}｝]", re.DOTALL)
_YAML_LIST = re.compile(r"\[.*\]")
_SIMPLE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（《][\u4e00-\u9fffA-Za-z0-9（）《》、，。；：“”:/.-]*")
"""Texts that are nothing but a text, whatever stands around them."""
_LONGEST_OBJECT = 10_000
_BETWEEN = re.compile("[、，,；;]")
LONG_MARK = re.compile("〔长文字 [0-9]{1,9}〕")
"""What stands in a cell for a text that is on the sheet of long ones."""
# Neither XML nor JSON of ours may carry these as they are; Excel reads _x0041_ as A.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


class BadCell(Exception):
    """Why a cell's value cannot be taken: what is wrong and what to do, in Chinese, without a full stop."""


def cell_of(value: Any, column: Column) -> str | int:
    """The cell for a value that is there; `value_of` gives the value back."""
    plain = _plain(value, column)
    return as_is(value) if plain is None else plain


def as_is(value: Any) -> str:
    """Any value in JSON behind its mark, safe in a cell."""
    text = json.dumps(value, ensure_ascii=False)
    return AS_IS + _UNSAFE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    character, rest = found.group()[0], found.group()[1:]
    return f"\\u{ord(character):04x}{rest}"


def _plain(value: Any, column: Column) -> str | int | None:
    """The value as a person would write it; None where that would not give it back."""
    if type(value) is int:
        return value if column.count and _WHOLE.fullmatch(str(value)) else None
    if isinstance(value, str):
        if column.is_plain and _SIMPLE.fullmatch(value):
            return value  # most texts are, and need none of the questions below
        if not column.text or not _is_plain(value):
            return None
        if column.is_plain:
            return None if _YAML_OBJECT.fullmatch(value) else value
        return _if_read_back(value, value, column)
    if isinstance(value, list) and column.lines:
        written = _as_lines(value, column)
        return None if written is None else _if_read_back(written, value, column)
    return None


def _if_read_back(written: str, value: Any, column: Column) -> str | None:
    """What is written, if it is read as the value: whatever reading makes of a cell, nothing is lost."""
    try:
        return written if value_of(written, column) == value else None
    except BadCell:
        return None


def _as_lines(value: list[Any], column: Column) -> str | None:
    """A list with a line an item; one text alone where a text may stand has a dash in front."""
    lines = []
    for item in value:
        line = flow(item) if isinstance(item, dict) and column.objects and item else item
        if not isinstance(line, str) or not _is_plain(line) or "\n" in line:
            return None
        lines.append(line)
    if len(lines) == 1 and column.text and isinstance(value[0], str):
        return f"{DASH}{lines[0]}"
    return "\n".join(lines) if lines else EMPTY_LIST


def _is_plain(text: str) -> bool:
    """Whether a cell with this very text is read as this text."""
    return (
        text != ""
        and text.strip() == text
        and not text.startswith(AS_IS)
        and text not in _ERRORS
        and not LONG_MARK.fullmatch(text)
        and not _UNSAFE.search(text)
    )


def value_of(cell: Value, column: Column) -> Any:
    """The value of a cell, None for a blank one; raises BadCell."""
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            return None
        if text.startswith(AS_IS):
            return _unpacked(text[len(AS_IS) :])
        if text in _ERRORS:
            raise BadCell(f"这里是公式出错的结果 {text}；请改成实际内容")
        if LONG_MARK.fullmatch(text):
            raise BadCell(f"{text}的内容不全：“长文字”表里没有，或少了几段；请从导出的工作簿重新复制那张表")
        return _of_text(text.replace("\r\n", "\n").replace("\r", "\n"), column)
    if cell is None:
        return None
    if isinstance(cell, bool):
        raise BadCell(f"这里是逻辑值 {'TRUE' if cell else 'FALSE'}；请把单元格设为文本，填 是 或 否")
    if isinstance(cell, (int, float)):
        return _of_number(cell, column)
    if isinstance(cell, list):
        return _of_text("\n".join(cell), column)
    return _of_time(cell, column)


def _spoilt(text: str, column: Column) -> str:
    """What a spreadsheet made of a code before it was saved as text (CSV knows nothing else); "" if nothing."""
    if _SCIENTIFIC.fullmatch(text):
        return f"Excel 把编码变成了数字 {text}，后几位已经丢了；请把单元格设为文本，照原件重新输入"
    if _DATE_LIKE.fullmatch(text):
        return f"Excel 把这里的内容当成了日期 {text}，原来写的是什么已看不出；请把单元格设为文本，照原件重新输入"
    if column.keys[-1] in _LONG_CODES and _SHORT_NUMBER.fullmatch(text):
        return f"编码 {text} 只有 {len(text)} 位数字，开头的 0 可能已被 Excel 去掉；请把单元格设为文本，照原件重新输入"
    return ""


def _of_text(text: str, column: Column) -> Any:
    if not text.isprintable() and (found := UNWANTED.search(text)):
        raise BadCell(f"这里有看不见的控制字符 {character_name(found.group())}；请删去，或重新输入这一格")
    if column.count:
        if not _WHOLE.fullmatch(text):
            raise BadCell(_no_number(text, column))
        return int(text)
    if column.code and not column.lines and (why := _spoilt(text, column)):
        raise BadCell(why)
    if column.lines:
        return _of_lines(text, column)
    if not column.own and _YAML_OBJECT.fullmatch(text):
        raise BadCell(f"“{text[:40]}”是文件里的写法；在工作簿里请去掉大括号，各项分别填在自己的列里")
    return text


def _no_number(text: str, column: Column) -> str:
    of_limits = "“5个工作日”的 5 填在这里，“工作日”填在“单位”列，当场办结填 0"
    where = of_limits if column.keys[-1] == "数值" else "如 0、1、2"
    return f"这里只填数字，现在是“{text[:20]}”；{where}"


def _of_lines(text: str, column: Column) -> Any:
    """A list with a line an item, or the text that may stand instead."""
    if _YAML_LIST.fullmatch(text):
        return _list(text, column)
    lines = [line for line in (line.strip() for line in text.split("\n")) if line]
    if column.objects and any(line.startswith("｛") for line in lines):
        raise BadCell("大括号、冒号、逗号请用半角，写成 {名称: 内容, 名称: 内容}")
    if column.choices and not column.text:
        # Several on a line is a habit; it is certain only where each is one of the choices.
        lines = [part for line in lines for part in _chosen(line, column)]
    if column.text and len(lines) == 1:
        if lines[0].startswith(DASH):
            return [lines[0].removeprefix(DASH).strip()]
        if not (column.objects and lines[0].startswith("{")):
            return lines[0]
    return [_object(line) if column.objects and line.startswith("{") else line for line in lines]


def _chosen(line: str, column: Column) -> list[str]:
    parts = [part.strip() for part in _BETWEEN.split(line)]
    return parts if len(parts) > 1 and all(part in column.choices for part in parts) else [line]


def _list(text: str, column: Column) -> list[Any]:
    """A list in brackets, as it stands in the files: whoever copies it from there means that list."""
    read = read_yaml(f"值: {text}\n".encode("utf-8", "replace"), "", manifest=True)
    found = None if read.refusals else read.documents[0].value.get("值")
    kinds = (str, dict) if column.objects else (str,)
    if not isinstance(found, list) or not all(isinstance(item, kinds) for item in found):
        raise BadCell(f"“{text[:40]}”的方括号里读不出一项一项的内容；请去掉方括号，一行写一项")
    return found


def _object(line: str) -> Any:
    if len(line) > _LONGEST_OBJECT:
        raise BadCell(f"大括号里的内容超过 {_LONGEST_OBJECT} 个字；请拆成几行")
    text = f"值: {line}"
    read = read_yaml(f"{text}\n".encode("utf-8", "replace"), "", manifest=True)
    found = None if read.refusals else read.documents[0].value.get("值")
    if isinstance(found, dict):
        _, written = roots_of(f"{text}\n")[0].pairs[0]
        # {原因：婚迁} is to YAML a name without content, and what follows # nothing at all: both would be lost.
        if written.end == len(text) and not _has_hole(written):
            return found
    raise BadCell(f"“{line[:40]}”写法有误；大括号里应写成 {{名称: 内容, 名称: 内容}}，冒号、逗号用半角，冒号后空一格")


def _has_hole(node: Node) -> bool:
    """Whether a name stands without content somewhere."""
    if any(value.style == "" and value.text in NULLS for _, value in node.pairs):
        return True
    return any(map(_has_hole, (*(value for _, value in node.pairs), *node.items)))


def _of_number(number: float, column: Column) -> Any:
    whole = int(number) if math.isfinite(number) and abs(number) < 10**18 and number == int(number) else None
    if column.count:
        fits = whole is not None and _WHOLE.fullmatch(str(whole))
        if not fits:
            raise BadCell(_no_number(f"{number:.10g}", column))
        return whole
    shown = _as_typed(number)
    if column.date:
        raise BadCell(f"这里是数字 {shown}，不是日期；请把单元格设为文本，写成 2018-06-01 的样子")
    if whole is None or column.code or abs(number) >= _EXACT:
        raise BadCell(
            f"这里是数字 {shown}，不是文本，Excel 可能已去掉开头或末尾的 0、改动后几位；"
            "请把单元格设为文本，照原件重新输入"
        )
    return _of_text(str(whole), column)


def _as_typed(number: float) -> str:
    """A number as Excel shows it in a cell of the usual width."""
    if abs(number) >= 10**11:
        digits, _, power = f"{number:.5E}".partition("E")
        return f"{digits.rstrip('0').rstrip('.')}E{power}"
    return f"{number:.10g}"


def _of_time(cell: date | datetime | time | timedelta, column: Column) -> Any:
    midnight = time(0, 0)
    if column.date and isinstance(cell, date) and (not isinstance(cell, datetime) or cell.time() == midnight):
        return f"{cell.year:04d}-{cell.month:02d}-{cell.day:02d}"
    what = f"时间 {cell}" if isinstance(cell, (time, timedelta)) else f"日期 {cell.year}/{cell.month}/{cell.day}"
    raise BadCell(f"Excel 把这里的内容当成了{what}，原来写的是什么已看不出；请把单元格设为文本，照原件重新输入")


def _unpacked(text: str) -> Any:
    try:
        value = json.loads(text, parse_float=_refused, parse_constant=_refused, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise BadCell(f"{AS_IS}后面的内容已损坏；请从导出的工作簿重新复制这一格，或删去标记改写") from None
    if not _is_data(value):
        raise BadCell(f"{AS_IS}后面的内容不是目录里能有的值；请从导出的工作簿重新复制这一格")
    return value


def _refused(text: str) -> Any:
    raise ValueError(text)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


def _is_data(value: Any, depth: int = 0) -> bool:
    """Whether a value is one that the YAML reader could give: texts, whole numbers, lists, mappings, holes in lists."""
    if depth > 50:
        return False
    if isinstance(value, dict):
        return all(_is_text(key) and _is_data(item, depth + 1) for key, item in value.items())
    if isinstance(value, list):
        return all(item is None or _is_data(item, depth + 1) for item in value)
    if isinstance(value, str):
        return _is_text(value)
    return type(value) is int and _WHOLE.fullmatch(str(value)) is not None


def _is_text(text: str) -> bool:
    return text.isprintable() or ("\r" not in text and UNWANTED.search(text) is None)
