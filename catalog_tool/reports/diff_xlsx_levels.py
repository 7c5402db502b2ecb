"""The sheets about levels: chains that break off (审批链缺口), powers that others gave (承接权力)."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.compared import Compared
from catalog_tool.compare.levels.chains import Hole
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLE_LABELS
from catalog_tool.findings import Spot
from catalog_tool.reports.diff_book import Cell, Column, DiffBook, Styled
from catalog_tool.reports.findings_wording import where

HOLES, DEVOLVED = "审批链缺口", "承接权力"
_HOLES = (
    Column("编码", 14), Column("事项", 31), Column("缺口", 16), Column("判定", 11), Column("层级", 8),
    Column("职责", 10), Column("哪份清单", 18), Column("经过这里的下级清单", 30), Column("理由", 36),
    Column("位置", 24),
)  # fmt: skip
_DEVOLVED = (
    Column("区划", 14), Column("编码", 14), Column("事项", 31), Column("权力来源", 12), Column("授予机关", 24),
    Column("机关层级", 9), Column("权限", 20), Column("范围", 20), Column("起", 11), Column("止", 11),
    Column("状态", 10), Column("位置", 24),
)  # fmt: skip


def fill_levels(book: DiffBook, compared: Compared) -> None:
    """Both sheets, each where there is something on it."""
    if compared.holes:
        book.table(HOLES, _HOLES, map(_hole, compared.holes), frozen=2)
    if any(local.devolved for local in compared.locals):
        book.table(DEVOLVED, _DEVOLVED, _devolved(compared), frozen=3)


def _hole(hole: Hole) -> list[Cell | Styled]:
    decision, reason = hole.verdict.decision, hole.verdict.reason
    return [
        hole.code,
        hole.name,
        HOLE_LABELS[hole.kind],
        (decision.label, decision.value) if decision is not None else "",
        hole.level,
        hole.duty,
        hole.at.region,
        "、".join(each.region for each in hole.below),
        reason or f"怎样判见{hole.at.region}清单的“缺失”",
        where(hole.place, column=False),
    ]


def _devolved(compared: Compared) -> Iterator[list[Cell | Styled]]:
    for local in compared.locals:
        for one in local.devolved:
            yield [
                local.region,
                one.code,
                one.name,
                one.source,
                one.giver,
                one.level,
                "、".join(one.powers),
                one.scope,
                one.since,
                one.until,
                one.state,
                where(Spot(one.file, one.line, 1), column=False),
            ]
