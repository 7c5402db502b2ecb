"""What people decided, with who and when: the values of an alignments.yaml.

对应 holds pairs of matters, 部门 pairs of departments; an entry stays as its writer left
it, whatever is added beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog_tool.compare.matching.confirmed import Confirmed, Pair, key
from catalog_tool.findings import CannotRun
from catalog_tool.model import mapping_of, text_of

MATTERS, DEPARTMENTS = "对应", "部门"
SAME, DIFFERENT = "同一", "不同"
"""What may be said of two matters."""
ONE_LINE, APART = "同一条线", "不是"
"""What may be said of two departments."""
_JUDGEMENT, _WHO, _WHEN = "判断", "确认人", "日期"
_KEYS = {
    MATTERS: ("目录", "目录名称", "本地", "本地名称", _JUDGEMENT, _WHO, _WHEN, "备注"),
    DEPARTMENTS: ("目录", "本地", _JUDGEMENT, _WHO, _WHEN, "备注"),
}
_WORDS = {MATTERS: (SAME, DIFFERENT), DEPARTMENTS: (ONE_LINE, APART)}


@dataclass(frozen=True)
class Decided:
    """One decision as it is written; `list` is 对应 or 部门, `pair` what it is about."""

    list: str
    pair: Pair
    value: Mapping[str, Any]

    @property
    def judgement(self) -> str:
        """同一, 不同, 同一条线 or 不是."""
        return text_of(self.value.get(_JUDGEMENT))

    @property
    def about(self) -> str:
        """Both sides as people read them."""
        sides = [text_of(self.value.get(f"{side}名称")) or text_of(self.value.get(side)) for side in ("目录", "本地")]
        return f"“{sides[0]}”与“{sides[1]}”"


def matters_decided(
    directory: tuple[str, str], local: tuple[str, str], judgement: str, who: str, day: str, note: str = ""
) -> Decided:
    """A decision on two matters, each given by 基本编码 ("" for none) and name."""
    given = (*directory, *local, judgement, who, day, note)
    value = {name: text for name, text in zip(_KEYS[MATTERS], given, strict=True) if text}
    return Decided(MATTERS, (key(*directory), key(*local)), value)


def departments_decided(directory: str, local: str, judgement: str, who: str, day: str, note: str = "") -> Decided:
    """A decision on a directory's department and a local body."""
    given = (directory, local, judgement, who, day, note)
    value = {name: text for name, text in zip(_KEYS[DEPARTMENTS], given, strict=True) if text}
    return Decided(DEPARTMENTS, (directory, local), value)


@dataclass(frozen=True)
class Confirmations:
    """All decisions on one local list, in the file's order."""

    decided: tuple[Decided, ...] = ()

    @cached_property
    def by_pair(self) -> Mapping[tuple[str, Pair], Decided]:
        """Each decision by its list and what it is about."""
        return {(one.list, one.pair): one for one in self.decided}

    @property
    def confirmed(self) -> Confirmed:
        """What matching asks for."""
        return Confirmed(self._pairs(SAME), self._pairs(DIFFERENT))

    @property
    def apart(self) -> frozenset[Pair]:
        """Departments and bodies that are of different lines."""
        return self._pairs(APART)

    def _pairs(self, judgement: str) -> frozenset[Pair]:
        return frozenset(one.pair for one in self.decided if one.judgement == judgement)

    def with_more(self, more: Iterable[Decided]) -> Confirmations:
        """These and new ones: the same said again changes nothing, a changed mind stands in the old one's place."""
        known = dict(self.by_pair)
        fresh: dict[tuple[str, Pair], Decided] = {}
        for one in more:
            mark = (one.list, one.pair)
            if mark not in known:
                fresh[mark] = one
            elif known[mark].judgement != one.judgement:
                known[mark] = one
        return Confirmations((*known.values(), *(fresh[mark] for mark in sorted(fresh))))

    def value(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The file's value with these decisions; `before` is what it was."""
        after = dict(before)
        for name in _KEYS:
            entries = [dict(one.value) for one in self.decided if one.list == name]
            if entries or name in before:
                after[name] = entries
        return after


def parse_confirmations(value: Mapping[str, Any], shown: str) -> Confirmations:
    """The decisions of a file; CannotRun with the entry and what to do where one is broken."""
    unknown = sorted(set(value) - set(_KEYS))
    if unknown:
        raise CannotRun(f"{shown} 有误：没有 {unknown[0]} 这个键。可写 {'、'.join(_KEYS)}。")
    found: dict[tuple[str, Pair], Decided] = {}
    for name in _KEYS:
        listed = value.get(name)
        if listed is not None and not isinstance(listed, list):
            raise CannotRun(f"{shown} 的 {name} 应是列表。请照 diff --confirm 写出的样子改正。")
        for number, item in enumerate(listed or (), 1):
            wrong = f"{shown} 的 {name} 第 {number} 条有误"
            one = _decided(name, item, wrong)
            if (name, one.pair) in found:
                raise CannotRun(f"{wrong}：{one.about}前面已经写过一条。请删去一条。")
            found[name, one.pair] = one
    return Confirmations(tuple(found.values()))


def _decided(name: str, item: object, wrong: str) -> Decided:
    fields = mapping_of(item)
    if not fields:
        raise CannotRun(f"{wrong}：应是一组“键: 值”。请照 diff --confirm 写出的样子改正。")
    for field, value in fields.items():
        if field not in _KEYS[name]:
            raise CannotRun(f"{wrong}：没有 {field} 这个键。可写 {'、'.join(_KEYS[name])}。")
        if value is not None and not isinstance(value, str):
            raise CannotRun(f"{wrong}：{field} 应是一段文字。请改正。")
    judgement = text_of(fields.get(_JUDGEMENT))
    if judgement not in _WORDS[name]:
        said = f"写的是“{judgement}”" if judgement else "没有写"
        raise CannotRun(f"{wrong}：{_JUDGEMENT} {said}。请写 {' 或 '.join(_WORDS[name])}。")
    if not text_of(fields.get(_WHO)).strip():
        raise CannotRun(f"{wrong}：没有写 {_WHO}。请写上是谁确认的。")
    one, other = (_side(name, fields, side) for side in ("目录", "本地"))
    if not one or not other:
        side = "本地" if one else "目录"
        words = f"{side}（基本编码）和 {side}名称 都没有" if name == MATTERS else f"{side} 没有"
        raise CannotRun(f"{wrong}：{words}写。请补上，或删去这一条。")
    return Decided(name, (one, other), fields)


def _side(name: str, fields: Mapping[str, Any], side: str) -> str:
    code, title = text_of(fields.get(side)), text_of(fields.get(f"{side}名称"))
    if name == DEPARTMENTS:
        return code
    return key(code, title) if code or title.strip() else ""
