"""Compute with the proleptic Gregorian calendar in Python integers.

The results are exact for any year, where datetime ends at 9999.
"""

from __future__ import annotations

from datetime import date
from typing import Final

SECONDS_PER_DAY: Final = 86_400

FLOATS_WITHIN: Final = 2**41
"""Seconds from 1970, 70,000 years: farther away a float holds no fraction of a second, and in deep time no second."""

_DAYS_BEFORE_MONTH: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def is_leap(year: int) -> bool:
    """Return whether an astronomical year (0 is 1 BC) has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month, 28 to 31.

    `month` is from 1 to 12.
    """
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def days_from_civil(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a date.

    `day` may be beyond the end of the month.
    """
    if 1 <= year <= 9999:  # where the standard library reckons, four times as fast
        return date(year, month, 1).toordinal() + day - 719_164
    previous_year = year - 1
    leap_day = 1 if month > 2 and is_leap(year) else 0
    return (
        previous_year * 365
        + previous_year // 4
        - previous_year // 100
        + previous_year // 400
        + _DAYS_BEFORE_MONTH[month - 1]
        + leap_day
        + day
        - 719_163
    )


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Return (year, month, day) of a number of days since 1970-01-01."""
    # Years that begin in March have the leap day at their end; 400 years have 146,097 days.
    shifted = days + 719_468
    era, day_of_era = divmod(shifted, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return year_of_era + era * 400 + (month <= 2), month, day


def seconds_from_civil(year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """Return the seconds from 1970-01-01T00:00 to a date and time."""
    return days_from_civil(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second


def civil_from_seconds(seconds: int) -> tuple[int, int, int, int, int, int]:
    """Return (year, month, day, hour, minute, second) of seconds since 1970."""
    days, rest = divmod(seconds, SECONDS_PER_DAY)
    hour, rest = divmod(rest, 3600)
    minute, second = divmod(rest, 60)
    return (*civil_from_days(days), hour, minute, second)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the year and the month `count` months later."""
    years, month_index = divmod(month - 1 + count, 12)
    return year + years, month_index + 1
