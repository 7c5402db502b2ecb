"""In which parts a handbook is bound: by department, theme, 一件事, audience, place or level.

A document is printed once, under the first heading it belongs to; where it also belongs
under another, that part says where to find it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog_tool.handbook.choosing import places_used
from catalog_tool.handbook.reading import Node
from catalog_tool.handbook.subject import Setting, Subject
from catalog_tool.model import LEVELS, mapping_of, mappings_of, text_of

ONE_THINGS = "一件事"
PERSONS = frozenset({"自然人"})
AUDIENCES = ("面向个人", "面向单位", "个人和单位都可办")


@dataclass(frozen=True)
class Grouped:
    """The documents of one part, and those that are printed in another but belong here too.

    Either may be empty, not both.
    """

    title: str
    subjects: tuple[Subject, ...]
    see: tuple[Subject, ...] = ()
    key: str = ""
    note: str = ""


@dataclass(frozen=True)
class Order:
    """One way to bind a handbook.

    `headings` are those a document belongs under, the first one first; `unnamed` is the
    heading of documents without any. `known` are headings in the order they are to
    stand in; others follow as they come.
    """

    headings: Callable[[Subject], Sequence[str]]
    unnamed: str
    known: Callable[[Sequence[Subject]], Iterable[str]] = lambda _: ()


def groups(subjects: Sequence[Subject], by: str) -> list[Grouped]:
    """The parts of a Book in order; `by` is a key of ORDERS, or onething."""
    if by == "onething":
        found = _by_one_thing(subjects)
    else:
        matters = [subject for subject in subjects if not subject.is_one_thing]
        things = [subject for subject in subjects if subject.is_one_thing]
        found = _by_headings(matters, ORDERS[by])
        if things:
            found.append(Grouped(ONE_THINGS, tuple(things), key="part-onethings"))
    return [replace(each, note=_count(each)) for each in found]


def _by_headings(subjects: Sequence[Subject], order: Order) -> list[Grouped]:
    printed: dict[str, list[Subject]] = {name: [] for name in order.known(subjects)}
    see: dict[str, list[Subject]] = {}
    for subject in subjects:
        first, *others = [name for name in dict.fromkeys(order.headings(subject)) if name] or [""]
        printed.setdefault(first, []).append(subject)
        for name in others:
            see.setdefault(name, []).append(subject)
    rest = printed.pop("", [])
    # Who looks under a heading must find it, also where each of its matters is printed under another.
    found = [
        Grouped(name, tuple(printed.get(name, ())), tuple(see.get(name, ())))
        for name in dict.fromkeys([*printed, *see])
    ]
    return [
        *(each for each in found if each.subjects or each.see),
        *([Grouped(order.unnamed, tuple(rest))] if rest else []),
    ]


def _departments(subject: Subject) -> Sequence[str]:
    return (subject.department,)


def _themes(subject: Subject) -> Sequence[str]:
    node = Node(subject.value.get("主题"))
    return [str(text) for key in mapping_of(node.value) for text in node[key].texts]


def _known_themes(subjects: Sequence[Subject]) -> Iterable[str]:
    """Those of a person's life before those of a company's."""
    for key in ("自然人", "法人"):
        for subject in subjects:
            yield from map(str, Node(subject.value.get("主题"))[key].texts)


def _audiences(subject: Subject) -> Sequence[str]:
    words = {str(text) for text in Node(subject.value.get("服务对象")).texts}
    if not words:
        return ()
    persons, bodies, both = AUDIENCES
    if words <= PERSONS:
        return (persons,)
    return (both,) if words & PERSONS else (bodies,)


def _places(subject: Subject) -> Sequence[str]:
    windows = [Node(dict(window)) for _, window in mappings_of(subject.value.get("办理窗口"))]
    return [_place_name(subject.setting, window["场所"].text) or window["名称"].text for window in windows]


def _known_places(subjects: Sequence[Subject]) -> Iterable[str]:
    """In the order of the catalog's 办理场所."""
    used = {code for subject in subjects for code in places_used(subject.value)}
    for setting in [subject.setting for subject in subjects[:1]]:
        yield from (_place_name(setting, code) for code in setting.places if code in used)


def _place_name(setting: Setting, code: str) -> str:
    place = Node(dict(setting.places.get(code, {})))
    return place["名称"].text or Node(code).text


def _levels(subject: Subject) -> Sequence[str]:
    return [str(text) for text in Node(subject.value.get("行使层级")).texts]


ORDERS: Mapping[str, Order] = {
    "department": Order(_departments, "未注明主管部门"),
    "theme": Order(_themes, "未注明主题", _known_themes),
    "audience": Order(_audiences, "未注明服务对象", lambda _: AUDIENCES),
    "place": Order(_places, "未注明办理地点", _known_places),
    "level": Order(_levels, "未注明行使层级", lambda _: LEVELS),
}


def _by_one_thing(subjects: Sequence[Subject]) -> list[Grouped]:
    """Each 一件事 before the matters it is made of; then the matters that are in none."""
    matters = [subject for subject in subjects if not subject.is_one_thing]
    by_code: dict[str, list[Subject]] = {}
    for subject in matters:
        by_code.setdefault(text_of(subject.value.get("基本编码")), []).append(subject)
    found: list[Grouped] = []
    taken: set[str] = set()
    for thing in (subject for subject in subjects if subject.is_one_thing):
        codes = dict.fromkeys(text_of(member.get("基本编码")) for _, member in mappings_of(thing.value.get("事项")))
        members = [subject for code in codes if code for subject in by_code.get(code, ())]
        own = [subject for subject in members if subject.key not in taken]
        see = [subject for subject in members if subject.key in taken]
        taken.update(subject.key for subject in own)
        found.append(Grouped(thing.title, (thing, *own), tuple(see)))
    rest = tuple(subject for subject in matters if subject.key not in taken)
    return [*found, *([Grouped("其他事项", rest)] if rest else [])]


def _count(group: Grouped) -> str:
    """共 3 项，另有 2 项印在别处; handling items of one 基本编码 are one."""
    printed, elsewhere = _items(group.subjects), _items(group.see) - _items(group.subjects)
    words = [f"共 {len(printed)} 项"] if printed else []
    if elsewhere:
        words.append(f"{'另有' if printed else ''} {len(elsewhere)} 项印在别处".strip())
    return "，".join(words)


def _items(subjects: Iterable[Subject]) -> set[str]:
    return {subject.code or subject.key for subject in subjects}
