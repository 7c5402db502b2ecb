"""简版: one A4 page that a window hands out (附录B of DB63/T 1755-2019; domain.md §6.3).

What to bring, where, how long, what it costs, and the address to scan. A long matter
says less about the rest and points to the full guide; no material is ever left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog_tool.handbook.book import Chapter, Paragraphs
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, fields, ruled
from catalog_tool.handbook.editions import Edition, each
from catalog_tool.handbook.sections import about, short
from catalog_tool.handbook.sections.bringing import Brought, brought, member_names, unknown_members
from catalog_tool.handbook.subject import Subject, chapter_of
from catalog_tool.handbook.wording import NONE, form_and_copies, labelled, lines

ROOM = 24
"""Rows that a page has room for beside the fixed lines; materials come first, what is left is shared."""
FEWEST, MOST = 2, 6


def chapter(subject: Subject) -> Chapter:
    """One page of one matter or one-thing."""
    draft = subject.draft
    materials = brought(draft)
    room = min(MOST, max(FEWEST, (ROOM - len(materials)) // 3))
    sections = (
        ("所含事项", _members(draft)),
        ("谁可以办", _who(draft, room)),
        ("要带的材料", _materials(draft, materials)),
        ("到哪里办", (*_bodies(draft), *short.windows(draft, room))),
        ("要多久、多少钱", _terms(draft)),
        ("网上办", short.online(draft)),
    )
    return chapter_of(subject, sections, numbered=False, one_page=True)


def _who(draft: Draft, room: int) -> Blocks:
    conditions = draft.node["受理条件"]
    texts = conditions.texts
    several = len(texts) > 1
    shown = lines(
        *(f"{number}. {text}" if several else text for number, text in enumerate(texts[:room], 1)),
        short.ELSEWHERE if len(texts) > room else "",
    )
    return fields(
        ("服务对象", draft.node["服务对象"]),
        ("受理条件", (NONE,) if conditions.says_none else shown),
    )


def _members(draft: Draft) -> Blocks:
    text = "、".join(member_names(draft))
    return (Paragraphs((text,)),) if text else ()


def _materials(draft: Draft, materials: Sequence[Brought]) -> Blocks:
    if not materials and draft.node["申请材料"].says_none:
        return NOTHING
    asked = [material for material in materials if not material.spared]
    rows = [
        (
            str(number),
            material.name,
            form_and_copies(material.node),
            lines(
                *material.when,
                material.optional,
                material.choice,
                material.spared_at_times,
                labelled("可容缺", material.deferral),
            ),
        )
        for number, material in enumerate(asked, 1)
    ]
    columns = (Column("序号", 3), Column("材料", 11), Column("形式份数", 7), Column("说明", 11))
    none_needed = (Paragraphs(("不用带材料。",)),) if materials and not asked else ()
    spared = "；".join(_spared(material) for material in materials if material.spared)
    unknown = unknown_members(draft)
    note = f"{'、'.join(unknown)}不在本目录内，所需材料请另行咨询。"
    return (
        *ruled(columns, rows, name_column=1),
        *none_needed,
        *fields(("不用交的", spared)),
        *((Paragraphs((note,)),) if unknown else ()),
    )


def _spared(material: Brought) -> str:
    notes = [material.spared, *map(str, material.when)]
    return f"{material.name}（{'，'.join(notes)}）"


def _bodies(draft: Draft) -> Blocks:
    accepting, deciding = about.accepting(draft), about.deciding(draft)
    # Who decides is said only where it is another: by 委托 the giver, in a chain a higher level.
    return fields(
        ("受理机构", accepting),
        ("决定机构", deciding if deciding != accepting else ""),
        ("咨询", short.contact(draft.node["咨询"])),
        ("监督投诉", short.contact(draft.node["监督投诉"])),
    )


def _terms(draft: Draft) -> Blocks:
    return fields(
        ("承诺办结时限", short.promise(draft)),
        ("到现场次数", short.visits(draft)),
        ("收费", short.fee(draft)),
        ("办理结果", short.outcome(draft)),
        ("送达方式", short.delivery(draft)),
        ("通办范围", _scope(draft)),
    )


def _scope(draft: Draft) -> str:
    scope = draft.node["通办范围"].text
    return "" if scope == NONE else scope


EDITION = Edition("brief", "简版", "办事指南（简版）", each(chapter), loose=True)
