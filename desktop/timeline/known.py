"""What was known when: the state of an event as of a date."""

from __future__ import annotations

from desktop.story.edtf import When
from desktop.story.model import Event, Status


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
