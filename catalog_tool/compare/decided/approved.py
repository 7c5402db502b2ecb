"""Approved lists laid over what was judged: decisions stay, what is approved no longer fails a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog_tool.compare.decided.approval import Approval, Approvals, ApprovedEntry
from catalog_tool.compare.judged import JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.levels.chains import Hole
from catalog_tool.domain.names import fold


@dataclass(frozen=True)
class Marked:
    """Lists and holes of chains with what is approved in them, and the entries that did nothing in any."""

    locals: list[JudgedLocal]
    holes: list[Hole]
    left: Approvals


def approved_for_all(
    locals_: Iterable[JudgedLocal], entries: Sequence[ApprovedEntry], day: str, holes: Iterable[Hole] = ()
) -> Marked:
    """Lists under one approved list, as of a day (YYYY-MM-DD).

    An expired entry is told in the lists where it would have held; only one that meets
    nothing anywhere is told of the run as a whole.
    """
    if not entries:
        return Marked(list(locals_), list(holes), Approvals())
    marking = _Marking(entries, day)
    marked_holes = [marking.hole(hole) for hole in holes]
    in_holes, met = marking.taken(), set[int]()
    judged: list[JudgedLocal] = []
    for local in locals_:
        marked = marking.applied(local)
        here = marking.taken()
        over = tuple(entry for entry in entries if entry.number in here and entry.is_over(day))
        judged.append(_telling(marked, over, ()) if over else marked)
        met |= here
    rest = [entry for entry in entries if entry.number not in met]
    expired = tuple(entry for entry in rest if entry.is_over(day))
    unused = tuple(entry for entry in rest if not entry.is_over(day) and entry.number not in in_holes)
    return Marked(judged, marked_holes, Approvals(0, expired, unused))


def approved_each(
    locals_: Sequence[JudgedLocal],
    own: Mapping[str, Sequence[ApprovedEntry]],
    day: str,
    holes: Sequence[Hole] = (),
) -> Marked:
    """Lists each under the approved list of its own, by its path; what of it did nothing is told in the list."""
    judged, marked_holes = list(locals_), list(holes)
    for path, entries in own.items():
        # A list may stand there twice: against the directory, and against the list above it.
        places = [index for index, local in enumerate(judged) if local.local.path == path]
        if not entries or not places:
            continue
        of_list = [index for index, hole in enumerate(marked_holes) if hole.at.path == path]
        marked = approved_for_all(
            [judged[index] for index in places], entries, day, [marked_holes[index] for index in of_list]
        )
        for index, local in zip(places, marked.locals, strict=True):
            judged[index] = local
        for index, hole in zip(of_list, marked.holes, strict=True):
            marked_holes[index] = hole
        first = judged[places[0]]
        judged[places[0]] = _telling(first, (*first.approvals.expired, *marked.left.expired), marked.left.unused)
    return Marked(judged, marked_holes, Approvals())


def _telling(local: JudgedLocal, expired: tuple[ApprovedEntry, ...], unused: tuple[ApprovedEntry, ...]) -> JudgedLocal:
    order = tuple(sorted(expired, key=lambda entry: entry.number))
    return replace(local, approvals=Approvals(local.approvals.applied, order, unused))


class _Marking:
    """Entries looked up by what they name."""

    def __init__(self, entries: Sequence[ApprovedEntry], day: str) -> None:
        self._day = day
        self._marks: dict[str, list[ApprovedEntry]] = {}
        self._named: dict[tuple[str, str], list[ApprovedEntry]] = {}
        for entry in entries:
            if entry.fingerprint:
                self._marks.setdefault(entry.fingerprint, []).append(entry)
            else:
                self._named.setdefault((entry.matter, entry.kind), []).append(entry)
        self._met: set[int] = set()

    def taken(self) -> set[int]:
        """The numbers of entries that met something since they were last asked for."""
        met, self._met = self._met, set()
        return met

    def hole(self, hole: Hole) -> Hole:
        """A hole, marked where it is approved."""
        matters = (hole.code, fold(hole.name)) if self._named else ()
        approved = self._approval(hole, hole.duty, matters, hole.at.code)
        return hole if approved is None else replace(hole, approved=approved)

    def applied(self, local: JudgedLocal) -> JudgedLocal:
        """A list with what is approved marked so, approved changes last."""
        # A difference from the list above has a mark of its own; by name, one from the directory is meant.
        region = None if local.against is not None else local.local.code
        alignments = tuple(self._alignment(judged, region) for judged in local.alignments)
        count = sum(
            (judged.approved is not None) + sum(change.approved is not None for change in judged.changes)
            for judged in alignments
        )
        return replace(local, alignments=alignments, approvals=Approvals(count))

    def _alignment(self, judged: JudgedAlignment, region: str | None) -> JudgedAlignment:
        matters = () if region is None else self._matters(judged)
        approved = self._approval(judged, "", matters, region)
        changes = [self._change(change, matters, region) for change in judged.changes]
        if approved is None and all(one is other for one, other in zip(changes, judged.changes, strict=True)):
            return judged
        changes.sort(key=lambda change: change.approved is not None)
        return replace(judged, approved=approved, changes=tuple(changes))

    def _matters(self, judged: JudgedAlignment) -> tuple[str, ...]:
        """What entries may know the matters of an alignment by; nothing where no entry asks."""
        if not self._named:
            return ()
        entries = (*judged.directory, *judged.local)
        return tuple(dict.fromkeys(word for entry in entries for word in (entry.code, fold(entry.name)) if word))

    def _change(self, change: JudgedChange, matters: tuple[str, ...], region: str | None) -> JudgedChange:
        approved = self._approval(change, change.after, matters, region)
        return change if approved is None else replace(change, approved=approved)

    def _approval(
        self, judged: JudgedAlignment | JudgedChange | Hole, value: str, matters: tuple[str, ...], region: str | None
    ) -> Approval | None:
        found = list(self._marks.get(judged.fingerprint, ()))
        for matter in matters:
            found += [
                entry
                for entry in self._named.get((matter, judged.kind), ())
                if entry.region in ("", region) and entry.value in ("", value)
            ]
        self._met.update(entry.number for entry in found)
        return next((entry.approval for entry in found if not entry.is_over(self._day)), None)
