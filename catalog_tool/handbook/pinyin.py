"""How Chinese names are read: for search by letters and for the order of an index.

Characters of several readings are read as pypinyin's phrases have them (重庆 chong qing,
银行 yin hang); ü is v, as people type it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

_WORD = re.compile("[a-z0-9]+")


@lru_cache(maxsize=10_000)
def syllables(name: str) -> tuple[str, ...]:
    """The name's syllables without tones, a run of Latin letters or digits as one; what has no reading is left out.

    医保卡APP → ("yi", "bao", "ka", "app").
    """
    # Loading the dictionary takes longer than most commands run.
    from pypinyin import lazy_pinyin

    plain = unicodedata.normalize("NFKC", name).lower()
    return tuple(lazy_pinyin(plain, errors=_words))


def _words(other: str) -> Any:
    """What is to stand for a run without readings; pypinyin takes a list, whatever its types say."""
    return _WORD.findall(other)


def pinyin(name: str) -> str:
    """The full reading without blanks: 户口迁移 → hukouqianyi."""
    return "".join(syllables(name))


def initials(name: str) -> str:
    """The first letter of each character: 户口迁移 → hkqy; of a Latin word its first letter."""
    return "".join(syllable[0] for syllable in syllables(name))


def sort_key(name: str) -> tuple[tuple[str, ...], str]:
    """Sorts names by their reading, and those read alike by their characters."""
    return syllables(name), name
