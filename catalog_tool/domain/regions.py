"""区划代码 against the table of divisions: whether a code was in force on a day, and of which level it is.

The table (schemas/regions.csv) knows county level and above; a town's nine and a
village's twelve digits are looked up by their first six. Days of old changes are
known to the year only, and no table knows tomorrow: what it cannot know it does not
call wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from catalog_tool.context import Region

Regions = Mapping[str, Sequence[Region]]

KNOWN_FROM = "2013-01-01"
"""Codes that ended before this day are not in the table (scripts/build_regions.py)."""

NATION = frozenset({"000000", "100000", "156000"})
"""What lists write for the whole country, which has no code in GB/T 2260."""
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_LENGTHS = {"国家级": 6, "省级": 6, "市级": 6, "县级": 6, "镇级": 9, "村级": 12}


class RegionFault(NamedTuple):
    """What is wrong with a code, as a Chinese clause, and what to do."""

    problem: str
    advice: str


def is_region_code(code: str) -> bool:
    """Whether a text has the form of a region's code: 6, 9 or 12 digits."""
    return len(code) in (6, 9, 12) and code.isascii() and code.isdecimal()


def region_holds(upper: str, lower: str) -> bool:
    """Whether a region's code holds another's (330100 holds 330122 and 330122101); False where either is no code."""
    if not is_region_code(upper) or not is_region_code(lower):
        return False
    stem = "" if upper in NATION else upper if len(upper) > 6 else upper.removesuffix("0000").removesuffix("00")
    return lower.startswith(stem)


def lookup_fault(regions: Regions, code: str, day: str) -> RegionFault | None:
    """What is wrong with a code on a day (YYYY-MM-DD, "" if not known); None if nothing is certain."""
    first_six = code[:6]
    lives = regions.get(first_six)
    if lives is None:
        if first_six in NATION or _is_statistical_zone(regions, first_six) or _is_beyond(regions, first_six, day):
            return None
        shown = f"（前六位 {first_six}）" if len(code) > len(first_six) else ""
        return RegionFault(f"{shown}在县级以上行政区划代码里查不到", "请与民政部门公布的代码核对，多半有一位抄错")
    if not day or day < KNOWN_FROM or any(is_alive(life, day) for life in lives):
        return None
    ended = [life for life in lives if life.until and life.until <= day]
    if ended:
        life = ended[-1]
        return RegionFault(f"原是{life.name}，{life.until[:4]} 年已经停用", "请改用现行的代码，或核对发布日期")
    life = lives[0]
    return RegionFault(f"是{life.name}，{life.since[:4]} 年才启用", "请改用发布时的代码，或核对发布日期")


def is_alive(life: Region, day: str) -> bool:
    """Whether a code was in force on a day in one of its lives."""
    return life.since <= day and (not life.until or day < life.until)


def _is_statistical_zone(regions: Regions, code: str) -> bool:
    # The statistics bureau numbers development zones 71 to 79 within their prefecture.
    return "71" <= code[4:] <= "79" and f"{code[:4]}00" in regions


def _is_beyond(regions: Regions, code: str, day: str) -> bool:
    """Whether a code of a known province may have been in force on a day the table does not cover."""
    if not day or f"{code[:2]}0000" not in regions:
        return False
    return day < KNOWN_FROM or day > max(life.since or life.until for lives in regions.values() for life in lives)


def level_fault(regions: Regions, code: str, level: str) -> RegionFault | None:
    """Why a code is not of a catalog's 层级; None if it is, or may be."""
    if len(code) != _LENGTHS.get(level):
        return None
    first_six = code[:6]
    lives = regions.get(first_six)
    if lives is None:
        return None
    if level in ("镇级", "村级"):
        if not _can_hold_towns(regions, first_six):
            problem = f"的前六位是{lives[-1].name}，不是县级，{level[0]}不能直接在它下面"
            return RegionFault(problem, "请把前六位改成所在县（市、区）的代码")
        return None
    levels = levels_of(first_six)
    if level in levels:
        return None
    return RegionFault(
        f"是{lives[-1].name}，属{levels[0]}，而本目录的层级是{level}", "请核对 区划代码 和 层级，改错的那一个"
    )


def levels_of(code: str) -> tuple[str, ...]:
    """The levels that a six-digit code can stand for, the usual one first.

    A municipality's own list may call itself 市级; counties that a province governs
    directly (济源 419001, 石河子 659001) have some a city's powers.
    """
    if code.endswith("0000"):
        return ("省级", "市级") if code[:2] in _MUNICIPALITIES else ("省级",)
    if code.endswith("00"):
        return ("市级", "省级") if code[:2] in _MUNICIPALITIES else ("市级",)
    return ("县级", "市级") if code[2:4] == "90" else ("县级",)


def _can_hold_towns(regions: Regions, code: str) -> bool:
    """Whether towns can follow a code: a county's, or that of a city without counties (东莞 441900)."""
    if not code.endswith("00"):
        return True
    if code.endswith("0000"):
        return False
    return not any(other.startswith(code[:4]) and other != code for other in regions)
