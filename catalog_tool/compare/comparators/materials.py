"""申请材料: added, dropped, stricter, eased."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.compare.terms.material_pairs import Paired, paired
from catalog_tool.compare.terms.material_rows import Papers, papers_of
from catalog_tool.compare.terms.material_terms import differences
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.model import Path, text_of

_FIELD = "申请材料"
_READ_BY = (_FIELD, "情形", "孙项名称", "子项名称")


@comparator("material-added", "material-dropped", "material-stricter", "material-eased")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Pair materials by name and synonym, one to many where a row names several documents.

    A side that has no list of materials at all states nothing about them; an empty
    list states that none is needed.
    """
    if _are_equal(directory.value, local.value):
        return
    here, there = papers_of(directory.matter, local.matter), papers_of(local.matter, directory.matter)
    if here is None or there is None:
        if is_unset(directory, local, _FIELD):
            yield from unset("material-dropped", _FIELD)
        return
    found = paired(here, there, setting.local.once(synonyms_of).canonical)
    for pair in found.pairs:
        yield from _compare_pair(pair, here, there)
    lesser, greater = (
        _choices(here, {pair.directory for pair in found.pairs}),
        _choices(there, {pair.local for pair in found.pairs}),
    )
    for index, name in found.dropped:
        if here.by_index[index].get("任选组") in lesser:
            yield Change("material-stricter", (_FIELD, index), f"可任选{name}", "无", directory_path=(_FIELD, index))
            continue
        necessary = here.is_necessary(index)
        path = (_FIELD, index)
        traits = frozenset({"necessary"} if necessary else ())
        yield Change("material-dropped", path, name, "无", traits=traits, directory_path=path)
    for index, name in found.added:
        if there.by_index[index].get("任选组") in greater:
            yield Change("material-eased", (_FIELD, index), "无", f"可任选{name}", local_path=(_FIELD, index))
            continue
        path = (_FIELD, index)
        yield Change("material-added", path, "无", name, local_path=path)


def _choices(papers: Papers, met: Collection[int]) -> set[str]:
    """The 任选组 of which the other side has a document: what more belongs to one is a choice, not a demand."""
    return {group for index in met if (group := text_of(papers.by_index[index].get("任选组")))}


def _are_equal(here: Mapping[str, Any], there: Mapping[str, Any]) -> bool:
    """Whether both list the same materials and read them alike: by what they ask, and what they are about."""
    return isinstance(here.get(_FIELD), list) and all(here.get(name) == there.get(name) for name in _READ_BY)


def _compare_pair(pair: Paired, here: Papers, there: Papers) -> Iterator[Change]:
    one, other = here.by_index[pair.directory], there.by_index[pair.local]
    stricter = list(pair.stricter)
    eased = list(pair.eased)
    for before, after, direction in differences(here, pair.directory, there, pair.local, joined=pair.joined):
        (stricter if direction > 0 else eased).append((before, after))
    here_path: Path = (_FIELD, pair.directory)
    there_path: Path = (_FIELD, pair.local)
    for kind, changes in (("material-stricter", stricter), ("material-eased", eased)):
        if changes:
            before = f"{text_of(one.get('名称'))}（{'；'.join(text for text, _ in changes)}）"
            after = f"{text_of(other.get('名称'))}（{'；'.join(text for _, text in changes)}）"
            yield Change(kind, there_path, before, after, directory_path=here_path, local_path=there_path)
