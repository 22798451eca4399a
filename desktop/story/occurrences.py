"""Find the occurrences of events that recur."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from desktop.story.dates.recurrence import can_repeat, parse_step, repeat_date
from desktop.story.model import Event, Story
from desktop.story.story_cache import StoryCache

_occurrences: Final[StoryCache[None, tuple[Event, ...]]] = StoryCache(4)
_by_id: Final[StoryCache[None, dict[str, Event]]] = StoryCache(4)


def occurrences(story: Story) -> tuple[Event, ...]:
    """Return the events of a story, each that recurs with its occurrences.

    The first keeps the id of the event; the others have "@" and a number after it, which no id of the text has.
    """
    if not any(event.every for event in story.events):
        return story.events
    cached = _occurrences.get(story, None)
    if cached is None:
        found = [one for event in story.events for one in (event, *_repeated(event))]
        cached = _occurrences.put(story, None, tuple(found))
    return cached


def find_occurrence(story: Story, event_id: str) -> Event | None:
    """Return an event or an occurrence by its id, or None."""
    if "@" not in event_id:
        return story.event_by_id.get(event_id)
    cached = _by_id.get(story, None)
    if cached is None:
        cached = _by_id.put(story, None, {event.id: event for event in occurrences(story)})
    return cached.get(event_id)


def _repeated(event: Event) -> list[Event]:
    step = parse_step(event.every) if event.every and event.until is not None else None
    if step is None or event.until is None or not can_repeat(event.when, step):
        return []
    dates = repeat_date(event.when, step, event.until)
    return [replace(event, id=f"{event.id}@{number}", when=when) for number, when in enumerate(dates, 2)]


def event_of_occurrence(event_id: str) -> str:
    """Return the id of an occurrence's event in the text."""
    return event_id.partition("@")[0]


def with_occurrences(story: Story, event_ids: Collection[str]) -> tuple[str, ...]:
    """Return ids of events, each that recurs with those of its occurrences."""
    if not any(one in story.event_by_id and story.event_by_id[one].every for one in event_ids):
        return tuple(event_ids)
    by_event: dict[str, list[str]] = {}
    for event in occurrences(story):
        by_event.setdefault(event_of_occurrence(event.id), []).append(event.id)
    return tuple(one for event_id in event_ids for one in by_event.get(event_id, [event_id]))
