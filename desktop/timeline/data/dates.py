"""Read whole columns of dates into arrays.

Regular forms are computed with NumPy on the whole column; the parser reads each other text once. A text column is read
from its memory, bytes and offsets: no string is made for a date in a regular form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.story.dates.calendar import civil_from_seconds, seconds_from_civil
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date
from desktop.timeline.camera import date_extent
from desktop.timeline.index import Ints

Precisions = NDArray[np.uint8]
Bytes = NDArray[np.uint8]

IRREGULAR: Final = 0
"""The code of a date in no regular form: its text has to be kept."""
YEAR, MONTH, DAY, MINUTE, SECOND = range(1, 6)

_TEXT_LENGTHS: Final = {YEAR: 4, MONTH: 7, DAY: 10, MINUTE: 16, SECOND: 19}
_DAYS_BEFORE_MONTH: Final = np.array((0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334), np.int64)
_DAYS_IN_MONTH: Final = np.array((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), np.int64)
_MAX_SECONDS: Final = 2**62


@dataclass(slots=True)
class DateColumn:
    """Holds a column of dates as arrays of seconds.

    `starts` and `ends` (exclusive) are in seconds from 1970, `precisions` are the codes of the forms, `irregular` has
    the texts of irregular dates by row, in order.
    """

    starts: Ints
    ends: Ints
    precisions: Precisions
    irregular: dict[int, str]
    empty: NDArray[np.bool_]


class InvalidDate(Exception):
    """Reports the first date of a column that cannot be read.

    `row` is its place in the column; `cause` is None for a date that is too far away.
    """

    def __init__(self, row: int, cause: DateError | None) -> None:
        self.row = row
        self.cause = cause
        super().__init__(row)


def read_date_texts(offsets: Ints, data: Bytes, text_at: Callable[[int], str]) -> DateColumn:
    """Read the date texts that lie in `data`.

    Text `k` is from `offsets[k]` to `offsets[k + 1]`; `text_at(k)` returns it as a string. An empty text is allowed.
    Raises InvalidDate for the first that is no date.
    """
    count = len(offsets) - 1
    lengths = np.diff(offsets)
    starts, ends = np.zeros(count, np.int64), np.zeros(count, np.int64)
    precisions = np.zeros(count, np.uint8)
    for precision, length in _TEXT_LENGTHS.items():
        rows = np.flatnonzero(lengths == length)
        if len(rows):
            _read_regular(precision, rows, data[offsets[rows][:, None] + np.arange(length)], starts, ends, precisions)
    empty = lengths == 0
    irregular: dict[int, str] = {}
    parsed: dict[str, tuple[int, int]] = {}
    for row in np.flatnonzero((precisions == IRREGULAR) & ~empty).tolist():
        date_text = text_at(row)
        if date_text not in parsed:
            parsed[date_text] = date_text_extent(date_text, row)
        starts[row], ends[row] = parsed[date_text]
        irregular[row] = date_text
    return DateColumn(starts, ends, precisions, irregular, empty)


def date_text_extent(date_text: str, row: int = 0) -> tuple[int, int]:
    """Return the first and the last second (exclusive) of a date.

    Raises InvalidDate.
    """
    try:
        span = date_extent(parse_date(date_text))
    except DateError as error:
        raise InvalidDate(row, error) from None
    if span is None or not -_MAX_SECONDS < span[0] <= span[1] < _MAX_SECONDS:
        raise InvalidDate(row, None)
    return span


def _read_regular(
    precision: int, rows: Ints, characters: Bytes, starts: Ints, ends: Ints, precisions: Precisions
) -> None:
    """Read texts of one length that have this length's regular form."""
    digits = characters.astype(np.int64) - ord("0")
    valid = np.ones(len(characters), bool)
    for position, expected in enumerate("YYYY-MM-DDThh:mm:ss"[: characters.shape[1]]):
        valid &= (
            (digits[:, position] >= 0) & (digits[:, position] <= 9)
            if expected.isalpha() and expected != "T"
            else characters[:, position] == ord(expected)
        )

    def two_digits(position: int) -> Ints:
        number: Ints = digits[:, position] * 10 + digits[:, position + 1]
        return number

    years = two_digits(0) * 100 + two_digits(2)
    months = two_digits(5) if precision >= MONTH else np.ones_like(years)
    valid &= (months >= 1) & (months <= 12)
    months = np.clip(months, 1, 12)
    days = two_digits(8) if precision >= DAY else np.ones_like(years)
    valid &= (days >= 1) & (days <= _DAYS_IN_MONTH[months - 1] + ((months == 2) & _is_leap(years)))
    begin = days_from_civil(years, months, days) * 86_400
    if precision == YEAR:
        end = days_from_civil(years + 1, months, days) * 86_400
    elif precision == MONTH:
        is_december = months == 12
        end = days_from_civil(years + is_december, np.where(is_december, 1, months + 1), days) * 86_400
    elif precision == DAY:
        end = begin + 86_400
    else:
        hours, minutes = two_digits(11), two_digits(14)
        seconds = two_digits(17) if precision == SECOND else np.zeros_like(years)
        valid &= (hours <= 23) & (minutes <= 59) & (seconds <= 59)
        begin = begin + hours * 3600 + minutes * 60 + seconds
        end = begin + (1 if precision == SECOND else 60)
    valid_rows = rows[valid]
    starts[valid_rows], ends[valid_rows], precisions[valid_rows] = begin[valid], end[valid], precision


