"""Place dates of the Julian calendar on the axis, which is Gregorian.

A date keeps the text and the words in which it is written; only its limits move.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import Final

from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds, seconds_from_civil
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.parse import parse_date

CALENDARS: Final = ("gregorian", "julian")
REFORM: Final = seconds_from_civil(1582, 10, 15)
"""The first second of the Gregorian calendar."""
_LEAP_DAY: Final = re.compile(r"(?<!\d)(-?\d{2,}00)-02-29")
"""The 29th of February of a century, which the Gregorian calendar has every 400 years alone."""
_DAYS_TO_EPOCH: Final = 719_470  # from 1 March of the year 0 to 1970-01-01, in the Julian calendar


def days_from_julian(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 (Gregorian) to a Julian date."""
    # Years that begin in March have the leap day at their end.
    years, months = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * years + years // 4 + (153 * months + 2) // 5 + day - 1 - _DAYS_TO_EPOCH


def civil_from_julian_days(days: int) -> tuple[int, int, int]:
    """Return the Julian (year, month, day) of days since 1970-01-01."""
    # Four years that begin in March have 1461 days, the leap day last.
    cycles, day_of_cycle = divmod(days + _DAYS_TO_EPOCH, 1461)
    year_of_cycle = min(day_of_cycle // 365, 3)
    day_of_year = day_of_cycle - 365 * year_of_cycle
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return 4 * cycles + year_of_cycle + (month <= 2), month, day


def has_julian_leap_day(text: str) -> bool:
    """Return whether a date names a day that is Julian alone."""
    return any(int(match[1]) % 400 for match in _LEAP_DAY.finditer(text))


def parse_written(value: object, calendar: str) -> EdtfDate:
    """Parse a date, also a day that its calendar alone has.

    The date itself is still to be converted (`in_calendar`). Raises DateError for what is no date.
    """
    try:
        return parse_date(value)
    except DateError:
        if calendar == "julian" and isinstance(value, str) and has_julian_leap_day(value):
            with suppress(DateError):
                return parse_julian(value)
        raise


def parse_julian(text: str) -> EdtfDate:
    """Parse a date or an interval with days that are Julian alone.

    Raises DateError for what is no date in the Julian calendar either.
    """
    parts = text.split("/")
    day_before = "/".join(_LEAP_DAY.sub(r"\1-02-28", part) if has_julian_leap_day(part) else part for part in parts)
    when = in_julian(parse_date(day_before))
    if when.kind != "interval":
        return _day_later(when, text, text)
    shown = [part for part in parts if part not in ("", "..")]
    members = tuple(_day_later(member, part, part) for member, part in zip(when.members, shown, strict=True))
    first, last = (SECONDS_PER_DAY * has_julian_leap_day(part) for part in (parts[0], parts[-1]))
    return replace(
        when,
        text=text,
        members=members,
        start_min=_later(when.start_min, first),
        start_max=_later(when.start_max, first),
        end_min=_later(when.end_min, last),
        end_max=_later(when.end_max, last),
    )


def _day_later(when: EdtfDate, text: str, part: str) -> EdtfDate:
    """Return 28 February as the day after it, if `part` says so."""
    if not has_julian_leap_day(part):
        return when
    return replace(
        when,
        text=text,
        start_min=_later(when.start_min, SECONDS_PER_DAY),
        start_max=_later(when.start_max, SECONDS_PER_DAY),
        end_min=_later(when.end_min, SECONDS_PER_DAY),
        end_max=_later(when.end_max, SECONDS_PER_DAY),
        fields=(*when.fields[:2], "29", *when.fields[3:]),
    )


def _later(second: int | None, seconds: int) -> int | None:
    return second + seconds if second is not None else None


def in_calendar(when: EdtfDate, own: str, general: str) -> EdtfDate:
    """Return a date in its own calendar, or in the story's.

    The story's is for dates before the reform alone; what is Julian already stays.
    """
    if (own or general) != "julian" or when.calendar:
        return when
    return in_julian(when) if own or is_before_reform(when) else when


def written_second(instant: int, own: str, general: str) -> int:
    """Return the second that a date at an instant is written as."""
    return instant if (own or general) != "julian" or (not own and instant >= REFORM) else julian_second(instant)


def julian_second(instant: int) -> int:
    """Return the second that an instant is written as in Julian."""
    days, second = divmod(instant, SECONDS_PER_DAY)
    return seconds_from_civil(*civil_from_julian_days(days)) + second


def in_julian(when: EdtfDate) -> EdtfDate:
    """Return a date, read in the Gregorian calendar, as a Julian one."""
    return replace(
        when,
        start_min=_start(when.start_min),
        start_max=_start(when.start_max),
        end_min=_end(when.end_min),
        end_max=_end(when.end_max),
        members=tuple(in_julian(one) for one in when.members),
        calendar="julian",
    )


def _start(second: int | None) -> int | None:
    if second is None:
        return None
    year, month, day, *_ = civil_from_seconds(second)
    return days_from_julian(year, month, day) * SECONDS_PER_DAY + second % SECONDS_PER_DAY


def _end(second: int | None) -> int | None:
    # An end is the second after the last one: 28 February ends before the 29th, where the Julian year has one.
    last = _start(second - 1) if second is not None else None
    return last + 1 if last is not None else None


def is_before_reform(when: EdtfDate) -> bool:
    """Return whether a date ends before the Gregorian calendar."""
    return when.latest is not None and when.latest <= REFORM
