"""The lines of a proposed mapping for one column: its field, and how its values are understood."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from catalog_tool.formats.yaml_writing import quoted, quoted_if_needed
from catalog_tool.workbooks.elsewhere.likeness import Field, Guess
from catalog_tool.workbooks.tables import Column

CHECK = "请核对"
_SHOWN = 20
_MOST_VALUES = 30
_UNITS = "分钟|小时|工作日|自然日|月|年"
_PATTERN = rf"(?P<数值>[0-9]+)\s*个?[(（]?(?P<单位>{_UNITS}|日|天)?[)）]?"
_LIMIT = re.compile(_PATTERN)
_INSTANT = frozenset({"即办", "即办件", "即时", "即时办结", "当场", "当场办结", "当场办理", "当日办结", "立即办理"})
_NOTHING = frozenset({"无", "/", "-", "--", "—", "——", "暂无", "未规定", "无期限", "无法定时限"})
"""What is written where there is no limit."""
_NO_DAYS = frozenset({"当日办结"})
_NUMBERED = re.compile(r"\s*[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[)）、.．]")
_SEPARATORS = ("\n", "；", ";", "、", ",", "，", "|")
_PAD = " " * 12


def example(text: str, most: int = _SHOWN) -> str:
    """A text short and plain enough for a comment."""
    shown = "".join(character if character.isprintable() else " " for character in text[: 2 * most]).strip()
    shown = shown.replace("#", "＃")
    return f"{shown[:most]}…" if len(shown) > most or len(text) > 2 * most else shown


def field_lines(
    header: str, guess: Guess, values: Sequence[str], told: str, type_numbers: Mapping[str, str], *,
    also: str = "", splits: bool = False,
) -> list[str]:  # fmt: skip
    """What stands under 列 for a column; `also` is a second field, `splits` says that a cell may hold several items."""
    found, key = guess.field, quoted_if_needed(header)
    if found.column is None:
        return [f"{_PAD}{key}:  # {told}", *(f"{_PAD}  {line}" for line in _beneath(found, values))]
    options: list[str] = []
    column = found.column
    if column.choices and (column.text or column.lines):
        options += _choices(found, column, values, type_numbers)
    elif column.lines and not column.text and (separators := _separators(values, ("\n",))):
        options += [f"分隔: {_flow(separators)}", *_numbers(values)]
    elif splits:
        separators = _separators(values, ("\n", "；", ";", "|")) or ["\n"]
        options += [f"分隔: {_flow(separators)}", *_numbers(values)]
    elif column.date and any(not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", value) for value in values):
        options.append("日期: 是")
    if options:
        return [f"{_PAD}{key}:  # {told}", f"{_PAD}  字段: {found.name}", *(f"{_PAD}  {line}" for line in options)]
    if also:
        return [f"{_PAD}{key}: [{found.name}, {also}]  # {told}；没有子项名称一列，当作不分子项  # {CHECK}"]
    return [f"{_PAD}{key}: {found.name}  # {told}"]


def _flow(texts: Sequence[str]) -> str:
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def _separators(values: Sequence[str], known: Sequence[str]) -> list[str]:
    """What stands between the items of a cell, among what is known to."""
    return [separator for separator in known if any(separator in value for value in values)]


def _numbers(values: Sequence[str]) -> list[str]:
    return ["去序号: 是"] if any(_NUMBERED.match(value) for value in values) else []


def _beneath(found: Field, values: Sequence[str]) -> list[str]:
    """A limit, whose number and unit have fields of their own."""
    if not found.name.startswith("办理时限."):
        return [f"字段: {found.name}", "式样: '(?P<说明>.+)'"]
    lines = [f"字段: {found.name}", f"式样: '{_PATTERN}'"]
    pairs = []
    if any(_LIMIT.fullmatch(value) and re.search("[日天]", value) and "工作日" not in value and "自然日" not in value
           for value in values):  # fmt: skip
        pairs += [f"日: 自然日  # 是工作日的请改，{CHECK}", f"天: 自然日  # {CHECK}"]
    pairs += [f"{quoted_if_needed(value)}: {{数值: 0}}" for value in values if value in _INSTANT - _NO_DAYS]
    if pairs:
        lines += ["对照:", *(f"  {pair}" for pair in pairs)]
    nothing = [value for value in values if value in _NOTHING]
    lines += [f"留空: {_flow(nothing)}  # {CHECK}"] if nothing else []
    told = {*_NOTHING, *(_INSTANT - _NO_DAYS)}
    odd = [value for value in values if not _LIMIT.fullmatch(value) and value not in told]
    bare = [value for value in values if value.isascii() and value.isdecimal()]
    lines += (
        [f"# 没有写单位，如 {example(bare[0])}；请在“固定”里写 {found.name}.单位: 工作日  # {CHECK}"] if bare else []
    )
    if odd:
        lines.append(f"# 不合式样的会退回，如 {'、'.join(map(example, odd[:5]))}  # {CHECK}")
    return lines


def _choices(found: Field, column: Column, values: Sequence[str], type_numbers: Mapping[str, str]) -> list[str]:
    """How values that are none of the field's own are put into its words: what is certain, what is a clerk's to say."""
    lines, parts = [], list(values)
    if column.lines:
        separators = _separators(values, _SEPARATORS)
        if separators:
            lines.append(f"分隔: {_flow(separators)}")
            form = re.compile("|".join(map(re.escape, separators)))
            parts = [part.strip() for value in values for part in form.split(value) if part.strip()]
    odd = [part for part in dict.fromkeys(parts) if part not in column.choices]
    meant = {part: _meant(part, found, column, type_numbers) for part in odd[:_MOST_VALUES]}
    sure = {part: word for part, word in meant.items() if word}
    open_ = [part for part, word in meant.items() if not word]
    if sure:
        numbered = f"  # 按国家的类型编号，{CHECK}" if any(part.isdecimal() for part in sure) else ""
        lines += [f"对照:{numbered}", *(f"  {quoted_if_needed(part)}: {word}" for part, word in sure.items())]
    if open_:
        lines.append(f"# 下面的写法请填进“对照”，不填的照旧，由检查指出；可填 {'、'.join(column.choices)}  # {CHECK}")
        lines += [f"#   {quoted_if_needed(example(part))}: " for part in open_]
        lines += [f"#   ……另有 {len(odd) - _MOST_VALUES} 种"] if len(odd) > _MOST_VALUES else []
    return lines


def _meant(part: str, found: Field, column: Column, type_numbers: Mapping[str, str]) -> str:
    """The field's own word for a text, "" where that is not certain."""
    word = found.meant.get(part, "")
    if not word and found.name == "事项类型":
        word = type_numbers.get(part, "") or type_numbers.get(part.zfill(2), "")
    return word if word in column.choices else ""
