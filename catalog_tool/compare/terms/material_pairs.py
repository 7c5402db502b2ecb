"""Which rows of two lists of materials are the same document, also where one row names several.

One row may name several documents (身份证、户口簿) or offer a choice (身份证或户口簿):
it then equals the rows that name them (contract.md, Materials). Rows of one name come
first, then rows that name the same documents together, then one to many by document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog_tool.compare.terms.material_rows import Canonical, Material, Pair, Papers, alike, by_key, content
from catalog_tool.domain.synonyms import is_copy_word
from catalog_tool.model import text_of

_CHOICE = re.compile("/|或者|或")
# What stands in brackets belongs to the document before it: 营业执照（原件及复印件）.
# 涉及 and 及时 join nothing: 建设项目涉及河道部分的报告 is one document.
_SEPARATOR_OR_BRACKET = re.compile(r"[()]|、|以及其?|(?<![涉普触波])及(?!时|格)其?|/|或者|或")


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


def paired(here: Papers, there: Papers, canonical: Canonical) -> PairedPapers:
    """Pair rows of equal names, then rows that name the same documents."""
    met, left_here, left_there = alike(here, there, canonical)
    pairs = [Paired(one, other) for one, other in met]
    atoms_here, atoms_there = _atoms_of(here, left_here, canonical), _atoms_of(there, left_there, canonical)
    pairs += _of_the_same_documents(here, atoms_here, there, atoms_there)
    by_pair = _one_to_many(atoms_here, atoms_there)
    dropped = _left(here, atoms_here, by_pair, side=0)
    added = _left(there, atoms_there, by_pair, side=1)
    joined = [pair for pair, _ in by_pair.values()]
    return PairedPapers(sorted([*pairs, *joined], key=lambda pair: (pair.directory, pair.local)), dropped, added)


@dataclass(frozen=True)
class _Atoms:
    """The documents that a row names, as written by canonical name, and whether one of them suffices."""

    names: Mapping[str, str]
    is_choice: bool


def _atoms_of(papers: Papers, left: Sequence[int], canonical: Canonical) -> dict[int, _Atoms]:
    """By content, so that of several rows with one document the same ones meet however they are listed."""
    rows = papers.by_index
    in_order = sorted(left, key=lambda index: (content(rows[index]), index))
    return {index: _atoms(rows[index], canonical) for index in in_order}


def _atoms(material: Material, canonical: Canonical) -> _Atoms:
    # The words for the copy at the end are about all of it: 身份证、户口簿原件及复印件.
    name = canonical(text_of(material.get("名称")))
    parts, is_choice = _split(name)
    if len(parts) == 1:
        return _Atoms({name: name} if name else {}, is_choice=False)
    found: dict[str, str] = {}
    for part in parts:
        if part and not is_copy_word(part):
            found.setdefault(canonical(part), part)
    return _Atoms(found or {name: name}, is_choice)


def _split(name: str) -> tuple[list[str], bool]:
    """A folded name at its 、 及 或 / outside brackets, and whether one of them means a choice."""
    parts: list[str] = []
    is_choice, depth, start = False, 0, 0
    for found in _SEPARATOR_OR_BRACKET.finditer(name):
        word = found.group()
        if word in "()":
            depth = max(0, depth + (1 if word == "(" else -1))
        elif depth == 0:
            parts.append(name[start : found.start()])
            start = found.end()
            is_choice = is_choice or _CHOICE.fullmatch(word) is not None
    return [*parts, name[start:]], is_choice


def _of_the_same_documents(
    here: Papers, atoms_here: dict[int, _Atoms], there: Papers, atoms_there: dict[int, _Atoms]
) -> list[Paired]:
    """Rows that name the same several documents, in whatever order and by whatever names; they leave `atoms`."""
    keys_here, keys_there = (
        {index: frozenset(each.names) for index, each in atoms.items() if len(each.names) > 1}
        for atoms in (atoms_here, atoms_there)
    )
    pairs = []
    for one, other in by_key(here, keys_here, there, keys_there):
        pair = Paired(one, other)
        before, after = atoms_here.pop(one).is_choice, atoms_there.pop(other).is_choice
        words = {True: "任选其一", False: "须全部提交"}
        if before != after:
            (pair.stricter if before else pair.eased).append((words[before], words[after]))
        pairs.append(pair)
    return pairs


def _one_to_many(
    atoms_here: Mapping[int, _Atoms], atoms_there: Mapping[int, _Atoms]
) -> dict[Pair, tuple[Paired, set[str]]]:
    """Pairs that share documents, with these: each place of a document here meets the next one there."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, atoms in atoms_there.items():
        for name in atoms.names:
            holders[name].append(index)
    waiting = {name: iter(indices) for name, indices in holders.items()}
    met: dict[Pair, tuple[Paired, set[str]]] = {}
    for index, atoms in atoms_here.items():
        for name in atoms.names:
            other = next(waiting[name], None) if name in waiting else None
            if other is not None:
                met.setdefault((index, other), (Paired(index, other, joined=True), set()))[1].add(name)
    # By place in order of content on both sides: swapping them finds the same pair first for each row.
    here, there = ({index: place for place, index in enumerate(atoms)} for atoms in (atoms_here, atoms_there))
    return dict(sorted(met.items(), key=lambda item: (here[item[0][0]], there[item[0][1]])))


def _left(
    papers: Papers,
    atoms: Mapping[int, _Atoms],
    met: Mapping[Pair, tuple[Paired, set[str]]],
    *,
    side: int,
) -> list[tuple[int, str]]:
    """What has no counterpart: whole rows, or the documents of a joined row that nobody names.

    A choice that lost an alternative is no document less: it is the stricter row.
    """
    shared: dict[int, set[str]] = defaultdict(set)
    first: dict[int, Paired] = {}
    for key, (pair, names) in met.items():
        shared[key[side]] |= names
        first.setdefault(key[side], pair)
    alone: list[tuple[int, str]] = []
    for index, each in sorted(atoms.items()):
        rest = [written for name, written in each.names.items() if name not in shared.get(index, ())]
        if index not in shared:
            alone.append((index, text_of(papers.by_index[index].get("名称"))))
        elif rest and each.is_choice:
            _choice_changed(first[index], rest, side)
        else:
            alone += [(index, written) for written in rest]
    return alone


def _choice_changed(pair: Paired, rest: Sequence[str], side: int) -> None:
    with_it, without = f"也可交{'、'.join(rest)}", f"不可交{'、'.join(rest)}"
    if side == 0:
        pair.stricter.append((with_it, without))
    else:
        pair.eased.append((without, with_it))
