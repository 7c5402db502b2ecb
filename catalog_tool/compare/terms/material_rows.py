"""The rows of a list of materials, and which of two lists' rows are one document by name.

Rows of one name pair first, then those of one canonical name (执照 and 营业执照（副本）复印件).
Among several rows that could pair, situation, form and content decide, so the order of a
list means nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog_tool.compare.terms.aspects import aspect_of
from catalog_tool.domain.names import fold
from catalog_tool.domain.situations import Conditions
from catalog_tool.model import Matter, mappings_of, text_of

Material = Mapping[str, Any]
Canonical = Callable[[str], str]
"""Gives the folded name that all names of a document have in common (domain/synonyms.py)."""

_BOTH = ("原件和复印件", "原件及复印件", "原件、复印件")


@dataclass(frozen=True)
class Papers:
    """One side's materials, seen as the situation that the rows are about sees them.

    `when` and `spared` are 适用情形 and 免提交范围 of each.
    """

    by_index: Mapping[int, Material]
    when: Mapping[int, Conditions]
    spared: Mapping[int, Conditions]

    def is_necessary(self, index: int) -> bool:
        """Whether it must be handed in by someone: 必要, and not 免提交 for everyone."""
        material = self.by_index[index]
        return material.get("必要性") == "必要" and not (material.get("免提交") and self.spared[index] is None)


def papers_of(matter: Matter, opposite: Matter) -> Papers | None:
    """The materials of a matter; None where it has no list of them.

    Where one of the rows is about one option of this matter's 情形 (a handling item
    婚迁 under a matter that asks 因何迁移), only what applies there is compared.
    """
    listed = matter.get("申请材料")
    if not isinstance(listed, list):
        return None
    aspect = aspect_of(matter, opposite)
    by_index: dict[int, Material] = {}
    when: dict[int, Conditions] = {}
    spared: dict[int, Conditions] = {}
    for index, material in mappings_of(listed):
        applies = aspect.when(material.get("适用情形"))
        if applies == frozenset():
            continue
        by_index[index], when[index] = material, applies
        spared[index] = aspect.when(material.get("免提交范围"))
    return Papers(by_index, when, spared)


def copy_form(material: Material) -> str:
    """形式; where it is not stated what the name says (身份证复印件); "" for neither."""
    stated = text_of(material.get("形式"))
    if stated:
        return stated
    name = _key(material).rstrip(")")
    if name.endswith(_BOTH):
        return "原件和复印件"
    return next((form for form in ("原件", "复印件") if name.endswith(form)), "")


def _key(material: Material) -> str:
    return fold(text_of(material.get("名称")))


Pair = tuple[int, int]
"""Indices of a row on each side."""


def alike(here: Papers, there: Papers, canonical: Canonical) -> tuple[list[Pair], list[int], list[int]]:
    """Rows of one name, then of one canonical name, each time those of equal 适用情形 first; and what is left."""

    def document(material: Material) -> str:
        return canonical(text_of(material.get("名称")))

    pairs: list[Pair] = []
    left_here, left_there = list(here.by_index), list(there.by_index)
    for read in (_key, document):
        for heeds_situation in (True, False):
            keys_here, keys_there = (
                {
                    index: (read(papers.by_index[index]), papers.when[index] if heeds_situation else None)
                    for index in left
                }
                for papers, left in ((here, left_here), (there, left_there))
            )
            met = by_key(here, keys_here, there, keys_there)
            pairs += met
            done_here, done_there = {one for one, _ in met}, {other for _, other in met}
            left_here = [index for index in left_here if index not in done_here]
            left_there = [index for index in left_there if index not in done_there]
            if not left_here or not left_there:
                return pairs, left_here, left_there
    return pairs, left_here, left_there


def by_key(
    here: Papers, keys_here: Mapping[int, Hashable], there: Papers, keys_there: Mapping[int, Hashable]
) -> list[Pair]:
    """Rows of equal keys; the keys are by the rows' indices."""
    buckets: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index, key in keys_here.items():
        buckets[key][0].append(index)
    for index, key in keys_there.items():
        buckets[key][1].append(index)
    pairs: list[Pair] = []
    for ours, others in buckets.values():
        if len(ours) == len(others) == 1:
            pairs.append((ours[0], others[0]))
        elif ours and others:
            pairs += _nearest(here, ours, there, others)
    return pairs


def _nearest(here: Papers, ours: list[int], there: Papers, others: list[int]) -> list[Pair]:
    """As many of several rows of one document as the smaller side has: equal ones, those of one form, the rest.

    Sorting them by content keeps the order of the lists out of it, and takes no square time.
    """
    content_here = {index: content(here.by_index[index]) for index in ours}
    content_there = {index: content(there.by_index[index]) for index in others}
    pairs: list[Pair] = []
    for terms in (2, 1, 0):
        buckets: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for index in sorted(ours, key=lambda index: (content_here[index], index)):
            buckets[content_here[index][:terms]][0].append(index)
        for index in sorted(others, key=lambda index: (content_there[index], index)):
            buckets[content_there[index][:terms]][1].append(index)
        for mine, theirs in buckets.values():
            pairs += zip(mine, theirs, strict=False)
        done_here, done_there = {one for one, _ in pairs}, {other for _, other in pairs}
        ours = [index for index in ours if index not in done_here]
        others = [index for index in others if index not in done_there]
        if not ours or not others:
            break
    return pairs


def content(material: Material) -> tuple[str, str]:
    """The form of a material, and all of it, as texts that can be sorted."""
    return copy_form(material), json.dumps(material, ensure_ascii=False, sort_keys=True, default=str)
