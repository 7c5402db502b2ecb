"""When two descriptions of one place differ: its address, its hours, its telephone.

A floor, a leading county or another way of writing the hours makes no second place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from catalog_tool.domain.names import fold
from catalog_tool.domain.phones import phones

# What follows the house number is where in the house: it differs from window to window.
_INSIDE = re.compile(
    "[,，、;；]|(?<=[0-9号幢栋座楼厦院])(?=[一二三四五六七八九十首负底]{1,3}(?:楼|层)|[0-9]{1,4}(?:楼|层|室|房)|[a-z][0-9]|[a-z]区)"
)
_FILLERS = str.maketrans("", "", "()'\"-.,、，")
_CLOCK = re.compile("(上午|下午|中午|晚上|晚)?([0-9]{1,2})[:点时]([0-9]{2})?")
_DAYS = re.compile("周([一二三四五六日天])(?:[至到\\-~]周?([一二三四五六日天]))?")
_MORE_DAYS = re.compile("(?<=[一二三四五六日天])[、,和及]周?([一二三四五六日天])(?![0-9])")
_WEEK = "一二三四五六日"
_LONGEST = 300


def addresses_differ(one: str, other: str) -> bool:
    """Whether two addresses cannot be of one house: neither contains the other up to the house number."""
    first, second = _house(one), _house(other)
    return bool(first and second) and first not in second and second not in first


@lru_cache(maxsize=4096)
def _house(address: str) -> str:
    text = fold(address[:_LONGEST])
    return _INSIDE.split(text, maxsplit=1)[0].translate(_FILLERS)


def hours_differ(one: str, other: str) -> bool:
    """Whether two texts state different hours: different clock times, or different days where both name days."""
    first, second = _hours(one), _hours(other)
    if first[0] and second[0] and not (first[0] <= second[0] or second[0] <= first[0]):
        return True
    return bool(first[1] and second[1]) and not (first[1] <= second[1] or second[1] <= first[1])


@lru_cache(maxsize=4096)
def _hours(text: str) -> tuple[frozenset[int], frozenset[str]]:
    """Clock times in minutes, and the days of the week."""
    plain = fold(text[:_LONGEST]).replace("星期", "周").replace("礼拜", "周")
    times = set()
    afternoon = False
    for part, hour, minute in _CLOCK.findall(plain):
        if part:
            afternoon = part in ("下午", "晚上", "晚")
        number = int(hour)
        times.add((number + 12 if afternoon and number < 12 else number) * 60 + int(minute or 0))
    days = set("一二三四五") if "工作日" in plain else set()
    for start, end in _DAYS.findall(plain):
        first = _WEEK.index(start.replace("天", "日"))
        last = _WEEK.index(end.replace("天", "日")) if end else first
        days.update(_WEEK[first : last + 1])
    days.update(day.replace("天", "日") for day in _MORE_DAYS.findall(plain))
    return frozenset(times), frozenset(days)


def phones_differ(one: str, other: str) -> bool:
    """Whether two texts name no number in common (an extension apart)."""
    first, second = _numbers(one), _numbers(other)
    return bool(first and second) and not first & second


def _numbers(text: str) -> frozenset[str]:
    return frozenset(phone.number for phone in phones(text) if phone.number)
