"""Bring the moments of a story's events on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.story.dates.zones import in_zone, shared_zone
from desktop.story.model import Event


def align_zones(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events with all moments in the zone of most."""
    zone = shared_zone(
        date for event in events for date in (event.when, *(one.date for one in event.claims if one.date))
    )
    if zone is None:
        return tuple(events)
    return tuple(_in_zone(event, zone) for event in events)


def _in_zone(event: Event, zone: int) -> Event:
    when = in_zone(event.when, zone)
    claims = tuple(replace(one, date=in_zone(one.date, zone)) if one.date else one for one in event.claims)
    return event if when is event.when and claims == event.claims else replace(event, when=when, claims=claims)
