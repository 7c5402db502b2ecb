"""收件核对单: what the counter ticks off while the applicant stands there.

The materials with the standard each is judged by, what need not be handed in because
it has been verified, what may be handed in later (容缺; the term is the data's), the
conditions and the grounds to refuse, and what comes out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog_tool.handbook.book import Cell, Chapter, Paragraphs, Signature
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, group
from catalog_tool.handbook.editions import Edition, each
from catalog_tool.handbook.sections import about
from catalog_tool.handbook.sections.blanks import DATE, LINE, grid, sheet, ticked, ticks
from catalog_tool.handbook.sections.bringing import Brought, brought, member_names, unknown_members
from catalog_tool.handbook.sections.short import promise
from catalog_tool.handbook.sections.situation import asked
from catalog_tool.handbook.subject import Subject, chapter_of
from catalog_tool.handbook.wording import form_and_copies, labelled, lines


def chapter(subject: Subject) -> Chapter:
    """The list of one matter or one-thing."""
    draft = subject.draft
    materials = brought(draft)
    sections = (
        ("申请人和事项", _head(subject)),
        ("办理情形", asked(subject)),
        ("材料核对", _materials(draft, materials)),
        ("受理条件核对", _conditions(draft)),
        ("处理结果", _outcome(any(material.deferral for material in materials))),
    )
    found = chapter_of(subject, sections)
    return replace(found, title=f"{found.title}收件核对单")


def _head(subject: Subject) -> Blocks:
    draft = subject.draft
    accepting, deciding = about.accepting(draft), about.deciding(draft)
    known: list[tuple[str, str | Cell]] = [
        (label, value)
        for label, value in (
            ("事项编码", subject.code),
            ("受理机构", accepting),
            ("决定机构", deciding if deciding != accepting else ""),
            ("承诺办结时限", promise(draft)),
            ("要办的事项", ticked(member_names(draft))),
        )
        if value
    ]
    blank: tuple[tuple[str, str], ...] = tuple((label, "") for label in ("申请人", "证件号码", "联系电话", "受理编号"))
    return sheet(("事项名称", subject.title), *known, *blank)


def _materials(draft: Draft, materials: Sequence[Brought]) -> Blocks:
    if not materials and draft.node["申请材料"].says_none:
        return NOTHING
    rows = [_row(number, material) for number, material in enumerate(materials, 1)]
    columns = (
        Column("序号", 3), Column("材料名称", 8), Column("形式份数", 6), Column("核对要点", 10),
        Column("必要性、情形", 7), Column("容缺", 6), Column("核对", 6),
    )  # fmt: skip
    unknown = unknown_members(draft)
    note = f"下列事项不在本目录内，所需材料未列入：{'、'.join(unknown)}"
    return (*grid(columns, rows), *((Paragraphs((note,)),) if unknown else ()))


def _row(number: int, material: Brought) -> list[Cell | str]:
    node = material.node
    boxes = [
        *(() if material.spared else ("收到",)),
        *(("已核验",) if material.spared or material.spared_at_times else ()),
        *(("容缺",) if material.deferral else ()),
        # What is asked for in some situations only may be none of this applicant's business.
        *(("不涉及",) if material.when or material.choice or material.optional else ()),
    ]
    return [
        str(number),
        material.name,
        lines(node["介质"].text, form_and_copies(node)),
        lines(
            node["受理标准"].joined,
            labelled("原件", node["原件处理"].text),
            f"{material.spared}，不用交" if material.spared else material.spared_at_times,
        ),
        lines(node["必要性"].text, *material.when, material.choice),
        material.deferral or "—",
        ticked(boxes),
    ]


def _conditions(draft: Draft) -> Blocks:
    return (
        *group("受理条件", _judged(draft, "受理条件", ("符合", "不符合"))),
        *group("不予受理情形", _judged(draft, "不予受理情形", ("没有", "有"))),
    )


def _judged(draft: Draft, key: str, options: tuple[str, str]) -> Blocks:
    node = draft.node[key]
    if node.says_none:
        return NOTHING
    rows = [(str(number), (text,), ticks(options)) for number, text in enumerate(node.texts, 1)]
    return grid((Column("序号", 3), Column(key, 18), Column("核对", 9)), rows)


def _outcome(may_be_deferred: bool) -> Blocks:
    """What the counter does; 容缺受理 only where a material may be deferred at all."""
    choices = ("受理", *(("容缺受理",) if may_be_deferred else ()), "一次性告知补正", "不予受理")
    deferred = (("容缺补交的材料", ""), ("补交期限", f"{DATE}前")) if may_be_deferred else ()
    return (
        Paragraphs((ticks(choices),)),
        *sheet(*deferred, ("要补正的材料", ""), ("备注", "")),
        Signature((f"收件人（签名）：{LINE}", f"申请人（签名）：{LINE}", DATE)),
    )


EDITION = Edition("counter", "收件核对单", "收件核对单", each(chapter), loose=True)
