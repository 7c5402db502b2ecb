"""受理条件 and 批准条件: what one side alone demands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.compare.terms.one_sided import Stated, added, dropped
from catalog_tool.compare.terms.wordings import points, without_number, wording
from catalog_tool.domain.contacts import is_said
from catalog_tool.model import Path

_FIELDS = ("受理条件", "批准条件")
_END = "。；;，,、 \t\r\n\u3000"
# 符合下列条件： says nothing by itself; 符合下列条件之一： does.
_LEAD_IN = re.compile("(?:下列|以下|如下)[^之任其]{0,20}[：:]$")


class _Point(NamedTuple):
    """A condition by its wording, and as printed."""

    key: str
    printed: str


class _Item(NamedTuple):
    """An item of the list (or the one text): where it stands, its wording, and the points it lists."""

    path: Path
    key: str
    points: tuple[_Point, ...]


@comparator("condition-added", "condition-dropped")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare by wording, in any order; a text that lists its points equals a list of them.

    A side without the field states nothing about conditions, an empty list states that there are none.
    """
    for field in _FIELDS:
        one, other = directory.value.get(field), local.value.get(field)
        if is_unset(directory, local, field, may_be_empty=True):
            yield from unset("condition-dropped", field)
        elif one != other and isinstance(one, list | str) and isinstance(other, list | str):
            yield from _between(_items(one, field), _items(other, field))


def _between(here: list[_Item], there: list[_Item]) -> Iterator[Change]:
    """What is equal as a whole is not taken apart: where its points end is a guess."""
    if _all(here) == _all(there):
        return
    known_here, known_there = _known(here), _known(there)
    for stated in _alone(here, known_there):
        yield dropped("condition", stated)
    for stated in _alone(there, known_here):
        yield added("condition", stated)


def _items(value: list[object] | str, field: str) -> list[_Item]:
    listed = [((field,), value)] if isinstance(value, str) else [((field, at), item) for at, item in enumerate(value)]
    found = []
    for position, (path, text) in enumerate(listed):
        if isinstance(text, str):
            key, listed_points = _read(text, position, len(listed) > 1)
            if key:
                found.append(_Item(path, key, listed_points))
    return found


@lru_cache(maxsize=65536)
def _read(text: str, position: int, is_listed: bool) -> tuple[str, tuple[_Point, ...]]:
    """The wording of an item and the points it lists; "" for an item that says nothing or only leads to others."""
    if not is_said(text) or (is_listed and _LEAD_IN.search(text.strip())):
        return "", ()
    whole = _point(text, position)
    texts = points(whole.printed)
    if len(texts) <= 1:
        return whole.key, (whole,)
    found = (_point(part, at) for at, part in enumerate(texts) if not _LEAD_IN.search(part))
    return whole.key, tuple(point for point in found if point.key)


def _point(text: str, position: int) -> _Point:
    said = without_number(text.strip(), position).strip(_END)
    return _Point(wording(said), said)


def _all(items: list[_Item]) -> str:
    return "".join(point.key for item in items for point in item.points)


def _known(items: list[_Item]) -> set[str]:
    return {item.key for item in items} | {point.key for item in items for point in item.points}


def _alone(items: list[_Item], known: set[str]) -> Iterator[Stated]:
    """What is not known on the other side, point by point and each once."""
    seen: set[str] = set()
    for item in items:
        if item.key in known:
            continue
        for point in item.points:
            if point.key not in known and point.key not in seen:
                seen.add(point.key)
                yield Stated(item.path, point.printed)
