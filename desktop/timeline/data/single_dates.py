"""Read dates in no regular form, one by one."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date
from desktop.timeline.camera import date_extent
from desktop.timeline.data.date_column import DAY, EMPTY, FAR, MINUTE, NO_DATE, NO_ZONE, SECOND, DateColumn
from desktop.timeline.data.date_forms import NANOSECONDS, DateForm, is_no_date, number_moment, strptime, zone_minutes
from desktop.timeline.data.string_column import Texts
from desktop.timeline.index import Ints

_LENGTHS: Final = {DAY: 86_400, MINUTE: 60, SECOND: 1}
MAX_SECONDS: Final = 2**62
_MOST_ERRORS: Final = 50  # of one batch that keep their reason: no list is longer
_HAS_SECONDS: Final = re.compile(r"%-?[STcXf]")
_HAS_HOURS: Final = re.compile(r"%-?[HI]")
_LONG_YEAR: Final = re.compile(r"-?\d{5,}", re.ASCII)
_EDTF_SIGNS: Final = re.compile(r"[0-9XYESTZ?~%.,:/+\[\]{}\s-]+", re.ASCII)
LAST_SECOND: Final = seconds_from_civil(10_000) - 1


def read_rest(texts: Texts, rows: Ints, form: DateForm, dates: DateColumn) -> None:
    """Read the texts of some rows one by one, equal ones once."""
    cache: dict[str, tuple[int, int] | DateError | None] = {}
    known: dict[str, tuple[int, int, str]] = {}
    again: list[int] = []
    bounds: list[tuple[int, int]] = []
    for row, text in zip(rows.tolist(), texts.strings(rows), strict=True):
        seen = known.get(text)
        if seen is not None:
            again.append(row)
            bounds.append(seen[:2])
            dates.irregular[row] = seen[2]
            continue
        _read_one(text, row, form, dates, cache)
        if row in dates.irregular:
            known[text] = int(dates.starts[row]), int(dates.ends[row]), dates.irregular[row]
    if again:
        dates.starts[again], dates.ends[again] = np.array(bounds, np.int64).T


def _read_one(
    text: str,
    row: int,
    form: DateForm,
    dates: DateColumn,
    cache: dict[str, tuple[int, int] | DateError | None],
) -> None:
    """Read a text in no regular form, or note its fault."""
    if is_no_date(text):
        dates.faults[row] = EMPTY
        return
    if form.unit and form.unit != "years":
        moment = number_moment(text, form.unit)
        if moment is not None:
            if abs(moment) < NANOSECONDS["s"] * LAST_SECOND:
                _store_moment(dates, row, moment, whole_days=form.unit == "days")
            else:
                dates.faults[row] = FAR
            return
    elif form.date_format:
        when = strptime(text, form.date_format)
        if when is not None:
            precision = (
                SECOND
                if _HAS_SECONDS.search(form.date_format)
                else MINUTE
                if _HAS_HOURS.search(form.date_format)
                else DAY
            )
            begin = seconds_from_civil(when.year, when.month, when.day, when.hour, when.minute, when.second)
            zone = zone_minutes(when)
            _store(
                dates,
                row,
                begin,
                precision,
                when.microsecond * 1000,
                NO_ZONE if zone is None else zone,
            )
            return
    if len(dates.errors) >= _MOST_ERRORS and not _EDTF_SIGNS.fullmatch(text):
        dates.faults[row] = NO_DATE  # the parser would only look for a hint that nobody reads
        return
    date_text = f"Y{text}" if form.unit == "years" and _LONG_YEAR.fullmatch(text) else text
    if date_text not in cache:
        cache[date_text] = parse_extent(date_text)
    known = cache[date_text]
    if isinstance(known, tuple):
        dates.starts[row], dates.ends[row] = known
        dates.irregular[row] = date_text
        return
    dates.faults[row] = FAR if known is None else NO_DATE
    if known is not None and len(dates.errors) < _MOST_ERRORS:
        dates.errors[row] = known


def parse_extent(text: str) -> tuple[int, int] | DateError | None:
    """Return the extent of a date, its error, or None (too far)."""
    try:
        return date_text_extent(text)
    except DateError as error:
        return error
    except OverflowError:
        return None


def date_text_extent(date_text: str) -> tuple[int, int]:
    """Return the first and the last second (exclusive) of a date.

    Raises DateError, and OverflowError for one that is too far away.
    """
    span = date_extent(parse_date(date_text))
    if span is None or not -MAX_SECONDS < span[0] <= span[1] < MAX_SECONDS:
        raise OverflowError(date_text)
    return span


def _store(dates: DateColumn, row: int, begin: int, precision: int, fraction: int, zone: int) -> None:
    dates.starts[row], dates.ends[row], dates.precisions[row] = (
        begin,
        begin + _LENGTHS[precision],
        precision,
    )
    if fraction:
        if dates.fractions is None:
            dates.fractions = np.zeros(len(dates.starts), np.uint32)
        dates.fractions[row] = fraction
    if zone != NO_ZONE:
        if dates.zones is None:
            dates.zones = np.full(len(dates.starts), NO_ZONE, np.int16)
        dates.zones[row] = zone


def _store_moment(dates: DateColumn, row: int, nanoseconds: int, *, whole_days: bool) -> None:
    seconds, fraction = divmod(nanoseconds, NANOSECONDS["s"])
    _store(dates, row, seconds, DAY if whole_days else SECOND, fraction, NO_ZONE)
