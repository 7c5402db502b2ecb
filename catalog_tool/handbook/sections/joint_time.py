"""How long a 一件事 takes: what its members promise, and the longest way through them against its own promise.

None of it is ever typed (format.md §4): it follows from 前置 and from the matters that
the members name. What is not known of every member on a way is not said at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog_tool.domain.answers import Answers, holds, possible_answers
from catalog_tool.domain.duration import added, longest, spoken
from catalog_tool.domain.limits import Limit, limit_of
from catalog_tool.domain.onething import in_order, longest_chain, member_key
from catalog_tool.domain.situations import conditions, questions_by_option
from catalog_tool.handbook.book import Cell
from catalog_tool.handbook.drafting import Blocks, Column, Draft, group, ruled
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.wording import limit, lines
from catalog_tool.model import Matter, mapping_of, mappings_of, text_of

_MOST_WAYS = 12
"""Situations listed; of more a reader finds his own no faster than by asking."""
Value = Mapping[str, Any]


def joint_time(draft: Draft) -> Blocks:
    """The promises of the members, and situation by situation the longest way beside what is promised for all."""
    value = draft.node.value
    if not isinstance(value, dict):
        return ()
    members = [item for _, item in mappings_of(value.get("事项"))]
    ways = list(_ways(draft, value, members))
    columns = (Column("情形", 6), Column("最长的一路", 10), Column("依次办要", 5), Column("本件事承诺", 6))
    several = len(ways) > 1
    rows = [
        (way.when or ("其他情形" if several else ""), " → ".join(way.names), way.total, way.promised)
        for way in ways[:_MOST_WAYS]
    ]
    return (*group("各事项的承诺时限", _promises(draft, members)), *group("最长的一路", ruled(columns, rows)))


def _promises(draft: Draft, members: Sequence[Value]) -> Blocks:
    rows: list[tuple[Cell, Cell]] = []
    for member in in_order(members):
        code = text_of(member.get("基本编码"))
        matters = draft.register.matters.get(code, ())
        found = [limit(Node(matter)["办理时限"]["承诺"]) for matter in matters]
        if any(found):
            rows.append(((draft.register.refer(code, brief=True),), lines(*dict.fromkeys(found))))
    return ruled((Column("事项", 12), Column("承诺办结时限", 8)), rows)


@dataclass(frozen=True, slots=True)
class _Way:
    when: str
    names: tuple[str, ...]
    total: str
    promised: str


def _ways(draft: Draft, value: Value, members: Sequence[Value]) -> Iterator[_Way]:
    options = questions_by_option(Matter(value))
    when = [conditions(member.get("适用情形"), options) for member in members]
    limits = mapping_of(value.get("办理时限"))
    cases = [case for _, case in mappings_of(limits.get("分情形"))]
    special = [conditions(case.get("适用情形"), options) for case in cases]
    known = _limits(draft, members)
    extra = _procedures(value)
    seen: set[tuple[tuple[int, ...], str]] = set()
    for given in possible_answers(value.get("情形"), options, [*when, *special]) or ():
        handled = tuple(at for at, found in enumerate(when) if holds(found, given))
        chain = longest_chain([members[at] for at in handled], known)
        held = [limit_of(case.get("承诺")) for case, found in zip(cases, special, strict=True) if holds(found, given)]
        # Who is in several of the situations waits for the slowest of what they promise.
        slowest = longest(held)
        promised = slowest.text if slowest else limit(Node(limits)["承诺"])
        if chain is None or extra is None or (handled, promised) in seen:
            continue
        seen.add((handled, promised))
        total = added((*chain.limits, *extra)) or chain.limits
        yield _Way(_said(given), tuple(_name(draft, member) for member in chain.members), spoken(total), promised)


def _said(given: Answers) -> str:
    return "，".join(Node(each).text for each in sorted(given))


def _name(draft: Draft, member: Value) -> str:
    key = Node(member_key(member)).text
    return draft.register.titles.get(key, key)


def _limits(draft: Draft, members: Sequence[Value]) -> dict[str, Limit]:
    """The longest promise of each member all of whose handling items promise something."""
    found: dict[str, Limit] = {}
    for code in dict.fromkeys(text_of(member.get("基本编码")) for member in members):
        rows = [list(_promised(matter)) for matter in draft.register.matters.get(code, ())]
        if rows and all(rows):
            found[code] = max((each for row in rows for each in row), key=lambda each: each.plain.calendar_days)
    return found


def _promised(matter: Value) -> Iterator[Limit]:
    limits = mapping_of(matter.get("办理时限"))
    for promise in (limits.get("承诺"), *(case.get("承诺") for _, case in mappings_of(limits.get("分情形")))):
        if (known := limit_of(promise)) is not None:
            yield known


def _procedures(value: Value) -> list[Limit] | None:
    """What joint procedures add that the clock runs in; None where one of them has no known limit."""
    counted = [each for _, each in mappings_of(value.get("特别程序")) if each.get("计入时限") != "否"]
    found = [limit_of(each.get("时限")) for each in counted]
    return None if None in found else [each for each in found if each is not None]
