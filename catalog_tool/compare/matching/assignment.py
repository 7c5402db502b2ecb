"""One-to-one assignment of greatest total weight, exact and the same for every order of its edges.

Candidates fall apart into components of a handful of matters; each is solved by the
Hungarian method with potentials (Kuhn 1955, Munkres 1957). scipy would do it too, for
thirty megabytes more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Edge = tuple[int, int]

# Beyond this many matters on a side, which only a list of one name repeated has, the
# heaviest edge is taken first: cubic time would be minutes.
_MOST_EXACT = 60


def assign(weights: Mapping[Edge, int]) -> list[Edge]:
    """The edges of the heaviest assignment, sorted; weights are above 0, ends count from 0."""
    chosen: list[Edge] = []
    for component in _components(weights):
        ones, others = sorted({one for one, _ in component}), sorted({other for _, other in component})
        if len(component) == 1:
            chosen += component
        elif max(len(ones), len(others)) > _MOST_EXACT:
            chosen += _heaviest_first(component, weights)
        else:
            chosen += _exact(ones, others, weights)
    return sorted(chosen)


def _components(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Edges that hang together, directly or over others."""
    by_one: dict[int, list[Edge]] = {}
    by_other: dict[int, list[Edge]] = {}
    for edge in sorted(edges):
        by_one.setdefault(edge[0], []).append(edge)
        by_other.setdefault(edge[1], []).append(edge)
    found: list[list[Edge]] = []
    seen: set[Edge] = set()
    for edges_of_one in by_one.values():
        if edges_of_one[0] in seen:
            continue
        waiting, component = [edges_of_one[0]], []
        seen.add(edges_of_one[0])
        while waiting:
            edge = waiting.pop()
            component.append(edge)
            for near in (*by_one[edge[0]], *by_other[edge[1]]):
                if near not in seen:
                    seen.add(near)
                    waiting.append(near)
        found.append(sorted(component))
    return found


def _heaviest_first(edges: Iterable[Edge], weights: Mapping[Edge, int]) -> list[Edge]:
    chosen: list[Edge] = []
    ones: set[int] = set()
    others: set[int] = set()
    for edge in sorted(edges, key=lambda edge: (-weights[edge], edge)):
        if edge[0] not in ones and edge[1] not in others:
            chosen.append(edge)
            ones.add(edge[0])
            others.add(edge[1])
    return chosen


def _exact(ones: list[int], others: list[int], weights: Mapping[Edge, int]) -> list[Edge]:
    """Rows are the shorter side; a pair that is no edge costs nothing and is left out of the result."""
    turned = len(ones) > len(others)
    rows, columns = (others, ones) if turned else (ones, others)

    def cost(row: int, column: int) -> int:
        one, other = (columns[column], rows[row]) if turned else (rows[row], columns[column])
        return -weights.get((one, other), 0)

    of_column = _hungarian(len(rows), len(columns), cost)
    pairs = [(rows[row], columns[column]) for column, row in enumerate(of_column) if row is not None]
    edges = [(column, row) for row, column in pairs] if turned else pairs
    return [edge for edge in edges if edge in weights]


def _hungarian(height: int, width: int, cost: Callable[[int, int], int]) -> list[int | None]:
    """The row of each column in the cheapest assignment of all rows; height ≤ width."""
    row_price, column_price = [0] * (height + 1), [0] * (width + 1)
    # Rows and columns count from 1 here; 0 stands for none.
    row_of = [0] * (width + 1)
    for row in range(1, height + 1):
        row_of[0] = row
        column = 0
        least: list[int | None] = [None] * (width + 1)
        before = [0] * (width + 1)
        used = [False] * (width + 1)
        while row_of[column]:
            used[column] = True
            at, nearest, step = row_of[column], 0, None
            for next_column in range(1, width + 1):
                if used[next_column]:
                    continue
                slack = cost(at - 1, next_column - 1) - row_price[at] - column_price[next_column]
                known = least[next_column]
                if known is None or slack < known:
                    least[next_column] = known = slack
                    before[next_column] = column
                if step is None or known < step:
                    nearest, step = next_column, known
            assert step is not None
            for passed in range(width + 1):
                if used[passed]:
                    row_price[row_of[passed]] += step
                    column_price[passed] -= step
                else:
                    known = least[passed]
                    if known is not None:
                        least[passed] = known - step
            column = nearest
        while column:
            row_of[column] = row_of[before[column]]
            column = before[column]
    return [row - 1 if row else None for row in row_of[1:]]
