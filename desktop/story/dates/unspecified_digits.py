"""Compute the spans of dates with X or significant digits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Final

from desktop.story.dates.calendar import SECONDS_PER_DAY, add_months, days_from_civil, days_in_month, seconds_from_civil
from desktop.story.dates.date_errors import date_error

_PRECISIONS: Final = ("year", "decade", "century", "millennium", "millennium")


def expand_mask(full_text: str, offset: int, year: str, parts: list[str]) -> tuple[int, int, str]:
    """Return start, end and precision of a date with X digits.

    The span is from the earliest date that the digits allow to the end of the latest. `offset` (from 0) is the column
    of the year in `full_text`. Raises DateError where no month or no day is possible.
    """
    first, last = _year_range(year)
    if not parts:
        # The possible years are one range if only the last digits are X.
        precision = _PRECISIONS[year.count("X")] if year.rstrip("X").count("X") == 0 else "year"
        return seconds_from_civil(first), seconds_from_civil(last + 1), precision
    months = possible_numbers(parts[0], 12)
    if not months:
        raise date_error(full_text, offset + len(year) + 2, "month_out_of_range", part=parts[0])
    if len(parts) == 1:
        end = add_months(last, months[-1], 1)
        return seconds_from_civil(first, months[0]), seconds_from_civil(*end), "month"
    days = possible_numbers(parts[1], 31)
    first_day = next(_existing_days(_possible_years(year), months, days), None)
    if first_day is None:
        longest_month = max(29 if month == 2 and "X" in year else days_in_month(first, month) for month in months)
        raise date_error(
            full_text,
            offset + len(year) + 5,
            "day_out_of_range",
            part=parts[1],
            last=longest_month,
            year=first,
            month=months[0],
        )
    last_day = next(_existing_days(_possible_years(year, backwards=True), months[::-1], days[::-1]), first_day)
    return first_day * SECONDS_PER_DAY, (last_day + 1) * SECONDS_PER_DAY, "day"


def significant_years(year: int, digit_count: int, significant_digits: int) -> tuple[int, int]:
    """Return the first year of a range and the year after it.

    The range has the years whose first `significant_digits` of `digit_count` digits equal those of `year`.
    """
    span: int = 10 ** max(0, digit_count - significant_digits)
    low = abs(year) // span * span
    # Before the common era the digits count away from the year 0 as well.
    return (low, low + span) if year >= 0 else (1 - low - span, 1 - low)


def _year_range(mask: str) -> tuple[int, int]:
    """Return the first and the last year that a mask allows."""
    unsigned = mask.lstrip("-")
    low, high = int(unsigned.replace("X", "0")), int(unsigned.replace("X", "9"))
    return (-high, -low) if mask.startswith("-") else (low, high)


def _possible_years(mask: str, *, backwards: bool = False) -> Iterator[int]:
    """Yield the years that a mask allows, in order.

    A leap day may need a later year than the first.
    """
    sign = -1 if mask.startswith("-") else 1
    descending = backwards == (sign > 0)
    digits = "9876543210" if descending else "0123456789"
    for chosen in product(*(digits if digit == "X" else digit for digit in mask.lstrip("-"))):
        yield sign * int("".join(chosen))


def _existing_days(years: Iterable[int], months: Sequence[int], days: Sequence[int]) -> Iterator[int]:
    for year in years:
        for month in months:
            for day in days:
                if day <= days_in_month(year, month):
                    yield days_from_civil(year, month, day)


@lru_cache(maxsize=256)
def possible_numbers(mask: str, maximum: int) -> tuple[int, ...]:
    """Return the numbers from 1 to `maximum` that a mask allows.

    The mask has two characters, digits or X.
    """
    numbers = (f"{number:02d}" for number in range(1, maximum + 1))
    return tuple(
        int(two_digits) for two_digits in numbers if mask[0] in ("X", two_digits[0]) and mask[1] in ("X", two_digits[1])
    )
