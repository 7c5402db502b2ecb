"""How many matters are matched rightly, kind by kind, and how long it takes.

    python benchmarks/matching.py [--seeds 2018 2021 2025]

The labelled set is made of real lists that lie beside the project (tests/compare/labelled.py);
without them there is nothing to measure. Names are accepted or suggested by the floors of
the packaged policy. The time is of 2,000 matters against 3,500 in one process: most under
their codes, all under new ones, and nothing in common.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claims import Claim, heading, show, show_claims

from catalog_tool.compare.policy_file import parse_policy
from catalog_tool.resources import Resources

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
PRECISION, RECALL, SECONDS = 0.99, 0.97, 1.0
# No list is like that; it must only not take minutes.
SECONDS_AT_WORST = 2.0
WORST = "nothing in common"
HERE, THERE, ROUNDS = 2000, 3500, 3
BINS = (0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


def shares(confidences: list[tuple[float, bool]]) -> list[tuple[str, ...]]:
    """Suggestions by confidence, with the share that is right."""
    rows: list[tuple[str, ...]] = []
    for low, high in zip(BINS, (*BINS[1:], 1.0), strict=True):
        held = [right for confidence, right in confidences if low <= confidence < high]
        if held:
            rows.append((f"{low:.2f}-{high:.2f}", str(len(held)), f"{sum(held) / len(held):.2f}"))
    return rows


def timed(names: list[str], labelled: Any, measured: Any, change: Callable[[str], str], first: int) -> float:
    """Seconds for a directory against a list whose names are changed and whose codes begin later."""

    def values(number: int, name_of: Callable[[str], str], begin: int) -> list[dict[str, Any]]:
        return [
            {
                "基本编码": f"511A{begin + place:05d}000",
                "主项名称": (name := name_of(f"{names[place % len(names)]}（{place // len(names) + 1}类）")),
                "子项名称": name,
                "事项类型": ("行政许可", "公共服务", "其他行政权力")[place % len(names) % 3],
                "行使层级": ["县级"],
                "状态": "在用",
                "实施主体": {"名称": "县行政审批局"},
            }
            for place in range(number)
        ]

    world = labelled.World(values(HERE, str, 0), values(THERE, change, first))
    sides = world.sides()
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        measured.matched(world, sides=sides)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print("the real lists do not lie beside the project: nothing to measure matching on")
        return
    sys.path.insert(0, str(PROJECT / "tests" / "compare"))
    import labelled  # type: ignore[import-not-found]
    import measured  # type: ignore[import-not-found]

    floors = parse_policy(Resources().policy(), "policy").floors
    found = measured.measure(labelled.worlds(SHARED, tuple(options.seeds or labelled.SEEDS)), floors)
    heading("matching: a real list on both sides, drift of every kind, real neighbours as traps")
    rows = []
    for kind, tally in found.kinds.items():
        recall = "trap" if tally.trap else f"{tally.recall:.3f}"
        precision = f"{tally.precision:.3f}" if tally.right or tally.wrong else "-"
        suggested = tally.tempted if tally.trap else tally.hinted
        rows.append((kind, str(tally.labelled), str(tally.right), str(tally.wrong), precision, recall, str(suggested)))
    show(("kind", "labelled", "right", "wrong", "precision", "recall", "suggested"), rows)
    print(
        "   “word dropped” is for a person to decide: a suggestion is what is wanted there, and it is not in the totals"
    )
    heading("of what is only suggested, the share that is right")
    show(("confidence", "suggested", "right"), shares(found.suggested))
    total = found.total()
    names = [row.name for row in labelled.read_rows(SHARED)]
    times = {
        "under their codes": timed(names, labelled, measured, str, 0),
        "all under new codes": timed(names, labelled, measured, str, 50_000),
        WORST: timed(
            names, labelled, measured, lambda name: f"{name[: len(name) // 2]}某{name[len(name) // 2 :]}", 50_000
        ),
    }
    trapped = sum(tally.wrong for tally in found.kinds.values() if tally.trap)
    show_claims([
        Claim("precision of accepted pairs", total.precision, PRECISION, "", at_least=True),
        Claim("recall of accepted pairs", total.recall, RECALL, "", at_least=True),
        Claim("traps accepted", trapped, 0, ""),
        *(
            Claim(f"{HERE:,} against {THERE:,}, {what}", taken, SECONDS_AT_WORST if what == WORST else SECONDS, "s")
            for what, taken in times.items()
        ),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
