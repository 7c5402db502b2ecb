"""公民身份号码 (GB 11643-1999): eighteen digits with region, date of birth and check digit."""

from __future__ import annotations

import datetime as dt
import re

from catalog_tool.domain.codes import credit_code_fault

IDENTITY_NUMBER = re.compile(r"[1-8][0-9]{5}[ -]?(?:18|19|20)[0-9]{6}[ -]?[0-9]{3}[0-9Xx]")
"""Its form, perhaps with a space or hyphen on both sides of the date; whether it is one says `is_identity_number`."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def is_identity_number(text: str) -> bool:
    """Whether it is a possible identity number: province, date and check digit hold, and it is no credit code."""
    number = text.replace(" ", "").replace("-", "").upper()
    if len(number) != 18 or not _PROVINCE.match(number) or not number[:17].isdigit() or not number.isascii():
        return False
    if _CHECK[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11] != number[17]:
        return False
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return bool(credit_code_fault(number))
