"""The tier of similar names: words first, then likeness, then the margin to the next best.

A name is close to another where nothing tells them apart (domain/telling_apart), both
stand in one line of duty and are of one type. What is then left of the names decides:
nothing left over, and they are one; something left over, and a person must say so. A
share of equal letters alone accepts nothing: in a real county list 企业职工社会保险费补缴申报
and 企业职工社会保险费欠费补缴申报 are two matters, and share 92 of 100.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog_tool.compare.comparable import Group
from catalog_tool.compare.matching.assignment import Edge, assign
from catalog_tool.compare.matching.floors import Floors
from catalog_tool.compare.matching.lines import Lines
from catalog_tool.compare.matching.main_code import share_a_level
from catalog_tool.compare.matching.near_names import NearNames
from catalog_tool.compare.matching.pool import Match, Pool
from catalog_tool.compare.matching.read_names import ReadNames
from catalog_tool.domain.likeness import likeness
from catalog_tool.domain.matter_names import Reading
from catalog_tool.domain.telling_apart import Contrast, contrast

_WHOLE = 10_000
# Of ten thousand, as weights of the assignment are whole numbers.
_SURE, _OPEN_CEILING = 9800, 8900
_FIRST_ONLY, _MOVED = 100, 100
_OPEN_WORD, _OTHER_LEVEL, _UNKNOWN_LINE = 600, 1200, 1200
_MARGIN = 300
# Less than a thousandth of confidence weighs.
_SPELLING_WEIGHT = 10**8
_LEAST_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that may be one matter: its confidence in ten-thousandths, and why.

    `spelling` is how alike names that say the same are written; it decides between equals only.
    """

    directory: Group
    local: Group
    sureness: int
    spelling: float
    because: tuple[str, ...]


class SimilarNames:
    """Judges pairs by their names, for one local list."""

    def __init__(self, names: ReadNames, lines: Lines) -> None:
        self.names = names
        self._lines = lines

    def candidate(self, one: Group, other: Group) -> Candidate | None:
        """How sure it is that two matters are one; None where that is out of the question."""
        if not one.first.type or one.first.type != other.first.type:
            return None
        here, there = self.names.of(one), self.names.of(other)
        if not here.core or not there.core:
            return None
        words = contrast(here, there)
        if words.against:
            return None
        line = self._lines.are_one(one, other)
        if line is False:
            return None
        alike = likeness(here.core, there.core)
        if alike < _LEAST_ALIKE:
            return None
        sureness = _sureness(here, there, words, alike)
        levels = share_a_level(one, other)
        sureness -= (0 if levels else _OTHER_LEVEL) + (0 if line else _UNKNOWN_LINE)
        spelling = likeness(self.names.told(one), self.names.told(other)) if alike == 1.0 else 0.0
        return Candidate(one, other, sureness, spelling, _because(here, there, words, alike, line=line, levels=levels))


def _sureness(here: Reading, there: Reading, words: Contrast, alike: float) -> int:
    """The share of such pairs that are right, measured on tests/compare/labelled.py, in ten-thousandths."""
    if alike == 1.0 and not words.open_words:
        return _SURE - (_FIRST_ONLY if words.first_only else 0) - (0 if here.core == there.core else _MOVED)
    return round(_OPEN_CEILING * alike) - _OPEN_WORD * len(words.open_words)


def _because(
    here: Reading, there: Reading, words: Contrast, alike: float, *, line: bool | None, levels: bool
) -> tuple[str, ...]:
    reasons = [f"名称相近（相似度 {alike:.2f}）"]
    if written := dict(sorted({*here.written_out} ^ {*there.written_out})):
        reasons += [f"“{form}”即“{name}”" for form, name in written.items()]
    if words.first_only:
        reasons.append("一个写明新办，另一个没有写办理动作，按新办看")
    if alike == 1.0 and here.core != there.core:
        reasons.append("只是词序不同")
    if words.open_words:
        reasons.append(f"只有一个名称写有“{'”“'.join(words.open_words)}”")
    reasons.append("部门同属一条线" if line else "不能确定部门是否同属一条线")
    reasons.append("事项类型相同")
    if not levels:
        reasons.append("行使层级不同")
    return tuple(reasons)


