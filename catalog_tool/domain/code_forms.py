"""What is wrong with a code that has not its form, in words a clerk can act on.

Forms are regular expressions from a profile, so that a province can bring its own;
what a person must hear is how long the code should be and which characters slipped
in. The lengths are read off the expression rather than written a second time.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_CLASS = re.compile(r"\[[^\]]*\]")
_COUNT = re.compile(r"\{([0-9]+)(?:,([0-9]+))?\}")
_GROUP_START = re.compile(r"\((?:\?P<[^>]+>|\?:)?")
_NOT_IN_CREDIT_CODES = "IOSVZ"
_MOST_LENGTHS = 16


class CodeFault(NamedTuple):
    """What is wrong, as a clause, and the code as it should be where that is plain."""

    problem: str
    better: str


def code_fault(code: str, pattern: str) -> CodeFault:
    """Why a code does not match an anchored pattern that it is known not to match."""
    if not code.strip():
        return CodeFault("是空的", "")
    clean = unicodedata.normalize("NFKC", code)
    has_hyphens = "-" in _CLASS.sub("", pattern)
    slips = []
    if clean != code:
        wide = "".join(dict.fromkeys(char for char in code if unicodedata.normalize("NFKC", char) != char))
        slips.append(f"有全角字符“{wide}”" if wide.strip() else "有全角空格")
    if any(char.isspace() for char in clean):
        clean = "".join(clean.split())
        slips.append("有空格")
    if not has_hyphens and (hyphens := [char for char in clean if char in "-－—–_"]):
        clean = "".join(char for char in clean if char not in "-－—–_")
        slips.append(f"有多余的“{hyphens[0]}”")
    if lower := "".join(dict.fromkeys(char for char in clean if "a" <= char <= "z")):
        clean = clean.upper()
        slips.append(f"有小写字母“{lower}”")
    if re.fullmatch(pattern, clean):
        return CodeFault("、".join(slips), clean)
    lengths = code_lengths(pattern)
    if lengths and len(clean) not in lengths:
        slips.append(f"是 {len(clean)} 位，应为 {' 或 '.join(map(str, lengths))} 位")
    elif wrong := [char for char in clean if not (char.isascii() and (char.isalnum() or char == "-"))]:
        slips.append(f"有不该出现的“{wrong[0]}”")
    elif "(?P<uscc>" in pattern and (odd := [char for char in clean if char in _NOT_IN_CREDIT_CODES]):
        slips.append(f"有字母“{odd[0]}”，统一社会信用代码不用 I O S V Z，多半是数字 0、1、5、2 之误")
    else:
        slips.append("位数对，但各段的写法不合编码规则")
    return CodeFault("、".join(slips), "")


@lru_cache(maxsize=256)
def code_lengths(pattern: str) -> tuple[int, ...]:
    """The lengths of the codes a pattern admits, sorted; () where they are unbounded or many.

    Understands what forms are written with: groups, classes, alternatives and counts.
    """
    lengths, position = _alternatives(pattern, 0)
    if lengths is None or position != len(pattern) or len(lengths) > _MOST_LENGTHS:
        return ()
    return tuple(sorted(lengths))


_Lengths = frozenset[int] | None
"""None: without a bound."""


def _alternatives(pattern: str, position: int) -> tuple[_Lengths, int]:
    total, position = _sequence(pattern, position)
    while pattern[position : position + 1] == "|":
        following, position = _sequence(pattern, position + 1)
        total = None if total is None or following is None else total | following
    return total, position


def _sequence(pattern: str, position: int) -> tuple[_Lengths, int]:
    total: _Lengths = frozenset({0})
    while position < len(pattern) and pattern[position] not in "|)":
        atom, position = _atom(pattern, position)
        atom, position = _counted(pattern, position, atom)
        total = None if total is None or atom is None else _sums(total, atom)
    return total, position


def _atom(pattern: str, position: int) -> tuple[_Lengths, int]:
    character = pattern[position]
    if character == "(" and (start := _GROUP_START.match(pattern, position)):
        inside, position = _alternatives(pattern, start.end())
        return inside, position + 1
    if character == "[" and (class_ := _CLASS.match(pattern, position)):
        return frozenset({1}), class_.end()
    if character in "^$":
        return frozenset({0}), position + 1
    return frozenset({1}), position + (2 if character == "\\" else 1)


def _counted(pattern: str, position: int, atom: _Lengths) -> tuple[_Lengths, int]:
    following = pattern[position : position + 1]
    if following and following in "*+":
        return None, position + 1
    if following == "?":
        return (None if atom is None else atom | {0}), position + 1
    count = _COUNT.match(pattern, position)
    if count is None or atom is None:
        return atom, position if count is None else count.end()
    least, most = int(count[1]), int(count[2] or count[1])
    lengths: frozenset[int] = frozenset()
    here = frozenset({0})
    for times in range(most + 1):
        if times >= least:
            lengths |= here
        here = _sums(here, atom)
    return lengths, count.end()


def _sums(ones: frozenset[int], others: frozenset[int]) -> frozenset[int]:
    return frozenset(one + other for one in ones for other in others)
