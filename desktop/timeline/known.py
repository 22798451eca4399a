"""What was known when: the state of an event as of a date."""

from __future__ import annotations

from desktop.story.edtf import When
from desktop.story.model import Event


def status_as_of(event: Event, as_of: When | None) -> str:
    """Return the event's status at a date of knowledge, or "unknown" before anybody could know of it.

    Without a date of knowledge the event is what the text says it is.
    """
    if as_of is None:
        return event.status
    now = as_of.latest
    if now is None:
        return event.status
    known = event.known_from
    if known is not None and known.earliest is not None and known.earliest >= now:
        return "unknown"
    turned = event.became_from.earliest if event.became_from is not None else None
    if event.became is not None and turned is not None and turned < now:
        return event.became
    if known is None and event.status == "happened" and event.when.earliest is not None and event.when.earliest >= now:
        return "unknown"
    return event.status
