"""Doubts as sheets that staff tick: similar names (疑似对应), and departments nobody can place (部门对应).

A row says what stands on both sides, side by side, so that the files need not be opened.
What identifies a row stands in it, so that it may be sorted, deleted or sent on alone;
`--confirm` reads it back (confirming/ticks).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.confirmations import APART, DIFFERENT, ONE_LINE, SAME
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import JudgedAlignment, JudgedLocal
from catalog_tool.formats.workbook_writing import Choice, Head, SheetOut
from catalog_tool.reports.diff_wording import entry_place
from catalog_tool.reports.findings_wording import seen

SUGGESTED, DEPARTMENTS = "疑似对应", "部门对应"
"""The sheets' names."""
JUDGEMENT, WHO, NOTE = "判断", "确认人", "备注"
DIRECTORY_CODE, DIRECTORY_NAME, LOCAL_CODE, LOCAL_NAME = "目录编码", "目录名称", "本地编码", "本地名称"
UPPER, LOWER = "上级部门", "本地部门"
LIST, REGION, MARK = "清单", "区划代码", "指纹"
"""The columns that are read back."""

Cells = Sequence[str | int | None]
_MOST_CHARACTERS = 16_000
"""Of a cell; Excel takes 32,767 UTF-16 units, and drops what is longer altogether."""


def _who(about: str) -> tuple[Head, Head]:
    return (
        Head(WHO, f"确认这一行的人。填了{JUDGEMENT}的行都要填，可以填好一格往下拖。", 10),
        Head(NOTE, f"{about}，可以不填。", 16),
    )


_SUGGESTED = (
    Head(
        JUDGEMENT,
        f"两边是同一个事项，填 {SAME}；不是，填 {DIFFERENT}；拿不准的空着。",
        9,
        choice=Choice((SAME, DIFFERENT)),
    ),
    *_who("判断的依据"),
    Head(DIRECTORY_NAME, "指导目录里的事项。", 28, told=True),
    Head(LOCAL_NAME, "本地清单里的事项。", 28, told=True),
    Head("把握", "程序认为两边是同一事项的把握。", 7, told=True),
    Head("理由", "", 24, told=True),
    Head("目录部门", "", 18, told=True),
    Head("本地实施主体", "", 18, told=True),
    Head("目录类型", "", 10, told=True),
    Head("本地类型", "", 10, told=True),
    Head("目录承诺", "", 10, told=True),
    Head("本地承诺", "", 10, told=True),
    Head("目录材料数", "", 8, number=True),
    Head("本地材料数", "", 8, number=True),
    Head(DIRECTORY_CODE, "读回时认这一格，请不要改。", 14, told=True),
    Head(LOCAL_CODE, "读回时认这一格，请不要改。", 14, told=True),
    Head("目录位置", "", 24, told=True),
    Head("本地位置", "", 24, told=True),
    Head(LIST, "哪一份本地清单。", 16, told=True),
    Head(REGION, "本地清单的区划代码，读回时认这一格，请不要改。", 12, told=True),
    Head(MARK, "核对这一行有没有被改动。", 18, told=True),
)
_DEPARTMENTS = (
    Head(
        JUDGEMENT,
        f"本地部门承担上级部门这条线的职责，填 {ONE_LINE}；不承担，填 {APART}；拿不准的空着。",
        10,
        choice=Choice((ONE_LINE, APART)),
    ),
    *_who("判断的依据，如三定方案的文号"),
    Head(UPPER, "指导目录里的主管部门。", 30, told=True),
    Head(LOWER, "本地清单里的实施主体。", 30, told=True),
    Head("事项数", "这两个部门对上的事项有几个。", 8, number=True),
    Head("例子", "", 40, told=True),
    Head(LIST, "哪一份本地清单。", 16, told=True),
    Head(REGION, "本地清单的区划代码，读回时认这一格，请不要改。", 12, told=True),
)


def review_sheets(compared: Compared) -> list[SheetOut]:
    """The sheets with something to decide; none where there is nothing."""
    suggested = [row for local in compared.locals for row in _suggestions(local)]
    departments = [row for local in compared.locals for row in _departments(local)]
    sheets = [
        SheetOut(SUGGESTED, _SUGGESTED, suggested, frozen=5),
        SheetOut(DEPARTMENTS, _DEPARTMENTS, departments, frozen=5),
    ]
    return [sheet for sheet in sheets if sheet.rows]


def _suggestions(local: JudgedLocal) -> Iterator[Cells]:
    """The surest first: what is easy is soon done."""
    for judged in sorted(local.suggestions, key=_order):
        here, there = judged.directory[0], judged.local[0]
        yield [
            "",
            "",
            "",
            _name(here),
            _name(there),
            f"{judged.confidence:.0%}",
            _text("\n".join(judged.because)),
            _text(judged.department or here.body),
            _text(there.body),
            _text(here.type),
            _text(there.type),
            here.promise.text if here.promise is not None else "",
            there.promise.text if there.promise is not None else "",
            here.materials,
            there.materials,
            _text(here.code),
            _text(there.code),
            _text(entry_place(here)),
            _text(entry_place(there)),
            _text(local.local.path),
            _text(local.local.code),
            judged.fingerprint,
        ]


def _order(judged: JudgedAlignment) -> tuple[object, ...]:
    here, there = judged.directory[0], judged.local[0]
    return -judged.confidence, here.code, here.name, there.code, there.name, there.file, there.line


def _departments(local: JudgedLocal) -> Iterator[Cells]:
    """What settles most matters first."""
    for pair in sorted(local.unclear_departments, key=lambda pair: (-pair.matters, pair.directory, pair.local)):
        examples = "\n".join(pair.examples)
        where_from = (local.local.path, local.local.code)
        yield ["", "", "", _text(pair.directory), _text(pair.local), pair.matters, *map(_text, (examples, *where_from))]


def _name(entry: Entry) -> str:
    return _text(entry.name)


def _text(text: str) -> str:
    return seen(text)[:_MOST_CHARACTERS]
