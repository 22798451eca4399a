"""Write the date that somebody points at on a time axis."""

from __future__ import annotations

import math
from typing import Final

from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds

_MONTH: Final = 30.44 * SECONDS_PER_DAY
_YEAR: Final = 365.2425 * SECONDS_PER_DAY
_HOUR: Final = 3600
_MINUTE: Final = 60


def pointed_date(instant: int, resolution: float) -> str:
    """Return an instant as an EDTF date as precise as aimed.

    `instant` is in seconds since 1970, `resolution` the seconds that the pointer can tell apart. The date is a second, a
    minute, an hour, a day, a month or a year; far from today, a round year.
    """
    year, month, day, hour, minute, second = civil_from_seconds(instant)
    if abs(year) > 9999:
        return _long_year(year, resolution)
    date = f"-{-year:04d}" if year < 0 else f"{year:04d}"
    if resolution > _MONTH:
        return date
    date += f"-{month:02d}"
    if resolution > SECONDS_PER_DAY:
        return date
    date += f"-{day:02d}"
    if resolution > _HOUR:
        return date
    clock = f"{date}T{hour:02d}:{minute if resolution <= _MINUTE else 0:02d}"
    return f"{clock}:{second:02d}" if resolution <= 1.0 else clock


def pointed_span(first: int, last: int, resolution: float, last_resolution: float | None = None) -> str:
    """Return the EDTF interval between two instants that are pointed at.

    On an axis that is not even, `last_resolution` is that of the second.
    """
    ends = sorted(((first, resolution), (last, resolution if last_resolution is None else last_resolution)))
    start, end = (pointed_date(*one) for one in ends)
    return start if start == end else f"{start}/{end}"


def _long_year(year: int, resolution: float) -> str:
    """Return a year of more than four digits, rounded."""
    unit = 10 ** max(0, math.floor(math.log10(max(1.0, resolution / _YEAR))))
    rounded = round(year / unit) * unit
    if abs(rounded) <= 9999:
        return f"-{-rounded:04d}" if rounded < 0 else f"{rounded:04d}"
    return f"Y{rounded}"
