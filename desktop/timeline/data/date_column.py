"""Hold a column of dates as arrays, and write its dates again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop.story.dates.calendar import civil_from_seconds
from desktop.story.dates.date_errors import DateError
from desktop.timeline.data.irregular_texts import IrregularTexts
from desktop.timeline.data.string_column import Mask
from desktop.timeline.index import Ints

Precisions = NDArray[np.uint8]

IRREGULAR: Final = 0
"""The code of a date in no regular form: its text has to be kept."""
YEAR, MONTH, DAY, MINUTE, SECOND = range(1, 6)

EMPTY, NO_DATE, FAR, UNIT = range(1, 5)
"""The faults of a cell: none is written, none can be read, beyond the calendar, a number of what."""
NO_ZONE: Final = -32_768

_DAYS_BEFORE_MONTH: Final = np.array((0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334), np.int64)


@dataclass(slots=True)
class DateColumn:
    """Holds a column of dates as arrays of seconds.

    `starts` and `ends` (exclusive) are in seconds from 1970 as written, `precisions` are the codes of the forms,
    `irregular` has the texts of irregular dates by row. `fractions` are nanoseconds of the second, `zones` minutes east
    of Greenwich or NO_ZONE; None where no row has any. `faults` has a code for each row without a date, 0 for the
    others, and `errors` the reason of the first.
    """

    starts: Ints
    ends: Ints
    precisions: Precisions
    faults: NDArray[np.uint8]
    irregular: IrregularTexts = field(default_factory=IrregularTexts)
    errors: dict[int, DateError] = field(default_factory=dict)
    fractions: NDArray[np.uint32] | None = None
    zones: NDArray[np.int16] | None = None

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
        new_rows = np.cumsum(rows) - 1
        return DateColumn(
            self.starts[rows],
            self.ends[rows],
            self.precisions[rows],
            self.faults[rows],
            self.irregular.kept(rows),
            {int(new_rows[row]): error for row, error in self.errors.items() if rows[row]},
            None if self.fractions is None else self.fractions[rows],
            None if self.zones is None else self.zones[rows],
        )

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
        )


def is_leap(years: Ints) -> Mask:
    """Return which years have 366 days."""
    leap: Mask = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    return leap


def days_from_civil(years: Ints, months: Ints, days: Ints) -> Ints:
    """Return the days from 1970-01-01 to dates, as arrays.

    `desktop.story.dates.calendar` does the same for one date.
    """
    previous = years - 1
    leap_day = (months > 2) & is_leap(years)
    days_before_year: Ints = previous.astype(np.int64) * 365 + previous // 4 - previous // 100 + previous // 400
    return days_before_year + _DAYS_BEFORE_MONTH[months - 1] + leap_day + days - 719_163


def format_regular(start: int, end: int, precision: int, fraction: int = 0, zone: int = NO_ZONE) -> str:
    """Return a regular date as text.

    `start` and `end` (exclusive) are its first and last second. The high four bits of `precision` are the code of a
    date that ends an interval, 0 for none.
    """
    begin = _format_civil(civil_from_seconds(start), precision & 15, fraction, zone)
    if not precision >> 4:
        return begin
    return f"{begin}/{_format_civil(civil_from_seconds(end - 1), precision >> 4, 0, zone)}"


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
