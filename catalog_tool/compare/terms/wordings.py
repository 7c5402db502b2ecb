"""Sentences as they are compared: conditions and standards, however they are punctuated and numbered."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from catalog_tool.domain.citations import figure

_NUMERAL = "[一二三四五六七八九十百0-9０-９]{1,3}"
_BRACKETED = f"[（(【〔\\[]{_NUMERAL}[）)】〕\\]]"
_CIRCLED = "[①-⒛㈠-㈩⓪-⓿❶-➓]"
_POINT = re.compile(
    f"\\s*(?:{_BRACKETED}\\s*[、.．]?|{_CIRCLED}\\s*[、.．]?|第?(?P<plain>{_NUMERAL})(?P<end>[、．.）)])(?![0-9０-９])"
    f"|(?P<before_a_number>{_NUMERAL})[、）)](?=[0-9０-９])|[-–—·•●■◆]\\s+|[·•●■◆])\\s*"
)
_STARTS_A_POINT = re.compile(f"[；;。\\r\\n]+|(?={_BRACKETED})|(?={_CIRCLED})|(?<=\\s)(?=[0-9]{{1,2}}[、．.][^0-9])")
_DASHES = frozenset("-—–―‐−~")
_LISTING = frozenset("、,;")
_MEANT = frozenset("%‰")
"""Signs that Unicode counts as punctuation and a sentence does not."""


def without_number(text: str, position: int) -> str:
    """A point of a list without the （二）, 2、 or ② it begins with; `position` counts from 0.

    A number before another one (7、8 级工伤) is a heading only where it is its turn.
    """
    start = 0
    while (match := _POINT.match(text, start)) is not None and match.end() < len(text):
        if (number := match["before_a_number"]) and figure(unicodedata.normalize("NFKC", number)) != position + 1:
            break
        start = match.end()
    return text[start:].strip()


def points(text: str) -> list[str]:
    """The points that one text lists, （一）…；（二）…, numbers and all; the text itself where it is but one."""
    return [part.strip() for part in _STARTS_A_POINT.split(text) if part and part.strip()]


@lru_cache(maxsize=65536)
def wording(text: str) -> str:
    """A sentence as it is compared: NFKC, without spaces and punctuation.

    Between figures punctuation tells 1.5 from 15, so it stays there, and a sign
    before a figure may be a minus.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    if plain.isalnum():
        return plain
    kept: list[str] = []
    run = ""
    for character in plain:
        if _is_mark(character):
            run += character
            continue
        if run:
            kept.append(_meant(run, kept[-1] if kept else "", character))
            run = ""
        kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    if "一" <= character <= "鿿" or character.isalnum() or character in _MEANT:
        return False
    return unicodedata.category(character)[0] in "PC" or character in _DASHES


def _meant(run: str, before: str, after: str) -> str:
    """What a run of punctuation says between two characters."""
    if not after.isdecimal():
        return ""
    sign = "-" if run[0] in _DASHES else "," if run[0] in _LISTING else run[0]
    if before[-1:].isdecimal():
        return sign
    return "-" if run[-1] in _DASHES and before else ""
