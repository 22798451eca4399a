"""Hold a column of dates as arrays, and write its dates again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop.story.dates.calendar import SECONDS_PER_DAY, civil_from_seconds, seconds_from_civil
from desktop.story.dates.julian import REFORM
from desktop.timeline.data.dates.irregular_texts import IrregularTexts
from desktop.timeline.data.string_column import Mask
from desktop.timeline.index import Ints

Precisions = NDArray[np.uint8]

IRREGULAR: Final = 0
"""The code of a date in no regular form: its text has to be kept."""
YEAR, MONTH, DAY, MINUTE, SECOND = range(1, 6)

EMPTY, NO_DATE, FAR, UNIT, FORMAT, OTHER_FORM, COUNTED, AMBIGUOUS = range(1, 9)
"""The faults of a cell.

None is written, none can be read, beyond the calendar, a number of what, none of the format; and for what a form would
read: a format, a unit, one of two formats.
"""
FAULT_CODES: Final = {
    EMPTY: "empty", NO_DATE: "date", FAR: "far", UNIT: "unit", FORMAT: "not_in_format", OTHER_FORM: "other_form",
    COUNTED: "counted", AMBIGUOUS: "ambiguous",
}  # fmt: skip
"""The messages of the faults."""
NO_ZONE: Final = -32_768
OPEN_END: Final = 15 << 4
"""The high four bits of the precision of an interval that goes on: of `2014/..`, with the extent of 2014."""
JULIAN: Final = 8
"""The bit of a precision that says that the date is written in the Julian calendar."""

DAYS_IN_MONTH: Final = np.array((0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), np.int64)
"""The days of each month of a common year, from 1 on."""
EMPTY_WORDS: Final = frozenset(
    ("", "na", "n/a", "#n/a", "nan", "nat", "null", "none", "nil", "-", "–", "—", "?", "unknown", "inconnu", "inconnue")
)
"""What stands in a cell where there is nothing, in small letters."""
OPEN_WORDS: Final = frozenset(
    ("..", "…", "open", "present", "the present", "now", "today", "current", "ongoing", "to date", "présent", "en cours",
     "aujourd’hui", "aujourd'hui", "à ce jour", "heute", "laufend", "hoy", "oggi", "hoje")
)  # fmt: skip
"""What stands for the end of something that still goes on, in small letters."""

_DAYS_BEFORE_MONTH: Final = np.array((0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334), np.int64)
_LAST_DAY: Final = seconds_from_civil(9999, 12, 31)
_SOME_YEARS: Final = np.arange(-10_000, 10_001, dtype=np.int64)


@dataclass(slots=True)
class DateColumn:
    """Holds a column of dates as arrays of seconds.

    `starts` and `ends` (exclusive) are in seconds from 1970 as written, `precisions` are the codes of the forms,
    `irregular` has the texts of irregular dates by row. `fractions` are nanoseconds of the first second, `end_fractions`
    those of the second in which an interval ends, `zones` minutes east of Greenwich or NO_ZONE; each is None where no row
    has any. `faults` has a code for each row without a date, 0 for the others.
    """

    starts: Ints
    ends: Ints
    precisions: Precisions
    faults: NDArray[np.uint8]
    irregular: IrregularTexts = field(default_factory=IrregularTexts)
    fractions: NDArray[np.uint32] | None = None
    zones: NDArray[np.int16] | None = None
    end_fractions: NDArray[np.uint32] | None = None

    @classmethod
    def blank(cls, count: int) -> DateColumn:
        """Return a column in which no date is read yet."""
        return cls(
            np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.uint8), np.zeros(count, np.uint8)
        )

    def kept(self, rows: Mask) -> DateColumn:
        """Return only some rows."""
        if rows.all():
            return self
        return DateColumn(
            self.starts[rows],
            self.ends[rows],
            self.precisions[rows],
            self.faults[rows],
            self.irregular.kept(rows),
            None if self.fractions is None else self.fractions[rows],
            None if self.zones is None else self.zones[rows],
            None if self.end_fractions is None else self.end_fractions[rows],
        )

    def take_last_days(self) -> Mask:
        """Empty the cells with the calendar's last day; return which they were.

        Databases write it, as 9999-12-31, where there is no end.
        """
        found: Mask = (self.starts >= _LAST_DAY) & (self.ends <= _LAST_DAY + SECONDS_PER_DAY) & (self.faults == 0)
        self.faults[found] = EMPTY
        return found

    def put(self, rows: Ints, column: DateColumn, numbers: Ints) -> None:
        """Put dates of another column, by their numbers, into some rows."""
        for name, blank in (("fractions", 0), ("zones", NO_ZONE), ("end_fractions", 0)):
            values = getattr(column, name)
            if values is not None and getattr(self, name) is None:
                setattr(self, name, np.full(len(self.starts), blank, values.dtype))
        for name in ("starts", "ends", "precisions", "faults", "fractions", "zones", "end_fractions"):
            values = getattr(column, name)
            if values is not None:
                getattr(self, name)[rows] = values[numbers]
        for some_rows, texts in column.irregular.columns():
            places = np.full(len(column.starts), -1, np.int64)
            places[some_rows] = np.arange(len(some_rows))
            place_of = places[numbers]
            self.irregular.add(rows[place_of >= 0], texts.chosen(place_of[place_of >= 0]))

    def put_fractions(
        self, rows: Ints | int | slice, fractions: Ints | int | None, end_fractions: Ints | int | None
    ) -> None:
        """Put nanoseconds of the first and last second into rows.

        None stands for dates that say none.
        """
        for name, values in (("fractions", fractions), ("end_fractions", end_fractions)):
            if values is None:
                continue
            if getattr(self, name) is None:
                setattr(self, name, np.zeros(len(self.starts), np.uint32))
            getattr(self, name)[rows] = values

    def text(self, row: int) -> str:
        """Return the date of a row as text, "" without one."""
        if self.faults[row]:
            return ""
        if self.precisions[row] == IRREGULAR:
            return self.irregular[row]
        return format_regular(
            int(self.starts[row]),
            int(self.ends[row]),
            int(self.precisions[row]),
            0 if self.fractions is None else int(self.fractions[row]),
            NO_ZONE if self.zones is None else int(self.zones[row]),
            0 if self.end_fractions is None else int(self.end_fractions[row]),
        )


def is_no_date(text: str) -> bool:
    """Return whether a cell says that there is no date."""
    return text.casefold() in EMPTY_WORDS


def is_leap(years: Ints) -> Mask:
    """Return which years have 366 days."""
    return _looked_up(_LEAP_YEARS, years, _is_leap)


def days_of_new_years(years: Ints) -> Ints:
    """Return the days from 1970-01-01 to the first days of years."""
    return _looked_up(_NEW_YEARS, years, _new_year)


def days_from_civil(years: Ints, months: Ints, days: Ints | int) -> Ints:
    """Return the days from 1970-01-01 to dates, as arrays.

    `desktop.story.dates.calendar` does the same for one date.
    """
    found = days_of_new_years(years)
    found += _DAYS_BEFORE_MONTH[months]
    found += (months > 2) & is_leap(years)
    found += days - 1
    return found


def place_julian(starts: Ints, ends: Ints, precisions: Precisions) -> tuple[Ints, Ints, Precisions]:
    """Return the dates before the reform of 1582 as Julian ones.

    Their precisions have the bit `JULIAN`. `desktop.story.dates.julian` does the same for one date.
    """
    before = ends <= REFORM
    if not before.any():
        return starts, ends, precisions
    starts, ends, precisions = starts.copy(), ends.copy(), precisions.copy()
    starts[before] += _julian_shift(starts[before])
    ends[before] += _julian_shift(ends[before] - 1)  # of the last second: the Julian year may have a day more
    precisions[before & (precisions != IRREGULAR)] |= JULIAN
    return starts, ends, precisions


def _julian_shift(seconds: Ints) -> Ints:
    """Return the seconds from Gregorian dates to the same Julian ones."""
    # Years that begin in March have the leap day at their end; 400 years have 146,097 days.
    eras, days = np.divmod(seconds // SECONDS_PER_DAY + 719_468, 146_097)
    years = 400 * eras + (days - days // 1460 + days // 36_524 - days // 146_096) // 365
    shift: Ints = (years // 100 - years // 400 - 2) * SECONDS_PER_DAY
    return shift


def _is_leap(years: Ints) -> Mask:
    leap: Mask = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    return leap


def _new_year(years: Ints) -> Ints:
    previous = years - 1
    days: Ints = previous * 365 + previous // 4 - previous // 100 + previous // 400 - 719_162
    return days


_LEAP_YEARS: Final = _is_leap(_SOME_YEARS)
_NEW_YEARS: Final = _new_year(_SOME_YEARS)
_Kind = TypeVar("_Kind", bound=np.generic)


def _looked_up(table: NDArray[_Kind], years: Ints, compute: Callable[[Ints], NDArray[_Kind]]) -> NDArray[_Kind]:
    """Return values of years; those of four digits are in a table."""
    if len(years) and (years.min() < _SOME_YEARS[0] or years.max() > _SOME_YEARS[-1]):
        return compute(years.astype(np.int64))
    found: NDArray[_Kind] = table[years - _SOME_YEARS[0]]
    return found


def format_regular(
    start: int, end: int, precision: int, fraction: int = 0, zone: int = NO_ZONE, end_fraction: int = 0
) -> str:
    """Return a regular date as text.

    `start` and `end` (exclusive) are its first and last second. The high four bits of `precision` are the code of a
    date that ends an interval, 0 for none; or they are `OPEN_END`.
    """
    begin = _format_civil(civil_from_seconds(start), precision & 15, fraction, zone)
    if not precision >> 4:
        return begin
    if precision & OPEN_END == OPEN_END:
        return f"{begin}/.."
    return f"{begin}/{_format_civil(civil_from_seconds(end - 1), precision >> 4, end_fraction, zone)}"


def _format_civil(civil: Sequence[int], precision: int, fraction: int, zone: int) -> str:
    year, month, day, hour, minute, second = civil
    text = f"{year:05d}" if year < 0 else f"{year:04d}"
    if precision >= MONTH:
        text += f"-{month:02d}"
    if precision >= DAY:
        text += f"-{day:02d}"
    if precision < MINUTE:
        return text
    text += f"T{hour:02d}:{minute:02d}"
    if precision == SECOND:
        text += f":{second:02d}"
        if fraction:
            digits = f"{fraction:09d}".rstrip("0")
            text += f".{digits.ljust(-(-len(digits) // 3) * 3, '0')}"
    if zone == NO_ZONE:
        return text
    return f"{text}Z" if not zone else f"{text}{'-' if zone < 0 else '+'}{abs(zone) // 60:02d}:{abs(zone) % 60:02d}"
