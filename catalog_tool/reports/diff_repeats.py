"""A difference that repeats is told once: what differs, how often, where for example.

When a directory's department was renamed, two hundred matters differ in the same two
bodies; a person decides on that once, not two hundred times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catalog_tool.compare.decided.approval import Approval
from catalog_tool.compare.judged import JudgedAlignment, JudgedChange
from catalog_tool.compare.policy import UNDECIDED, Decision, Verdict

MANY = 5
"""Matters that show more of one and the same than this are told together."""

_Key = tuple[str, str, str, str, Verdict, Approval | None]
_LAST = len(Decision)


@dataclass(frozen=True)
class Repeat:
    """What repeats: one of the alignments' kinds (`change` None), or one change in all of them."""

    change: JudgedChange | None
    alignments: tuple[JudgedAlignment, ...]

    @property
    def verdict(self) -> Verdict:
        """What the policy says of it, which is the same in all."""
        return self.change.verdict if self.change is not None else self.alignments[0].verdict

    @property
    def approved(self) -> Approval | None:
        """Who has approved it in all of them."""
        return self.change.approved if self.change is not None else self.alignments[0].approved

    @property
    def departments(self) -> list[tuple[str, int]]:
        """How many there are of each line of duty, the most first."""
        counts = Counter(judged.department for judged in self.alignments)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def parted(alignments: Iterable[JudgedAlignment]) -> tuple[list[JudgedAlignment], list[Repeat]]:
    """What stands alone, and the repeats, worst and most frequent first.

    Alignments with nothing decided are left out; those alone have only the changes
    that do not repeat, and their own verdict unless that repeats too.
    """
    shown = [judged for judged in alignments if _is_decided(judged)]
    groups: dict[_Key, tuple[JudgedChange | None, list[JudgedAlignment]]] = {}
    for judged in shown:
        if judged.verdict.decision is not None:
            groups.setdefault(_own_key(judged), (None, []))[1].append(judged)
        for key, change in {_key(change): change for change in judged.changes if change.verdict.decision}.items():
            groups.setdefault(key, (change, []))[1].append(judged)
    repeated = {key for key, (_, members) in groups.items() if len(members) > MANY}
    repeats = [Repeat(change, tuple(members)) for key, (change, members) in groups.items() if key in repeated]
    repeats.sort(key=lambda repeat: (rank_of(repeat), -len(repeat.alignments)))
    return [rest for judged in shown if (rest := _rest(judged, repeated)) is not None], repeats


def rank_of(told: JudgedAlignment | Repeat) -> int:
    """0 for what holds the worst decision; what is approved comes last."""
    if isinstance(told, Repeat):
        decision = told.verdict.decision if told.approved is None else None
        return _LAST if decision is None else decision.rank
    return min((decision.rank for decision in told.pending), default=_LAST)


def worst_first(alignments: Sequence[JudgedAlignment]) -> list[JudgedAlignment]:
    """Alignments by the worst of what is decided in each; a whole matter before what differs within one."""
    return sorted(alignments, key=lambda judged: (rank_of(judged), judged.verdict.decision is None))


def _is_decided(judged: JudgedAlignment) -> bool:
    return judged.verdict.decision is not None or any(change.verdict.decision for change in judged.changes)


def _rest(judged: JudgedAlignment, repeated: set[_Key]) -> JudgedAlignment | None:
    """What is left to tell of an alignment; None where nothing is."""
    if not repeated:
        return judged
    changes = tuple(change for change in judged.changes if _key(change) not in repeated)
    told = judged.verdict.decision is None or _own_key(judged) in repeated
    if told and not any(change.verdict.decision for change in changes):
        return None
    verdict = UNDECIDED if told else judged.verdict
    return replace(judged, changes=changes, verdict=verdict)


def _own_key(judged: JudgedAlignment) -> _Key:
    return judged.subject, judged.kind, "", "", judged.verdict, judged.approved


def _key(change: JudgedChange) -> _Key:
    return "change", change.kind, change.before, change.after, change.verdict, change.approved
