"""Precision and recall of matching on the labelled set, kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from labelled import RESOURCES, Key, Label, World

from catalog_tool.compare.comparable import Side
from catalog_tool.compare.matching.confirmed import Confirmed
from catalog_tool.compare.matching.floors import FLOORS, Floors
from catalog_tool.compare.matching.tiers import Match, Matching, match
from catalog_tool.domain.bodies import Bodies

BODIES = Bodies(RESOURCES.lexicon)
NOBODY = Confirmed(frozenset(), frozenset())


@dataclass
class Tally:
    """Of one kind: pairs labelled, accepted rightly and wrongly, suggested rightly, suggested though a trap."""

    labelled: int = 0
    right: int = 0
    wrong: int = 0
    hinted: int = 0
    tempted: int = 0
    trap: bool = False
    asked: bool = False

    @property
    def precision(self) -> float:
        """Of what was accepted, the share that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what belongs together, the share that was accepted."""
        return self.right / self.labelled if self.labelled and not self.trap else 1.0


@dataclass
class Measured:
    """All kinds, the wrong and the lost with their reasons, and confidences of names with whether they were right."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    suggested: list[tuple[float, bool]] = field(default_factory=list)

    def total(self, kinds: Sequence[str] = ()) -> Tally:
        """All kinds that must be accepted or must not, as one."""
        sums = Counter[str]()
        for kind, tally in self.kinds.items():
            if tally.asked and kind not in kinds:
                continue
            sums.update(labelled=0 if tally.trap else tally.labelled, right=tally.right, wrong=tally.wrong)
        return Tally(sums["labelled"], sums["right"], sums["wrong"])


def codes_of(found: Match) -> Key:
    """The codes of a match."""
    return (
        tuple(sorted(group.code for group in found.directory)),
        tuple(sorted(group.code for group in found.local)),
    )


def measure(worlds: Sequence[World], floors: Floors = FLOORS) -> Measured:
    """Match every world and count."""
    measured = Measured()
    for world in worlds:
        _count(world, floors, measured)
    return measured


def matched(world: World, floors: Floors = FLOORS, sides: tuple[Side, Side] | None = None) -> Matching:
    """What matching says of a world, or of its sides made before."""
    directory, local = sides or world.sides()
    return match(directory.groups, local, BODIES, frozenset(world.exempt), floors=floors, confirmed=NOBODY)


def _count(world: World, floors: Floors, measured: Measured) -> None:
    result = matched(world, floors)
    expected: dict[Key, Label] = {(one.directory, one.local): one for one in world.labels if one.right}
    traps: dict[Key, Label] = {(one.directory, one.local): one for one in world.labels if not one.right}
    by_code: dict[str, Label] = {code: one for one in world.labels for code in (*one.directory, *one.local)}
    for one in world.labels:
        tally = measured.kinds.setdefault(one.kind, Tally(trap=not one.right, asked=one.asked))
        tally.labelled += 1
    found_keys: set[Key] = set()
    for found in result.matches:
        key = codes_of(found)
        if not (key[0] and key[1]):
            continue
        labels = [by_code[code] for side in key for code in side if code in by_code]
        right = key in expected or (key[0] == key[1] and not labels)
        if found.matched_by == "similar-name":
            measured.confidences.append((found.confidence, right))
        if key in expected:
            found_keys.add(key)
            measured.kinds[expected[key].kind].right += 1
        elif labels and not right:
            measured.kinds[labels[0].kind].wrong += 1
            measured.wrong.append(f"{labels[0].kind}: {_told(found)}")
    for found in result.suggestions:
        key = codes_of(found)
        measured.suggested.append((found.confidence, key in expected))
        if key in expected:
            measured.kinds[expected[key].kind].hinted += 1
        elif key in traps:
            measured.kinds[traps[key].kind].tempted += 1
    titles = {value["基本编码"]: value["子项名称"] for value in world.directory}
    theirs = {value["基本编码"]: value["子项名称"] for value in world.local}
    for key, label in expected.items():
        if key not in found_keys:
            names = [titles[code] for code in key[0]], [theirs[code] for code in key[1]]
            measured.lost.append(f"{label.kind}: {'；'.join(names[0])} ≠ {'；'.join(names[1])}")


def _told(found: Match) -> str:
    names = ["；".join(group.first.title for group in side) for side in (found.directory, found.local)]
    return f"{names[0]} = {names[1]}（{found.matched_by} {found.confidence}）"
