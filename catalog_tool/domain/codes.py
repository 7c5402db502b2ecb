"""Matter codes and credit codes.

Forms come from the profile in force (schemas/profiles/); what is fixed nationally
stands here: GB 32100-2015 for 统一社会信用代码 and GB 11714 for the nine characters
inside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from catalog_tool.context import Profile

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: 31 characters, without I O S V Z."""
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CREDIT_FORM = re.compile("[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
CREDIT_LENGTH = 18


@lru_cache(maxsize=65536)
def credit_code_fault(code: str) -> str:
    """What is wrong with a 统一社会信用代码, as a Chinese clause; "" if nothing.

    Checks length, alphabet and both check digits (GB 32100-2015 and the inner GB
    11714 one). The region inside is the place of registration and may be
    historical, so it is never compared with anything.
    """
    if len(code) != CREDIT_LENGTH:
        return f"应为 18 位，这里是 {len(code)} 位"
    if not _CREDIT_FORM.fullmatch(code):
        wrong = sorted({character for character in code if character not in CREDIT_ALPHABET})
        if wrong:
            return f"含有不该出现的字符 {' '.join(wrong)}（只用数字和大写字母，不用 I O S V Z）"
        return "各段的写法不对（第 1 位登记部门、第 3 至 8 位是区划数字）"
    if credit_check_digit(code[:17]) != code[17]:
        return "末位校验码不符，多半有一位抄错"
    if body_check_digit(code[8:16]) != code[16]:
        return "第 17 位（主体标识码的校验码）不符，多半有一位抄错"
    return ""


def credit_check_digit(first: str) -> str:
    """The 18th character for the first 17 (GB 32100-2015)."""
    total = sum(
        CREDIT_ALPHABET.index(character) * weight for character, weight in zip(first, _CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_ALPHABET[-total % 31]


def body_check_digit(body: str) -> str:
    """The ninth character for the eight of a 主体标识码 (GB 11714)."""
    total = sum(_BODY_ALPHABET.index(character) * weight for character, weight in zip(body, _BODY_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


class BasicCode(NamedTuple):
    """A 基本编码 taken apart by a profile."""

    origin: str
    type: str
    main: str
    sub: str

    @property
    def main_code(self) -> str:
        """All but the sub part: the code of the main item."""
        return self.origin + self.type + self.main

    @property
    def is_undivided(self) -> bool:
        """Whether the code says that the main item has no subs."""
        return self.sub.strip("0") == ""

    @property
    def is_main_with_subs(self) -> bool:
        """Whether the code is that of a main item that has subs (00Y)."""
        return self.sub.endswith("Y")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def matches(profile: Profile, name: str, code: str) -> bool:
    """Whether a code has the profile's form of that name; True where the profile has none."""
    pattern = profile.forms.get(name)
    return pattern is None or matches_form(pattern, code)


def matches_form(pattern: str, code: str) -> bool:
    """Whether a code has a form from beginning to end."""
    return _compiled(pattern).fullmatch(code) is not None


_CODE_LIKE = re.compile("[0-9][0-9A-Za-z_-]{5,}")


def is_code_like(text: str) -> bool:
    """Whether a text that may be a code or a name is meant as a code, however badly typed."""
    return _CODE_LIKE.fullmatch("".join(unicodedata.normalize("NFKC", text).split())) is not None


@lru_cache(maxsize=65536)
def _parsed(pattern: str, code: str) -> BasicCode | None:
    match = _compiled(pattern).fullmatch(code)
    return BasicCode(*match.group("origin", "type", "main", "sub")) if match else None


def parse_basic(profile: Profile, code: str) -> BasicCode | None:
    """A 基本编码 taken apart; None where it has not the profile's form, or the profile has none."""
    pattern = profile.forms.get("基本编码")
    return None if pattern is None else _parsed(pattern, code)


def parse_implementation(profile: Profile, code: str) -> Mapping[str, str] | None:
    """The named parts of an 实施编码 (uscc, level, basic …); None as for `parse_basic`."""
    return _parts(profile, "实施编码", code)


def parse_handling(profile: Profile, code: str) -> Mapping[str, str] | None:
    """The named parts of a 业务办理项编码 (those of an 实施编码, and order); None as for `parse_basic`."""
    return _parts(profile, "业务办理项编码", code)


def _parts(profile: Profile, name: str, code: str) -> Mapping[str, str] | None:
    pattern = profile.forms.get(name)
    return None if pattern is None else _taken_apart(pattern, code)


@lru_cache(maxsize=1024)
def _taken_apart(pattern: str, code: str) -> Mapping[str, str] | None:
    # Several rules take the same code apart, one after the other.
    match = _compiled(pattern).fullmatch(code)
    return match.groupdict() if match else None


NATIONAL_PROFILE = "national"
NATIONAL_ORIGIN = "00"


def type_of_readable(profile: Profile, code: str) -> str:
    """The type word of a readable 权力编码 (给付-00142-001); "" where the profile has no such form."""
    if "权力编码" not in profile.forms or not matches(profile, "权力编码", code):
        return ""
    return code.partition("-")[0]


def has_own_types(profile: Profile, code: BasicCode) -> bool:
    """Whether the profile's type numbers hold for a code.

    What the state set (origin 00) carries the state's numbers also in a province's
    list, and the two disagree in seven types of ten.
    """
    return code.origin != NATIONAL_ORIGIN or profile.name == NATIONAL_PROFILE


_READABLE = re.compile("(?P<word>[^-]+)-(?P<main>[0-9]{5})-(?P<sub>[0-9]{3}|00Y)(?:-(?P<detail>[0-9]{2}))?")


def from_readable(profile: Profile, origin: str, code: str) -> str:
    """The 基本编码 that a readable 权力编码 (给付-00142-001[-01]) converts into; "" if it does not.

    `origin` are the two leading digits (33 in Zhejiang); type word and number come
    from the profile (domain.md §3.2).
    """
    match = _READABLE.fullmatch(code)
    if match is None:
        return ""
    for entry in profile.types.values():
        if entry.word == match["word"] and entry.codes:
            return f"{origin}{entry.codes[0]}{match['main']}{match['sub']}"
    return ""
