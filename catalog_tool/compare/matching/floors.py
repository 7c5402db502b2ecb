"""How sure a similar name must be: part of a policy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Floors:
    """From which confidence on a similar name is an alignment, and from which a suggestion; 0 to 1."""

    accepted: float
    suggested: float


FLOORS = Floors(0.9, 0.7)
"""For a policy that names none."""
