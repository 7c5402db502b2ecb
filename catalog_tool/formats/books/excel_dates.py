"""Which number formats make a number a date, and which date it is then."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import IntEnum

from catalog_tool.formats.grids import Value


class DateStyle(IntEnum):
    """What a number format makes of a number."""

    NONE = 0
    MOMENT = 1
    DURATION = 2


# Formats that every Excel knows by number; 27 to 36 and 50 to 58 are the Chinese ones.
_MOMENTS = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}


def date_style(number: int, written: str) -> DateStyle:
    """What a format does, by its number or as it is written."""
    if not written:
        return DateStyle.DURATION if number == 46 else DateStyle.MOMENT if number in _MOMENTS else DateStyle.NONE
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    if is_timedelta_format(written):
        return DateStyle.DURATION
    return DateStyle.MOMENT if is_date_format(written) else DateStyle.NONE


def moment(number: float, style: DateStyle, *, from_1904: bool) -> Value:
    """The date, time or duration a number stands for; the number where no date is so far away."""
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    epoch = MAC_EPOCH if from_1904 else WINDOWS_EPOCH
    try:
        found = from_excel(number, epoch, timedelta=style is DateStyle.DURATION)
    except (ValueError, OverflowError):
        return number
    return found if isinstance(found, (date, datetime, time, timedelta)) else number
