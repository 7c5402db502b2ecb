"""Indexes of a handbook: by name, by code, by law.

A handbook of one matter has none. An index leads to the chapters of documents only:
appendices are in the table of contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalog_tool.domain.citations import Citation, fold_law, parse
from catalog_tool.domain.visible import one_line
from catalog_tool.handbook.book import Chapter, Entry, Index
from catalog_tool.handbook.choosing import in_code_order
from catalog_tool.handbook.pinyin import sort_key
from catalog_tool.handbook.subject import Subject

NO_LETTER = "其他"
"""The group of names that begin with a digit, or with what has no reading."""
_SHORT = 30
"""A 条款 without an article (附件第32项) is shown up to so many characters; longer, it is an article's wording."""

Printed = Sequence[tuple[Subject, Chapter]]
"""The documents in the order they are printed in, each with the chapter to turn to."""


def indexes_of(printed: Printed) -> tuple[Index, ...]:
    """The indexes of what is printed: those that have an entry."""
    if len(printed) < 2:
        return ()
    found = (
        Index("index-names", "按名称索引", _by_letter(_names(printed))),
        Index("index-codes", "按编码索引", _by_type(printed)),
        Index("index-laws", "按依据索引", _by_law(printed)),
    )
    return tuple(index for index in found if index.groups)


def _names(printed: Printed) -> dict[tuple[str, str], list[str]]:
    """Chapter keys by what a document can be looked up under: its title, main item and 通俗名称, each with a note."""
    titles = Counter(chapter.title for _, chapter in printed)
    found: dict[tuple[str, str], list[str]] = {}

    def enter(text: str, note: str, key: str) -> None:
        keys = found.setdefault((text, note), [])
        if key not in keys:
            keys.append(key)

    for _, chapter in printed:
        title = chapter.title
        # Sub-items are often called alike (首次申请): what they are part of tells them apart.
        shown = f"{title}（{chapter.kicker}）" if chapter.kicker and titles[title] > 1 else title
        enter(shown, chapter.code, chapter.key)
        if chapter.kicker and not titles[chapter.kicker]:
            enter(chapter.kicker, "", chapter.key)
        for alias in chapter.facets.get("别名", ()):
            if alias != title:
                enter(alias, f"即{title}", chapter.key)
    return found


def _by_letter(names: dict[tuple[str, str], list[str]]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    groups: dict[str, list[Entry]] = {}
    # Each is read once: looking up the phrases is what an index costs.
    read = sorted((sort_key(text), note) for text, note in names)
    for (syllables, text), note in read:
        groups.setdefault(_letter(syllables), []).append(Entry(text, note, tuple(names[text, note])))
    rest = groups.pop(NO_LETTER, None)
    ordered = [(letter, tuple(groups[letter])) for letter in sorted(groups)]
    return (*ordered, (NO_LETTER, tuple(rest))) if rest else tuple(ordered)


def _letter(syllables: Sequence[str]) -> str:
    first = syllables[0][:1].upper() if syllables else ""
    return first if "A" <= first <= "Z" else NO_LETTER


def _by_type(printed: Printed) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """By 基本编码 within the types; handling items of one code stand under it together."""
    codes: dict[str, tuple[str, list[Chapter]]] = {}
    for _, chapter in printed:
        if chapter.code:
            kind = "、".join(chapter.facets.get("类型", ())) or "未注明类型"
            codes.setdefault(chapter.code, (kind, []))[1].append(chapter)
    groups: dict[str, list[Entry]] = {}
    for code in sorted(codes, key=in_code_order):
        kind, chapters = codes[code]
        titles = dict.fromkeys(chapter.title for chapter in chapters)
        entry = Entry(code, "、".join(titles), tuple(chapter.key for chapter in chapters))
        groups.setdefault(kind, []).append(entry)
    # In the order of the type's two digits within the code, not of who set it (its first two).
    return tuple(
        (kind, tuple(groups[kind])) for kind in sorted(groups, key=lambda kind: (groups[kind][0].text[2:4], kind))
    )


@dataclass(slots=True)
class _Law:
    """A law as the documents call it, and per chapter what they cite of it."""

    names: Counter[str] = field(default_factory=Counter)
    cited: dict[str, tuple[str, dict[str, None]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What most call it; of several the one that says most."""
        return min(self.names, key=lambda name: (-self.names[name], -len(name), name))


def _by_law(printed: Printed) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """适用依据 of the documents: a group a law, in it who cites it, with the articles."""
    laws: dict[str, _Law] = {}
    for subject, chapter in printed:
        for citation in _cited(subject):
            shown = f"《{citation.name}》" if citation.marked else citation.name or citation.number
            law = laws.setdefault(citation.key or fold_law(citation.number), _Law())
            law.names[one_line(shown)] += 1
            _, articles = law.cited.setdefault(chapter.key, (chapter.title, {}))
            articles.update(dict.fromkeys(_articles(citation)))
    named = sorted((sort_key(key), law) for key, law in laws.items())
    return tuple(
        (
            law.name,
            tuple(Entry(title, "、".join(articles), (key,)) for key, (title, articles) in law.cited.items()),
        )
        for _, law in named
    )


def _cited(subject: Subject) -> Iterable[Citation]:
    listed = subject.value.get("适用依据")
    items = listed if isinstance(listed, list) else [listed]
    return (citation for item in items for citation in parse(item) if citation.name or citation.number)


def _articles(citation: Citation) -> list[str]:
    """第8条, 第120条之1; what names no article, as it stands."""
    if citation.articles:
        return [_article(number) for number in citation.articles]
    written = one_line(citation.article).strip(" 　，,、；;。（）()")
    return [written] if written and len(written) <= _SHORT and written != one_line(citation.number) else []


def _article(number: str) -> str:
    whole, _, more = number.partition("之")
    return f"第{whole}条之{more}" if more else f"第{whole}条"
