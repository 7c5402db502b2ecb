"""How measured numbers are shown: small tables, and claims judged by plain arithmetic."""

from __future__ import annotations

import os
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Claim(NamedTuple):
    """A number with its target: at most that much, or at least where `at_least`."""

    what: str
    measured: float
    target: float
    unit: str = "x"
    at_least: bool = False

    @property
    def row(self) -> tuple[str, ...]:
        """What is claimed, target, measured, verdict."""
        met = self.measured >= self.target if self.at_least else self.measured <= self.target
        word = "at least" if self.at_least else "at most"
        verdict = "met" if met else "NOT MET"
        return (self.what, f"{word} {self.target:g} {self.unit}", f"{self.measured:.3g} {self.unit}", verdict)


def show_claims(claims: Iterable[Claim]) -> None:
    """Print what was claimed, and what came out."""
    show(("claim", "target", "measured", ""), [claim.row for claim in claims])


def show(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, its first column to the left and the others to the right."""
    table = [tuple(header), *map(tuple, rows)]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        first = row[0] + cells[0]
        print("   " + "  ".join([first, *(pad + cell for pad, cell in zip(cells[1:], row[1:], strict=True))]).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median, and from where to where the values go; of many the outer tenths are left aside."""
    middle = f"{statistics.median(values):.{digits}f}"
    if len(values) == 1:
        return f"{middle} (one run)"
    ends = statistics.quantiles(values, n=10) if len(values) >= 50 else sorted(values)
    return f"{middle} ({ends[0]:.{digits}f}-{ends[-1]:.{digits}f})"


def heading(text: str) -> None:
    """Begin a part, saying how busy the machine is."""
    print(f"\n{text}\n   [load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors]", flush=True)
