"""清单: the list of matters itself, a table for each department on A4 landscape.

The rows are those of the lists that Zhejiang's counties issue (data of 象山, 桐庐): main
and sub-item, code, type, level, body, kind, promise, visits. A main item stands once
above its subs; handling items of one 基本编码 share a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from catalog_tool.handbook.book import Block, Cell, Chapter, Section, Table
from catalog_tool.handbook.drafting import Column, Draft, ruled
from catalog_tool.handbook.editions import Edition
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.subject import Subject
from catalog_tool.handbook.wording import limit, lines
from catalog_tool.model import IN_USE, MAIN_WITH_SUBS

_BASES = 3
"""Laws named in a row; of more, how many there are."""

_MATTERS = (
    Column("序号", 3), Column("主项名称", 8), Column("子项名称", 9), Column("基本编码", 8), Column("事项类型", 5),
    Column("行使层级", 4), Column("实施主体", 8), Column("办件类型", 4), Column("法定时限", 5), Column("承诺时限", 5),
    Column("到现场次数", 4), Column("依据", 11), Column("备注", 7),
)  # fmt: skip
_ONE_THINGS = (
    Column("序号", 3), Column("一件事名称", 9), Column("编码", 8), Column("类型", 7), Column("牵头部门", 8),
    Column("受理机构", 8), Column("所含事项", 12), Column("承诺时限", 5), Column("到现场次数", 4), Column("备注", 7),
)  # fmt: skip


def chapters(title: str, subjects: Sequence[Subject]) -> Iterable[Chapter]:
    """One chapter: the one-things among the documents, then the matters."""
    matters = [subject for subject in subjects if not subject.is_one_thing]
    things = [subject for subject in subjects if subject.is_one_thing]
    tables = [("一件事", _thing_rows(things)), ("事项", _matter_rows(matters))]
    filled = [(name, block) for name, block in tables if block]
    sections = tuple(Section(name if len(filled) > 1 else "", (block,)) for name, block in filled)
    yield Chapter(f"list-{subjects[0].key}", title, sections, landscape=True)


def _matter_rows(subjects: Sequence[Subject]) -> Block | None:
    rows: list[list[Cell | str]] = []
    main = None
    by_code = groupby(subjects, key=lambda subject: subject.code or subject.key)
    for number, (_, items) in enumerate(by_code, 1):
        for index, subject in enumerate(items):
            named = _main(subject)
            rows.append([str(number) if index == 0 else "", named[1] if named != main else "", *_row(subject, index)])
            main = named
    return _table(_MATTERS, rows, 2)


def _main(subject: Subject) -> tuple[str, str]:
    """What makes subs one group: the main part of the code (all but its last three characters), and the name."""
    return subject.code[:-3], subject.node["主项名称"].text or subject.title


def _row(subject: Subject, index: int) -> list[Cell | str]:
    node, draft = subject.node, subject.draft
    limits = node["办理时限"]
    return [
        # In full in each row: a table that breaks must not leave a 孙项 alone at the head of a page.
        "" if subject.code.endswith(MAIN_WITH_SUBS) else subject.title,
        node["基本编码"].text if index == 0 else "",
        node["事项类型"].joined if index == 0 else "",
        node["行使层级"].joined,
        _body(draft),
        node["办件类型"].joined,
        # A directory states the statutory limit, a region what it promises within that.
        limit(limits["法定"]) if draft.register.is_directory else "",
        limit(limits["承诺"]),
        node["到现场次数"].text,
        _bases(node["适用依据"]) if index == 0 else (),
        _remarks(node),
    ]


def _body(draft: Draft) -> Cell:
    """Who exercises it; by 委托 its giver, in whose name it is decided, and who does the work."""
    body, giver = draft.node["实施主体"]["名称"].text, draft.entrusted_by
    if not giver:
        return lines(body)
    return lines(giver, f"（委托{body}实施）" if body else "")


def _bases(node: Node) -> Cell:
    """Each law with all articles of it on a line: 《中华人民共和国社会保险法》第五十四条、第五十五条."""
    found: dict[str, dict[str, None]] = {}
    for item in node:
        is_object = isinstance(item.value, dict)
        name = (item["名称"].text or item["文号"].text) if is_object else item.text
        articles = found.setdefault(name, {})
        if is_object and item["条款"].text:
            articles[item["条款"].text] = None
    found.pop("", None)
    named = [name + "、".join(articles) for name, articles in found.items()]
    return tuple(named) if len(named) <= _BASES else (*named[:_BASES], f"等 {len(named)} 项依据")


def _remarks(node: Node) -> Cell:
    status = node["状态"].text
    return lines(status if status != IN_USE else "", *node["备注"].texts)


def _thing_rows(subjects: Sequence[Subject]) -> Block | None:
    rows: list[list[Cell | str]] = []
    for number, subject in enumerate(subjects, 1):
        node, register = subject.node, subject.draft.register
        members = [
            register.titles.get(member["基本编码"].text) or member["名称"].text or member["基本编码"].text
            for member in node["事项"].mappings
        ]
        rows.append(
            [
                str(number),
                subject.title,
                subject.code,
                node["类型"].text,
                node["牵头部门"].text,
                node["受理机构"].joined,
                tuple(f"{place}. {name}" for place, name in enumerate(filter(None, members), 1)),
                limit(node["办理时限"]["承诺"]),
                node["到现场次数"].text,
                _remarks(node),
            ]
        )
    return _table(_ONE_THINGS, rows, 1)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[Cell | str]], name_column: int) -> Block | None:
    blocks = ruled(columns, rows, name_column=name_column)
    if not blocks:
        return None
    (table,) = blocks
    # Cells under a number or a name that counts for them too, and what nobody filled in, stay empty.
    return (
        Table(table.head, table.rows, table.widths, table.name_column, blank="") if isinstance(table, Table) else None
    )


EDITION = Edition("list", "清单", "事项清单", chapters)
