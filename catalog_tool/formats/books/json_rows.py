"""Records in JSON: an array of objects, an object with one such array in it, or an object a line.

The keys become the first row, in the order in which they first appear; each record is a row.
"""

from __future__ import annotations

import json
import re
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.formats.books.cell_values import MOST_CELLS, grid_rows
from catalog_tool.formats.books.refusals import refused, too_large
from catalog_tool.formats.grids import LAST_ROW, Book, Grid, Value

_SURROGATE = re.compile("[\ud800-\udfff]")
_SHAPE = "JSON 里应当是一组记录：[{…}, {…}]，或每行一个 {…}，或 {“名称”: [{…}, …]}"


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def read_json(text: str, shown: str) -> Book:
    """The records of a JSON text; one object a line makes it JSON lines."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if text.lstrip()[:1] == "{" and (len(lines) > 1) and _is_object(lines[0][1]):
        return _book("jsonl", "", [_record(line, number, shown) for number, line in lines], shown)
    whole = _loaded(text, shown, None)
    if isinstance(whole, list):
        return _book("json", "", _records(whole, shown), shown)
    if isinstance(whole, dict):
        lists = {key: value for key, value in whole.items() if _is_records(value)}
        if len(lists) == 1:
            ((name, records),) = lists.items()
            return _book("json", name, records, shown)
        if len(lines) == 1 and not lists:
            return _book("jsonl", "", [whole], shown)
        problem = f"{_SHAPE}；这里有 {len(lists)} 组记录" if lists else _SHAPE
        raise refused(shown, problem, "请改成其中一种再试。")
    raise refused(shown, _SHAPE, "请改成其中一种再试。")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _record(line: str, number: int, shown: str) -> dict[str, Any]:
    record = _loaded(line, shown, number)
    if not isinstance(record, dict):
        raise refused(shown, f"第 {number} 行不是 {{…}} 这样的记录", "请改正该行后再试。")
    return record


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(record, dict) for record in value)


def _records(items: list[Any], shown: str) -> list[dict[str, Any]]:
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise refused(shown, f"第 {number} 条不是 {{…}} 这样的记录", "请改正后再试。")
    return items


def _loaded(text: str, shown: str, line: int | None) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=str)
    except _TwiceError as error:
        where = f"第 {line} 行" if line else ""
        raise refused(shown, f"{where}一条记录里有两个“{error}”", "请删去多余的一个后再试。") from error
    except json.JSONDecodeError as error:
        raise _broken(shown, line or error.lineno) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, brackets nested thousands deep.
        where = f"第 {line} 行" if line else ""
        raise refused(shown, f"{where}嵌套太深或数字太长", "这不像业务数据，请确认文件来源。") from error


def _broken(shown: str, line: int) -> CannotRun:
    return refused(shown, f"第 {line} 行不合 JSON 格式", "请改正该处（多半是缺引号、逗号或括号）后再试。")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TwiceError(key[:40])
            seen.add(key)
    return record


def _book(kind: str, name: str, records: list[dict[str, Any]], shown: str) -> Book:
    keys = list(dict.fromkeys(key for record in records for key in record))
    if len(records) >= LAST_ROW:
        raise too_large(shown, f"有 {len(records)} 条记录，比一张工作表装得下的还多")
    if len(keys) * (len(records) + 1) > MOST_CELLS:
        raise too_large(shown, f"{len(records)} 条记录里有 {len(keys)} 种键，列成表超过 {MOST_CELLS // 10_000} 万格")
    rows: list[list[Value]] = [[_whole(key) for key in keys]]
    rows += [[_cell(record.get(key)) for key in keys] for record in records]
    return Book(kind, [Grid(_whole(name), grid_rows(rows))])


def _cell(value: Any) -> Value:
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        return [_scalar(item) for item in value] or None
    if isinstance(value, (list, dict)):
        return _whole(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) if value else None
    return value  # type: ignore[no-any-return]


def _scalar(value: Any) -> str:
    return _whole(value) if isinstance(value, str) else "" if value is None else json.dumps(value)


def _whole(text: str) -> str:
    # Half of a character, which \ud83d can write and no file can hold.
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
