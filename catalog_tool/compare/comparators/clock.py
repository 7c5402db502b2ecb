"""计入时限: what counts toward the limit on one side and not on the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.procedures import FIELD, Procedure, procedures_of
from catalog_tool.compare.terms.same_steps import same_links, same_steps
from catalog_tool.domain.chain import duties_of, link_is_counted
from catalog_tool.domain.duration import FLOWS
from catalog_tool.domain.steps import is_counted
from catalog_tool.model import Path, text_of

_CHAIN = "审批链"
_KEY = "计入时限"
_WORDS = {True: "计入时限", False: "不计入时限"}


@comparator("clock-stopped", "clock-counted")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare the special procedures, steps and links that both sides have.

    A step or link that does not say counts by its name (format.md §2); for a special
    procedure there is no such rule, so both sides must say.
    """
    yield from _procedures(directory, local)
    for flow in FLOWS:
        if flow in directory.value and flow in local.value:
            for same in same_steps(directory, local, flow, setting):
                names = text_of(same.here.get("环节")), text_of(same.there.get("环节"))
                counted = is_counted(same.here), is_counted(same.there)
                yield from _change(names, counted, (flow, same.directory), (flow, same.local))
    if directory.value.get(_CHAIN) != local.value.get(_CHAIN):
        yield from _links(directory, local)


def _procedures(directory: Row, local: Row) -> Iterator[Change]:
    if directory.value.get(FIELD) == local.value.get(FIELD):
        return
    here = _stated(procedures_of(directory.matter, local.matter) or [])
    there = _stated(procedures_of(local.matter, directory.matter) or [])
    told: set[tuple[Path, Path]] = set()
    for name, (one, counted) in here.items():
        other, also = there.get(name, (None, counted))
        if other is None or (one.path, other.path) in told:
            continue
        names = name, name
        if one.named == other.named:
            # Entries that name the same procedures differ once.
            told.add((one.path, other.path))
            names = one.name, other.name
        yield from _change(names, (counted, also), one.path, other.path)


def _stated(procedures: list[Procedure]) -> dict[str, tuple[Procedure, bool]]:
    """Each procedure that says in one voice whether it counts."""
    found: dict[str, list[tuple[Procedure, bool]]] = {}
    for procedure in procedures:
        if (said := procedure.entry.get(_KEY)) in ("是", "否"):
            for name in procedure.named:
                found.setdefault(name, []).append((procedure, said == "是"))
    return {name: said[0] for name, said in found.items() if len({counted for _, counted in said}) == 1}


def _links(directory: Row, local: Row) -> Iterator[Change]:
    for same, same_duties in same_links(directory.matter, local.matter):
        if same_duties or all(link.get(_KEY) in ("是", "否") for link in (same.here, same.there)):
            counted = link_is_counted(same.here), link_is_counted(same.there)
            names = _spoken(same.here), _spoken(same.there)
            yield from _change(names, counted, (_CHAIN, same.directory), (_CHAIN, same.local))


def _spoken(link: Mapping[str, Any]) -> str:
    duties = "、".join(duties_of(link))
    return f"{text_of(link.get('层级'))} {duties}".strip()


def _change(names: tuple[str, str], counted: tuple[bool, bool], here: Path, there: Path) -> Iterator[Change]:
    if counted[0] != counted[1]:
        yield Change(
            "clock-stopped" if counted[0] else "clock-counted",
            (*there, _KEY),
            f"{names[0]}（{_WORDS[counted[0]]}）",
            f"{names[1]}（{_WORDS[counted[1]]}）",
            directory_path=here,
            local_path=there,
        )
