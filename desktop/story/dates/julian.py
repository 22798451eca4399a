"""Place dates of the Julian calendar on the axis, which is Gregorian.

A date keeps the text and the words in which it is written; only its limits move.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds, seconds_from_civil
from desktop.story.dates.edtf_date import EdtfDate

CALENDARS: Final = ("gregorian", "julian")
REFORM: Final = seconds_from_civil(1582, 10, 15)
"""The first second of the Gregorian calendar."""
_DAYS_TO_EPOCH: Final = 719_470  # from 1 March of the year 0 to 1970-01-01, in the Julian calendar


def days_from_julian(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 (Gregorian) to a Julian date."""
    # Years that begin in March have the leap day at their end.
    years, months = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * years + years // 4 + (153 * months + 2) // 5 + day - 1 - _DAYS_TO_EPOCH


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
    """Return whether all of a date lies before the Gregorian calendar."""
    return when.latest is not None and when.latest <= REFORM
