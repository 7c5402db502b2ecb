"""表单内容 as forms to be filled in by hand, each once however many matters use it.

A field that a department supplies is not asked of the applicant (一次采集, 一套材料:
domain.md §8), so its space says who supplies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from catalog_tool.domain.names import fold
from catalog_tool.handbook.book import Cell, Chapter, Fields, Items, Link, Paragraphs, Section, Signature, Table
from catalog_tool.handbook.drafting import Blocks
from catalog_tool.handbook.reading import scalar_text
from catalog_tool.handbook.subject import Subject
from catalog_tool.model import mapping_of, mappings_of, texts_of

BY_HAND = "自行填写"
_USERS = 20
"""Matters that a form names; of more, how many there are."""
_SHORT = 12
"""The longest field name, in characters, of which two stand in one row of the form."""
_FEW = 5
"""So many fields have a row each, with room to write."""


class FormField(NamedTuple):
    """A 字段 as printed: its name, who supplies it ("" for the applicant), whether it must be filled in, and how."""

    name: str
    source: str
    is_needed: bool
    rule: str


class Form(NamedTuple):
    """A 表单: equal ones are one form."""

    name: str
    fields: tuple[FormField, ...]


def chapters_of(subjects: Sequence[Subject]) -> list[Chapter]:
    """A chapter for each form that has fields, in the order in which the documents use them."""
    found: dict[Form, dict[str, str]] = {}
    for subject in subjects:
        for form in forms_of(subject):
            found.setdefault(form, {})[subject.key] = subject.title
    alike: dict[str, int] = {}
    for form in found:
        alike[fold(form.name)] = alike.get(fold(form.name), 0) + 1
    return [
        _chapter(number, form, users, alike[fold(form.name)] > 1)
        for number, (form, users) in enumerate(found.items(), 1)
    ]


def forms_of(subject: Subject) -> Iterator[Form]:
    """The forms of a document that have fields; of a 一件事 the one that stands for those of its members."""
    for _, value in mappings_of(subject.value.get("表单内容")):
        form = _form(value)
        if form.fields:
            yield form
    joint = mapping_of(subject.value.get("申请表"))
    replaced = [
        matter for code in texts_of(joint.get("替代")) for matter in subject.draft.register.matters.get(code, ())
    ]
    fields: dict[str, FormField] = {}
    for matter in replaced:
        for _, value in mappings_of(matter.get("表单内容")):
            for each in _form(value).fields:
                known = fields.get(fold(each.name))
                # Asked once for all members: needed where one of them needs it.
                fields[fold(each.name)] = known._replace(is_needed=known.is_needed or each.is_needed) if known else each
    if fields:
        yield Form(scalar_text(joint.get("表单名称")) or "联合申请表", tuple(fields.values()))


def _form(value: Mapping[str, Any]) -> Form:
    fields = tuple(
        FormField(
            name,
            "" if (source := scalar_text(item.get("数据来源"))) == BY_HAND else source,
            item.get("必填") == "是",
            scalar_text(item.get("填写要求")),
        )
        for _, item in mappings_of(value.get("字段"))
        if (name := scalar_text(item.get("名称")))
    )
    return Form(scalar_text(value.get("表单名称")) or "申请表", fields)


def _chapter(number: int, form: Form, users: Mapping[str, str], is_ambiguous: bool) -> Chapter:
    first = next(iter(users.values()))
    shown = list(users.items())[:_USERS]
    matters: Cell = tuple(Link(title, f"#{key}") for key, title in shown)
    if len(users) > len(shown):
        matters = (*matters, f"等 {len(users)} 个事项")
    blocks: Blocks = (
        _table(form.fields),
        *_notes(form.fields),
        Signature(("申请人（签字或盖章）：＿＿＿＿＿＿＿＿", "＿＿＿＿年＿＿月＿＿日")),
    )
    return Chapter(
        f"form-{number}",
        f"{form.name}（{first}）" if is_ambiguous else form.name,
        (Section("", (Fields((("用于事项", matters),)),)), Section("", blocks)),
        kicker="表单",
        numbered=False,
    )


def _table(fields: Sequence[FormField]) -> Table:
    cells = [((f"{each.name} *" if each.is_needed else each.name,), _space(each)) for each in fields]
    if len(cells) <= _FEW or any(len(each.name) > _SHORT for each in fields):
        return Table(("填写项目", "填写内容"), tuple(cells), (5, 12), blank="")
    rows = tuple((*cells[at], *(cells[at + 1] if at + 1 < len(cells) else ((), ()))) for at in range(0, len(cells), 2))
    return Table(("填写项目", "填写内容", "填写项目", "填写内容"), rows, (4, 5, 4, 5), blank="")


def _space(each: FormField) -> Cell:
    return (f"由{each.source}提供，不用填",) if each.source else ()


def _notes(fields: Sequence[FormField]) -> Blocks:
    notes: list[Cell] = []
    if any(each.is_needed for each in fields):
        notes.append(("带 * 的必须填写。",))
    notes += [(f"{each.name}：{each.rule}",) for each in fields if each.rule]
    if len(notes) < 2:
        return tuple(Paragraphs((f"填写说明：{note}",)) for (note,) in notes)
    return (Paragraphs(("填写说明：",)), Items(tuple(notes)))
