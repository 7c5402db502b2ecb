"""Matching measured on real names that drifted: what is accepted is right, and no trap is."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled import EDITS, OTHERWISE, worlds
from measured import Measured, measure

from catalog_tool.compare.matching.floors import Floors

FLOORS = Floors(0.9, 0.7)


@pytest.fixture(scope="module")
def measured(shared: Path) -> Measured:
    return measure(worlds(shared), FLOORS)


def test_what_is_accepted_is_right_and_little_is_lost(measured: Measured) -> None:
    total = measured.total()

    assert total.labelled >= 600
    assert total.precision >= 0.99, measured.wrong
    assert total.recall >= 0.97, measured.lost


def test_no_trap_is_accepted(measured: Measured) -> None:
    traps = {kind: tally for kind, tally in measured.kinds.items() if tally.trap}

    assert {*OTHERWISE, "neighbours", "exempt"} == set(traps)
    assert sum(tally.labelled for tally in traps.values()) > 250
    assert [each for each in measured.wrong if each.split(":")[0] in traps] == []
    # A word that tells matters apart is no question to a person either, but where a name has both words.
    worded = [traps[kind] for kind in (*OTHERWISE, "exempt")]
    assert sum(tally.tempted for tally in worded) <= 0.01 * sum(tally.labelled for tally in worded)


def test_no_kind_of_drift_hides_behind_the_others(measured: Measured) -> None:
    kinds = {kind: tally for kind, tally in measured.kinds.items() if not tally.trap and not tally.asked}

    assert set(EDITS) < set(kinds)
    assert {kind: tally for kind, tally in kinds.items() if tally.labelled < 20} == {}
    assert {kind: tally.recall for kind, tally in kinds.items() if tally.recall < 0.94} == {}


def test_what_a_person_must_decide_is_put_to_him(measured: Measured) -> None:
    asked = [tally for tally in measured.kinds.values() if tally.asked]

    found = sum(tally.right + tally.hinted for tally in asked)
    assert found / sum(tally.labelled for tally in asked) >= 0.9
    assert all(tally.precision >= 0.99 for tally in asked)


def test_a_confidence_is_near_the_share_that_is_right(measured: Measured) -> None:
    accepted = [right for _, right in measured.confidences]
    assert sum(accepted) / len(accepted) >= 0.99
    high = [right for confidence, right in measured.suggested if confidence >= 0.8]
    low = [right for confidence, right in measured.suggested if confidence < 0.8]
    assert sum(low) / len(low) < sum(high) / len(high) < sum(accepted) / len(accepted)
    assert sum(high + low) / len(high + low) > 0.5
