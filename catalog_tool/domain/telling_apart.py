"""Whether the words of two names tell their matters apart, before any likeness counts.

第二类 and 第三类, 许可 and 备案, 变更 and 注销, 个人 and 单位 never name one matter; what only
one of two names says (重度残疾人 against 残疾人) leaves it open.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalog_tool.domain.matter_names import ACTION, FIRST, GRADE, KIND, LICENCE, NEGATION, Reading

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contrast:
    """What tells two names apart.

    `against` is a Chinese clause where they cannot be one matter, else ""; `open_words`
    are words that only one of them says; `first_only` that one says 新办 and the other
    no action.
    """

    against: str = ""
    open_words: tuple[str, ...] = ()
    first_only: bool = False


_ALIKE = Contrast()


def contrast(one: Reading, other: Reading) -> Contrast:
    """How the words of two names stand to each other; mirrored for swapped names."""
    if one.words == other.words:
        return _ALIKE
    open_words: list[str] = []
    for kind in sorted({*one.words, *other.words}):
        here, there = one.words.get(kind, _NONE), other.words.get(kind, _NONE)
        if here == there:
            continue
        if kind == ACTION:
            # Who asks for the first time need not say so.
            if here - {FIRST} != there - {FIRST}:
                return Contrast(_clause(kind, here or {FIRST}, there or {FIRST}))
            continue
        if kind == KIND:
            mine, theirs = here - {LICENCE}, there - {LICENCE}
            if mine == theirs:
                continue
            # 登记审批 is 登记, but neither 审批 nor 登记备案.
            if _differ(here, there) or here == {LICENCE} or there == {LICENCE}:
                return Contrast(_clause(kind, here, there))
            open_words += sorted(mine ^ theirs)
            continue
        if kind == NEGATION or (kind == GRADE and here and there) or _differ(here, there):
            return Contrast(_clause(kind, here, there))
        open_words += sorted(here ^ there)
    first = (FIRST in one.words.get(ACTION, _NONE)) != (FIRST in other.words.get(ACTION, _NONE))
    return Contrast("", tuple(open_words), first)


def tells_apart(one: Reading, other: Reading) -> bool:
    """Whether two names cannot be one matter."""
    return bool(contrast(one, other).against)


def tells_apart_but_for_action(one: Reading, other: Reading) -> bool:
    """The same of a whole and its part: the part may be one of its actions."""
    return tells_apart(_without_action(one), _without_action(other))


def _without_action(name: Reading) -> Reading:
    return Reading(name.core, {kind: said for kind, said in name.words.items() if kind != ACTION}, ())


def _differ(here: frozenset[str], there: frozenset[str]) -> bool:
    """Whether each says something that the other does not."""
    return bool(here - there) and bool(there - here)


def _clause(kind: str, here: frozenset[str] | set[str], there: frozenset[str] | set[str]) -> str:
    if kind == NEGATION:
        return "一个有“非、未、不、无”，另一个没有"
    return f"{kind}不同：{'、'.join(sorted(here)) or '无'}与{'、'.join(sorted(there)) or '无'}"
