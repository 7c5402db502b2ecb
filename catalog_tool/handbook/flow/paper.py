"""From cells to points: how wide columns are, how high rows grow with their text, where lines bend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from catalog_tool.handbook.flow.graph import Box, Shape, Way
from catalog_tool.handbook.flow.grid import Grid
from catalog_tool.handbook.flow.measure import LEADING, SIZE, even, width, wrap
from catalog_tool.handbook.flow.routes import Port, Route, Routes, Run, routes_of

Point = tuple[float, float]

PAD = 4.0
"""From the outline of a box to its text."""
_TRACK = 6.0
_CHANNEL = 9.0
_LANE_CHANNEL = 13.0
_GUTTER = 13.0
_MOST_LINES = 26
"""Of a box; the longest of its paragraphs move below the chart where it has more."""
_MOST_HEAD_LINES = 8
_ASIDE = 5.0
_BAR = 4.0
_CIRCLE = 18.0
_NATURAL = {1: 260.0, 2: 350.0, 3: 442.0, 4: 442.0, 5: 500.0}


@dataclass(frozen=True, slots=True)
class Placed:
    """A box on paper, in points from the left and the top, with the lines of its text (bold or not)."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line with its corners, and whether it ends, and begins, in an arrow."""

    edge: tuple[int, int]
    points: tuple[Point, ...]
    ends: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a line; `anchor` as SVG has it."""

    x: float
    y: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane from x to x, with the lines of its head."""

    name: str
    left: float
    right: float
    lines: tuple[str, ...]


