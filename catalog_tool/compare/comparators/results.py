"""审批结果: name, 类型 and 有效期 of what the applicant gets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.compare.terms.one_sided import NONE
from catalog_tool.compare.terms.wordings import wording
from catalog_tool.domain.citations import figure
from catalog_tool.domain.contacts import is_said
from catalog_tool.model import Path, mappings_of, text_of

_FIELD = "审批结果"
_NOTHING = "无"
_FOREVER = frozenset({"长期", "长期有效", "永久", "永久有效", "长期不变"})
_TERM = re.compile("(?:有效期)?(?:为|是)?([0-9零〇一二三四五六七八九十百两]{1,6})(个?月|年|日|天)(?:有效)?")


class _Result(NamedTuple):
    """One result; what is not stated is ""."""

    path: Path
    name: str
    kind: str
    term: str


@comparator("result-differs")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Pair the results by name, what is left in order; 样本 and 送达方式 are each region's own.

    A result of 类型 无 is none; a side without the field states nothing.
    """
    one, other = directory.value.get(_FIELD), local.value.get(_FIELD)
    if is_unset(directory, local, _FIELD):
        yield from unset("result-differs", _FIELD)
        return
    if one == other or not isinstance(one, list | dict) or not isinstance(other, list | dict):
        return
    for here, there in _paired(_results(one), _results(other)):
        yield from _differing(here, there)


def _results(value: object) -> list[_Result]:
    listed = (
        [((_FIELD,), value)] if isinstance(value, dict) else [((_FIELD, at), one) for at, one in mappings_of(value)]
    )
    found = []
    for path, fields in listed:
        name, kind, term = (text_of(fields.get(key)).strip() for key in ("名称", "类型", "有效期"))
        if kind != _NOTHING and (is_said(name) if name else kind or term):
            found.append(_Result(path, name, kind, term))
    return found


def _paired(here: list[_Result], there: list[_Result]) -> Iterator[tuple[_Result | None, _Result | None]]:
    waiting: dict[str, list[_Result]] = defaultdict(list)
    for result in there:
        waiting[wording(result.name)].append(result)
    left: list[_Result] = []
    for result in here:
        same = waiting[wording(result.name)]
        if same:
            yield result, same.pop(0)
        else:
            left.append(result)
    remaining = {result.path for results in waiting.values() for result in results}
    others = [result for result in there if result.path in remaining]
    yield from zip(left, others, strict=False)
    yield from ((result, None) for result in left[len(others) :])
    yield from ((None, result) for result in others[len(left) :])


def _differing(here: _Result | None, there: _Result | None) -> Iterator[Change]:
    if here is None or there is None:
        path = (here or there or _Result((_FIELD,), "", "", "")).path
        yield Change(
            "result-differs",
            path,
            _spoken(here, here) if here else NONE,
            _spoken(there, there) if there else NONE,
            directory_path=here.path if here else None,
            local_path=there.path if there else None,
        )
    elif (
        (here.name and there.name and wording(here.name) != wording(there.name))
        or (here.kind and there.kind and here.kind != there.kind)
        or (here.term and there.term and _term(here.term) != _term(there.term))
    ):
        before, after = _spoken(here, there), _spoken(there, here)
        yield Change("result-differs", there.path, before, after, directory_path=here.path, local_path=there.path)


def _spoken(result: _Result, opposite: _Result) -> str:
    """A result as printed: its name, and of 类型 and 有效期 what the opposite states otherwise."""
    terms = []
    if result.kind and opposite.kind and (result is opposite or result.kind != opposite.kind):
        terms.append(result.kind)
    if result.term and opposite.term and (result is opposite or _term(result.term) != _term(opposite.term)):
        terms.append(f"有效期：{result.term}")
    name = result.name or "未写名称的结果"
    return f"{name}（{'，'.join(terms)}）" if terms else name


@lru_cache(maxsize=4096)
def _term(text: str) -> str:
    """有效期 as it is compared: years as months, figures as digits, one word for 长期."""
    plain = wording(text)
    if plain in _FOREVER:
        return "长期"
    match = _TERM.fullmatch(plain)
    number = figure(match[1]) if match else None
    if match is None or number is None:
        return plain
    unit = match[2]
    if unit == "年":
        return f"{number * 12}月"
    return f"{number}月" if unit.endswith("月") else f"{number}日"
