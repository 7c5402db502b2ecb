"""Findings get one order, each once, and the worst are kept when some must go."""

from __future__ import annotations

import dataclasses
from typing import Any

from catalog_tool.findings import Finding, Severity, settle


def test_when_some_must_go_the_worst_stay() -> None:
    made = [finding(line=line, severity=Severity.INFO) for line in range(1, 6)]
    worst = finding(line=9, severity=Severity.ERROR)
    settled = settle([*made, worst], most=3)

    assert [each.line for each in settled.findings] == [1, 2, 9]
    assert settled.omitted == {"f": 3}
    assert settled.worst_reaches(Severity.ERROR)
    assert not settle(made).worst_reaches(Severity.WARNING)


def finding(**changes: Any) -> Finding:
    base = Finding("r", Severity.ERROR, "m", "f", 1, 1, ())
    return dataclasses.replace(base, **changes)


def test_order_is_by_place_and_each_once() -> None:
    made = [
        finding(file="b", line=1),
        finding(file="a", line=10),
        finding(file="a", line=2, column=3),
        finding(file="a", line=2, column=1, rule="z"),
        finding(file="a", line=2, column=1, rule="b"),
    ]
    settled = settle([*made, *reversed(made)])

    assert [(each.file, each.line, each.column, each.rule) for each in settled.findings] == [
        ("a", 2, 1, "b"), ("a", 2, 1, "z"), ("a", 2, 3, "r"), ("a", 10, 1, "r"), ("b", 1, 1, "r"),
    ]  # fmt: skip
    assert settle(reversed(made)) == settle(made)
