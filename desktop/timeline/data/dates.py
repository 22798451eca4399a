"""Dates by the million: the plain forms as arithmetic on whole columns of text, all others by the parser, each once.

A column of text is read as it lies in memory, bytes and offsets: no string is made for a date in a plain form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop.story.dates.calendar import civil_from_seconds
from desktop.story.dates.parse import DateError, parse
from desktop.timeline.camera import extent
from desktop.timeline.index import Ints

Codes = NDArray[np.uint8]
Bytes = NDArray[np.uint8]

ODD: Final = 0
"""The code of a date in no plain form: its text has to be kept."""
YEAR, MONTH, DAY, MINUTE, SECOND = range(1, 6)

_LENGTHS: Final = {YEAR: 4, MONTH: 7, DAY: 10, MINUTE: 16, SECOND: 19}
_BEFORE: Final = np.array((0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334), np.int64)
_LONG: Final = np.array((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), np.int64)
_FAR: Final = 2**62


@dataclass(slots=True)
class Dates:
    """A column of dates: seconds, what form each has, and the texts of those in no plain form (by place, in order)."""

    starts: Ints
    ends: Ints
    codes: Codes
    odd: dict[int, str]
    empty: NDArray[np.bool_]


class BadDate(Exception):
    """The first date of a column that cannot be read: its place in it and what is wrong; `why` None is too far away."""

    def __init__(self, place: int, why: DateError | None) -> None:
        self.place = place
        self.why = why
        super().__init__(place)


def read_texts(offsets: Ints, data: Bytes, text: Callable[[int], str]) -> Dates:
    """Read texts that lie in `data` from `offsets[k]` to `offsets[k + 1]`; `text(k)` makes one a string.

    Raises BadDate for the first that is no date; an empty text is no fault here.
    """
    count = len(offsets) - 1
    lengths = np.diff(offsets)
    starts, ends = np.zeros(count, np.int64), np.zeros(count, np.int64)
    codes = np.zeros(count, np.uint8)
    for code, length in _LENGTHS.items():
        places = np.flatnonzero(lengths == length)
        if len(places):
            _plain(code, places, data[offsets[places][:, None] + np.arange(length)], starts, ends, codes)
    empty = lengths == 0
    odd: dict[int, str] = {}
    kept: dict[str, tuple[int, int]] = {}
    for place in np.flatnonzero((codes == ODD) & ~empty).tolist():
        written = text(place)
        if written not in kept:
            kept[written] = seconds_of(written, place)
        starts[place], ends[place] = kept[written]
        odd[place] = written
    return Dates(starts, ends, codes, odd, empty)


def seconds_of(written: str, place: int = 0) -> tuple[int, int]:
    """Return the first and the last second (exclusive) that a date may mean; raises BadDate."""
    try:
        span = extent(parse(written))
    except DateError as error:
        raise BadDate(place, error) from None
    if span is None or not -_FAR < span[0] <= span[1] < _FAR:
        raise BadDate(place, None)
    return span


def _plain(code: int, places: Ints, signs: Bytes, starts: Ints, ends: Ints, codes: Codes) -> None:
    """Read the texts of one length, as far as they have the form that this length is known for."""
    digits = signs.astype(np.int64) - ord("0")
    fine = np.ones(len(signs), bool)
    for at, sign in enumerate("YYYY-MM-DDThh:mm:ss"[: signs.shape[1]]):
        fine &= (
            (digits[:, at] >= 0) & (digits[:, at] <= 9) if sign.isalpha() and sign != "T" else signs[:, at] == ord(sign)
        )

    def two(at: int) -> Ints:
        found: Ints = digits[:, at] * 10 + digits[:, at + 1]
        return found

    years = two(0) * 100 + two(2)
    months = two(5) if code >= MONTH else np.ones_like(years)
    fine &= (months >= 1) & (months <= 12)
    months = np.clip(months, 1, 12)
    days = two(8) if code >= DAY else np.ones_like(years)
    fine &= (days >= 1) & (days <= _LONG[months - 1] + ((months == 2) & _leap(years)))
    begin = days_from_civil(years, months, days) * 86_400
    if code == YEAR:
        end = days_from_civil(years + 1, months, days) * 86_400
    elif code == MONTH:
        last = months == 12
        end = days_from_civil(years + last, np.where(last, 1, months + 1), days) * 86_400
    elif code == DAY:
        end = begin + 86_400
    else:
        hours, minutes = two(11), two(14)
        seconds = two(17) if code == SECOND else np.zeros_like(years)
        fine &= (hours <= 23) & (minutes <= 59) & (seconds <= 59)
        begin = begin + hours * 3600 + minutes * 60 + seconds
        end = begin + (1 if code == SECOND else 60)
    chosen = places[fine]
    starts[chosen], ends[chosen], codes[chosen] = begin[fine], end[fine], code


def read_years(years: Ints) -> Dates:
    """Read whole years; those of more than four digits are kept as text."""
    plain = np.abs(years) <= 9999
    safe = np.where(plain, years, 0)
    one = np.ones_like(safe)
    starts = days_from_civil(safe, one, one) * 86_400
    ends = days_from_civil(safe + 1, one, one) * 86_400
    codes = np.where(plain, YEAR, ODD).astype(np.uint8)
    odd = {}
    for place in np.flatnonzero(~plain).tolist():
        odd[place] = f"Y{int(years[place])}"
        starts[place], ends[place] = seconds_of(odd[place], place)
    return Dates(starts, ends, codes, odd, np.zeros(len(years), bool))


def read_instants(seconds: Ints) -> Dates:
    """Read seconds from 1970: midnights are days, as files of dates have them, all else is a second."""
    midnight = seconds % 86_400 == 0
    ends = seconds + np.where(midnight, 86_400, 1)
    codes = np.where(midnight, DAY, SECOND).astype(np.uint8)
    return Dates(seconds, ends, codes, {}, np.zeros(len(seconds), bool))


def _leap(years: Ints) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    return found


def days_from_civil(years: Ints, months: Ints, days: Ints) -> Ints:
    """Return the days from 1970-01-01, as `desktop.story.dates.calendar` does for one date."""
    before = years - 1
    leap_day = (months > 2) & _leap(years)
    counted: Ints = before * 365 + before // 4 - before // 100 + before // 400
    return counted + _BEFORE[months - 1] + leap_day + days - 719_163


def written(start: int, end: int, code: int) -> str:
    """Write a date of a plain form as it was: its first and last second (exclusive) and its code say it all.

    The high four bits of the code are those of a date that ends an interval, 0 for none.
    """
    if code >> 4:
        last = civil_from_seconds(end - 1)
        return f"{_form(civil_from_seconds(start), code & 15)}/{_form(last, code >> 4)}"
    return _form(civil_from_seconds(start), code)


def _form(civil: Sequence[int], code: int) -> str:
    year, month, day, hour, minute, second = civil
    found = f"{year:05d}" if year < 0 else f"{year:04d}"
    if code >= MONTH:
        found += f"-{month:02d}"
    if code >= DAY:
        found += f"-{day:02d}"
    if code >= MINUTE:
        found += f"T{hour:02d}:{minute:02d}"
    return f"{found}:{second:02d}" if code == SECOND else found
