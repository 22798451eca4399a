"""Read one date of a shape from many texts at once.

A shape is a text with each digit replaced by 0: the date of `0000-00-00~` has its year in the first four columns of all
texts of that shape. `desktop.story.dates.parse` reads the same dates one by one; in files days and moments are also
written with other signs between their parts (`2014/06/05 10:30`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.fast_dataclass import dataclass
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import MAX_YEAR_DIGITS, SUB_YEAR_GROUPS
from desktop.story.dates.unspecified_digits import expand_mask, possible_numbers
from desktop.timeline.data.dates.date_column import (
    DAYS_IN_MONTH,
    IRREGULAR,
    days_from_civil,
    days_of_new_years,
    is_leap,
)
from desktop.timeline.data.string_column import Mask
from desktop.timeline.index import Ints

Signs = NDArray[np.uint8]
"""Texts as rows of bytes."""

_DAY: Final = 86_400
_LAST_YEAR: Final = 140_000_000_000  # whose seconds an int64 holds
_MOST_DIGITS: Final = 18  # that an int64 holds whatever they are
_POWERS: Final = 10 ** np.arange(_MOST_DIGITS + 1, dtype=np.int64)
_DOUBT: Final = "[~?%]?"
_ZONE: Final = r"(?P<east>[+-])(?P<zone_hour>00)(?::?(?P<zone_minute>00))?"
_CLOCK: Final = r"(?P<hour>00):(?P<minute>00)(?::(?P<second>00)(?:[.,](?P<fraction>0+))?)?"
_DATE: Final = re.compile(
    rf"{_DOUBT}(?:Y(?P<before>-?)(?P<long>0+)(?:E(?P<power>0{{1,4}}))?|(?P<minus>-?)(?P<year>[0X]{{4}}))"
    rf"(?:S(?P<significant>0{{1,4}}))?{_DOUBT}"
    rf"(?:-{_DOUBT}(?P<month>[0X]{{2}}){_DOUBT}(?:-{_DOUBT}(?P<day>[0X]{{2}}){_DOUBT})?)?(?:T{_CLOCK}(?:(?P<z>Z)|{_ZONE})?)?"
)
_PLAIN: Final = re.compile(r"-?0000(?:-00(?:-00)?)?")
_MOMENT: Final = re.compile(
    r"\+?(?P<year>0000)(?:(?P<dash>[-/.])(?P<month>00?)(?:(?P=dash)(?P<day>00?)"
    rf"(?:[Tt ]{_CLOCK.replace('00)', '00?)', 1)}(?: ?(?:(?P<z>[Zz]|UTC|utc|GMT|gmt)|{_ZONE}))?)?|(?<=00)))?"
)
"""A day in a file: also with a zero left out, `2014/3/5`, with a zone after a space, or with a plus before its year."""
_FRACTION_DIGITS: Final = 9


class Extents(NamedTuple):
    """Holds which texts are read, and their first and last second.

    The zones of moments are in minutes, the fractions of their seconds in nanoseconds; an interval has those of both ends.
    """

    valid: Mask
    start: Ints
    end: Ints
    zone: Ints | None = None
    fraction: Ints | None = None
    end_fraction: Ints | None = None


class _Digits(NamedTuple):
    """Says where digits stand; an X among them is an unknown one."""

    at: int
    mask: str

    def read(self, signs: Signs, unknown: int = 0) -> Ints:
        """Return the numbers, with a digit for each unknown one."""
        number: Ints = np.zeros(len(signs), np.int64)
        for place, sign in enumerate(self.mask, self.at):
            number *= 10
            number += unknown if sign == "X" else signs[:, place] - np.uint8(0x30)
        return number

    def read_known(self, signs: Signs) -> Ints:
        """Return the numbers of the known digits alone."""
        number: Ints = np.zeros(len(signs), np.int64)
        for place, sign in enumerate(self.mask, self.at):
            if sign != "X":
                number *= 10
                number += signs[:, place] - np.uint8(0x30)
        return number

    @property
    def has_unknown(self) -> bool:
        """Return whether a digit is unknown."""
        return "X" in self.mask


@dataclass(frozen=True, slots=True)
class _Clock:
    """Says where the time of a date stands."""

    hour: _Digits
    minute: _Digits
    second: _Digits | None
    fraction: _Digits | None
    zone: tuple[_Digits, ...]
    zone_sign: int  # 0 in Greenwich

    def read(self, signs: Signs, day: Ints) -> Extents:
        """Return the moments of days."""
        hour, minute = self.hour.read(signs), self.minute.read(signs)
        start = day + hour * 3600 + minute * 60
        valid = (hour <= 23) & (minute <= 59)
        length = 60
        if self.second is not None:
            second = self.second.read(signs)
            start, length = start + second, 1
            valid &= second <= 59
        zone = None
        if self.zone:
            zone_hour, *zone_minutes = [digits.read(signs) for digits in self.zone]
            zone = zone_hour * 60
            valid &= zone_hour <= 23
            for zone_minute in zone_minutes:
                zone = zone + zone_minute
                valid &= zone_minute <= 59
            zone *= self.zone_sign
        elif not self.zone_sign:
            zone = np.zeros_like(hour)
        fraction = None
        if self.fraction is not None:
            fraction = self.fraction.read(signs) * 10 ** (_FRACTION_DIGITS - len(self.fraction.mask))
        return Extents(valid, start, start + length, zone, fraction)


@dataclass(frozen=True, slots=True)
class _Year:
    """Says where the year of a date stands."""

    digits: _Digits
    is_negative: bool
    is_long: bool = False
    power: _Digits | None = None
    significant: _Digits | None = None

    def read(self, signs: Signs) -> tuple[Mask, Ints, Ints]:
        """Return which years are read, the first ones and the last."""
        number = self.digits.read(signs)
        valid = np.ones(len(number), bool)
        count: Ints | int = len(self.digits.mask)
        if self.is_long:
            if self.power is not None:
                power = self.power.read(signs)
                valid &= len(self.digits.mask) + self.is_negative + power <= MAX_YEAR_DIGITS
                valid &= (power < _MOST_DIGITS) & (number * 10.0 ** np.minimum(power, _MOST_DIGITS) <= _LAST_YEAR)
                number = number * _POWERS[np.where(valid, power, 0)]
            valid &= number <= _LAST_YEAR
            number = np.where(valid, number, 0)
            count = np.maximum(1, _POWERS.searchsorted(number, "right"))
        elif self.is_negative and not self.digits.has_unknown:
            valid &= number > 0
        if self.significant is not None:
            significant = self.significant.read(signs)
            span = _POWERS[np.where(significant > 0, np.clip(count - significant, 0, _MOST_DIGITS), 0)]
            low = number // span * span
            # Before the common era the digits count away from the year 0 as well.
            first = np.where(self.is_negative & (number > 0), 1 - low - span, low)
            valid &= (first >= -_LAST_YEAR) & (first + span <= _LAST_YEAR)
            first = np.where(valid, first, 0)
            return valid, first, np.where(valid, first + span - 1, 0)
        last = self.digits.read(signs, 9) if self.digits.has_unknown else number
        return (valid, -last, -number) if self.is_negative else (valid, number, last)


@dataclass(frozen=True, slots=True)
class DateShape:
    """Says where in a shape the parts of a date stand.

    `precision` is the code of a date in a regular form, `is_end` is true for the end of what has no beginning.
    """

    year: _Year
    month: _Digits | None
    day: _Digits | None
    clock: _Clock | None
    precision: int
    is_end: bool = False

    def read(self, signs: Signs) -> Extents:
        """Return which texts have such a date, and its extents."""
        valid, first, last = self.year.read(signs)
        if self.month is None:
            return Extents(valid, days_of_new_years(first) * _DAY, days_of_new_years(last + 1) * _DAY)
        has_unknown = self.year.digits.has_unknown
        if self.day is None:
            first_months, last_months = _months(self.month.mask, has_seasons=not (has_unknown or self.precision))
            number = self.month.read_known(signs)
            start_month, after = first_months[number], last_months[number] + 1
            valid &= start_month > 0
            start = days_from_civil(first, np.maximum(start_month, 1), 1)
            years, months = np.divmod(np.maximum(after, 1) - 1, 12)
            return Extents(valid, start * _DAY, days_from_civil(last + years, months + 1, 1) * _DAY)
        if self.month.has_unknown or self.day.has_unknown:
            return self._read_masked_days(signs, valid, first, last)
        month, day = self.month.read(signs), self.day.read(signs)
        valid &= (month >= 1) & (month <= 12) & (day >= 1)
        month = np.clip(month, 1, 12)
        # The first year that the digits allow must have the day, and the last: of 29 February the parser says which.
        valid &= (day <= DAYS_IN_MONTH[month]) | ((month == 2) & (day == 29) & is_leap(first) & is_leap(last))
        start = days_from_civil(first, month, day) * _DAY
        if self.clock is not None:
            extents = self.clock.read(signs, start)
            extents = extents._replace(valid=valid & extents.valid)
            return extents if not self.is_end else extents._replace(fraction=None, end_fraction=extents.fraction)
        return Extents(valid, start, (days_from_civil(last, month, day) + 1) * _DAY if has_unknown else start + _DAY)

    def without_fraction(self) -> DateShape:
        """Return the date by its whole second."""
        return self if self.clock is None else replace(self, clock=replace(self.clock, fraction=None))

    def _read_masked_days(self, signs: Signs, valid: Mask, first: Ints, last: Ints) -> Extents:
        """Return the extents of days of which digits are unknown."""
        assert self.month is not None
        assert self.day is not None
        known_days = self.day.mask.count("0")
        number = self.month.read_known(signs) * _POWERS[known_days] + self.day.read_known(signs)
        first_days, last_days = _days(self.month.mask, self.day.mask)
        start = first_days[is_leap(first).astype(np.int8), number]
        end = last_days[is_leap(last).astype(np.int8), number]
        valid &= (start >= 0) & (end >= 0)
        return Extents(valid, (days_of_new_years(first) + start) * _DAY, (days_of_new_years(last) + end) * _DAY)


def shape_of_date(part: str, at: int) -> DateShape | None:
    """Return the date of a part of a shape, None without one.

    It begins at a place of the text.
    """
    match = _DATE.fullmatch(part)
    if match is None:
        return None
    has_clock = match["hour"] is not None
    if len(match["long"] or "") > _MOST_DIGITS or (
        (match["long"] or match["significant"]) and (match["month"] or has_clock)
    ):
        return None
    if (match["significant"] or has_clock) and "X" in part:
        return None
    if has_clock and match["day"] is None:
        return None
    return _shape_of_match(match, at, 1 + part.count("-00", 1) if _PLAIN.fullmatch(part) else IRREGULAR)


def shape_of_moment(shape: str) -> DateShape | None:
    """Return the date of a regular shape, None without one."""
    match = _MOMENT.fullmatch(shape)
    if match is None or len(match["fraction"] or "") > _FRACTION_DIGITS:
        return None
    names = ("year", "month", "day", "hour", "second")
    return _shape_of_match(match, 0, sum(match[name] is not None for name in names))


def _shape_of_match(match: re.Match[str], at: int, precision: int) -> DateShape:
    groups = match.groupdict()

    def digits(name: str) -> _Digits | None:
        return _Digits(at + match.start(name), match[name]) if groups.get(name) else None

    year, hour, minute = digits("long") or digits("year"), digits("hour"), digits("minute")
    assert year is not None
    is_negative = bool(groups.get("before") or groups.get("minus"))
    clock = None
    if hour is not None and minute is not None:
        zone = tuple(one for one in (digits("zone_hour"), digits("zone_minute")) if one is not None)
        sign = 0 if groups["z"] else -1 if groups["east"] == "-" else 1
        fraction = digits("fraction")
        if fraction is not None:
            fraction = _Digits(fraction.at, fraction.mask[:_FRACTION_DIGITS])
        clock = _Clock(hour, minute, digits("second"), fraction, zone, sign)
    return DateShape(
        _Year(year, is_negative, bool(digits("long")), digits("power"), digits("significant")),
        digits("month"),
        digits("day"),
        clock,
        precision,
    )


def _filled(mask: str) -> list[str]:
    """Return a mask with each number in place of known digits."""
    return ["".join(one) for one in product(*("0123456789" if sign == "0" else sign for sign in mask))]


@lru_cache(maxsize=16)
def _months(mask: str, *, has_seasons: bool) -> tuple[Ints, Ints]:
    """Return the first and the last month that a mask allows.

    They go by the known digits; 0 is none. With seasons, a number above 20 is one of them, or another part of a year.
    """
    found = []
    for text in _filled(mask):
        possible = possible_numbers(text, 12)
        if has_seasons and "X" not in text and int(text) in SUB_YEAR_GROUPS:
            first, count = SUB_YEAR_GROUPS[int(text)]
            possible = (first, first + count - 1)
        found.append((possible[0], possible[-1]) if possible else (0, 0))
    first_months, last_months = np.array(found, np.int64).T
    return first_months, last_months


@lru_cache(maxsize=64)
def _days(month_mask: str, day_mask: str) -> tuple[Ints, Ints]:
    """Return the first and the last day that masks allow.

    They are counted from the beginning of a common year and of a leap year, and go by the known digits; below 0 there is
    none.
    """
    found = []
    for year in (2001, 2004):
        new_year = np.array([year]), np.array([1]), np.array([1])
        before = int(days_from_civil(*new_year)[0])
        for month, day in product(_filled(month_mask), _filled(day_mask)):
            try:
                start, end, _ = expand_mask("", 0, str(year), [month, day])
            except DateError:
                found.append((-1, -1))
            else:
                found.append((start // _DAY - before, end // _DAY - before))
    first_days, last_days = np.array(found, np.int64).reshape(2, -1, 2).transpose(2, 0, 1)
    return first_days, last_days