@dataclass(slots=True)
class Sheet:
    """The lanes with all that stands in them; `head` is the height of the lanes' heads."""

    width: float
    height: float
    head: float
    lanes: list[Lane] = field(default_factory=list)
    boxes: list[Placed] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _Paper:
    def __init__(self, grid: Grid, wide: float, first_note: int) -> None:
        self.grid = grid
        self.routes: Routes = routes_of(grid)
        self.width = wide
        self.notes: list[str] = []
        self.first_note = first_note
        edges = {first for _, first, _ in grid.lanes} | {grid.columns}
        self.channel_widths = [
            (_LANE_CHANNEL if column in edges else _CHANNEL) + _TRACK * self.routes.channels.get(column, 0)
            for column in range(grid.columns + 1)
        ]
        self.column = max(40.0, (self.width - sum(self.channel_widths)) / grid.columns)
        self.width = self.column * grid.columns + sum(self.channel_widths)
        self.lefts = [sum(self.channel_widths[: number + 1]) + self.column * number for number in range(grid.columns)]
        self.boxes: dict[int, Placed] = {}
        self.tops: list[float] = []
        self.heights: list[float] = []

    def sheet(self) -> Sheet:
        lanes = [
            Lane(name, self._boundary(first), self._boundary(first + count), ())
            for name, first, count in self.grid.lanes
        ]
        lanes = [replace(lane, lines=even(lane.name, lane.right - lane.left - 2 * PAD)) for lane in lanes]
        for place, lane in enumerate(lanes):
            if len(lane.lines) > _MOST_HEAD_LINES:
                note = self._note(lane.name)
                lanes[place] = replace(lane, lines=(f"（见{note}）",))
        lines = max(len(lane.lines) for lane in lanes)
        head = lines * LEADING + 2 * PAD if lines else 0.0
        sizes = {key: self._size(box) for key, box in self.grid.boxes.items()}
        y = head
        for row in range(self.grid.rows):
            y += self._gutter(row)
            height = max((sizes[key][1] for key, (at, _) in self.grid.at.items() if at == row), default=0.0)
            self.tops.append(y)
            self.heights.append(height)
            y += height
        sheet = Sheet(self.width, y + self._gutter(self.grid.rows), head, lanes, notes=self.notes)
        for key, (row, column) in self.grid.at.items():
            self.boxes[key] = self._placed(key, row, column, *sizes[key])
        sheet.boxes = [self.boxes[key] for key in sorted(self.boxes, key=lambda key: self.grid.at[key])]
        self._draw(sheet)
        return sheet

    def _boundary(self, column: int) -> float:
        """The line between two lanes: at the left of the channel between them, the frame at the ends."""
        if column == 0:
            return 0.0
        if column == self.grid.columns:
            return self.width
        return self.lefts[column] - self.channel_widths[column] + 4.0

    def _gutter(self, row: int) -> float:
        above = [self.grid.boxes[key] for key, (at, _) in self.grid.at.items() if at == row - 1]
        # The word at the lower corner of a decision needs its room.
        extra = 4.0 if any(box.shape is Shape.DECISION for box in above) else 0.0
        return _GUTTER + extra + _TRACK * max(0, self.routes.gutters.get(row, 0) - 1)

    def _size(self, box: Box) -> tuple[float, float, tuple[tuple[str, bool], ...]]:
        if box.shape is Shape.BAR:
            return self.column, _BAR, ()
        if box.shape is Shape.CONNECTOR:
            return _CIRCLE, _CIRCLE, tuple((text, False) for text in box.texts)
        if box.shape is Shape.DECISION:
            lines = even(box.texts[0], self.column * 0.56)
            across = max(map(width, lines), default=0.0) + 2
            tall = len(lines) * LEADING
            return self.column, tall / max(0.3, 1 - across / self.column) + 2, tuple((line, False) for line in lines)
        lines_ = self._lines(box)
        tall = len(lines_) * LEADING + 2 * PAD
        wide = self.column
        if box.shape is Shape.TERMINAL:
            wide = min(self.column, max(64.0, max((width(line) for line, _ in lines_), default=0.0) + 24))
        return wide, tall + (6.0 if box.shape is Shape.DOCUMENT else 0.0), lines_

    def _lines(self, box: Box) -> tuple[tuple[str, bool], ...]:
        room = self.column - 2 * PAD - (8.0 if box.shape is Shape.TERMINAL else 0.0)
        texts = [(wrap if number else even)(text, room) for number, text in enumerate(box.texts)]
        plain = list(box.texts)
        while sum(map(len, texts)) > _MOST_LINES:
            longest = max(range(len(texts)), key=lambda number: len(texts[number]))
            if len(texts[longest]) <= 2:
                break
            texts[longest] = wrap(f"（见{self._note(plain[longest])}）", room)
        bold = box.shape is Shape.STEP
        return tuple((line, bold and number == 0) for number, lines in enumerate(texts) for line in lines)

    def _note(self, text: str) -> str:
        """A text moves below the chart; what it is called there."""
        name = f"注{self.first_note + len(self.notes)}"
        self.notes.append(f"{name}：{text}")
        return name

    def _placed(
        self, key: int, row: int, column: int, wide: float, tall: float, lines: tuple[tuple[str, bool], ...]
    ) -> Placed:
        middle = self.tops[row] + self.heights[row] / 2
        if key in self.grid.spans:
            first, last = self.grid.spans[key]
            left = self.lefts[first]
            return Placed(
                self.grid.boxes[key], left, middle - tall / 2, self.lefts[last] + self.column - left, tall, lines
            )
        return Placed(
            self.grid.boxes[key], self.lefts[column] + (self.column - wide) / 2, middle - tall / 2, wide, tall, lines
        )

    def _draw(self, sheet: Sheet) -> None:
        ports = self._ports()
        for number, route in enumerate(self.routes.routes):
            start, end = ports[number]
            points = self._points(route, start, end)
            edge = route.edge
            sheet.strokes.append(Stroke((edge.source, edge.target), points, edge.arrow, edge.both))
            if edge.label:
                sheet.labels.append(self._label(edge.label, route, start))

    def _ports(self) -> list[tuple[Point, Point]]:
        """Where each route leaves and arrives; several on one side of a box stand apart."""
        beside: dict[Port, list[tuple[int, int]]] = {}
        found: list[list[Point]] = [[(0.0, 0.0), (0.0, 0.0)] for _ in self.routes.routes]
        for number, route in enumerate(self.routes.routes):
            for end, (key, side) in enumerate((route.source, route.target)):
                box = self.boxes[key]
                if side in ("top", "bottom"):
                    x = self.lefts[route.columns[end]] + self.column / 2
                    y = box.y if side == "top" else box.y + box.height
                    found[number][end] = (x + self._giving_way(key, side, route), y)
                else:
                    beside.setdefault((key, side), []).append((number, end))
        for (key, side), ends in beside.items():
            box = self.boxes[key]
            x = box.x if side == "left" else box.x + box.width
            # Lines to several boxes leave at one place and divide on their way; lines back meet before they arrive.
            first = {self._together(*each): each for each in reversed(ends)}
            apart = [each for each in ends if first[self._together(*each)] == each]
            heights = dict(zip(apart, self._heights(box, apart), strict=True))
            for number, end in ends:
                y = heights[first[self._together(number, end)]]
                found[number][end] = (x, y + self._giving_way(key, side, self.routes.routes[number]))
        return [(first, second) for first, second in found]

    def _together(self, number: int, end: int) -> tuple[int, int] | Way:
        """What ends of lines share a place at the side of a box."""
        route = self.routes.routes[number]
        shares = route.runs and route.edge.way is (Way.BACK if end else Way.ASIDE)
        return route.edge.way if shares else (number, end)

    def _giving_way(self, key: int, side: str, route: Route) -> float:
        """How far a port moves aside where the line of the box that it faces would run into its own."""
        row, column = self.grid.at[key]
        lying = side in ("top", "bottom")
        line = {"top": row, "bottom": row + 1, "left": column, "right": column + 1}[side]
        place = 2 * (column if lying else row) + 1
        pointed = self.boxes[key].box.shape in (Shape.DECISION, Shape.CONNECTOR, Shape.BAR)
        if (
            pointed
            or (lying, line, place) not in self.routes.clashes
            or not any(isinstance(r, Run) for r in route.runs)
        ):
            return 0.0
        return _ASIDE if side in ("top", "left") else -_ASIDE

    def _heights(self, box: Placed, ends: Sequence[tuple[int, int]]) -> list[float]:
        middle = box.y + box.height / 2
        if len(ends) == 1 or box.box.shape in (Shape.DECISION, Shape.CONNECTOR):
            return [middle] * len(ends)
        rows = [self._other_row(*end) for end in ends]
        straight = [number for number, (route, _) in enumerate(ends) if not self.routes.routes[route].runs]
        own = self.grid.at[box.box.key][0]
        above = [n for n in range(len(ends)) if n not in straight[:1] and rows[n] < own]
        below = [n for n in range(len(ends)) if n not in straight[:1] and rows[n] >= own]
        heights = [middle] * len(ends)
        if not straight:
            every = sorted(above, key=lambda n: rows[n]) + sorted(below, key=lambda n: rows[n])
            for place, number in enumerate(every, 1):
                heights[number] = box.y + box.height * place / (len(every) + 1)
            return heights
        for place, number in enumerate(sorted(above, key=lambda n: rows[n]), 1):
            heights[number] = box.y + box.height / 2 * place / (len(above) + 1)
        for place, number in enumerate(sorted(below, key=lambda n: rows[n]), 1):
            heights[number] = middle + box.height / 2 * place / (len(below) + 1)
        return heights

    def _other_row(self, number: int, end: int) -> int:
        edge = self.routes.routes[number].edge
        return self.grid.at[edge.target if end == 0 else edge.source][0]

    def _points(self, route: Route, start: Point, end: Point) -> tuple[Point, ...]:
        points = [start]
        x, y = start
        lying = False
        for run in route.runs:
            if isinstance(run, int):
                x, lying = self.lefts[run] + self.column / 2, False
            elif run.lying:
                y, lying = self._gutter_y(run), True
            else:
                x, lying = self._channel_x(run), False
            points.append((x, y))
        if route.runs:
            points.append((end[0], y) if lying else (x, end[1]))
        elif route.target[1] in ("left", "right"):
            # Straight across: both ends at the height of the side that has more of them.
            end = (end[0], start[1])
        points.append(end)
        return _without_doubles(points)

    def _gutter_y(self, run: Run) -> float:
        bottom = (
            self.tops[run.line]
            if run.line < self.grid.rows
            else self.tops[-1] + self.heights[-1] + self._gutter(run.line)
        )
        count = self.routes.gutters.get(run.line, 1)
        return bottom - 7.0 - _TRACK * (count - 1 - run.track)

    def _channel_x(self, run: Run) -> float:
        right = self.lefts[run.line] if run.line < self.grid.columns else self.width
        count = self.routes.channels.get(run.line, 1)
        return right - 6.5 - _TRACK * (count - 1 - run.track)

    def _label(self, text: str, route: Route, start: Point) -> Label:
        x, y = start
        side = route.source[1]
        if side == "bottom":
            return Label(x + 3, y + SIZE, text, "start")
        # In the empty corner of the decision's frame, so that it meets no line.
        box = self.boxes[route.source[0]]
        y -= box.height * min(1.0, (width(text) + 1) / box.width) + 2
        return Label(x - 1, y, text, "end") if side == "right" else Label(x + 1, y, text, "start")


def _without_doubles(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners of a line, without points that it runs straight through."""
    found: list[Point] = []
    for point in points:
        if found and abs(found[-1][0] - point[0]) < 0.01 and abs(found[-1][1] - point[1]) < 0.01:
            continue
        if len(found) > 1:
            before, last = found[-2], found[-1]
            if any(abs(before[axis] - last[axis]) + abs(last[axis] - point[axis]) < 0.01 for axis in (0, 1)):
                found[-1] = point
                continue
        found.append(point)
    return tuple(found)


def sheet_of(grid: Grid, widest: float, first_note: int, *, natural: bool) -> Sheet:
    """Set a grid on paper, no wider than it likes to be (`natural`) or as wide as the page allows.

    `widest` is in points; notes are numbered from `first_note`.
    """
    liked = _NATURAL.get(grid.columns, widest) if natural else widest
    return _Paper(grid, min(liked, widest), first_note).sheet()
