"""Powers that a list holds because another body gave them: who gave, what for, how long (桐庐 79 项).

Read from 权力来源, 权力来源机关 and 权力来源依据 of the list alone; whether the directory
gives the level the matter anyway is level-not-allowed's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalog_tool.compare.changes import listed
from catalog_tool.compare.comparable import Row, Side, is_founded
from catalog_tool.domain.granted import Grant, grant_of
from catalog_tool.model import IN_USE

NO_GIVER, NO_BASIS, NO_TERM = "未写机关", "未写依据", "未写期限"
NOT_BEGUN, EXPIRED, IN_FORCE = "未生效", "已过期", "在期"
STATES = (IN_FORCE, EXPIRED, NOT_BEGUN, NO_GIVER, NO_BASIS, NO_TERM)


class Devolved(NamedTuple):
    """A matter in use whose power was given: 基本编码 and name, 权力来源, the giver with its 层级, 权限 and 范围.

    `since` and `until` are days (YYYY-MM-DD), "" where none is written; `state` is one
    of STATES, what is lacking first.
    """

    code: str
    name: str
    source: str
    giver: str
    level: str
    powers: tuple[str, ...]
    scope: str
    since: str
    until: str
    state: str
    file: str
    line: int


def devolved_in(side: Side, day: str) -> Iterator[Devolved]:
    """What a list holds by devolution, authorisation or mandate, once a matter and grant, as of a day."""
    for group in side.groups:
        # A heading (00Y) gives nothing besides what its items are given.
        if group.is_container:
            continue
        seen: set[Grant] = set()
        for row in group.rows:
            grant = grant_of(row.matter) if row.matter.status == IN_USE else None
            if grant is not None and grant not in seen:
                seen.add(grant)
                yield _devolved(row, grant, day)


def _devolved(row: Row, grant: Grant, day: str) -> Devolved:
    matter = row.matter
    return Devolved(
        matter.code,
        matter.title,
        grant.source,
        grant.giver,
        grant.level,
        grant.powers,
        listed(grant.scope) if grant.scope else "",
        grant.since,
        grant.until,
        _state(row, grant, day),
        row.file,
        row.place(("权力来源",)).line,
    )


def _state(row: Row, grant: Grant, day: str) -> str:
    if not grant.giver:
        return NO_GIVER
    if not is_founded(row.matter.get("权力来源依据")):
        return NO_BASIS
    if not grant.since and not grant.until:
        return NO_TERM
    if grant.has_ended(day):
        return EXPIRED
    return NOT_BEGUN if not grant.has_begun(day) else IN_FORCE
