"""A Book as plain data, for programs that know nothing of Python: dictionaries, lists, texts, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def plain(value: Any) -> Any:
    """The value as JSON has it.

    A dataclass becomes a dictionary of its fields, with `kind` where its class has one;
    a tuple becomes a list; texts, numbers, truth values and None stay. Goes over
    dataclasses whatever they are, so that a new kind of block needs nothing here.
    Raises TypeError for what JSON does not have.
    """
    # Texts and tuples first: a thick handbook has a million of them.
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return [item if isinstance(item, str) else plain(item) for item in value]
    names = _field_names(value.__class__)
    if names is not None:
        found = {name: plain(getattr(value, name)) for name in names}
        kind = getattr(value, "kind", None)
        return found if kind is None else {"kind": kind, **found}
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    raise TypeError(f"not plain data: {type(value).__name__}")


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else None
