"""办件类型: done while the applicant waits, or promised for later."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset

_FIELD = "办件类型"
_RANKS = {"即办件": 0, "承诺件": 1}


@comparator("case-slower", "case-faster")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare the types where both sides state one of the two."""
    if is_unset(directory, local, _FIELD):
        yield from unset("case-slower", _FIELD)
    before, after = directory.matter.case_type.strip(), local.matter.case_type.strip()
    if before != after and before in _RANKS and after in _RANKS:
        kind = "case-slower" if _RANKS[after] > _RANKS[before] else "case-faster"
        yield Change(kind, (_FIELD,), before, after)
