"""A Book's characters that the fonts lack: named with their field, and replaced.

Goes over dataclasses whatever their kind, so a new kind of block is covered from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from catalog_tool.handbook.book import Book, Chapter, Section
from catalog_tool.handbook.fonts.coverage import unprintable
from catalog_tool.handbook.fonts.faces import Face
from catalog_tool.handbook.fonts.standins import is_own_sign, replacements, shown_instead

_NOT_SHOWN = frozenset({"key", "target", "targets", "address", "edition", "digest"})
"""Fields that lead somewhere or name something for programs: a stand-in would break the link."""
_FIELDS_NAMED = 3
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Missing:
    """One character no font has, in one chapter. `fields` are paths (申请材料.2.名称) or a section's name."""

    character: str
    chapter: str
    fields: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is wrong, where, and what to do, in Chinese."""
        where = "、".join(self.fields[:_FIELDS_NAMED])
        if len(self.fields) > _FIELDS_NAMED:
            where += f" 等 {len(self.fields)} 处"
        chapter = f"《{self.chapter}》的 " if self.chapter else ""
        code = f"U+{ord(self.character):04X}"
        return (
            f"{chapter}{where} 有“{self.character}”（{code}），可用的字体都没有这个字，"
            f"印成 {shown_instead(self.character)}。请装上收有这个字的字体后重印，或改用别的写法。"
        )


def absent(book: Book, chain: Iterable[Face]) -> frozenset[str]:
    """The characters anywhere in the book that no face of the chain has."""
    texts: list[str] = []
    _gather(book, texts)
    return unprintable(set[str]().union(*texts), chain)


def missing_glyphs(book: Book, lacking: Iterable[str]) -> tuple[Missing, ...]:
    """Each character of `lacking` (see absent) with its chapter and fields, in the order of the book.

    Signs that the program itself puts in for hidden characters are not named.
    """
    named = {character for character in lacking if not is_own_sign(character)}
    if not named:
        return ()
    found = _named("", named, (("封面、前言或分隔页", text) for text in _texts(book, until=Chapter)))
    for chapter in _find(book, Chapter):
        found += _named(chapter.title, named, chapter.values.items(), _printed(chapter))
    return tuple(found)


def _named(title: str, lacking: set[str], *sources: Iterable[tuple[str, str]]) -> list[Missing]:
    """The characters by place. A later source tells only of those that no earlier one has."""
    found: dict[str, tuple[str, ...]] = {}
    for source in sources:
        here: dict[str, list[str]] = {}
        for place, text in source:
            for character in lacking.intersection(text) - found.keys():
                here.setdefault(character, []).append(place)
        found |= {character: _closest(places) for character, places in here.items()}
    return [Missing(character, title, places) for character, places in sorted(found.items())]


def replaced(book: Book, characters: Iterable[str]) -> Book:
    """The book with the stand-ins of these characters wherever it shows text; the same where there are none."""
    table = replacements(characters)
    return _replaced(book, table, frozenset(map(chr, table))) if table else book


def _printed(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """The texts of the sections by the section's name, and what stands outside of them."""
    for section in _find(chapter, Section):
        yield from ((section.name or "正文", text) for text in _texts(section))
    yield from (("标题等处", text) for text in _texts(replace(chapter, values={}), until=Section))


def _closest(places: list[str]) -> tuple[str, ...]:
    """Without the fields that only hold another of them: 设定依据 beside 设定依据.1.名称."""
    names = list(dict.fromkeys(places))
    return tuple(name for name in names if not any(other.startswith(f"{name}.") for other in names))


def _find(value: object, kind: type[_Part]) -> Iterator[_Part]:
    """Every part of that kind, in order."""
    if isinstance(value, kind):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _shown(type(value)):
            yield from _find(getattr(value, name), kind)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _find(item, kind)


def _texts(value: object, until: type | None = None) -> list[str]:
    """Every text that is shown, but for what lies in parts of kind `until`."""
    texts: list[str] = []
    _gather(value, texts, until)
    return texts


def _gather(value: object, texts: list[str], until: type | None = None) -> None:
    # A list handed on, for nested generators take three times as long over 2,000 matters.
    if isinstance(value, str):
        texts.append(value)
    elif until is not None and isinstance(value, until):
        return
    elif isinstance(value, tuple | list):
        for item in value:
            _gather(item, texts, until)
    elif isinstance(value, Mapping):
        for item in value.values():
            _gather(item, texts, until)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _shown(type(value)):
            _gather(getattr(value, name), texts, until)


@cache
def _shown(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.name not in _NOT_SHOWN)


def _replaced(value: Any, table: Mapping[int, str], characters: frozenset[str]) -> Any:
    """The value with stand-ins; the very same object where nothing changes, which is nearly everywhere."""
    if isinstance(value, str):
        return value if characters.isdisjoint(value) else value.translate(table)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for name in _shown(type(value)):
            before = getattr(value, name)
            after = _replaced(before, table, characters)
            if after is not before:
                changed[name] = after
        return replace(value, **changed) if changed else value
    if isinstance(value, Mapping):
        items = {key: _replaced(item, table, characters) for key, item in value.items()}
        return items if any(items[key] is not value[key] for key in items) else value
    if isinstance(value, tuple | list):
        listed = [_replaced(item, table, characters) for item in value]
        same = all(after is before for after, before in zip(listed, value, strict=True))
        return value if same else type(value)(listed)
    return value
