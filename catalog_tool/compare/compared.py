"""A whole comparison: what every report of it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from catalog_tool.compare.claims.matrix import Matrix
from catalog_tool.compare.decided.approval import NO_APPROVALS, Approvals
from catalog_tool.compare.judged import JudgedLocal
from catalog_tool.compare.levels.chains import Hole


@dataclass(frozen=True)
class Compared:
    """Each local list judged, the matrix of several, the policy's name and the day (YYYY-MM-DD) it is judged as of.

    `approvals` are entries of an approved list for all lists that did nothing in any;
    `holes` are those of the lists' 审批链 together.
    """

    locals: tuple[JudgedLocal, ...]
    matrix: Matrix | None
    policy: str
    day: str
    approvals: Approvals = NO_APPROVALS
    holes: tuple[Hole, ...] = ()
