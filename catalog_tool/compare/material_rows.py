"""Which rows of two lists of materials are the same document.

One row may name several documents (身份证、户口簿) or offer a choice (身份证或户口簿):
it then equals the rows that name them (contract.md, Materials).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog_tool.domain.names import fold
from catalog_tool.domain.situations import Conditions, conditions, questions_by_option, within
from catalog_tool.model import Matter, mappings_of, text_of

Material = Mapping[str, Any]

_ALL = re.compile("、|以及|及")
_CHOICE = re.compile("/|或者|或")
_JOINED = re.compile(f"{_ALL.pattern}|{_CHOICE.pattern}")
_TRAILING_BRACKET = re.compile(r"\(([^()]*)\)$")


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
    questions = questions_by_option(matter)
    option = _aspect(opposite, questions) or _aspect(matter, questions)
    by_index: dict[int, Material] = {}
    when: dict[int, Conditions] = {}
    spared: dict[int, Conditions] = {}
    for index, material in mappings_of(listed):
        applies = conditions(material.get("适用情形"), questions)
        free = conditions(material.get("免提交范围"), questions)
        if option:
            applies, free = within(applies, questions[option], option), within(free, questions[option], option)
        if applies == frozenset():
            continue
        by_index[index], when[index], spared[index] = material, applies, free
    return Papers(by_index, when, spared)


def _aspect(matter: Matter, questions: Mapping[str, str]) -> str:
    """The option that a row is about, by its 孙项名称 or the note that ends its 子项名称; "" for none."""
    bracket = _TRAILING_BRACKET.search(fold(matter.sub_name))
    names = {fold(matter.detail_name), bracket.group(1) if bracket else ""} - {""}
    return next((option for option in sorted(questions) if fold(option) in names), "")


@dataclass
class Paired:
    """Two rows of one document. `stricter` and `eased` say what a joined row has lost or gained."""

    directory: int
    local: int
    joined: bool = False
    stricter: list[tuple[str, str]] = field(default_factory=list)
    eased: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class PairedPapers:
    """All pairs in order, and what one side alone has: index and name."""

    pairs: list[Paired]
    dropped: list[tuple[int, str]]
    added: list[tuple[int, str]]


def paired(here: Papers, there: Papers) -> PairedPapers:
    """Pair rows of equal names, then rows that name the same documents."""
    pairs = _equal(here, there)
    names = _atoms(here, {pair.directory for pair in pairs}), _atoms(there, {pair.local for pair in pairs})
    holders: dict[str, list[int]] = defaultdict(list)
    for index, atoms in names[1].items():
        for atom in atoms:
            holders[atom].append(index)
    met: dict[tuple[int, int], set[str]] = defaultdict(set)
    for index, atoms in names[0].items():
        for atom in atoms:
            if holders[atom]:
                met[index, holders[atom].pop(0)].add(atom)
    by_pair = {key: Paired(*key, joined=True) for key in met}
    met_here, met_there = _gathered(met, 0), _gathered(met, 1)
    dropped = _left(here, names[0], met_here, by_pair, side=0)
    added = _left(there, names[1], met_there, by_pair, side=1)
    return PairedPapers(
        sorted([*pairs, *by_pair.values()], key=lambda pair: (pair.directory, pair.local)), dropped, added
    )


def _equal(here: Papers, there: Papers) -> list[Paired]:
    """Rows of one name; of several with it those of equal 适用情形 first."""
    pairs: list[Paired] = []
    waiting: dict[str, list[int]] = defaultdict(list)
    for index, material in there.by_index.items():
        waiting[_key(material)].append(index)
    left: list[int] = []
    for index, material in here.by_index.items():
        same = waiting[_key(material)]
        alike = next((other for other in same if there.when[other] == here.when[index]), None)
        if alike is None:
            left.append(index)
        else:
            same.remove(alike)
            pairs.append(Paired(index, alike))
    pairs += [Paired(index, same.pop(0)) for index in left if (same := waiting[_key(here.by_index[index])])]
    return pairs


def _key(material: Material) -> str:
    return fold(text_of(material.get("名称")))


def _atoms(papers: Papers, taken: set[int]) -> dict[int, list[str]]:
    return {
        index: list(dict.fromkeys(part for part in _JOINED.split(_key(material)) if part))
        for index, material in papers.by_index.items()
        if index not in taken
    }


def _gathered(met: Mapping[tuple[int, int], set[str]], side: int) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for key, atoms in met.items():
        found[key[side]] |= atoms
    return found


def _left(
    papers: Papers,
    names: Mapping[int, Sequence[str]],
    met: Mapping[int, set[str]],
    by_pair: Mapping[tuple[int, int], Paired],
    *,
    side: int,
) -> list[tuple[int, str]]:
    """What has no counterpart: whole rows, or the documents of a joined row that nobody names.

    A choice that lost an alternative is no document less: it is the stricter row.
    """
    alone: list[tuple[int, str]] = []
    for index, atoms in names.items():
        rest = [atom for atom in atoms if atom not in met.get(index, ())]
        name = text_of(papers.by_index[index].get("名称"))
        if index not in met:
            alone.append((index, name))
        elif rest and _CHOICE.search(_key(papers.by_index[index])):
            pair = next(pair for key, pair in by_pair.items() if key[side] == index)
            with_it, without = f"也可交{'、'.join(rest)}", f"不可交{'、'.join(rest)}"
            if side == 0:
                pair.stricter.append((with_it, without))
            else:
                pair.eased.append((without, with_it))
        else:
            alone += [(index, atom) for atom in rest]
    return alone
