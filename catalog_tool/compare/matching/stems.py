"""Splits and merges that only names show: one matter here, its parts under its name there.

户口迁移 of the directory and 户口迁移（婚迁）, 户口迁移（升学） of a list that numbers them anew
share no code; their stem, or the main item they name, is the whole's name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from catalog_tool.compare.comparable import Group
from catalog_tool.compare.matching.floors import Floors
from catalog_tool.compare.matching.lines import Lines
from catalog_tool.compare.matching.main_code import share_a_level
from catalog_tool.compare.matching.pool import Pool
from catalog_tool.compare.matching.read_names import ReadNames
from catalog_tool.domain.matter_names import ACTION, Reading
from catalog_tool.domain.names import fold
from catalog_tool.domain.telling_apart import tells_apart_but_for_action

CONFIDENCE = 0.95
"""How many of a hundred splits and merges by stem are right, on tests/compare/labelled.py."""
Fits = Callable[[Group, Group], bool]
Stem = tuple[str, frozenset[str]]
"""What a name says besides what is done, and what is done."""
Tie = tuple[str, Stem]
"""How a part is tied to its whole, and the whole's stem."""
_MAIN, _BRACKET, _ACTION = "main item", "bracket", "action"
_SHORTEST_STEM = 2


class Stems:
    """Finds wholes and their parts for one local list; `directory` and `local` are all matters in use."""

    def __init__(self, names: ReadNames, lines: Lines, directory: Sequence[Group], local: Sequence[Group]) -> None:
        self._names = names
        self._lines = lines
        self._directory, self._local = directory, local
        self._known: dict[int, set[Tie]] = {}

    def pair(self, pool: Pool, floors: Floors) -> None:
        """Match wholes with two parts or more, and widen matches of a whole by parts beside it."""
        if floors.accepted > CONFIDENCE:
            return
        for whole, parts in self._wholes(pool.directory, pool.local, self._directory, self._splits(pool)):
            if len(parts) > 1:
                pool.take((whole,), parts, "similar-name", CONFIDENCE, _because(whole, f"一项分为 {len(parts)} 项"))
        for whole, parts in self._wholes(pool.local, pool.directory, self._local, self._merges(pool)):
            if len(parts) > 1:
                pool.take(parts, (whole,), "similar-name", CONFIDENCE, _because(whole, f"{len(parts)} 项并成一项"))
        self._widen(pool)

    def _splits(self, pool: Pool) -> Fits:
        return lambda whole, part: self._is_part(pool, whole, part, whole, part)

    def _merges(self, pool: Pool) -> Fits:
        return lambda whole, part: self._is_part(pool, part, whole, whole, part)

    def _widen(self, pool: Pool) -> None:
        """A whole that is matched with its like takes in what the other side numbers under the like's main code."""
        mains = {group.main_code for group in (*pool.directory, *pool.local)} - {""}
        known = [
            found
            for found in pool.matches
            if found.matched_by != "confirmed"
            and len(found.directory) == len(found.local) == 1
            and (found.directory[0].main_code in mains or found.local[0].main_code in mains)
            and self._own(found.directory[0]) == self._own(found.local[0])
        ]
        by_directory = {id(found.directory[0]): found for found in known}
        by_local = {id(found.local[0]): found for found in known}
        here, there = [found.directory[0] for found in known], [found.local[0] for found in known]
        for whole, others in self._wholes(here, pool.local, self._directory, self._splits(pool)):
            found = by_directory[id(whole)]
            if parts := _of_main(found.local[0], others):
                because = _because(whole, f"一项分为 {1 + len(parts)} 项")
                pool.widen(found, (), parts, "similar-name", CONFIDENCE, because)
                del by_local[id(found.local[0])]
        for whole, others in self._wholes(there, pool.directory, self._local, self._merges(pool)):
            kept = by_local.get(id(whole))
            if kept and (parts := _of_main(kept.directory[0], others)):
                because = _because(whole, f"{1 + len(parts)} 项并成一项")
                pool.widen(kept, parts, (), "similar-name", CONFIDENCE, because)

    def _wholes(
        self, wholes: Sequence[Group], others: Sequence[Group], side: Sequence[Group], fits: Fits
    ) -> list[tuple[Group, list[Group]]]:
        """Wholes of a side with their parts among the others; a part that two wholes could have belongs to none."""
        if not wholes or not others:
            return []
        ties = {id(other): self._ties(other) for other in others}
        wanted = {stem for of_other in ties.values() for _, stem in of_other}
        by_stem: dict[Stem, list[Group]] = defaultdict(list)
        for whole in wholes:
            stem = self._own(whole)
            if stem in wanted and len(stem[0]) >= _SHORTEST_STEM and not whole.is_container:
                by_stem[stem].append(whole)
        if not by_stem:
            return []
        # What a side divides itself it has no whole of.
        divided = {tie for group in side for tie in self._ties(group) if tie[1] in by_stem}
        parts: dict[int, list[Group]] = defaultdict(list)
        for other in others:
            free = ties[id(other)] - divided
            near = {id(whole): whole for _, stem in free for whole in by_stem.get(stem, ())}
            fitting = [whole for whole in near.values() if fits(whole, other)]
            if len(fitting) == 1:
                parts[id(fitting[0])].append(other)
        return [(whole, parts[id(whole)]) for whole in wholes if id(whole) in parts]

    def _is_part(self, pool: Pool, one: Group, other: Group, whole: Group, part: Group) -> bool:
        """Whether a directory's matter and a local one, one of them the whole, may belong together."""
        if not whole.first.type or whole.first.type != part.first.type or not pool.may_pair(one, other):
            return False
        if part.is_container or not share_a_level(one, other) or self._lines.are_one(one, other) is not True:
            return False
        if fold(part.first.main_name) == fold(whole.first.title):
            return True  # its own list says whose part it is, whatever its name says
        return not tells_apart_but_for_action(self._names.of(whole), self._names.of(part))

    def _own(self, group: Group) -> Stem:
        return _stem(self._names.of(group))

    def _ties(self, group: Group) -> set[Tie]:
        """What a part is a part of: its main item, its name without the last bracket, or without what is done."""
        known = self._known.get(id(group))
        if known is None:
            known = self._known[id(group)] = self._look_up(group)
        return known

    def _look_up(self, group: Group) -> set[Tie]:
        name, own = self._names.told(group), self._own(group)
        found = {(_ACTION, (own[0], frozenset[str]()))} if own[1] else set()
        if name.endswith(")") and (start := name.rfind("(")) > 1:
            stem = _stem(self._names.read(name[:start]))
            # A bracket that says only what is done is one way of saying it.
            found |= {(_BRACKET, stem)} if stem[0] != own[0] else set()
        if group.first.main_name and fold(group.first.main_name) != fold(group.first.title):
            found.add((_MAIN, _stem(self._names.read(group.first.main_name))))
        return found


def _stem(read: Reading) -> Stem:
    return read.core, read.words.get(ACTION, frozenset())


def _of_main(whole: Group, parts: Sequence[Group]) -> list[Group]:
    return [part for part in parts if part.main_code and part.main_code == whole.main_code]


def _because(whole: Group, told: str) -> tuple[str, ...]:
    return (f"主干名称相同“{whole.first.title}”", told, "部门同属一条线", "事项类型相同")
