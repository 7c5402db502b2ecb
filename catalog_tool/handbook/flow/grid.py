"""Where the boxes of a drawing stand: rows down, columns across, columns within lanes.

No two boxes share a cell, so none can overlap another whatever its text. What stands in
the main line comes row by row; what hangs on a box stands beside it, or below in rows
that the main line passes through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalog_tool.handbook.flow.graph import Block, Box, Edge, Shape, Way

MOST_COLUMNS = 6
"""More would leave less than seven characters to a line on a page (156 mm, no smaller than 8 pt)."""
_MOST_LANES = 5
OTHERS = "其他部门"
"""The lane of the departments with the fewest boxes where there are more lanes than fit."""
_ROOM_FOR_DOCUMENTS = 3


@dataclass(slots=True)
class Grid:
    """Boxes by cell. `lanes` are (name, first column, columns); a bar spans the columns of `spans`."""

    lanes: list[tuple[str, int, int]]
    boxes: dict[int, Box]
    edges: list[Edge]
    cells: dict[tuple[int, int], int] = field(default_factory=dict)
    at: dict[int, tuple[int, int]] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    rows: int = 0

    @property
    def columns(self) -> int:
        """How many columns all lanes have."""
        return sum(count for _, _, count in self.lanes)

    def put(self, key: int, row: int, column: int) -> None:
        """Set a box on a free cell."""
        self.cells[row, column] = key
        self.at[key] = (row, column)
        self.rows = max(self.rows, row + 1)

    def lane_columns(self, lane: str) -> range:
        """The columns of a lane."""
        return next((range(first, first + count) for name, first, count in self.lanes if name == lane), range(1))


def grid_of(blocks: Sequence[Block], boxes: Mapping[int, Box], edges: Iterable[Edge], order: Sequence[str]) -> Grid:
    """Set the blocks of one drawing; `order` are all lanes of the chart from left to right."""
    here = {key: boxes[key] for block in blocks for key in block.keys}
    _homes(here)
    merged = _merged(here, order)
    lanes = [lane for lane in order if lane in merged.values()] + [OTHERS] * (OTHERS in merged.values())
    for key, box in here.items():
        # A circle beside joins alone has no lane to inherit: the first one holds it.
        lane = merged.get(box.lane) or (lanes[0] if lanes and box.shape is not Shape.BAR else "")
        named = lane == OTHERS != box.lane and box.shape not in (Shape.TERMINAL, Shape.CONNECTOR)
        here[key] = replace(box, lane=lane, texts=(*box.texts[:1], box.lane, *box.texts[1:]) if named else box.texts)
    counts = _column_counts(blocks, here, lanes or [""])
    placed, first = [], 0
    for lane in lanes or [""]:
        placed.append((lane, first, counts[lane]))
        first += counts[lane]
    grid = Grid(placed, here, [edge for edge in edges if edge.source in here and edge.target in here])
    row = 0
    for block in blocks:
        row = _set_block(grid, block, row)
    _span_bars(grid)
    _documents(grid)
    return grid


def _homes(boxes: dict[int, Box]) -> None:
    """What hangs on a box without a lane of its own stands in that box's lane."""
    for key, box in boxes.items():
        seen = {key}
        owner = box
        while not owner.lane and owner.owner in boxes and owner.owner not in seen:
            seen.add(owner.key)
            owner = boxes[owner.owner]
        if owner.lane != box.lane:
            boxes[key] = replace(box, lane=owner.lane)


def _merged(boxes: Mapping[int, Box], order: Sequence[str]) -> dict[str, str]:
    """For each lane the one that it is drawn as."""
    uses = Counter(box.lane for box in boxes.values() if box.lane)
    if len(uses) <= MOST_COLUMNS:
        return {lane: lane for lane in uses}
    kept = sorted(uses, key=lambda lane: (-uses[lane], order.index(lane)))[: _MOST_LANES - 1]
    return {lane: lane if lane in kept else OTHERS for lane in uses}


