"""一件事 of both sides: aligned by 编码, then by name, and compared like matters.

Nobody must have one: what only one side offers is outside of what is judged.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from catalog_tool.compare.changes import Change, Setting
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.comparators.stale_version import KIND as STALE_VERSION
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.found import Found, found_changes
from catalog_tool.compare.judged import ONE_THING, JudgedAlignment, fingerprint, judged_change, worst_first
from catalog_tool.compare.policy import UNDECIDED, Policy
from catalog_tool.domain.limits import limit_of
from catalog_tool.domain.names import fold
from catalog_tool.model import text_of

TYPE = "一件事"
"""Stands for the 事项类型 in a policy's clauses."""


def judged_one_things(
    directory: Sequence[Row], local: Sequence[Row], setting: Setting, policy: Policy, region: str
) -> list[JudgedAlignment]:
    """Each 一件事 of either side in exactly one alignment, sorted."""
    found: list[JudgedAlignment] = []
    here, there = sorted(directory, key=_order), sorted(local, key=_order)
    for tier, because, key in (("code", "编码相同", _code), ("name", "名称相同", _name)):
        pairs = _pairs(here, there, key)
        for one, other in pairs:
            changes = _changes(one, other, setting)
            found.append(_judged(one, other, changes, policy, region, tier, because))
        done = {id(row) for pair in pairs for row in pair}
        here, there = ([row for row in left if id(row) not in done] for left in (here, there))
    found += [_judged(one, None, (), policy, region) for one in here]
    found += [_judged(None, other, (), policy, region) for other in there]
    return sorted(found, key=lambda judged: [(each.code, each.name, each.file) for each in _entries(judged)])


def _entries(judged: JudgedAlignment) -> tuple[Entry, ...]:
    return (*judged.directory, *judged.local)


def _pairs(here: Sequence[Row], there: Sequence[Row], key: Callable[[Row], str]) -> list[tuple[Row, Row]]:
    """Pairs of equal key, in order where several share it."""
    waiting: dict[str, deque[Row]] = {}
    for other in there:
        waiting.setdefault(key(other), deque()).append(other)
    return [(one, waiting[key(one)].popleft()) for one in here if key(one) and waiting.get(key(one))]


def _code(row: Row) -> str:
    return text_of(row.value.get("编码"))


def _name(row: Row) -> str:
    return fold(text_of(row.value.get("名称")))


def _order(row: Row) -> tuple[str, str, str, int]:
    return _code(row), _name(row), row.file, row.place(()).line


def _changes(one: Row, other: Row, setting: Setting) -> tuple[Found, ...]:
    found = found_changes([one], [other], setting, frozenset({STALE_VERSION}))
    before, after = _code(one), _code(other)
    if before == after:
        return found
    change = Change("code", ("编码",), before or "未填", after or "未填")
    return (*found, *(Found(change, ((0, 0),), *(_where(row) for row in (one, other))),))


def _where(row: Row) -> tuple[str, int, int]:
    return (row.file, *row.place(("编码",)))


def _judged(
    one: Row | None,
    other: Row | None,
    found: tuple[Found, ...],
    policy: Policy,
    region: str,
    tier: str | None = None,
    because: str = "",
) -> JudgedAlignment:
    rows = [row for row in (one, other) if row is not None]
    codes = [_code(row) or _name(row) for row in rows]
    kind = "outside"
    changes = []
    if one is not None and other is not None:
        kind = "recoded" if _code(one) != _code(other) else "same" if _name(one) == _name(other) else "renamed"
        changes = [judged_change(each, policy.judge_change(each.change, TYPE, one), region, codes) for each in found]
    return JudgedAlignment(
        subject=ONE_THING,
        kind=kind,
        type=TYPE,
        department=text_of(rows[0].value.get("牵头部门")),
        matched_by=tier,
        confidence=1.0,
        because=(because,) if because else (),
        is_due=False,
        directory=() if one is None else (_entry(one),),
        local=() if other is None else (_entry(other),),
        verdict=UNDECIDED,
        fingerprint=fingerprint(region, codes, ONE_THING, kind),
        changes=worst_first(changes),
    )


def _entry(row: Row) -> Entry:
    place = row.place(())
    lead = text_of(row.value.get("牵头部门"))
    promise = limit_of(row.matter.limits.get("承诺"))
    name = text_of(row.value.get("名称"))
    return Entry(_code(row), name, lead, row.file, place.line, place.sheet, promise, None)
