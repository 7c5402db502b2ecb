"""What an import might lose without anybody having meant it."""

from __future__ import annotations

from typing import Any

from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.workbooks.tables import Keys

_MAY_BE_LARGE = 200_000
"""Bytes from which on a file may hold more than the reader takes."""
_MAY_BE_DEEP = 40
"""Blanks in a row, or brackets, from which on it may be nested deeper than the reader follows."""


def unreadable_as(data: bytes) -> str:
    """What the reader would say of a new file; "" if nothing. The usual text needs no reading to know it."""
    is_usual = len(data) < _MAY_BE_LARGE and b" " * _MAY_BE_DEEP not in data and data.count(b"[") < _MAY_BE_DEEP
    if is_usual and data.count(b"{") < _MAY_BE_DEEP and b"\\" not in data:
        return ""
    refusals = read_yaml(data, "").refusals
    return refusals[0].rule.message.format_map(refusals[0].args) if refusals else ""


def has_less(old: Any, new: Any) -> bool:
    """Whether anything is gone from a value, however deep."""
    if isinstance(old, dict) and isinstance(new, dict):
        return any(key not in new or has_less(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(new) < len(old) or any(map(has_less, old, new))
    return False


def rows_under(value: Any, keys: Keys) -> int:
    """How many rows a list has in a workbook; the lists within its items count too."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    items = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    inner = ([part for part in item.values() if isinstance(part, list)] for item in items if isinstance(item, dict))
    return sum(max([1, *map(len, lists)]) for lists in inner)
