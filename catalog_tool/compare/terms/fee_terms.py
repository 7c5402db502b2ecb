"""收费 as it is compared: items by name, tiers by 档次, amounts with what they are counted by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from catalog_tool.domain.names import fold
from catalog_tool.model import Path, mappings_of, text_of

_FEE, _ITEMS = "收费", "项目"
_FREE_WORDS = frozenset({"免费", "不收费", "免收", "免收费", "不收取费用", "不收取", "零收费"})
_TEN_THOUSAND = 10_000
# 每件80元, 按每件收取80元, 80元/件, 80元每件, 1.5万元; commas are taken out before.
_IN_WORDS = re.compile(
    "(?:按?每(?P<ahead>[^0-9元每/,;]{1,6}?)(?:收取|收费|收)?)?"
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<many>万?)元(?:[/每](?P<behind>[^0-9元每/,;]{1,6}))?"
)
_UNIT = re.compile("(?P<many>万?)元(?:[/每](?P<counted>.+))?")


@dataclass(frozen=True, slots=True)
class Amount:
    """Yuan (or another currency, which `counted` then names too) for each of what is counted; "" if not said."""

    number: Decimal
    counted: str

    def is_comparable(self, other: Amount) -> bool:
        """Whether the numbers can be held against each other; nothing is nothing by any count."""
        counts = {self.counted, other.counted}
        return len(counts) == 1 or "" in counts or not self.number or not other.number


@dataclass(frozen=True, slots=True)
class Tier:
    """One 档次 with its label as written, its standard as printed, and its amount where one can be read."""

    label: str
    text: str
    amount: Amount | None

    @property
    def is_free(self) -> bool:
        """Whether it charges nothing."""
        return self.amount is not None and not self.amount.number


@dataclass(slots=True)
class Item:
    """收费项目: its name as written, its tiers by folded 档次, and where it stands."""

    name: str
    path: Path
    tiers: dict[str, Tier] = field(default_factory=dict)

    @property
    def is_free(self) -> bool:
        """Whether every tier is nought."""
        return bool(self.tiers) and all(tier.is_free for tier in self.tiers.values())

    def spoken(self, tier: Tier | None = None) -> str:
        """As printed, one tier or all: 不动产登记费（住宅类 80 元/件；非住宅类 550 元/件）."""
        shown = [tier] if tier is not None else list(self.tiers.values())
        said = "；".join(text for each in shown if (text := f"{each.label} {each.text}".strip()))
        name = self.name or "未写名称的收费项目"
        return f"{name}（{said}）" if said else name


def items_of(value: object) -> dict[str, Item] | None:
    """What is charged, by folded name: {} for nothing; None where the matter does not say whether it charges.

    是 without items gives one item without a name or tiers: charged, nobody knows what.
    """
    fee: Any = {_FEE: value} if isinstance(value, str) else value
    if not isinstance(fee, dict):
        return None
    charged = text_of(fee.get(_FEE)).strip()
    if charged == "否":
        return {}
    items: dict[str, Item] = {}
    tiers: dict[str, list[Tier]] = {}
    for index, listed in mappings_of(fee.get(_ITEMS)):
        name = text_of(listed.get("名称")).strip()
        items.setdefault(fold(name), Item(name, (_FEE, _ITEMS, index)))
        tiers.setdefault(fold(name), []).extend(_tiers(listed.get("标准")))
    for key, item in items.items():
        item.tiers = _by_label(tiers[key])
    if not items and charged == "是":
        return {"": Item("", (_FEE,))}
    return items or None


def is_unspecified(items: Mapping[str, Item]) -> bool:
    """Whether all that is known is that something is charged."""
    return len(items) == 1 and "" in items and not items[""].tiers


def _tiers(standard: object) -> list[Tier]:
    if isinstance(standard, str):
        return [_tier_in_words(standard)] if standard.strip() else []
    found = []
    for item in standard if isinstance(standard, list) else ():
        if isinstance(item, str) and item.strip():
            found.append(_tier_in_words(item))
        elif isinstance(item, dict):
            label = text_of(item.get("档次")).strip()
            number, unit = item.get("金额"), text_of(item.get("单位")).strip()
            if type(number) is int:
                found.append(Tier(label, f"{number} {unit or '元'}", _amount(number, unit)))
            elif label:
                found.append(Tier(label, "", None))
    return found


def _by_label(tiers: Iterable[Tier]) -> dict[str, Tier]:
    """Tiers by folded 档次; several standards under one are one that can only be compared as a text."""
    found: dict[str, list[Tier]] = {}
    for tier in tiers:
        found.setdefault(fold(tier.label), []).append(tier)
    return {key: _as_one(same) for key, same in found.items()}


def _as_one(same: Sequence[Tier]) -> Tier:
    first = same[0]
    if all((tier.text, tier.amount) == (first.text, first.amount) for tier in same):
        return first
    return Tier(first.label, "、".join(sorted({tier.text for tier in same} - {""})), None)


def _amount(number: int, unit: str) -> Amount:
    folded = fold(unit)
    found = _UNIT.fullmatch(folded)
    if found is None:
        return Amount(Decimal(number), folded)
    return Amount(Decimal(number) * _times(found["many"]), found["counted"] or "")


def _tier_in_words(text: str) -> Tier:
    text = text.strip()
    folded = fold(text).replace(",", "").rstrip("。.;")
    if folded in _FREE_WORDS:
        return Tier("", text, Amount(Decimal(0), ""))
    found = _IN_WORDS.fullmatch(folded)
    if found is None or (found["ahead"] and found["behind"]):
        return Tier("", text, None)
    counted = found["ahead"] or found["behind"] or ""
    return Tier("", text, Amount(Decimal(found["number"]) * _times(found["many"]), counted))


def _times(many: str) -> int:
    return _TEN_THOUSAND if many else 1
