"""一件事: the order of its members, and the materials it takes altogether.

Neither is ever typed (format.md §4): both follow from the members and the matters
they name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog_tool.domain.names import fold
from catalog_tool.model import mappings_of, text_of, texts_of

Value = Mapping[str, Any]


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
