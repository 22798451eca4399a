"""Find where the years and months of the Chinese calendar begin.

It covers 763 to 2100. The months are in a table, since the moon and the sun decide them; days are from 1970-01-01 of the
Gregorian calendar.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import Final

from desktop.fast_dataclass import dataclass

CYCLE_YEAR: Final = 4
"""A year with which a cycle of sixty begins."""
_DIGITS: Final = 5  # of a year in the table


@dataclass(frozen=True, slots=True)
class ChineseMonth:
    """Holds a month of the Chinese calendar with its first day.

    Months count from 1; a leap month has the number of the one before it.
    """

    year: int
    number: int
    is_leap: bool
    start: int


def sexagenary(year: int) -> tuple[int, int]:
    """Return the stem and the branch of a year, counted from 0."""
    return (year - CYCLE_YEAR) % 10, (year - CYCLE_YEAR) % 12


@lru_cache(maxsize=128)
def chinese_months(year: int) -> tuple[ChineseMonth, ...]:
    """Return the months of the year that begins in a Gregorian year.

    There are none outside of the table.
    """
    first, starts, codes = _table()
    if not first <= year < first + len(codes):
        return ()
    leap, start = codes[year - first] >> 13, starts[year - first]
    numbers = [*range(1, leap + 1), *range(leap, 13)] if leap else range(1, 13)
    months = []
    for place, number in enumerate(numbers):
        months.append(ChineseMonth(year, number, place == leap != 0, start))
        start += _days(codes[year - first], place)
    return tuple(months)


def chinese_year_starts() -> tuple[int, list[int]]:
    """Return the first year, and the day of each new year.

    The last day is that after the table.
    """
    first, starts, _ = _table()
    return first, starts


def _days(code: int, place: int) -> int:
    return 29 + (code >> place & 1)


@lru_cache(maxsize=1)
def _table() -> tuple[int, list[int], list[int]]:
    """Return the first year, where each begins, and the codes."""
    from desktop.story.dates.chinese_years import CODES, FIRST_DAY, FIRST_YEAR

    codes = [int(CODES[at : at + _DIGITS], 16) for at in range(0, len(CODES), _DIGITS)]
    lengths = (sum(_days(code, place) for place in range(13 if code >> 13 else 12)) for code in codes)
    return FIRST_YEAR, list(itertools.accumulate(lengths, initial=FIRST_DAY)), codes
