"""Which document of a catalog each document of a workbook continues."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog_tool.domain.names import fold
from catalog_tool.formats.yaml_reader import kind_of
from catalog_tool.model import Kind, Matter, text_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A document that stands in the catalog: its file by the name within it, its number there, its value."""

    file: str
    index: int
    value: Mapping[str, Any]


def homes(
    standing: Sequence[Standing], incoming: Sequence[Mapping[str, Any]], said: Sequence[tuple[str, int] | None]
) -> list[Standing | None]:
    """For each incoming document the standing one it continues; no standing one twice.

    First by all that tells matters apart, then by the file and number a row says it came
    from, then by code alone and by name alone where only one on either side has it.
    """
    found: list[Standing | None] = [None] * len(incoming)
    taken: set[tuple[str, int]] = set()

    def pair(index: int, home: Standing) -> None:
        found[index] = home
        taken.add((home.file, home.index))

    def by(key_of: Callable[[Mapping[str, Any]], Hashable | None]) -> None:
        left: dict[Hashable, list[Standing]] = defaultdict(list)
        for home in standing:
            key = key_of(home.value)
            if key is not None and (home.file, home.index) not in taken:
                left[key].append(home)
        keys = [key_of(value) if found[index] is None else None for index, value in enumerate(incoming)]
        counts = Counter(key for key in keys if key is not None)
        for index, key in enumerate(keys):
            if key is not None and counts[key] == 1 and len(left[key]) == 1:
                pair(index, left[key][0])

    by(_whole)
    places = {(home.file, home.index): home for home in standing}
    claims = Counter(place for index, place in enumerate(said) if place is not None and found[index] is None)
    for index, place in enumerate(said):
        if found[index] is None and place in places and place not in taken and claims[place] == 1:
            home = places[place]
            if kind_of(dict(home.value)) is kind_of(dict(incoming[index])):
                pair(index, home)
    by(_code)
    by(_name)
    return found


def _whole(value: Mapping[str, Any]) -> Hashable | None:
    code = _code(value)
    if code is None:
        return None
    matter = Matter(value)
    return (code, matter.detail_name, matter.handling_code, matter.body_name)


def _code(value: Mapping[str, Any]) -> tuple[Kind, str] | None:
    kind = kind_of(dict(value))
    code = text_of(value.get("基本编码" if kind is Kind.MATTER else "编码"))
    return (kind, code) if code else None


def _name(value: Mapping[str, Any]) -> Hashable | None:
    """The folded name of what has no code."""
    if _code(value) is not None:
        return None
    kind = kind_of(dict(value))
    matter = Matter(value)
    title = matter.title if kind is Kind.MATTER else text_of(value.get("名称"))
    return (kind, fold(title), fold(matter.detail_name), fold(matter.body_name or matter.department)) if title else None
