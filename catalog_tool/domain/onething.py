"""一件事: the order of its members, the materials it takes altogether, and how long it takes.

None of them is ever typed (format.md §4): they follow from the members and the matters
they name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog_tool.domain.answers import holds, possible_answers
from catalog_tool.domain.limits import Limit
from catalog_tool.domain.names import fold
from catalog_tool.domain.situations import conditions, questions_by_option
from catalog_tool.model import Matter, mappings_of, text_of, texts_of

Value = Mapping[str, Any]

_OF_A_MEMBER = ("基本编码", "名称", "层级", "部门", "办理单位", "前置", "适用情形", "方式", "性质")


def essentials(one_thing: Value) -> dict[str, Any]:
    """What rules across matters keep of a one-thing: its name, its questions and its members."""
    listed = mappings_of(one_thing.get("事项"))
    members = [{key: member[key] for key in _OF_A_MEMBER if key in member} for _, member in listed]
    return {"名称": text_of(one_thing.get("名称")), "情形": one_thing.get("情形"), "事项": members}


def asks_the_applicant(member: Value) -> bool:
    """Whether a member has business with the applicant; who is only asked for an opinion has none."""
    return member.get("方式") != "征求意见"


def handled_together(one_thing: Value) -> list[frozenset[int]]:
    """For each answer an applicant may give, the members handled then, by their position; none where too many."""
    members = [member for _, member in mappings_of(one_thing.get("事项"))]
    options = questions_by_option(Matter(one_thing))
    when = [conditions(member.get("适用情形"), options) for member in members]
    possible = possible_answers(one_thing.get("情形"), options, when) or ()
    met = (frozenset(at for at, found in enumerate(when) if holds(found, given)) for given in possible)
    return list(dict.fromkeys(met))


def most_together(one_thing: Value, among: Sequence[int]) -> list[int]:
    """The most of some members, by their position, that one applicant meets."""
    best: list[int] = []
    for handled in handled_together(one_thing):
        here = [at for at in among if at in handled]
        if len(here) > len(best):
            best = here
    return best


def member_key(member: Value) -> str:
    """What 前置 calls a member by: its 基本编码, else its 名称."""
    return text_of(member.get("基本编码")) or text_of(member.get("名称"))


def in_order(members: Sequence[Value]) -> list[Value]:
    """The members so that each follows its 前置; otherwise, and in a circle, as written."""
    waiting = list(members)
    present = {member_key(member) for member in members}
    ordered: list[Value] = []
    done: set[str] = set()
    while waiting:
        ready = [member for member in waiting if set(texts_of(member.get("前置"))) & present <= done]
        following = ready[0] if ready else waiting[0]
        waiting = [member for member in waiting if member is not following]
        ordered.append(following)
        done.add(member_key(following))
    return ordered


@dataclass(frozen=True, slots=True)
class Use:
    """One member's demand for a material; `spared_by` is the conditional member that produces it."""

    member: Value
    material: Value
    spared_by: str = ""


@dataclass(frozen=True, slots=True)
class JointMaterial:
    """A material of a one-thing, handed in once whatever number of members ask for it."""

    uses: tuple[Use, ...]

    @property
    def material(self) -> Value:
        """The material as the first member has it that cannot do without; else as the first has it."""
        needed = [use.material for use in self.uses if use.material.get("必要性") == "必要"]
        return needed[0] if needed else self.uses[0].material


def joint_materials(ordered: Sequence[Value], matters: Mapping[str, Sequence[Value]]) -> list[JointMaterial]:
    """Each material once, without those that an earlier member produces (来源事项).

    `matters` are the catalog's by 基本编码. A producer that is handled only in some
    situations spares the material only there, so it stays, with a note.
    """
    uses: dict[str, list[Use]] = {}
    earlier: dict[str, Value] = {}
    for member in ordered:
        for matter in matters.get(text_of(member.get("基本编码")), ()):
            for _, material in mappings_of(matter.get("申请材料")):
                producer = earlier.get(text_of(material.get("来源事项")))
                if producer is not None and _is_always_before(producer, member):
                    continue
                spared_by = member_key(producer) if producer is not None else ""
                _add(uses.setdefault(_same(material, len(uses)), []), Use(member, material, spared_by))
        earlier[text_of(member.get("基本编码"))] = member
    earlier.pop("", None)
    return [JointMaterial(tuple(found)) for found in uses.values()]


