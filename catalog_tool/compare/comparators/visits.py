"""到现场次数."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset

_FIELD = "到现场次数"


@comparator("visits-more", "visits-fewer")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare the numbers where both sides state one; 0 is a number."""
    if is_unset(directory, local, _FIELD):
        yield from unset("visits-more", _FIELD)
    before, after = directory.value.get(_FIELD), local.value.get(_FIELD)
    # A bool is an int to Python, but no number of visits.
    if type(before) is int and type(after) is int and before != after:
        kind = "visits-more" if after > before else "visits-fewer"
        yield Change(kind, (_FIELD,), f"{before} 次", f"{after} 次")
