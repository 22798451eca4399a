"""Find where the years of other calendars begin.

Years are counted as the calendar counts them; days are from 1970-01-01 of the Gregorian calendar. The Hijri calendar is
the tabular one, which a sighted month may leave by a day.
"""

from __future__ import annotations

from typing import Final

from desktop.story.dates.calendar import civil_from_days, days_from_civil

SECOND_CALENDARS: Final = ("iso-week", "fiscal", "hijri", "hebrew", "japanese", "chinese", "before-present")
"""The calendars of a second row of the axis."""

_HIJRI_EPOCH: Final = days_from_civil(622, 7, 19)  # 16 July 622 of the Julian calendar
_HEBREW_EPOCH: Final = days_from_civil(-3760, 9, 7)
_PARTS_PER_DAY: Final = 25_920


def hijri_year_start(year: int) -> int:
    """Return the first day of a year of the tabular calendar."""
    # Eleven of thirty years have a day more.
    return _HIJRI_EPOCH + 354 * (year - 1) + (3 + 11 * year) // 30


def hebrew_year_start(year: int) -> int:
    """Return the day of 1 Tishri, with which a Hebrew year begins."""
    return _HEBREW_EPOCH + _elapsed_days(year) + _postponed(year)


def _elapsed_days(year: int) -> int:
    """Return the days up to the new moon of a year.

    It is not on a Sunday, Wednesday or Friday.
    """
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    days = 29 * months + parts // _PARTS_PER_DAY
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _postponed(year: int) -> int:
    """Return the days by which a year begins later.

    Otherwise it, or the one before, would have a length that no year has.
    """
    before, own, after = (_elapsed_days(one) for one in (year - 1, year, year + 1))
    return 2 if after - own == 356 else 1 if own - before == 382 else 0


def iso_week(day: int) -> tuple[int, int]:
    """Return the ISO year and week of a day."""
    thursday = day - (day + 3) % 7 + 3
    year = civil_from_days(thursday)[0]
    return year, (thursday - days_from_civil(year, 1, 1)) // 7 + 1
