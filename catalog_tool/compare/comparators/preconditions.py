"""前置事项: matters whose result one side alone asks for."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.aspects import aspect_of
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.compare.terms.one_sided import Stated, one_sided
from catalog_tool.domain.contacts import is_said
from catalog_tool.model import Matter, mapping_of, text_of

_FIELD = "前置事项"


@comparator("precondition-added", "precondition-dropped")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare by 基本编码, written alone or in an object; who names none asks for none."""
    one, other = directory.value.get(_FIELD, []), local.value.get(_FIELD, [])
    if is_unset(directory, local, _FIELD, may_be_empty=True):
        yield from unset("precondition-dropped", _FIELD)
        return
    if one == other or not isinstance(one, list) or not isinstance(other, list):
        return
    here, there = _stated(one, directory.matter, local.matter), _stated(other, local.matter, directory.matter)
    yield from one_sided("precondition", here, there)


def _stated(listed: list[object], matter: Matter, opposite: Matter) -> dict[str, Stated]:
    aspect = aspect_of(matter, opposite)
    found: dict[str, Stated] = {}
    for index, item in enumerate(listed):
        fields = mapping_of(item)
        code = (text_of(item) or text_of(fields.get("基本编码"))).strip()
        if is_said(code) and aspect.when(fields.get("适用情形")) != frozenset():
            found.setdefault(code, Stated((_FIELD, index), code))
    return found
