"""Telephone numbers as offices write them, taken out of a text and looked at one by one.

Several may stand in one text, with labels and hours between them; an area code may
stand in brackets, an extension follow 转 or a hyphen. Service numbers (12345, 123xx,
95xxx, 96xxx, 400, 110) are good with and without an area code. What a text leaves in
doubt is no number: a house number, a date, an account.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class PhoneKind(StrEnum):
    """What kind of number it is."""

    LANDLINE = "landline"
    MOBILE = "mobile"
    SERVICE = "service"
    UNKNOWN = "unknown"


class Phone(NamedTuple):
    """One number: as written, its parts, and what is wrong with it as a clause ("" if nothing).

    `labelled` says that a word before it says whose it is (省厅：020-86351219).
    """

    text: str
    kind: PhoneKind
    area: str = ""
    number: str = ""
    extension: str = ""
    fault: str = ""
    labelled: bool = False

    @property
    def same(self) -> tuple[str, str, str]:
        """What two ways of writing one number have in common."""
        return (self.area, self.number, self.extension)


_LONGEST = 1000
_DASHES = str.maketrans("—–―‐−ー~", "-------")
# Digits that are none of a telephone number: addresses of pages and mail, names of accounts, times, dates.
_OTHER = re.compile(
    r"https?://[^\s，。；、]{1,300}|www\.[^\s，。；、]{1,300}|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,64}"
    r"|(?:邮编|邮政编码|QQ|qq|微信|群号|传真)[^0-9\n，。；、]{0,8}[0-9][0-9-]{0,20}"
    r"|(?<![A-Za-z])(?!(?i:tel|fax|phone))[A-Za-z_]{1,20}[0-9_][A-Za-z0-9_]{0,40}"
    r"|[0-9]{1,2}:[0-9]{2}|(?:19|20)[0-9]{2}[年./-][0-9]{1,2}(?:[月./-][0-9]{1,2})?(?![0-9])"
)
_RUN = re.compile(r"\+?\(?[0-9][0-9()\- ]{0,60}")
_EXTENSION = re.compile(r"[ ,-]{0,3}(?:转|分机|按)[^0-9\n]{0,3}([0-9]{1,6})(?:号?键)?")
_DIGITS = re.compile("[0-9]+")
_AREA = re.compile("0(?:10|2[0-9]|[3-9][0-9]{2})")
# 96xxx and 95xxx run to six digits and more in places; 12110 and 12388 are as good as 12345.
_SERVICE = re.compile("1[012][0-9]|999|1[012][0-9]{3}|11[0-9]{4}|101[0-9]{5}|95[0-9]{3,6}|96[0-9]{3,4}|[48]00[0-9]{7}")
_LOCAL = re.compile("[2-9][0-9]{6,7}")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_BETWEEN = " \t\r\n、，,；;。/|()（）"
# 省厅:020… and 市局020… say whose number follows; 咨询电话: says only what it is.
_LABEL = re.compile("([一-鿿]{1,20})(?::|(?<=[省市县区厅局所心委办]))$")
_OWN_LABEL = re.compile("电话|热线|号码|咨询|投诉|监督|窗口|办公|办理|值班|联系|举报|受理|服务|手机|座机|总机|室")
_NUMBER_WORD = re.compile("(?:电话|热线|号码|手机|座机|拨打|致电)[^0-9，。；、]{0,6}$")
_COUNTER = "号室弄楼层年月日元件人栋幢米个%"


@lru_cache(maxsize=16384)
def phones(text: str) -> tuple[Phone, ...]:
    """Every telephone number of a text, in order; an area code holds for the numbers after it."""
    if len(text) > _LONGEST or not any(character.isdigit() for character in text):
        return ()
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    plain = _OTHER.sub("，", plain)
    found: list[Phone] = []
    area = ""
    certain = _is_numbers_only(plain)
    for run, extension, before, after in _runs(plain):
        phone = _read(run, extension, area, certain=certain or bool(_NUMBER_WORD.search(before)))
        if phone is None or (not certain and not phone.area and after and after in _COUNTER):
            continue
        if found and phone.fault and len(run) < 5:
            continue  # 85250000/1: another last digit.
        label = _LABEL.search(before)
        labelled = bool(label and _OWN_LABEL.sub("", label[1])) or bool(found and found[-1].labelled and not before)
        found.append(phone._replace(labelled=labelled))
        area = phone.area or area
    return tuple(found)


def _runs(plain: str) -> Iterator[tuple[str, str, str, str]]:
    """Runs of digits that may be one number: the run, its extension, what stands before and after it."""
    last = 0
    for match in _RUN.finditer(plain):
        run = match.group().rstrip(" -(")
        end = match.start() + len(run)
        extension = _EXTENSION.match(plain, end)
        before = plain[last : match.start()][-30:].strip(_BETWEEN)
        last = extension.end() if extension else end
        after = plain[last : last + 1]
        parts = _split(run)
        for index, part in enumerate(parts):
            own = extension[1] if extension and index == len(parts) - 1 else ""
            yield part, own, before if index == 0 else "", after


def _split(run: str) -> list[str]:
    """A run cut at its spaces where each part is a number of its own."""
    parts = run.split()
    counts = [sum(character.isdigit() for character in part) for part in parts]
    if len(parts) > 1 and all(
        count >= 7 or _SERVICE.fullmatch(part) for part, count in zip(parts, counts, strict=True)
    ):
        return parts
    return [run]


def _is_numbers_only(plain: str) -> bool:
    """Whether a text consists of numbers and what stands between them."""
    return not _EXTENSION.sub("", _RUN.sub("", plain)).strip(_BETWEEN + "-+")


def _read(run: str, extension: str, area: str, *, certain: bool) -> Phone | None:
    groups = _DIGITS.findall(run)
    if run.startswith("+86") or (groups[0] in ("86", "0086") and len(groups) > 1):
        first = groups[0].removeprefix("00").removeprefix("86")
        groups = [first, *groups[1:]] if first else groups[1:]
        if groups and not groups[0].startswith(("0", "1", "4", "8")):
            groups[0] = "0" + groups[0]
    if not groups:
        return None
    digits = "".join(groups)
    shown = run if run.count("(") == run.count(")") else run.strip("()")
    if extension:
        shown += f"转{extension}"
    if digits.startswith("0"):
        if not certain and len(digits) < 9:
            return None
        return _with_area(groups, extension, shown)
    phone = _without_area(groups, digits, extension, shown)
    if phone is not None:
        return phone
    number, rest = _local(groups)
    if number:
        own = Phone(shown, PhoneKind.LANDLINE, area, number, "-".join(filter(None, [*rest, extension])))
        if area:
            return own
        return own._replace(fault="没有区号") if certain else None
    return Phone(shown, PhoneKind.UNKNOWN, fault=_why_not(digits)) if certain or _looks_meant(digits) else None


def _with_area(groups: list[str], extension: str, shown: str) -> Phone:
    found = _AREA.match(groups[0])
    if found is None:
        return Phone(shown, PhoneKind.UNKNOWN, fault=f"开头的“{groups[0][:4]}”不是区号的写法")
    area = found.group()
    rest = [group for group in (groups[0][found.end() :], *groups[1:]) if group]
    number, extensions = _local(rest)
    kind = PhoneKind.LANDLINE
    if not number and rest and _SERVICE.fullmatch(rest[0]):
        number, extensions, kind = rest[0], rest[1:], PhoneKind.SERVICE
    if number:
        return Phone(shown, kind, area, number, "-".join(filter(None, [*extensions, extension])))
    local = "".join(rest)
    if not local:
        return Phone(shown, PhoneKind.UNKNOWN, area, fault="只有区号，没有号码")
    if len(local) in (7, 8):
        return Phone(shown, PhoneKind.UNKNOWN, area, fault=f"区号后的号码以 {local[0]} 开头，不是固定电话的写法")
    if _MOBILE.fullmatch(local):
        return Phone(shown, PhoneKind.MOBILE, "", local, fault="是手机号，前面不用写区号")
    return Phone(shown, PhoneKind.UNKNOWN, area, fault=f"区号 {area} 之后有 {len(local)} 位，应为 7 位或 8 位")


def _without_area(groups: list[str], digits: str, extension: str, shown: str) -> Phone | None:
    if _SERVICE.fullmatch(groups[0]):
        return Phone(
            shown, PhoneKind.SERVICE, number=groups[0], extension="-".join(filter(None, [*groups[1:], extension]))
        )
    if digits.startswith(("400", "800")) and len(groups) > 1:
        taken = ""
        for index, group in enumerate(groups, 1):
            taken += group
            if _SERVICE.fullmatch(taken):
                rest = "-".join(filter(None, [*groups[index:], extension]))
                return Phone(shown, PhoneKind.SERVICE, number=taken, extension=rest)
    if _MOBILE.fullmatch(digits):
        return Phone(shown, PhoneKind.MOBILE, number=digits, extension=extension)
    return None


def _local(groups: list[str]) -> tuple[str, list[str]]:
    """A local number of seven or eight digits, perhaps written in two groups, and what follows it."""
    if not groups:
        return "", []
    if _LOCAL.fullmatch(groups[0]) and all(len(group) <= 6 for group in groups[1:]):
        return groups[0], groups[1:]
    if len(groups) > 1 and len(groups[0]) in (3, 4) and len(groups[1]) == 4:
        number = groups[0] + groups[1]
        if _LOCAL.fullmatch(number):
            return number, groups[2:]
    return "", []


def _looks_meant(digits: str) -> bool:
    """Whether digits that are no number were meant as one, whatever text they stand in."""
    return digits.startswith(("13", "15", "18", "400", "800")) and 9 <= len(digits) <= 12


def _why_not(digits: str) -> str:
    if digits.startswith(("400", "800")) and len(digits) > 7:
        return f"是 {digits[:3]} 电话，应为 10 位，这里是 {len(digits)} 位"
    if digits.startswith("1") and 9 <= len(digits) <= 13:
        return f"像手机号，应为 11 位，这里是 {len(digits)} 位"
    return f"有 {len(digits)} 位，不是电话号码的写法"
