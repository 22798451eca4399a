"""Read the dates of events in their calendars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.julian import in_calendar
from desktop.story.model import Event


def in_their_calendars(events: Sequence[Event], story_calendar: str) -> tuple[Event, ...]:
    """Return the events with Julian dates placed on the axis.

    An event's own calendar is that of all its dates; that of the story is for dates before the reform of 1582.
    """
    return tuple(_converted(event, story_calendar) for event in events)


def _converted(event: Event, story_calendar: str) -> Event:
    if (event.calendar or story_calendar) != "julian":
        return event

    def convert(when: EdtfDate) -> EdtfDate:
        return in_calendar(when, event.calendar, story_calendar)

    def convert_known(when: EdtfDate | None) -> EdtfDate | None:
        return _with(convert, when)

    return replace(
        event,
        when=convert(event.when),
        known_from=convert_known(event.known_from),
        became_from=convert_known(event.became_from),
        until=convert_known(event.until),
        claims=tuple(replace(claim, date=convert_known(claim.date)) for claim in event.claims),
    )


def _with(convert: Callable[[EdtfDate], EdtfDate], when: EdtfDate | None) -> EdtfDate | None:
    return convert(when) if when is not None else None
