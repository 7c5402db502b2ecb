"""一次性告知单: everything an applicant must be told once, and the papers that answer his application.

What is told is the list of domain.md §2.4: name, basis, flow, conditions, materials,
fees, promise, phones, and where forms and samples are. With answers to 情形 the document
is reduced to them before (choosing.py); without, every material says when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalog_tool.handbook.book import Cell, Chapter, Paragraphs, Section, Signature
from catalog_tool.handbook.drafting import NOTHING, Blocks, Column, Draft, fields, ruled
from catalog_tool.handbook.editions import Edition
from catalog_tool.handbook.sections import about, notices, outcome, short
from catalog_tool.handbook.sections.blanks import DATE, LINE, sheet
from catalog_tool.handbook.sections.bringing import Brought, brought, member_names, unknown_members
from catalog_tool.handbook.sections.situation import asked
from catalog_tool.handbook.subject import Subject, chapter_of
from catalog_tool.handbook.wording import form_and_copies, labelled, lines


def chapters(_title: str, subjects: Sequence[Subject]) -> Iterator[Chapter]:
    """The notice of each document under its own key, and its forms as `{key}-n1` to `-n4`."""
    for subject in subjects:
        materials = brought(subject.draft)
        told = chapter_of(subject, _sections(subject, materials))
        yield replace(told, title=f"{told.title}一次性告知单")
        for key, name, blocks in _forms(subject, materials):
            sections = (Section("", blocks),)
            yield replace(told, key=f"{told.key}-{key}", title=f"{told.title}{name}", sections=sections, numbered=False)


def _forms(subject: Subject, materials: Sequence[Brought]) -> Iterator[tuple[str, str, Blocks]]:
    if any(material.deferral for material in materials):
        yield "n1", "容缺受理承诺书", notices.promise(subject, materials)
    yield "n2", "受理通知书", notices.acceptance(subject, materials)
    yield "n3", "补正材料告知书", notices.correction(subject, materials)
    yield "n4", "不予受理决定书", notices.refusal(subject)


def _sections(subject: Subject, materials: Sequence[Brought]) -> tuple[tuple[str, Blocks], ...]:
    draft = subject.draft
    node = draft.node
    return (
        ("办理的事项", _head(subject)),
        ("您的情形", asked(subject)),
        ("受理条件", short.listed(node["受理条件"])),
        ("不予受理情形", short.listed(node["不予受理情形"])),
        ("要交的材料", _materials(draft, materials)),
        ("办理流程", short.course(draft)),
        ("时限、收费和结果", _terms(draft)),
        ("到哪里办", (*outcome.windows(draft), *short.online(draft))),
        ("咨询和监督", _contacts(draft)),
        ("签收", _received()),
    )


def _head(subject: Subject) -> Blocks:
    draft = subject.draft
    accepting, deciding = about.accepting(draft), about.deciding(draft)
    return (
        *sheet(("申请人", "")),
        *fields(
            ("事项名称", subject.title),
            ("事项编码", subject.code),
            ("所含事项", "、".join(member_names(draft))),
            ("受理机构", accepting),
            ("决定机构", deciding if deciding != accepting else ""),
            ("办理依据", short.bases(draft)),
        ),
    )


def _materials(draft: Draft, materials: Sequence[Brought]) -> Blocks:
    if not materials and draft.node["申请材料"].says_none:
        return NOTHING
    rows = [_row(number, material) for number, material in enumerate(materials, 1)]
    columns = (
        Column("序号", 3), Column("材料名称", 8), Column("形式份数", 6), Column("要求", 10),
        Column("说明", 9), Column("表格和示范文本", 8),
    )  # fmt: skip
    unknown = unknown_members(draft)
    note = f"下列事项不在本目录内，所需材料请另行咨询：{'、'.join(unknown)}"
    return (*ruled(columns, rows, name_column=1), *((Paragraphs((note,)),) if unknown else ()))


def _row(number: int, material: Brought) -> list[Cell | str]:
    node = material.node
    return [
        str(number),
        material.name,
        lines(node["介质"].text, form_and_copies(node), node["原件处理"].text),
        lines(node["受理标准"].joined, node["填报须知"].joined),
        lines(
            f"{material.spared}，不用交" if material.spared else material.spared_at_times,
            *material.when,
            material.optional,
            material.choice,
            labelled("可容缺", material.deferral),
        ),
        lines(labelled("空白表格", node["空白表格"].text), labelled("示范文本", node["示范文本"].text)),
    ]


def _terms(draft: Draft) -> Blocks:
    return fields(
        ("承诺办结时限", short.promise(draft)),
        ("特别程序", short.procedures(draft)),
        ("到现场次数", short.visits(draft)),
        ("收费", short.fee(draft)),
        ("办理结果", short.outcome(draft)),
        ("送达方式", short.delivery(draft)),
    )


def _contacts(draft: Draft) -> Blocks:
    node = draft.node
    return fields(
        ("咨询", short.contact(node["咨询"])),
        ("监督投诉", short.contact(node["监督投诉"])),
        ("进度查询", node["进度查询"]),
    )


def _received() -> Blocks:
    return (Signature((f"告知人（签名）：{LINE}", f"申请人（签收）：{LINE}", DATE)),)


EDITION = Edition("notice", "一次性告知单", "一次性告知单", chapters, loose=True)
