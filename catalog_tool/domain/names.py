"""Names of matters and materials: folding, brackets, slips of the keyboard, level notes.

Two names are the same when their folded forms are (contract.md, Names): full and
half width, kinds of brackets, spaces and a trailing level note do not tell matters
apart. What a name means is never folded away.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# NFKC leaves these alone, so they are mapped here.
_BRACKETS = str.maketrans("〔［【〈〖「『{[〕］】〉〗」』}]", "(((((((((" + ")))))))))")
_DASHES = str.maketrans({"—": "-", "–": "-", "－": "-", "―": "-", "‐": "-", "·": "·", "・": "·"})
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})

OPENING = "（(〔［[【〈《「『"
CLOSING = "）)〕］]】〉》」』"

_LEVEL_WORD = "(?:国家|中央|省|自治区|设区的市|市|州|县|区|镇|乡|街道|村|社区)"
_LEVEL = f"(?:{_LEVEL_WORD}级|{_LEVEL_WORD}(?=行使|权限))"
_LEVEL_NOTE = re.compile(f"\\(({_LEVEL}(?:[/、,和及或]{_LEVEL})*)(?:行使|权限|权力|办理|事项)?\\)$")

_LEVELS = {
    "国家": "国家级", "中央": "国家级", "省": "省级", "自治区": "省级", "设区的市": "市级", "市": "市级", "州": "市级",
    "县": "县级", "区": "县级", "镇": "镇级", "乡": "镇级", "街道": "镇级", "村": "村级", "社区": "村级",
}  # fmt: skip


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name as it is compared: NFKC, one kind of bracket, no spaces, no trailing level note."""
    text = _plain(name)
    end = len(text)
    # From the end, bracket by bracket: searching the whole name once a note is quadratic.
    while (start := text.rfind("(", 0, end)) > 0 and _LEVEL_NOTE.fullmatch(text, start, end):
        end = start
    return text[:end]


def _plain(name: str) -> str:
    text = _folded(name)
    # Without its spaces or capitals a text may compose anew; folding must come to rest.
    for _ in range(_ROUNDS):
        if unicodedata.is_normalized("NFKC", text):
            break
        before, text = text, _folded(text)
        # Some letters (ẗ) fold into two that compose into that very letter: they end composed.
        if text == before:
            text = unicodedata.normalize("NFKC", text)
    return text.translate(_BRACKETS).translate(_DASHES).translate(_QUOTES)


_ROUNDS = 8
"""Two are enough for all texts met; a bound, since no name may hold up a run."""


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def level_note(name: str) -> tuple[str, list[str]]:
    """A trailing level note, as written, and the levels it names; ("", []) without one.

    市 in a note may mean the prefecture or, in a county-level city, the county; only
    a note that ends the name and consists of level words counts (measured on a real
    county list: 158 notes, and names that merely mention 市级 are not among them).
    """
    note = _LEVEL_NOTE.search(_plain(name))
    if note is None or note.start() == 0:
        return "", []
    words = re.findall(_LEVEL_WORD, note.group(1))
    start = max(name.rfind(bracket) for bracket in OPENING)
    written = name.rstrip()[start:] if start >= 0 else note.group()
    return written, list(dict.fromkeys(_LEVELS[word] for word in words))


def bracket_fault(name: str) -> str:
    """What is wrong with a name's brackets, as a Chinese clause; "" if nothing."""
    stack: list[str] = []
    for character in name:
        if character in OPENING:
            stack.append(character)
        elif character in CLOSING:
            opened = stack.pop() if stack else ""
            if not opened:
                return f"多出一个“{character}”"
            if OPENING.index(opened) != CLOSING.index(character):
                return f"“{opened}”与“{character}”不成对"
    return f"“{stack[-1]}”没有闭合" if stack else ""


_WIDE_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_MAYBE_UNEVEN = re.compile(f"[\\s０-９{re.escape(OPENING + CLOSING)}]")
_WRITTEN = "\u3400-\u9fff、，。；：（）《》〈〉“”"
_SPACE_INSIDE = re.compile(f"(?<=[{_WRITTEN}])\\s+(?=[{_WRITTEN}])|(?<=[（《〈“(])\\s+|\\s+(?=[）》〉”)])")
_SPACES = re.compile("\\s{2,}|[\\u3000\\t\\r\\n]")


@lru_cache(maxsize=65536)
def name_slips(name: str) -> tuple[str, str]:
    """What was mistyped in a name, as a Chinese clause, and the name mended; ("", name) if nothing.

    Brackets, full-width digits, spaces. The mended name is "" where a person must
    decide: a bracket that lacks its other half could belong in several places.
    """
    if not _MAYBE_UNEVEN.search(name):
        return "", name
    slips, mended = [], name
    if fault := bracket_fault(name):
        slips.append(f"的括号{fault}")
        mended = name.replace("(", "（").replace(")", "）")
        if bracket_fault(mended):
            mended = ""
    if wide := "".join(character for character in name if "０" <= character <= "９"):
        slips.append(f"有全角数字“{wide}”")
        mended = mended.translate(_WIDE_DIGITS)
    if name != name.strip() or _SPACE_INSIDE.search(name) or _SPACES.search(name):
        slips.append("有多余的空格")
        mended = _SPACES.sub(" ", _SPACE_INSIDE.sub("", mended.strip()))
    return "，".join(slips), mended
