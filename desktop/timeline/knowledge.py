"""What was known when: the state of an event as of a date, and the date of knowledge under a hand."""

from __future__ import annotations

from typing import Final

from desktop.story.dates.calendar import civil_from_seconds, seconds_from_civil
from desktop.story.dates.parse import When, parse
from desktop.story.model import Event, Status, Story

_DAY: Final = 86_400
_YEAR: Final = 365.2425 * _DAY


def status_as_of(event: Event, as_of: When | None) -> Status | None:
    """Return the event's status at a date of knowledge, or None before anybody could know of it.

    Without a date of knowledge the event is what the text says it is. Without `known_from`, a planned event is known from
    the start, any other from the day it begins.
    """
    now = as_of.latest if as_of is not None else None  # the day's end: what happens on a day is known once it is over
    if now is None:
        return event.status
    known = event.known_from.earliest if event.known_from is not None else None
    if known is None and event.status != "planned":
        known = event.when.earliest
    if known is not None and known >= now:
        return None
    if event.became is not None:
        turned = (event.became_from or event.when).earliest
        if turned is None or turned < now:
            return event.became
    return event.status


def date_at(instant: int, seconds_per_pixel: float) -> When:
    """Return the date of knowledge at an instant (seconds from 1970), no finer than a hand can point at this scale.

    A day, a month or a year; among ages a year rounded to a power of ten that a pixel still tells apart.
    """
    year, month, day, *_ = civil_from_seconds(instant)
    if -9999 <= year <= 9999 and seconds_per_pixel < 200 * _DAY:
        sign, digits = "-" if year < 0 else "", f"{abs(year):04d}"
        if seconds_per_pixel < 12 * _DAY:
            return parse(f"{sign}{digits}-{month:02d}-{day:02d}")
        return parse(f"{sign}{digits}-{month:02d}")
    step = 1
    while step * 10 * _YEAR <= seconds_per_pixel:
        step *= 10
    year = round(year / step) * step if step > 1 else year
    return parse(f"{'-' if year < 0 else ''}{abs(year):04d}" if -9999 <= year <= 9999 else f"Y{year}")


def all_known(story: Story) -> When | None:
    """Return the first day on which everything in a story is known, None where nothing says when."""
    last: list[int] = []
    for event in story.events:
        whens = (event.when, event.known_from, event.became_from if event.became is not None else None)
        last += [value for when in whens if when is not None and (value := when.earliest) is not None]
    if not last:
        return None
    year, month, day, *_ = civil_from_seconds(max(last))
    if not -9999 <= year <= 9999:
        return date_at(seconds_from_civil(year + 1), _YEAR)
    return parse(f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}")
