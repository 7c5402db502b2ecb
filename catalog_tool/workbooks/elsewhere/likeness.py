"""Which field a foreign column probably is: by its header, by what other offices call it, by its contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from catalog_tool.model import Kind, mapping_of, text_of, texts_of
from catalog_tool.workbooks.tables import Column, Table, Tables

CLOSE = 0.75
"""How like two headers must be to be taken for the same."""
_ASIDE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]|[\s_*＊:：/／\\.、-]")
_LIMIT = re.compile(r"[0-9]{1,4}\s*[个(（]?\s*(?:工作日|自然日|日|天|小时|分钟|月|年)[)）]?")
_COUNT = re.compile("[0-9]{1,9}")
_CODE_FORMS = {
    "实施编码": (re.compile("[0-9A-Z]{31}(?:[0-9]{2})?|51[0-9A-Z-]{20,60}"), "内容是 31 位编码"),
    "实施主体.统一社会信用代码": (
        re.compile("[1-9A-HJ-NPQRTUWXY][1-9][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"), "内容是 18 位信用代码",
    ),
    "基本编码": (re.compile("[0-9]{9}(?:[0-9]{3}|00Y)|51[0-9A-Z]{10}(?:[0-9]{2})?"), "内容是基本编码"),
    "权力编码": (re.compile("[^-0-9]{2,6}-[0-9]{5}-(?:[0-9]{3}|00Y)(?:-[0-9]{2})?"), "内容是可读的权力编码"),
}  # fmt: skip
"""Codes by their look, whatever the profile."""
_CREDIT = "实施主体.统一社会信用代码"
_MOST = 0.9
_HALF = 0.5
_PHONE = re.compile(r"(?:0[0-9]{2,3}[-—－])?[0-9]{7,8}(?:[-—－转][0-9]{1,5})?|1[3-9][0-9]{9}|1[0-9]{4}")
_MOST_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column may be: `path` names its list ("" for the matter itself), `name` is dotted.

    `column` is None where there are fields beneath (办理时限.法定). `meant` says what
    other offices' words are among the field's own.
    """

    path: str
    name: str
    column: Column | None
    meant: Mapping[str, str] = field(default_factory=dict)

    @property
    def header(self) -> str:
        """The field as people are told of it."""
        return f"{self.path}.{self.name}" if self.path else self.name


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for, how that was found, and whether it needs to be looked at."""

    field: Field
    how: str
    doubtful: bool
    score: float


def folded(header: str) -> str:
    """A header without what people add to it."""
    return _ASIDE.sub("", header).lower() or header.lower()


class Likeness:
    """All that headers are compared with."""

    def __init__(self, tables: Tables, synonyms: Iterable[Mapping[str, Any]]) -> None:
        self._exact: dict[str, Field] = {}
        self._titles: dict[str, Field | None] = {}
        self._known: dict[str, Field] = {}
        meant: dict[tuple[str, str], Mapping[str, str]] = {}
        rows = [mapping_of(row) for row in synonyms]
        for row in rows:
            path = "" if text_of(row.get("清单")) in ("事项", "") else text_of(row.get("清单"))
            words = {str(key): text_of(word) for key, word in mapping_of(row.get("对照")).items()}
            meant[path, text_of(row.get("字段"))] = words
        self.tables = tables
        self._tellers: tuple[tuple[Mapping[str, Field | None], str], ...] = (
            (self._exact, "与字段同名"),
            (self._known, "常用的叫法"),
            (self._titles, "与字段的名称相同"),
        )
        for table in (tables.main[Kind.MATTER], *tables.below[Kind.MATTER]):
            self._add(table, meant)
        for row in rows:
            path = "" if text_of(row.get("清单")) in ("事项", "") else text_of(row.get("清单"))
            name = text_of(row.get("字段"))
            found = self._field(path, name, meant)
            if found is None:
                continue
            own = () if path else (name,)
            for header in (*own, *texts_of(row.get("表头"))):
                self._known.setdefault(folded(header), found)

    def _add(self, table: Table, meant: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
        path = ".".join(table.path)
        for column in (*table.columns, *table.nested_columns):
            if column.flag:
                continue
            known = Field(path, column.header, column, meant.get((path, column.header), {}))
            self._exact.setdefault(folded(known.header), known)
            title = folded(column.title)
            # A title that several fields bear says nothing.
            self._titles[title] = None if title in self._titles else known

    def _field(self, path: str, name: str, meant: Mapping[tuple[str, str], Mapping[str, str]]) -> Field | None:
        known = self._exact.get(folded(f"{path}.{name}" if path else name))
        if known is not None:
            return known
        table = self.tables.main[Kind.MATTER] if not path else self.tables.named(path)
        columns = (*table.columns, *table.nested_columns) if table is not None else ()
        beneath = any(column.header.startswith(f"{name}.") for column in columns)
        return Field(path, name, None, meant.get((path, name), {})) if beneath else None

    def guess(self, header: str, values: Sequence[str]) -> Guess | None:
        """What a column is by its header and some of its values; None where nothing is like it."""
        last = header.rpartition(".")[2]
        for asked in dict.fromkeys((folded(header), folded(last))):
            for known, how in self._tellers:
                found = known.get(asked)
                if found is not None:
                    share = _plausible(found, values)
                    other = self._by_contents(values) if found.name in _CODE_FORMS and share < _MOST else None
                    if other is not None and other.field.name in _CODE_FORMS:
                        return other
                    if found.name == _CREDIT and share < _HALF:
                        return None  # nine digits or a name of its own: to read it would refuse every row
                    return Guess(found, how, share < 1, 0.8 + 0.2 * share)
        by_contents = self._by_contents(values)
        near = self._nearest(folded(last))
        if near is not None and (by_contents is None or near.field == by_contents.field):
            return near
        return by_contents or near

    def is_header(self, header: str) -> bool:
        """Whether a cell is surely a header."""
        last = header.rpartition(".")[2]
        asked = (folded(header), folded(last))
        return any(known.get(name) is not None for name in asked for known, _ in self._tellers)

    def _nearest(self, asked: str) -> Guess | None:
        if len(asked) < 2 or len(asked) > _MOST_COMPARED:
            return None
        best: Guess | None = None
        for known, found in (pair for names, _ in self._tellers for pair in names.items()):
            if found is None or not set(asked) & set(known):
                continue
            score = SequenceMatcher(None, asked, known, autojunk=False).ratio()
            if score >= CLOSE and (best is None or score > best.score):
                best = Guess(found, f"与“{known}”相近", doubtful=True, score=score)
        return best

    def _by_contents(self, values: Sequence[str]) -> Guess | None:
        if not values:
            return None

        others = (("办理时限.承诺", (_LIMIT, "内容是期限")), ("咨询", (_PHONE, "内容是电话")))
        for name, (form, what) in (*_CODE_FORMS.items(), *others):
            if _share(form, values) >= _MOST:
                found = self._exact.get(folded(name)) or Field("", name, None)
                return Guess(found, what, doubtful=True, score=0.6)
        for name in ("事项类型", "行使层级", "服务对象", "办件类型", "办理形式", "通办范围", "申请材料.类别"):
            known = self._exact.get(folded(name))
            choices = known.column.choices if known is not None and known.column is not None else ()
            if known is not None and all(value in choices for value in values):
                return Guess(known, f"内容是{known.name}的值", doubtful=True, score=0.6)
        return None


def _share(form: re.Pattern[str], values: Sequence[str]) -> float:
    return sum(form.fullmatch(value) is not None for value in values) / len(values)


def _plausible(found: Field, values: Sequence[str]) -> float:
    """Which part of the contents does not contradict the header."""
    if not values:
        return 1
    if found.name in _CODE_FORMS:
        return _share(_CODE_FORMS[found.name][0], values)
    if found.column is not None and found.column.count:
        return _share(_COUNT, values)
    return 1
