"""What a workbook speaks of: where it has no column, what stands in the catalog stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.formats.aligning import aligned
from catalog_tool.workbooks.tables import Keys


@dataclass
class Stated:
    """The keys a workbook has a place for, of one kind of document.

    `main` are those of the document, `lists` those of the items of each list that has
    rows of its own. `rest` says that it has a place for everything else too, `flags` are
    lists with a column to say that they are there and empty, or lists of one; `single`
    are those that may be an object instead.
    """

    main: set[Keys] = field(default_factory=set)
    lists: dict[Keys, set[Keys]] = field(default_factory=dict)
    rest: bool = False
    flags: set[Keys] = field(default_factory=set)
    single: set[Keys] = field(default_factory=set)


def completed(old: Mapping[str, Any], new: Mapping[str, Any], stated: Stated, known: set[str]) -> dict[str, Any]:
    """The new value with what it could not say taken from the old one; `known` are the keys the schema has."""
    result = dict(new)
    for key, value in old.items():
        if key not in known:
            if key not in new and not stated.rest and (key,) not in stated.main:
                result[key] = value
            continue
        kept = _kept(value, new.get(key), (key,), stated)
        if kept is not None:
            result[key] = kept
    return result


def _kept(old: Any, new: Any, keys: Keys, stated: Stated) -> Any:
    """What stands under keys in the end; None where nothing does."""
    if keys in stated.lists:
        return _listed(old, new, keys, stated)
    if keys in stated.main:
        return new
    if any(known[: len(keys)] == keys for known in (*stated.main, *stated.lists)):
        # Its parts have columns, or some of them.
        if not isinstance(old, dict) or not isinstance(new, (dict, type(None))):
            return new
        parts = dict(new or {})
        for key, value in old.items():
            kept = _kept(value, parts.get(key), (*keys, key), stated)
            if kept is not None:
                parts[key] = kept
        return parts or None
    return old if new is None else new


def _listed(old: Any, new: Any, keys: Keys, stated: Stated) -> Any:
    """What stands under the keys of a list with rows; where no column could say it, it stays empty or a list of one."""
    alone = keys in stated.single and isinstance(new, dict)
    before = [old] if keys in stated.single and isinstance(old, dict) else old
    found = _items(before, [new] if alone else new, stated.lists[keys])
    if keys in stated.flags:
        return found[0] if alone else found
    if found is None and old in ([], {}):
        return old
    return found[0] if alone and not isinstance(old, list) else found


def _items(old: Any, new: Any, columns: set[Keys]) -> Any:
    """Items of a list, each with what its row had no column for."""
    if not isinstance(old, list) or not isinstance(new, list):
        return new
    inner = Stated(columns)
    result = []
    for item, index in zip(new, aligned(old, new), strict=True):
        before = old[index] if index is not None else None
        if isinstance(item, dict) and isinstance(before, dict):
            full = dict(item)
            for key, value in before.items():
                kept = _kept(value, full.get(key), (key,), inner)
                if kept is not None:
                    full[key] = kept
            result.append(full)
        else:
            result.append(item)
    return result
