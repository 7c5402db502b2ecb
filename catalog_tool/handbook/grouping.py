"""In which parts a handbook is bound: by department, theme, 一件事, audience, place or level.

A document is printed once, under the first heading it belongs to; where it also belongs
under another, that part says where to find it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from catalog_tool.handbook.choosing import places_used
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.subject import Subject
from catalog_tool.model import mapping_of, mappings_of, text_of

ONE_THINGS = "一件事"
PERSONS = frozenset({"自然人"})


@dataclass(frozen=True)
class Grouped:
    """The documents of one part, and those that are printed in another but belong here too."""

    title: str
    subjects: tuple[Subject, ...]
    see: tuple[Subject, ...] = ()
    key: str = ""
    note: str = ""


def groups(subjects: Sequence[Subject], by: str) -> list[Grouped]:
    """The parts of a Book in order; `by` is a key of ORDERS."""
    if by == "onething":
        found = _by_one_thing(subjects)
    else:
        matters = [subject for subject in subjects if not subject.is_one_thing]
        things = [subject for subject in subjects if subject.is_one_thing]
        found = _by_headings(matters, *ORDERS[by])
        if things:
            found.append(Grouped(ONE_THINGS, tuple(things), key="part-onethings"))
    return [Grouped(each.title, each.subjects, each.see, each.key, _count(each.subjects)) for each in found]


def _by_headings(
    subjects: Sequence[Subject], headings: Callable[[Subject], Sequence[str]], unnamed: str
) -> list[Grouped]:
    printed: dict[str, list[Subject]] = {}
    see: dict[str, list[Subject]] = {}
    for subject in subjects:
        first, *others = [name for name in dict.fromkeys(headings(subject)) if name] or [""]
        printed.setdefault(first, []).append(subject)
        for name in others:
            see.setdefault(name, []).append(subject)
    rest = printed.pop("", [])
    names = dict.fromkeys([*printed, *see])
    found = [Grouped(name, tuple(printed.get(name, ())), tuple(see.get(name, ()))) for name in names]
    # A heading under which nothing is printed is no part: its matters are under their first one.
    found = [each for each in found if each.subjects]
    return [*found, *([Grouped(unnamed, tuple(rest))] if rest else [])]


def _departments(subject: Subject) -> Sequence[str]:
    return (subject.department,)


def _themes(subject: Subject) -> Sequence[str]:
    themes = mapping_of(subject.value.get("主题"))
    node = Node(dict(themes))
    return [str(text) for key in themes for text in node[key].texts]


def _audiences(subject: Subject) -> Sequence[str]:
    words = {str(text) for text in Node(subject.value.get("服务对象")).texts}
    if not words:
        return ()
    if words <= PERSONS:
        return ("面向个人",)
    return ("个人和单位都可办",) if words & PERSONS else ("面向单位",)


def _places(subject: Subject) -> Sequence[str]:
    places = subject.setting.places
    return [
        Node(dict(places.get(code, {})))["名称"].text or Node(code).text for code in places_used(subject.value)
    ] or [Node(dict(window))["名称"].text for _, window in mappings_of(subject.value.get("办理窗口"))]


def _levels(subject: Subject) -> Sequence[str]:
    return [str(text) for text in Node(subject.value.get("行使层级")).texts]


ORDERS: Mapping[str, tuple[Callable[[Subject], Sequence[str]], str]] = {
    "department": (_departments, "未注明主管部门"),
    "theme": (_themes, "未注明主题"),
    "audience": (_audiences, "未注明服务对象"),
    "place": (_places, "未注明办理地点"),
    "level": (_levels, "未注明行使层级"),
}


def _by_one_thing(subjects: Sequence[Subject]) -> list[Grouped]:
    """Each 一件事 before the matters it is made of; then the matters that are in none."""
    matters = [subject for subject in subjects if not subject.is_one_thing]
    by_code: dict[str, list[Subject]] = {}
    for subject in matters:
        by_code.setdefault(subject.code, []).append(subject)
    found: list[Grouped] = []
    taken: set[str] = set()
    for thing in (subject for subject in subjects if subject.is_one_thing):
        codes = dict.fromkeys(text_of(member.get("基本编码")) for _, member in mappings_of(thing.value.get("事项")))
        members = [subject for code in codes if code for subject in by_code.get(code, ())]
        own = [subject for subject in members if subject.key not in taken]
        taken.update(subject.key for subject in own)
        see = tuple(subject for subject in members if subject not in own)
        found.append(Grouped(thing.title, (thing, *own), see))
    rest = tuple(subject for subject in matters if subject.key not in taken)
    return [*found, *([Grouped("其他事项", rest)] if rest else [])]


def _count(subjects: Sequence[Subject]) -> str:
    codes = {subject.code or str(number) for number, subject in enumerate(subjects)}
    return f"共 {len(codes)} 项"