def read_years(years: Ints) -> DateColumn:
    """Read whole years; those of more than four digits are irregular."""
    regular = (years >= -9999) & (years <= 9999)  # not with np.abs: of the least int64 it is negative
    safe = np.where(regular, years, 0)
    one = np.ones_like(safe)
    starts = days_from_civil(safe, one, one) * 86_400
    ends = days_from_civil(safe + 1, one, one) * 86_400
    precisions = np.where(regular, YEAR, IRREGULAR).astype(np.uint8)
    irregular = {}
    for row in np.flatnonzero(~regular).tolist():
        irregular[row] = f"Y{int(years[row])}"
        starts[row], ends[row] = date_text_extent(irregular[row], row)
    return DateColumn(starts, ends, precisions, irregular, np.zeros(len(years), bool))


_FIRST_SECOND: Final = seconds_from_civil(-9999)
_LAST_SECOND: Final = seconds_from_civil(10_000) - 1


def read_instants(seconds: Ints) -> DateColumn:
    """Read seconds from 1970 as dates.

    A midnight is a day, since files hold days in this way; any other instant is a second. Raises InvalidDate for years
    of more than four digits.
    """
    unspeakable = (seconds < _FIRST_SECOND) | (seconds > _LAST_SECOND)
    if unspeakable.any():
        raise InvalidDate(int(np.flatnonzero(unspeakable)[0]), None)
    midnight = seconds % 86_400 == 0
    ends = seconds + np.where(midnight, 86_400, 1)
    precisions = np.where(midnight, DAY, SECOND).astype(np.uint8)
    return DateColumn(seconds, ends, precisions, {}, np.zeros(len(seconds), bool))


def _is_leap(years: Ints) -> NDArray[np.bool_]:
    leap: NDArray[np.bool_] = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    return leap


def days_from_civil(years: Ints, months: Ints, days: Ints) -> Ints:
    """Return the days from 1970-01-01 to dates, as arrays.

    `desktop.story.dates.calendar` does the same for one date.
    """
    previous = years - 1
    leap_day = (months > 2) & _is_leap(years)
    days_before_year: Ints = previous * 365 + previous // 4 - previous // 100 + previous // 400
    return days_before_year + _DAYS_BEFORE_MONTH[months - 1] + leap_day + days - 719_163


def format_regular(start: int, end: int, precision: int) -> str:
    """Return a regular date as text.

    `start` and `end` (exclusive) are its first and last second. The high four bits of `precision` are the code of a
    date that ends an interval, 0 for none.
    """
    if precision >> 4:
        last = civil_from_seconds(end - 1)
        return f"{_format_civil(civil_from_seconds(start), precision & 15)}/{_format_civil(last, precision >> 4)}"
    return _format_civil(civil_from_seconds(start), precision)


def _format_civil(civil: Sequence[int], precision: int) -> str:
    year, month, day, hour, minute, second = civil
    text = f"{year:05d}" if year < 0 else f"{year:04d}"
    if precision >= MONTH:
        text += f"-{month:02d}"
    if precision >= DAY:
        text += f"-{day:02d}"
    if precision >= MINUTE:
        text += f"T{hour:02d}:{minute:02d}"
    return f"{text}:{second:02d}" if precision == SECOND else text


def date_texts(date_column: DateColumn) -> Any:
    """Return the dates of a column as texts for the parser.

    An empty date is "".
    """
    import pyarrow as pa

    texts = [""] * len(date_column.starts)
    for row in np.flatnonzero(~date_column.empty).tolist():
        precision = int(date_column.precisions[row])
        texts[row] = date_column.irregular.get(row) or format_regular(
            int(date_column.starts[row]), int(date_column.ends[row]), precision
        )
    return pa.array(texts, pa.string())
