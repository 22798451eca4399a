"""Compute what is known of events at a date.

The date of knowledge may also be chosen with the pointer.
"""

from __future__ import annotations

from typing import Final

from desktop.story.dates.calendar import civil_from_seconds, seconds_from_civil
from desktop.story.dates.date_from_instant import pointed_date
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.parse import parse_date
from desktop.story.model import Event, Status, Story

_DAY_SECONDS: Final = 86_400
_YEAR_SECONDS: Final = 365.2425 * _DAY_SECONDS
_MINUTES_BELOW: Final = 120.0
"""The seconds of a pixel below which a hand points at minutes: a window shows less than two days."""
_SECONDS_BELOW: Final = 4.0


def status_as_of(event: Event, as_of: EdtfDate | None) -> Status | None:
    """Return the status of an event at a date, None while unknown.

    Without `as_of` it is the status in the text. Without `known_from`, a planned event is known from the start, any
    other from the day it begins.
    """
    now = as_of.latest if as_of is not None else None  # the end of the day: what happens on a day is known by then
    if now is None:
        return event.status
    known_second = event.known_from.earliest if event.known_from is not None else None
    if known_second is None and event.status != "planned":
        known_second = event.when.earliest
    if known_second is not None and known_second >= now:
        return None
    if event.became is not None:
        change_second = (event.became_from or event.when).earliest
        if change_second is None or change_second < now:
            return event.became
    return event.status


def snap_date(instant: int, seconds_per_pixel: float) -> EdtfDate:
    """Return the date at an instant, as precise as one pixel.

    It is a day, a month or a year. At larger scales it is a year rounded to a power of ten that one pixel still
    distinguishes.
    """
    year, month, day, *_ = civil_from_seconds(instant)
    if -9999 <= year <= 9999 and seconds_per_pixel < 200 * _DAY_SECONDS:
        sign, digits = "-" if year < 0 else "", f"{abs(year):04d}"
        if seconds_per_pixel < 12 * _DAY_SECONDS:
            return parse_date(f"{sign}{digits}-{month:02d}-{day:02d}")
        return parse_date(f"{sign}{digits}-{month:02d}")
    step = 1
    while step * 10 * _YEAR_SECONDS <= seconds_per_pixel:
        step *= 10
    year = round(year / step) * step if step > 1 else year
    return parse_date(f"{'-' if year < 0 else ''}{abs(year):04d}" if -9999 <= year <= 9999 else f"Y{year}")


def snap_moment(instant: int, seconds_per_pixel: float) -> EdtfDate:
    """Return the moment at an instant, as precise as one pixel.

    It is a second or a minute where hours fill the screen, else a date.
    """
    if seconds_per_pixel >= _MINUTES_BELOW:
        return snap_date(instant, seconds_per_pixel)
    year = civil_from_seconds(instant)[0]
    if not -9999 <= year <= 9999:
        return snap_date(instant, seconds_per_pixel)
    return parse_date(pointed_date(instant, 1.0 if seconds_per_pixel < _SECONDS_BELOW else 60.0))


def fully_known_date(story: Story) -> EdtfDate | None:
    """Return the first date on which all events are known, or None.

    None means that no date in the story has a known beginning.
    """
    seconds: list[int] = []
    for event in story.events:
        dates = (event.when, event.known_from, event.became_from if event.became is not None else None)
        seconds += [value for when in dates if when is not None and (value := when.earliest) is not None]
    if not seconds:
        return None
    year, month, day, *_ = civil_from_seconds(max(seconds))
    if not -9999 <= year <= 9999:
        return snap_date(seconds_from_civil(year + 1), _YEAR_SECONDS)
    return parse_date(f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}")
