"""收费: items and tiers that are charged, and how much.

Items pair by folded name, their tiers by folded 档次; a standard without 档次 holds for
every tier of the other side that has no counterpart. What costs nothing is not charged. A tier that one
side alone has is charged there alone. 依据, 减免 and how one pays are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.fee_terms import Item, Tier, is_unspecified, items_of
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.domain.names import fold
from catalog_tool.model import Path, mapping_of

_FEE = "收费"
_ITEMS = "收费.项目"
_NONE = "不收费"


@comparator("fee-added", "fee-dropped", "fee-higher", "fee-lower")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare what both sides state; 是 without items does not say what is charged."""
    if is_unset(directory, local, _FEE) or _lacks_items(directory, local):
        yield from unset("fee-dropped", _FEE)
    if directory.value.get(_FEE) == local.value.get(_FEE):
        return
    here, there = items_of(directory.value.get(_FEE)), items_of(local.value.get(_FEE))
    if here is None or there is None:
        return
    if here and there and (is_unspecified(here) or is_unspecified(there)):
        return
    for name, item in here.items():
        if name in there:
            yield from _compare_tiers(item, there[name])
        else:
            yield from _dropped(item, None, "无" if there else _NONE)
    for name, item in there.items():
        if name not in here:
            yield from _added(item, None, "无" if here else _NONE)


def _lacks_items(directory: Row, local: Row) -> bool:
    """Whether the items are the region's own to set, and it says neither 否 nor which they are."""
    if not directory.leaves_to_region(_ITEMS) or local.leaves_to_region(_ITEMS):
        return False
    fee = local.value.get(_FEE)
    return fee in (None, "", {}, []) or (mapping_of(fee).get("收费") == "是" and not mapping_of(fee).get("项目"))


def _dropped(item: Item, tier: Tier | None, after: str) -> Iterator[Change]:
    if not (tier or item).is_free:
        yield Change("fee-dropped", item.path, _spoken(item, tier), after, directory_path=item.path)


def _added(item: Item, tier: Tier | None, before: str) -> Iterator[Change]:
    if not (tier or item).is_free:
        yield Change("fee-added", item.path, before, _spoken(item, tier), local_path=item.path)


def _spoken(item: Item, tier: Tier | None) -> str:
    # 收费: 是 and nothing else.
    return "收费" if item.path == (_FEE,) else item.spoken(tier)


def _compare_tiers(one: Item, other: Item) -> Iterator[Change]:
    """Compare tier by tier; an item without a standard says nothing of it."""
    here, there = one.tiers, other.tiers
    if not here or not there:
        return
    for key, tier in here.items():
        if key in there:
            yield from _compare_amounts(one, tier, other, there[key])
    alone_here = [key for key in here if key not in there]
    alone_there = [key for key in there if key not in here]
    for key in alone_here:
        if key and "" in there:
            yield from _compare_amounts(one, here[key], other, there[""])
        elif key or not alone_there:
            yield from _dropped(one, here[key], "无")
    for key in alone_there:
        if key and "" in here:
            yield from _compare_amounts(one, here[""], other, there[key])
        elif key or not alone_here:
            yield from _added(other, there[key], "无")


def _compare_amounts(one: Item, here: Tier, other: Item, there: Tier) -> Iterator[Change]:
    kind, certain = _order(here, there)
    if kind:
        directory_path: Path = (*one.path, "标准")
        path: Path = (*other.path, "标准")
        before, after = one.spoken(here), other.spoken(there)
        yield Change(kind, path, before, after, certain, directory_path=directory_path, local_path=path)


def _order(here: Tier, there: Tier) -> tuple[str, bool]:
    """fee-higher or fee-lower and whether that is certain; "" where they are equal or one states nothing.

    What cannot be compared may be higher.
    """
    before, after = here.amount, there.amount
    if before is not None and after is not None and before.is_comparable(after):
        if before.number == after.number:
            return "", True
        return ("fee-higher" if after.number > before.number else "fee-lower"), True
    if not here.text or not there.text or fold(here.text) == fold(there.text):
        return "", True
    return "fee-higher", False
