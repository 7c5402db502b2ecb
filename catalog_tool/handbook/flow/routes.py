"""Which way each arrow takes: through the gutters between rows and the channels between columns.

An arrow only ever leaves the gutters and channels to reach its own boxes, or to run
through cells that are empty, so it never crosses a box that is not its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog_tool.handbook.flow.graph import Edge, Way
from catalog_tool.handbook.flow.grid import Grid

Port = tuple[int, str]
"""A box and the side of it: top, bottom, left, right."""


@dataclass(slots=True)
class Run:
    """A straight stretch: in a channel or gutter on some track, over `start` to `end` across it.

    Positions count half cells: the line before cell n is 2n, its middle 2n + 1. `low` and
    `high` are the places where something reaches it from the side of smaller and of greater
    coordinates.
    """

    edge: int
    lying: bool
    line: int
    start: int
    end: int
    low: set[int] = field(default_factory=set)
    high: set[int] = field(default_factory=set)
    track: int = 0


@dataclass(slots=True)
class Route:
    """An edge on its way: its ports, and between them runs; `column` ≥ 0 are cells passed through."""

    edge: Edge
    source: Port
    target: Port
    runs: list[Run | int]
    """An int is a column whose middle is followed from one gutter to another."""
    columns: tuple[int, int] = (0, 0)
    """Where it leaves the bottom or top of its source, and reaches those of its target."""


@dataclass(slots=True)
class Routes:
    """All routes of a drawing, and how many tracks each channel and gutter needs."""

    routes: list[Route]
    channels: dict[int, int]
    gutters: dict[int, int]
    clashes: set[tuple[bool, int, int]]
    """Whether lying, line and position of stubs that face each other on no order of tracks: they must give way."""


class _Router:
    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.passed: dict[tuple[int, int], list[Edge]] = {}

    def route(self, number: int, edge: Edge) -> Route:
        source, target = self.grid.at[edge.source], self.grid.at[edge.target]
        if edge.way is Way.DOWN and target[0] > source[0]:
            return self._down(number, edge)
        if edge.way is Way.ASIDE or self.grid.boxes[edge.source].owner is None:
            return self._aside(number, edge)
        return self._back(number, edge)

    def _column(self, key: int, other: int) -> int:
        """Where a vertical line meets a box: its column; for a bar the nearest to the other box."""
        if key not in self.grid.spans:
            return self.grid.at[key][1]
        first, last = self.grid.spans[key]
        if other in self.grid.spans:
            low, high = max(first, self.grid.spans[other][0]), min(last, self.grid.spans[other][1])
            return low if low <= high else first
        return min(max(self.grid.at[other][1], first), last)

    def _down(self, number: int, edge: Edge) -> Route:
        (top, _), (bottom, _) = self.grid.at[edge.source], self.grid.at[edge.target]
        here, there = self._column(edge.source, edge.target), self._column(edge.target, edge.source)
        runs: list[Run | int] = []
        if bottom == top + 1:
            if here != there:
                runs.append(_lying(number, bottom, 2 * here + 1, 2 * there + 1, from_low=True, to_high=True))
        elif self._passes(edge, here, top + 1, bottom):
            runs.append(here)
            if here != there:
                runs.append(_lying(number, bottom, 2 * here + 1, 2 * there + 1, from_low=True, to_high=True))
        elif self._passes(edge, there, top + 1, bottom):
            runs.append(_lying(number, top + 1, 2 * here + 1, 2 * there + 1, from_low=True, to_high=True))
            runs.append(there)
        else:
            channel = there if here <= there else there + 1
            runs.append(_lying(number, top + 1, 2 * here + 1, 2 * channel, from_low=True))
            runs.append(Run(number, False, channel, 2 * (top + 1), 2 * bottom))
            runs.append(_lying(number, bottom, 2 * channel, 2 * there + 1, to_high=True))
        return Route(edge, (edge.source, "bottom"), (edge.target, "top"), runs, (here, there))

    def _passes(self, edge: Edge, column: int, top: int, bottom: int) -> bool:
        """Whether a line may follow a column through these rows; then the cells are its own."""
        cells = [(row, column) for row in range(top, bottom)]
        for cell in cells:
            if cell in self.grid.cells:
                return False
            if any(edge.source != user.source and edge.target != user.target for user in self.passed.get(cell, ())):
                return False
        for cell in cells:
            self.passed.setdefault(cell, []).append(edge)
        return True

    def _aside(self, number: int, edge: Edge) -> Route:
        (row, here), (other, there) = self.grid.at[edge.source], self.grid.at[edge.target]
        out = "right" if there > here or (there == here and edge.way is Way.ASIDE) else "left"
        into = {"right": "left", "left": "right"}[out] if there != here else out
        channel = here + 1 if out == "right" else here
        arrival = there if into == "left" else there + 1
        runs: list[Run | int] = []
        between = range(min(here, there) + 1, max(here, there))
        if row == other and not any((row, column) in self.grid.cells for column in between):
            return Route(edge, (edge.source, out), (edge.target, into), runs)
        barred = self._barred(row, other)
        if channel == arrival and channel not in barred:
            run = _standing(number, channel, 2 * row + 1, 2 * other + 1)
            (run.low if out == "right" else run.high).add(2 * row + 1)
            (run.low if into == "right" else run.high).add(2 * other + 1)
            return Route(edge, (edge.source, out), (edge.target, into), [run])
        if barred.intersection((channel, arrival)):
            return self._around(number, edge, out, barred)
        gutter = other if other >= row else other + 1
        first = _standing(number, channel, 2 * row + 1, 2 * gutter)
        (first.low if out == "right" else first.high).add(2 * row + 1)
        last = _standing(number, arrival, 2 * gutter, 2 * other + 1)
        (last.low if into == "right" else last.high).add(2 * other + 1)
        runs = [first, _lying(number, gutter, 2 * channel, 2 * arrival), last]
        return Route(edge, (edge.source, out), (edge.target, into), runs)

    def _around(self, number: int, edge: Edge, out: str, barred: set[int]) -> Route:
        """Around the forks and joins between, by the nearest channel that none of them reaches over."""
        (row, here), (other, there) = self.grid.at[edge.source], self.grid.at[edge.target]
        channel = here + 1 if out == "right" else here
        outer = self._outer(channel, there, barred)
        into = "left" if outer <= there else "right"
        arrival = there if into == "left" else there + 1
        near, gutter = (row + 1, other) if other > row else (row, other + 1)
        first = _standing(number, channel, 2 * row + 1, 2 * near)
        (first.low if out == "right" else first.high).add(2 * row + 1)
        runs: list[Run | int] = [first, _lying(number, near, 2 * channel, 2 * outer)]
        last = _standing(number, arrival, 2 * (near if outer == arrival else gutter), 2 * other + 1)
        (last.low if into == "right" else last.high).add(2 * other + 1)
        if outer != arrival:
            runs.append(_standing(number, outer, 2 * near, 2 * gutter))
            runs.append(_lying(number, gutter, 2 * outer, 2 * arrival))
        return Route(edge, (edge.source, out), (edge.target, into), [*runs, last])

    def _outer(self, channel: int, there: int, barred: set[int]) -> int:
        """The channel nearest to the way from another one to a column that no fork or join reaches over."""
        free = (each for each in range(self.grid.columns + 1) if each not in barred)
        return min(free, key=lambda each: abs(each - channel) + abs(each - there - 0.5))

    def _barred(self, row: int, other: int) -> set[int]:
        """The channels that a fork or join between two rows reaches over."""
        found: set[int] = set()
        for key, (first, last) in self.grid.spans.items():
            if min(row, other) < self.grid.at[key][0] < max(row, other):
                found.update(range(first + 1, last + 1))
        return found

    def _back(self, number: int, edge: Edge) -> Route:
        """From the top of what hangs on a box into the side of an earlier one."""
        (row, here), (other, there) = self.grid.at[edge.source], self.grid.at[edge.target]
        if other >= row:
            return self._aside(number, edge)
        barred = self._barred(row, other)
        into = "left" if here <= there else "right"
        arrival = there if into == "left" else there + 1
        outer = arrival
        if arrival in barred:
            outer = self._outer(here, there, barred)
            into = "left" if outer <= there else "right"
            arrival = there if into == "left" else there + 1
        runs: list[Run | int] = [_lying(number, row, 2 * here + 1, 2 * outer, from_high=True)]
        below = row
        if outer != arrival:
            below = other + 1
            runs.append(_standing(number, outer, 2 * row, 2 * below))
            runs.append(_lying(number, below, 2 * outer, 2 * arrival))
        last = _standing(number, arrival, 2 * other + 1, 2 * below)
        (last.high if into == "left" else last.low).add(2 * other + 1)
        return Route(edge, (edge.source, "top"), (edge.target, into), [*runs, last], (here, there))


def _standing(number: int, channel: int, start: int, end: int) -> Run:
    return Run(number, False, channel, min(start, end), max(start, end))


def _lying(
    number: int, gutter: int, start: int, end: int, *, from_low: bool = False, from_high: bool = False,
    to_high: bool = False,
) -> Run:  # fmt: skip
    run = Run(number, True, gutter, min(start, end), max(start, end))
    if from_low:
        run.low.add(start)
    if from_high:
        run.high.add(start)
    if to_high:
        run.high.add(end)
    return run


def routes_of(grid: Grid) -> Routes:
    """The routes of all edges; those that run beside each other lie on tracks of their own."""
    router = _Router(grid)
    routes = [router.route(number, edge) for number, edge in enumerate(grid.edges)]
    lines: dict[tuple[bool, int], list[Run]] = {}
    for route in routes:
        for run in route.runs:
            if isinstance(run, Run):
                lines.setdefault((run.lying, run.line), []).append(run)
    counts: dict[bool, dict[int, int]] = {True: {}, False: {}}
    clashes: set[tuple[bool, int, int]] = set()
    for (lying, line), runs in lines.items():
        counts[lying][line] = _tracks(runs, grid.edges)
        for one in runs:
            for other in runs:
                if one.track >= other.track and _before(one, other):
                    clashes.update((lying, line, place) for place in one.low & other.high)
    return Routes(routes, counts[False], counts[True], clashes)


def _tracks(runs: list[Run], edges: list[Edge]) -> int:
    """Give each run a track; how many there are."""
    tracks: list[list[Run]] = []
    for run in _in_order(runs):
        for number in range(len(tracks) + 1):
            if number == len(tracks):
                tracks.append([])
            if number >= _least(run, tracks) and all(_fits(run, other, edges) for other in tracks[number]):
                run.track = number
                tracks[number].append(run)
                break
    return len(tracks)


def _in_order(runs: list[Run]) -> list[Run]:
    """Runs so that one reached from the low side comes before one that is reached there from the high side."""
    waiting, ordered = list(runs), []
    while waiting:
        free = next(
            (run for run in waiting if not any(_before(other, run) for other in waiting if other is not run)), None
        )
        taken = free or waiting[0]
        waiting = [run for run in waiting if run is not taken]
        ordered.append(taken)
    return ordered


def _before(one: Run, other: Run) -> bool:
    return bool(one.low & other.high) and one.edge != other.edge


def _least(run: Run, tracks: list[list[Run]]) -> int:
    return max((number + 1 for number, track in enumerate(tracks) for other in track if _before(other, run)), default=0)


def _fits(run: Run, other: Run, edges: list[Edge]) -> bool:
    """Whether two runs may share a track: apart from each other, or branches of one line."""
    if run.end < other.start or other.end < run.start:
        return True
    one, two = edges[run.edge], edges[other.edge]
    return one.way is two.way and (one.source == two.source or one.target == two.target)