def pair_similar(
    pool: Pool, judge: SimilarNames, directory: Sequence[Group], local: Sequence[Group], floors: Floors
) -> list[Match]:
    """Match what is beyond doubt, one to one over all candidates; what is in doubt comes back as suggestions.

    `directory` and `local` are all matters in use, matched ones too: of a name that is
    as close to another matter, a person must say which is meant.
    """
    candidates = _candidates(pool, judge)
    accepted, suggested = round(floors.accepted * _WHOLE), round(floors.suggested * _WHOLE)
    strong = {edge: found for edge, found in candidates.items() if found.sureness >= accepted}
    sure = [strong[edge] for edge in _assigned(strong)]
    close = _Rivals(judge, candidates.values(), directory, local) if sure else None
    doubted: dict[tuple[int, int], str] = {}
    for found in sure:
        assert close is not None
        if rival := close.of(found):
            doubted[id(found.directory), id(found.local)] = rival
        else:
            sureness = found.sureness / _WHOLE
            pool.take((found.directory,), (found.local,), "similar-name", sureness, found.because)
    free = {id(group) for group in (*pool.directory, *pool.local)}
    left = {
        edge: found
        for edge, found in candidates.items()
        if id(found.directory) in free and id(found.local) in free and found.sureness >= suggested
    }
    return [_suggestion(left[edge], doubted, accepted) for edge in _assigned(left)]


def _suggestion(found: Candidate, doubted: Mapping[tuple[int, int], str], accepted: int) -> Match:
    rival = doubted.get((id(found.directory), id(found.local)))
    because = (*found.because, f"与“{rival}”也同样相近") if rival else found.because
    # Whatever is only suggested stays below what is accepted.
    sureness = min(found.sureness, max(accepted - 100, 0))
    return Match((found.directory,), (found.local,), "similar-name", sureness / _WHOLE, because)


def _assigned(candidates: Mapping[Edge, Candidate]) -> list[Edge]:
    # The cube, so that two doubtful pairs do not outweigh one that is nearly certain.
    weights = {edge: found.sureness**3 + round(_SPELLING_WEIGHT * found.spelling) for edge, found in candidates.items()}
    return assign({edge: weight for edge, weight in weights.items() if weight > 0})


def _candidates(pool: Pool, judge: SimilarNames) -> dict[Edge, Candidate]:
    """Pairs worth a look, by their places among what is free on either side."""
    directory, local = pool.directory, pool.local
    found: dict[Edge, Candidate] = {}
    if not directory or not local:
        return found
    index = NearNames(judge.names, local)
    for place, one in enumerate(directory):
        for near in index.near(one):
            candidate = judge.candidate(one, local[near]) if pool.may_pair(one, local[near]) else None
            if candidate is not None:
                found[place, near] = candidate
    return found


class _Rivals:
    """Other matters that are as close by name to one of a pair: free ones, and matched ones that say the same."""

    def __init__(
        self, judge: SimilarNames, free: Iterable[Candidate], directory: Sequence[Group], local: Sequence[Group]
    ) -> None:
        self._judge = judge
        self._free: dict[int, list[Candidate]] = defaultdict(list)
        for found in free:
            self._free[id(found.directory)].append(found)
            self._free[id(found.local)].append(found)
        self._directory, self._local = self._by_letters(directory), self._by_letters(local)

    def of(self, found: Candidate) -> str:
        """The name of the first rival; "" without one."""
        one, other = found.directory, found.local
        for close in (*self._free[id(one)], *self._free[id(other)]):
            if close is not found and self._is_near(close, found):
                return (close.local if close.directory is one else close.directory).first.title
        for rival in self._directory.get(self._letters(other), ()):
            if rival is not one and self._is_near(self._judge.candidate(rival, other), found):
                return rival.first.title
        for rival in self._local.get(self._letters(one), ()):
            if rival is not other and self._is_near(self._judge.candidate(one, rival), found):
                return rival.first.title
        return ""

    @staticmethod
    def _is_near(close: Candidate | None, found: Candidate) -> bool:
        return close is not None and close.sureness >= found.sureness - _MARGIN

    def _by_letters(self, groups: Sequence[Group]) -> dict[str, list[Group]]:
        found: dict[str, list[Group]] = defaultdict(list)
        for group in groups:
            found[self._letters(group)].append(group)
        return found

    def _letters(self, group: Group) -> str:
        return "".join(sorted(self._judge.names.of(group).core))
