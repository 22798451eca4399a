"""Reads the dates that a user gives to an export."""

from __future__ import annotations

from desktop.output.selection import ExportError
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.parse import parse_date
from desktop.timeline.camera import TimeWindow, date_extent, window_between


def parse_export_date(text: str) -> EdtfDate | None:
    """Return a date or an interval, None for "".

    Raises ExportError that says what is wrong.
    """
    if not text.strip():
        return None
    try:
        return parse_date(text.strip())
    except DateError as error:
        raise ExportError("data", reason=error) from None


def window_of_date(date: EdtfDate, whole: TimeWindow) -> TimeWindow:
    """Return the window of a date, open ends at the story's."""
    start, end = date_extent(date) or (whole.start, whole.end)
    first = start if date.start_min is not None else min(whole.start, start)
    last = end if date.end_max is not None else max(whole.end, end)
    return window_between(first, last)
