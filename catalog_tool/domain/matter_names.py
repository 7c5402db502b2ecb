"""What the name of a matter says: its subject, and the words that tell it from its neighbours.

Edit distance misleads here: 变更 and 注销 are closer to each other than 公租房 is to
公共租赁住房. So short forms are written out (schemas/lists/matter-synonyms.yaml), the
words that tell matters apart are taken by class (schemas/lists/matter-words.yaml), and
only what is left over may be called alike or not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalog_tool.context import Lexicon
from catalog_tool.domain.names import fold
from catalog_tool.model import text_of, texts_of

SYNONYMS, WORDS = "matter-synonyms", "matter-words"
ACTION, KIND, PASSED_OVER = "办理动作", "事项种类", "略去"
FIRST, LICENCE = "新办", "许可"
GRADE, NUMBER, NEGATION = "类别等级", "数字", "否定"

# A remark of how a matter came here, and level words that stand before the end.
_LEVELS = "(?:国家|[省市县区镇乡村])(?:级|[/、和及]|[省市县区镇乡村])*(?:级|权限|行使)+"
_REMARK = re.compile(rf"\((?:(?:据|根据|依据|依照|按照)[^()]*|{_LEVELS})\)")
_GRADE = re.compile(r"第?([一二三四五六七八九十甲乙丙丁戊]|[0-9]{1,2}|[ivx]{1,4}|[a-e])(类|级|种(?!植)|档)")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十]+(?=周?岁|个?月|年|日|天|人|项|次)")
_NEGATIONS = frozenset("非未不无")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_NOT_SAID = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A name as read.

    `core` is what is left to compare letter by letter, `words` the values of each class
    of words in it, `written_out` the short forms with the names they stand for.
    """

    core: str
    words: Mapping[str, frozenset[str]]
    written_out: tuple[tuple[str, str], ...]


class MatterNames:
    """Reads names under a lexicon; each name once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._canonical: dict[str, str] = {}
        for entry in lexicon.lists.get(SYNONYMS, ()):
            forms = [fold(form) for form in texts_of(entry.get("词"))]
            for form in forms:
                self._canonical.setdefault(form, forms[0])
        # One word may stand in two classes: 失业 is a state of work and an insurance.
        self._words: dict[str, list[tuple[str, str]]] = {}
        for entry in lexicon.lists.get(WORDS, ()):
            for form in texts_of(entry.get("写法")):
                self._words.setdefault(fold(form), []).append((text_of(entry.get("类")), text_of(entry.get("值"))))
        self._synonyms_by_head = _by_head(self._canonical)
        self._words_by_head = _by_head(self._words)
        self._read = lru_cache(maxsize=32768)(self._reading)

    def read(self, name: str) -> Reading:
        """What a name says, as written or folded."""
        return self._read(name)

    def is_one_word(self, folded: str) -> bool:
        """Whether a folded name is nothing but one word of a class: 个人, （内资）."""
        return folded.removeprefix("(").removesuffix(")") in self._words

    def _reading(self, name: str) -> Reading:
        text, written_out = self._written_out(_REMARK.sub("", fold(name)))
        words: dict[str, set[str]] = {}
        if grades := {_grade(found) for found in _GRADE.finditer(text)}:
            words[GRADE] = grades
        for number in _NUMBER.findall(_GRADE.sub("", text) if grades else text):
            words.setdefault(NUMBER, set()).add(_ordinal(number))
        text = _GRADE.sub(_grade, text) if grades else text
        if denials := sum(character in _NEGATIONS for character in text) + text.count("除外"):
            words[NEGATION] = {str(denials)}
        core: list[str] = []
        place = 0
        while place < len(text):
            word = _longest(self._words_by_head, text, place)
            if not word:
                core.append(text[place])
                place += 1
                continue
            for kind, value in self._words[word]:
                words.setdefault(kind, set()).add(value)
            kind, value = self._words[word][0]
            if kind not in (PASSED_OVER, ACTION) and value != LICENCE:
                core.append(value)
            place += len(word)
        words.pop(PASSED_OVER, None)
        said = _NOT_SAID.sub("", "".join(core))
        return Reading(said, {kind: frozenset(values) for kind, values in words.items()}, written_out)

    def _written_out(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        parts: list[str] = []
        replaced: dict[str, str] = {}
        place = 0
        while place < len(text):
            form = _longest(self._synonyms_by_head, text, place)
            if form:
                name = self._canonical[form]
                parts.append(name)
                if form != name:
                    replaced[form] = name
                place += len(form)
            else:
                parts.append(text[place])
                place += 1
        return "".join(parts), tuple(sorted(replaced.items()))


def _by_head(forms: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Forms by their first character, the longest first: names are read in one go."""
    found: dict[str, list[str]] = {}
    for form in sorted(filter(None, forms), key=lambda form: (-len(form), form)):
        found.setdefault(form[0], []).append(form)
    return {head: tuple(listed) for head, listed in found.items()}


def _longest(by_head: Mapping[str, tuple[str, ...]], text: str, place: int) -> str:
    for form in by_head.get(text[place], ()):
        if text.startswith(form, place):
            return form
    return ""


def _grade(found: re.Match[str]) -> str:
    """第二类, ii类 and 2类 are one; 甲级 and a级 stay what they are."""
    return _ordinal(found.group(1)) + found.group(2)


def _ordinal(text: str) -> str:
    if text in _ROMAN:
        return str(_ROMAN[text])
    tens, ten, ones = text.rpartition("十")
    if (not tens or tens in _NUMERALS) and (not ones or ones in _NUMERALS) and (ten or ones in _NUMERALS):
        return str((_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0))
    return text
