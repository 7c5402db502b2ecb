"""Whose a provincial department's matter is in a region: its own line's, or a body's that duties were moved to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from catalog_tool.domain.bodies import Bodies, mapped

_CONCENTRATED, _ENFORCEMENT = "行政审批", "综合行政执法"
"""Duties by their names in schemas/departments.yaml: 集中许可权, and what moved to 综合行政执法."""

Correspondences = Sequence[Mapping[str, Sequence[str]]]
"""部门对应 of the local list and of its directories: the directory's department to local bodies."""


class Went(StrEnum):
    """What kind of body has a department's matter."""

    LINE = "in_line"
    CONCENTRATED = "concentrated"
    ENFORCEMENT = "enforcement"
    OTHER = "elsewhere"


def whose(department: str, body: str, bodies: Bodies, correspondences: Correspondences = ()) -> Went:
    """What a body is to a directory's department: 城市管理 is of the line of construction, though it enforces too."""
    duties = bodies.duties(body)
    if _CONCENTRATED in duties:
        return Went.CONCENTRATED
    if duties & bodies.duties(department):
        return Went.LINE
    if _ENFORCEMENT in duties:
        return Went.ENFORCEMENT
    said = (mapped(correspondence, [department], body) for correspondence in correspondences)
    verdict = next((each for each in said if each is not None), None)
    if verdict is None:
        # A body that acts for many lines, such as a town's government, is of none in particular.
        verdict = not duties and bodies.same_line(department, body) is True
    return Went.LINE if verdict else Went.OTHER
