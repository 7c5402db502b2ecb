"""特别程序: procedures that one side alone has."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.compare.terms.one_sided import Stated, added, dropped
from catalog_tool.compare.terms.procedures import FIELD, Procedure, procedures_of


@comparator("special-added", "special-dropped")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare by folded name; an entry that names several procedures equals the entries that name them.

    Who names none has none: such procedures are the exception.
    """
    if is_unset(directory, local, FIELD, may_be_empty=True):
        yield from unset("special-dropped", FIELD)
        return
    if directory.value.get(FIELD) == local.value.get(FIELD):
        return
    here, there = procedures_of(directory.matter, local.matter), procedures_of(local.matter, directory.matter)
    if here is None or there is None:
        return
    for stated in _alone(here, there):
        yield dropped("special", stated)
    for stated in _alone(there, here):
        yield added("special", stated)


def _alone(procedures: list[Procedure], opposite: list[Procedure]) -> Iterator[Stated]:
    """What the opposite side does not name, each once: the entry as written, or those of its parts that are missing."""
    known = {name for procedure in opposite for name in procedure.named}
    seen: set[str] = set()
    for procedure in procedures:
        missing = [name for name in procedure.named if name not in known and name not in seen]
        seen.update(missing)
        whole = len(missing) == len(procedure.named)
        for name in [procedure.name] if whole and missing else missing:
            yield Stated(procedure.path, name)
