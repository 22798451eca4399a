"""Read dates in no regular form, one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import numpy as np

from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.date_format import finest_part
from desktop.story.dates.parse import parse_date
from desktop.timeline.data.dates.date_column import (
    DAY,
    EMPTY,
    FAR,
    MINUTE,
    MONTH,
    NO_DATE,
    NO_ZONE,
    SECOND,
    YEAR,
    DateColumn,
    is_no_date,
)
from desktop.timeline.data.dates.date_forms import NANOSECONDS, DateForm, number_moment, strptime, zone_minutes
from desktop.timeline.data.dates.shaped_dates import parse_extent
from desktop.timeline.data.string_column import MOST_SIGNS, Mask, Texts, number_equal
from desktop.timeline.date_shapes import fractions_of
from desktop.timeline.index import Ints

_LENGTHS: Final = {DAY: 86_400, MINUTE: 60, SECOND: 1}
_PRECISIONS: Final = {"year": YEAR, "month": MONTH, "day": DAY, "hour": MINUTE, "minute": MINUTE, "second": SECOND}
_HAS_FRACTION: Final = re.compile(r":\d\d[.,]\d")
LAST_SECOND: Final = seconds_from_civil(10_000) - 1


def read_rest(texts: Texts, rows: Ints, form: DateForm, dates: DateColumn) -> None:
    """Read the texts of some rows one by one, equal ones once."""
    _read_each(texts, rows, dates, lambda text, place, column: _read_one(text, place, form, column))


def read_formatted(texts: Texts, unread: Mask, date_format: str, dates: DateColumn) -> Mask:
    """Read texts by a format, one by one; return which are left."""
    rows = np.flatnonzero(unread)

    def read(text: str, place: int, column: DateColumn) -> None:
        if not _read_by_format(text, place, date_format, column):
            column.faults[place] = NO_DATE

    _read_each(texts, rows, dates, read)
    left: Mask = unread & (dates.faults == NO_DATE)
    dates.faults[left] = 0
    return left


def _read_each(texts: Texts, rows: Ints, dates: DateColumn, read: Callable[[str, int, DateColumn], None]) -> None:
    """Read the distinct texts of some rows with a function."""
    is_short = texts.lengths[rows] <= MOST_SIGNS
    short, long = rows[is_short], rows[~is_short]
    for some, (firsts, numbers) in (
        (short, number_equal(texts.signs(short))),
        (long, (np.arange(len(long)), np.arange(len(long)))),
    ):
        column = DateColumn.blank(len(firsts))
        for place, text in enumerate(texts.strings(some[firsts])):
            read(text, place, column)
        dates.put(some, column, numbers)


def _read_one(text: str, row: int, form: DateForm, dates: DateColumn) -> None:
    """Read a text in no regular form, or note its fault."""
    if is_no_date(text):
        dates.faults[row] = EMPTY
        return
    if form.unit and form.unit != "years":
        moment = number_moment(text, form.unit)
        if moment is not None:
            if abs(moment) < NANOSECONDS["s"] * LAST_SECOND:
                _store_moment(dates, row, moment, whole_days=form.unit == "days" and moment % NANOSECONDS["days"] == 0)
            else:
                dates.faults[row] = FAR
            return
    elif form.date_format and _read_by_format(text, row, form.date_format, dates):
        return
    extent = parse_extent(text)
    if isinstance(extent, tuple):
        dates.starts[row], dates.ends[row] = extent
        dates.irregular[row] = text
        if _HAS_FRACTION.search(text):
            fractions = [round(one * NANOSECONDS["s"]) for one in fractions_of(parse_date(text))]
            dates.put_fractions(row, *(one or None for one in fractions))
        return
    dates.faults[row] = FAR if extent is None else NO_DATE


def _read_by_format(text: str, row: int, date_format: str, dates: DateColumn) -> bool:
    """Read a text by a format; return whether it fits."""
    when = strptime(text, date_format)
    if when is None:
        return False
    precision = _PRECISIONS[finest_part(date_format)]
    begin = seconds_from_civil(when.year, when.month, when.day, when.hour, when.minute, when.second)
    zone = zone_minutes(when)
    _store(dates, row, begin, precision, when.microsecond * 1000, NO_ZONE if zone is None else zone)
    if precision < DAY:
        years, months = divmod(when.year * 12 + when.month - 1 + (1 if precision == MONTH else 12), 12)
        dates.ends[row] = seconds_from_civil(years, months + 1)
    return True


def _store(dates: DateColumn, row: int, begin: int, precision: int, fraction: int, zone: int) -> None:
    dates.starts[row], dates.ends[row], dates.precisions[row] = (
        begin,
        begin + _LENGTHS.get(precision, 0),
        precision,
    )
    dates.put_fractions(row, fraction or None, None)
    if zone != NO_ZONE:
        if dates.zones is None:
            dates.zones = np.full(len(dates.starts), NO_ZONE, np.int16)
        dates.zones[row] = zone


def _store_moment(dates: DateColumn, row: int, nanoseconds: int, *, whole_days: bool) -> None:
    seconds, fraction = divmod(nanoseconds, NANOSECONDS["s"])
    _store(dates, row, seconds, DAY if whole_days else SECOND, fraction, NO_ZONE)
