"""What a flow chart shows, before anyone decides where: boxes, arrows, and what stays together.

Shapes are those of GB/T 1526: terminator, process, decision, document, connector, and
the double line of parallel mode.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Shape(StrEnum):
    """The symbols of GB/T 1526 that a chart uses."""

    TERMINAL = "terminal"
    STEP = "step"
    DECISION = "decision"
    DOCUMENT = "document"
    CONNECTOR = "connector"
    BAR = "bar"


class Way(StrEnum):
    """How an arrow leads: on to a later row, aside to what hangs on a box, or back to an earlier one."""

    DOWN = "down"
    ASIDE = "aside"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Box:
    """One symbol.

    `texts` are its paragraphs, the first one its name; `lane` is the department ("" for that
    of the box it hangs on); `owner` is the key of that box, None for what stands in the main
    line; `issued` are documents, drawn beside it where there is room, else named in it;
    `stopped` is a procedure during which the clock stands still.
    """

    key: int
    shape: Shape
    lane: str = ""
    texts: tuple[str, ...] = ()
    owner: int | None = None
    issued: tuple[str, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one box to another; `both` where an answer comes back the same way."""

    source: int
    target: int
    way: Way = Way.DOWN
    label: str = ""
    both: bool = False
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """Boxes that stay on one drawing: rows of the main line, and what hangs on them."""

    rows: tuple[tuple[int, ...], ...]
    sides: tuple[int, ...] = ()

    @property
    def keys(self) -> Iterator[int]:
        """All boxes, the main line first."""
        for row in self.rows:
            yield from row
        yield from self.sides


@dataclass(slots=True)
class Chart:
    """A whole chart. Every edge joins two boxes of some block; blocks follow each other."""

    title: str
    boxes: dict[int, Box] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add(self, shape: Shape, lane: str, texts: tuple[str, ...] = (), **more: object) -> int:
        """A new box; its key."""
        key = len(self.boxes)
        self.boxes[key] = replace(Box(key, shape, lane, texts), **more)  # type: ignore[arg-type]
        return key

    @property
    def lanes(self) -> tuple[str, ...]:
        """The lanes in the order of their first box; the applicant's is the first of all."""
        found = dict.fromkeys(
            box.lane for block in self.blocks for box in map(self.boxes.__getitem__, block.keys) if box.lane
        )
        return tuple(sorted(found, key=lambda lane: lane != APPLICANT))


APPLICANT = "申请人"
