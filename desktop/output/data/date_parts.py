"""Splits a date into the numbers that other programs know."""

from __future__ import annotations

from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import civil_from_seconds
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.zones import first_zone

_PARTS_OF_YEAR: Final = ("season", "quarter", "quadrimester", "semester")
_DEPTH: Final = {**dict.fromkeys(_PARTS_OF_YEAR, 2), "month": 2, "day": 3, "minute": 5, "second": 6}
"""How many of year, month, day, hour, minute and second a precision says; every other one says the year."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Holds the beginning and the end of a date, as numbers.

    Each is (year, month, day, hour, minute, second), cut to what is known. `end` names the last unit that the date
    covers, not the one after; it is () for a single unit or an open end. `exact` is False where the numbers say less
    than the date: what is uncertain, open or a set. `zone` is that of its moments in minutes, None where none is written.
    """

    start: tuple[int, ...]
    end: tuple[int, ...]
    exact: bool
    zone: int | None = None


def date_span(when: EdtfDate) -> DateSpan | None:
    """Return a date's span, or None where nothing is known."""
    first, last = (when.members[0], when.members[-1]) if when.kind == "interval" and when.members else (when, when)
    start_second, end_second, zone = when.earliest, when.latest, first_zone([when])
    if start_second is None and end_second is None:
        return None
    exact = when.is_certain and when.kind in ("date", "interval") and not (when.start_open or when.end_open)
    exact = exact and when.precision not in _PARTS_OF_YEAR
    exact = exact and not (when.start_unknown or when.end_unknown) and first.is_certain and last.is_certain
    if start_second is None or (when.start_min is None and when.start_max is None):
        assert end_second is not None
        return DateSpan(_parts(end_second - 1, last), (), False, zone)
    start = _parts(start_second, first)
    if when.end_min is None and when.end_max is None:
        return DateSpan(start, (), False, zone)
    assert end_second is not None
    end = _parts(end_second - 1, last)
    return DateSpan(start, () if end == start else end, exact, zone)


def _parts(second: int, date: EdtfDate) -> tuple[int, ...]:
    """Return as many numbers of a second as the date says."""
    return civil_from_seconds(second)[: _DEPTH.get(date.precision, 1)]
