"""What a foreign cell says, by the use that the mapping makes of its column."""

from __future__ import annotations

import re
from typing import Any

from catalog_tool.formats.grids import Value
from catalog_tool.workbooks.cells import BadCell, value_of
from catalog_tool.workbooks.elsewhere.mapping import MOST_MATCHED, Rest, Taken
from catalog_tool.workbooks.elsewhere.spots import Use
from catalog_tool.workbooks.tables import Column

Said = list[tuple[Column, Any]]
"""Fields and their values."""

_TEXT = Column(("",), text=True)
_EDGES = " \t\r\n\u3000\u00a0"
_NUMBERING = re.compile(
    r"[(（]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）]\s*[、.．]?\s*"
    r"|(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})、\s*|[0-9]{1,3}[.．](?![0-9])\s*|[①-⑳]\s*[、.．]?\s*"
)
_ON_DAY = re.compile(
    r"(?P<year>[12][0-9]{3})(?:[-/.．](?P<month>[0-9]{1,2})[-/.．](?P<day>[0-9]{1,2})"
    r"|年(?P<month2>[0-9]{1,2})月(?P<day2>[0-9]{1,2})日|(?P<month3>[0-9]{2})(?P<day3>[0-9]{2}))"
)


def values_of(cell: Value, use: Use) -> Said | None:
    """Fields and values of a cell; None where the mapping says to leave this text out. Raises BadCell."""
    taken = use.taken
    if use.plain is not None:
        value = value_of(cell, use.plain)
        return [] if value is None else [(use.plain, value)]
    if taken.separators is None:
        return _converted(_text(cell, use), taken)
    column = taken.column
    assert column is not None, "only a list of items is split without a field"
    items: list[Any] = []
    said = _whole(_text(cell, use), taken)
    if said is not None:
        return said
    parts = _parts(cell, use)
    for part in parts:
        for _, value in _converted(part, taken) or ():
            items += value if isinstance(value, list) else [value]
    if not items:
        return None if parts else []
    return [(column, items[0] if column.text and len(items) == 1 else items)]


def items_of(cell: Value, use: Use) -> list[Said]:
    """What each item in a cell says, where one cell holds several; [] for a blank one. Raises BadCell."""
    taken = use.taken
    if taken.blanks and _text(cell, use) in taken.blanks:
        return []
    return [said for part in _parts(cell, use) if (said := _converted(part, taken))]


def _text(cell: Value, use: Use) -> str:
    kind = use.as_text
    if use.taken.is_date and isinstance(cell, (int, float)) and not isinstance(cell, bool):
        kind = _TEXT  # 20180510
    value = value_of(cell, kind)
    if value is not None and not isinstance(value, str):
        raise BadCell("这里是从导出的工作簿复制来的标记，按这份对应关系读不出；请改写成文字")
    return value or ""


def _parts(cell: Value, use: Use) -> list[str]:
    """The items of a cell, without their numbers."""
    taken = use.taken
    if isinstance(cell, list):
        parts = [_text(item, use) for item in cell]
    else:
        parts = [_text(cell, use)]
        for separator in taken.separators or ():
            parts = [piece for part in parts for piece in part.split(separator)]
    parts = [part.strip(_EDGES) for part in parts]
    if taken.strips_numbers:
        parts = [_without_number(part) for part in parts]
    return [part for part in parts if part]


def _without_number(part: str) -> str:
    found = _NUMBERING.match(part)
    return part[found.end() :] if found else part


def _whole(text: str, taken: Taken) -> Said | None:
    """What the mapping says of the whole cell, before it is split."""
    if not text or text in taken.blanks:
        return []
    return None


def _converted(text: str, taken: Taken) -> Said | None:
    if not text or text in taken.blanks:
        return []
    if text in taken.values:
        return [pair for column, word in taken.values[text] for pair in _typed(word, column)]
    if taken.form is not None:
        found = taken.form.fullmatch(text) if len(text) <= MOST_MATCHED else None
        if found is None:
            return _rest(text, taken)
        return _grouped(found, taken)
    if taken.words:
        return _rest(text, taken)
    return _own(text, taken)


def _grouped(found: re.Match[str], taken: Taken) -> Said | None:
    if not taken.groups:
        return _own(found.group(), taken)
    said: Said = []
    for name, column in taken.groups:
        text = (found[name] or "").strip(_EDGES)
        if not text or text in taken.blanks:
            continue
        if column is taken.column and taken.words and text not in taken.words:
            rest = _rest(text, taken)
            if rest is None:
                continue
            said += rest
        else:
            said += _typed(taken.words.get(text, text), column)
    return said


def _rest(text: str, taken: Taken) -> Said | None:
    """What becomes of a text that the mapping does not foresee."""
    if taken.rest is Rest.BLANK:
        return None
    if taken.rest is Rest.REFUSED or taken.column is None or taken.column.flag:
        raise BadCell(f"“{text[:40]}”不在对应关系的“{taken.header}”一列写明的样子里；请改这一格，或在对应关系里补上")
    return _own(text, taken)


def _own(text: str, taken: Taken) -> Said:
    assert taken.column is not None, "checked when the mapping was read"
    if taken.is_date:
        return [(taken.column, _day(text))]
    if taken.separators is not None and taken.column.lines:
        return [(taken.column, [text])]
    return _typed(text, taken.column)


def _typed(word: str, column: Column) -> Said:
    """A text as a value of its field."""
    if column.flag:
        return [(column, [])]
    value = value_of(word, column)
    return [] if value is None else [(column, value)]


def _day(text: str) -> str:
    found = _ON_DAY.fullmatch(text)
    if found is None:
        raise BadCell(f"“{text[:40]}”看不出是哪一天；请写成 2018-06-01 的样子")
    month = found["month"] or found["month2"] or found["month3"]
    day = found["day"] or found["day2"] or found["day3"]
    return f"{found['year']}-{int(month):02d}-{int(day):02d}"
