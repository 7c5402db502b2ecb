"""表单内容: what the applicant has to fill in.

Forms pair by name (synonyms are one name), their fields by folded name. A form that one
side alone has is one change that names it and its fields; fields of paired forms are one
change each. When one form is left on each side and they share a field, they are the same
form under two titles: a title asks nothing of anybody.

A field on both sides is field-added, too, where the region asks more of the applicant in
it: he fills in himself what the directory takes from a department, or must fill in what
the directory lets him leave blank. The reverse is field-dropped. Which department holds
a field is no difference to the applicant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.compare.terms.left_to_regions import is_unset, unset
from catalog_tool.domain.names import fold
from catalog_tool.domain.synonyms import synonyms_of
from catalog_tool.model import Path, text_of

_FIELD = "表单内容"
_BY_THE_APPLICANT = "自行填写"
_REQUIRED = {"是": "必填", "否": "选填"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its name as written, 数据来源 and 必填 ("" where not stated), and where it stands."""

    name: str
    source: str
    required: str
    path: Path

    @property
    def is_by_the_applicant(self) -> bool:
        """Whether 数据来源 leaves it, at least partly, to the applicant."""
        return _BY_THE_APPLICANT in self.source

    @property
    def burden(self) -> tuple[bool, bool]:
        """Orders the places of one field by what they ask of the applicant."""
        return not self.source or self.is_by_the_applicant, self.required == "是"


@dataclass(slots=True)
class Form:
    """A form: its title as written, its fields by folded name, and where it stands.

    A form without fields says nothing of them.
    """

    title: str
    fields: dict[str, Field]
    path: Path

    @property
    def text(self) -> str:
        """As printed: 申请表（姓名、住址）."""
        names = "、".join(field.name for field in self.fields.values())
        title = self.title or "未写名称的表单"
        return f"{title}（{names}）" if names else title


@comparator("field-added", "field-dropped")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare the forms that both sides state; an empty list states that there is none."""
    if is_unset(directory, local, _FIELD, may_be_empty=True):
        yield from unset("field-dropped", _FIELD)
    if directory.value.get(_FIELD) == local.value.get(_FIELD):
        return
    canonical = setting.local.once(synonyms_of).canonical
    here, there = _forms(directory.value.get(_FIELD), canonical), _forms(local.value.get(_FIELD), canonical)
    if here is None or there is None:
        return
    left_here = [form for name, form in here.items() if name not in there]
    left_there = [form for name, form in there.items() if name not in here]
    pairs = [(form, there[name]) for name, form in here.items() if name in there]
    if len(left_here) == len(left_there) == 1 and not left_here[0].fields.keys().isdisjoint(left_there[0].fields):
        pairs.append((left_here.pop(), left_there.pop()))
    for one, other in pairs:
        if one.fields and other.fields:
            yield from _compare_fields(one, other)
    for form in left_here:
        yield Change("field-dropped", form.path, form.text, "无", directory_path=form.path)
    for form in left_there:
        yield Change("field-added", form.path, "无", form.text, local_path=form.path)


def _forms(value: object, canonical: Callable[[str], str]) -> dict[str, Form] | None:
    """Forms by name, several of one name as one; None where there is no list, or nothing in it can be read."""
    if not isinstance(value, list):
        return None
    forms: dict[str, Form] = {}
    for index, item in enumerate(value):
        if isinstance(item, dict):
            title = text_of(item.get("表单名称")).strip()
            path: Path = (_FIELD, index)
            form = forms.setdefault(canonical(title), Form(title, {}, path))
            _gather(form.fields, item, path)
    return forms if forms or not value else None


def _gather(fields: dict[str, Field], form: Mapping[str, Any], path: Path) -> None:
    """Add a form's fields to those known; of a field that stands twice what asks most of the applicant."""
    listed = form.get("字段")
    if not isinstance(listed, list):
        return
    for index, item in enumerate(listed):
        value = {"名称": item} if isinstance(item, str) else item
        if not isinstance(value, dict):
            continue
        name = text_of(value.get("名称")).strip()
        if not (folded := fold(name)):
            continue
        required = text_of(value.get("必填")).strip()
        field = Field(
            name,
            text_of(value.get("数据来源")).strip(),
            required if required in _REQUIRED else "",
            (*path, "字段", index),
        )
        known = fields.get(folded)
        if known is None or field.burden > known.burden:
            fields[folded] = field


def _compare_fields(one: Form, other: Form) -> Iterator[Change]:
    for name, field in one.fields.items():
        counterpart = other.fields.get(name)
        if counterpart is None:
            before = _spoken(field, one)
            yield Change("field-dropped", field.path, before, "无", directory_path=field.path)
        elif difference := _difference(field, counterpart):
            before, after, direction = difference
            yield Change(
                "field-added" if direction > 0 else "field-dropped",
                counterpart.path,
                _spoken(field, one, before),
                _spoken(counterpart, other, after),
                directory_path=field.path,
                local_path=counterpart.path,
            )
    for name, field in other.fields.items():
        if name not in one.fields:
            yield Change("field-added", field.path, "无", _spoken(field, other), local_path=field.path)


def _difference(one: Field, other: Field) -> tuple[str, str, int] | None:
    """What one field asks on each side, and 1 where it is more there, -1 where it is less; None for neither.

    What a side leaves out is no value to differ from. What departments supply nobody has
    to fill in, whether it must be there or not.
    """
    if one.source and other.source and one.is_by_the_applicant != other.is_by_the_applicant:
        return f"数据来源：{one.source}", f"数据来源：{other.source}", 1 if other.is_by_the_applicant else -1
    if any(field.source and not field.is_by_the_applicant for field in (one, other)):
        return None
    if one.required and other.required and one.required != other.required:
        return _REQUIRED[one.required], _REQUIRED[other.required], 1 if other.required == "是" else -1
    return None


def _spoken(field: Field, form: Form, term: str = "") -> str:
    """A field as printed: 住址（申请表，必填）."""
    notes = [note for note in (form.title, term) if note]
    return f"{field.name}（{'，'.join(notes)}）" if notes else field.name
