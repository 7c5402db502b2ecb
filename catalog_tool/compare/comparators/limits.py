"""Time limits: statutory and promised, each situation apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from catalog_tool.compare.changes import Change, Setting, comparator
from catalog_tool.compare.comparable import Row
from catalog_tool.domain.limits import Order, limit_of
from catalog_tool.domain.limits import compare as compare_limits
from catalog_tool.domain.situations import Conditions, conditions, questions_by_option, spoken_conditions
from catalog_tool.model import Path, mapping_of, mappings_of, text_of, texts_of

_FIELD = "办理时限"
Cases = Mapping[Conditions, tuple[Path, Mapping[str, object]]]
"""By situation: where the case stands, and its limits."""


@comparator("statutory-differs", "promise-longer", "promise-shorter")
def compare(directory: Row, local: Row, setting: Setting) -> Iterator[Change]:
    """Compare what both sides state; what one of them leaves out is no value to differ from."""
    here, there = directory.matter.limits, local.matter.limits
    # 日 is a working day for a licence; the directory says whether it is one.
    type_ = directory.matter.type or local.matter.type
    for name, compared in (("法定", _statutory), ("承诺", _promise)):
        path: Path = (_FIELD, name)
        if not there.get(name) and _must_be_set(directory, name):
            kind = "promise-longer" if name == "承诺" else "statutory-differs"
            yield Change(kind, path, "由地方定", "未填", traits=frozenset({"unset"}))
        elif name in here and name in there:
            yield from compared(here[name], there[name], type_, path, path)
    yield from _by_case(directory, local, type_)


def _must_be_set(directory: Row, name: str) -> bool:
    """Whether the region must set this limit: a promise also where all limits are its own, the statutory if named."""
    field = f"{_FIELD}.{name}"
    return directory.leaves_to_region(field) and (name == "承诺" or field in texts_of(directory.value.get("地方自定")))


def _by_case(directory: Row, local: Row, type_: str) -> Iterator[Change]:
    """分情形: a situation that one side does not single out has that side's general limit."""
    here, there = _cases(directory), _cases(local)
    general: Path = (_FIELD,)
    for when in [*here, *(when for when in there if when not in here)]:
        here_path, one = here.get(when, (general, directory.matter.limits))
        there_path, other = there.get(when, (general, local.matter.limits))
        for name, compared in (("法定", _statutory), ("承诺", _promise)):
            if name in one and name in other:
                changes = compared(one[name], other[name], type_, (*here_path, name), (*there_path, name))
                said = f"（{spoken_conditions(when)}）"
                yield from (
                    replace(change, before=change.before + said, after=change.after + said) for change in changes
                )


def _cases(row: Row) -> Cases:
    questions = questions_by_option(row.matter)
    return {
        when: ((_FIELD, "分情形", index), case)
        for index, case in mappings_of(row.matter.limits.get("分情形"))
        if (when := conditions(case.get("适用情形"), questions))
    }


def _statutory(here: object, there: object, type_: str, here_path: Path, there_path: Path) -> Iterator[Change]:
    one, other = limit_of(here, type_), limit_of(there, type_)
    if one is None and other is None:
        if _number(here) == _number(there):
            return
    elif one is not None and other is not None and compare_limits(other, one) is Order.EQUAL:
        return
    before, after = printed(here, type_), printed(there, type_)
    yield Change("statutory-differs", there_path, before, after, directory_path=here_path, local_path=there_path)


def _promise(here: object, there: object, type_: str, here_path: Path, there_path: Path) -> Iterator[Change]:
    one, other = limit_of(here, type_), limit_of(there, type_)
    if one is None or (other is None and not mapping_of(there)):
        return
    # A promise that cannot be read as a limit may be longer.
    order = compare_limits(other, one) if other is not None else Order.MAYBE_LONGER
    if order is Order.EQUAL:
        return
    kind = "promise-shorter" if order in (Order.SHORTER, Order.NEVER_LONGER) else "promise-longer"
    before, after = printed(here, type_), printed(there, type_)
    yield Change(
        kind,
        there_path,
        before,
        after,
        certain=order is not Order.MAYBE_LONGER,
        directory_path=here_path,
        local_path=there_path,
    )


def _number(value: object) -> tuple[object, object]:
    fields = mapping_of(value)
    return fields.get("数值"), fields.get("单位")


def printed(value: object, type_: str | None = None) -> str:
    """A limit as printed: its number and unit, else its note, else what stands there."""
    limit = limit_of(value, type_)
    if limit is not None:
        return limit.text
    fields = mapping_of(value)
    written = "".join(part if isinstance(part, str) else str(part) for part in _number(value) if part is not None)
    return text_of(fields.get("说明")) or written or text_of(value) or "未填"
