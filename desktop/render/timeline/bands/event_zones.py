"""Keeps where events can be pointed at, until that is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from desktop.render.frame import HitZone
from desktop.story.model import Event

ZonePlace = tuple[float, float, float, float, Event, int]
"""The x, y, width and height of an event's zone, the event, and the step at which it appears."""

Zones = Callable[[], Sequence[HitZone]]
"""Makes zones. While the camera moves, few drawings are asked for them, and a crowd has hundreds in view."""


def event_zones(places: Collection[ZonePlace]) -> list[HitZone]:
    """Return the zones of events at some places."""
    return [
        HitZone(x, y, width, height, "event", event.path, event.id, step) for x, y, width, height, event, step in places
    ]
