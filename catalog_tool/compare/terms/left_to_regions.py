"""地方自定: what the directory leaves to the region must have a local value (contract.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog_tool.compare.changes import Change
from catalog_tool.compare.comparable import Row

_UNSET = frozenset({"unset"})


def is_unset(directory: Row, local: Row, field: str, *, may_be_empty: bool = False) -> bool:
    """Whether the directory leaves a field to the region and the region says nothing in it.

    An empty list says nothing either, unless the format gives it a meaning. A row that
    leaves the field to regions itself is a directory's, and need not fill it.
    """
    if "地方自定" not in directory.value or not directory.leaves_to_region(field) or local.leaves_to_region(field):
        return False
    value: Any = local.matter.get(field)
    return value is None or (value in ("", [], {}) and not (may_be_empty and value == []))


def unset(kind: str, field: str) -> Iterator[Change]:
    """The change that says so."""
    yield Change(kind, (field,), "由地方定", "未填", traits=_UNSET)