def _column_counts(blocks: Sequence[Block], boxes: Mapping[int, Box], lanes: Sequence[str]) -> Counter[str]:
    """How many columns each lane gets: what it would like, as far as the page goes."""
    wanted = Counter(dict.fromkeys(lanes, 1))
    for block in blocks:
        for row in block.rows:
            for lane, count in Counter(boxes[key].lane for key in row).items():
                wanted[lane] = max(wanted[lane], count)
        for key in block.sides:
            side = boxes[key]
            owner = boxes.get(side.owner) if side.owner is not None else None
            if owner is not None and owner.lane == side.lane:
                wanted[side.lane] = max(wanted[side.lane], 2)
    if sum(wanted[lane] for lane in lanes) < _ROOM_FOR_DOCUMENTS:
        issuing = Counter(box.lane for box in boxes.values() if box.issued)
        for lane, _ in issuing.most_common(1):
            wanted[lane] = max(wanted[lane], 2)
    counts = Counter(dict.fromkeys(lanes, 1))
    spare = MOST_COLUMNS - len(lanes)
    while spare > 0:
        short = [lane for lane in lanes if counts[lane] < wanted[lane]]
        if not short:
            break
        for lane in short[:spare]:
            counts[lane] += 1
        spare -= len(short[:spare])
    return counts


def _set_block(grid: Grid, block: Block, row: int) -> int:
    """Set one block from a row on; the first row after it."""
    hanging: dict[int, list[int]] = {}
    for key in block.sides:
        owner = grid.boxes[key].owner
        hanging.setdefault(-1 if owner is None else owner, []).append(key)
    for keys in block.rows:
        if len(keys) == 1 and grid.boxes[keys[0]].shape is Shape.BAR:
            grid.put(keys[0], row, -1 - keys[0])
            row += 1
            continue
        top = row
        used: Counter[str] = Counter()
        for key in keys:
            lane = grid.boxes[key].lane
            columns = grid.lane_columns(lane)
            down, across = divmod(used[lane], len(columns))
            used[lane] += 1
            grid.put(key, top + down, columns[across])
        passing = {grid.at[key][1] for key in keys}
        below = max(grid.at[key][0] for key in keys) + 1
        for key in keys:
            for side in hanging.pop(key, []):
                below = max(below, _set_side(grid, side, key, passing) + 1)
                # What hangs on a side itself (a connector) stands by it.
                for further in hanging.pop(side, []):
                    below = max(below, _set_side(grid, further, side, passing) + 1)
        row = below
    for rest in hanging.values():
        for side in rest:
            grid.put(side, row, grid.lane_columns(grid.boxes[side].lane)[-1])
            row += 1
    return row


def _set_side(grid: Grid, side: int, owner: int, passing: set[int]) -> int:
    """Set what hangs on a box beside it, or in the next row where its columns are free."""
    start, column = grid.at[owner]
    own = grid.lane_columns(grid.boxes[side].lane)
    near = sorted((each for each in own if each != column), key=lambda each: (each < column, abs(each - column)))
    row = start
    while True:
        for each in near:
            if (row, each) not in grid.cells and (row == start or each not in passing):
                grid.put(side, row, each)
                return row
        if row > start and (not near or set(near) <= passing):
            for each in near or own:
                if (row, each) not in grid.cells:
                    grid.put(side, row, each)
                    return row
        row += 1


def _span_bars(grid: Grid) -> None:
    """A fork or join reaches over the boxes that it divides or gathers."""
    bars = [key for key, box in grid.boxes.items() if box.shape is Shape.BAR]
    for bar in bars:
        into = [edge.source for edge in grid.edges if edge.target == bar]
        out = [edge.target for edge in grid.edges if edge.source == bar]
        mates = max((into, out), key=len) if max(len(into), len(out)) > 1 else into + out
        columns = [grid.at[key][1] for key in mates if key not in bars] or [0]
        row, marker = grid.at[bar]
        grid.cells.pop((row, marker), None)
        grid.spans[bar] = (min(columns), max(columns))
        grid.at[bar] = (row, min(columns))
        for column in range(min(columns), max(columns) + 1):
            grid.cells[row, column] = bar


def _documents(grid: Grid) -> None:
    """Documents issued: a symbol beside the step where its lane has room in a small chart, else in the box."""
    for key, box in list(grid.boxes.items()):
        if not box.issued:
            continue
        row, column = grid.at[key]
        free = [
            each for each in grid.lane_columns(box.lane) if abs(each - column) == 1 and (row, each) not in grid.cells
        ]
        if grid.columns <= _ROOM_FOR_DOCUMENTS and free and box.owner is None:
            paper = -1 - key
            grid.boxes[paper] = Box(paper, Shape.DOCUMENT, box.lane, ("、".join(box.issued),), owner=key)
            grid.put(paper, row, free[-1])
            grid.edges.append(Edge(key, paper, Way.ASIDE))
            grid.boxes[key] = replace(box, issued=())
        else:
            grid.boxes[key] = replace(box, texts=(*box.texts, f"出具：{'、'.join(box.issued)}"), issued=())
