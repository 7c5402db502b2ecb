"""Findings get one order, each once, and the worst are kept when some must go."""

from __future__ import annotations

import dataclasses
from typing import Any

from catalog_tool.extracts import Extract, decode, encode
from catalog_tool.findings import Anchor, Finding, Hit, Owner, Severity, Spot, placed, settle
from catalog_tool.model import CellPlace, Place
from catalog_tool.rules import PlacedFact, all_infos


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


def test_a_matter_of_a_workbook_may_have_as_many_as_a_file() -> None:
    made = [finding(sheet="材料", document=matter, line=line) for matter in range(3) for line in range(1, 5)]
    in_files = [finding(file="g", document=document, line=line) for document in range(3) for line in range(1, 5)]
    unread = finding(sheet="", line=1)
    settled = settle([*reversed(made), *in_files, unread], most=3, omitted={"f": 10})

    assert [(each.file, each.sheet, each.document, each.line) for each in settled.findings] == [
        ("f", "", 0, 1),
        *(("f", "材料", matter, line) for matter in range(3) for line in range(1, 4)),
        *(("g", "", document, 1) for document in range(3)),
    ]
    assert settled.omitted == {"f": 13, "g": 9}


def test_order_in_a_workbook_is_by_matter_then_sheet_then_cell() -> None:
    made = [
        finding(sheet="乙", document=10, line=2),
        finding(sheet="乙", document=2, line=3),
        finding(sheet="丙", document=2, line=10),
        finding(sheet="丙", document=2, line=9, column=2),
        finding(sheet="丙", document=2, line=9, column=1),
    ]

    assert [(each.document, each.sheet, each.cell) for each in settle(made).findings] == [
        (2, "丙", "A9"), (2, "丙", "B9"), (2, "丙", "A10"), (2, "乙", "A3"), (10, "乙", "A2"),
    ]  # fmt: skip


def test_sheet_and_cell_go_with_every_place_and_survive_an_extract_s_form() -> None:
    owner = Owner("甲.xlsx", "甲.xlsx", 4, ("330600107000", "临时救助"), "民政局", ("330600", "330600107000"))
    elsewhere = dataclasses.replace(owner, file="乙.yaml")
    cell, line = Anchor(owner, CellPlace(5, 28, "材料"), ("基本编码",)), Anchor(elsewhere, Place(1, 7), ())
    info = next(iter(all_infos().values()))
    made = placed(dataclasses.replace(info, message=""), Hit((), {}, related=(line, cell)), cell)

    assert (made.file, made.sheet, made.cell, made.line, made.column) == ("甲.xlsx", "材料", "AB5", 5, 28)
    assert made.related == (Spot("乙.yaml", 1, 7), Spot("甲.xlsx", 5, 28, "材料"))
    assert [other.cell for other in made.related] == ["", "AB5"]
    assert finding(line=5, column=3).cell == ""

    other = Anchor(owner, Place(2, 3), ())
    facts = {"r": [PlacedFact(cell, "甲"), PlacedFact(other, "乙"), PlacedFact(cell, "丙")]}
    findings = [refused_in("甲.xlsx", "材料"), refused_in("甲.xlsx", "")]
    extract = Extract(findings, facts, [owner])
    read = decode(encode(extract), "甲.xlsx", "甲.xlsx")
    assert (read.findings, read.facts, read.matters) == (findings, facts, [owner])


def refused_in(file: str, sheet: str) -> Finding:
    """A finding as the reader makes it, with another place in the same file."""
    owner = Owner(file, file, 0, None, "", ("330600", file))
    anchors = [Anchor(owner, CellPlace(line, 3, sheet), ("甲",)) for line in (5, 6)]
    return placed(all_infos()["too-deep"], Hit(("甲",), {"most": 64}, related=(anchors[0],)), anchors[1])
