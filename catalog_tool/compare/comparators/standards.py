"""受理标准 of materials and 审查标准 of steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.material_pairs import paired
from catalog_tool.compare.terms.material_rows import papers_of
from catalog_tool.compare.terms.same_steps import same_steps
from catalog_tool.compare.terms.wordings import wording
from catalog_tool.domain.contacts import is_said
from catalog_tool.domain.duration import FLOWS
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.model import Path, mappings_of, text_of, texts_of

_MATERIALS = "申请材料"
_OF_MATERIAL, _OF_STEP = "受理标准", "审查标准"


@comparator("standard-differs")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare by wording the standards that both sides state of the same material or step."""
    yield from _of_materials(directory, local, setting)
    for flow in FLOWS:
        if flow in directory.value and flow in local.value:
            for same in same_steps(directory, local, flow, setting):
                names = text_of(same.here.get("环节")), text_of(same.there.get("环节"))
                paths: tuple[Path, Path] = (flow, same.directory), (flow, same.local)
                yield from _change(_OF_STEP, names, same.here, same.there, paths)


def _of_materials(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    one, other = directory.value.get(_MATERIALS), local.value.get(_MATERIALS)
    if one == other:
        return
    # Most lists state none, or the same for the same names: pairing takes ten times as long as looking.
    stated, also = _stated(one), _stated(other)
    if not stated or not also or stated == also:
        return
    here, there = papers_of(directory.matter, local.matter), papers_of(local.matter, directory.matter)
    if here is None or there is None:
        return
    for pair in paired(here, there, setting.local.once(synonyms_of).canonical).pairs:
        # A row that names several documents has the standards of all of them.
        if not pair.joined:
            first, second = here.by_index[pair.directory], there.by_index[pair.local]
            names = text_of(first.get("名称")), text_of(second.get("名称"))
            paths: tuple[Path, Path] = (_MATERIALS, pair.directory), (_MATERIALS, pair.local)
            yield from _change(_OF_MATERIAL, names, first, second, paths)


def _stated(materials: object) -> list[tuple[str, str]]:
    """Each material's name and standard, sorted; those without a standard are left out."""
    found = ((text_of(item.get("名称")), _text(item.get(_OF_MATERIAL))) for _, item in mappings_of(materials))
    return sorted(pair for pair in found if pair[1])


def _change(
    key: str,
    names: tuple[str, str],
    one: Mapping[str, Any],
    other: Mapping[str, Any],
    paths: tuple[Path, Path],
) -> Iterator[Change]:
    before, after = _text(one.get(key)), _text(other.get(key))
    if before and after and before != after and wording(before) != wording(after):
        yield Change(
            "standard-differs",
            (*paths[1], key),
            f"{names[0]}（{before}）",
            f"{names[1]}（{after}）",
            directory_path=paths[0],
            local_path=paths[1],
        )


def _text(value: object) -> str:
    """A standard as one text; "" where none is stated."""
    return "；".join(text.strip() for text in texts_of(value) if is_said(text))
