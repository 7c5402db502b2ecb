"""特别程序 as they are compared: one entry may name several procedures (检验、检测)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog_tool.compare.terms.aspects import aspect_of
from catalog_tool.domain.contacts import is_said
from catalog_tool.domain.names import fold
from catalog_tool.model import Matter, Path, mappings_of, text_of

FIELD = "特别程序"
_JOINED = re.compile("[、,;/+]|以及|和|及")


class Procedure(NamedTuple):
    """One entry: where it stands, its name, the folded names of the procedures it names, and the entry."""

    path: Path
    name: str
    named: tuple[str, ...]
    entry: Mapping[str, Any]


def procedures_of(matter: Matter, opposite: Matter) -> list[Procedure] | None:
    """The special procedures of a matter's row that apply to what is compared; None where they are no list."""
    listed = matter.value.get(FIELD, [])
    if not isinstance(listed, list):
        return None
    aspect = aspect_of(matter, opposite)
    found = []
    for index, entry in mappings_of(listed):
        name = text_of(entry.get("名称")).strip()
        named = tuple(dict.fromkeys(part for part in _JOINED.split(fold(name)) if part))
        if named and is_said(name) and aspect.when(entry.get("适用情形")) != frozenset():
            found.append(Procedure((FIELD, index), name, named, entry))
    return found
