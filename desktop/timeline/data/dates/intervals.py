"""Joins beginnings and ends in columns of their own to intervals."""

from __future__ import annotations

import numpy as np

from desktop.story.dates.date_errors import DateError
from desktop.timeline.data.dates.date_column import IRREGULAR, MINUTE, NO_ZONE, OPEN_END, DateColumn
from desktop.timeline.data.dates.read_dates import read_dates
from desktop.timeline.data.dates.shaped_dates import are_reversed, date_text_extent
from desktop.timeline.data.string_column import Mask, Texts
from desktop.timeline.index import Ints


def join_intervals(begin_dates: DateColumn, end_dates: DateColumn, open_ends: Mask, good: Mask) -> dict[str, Mask]:
    """Join beginnings with ends; return the rows with faults by code."""
    has_end = (end_dates.faults == 0) & good
    ends = end_dates.ends + _zone_difference(begin_dates, end_dates)
    wrong: Mask = has_end & are_reversed(begin_dates.starts, ends, begin_dates.fractions, end_dates.fractions)
    has_end &= ~wrong
    # A regular interval is written with one zone: that of its beginning.
    has_one_zone = (_has_zone(begin_dates) == _has_zone(end_dates)) | (end_dates.precisions < MINUTE)
    regular = has_end & _is_one_regular(begin_dates) & _is_one_regular(end_dates) & has_one_zone
    goes_on = open_ends & good & (begin_dates.faults == 0)
    is_single = _is_one_regular(begin_dates)
    begin_dates.precisions[goes_on & is_single] |= np.uint8(OPEN_END)
    has_own_end, is_no_end = np.zeros(len(good), bool), np.zeros(len(good), bool)
    open_rows = np.flatnonzero(goes_on & ~is_single)
    if len(open_rows):
        written = Texts.of([f"{begin_dates.text(row)}/.." for row in open_rows.tolist()])
        joined = read_dates(written)
        fine = joined.faults == 0
        for number in np.flatnonzero(fine & (begin_dates.precisions[open_rows] == IRREGULAR)).tolist():
            begin_dates.irregular[int(open_rows[number])] = written[number]  # before the text that it has had
        begin_dates.put(open_rows[fine], joined, np.flatnonzero(fine))
        has_own_end[open_rows[~fine]] = True
    for row in np.flatnonzero(has_end & ~regular).tolist():
        text = f"{begin_dates.text(row)}/{end_dates.text(row)}"
        try:
            begin_dates.starts[row], begin_dates.ends[row] = date_text_extent(text)
        except (DateError, OverflowError):
            faulty = has_own_end if _says_more(begin_dates, row) else is_no_end if _says_more(end_dates, row) else wrong
            faulty[row] = True
            continue
        begin_dates.irregular[row] = text
        begin_dates.precisions[row] = IRREGULAR
    begin_dates.precisions[regular] |= end_dates.precisions[regular] << np.uint8(4)
    begin_dates.ends[regular] = ends[regular]
    if end_dates.fractions is not None:
        begin_dates.end_fractions = np.where(regular, end_dates.fractions, np.uint32(0))
    return {"order": wrong, "own_end": has_own_end, "no_end": is_no_end}


def _says_more(column: DateColumn, row: int) -> bool:
    """Return whether a date is an interval or one of several."""
    return any(sign in column.text(row) for sign in "/[{")


def _is_one_regular(column: DateColumn) -> Mask:
    """Return which rows hold one regular date, and no interval."""
    single: Mask = (column.precisions != IRREGULAR) & (column.precisions >> 4 == 0)
    return single


def _has_zone(column: DateColumn) -> Mask:
    """Return which rows hold a moment with a zone."""
    return np.zeros(len(column.starts), bool) if column.zones is None else column.zones != NO_ZONE


def _zone_difference(begin_dates: DateColumn, end_dates: DateColumn) -> Ints | int:
    """Return the seconds from ends as written to the zones of beginnings.

    Where only one of them has a zone, both are as written.
    """
    if begin_dates.zones is None or end_dates.zones is None:
        return 0
    minutes: Ints = begin_dates.zones.astype(np.int64) - end_dates.zones
    return np.where(_has_zone(begin_dates) & _has_zone(end_dates), minutes * 60, 0)
