"""Knots and circles against what can be seen by trying every way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.domain.circles import circle_through, knots

GRAPHS = st.integers(1, 8).flatmap(
    lambda count: st.lists(st.lists(st.integers(0, count - 1), max_size=4), min_size=count, max_size=count)
)


def reachable(edges: list[list[int]], start: int) -> set[int]:
    found: set[int] = set()
    pending = list(edges[start])
    while pending:
        node = pending.pop()
        if node not in found:
            found.add(node)
            pending += edges[node]
    return found


@given(GRAPHS)
def test_a_knot_is_all_that_lead_to_each_other(edges: list[list[int]]) -> None:
    ways = [reachable(edges, node) for node in range(len(edges))]
    expected = {
        tuple(other for other in sorted(ways[node]) if node in ways[other])
        for node in range(len(edges))
        if node in ways[node]
    }

    assert sorted(map(tuple, knots(edges))) == sorted(expected)


@given(GRAPHS)
def test_a_circle_leads_back_and_is_the_shortest(edges: list[list[int]]) -> None:
    for knot in knots(edges):
        for start in knot:
            way = circle_through(edges, start, knot)
            assert way[0] == start
            assert len(set(way)) == len(way)
            assert all(after in edges[node] for node, after in zip(way, [*way[1:], start], strict=True))
            assert len(way) == length_of_shortest(edges, start)


def length_of_shortest(edges: list[list[int]], start: int) -> int:
    reached, length = {start}, 1
    while not any(start in edges[node] for node in reached):
        reached = {after for node in reached for after in edges[node]}
        length += 1
    return length


def test_a_long_chain_needs_no_recursion() -> None:
    count = 200_000
    ring = [[(node + 1) % count] for node in range(count)]

    assert [len(knot) for knot in knots(ring)] == [count]
    assert not list(knots([*([node + 1] for node in range(count)), []]))