def _is_always_before(producer: Value, member: Value) -> bool:
    conditions = producer.get("适用情形")
    return not conditions or conditions == member.get("适用情形")


def _same(material: Value, position: int) -> str:
    return fold(text_of(material.get("名称"))) or f"\0{position}"


def _add(found: list[Use], use: Use) -> None:
    # Handling items of one code repeat their common materials.
    if not any(
        each.member is use.member and each.material.get("适用情形") == use.material.get("适用情形") for each in found
    ):
        found.append(use)


_WORKDAY_MINUTES = 8 * 60


@dataclass(frozen=True, slots=True)
class Chain:
    """The longest way through a one-thing: what its members take at most, and the members on it."""

    limits: tuple[Limit, ...]
    members: tuple[Value, ...]

    @property
    def most_days(self) -> float:
        """The most calendar days it may last."""
        return sum(limit.plain.calendar_days[1] for limit in self.limits)


def longest_chain(members: Sequence[Value], limits: Mapping[str, Limit]) -> Chain | None:
    """The longest chain of 前置; None where it is not known.

    `limits` are what the coded members promise, by 基本编码. Members that wait for
    nothing run at once. What has no code (a bank, a water company) promises nothing and
    adds nothing where it comes last; where a coded member waits for it, nobody can say.
    """
    ordered = in_order(members)
    open_ended: set[str] = set()
    for member in ordered:
        key, code = member_key(member), text_of(member.get("基本编码"))
        waits = open_ended.intersection(texts_of(member.get("前置")))
        if not code:
            open_ended.add(key)
        elif code not in limits or waits:
            return None
    best = {
        unit: _longest_in(unit, ordered, limits)
        for unit in dict.fromkeys(limit.plain.unit for limit in limits.values() if limit.number)
    }
    found = [(Limit(number, unit), way) for unit, (number, way) in best.items() if number]
    if not found:
        first = next((member for member in ordered if text_of(member.get("基本编码"))), None)
        return Chain((Limit(0, ""),), (first,)) if first is not None else None
    found.sort(key=lambda each: -each[0].calendar_days[1])
    return Chain(_within_a_day([limit for limit, _ in found]), found[0][1])


def _longest_in(unit: str, ordered: Sequence[Value], limits: Mapping[str, Limit]) -> tuple[int, tuple[Value, ...]]:
    """The longest way counting one unit alone; what is counted in others is added apart."""
    ways: dict[str, tuple[int, tuple[Value, ...]]] = {}
    for member in ordered:
        limit = limits.get(text_of(member.get("基本编码")), Limit(0, "")).plain
        number = limit.number if limit.unit == unit else 0
        before = max(
            (ways[key] for key in texts_of(member.get("前置")) if key in ways), key=lambda way: way[0], default=(0, ())
        )
        way = (before[0] + number, (*before[1], member) if number else before[1])
        if way[0] >= ways.get(member_key(member), (0, ()))[0]:
            ways[member_key(member)] = way
    return max(ways.values(), key=lambda way: way[0], default=(0, ()))


def _within_a_day(limits: Sequence[Limit]) -> tuple[Limit, ...]:
    """Minutes beside working days are at most one working day more."""
    by_unit = {limit.unit: limit.number for limit in limits}
    if set(by_unit) == {"工作日", "分钟"} and by_unit["分钟"] <= _WORKDAY_MINUTES:
        return (Limit(by_unit["工作日"] + 1, "工作日"),)
    return tuple(limits)
