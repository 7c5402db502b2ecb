"""Circles in a graph: its knots (strongly connected parts) and a short way round each.

Nodes are 0 … n-1, `edges[node]` lists successors. Nothing recurses and everything is
linear, so that a province's matters are no different from ten.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

Edges = Sequence[Sequence[int]]


def knots(edges: Edges) -> Iterator[list[int]]:
    """Every part of the graph in which each node leads to each other one, sorted inside.

    A node alone is a knot only if it leads to itself. Tarjan's algorithm with its own stack.
    """
    count = len(edges)
    order = [0] * count
    low = [0] * count
    on_path = [False] * count
    path: list[int] = []
    clock = 0
    for root in range(count):
        if order[root]:
            continue
        work = [(root, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                clock += 1
                order[node] = low[node] = clock
                path.append(node)
                on_path[node] = True
            else:
                low[node] = min(low[node], low[edges[node][position - 1]])
            for index in range(position, len(edges[node])):
                following = edges[node][index]
                if not order[following]:
                    work.append((node, index + 1))
                    work.append((following, 0))
                    break
                if on_path[following]:
                    low[node] = min(low[node], order[following])
            else:
                if low[node] == order[node]:
                    knot = _unwound(path, on_path, node)
                    if len(knot) > 1 or node in edges[node]:
                        yield sorted(knot)


def _unwound(path: list[int], on_path: list[bool], root: int) -> list[int]:
    knot: list[int] = []
    while True:
        node = path.pop()
        on_path[node] = False
        knot.append(node)
        if node == root:
            return knot


def circle_through(edges: Edges, start: int, knot: Sequence[int]) -> list[int]:
    """The shortest way from `start` back to itself inside its knot, without repeating the start at the end."""
    inside = set(knot)
    before: dict[int, int] = {}
    pending = deque([start])
    while pending:
        node = pending.popleft()
        for following in edges[node]:
            if following == start:
                way = [node]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if following in inside and following not in before:
                before[following] = node
                pending.append(following)
    raise ValueError(f"node {start} is in no circle of the knot")
