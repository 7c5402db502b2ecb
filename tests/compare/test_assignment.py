"""The assignment is the heaviest there is, one to one, and the same for every order."""

from __future__ import annotations

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.compare.matching.assignment import Edge, assign

EDGES = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20), max_size=14)


def test_two_fair_pairs_outweigh_a_good_one_and_a_lost_one() -> None:
    weights = {(0, 0): 10, (0, 1): 9, (1, 0): 9}

    assert assign(weights) == [(0, 1), (1, 0)]


def test_nothing_to_assign() -> None:
    assert assign({}) == []


def heaviest(weights: dict[Edge, int]) -> int:
    """By trying everything."""
    best = 0
    for others in itertools.permutations(range(5)):
        best = max(best, sum(weights.get(edge, 0) for edge in enumerate(others)))
    return best


@given(EDGES)
def test_it_is_one_to_one_and_the_heaviest(weights: dict[Edge, int]) -> None:
    chosen = assign(weights)

    assert set(chosen) <= set(weights)
    assert len({one for one, _ in chosen}) == len({other for _, other in chosen}) == len(chosen)
    assert sum(weights[edge] for edge in chosen) == heaviest(weights)


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_edges_means_nothing(weights: dict[Edge, int], chance: random.Random) -> None:
    shuffled = dict(chance.sample(sorted(weights.items()), len(weights)))

    assert assign(shuffled) == assign(weights)


def test_hundreds_that_hang_together_take_no_time() -> None:
    weights = {(one, other): 1000 + (one * other) % 7 for one in range(150) for other in range(150)}

    assert len(assign(weights)) == 150
