"""What a list of 依据 cites, as it is compared: law by law and article by article.

A law is known by its name whatever its edition, and by the articles cited of it. Who
cites a law without an article cites all of it: that is the same law as any of its
articles, and no difference (that an article is missing is told by validating). A 文号
tells documents of one name apart and makes one of two names the same; the order that
proclaims a law (…令, 公告) changes with its edition and only stands for a name that is
not written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from catalog_tool.domain.bases import is_named
from catalog_tool.domain.citations import Citation, articles_of, fold_law, parse, serial_of

Number = tuple[str, str, str]
"""Signs of the body, year and serial: 浙政发, 2017, 6."""

WHOLE = ""
"""The article of a citation that names none."""
_NOT_SIGNS = re.compile("[^一-鿿]|[年第号]|中华人民共和国")
_BARE_ARTICLE = re.compile("第[零〇一二三四五六七八九十百千两0-9]{1,9}条")
_FIGURES = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))


class Cited(NamedTuple):
    """One article of one law, or a law as a whole; `at` is the index of the item that cites it."""

    at: int
    law: str
    number: Number | None
    article: str
    citation: Citation

    @property
    def printed(self) -> str:
        """《…》第八条; the 文号 where there is no name."""
        name = self.citation.name.strip()
        named = f"《{name}》" if name else self.citation.number.strip()
        return named + written_article(self.article)

    @property
    def printed_with_number(self) -> str:
        """The same with its 文号, which tells it from another of that name."""
        number = self.citation.number.strip()
        if not self.citation.name.strip() or not number:
            return self.printed
        return f"《{self.citation.name.strip()}》（{number}）{written_article(self.article)}"


def cited_in(listed: list[object]) -> list[Cited]:
    """Everything a list of 依据 cites, in its order; what says nothing is passed over."""
    found = []
    for index, item in enumerate(listed):
        for citation in parse(item):
            law, number, articles = _known_by(citation)
            if number or is_named(law):
                found += [Cited(index, law, number, article, citation) for article in articles or (WHOLE,)]
    return found


class Held:
    """A side's citations, looked up by law, number and article."""

    def __init__(self, cited: list[Cited]) -> None:
        self._by_law: dict[str, dict[Number | None, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._of_law: dict[str, set[str]] = defaultdict(set)
        self._by_number: dict[Number, set[str]] = defaultdict(set)
        self._nameless: dict[Number, set[str]] = defaultdict(set)
        for one in cited:
            if one.law:
                # An order's number is its edition's, so it tells nothing apart.
                apart = one.number if _is_its_own(one.number) else None
                self._by_law[one.law][apart].add(one.article)
                self._of_law[one.law].add(one.article)
            if one.number is not None:
                self._by_number[one.number].add(one.article)
                if not one.law:
                    self._nameless[one.number].add(one.article)

    def has(self, one: Cited) -> bool:
        """Whether the side cites this article, or its law as a whole; of a whole law any article of it."""
        return any(
            articles and (not one.article or one.article in articles or WHOLE in articles)
            for articles in self._articles(one)
        )

    def numbers(self, law: str) -> set[Number]:
        """The numbers of the documents of one name."""
        return {number for number in self._by_law.get(law, ()) if number is not None}

    def _articles(self, one: Cited) -> Iterator[set[str]]:
        if one.law in self._by_law:
            if _is_its_own(one.number):
                of_numbers = self._by_law[one.law]
                yield from (of_numbers[number] for number in (one.number, None) if number in of_numbers)
            else:
                yield self._of_law[one.law]
        if one.number is not None:
            if not one.law or _is_its_own(one.number):
                yield self._by_number.get(one.number, set())
            else:
                yield self._nameless.get(one.number, set())


def _is_its_own(number: Number | None) -> bool:
    """Whether a number is the document's own, not that of the order which proclaims an edition."""
    return number is not None and not ("令" in number[0] or number[0].endswith("公告"))


@lru_cache(maxsize=16384)
def _known_by(citation: Citation) -> tuple[str, Number | None, tuple[str, ...]]:
    """The folded name, the number and the articles of a citation."""
    name, articles = citation.name, citation.articles
    if not citation.marked and (match := _BARE_ARTICLE.search(name)):
        # A name without 《》 may run on into its article.
        articles = articles or articles_of(name)
        name = name[: match.start()]
    return fold_law(name), _number(citation.number), articles


@lru_cache(maxsize=16384)
def _number(text: str) -> Number | None:
    year, serial = serial_of(text)
    return (_NOT_SIGNS.sub("", text), year, serial) if serial else None


@lru_cache(maxsize=4096)
def written_article(article: str) -> str:
    """An article as a law is cited: 8 → 第八条, 120之1 → 第一百二十条之一; "" for the whole."""
    if not article:
        return ""
    number, _, more = article.partition("之")
    return f"第{_in_figures(int(number))}条" + (f"之{_in_figures(int(more))}" if more.isdecimal() else "")


def _in_figures(number: int) -> str:
    """一, 十, 十一, 一百零二; digits from ten thousand on."""
    if number >= 10_000:
        return str(number)
    text, rest = "", number
    for value, unit in _UNITS:
        digit, rest = divmod(rest, value)
        if digit:
            text += ("" if digit == 1 and value == 10 and not text else _FIGURES[digit]) + unit
        elif text and rest and not text.endswith("零"):
            text += "零"
    if rest or not text:
        text += _FIGURES[rest]
    return text
