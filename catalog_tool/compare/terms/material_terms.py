"""What is asked of one material on each side: stricter or eased, term by term."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.terms.material_rows import Material, Papers, copy_form
from catalog_tool.domain.limits import Order, limit_of
from catalog_tool.domain.limits import compare as compare_limits
from catalog_tool.domain.situations import Conditions, spoken_conditions
from catalog_tool.model import mapping_of, text_of

Difference = tuple[str, str, int]
"""Before, after, and 1 for stricter, -1 for eased."""

_FORM = "形式"
_RANKS = {
    "必要性": {"非必要": 1, "必要": 2},
    _FORM: {"复印件": 1, "原件": 2, "原件和复印件": 3},
    "原件处理": {"核验退还": 1, "收取": 2, "收回": 2},
}


def differences(here: Papers, index: int, there: Papers, other_index: int, *, joined: bool) -> Iterator[Difference]:
    """Every term in which two rows of one document differ.

    Of a joined row the choice and the copies belong to several documents together,
    and so do the words for a copy in its name: they say nothing about one of them.
    """
    one, other = here.by_index[index], there.by_index[other_index]
    when, other_when = here.when[index], there.when[other_index]
    spared, other_spared = here.spared[index], there.spared[other_index]
    if one == other and when == other_when and spared == other_spared:
        return
    for field, ranks in _RANKS.items():
        before, after = text_of(one.get(field)), text_of(other.get(field))
        if field == _FORM and not joined:
            before, after = copy_form(one), copy_form(other)
        if before in ranks and after in ranks and ranks[before] != ranks[after]:
            yield before, after, 1 if ranks[after] > ranks[before] else -1
    yield from _when(when, other_when)
    if not joined:
        yield from _choice(one, other)
        yield from _copies(one, other)
    yield from _spared(one, spared, other, other_spared)
    yield from _deferral(one, other)


def _when(before: Conditions, after: Conditions) -> Iterator[Difference]:
    if before == after:
        return
    if before is None:
        yield "任何情形都要", f"只在{spoken_conditions(after)}时要", -1
    elif after is None:
        yield f"只在{spoken_conditions(before)}时要", "任何情形都要", 1
    else:
        if more := _beyond(after, before):
            yield f"{spoken_conditions(more)}时不要", f"{spoken_conditions(more)}时要", 1
        if fewer := _beyond(before, after):
            yield f"{spoken_conditions(fewer)}时要", f"{spoken_conditions(fewer)}时不要", -1


def _beyond(found: frozenset[frozenset[str]], limits: frozenset[frozenset[str]]) -> Conditions:
    """The conditions that reach further than all of `limits`: one that adds an answer to another is narrower."""
    return frozenset(answers for answers in found if not any(limit <= answers for limit in limits))


def _choice(one: Material, other: Material) -> Iterator[Difference]:
    before, after = bool(one.get("任选组")), bool(other.get("任选组"))
    words = {True: "可任选其一", False: "不可任选"}
    if before != after:
        yield words[before], words[after], 1 if before else -1


def _spared(one: Material, before: Conditions, other: Material, after: Conditions) -> Iterator[Difference]:
    first, second = bool(one.get("免提交")), bool(other.get("免提交"))
    if first and second:
        if wider := _wider(before, after):
            yield wider, f"只在{spoken_conditions(after)}时免提交", 1
        if wider := _wider(after, before):
            yield f"只在{spoken_conditions(before)}时免提交", wider, -1
    elif first != second:
        words = {True: "免提交", False: "须提交"}
        yield words[first], words[second], 1 if first else -1


def _wider(one: Conditions, other: Conditions) -> str:
    """Where `one` spares the applicant and `other` does not, in words; "" for nowhere."""
    if other is None or one == other:
        return ""
    if one is None:
        return "一律免提交"
    where = _beyond(one, other)
    return f"{spoken_conditions(where)}时免提交" if where else ""


def _copies(one: Material, other: Material) -> Iterator[Difference]:
    """Copies, where both sides count them: a kind that is not named is not asked for."""
    before, after = mapping_of(one.get("份数")), mapping_of(other.get("份数"))
    if not before or not after:
        return
    for kind in ("原件", "复印件"):
        first, second = before.get(kind, 0), after.get(kind, 0)
        if isinstance(first, int) and isinstance(second, int) and first != second:
            yield f"份数：{kind} {first} 份", f"份数：{kind} {second} 份", 1 if second > first else -1


def _deferral(one: Material, other: Material) -> Iterator[Difference]:
    before, after = one.get("容缺"), other.get("容缺")
    first, second = isinstance(before, dict), isinstance(after, dict)
    words = {True: "容缺：可", False: "容缺：不可"}
    if first != second:
        yield words[first], words[second], 1 if first else -1
        return
    one_limit, other_limit = limit_of(mapping_of(before).get("期限")), limit_of(mapping_of(after).get("期限"))
    if one_limit is None or other_limit is None:
        return
    order = compare_limits(other_limit, one_limit)
    if order in (Order.LONGER, Order.SHORTER):
        yield f"容缺：{one_limit.text}", f"容缺：{other_limit.text}", -1 if order is Order.LONGER else 1
