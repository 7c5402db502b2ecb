"""What one list of a run may be asked by the others: which matters it has, and whose they are.

A list's own comparables stay where they were compared; this is what comes home of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from catalog_tool.compare.comparable import Row, Side
from catalog_tool.domain.levels import is_above
from catalog_tool.domain.names import fold
from catalog_tool.domain.regions import region_holds


class Held(NamedTuple):
    """A matter in use: 基本编码, folded name, 实施主体."""

    code: str
    name: str
    body: str


class Listed(Protocol):
    """A list as others of its run know it: 层级 and 区划代码."""

    @property
    def level(self) -> str:
        """层级."""
        ...

    @property
    def region(self) -> str:
        """区划代码."""
        ...


Upper = TypeVar("Upper", bound=Listed)


@dataclass(frozen=True)
class Holdings:
    """A list and what it holds: its folder, 区划代码 and 层级."""

    path: str
    region: str
    level: str
    matters: tuple[Held, ...]


def holdings_of(side: Side) -> Holdings:
    """What a catalog holds, each row that is in use."""
    return _holdings(side, tuple(_held(side)))


def no_holdings(side: Side) -> Holdings:
    """The catalog without its matters: for what is told of a list a second time."""
    return _holdings(side, ())


def _holdings(side: Side, matters: tuple[Held, ...]) -> Holdings:
    return Holdings(side.path, side.context.region, side.context.level, matters)


def _held(side: Side) -> Iterator[Held]:
    for group in side.groups:
        if group.in_use:
            yield from (_of_row(row) for row in group.rows)


def _of_row(row: Row) -> Held:
    return Held(row.matter.code, fold(row.matter.title), row.matter.body_name)


def nearest_over(lower: Upper, lists: Iterable[Upper]) -> list[Upper]:
    """Of some lists those that stand right over one: its city's, or what is next above where the run has no city."""
    over = [other for other in lists if is_over(other, lower)]
    return [one for one in over if not any(is_over(one, other) for other in over)]


def is_over(upper: Listed, lower: Listed) -> bool:
    """Whether a list is of a higher level whose region holds the other's (330100 holds 330122)."""
    return is_above(upper.level, lower.level) and region_holds(upper.region, lower.region)
