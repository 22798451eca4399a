"""Collects the events of a story's text and of its files."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop.output.selection import ExportError, ExportNote, NoteCallback, no_note
from desktop.story.model import Event, Story

MOST_OF_FILE: Final = 10_000
"""Events of one track's file: more are for a timeline, and no calendar shows them."""


def all_events(story: Story, note: NoteCallback = no_note) -> list[Event]:
    """Return all events in order of time.

    Each has an id of its own. Of a file with very many events they are the first ones, and `note` is told; so it is of
    files with the numbers of a series. Raises ExportError where a file cannot be read.
    """
    events = [*story.events, *_events_of_files(story, note)]
    return sorted(events, key=lambda one: one.when.time_order)


def _events_of_files(story: Story, note: NoteCallback) -> list[Event]:
    for file in dict.fromkeys(track.data for track in story.tracks if track.data and track.series is not None):
        note(ExportNote("no_series", {"file": file}))
    tracks = [track for track in story.tracks if track.data and track.series is None]
    if not tracks:
        return []
    from desktop.timeline.data.load import DataError, load_tracks  # numpy: few of these stories have a file

    ids = {event.id for event in story.events}
    found: list[Event] = []
    for track, table in load_tracks(story, tracks):
        if isinstance(table, DataError):
            raise ExportError("data", reason=table)
        if len(table) > MOST_OF_FILE:
            note(ExportNote("first_events", {"file": track.data, "count": len(table), "most": MOST_OF_FILE}))
        for number in range(min(len(table), MOST_OF_FILE)):
            event = _with_own_id(table.event(number), ids)
            ids.add(event.id)
            found.append(event)
    return found


def _with_own_id(event: Event, ids: set[str]) -> Event:
    """Return an event with an id that no other has.

    A calendar would take two events of one id for versions of one.
    """
    if event.id not in ids:
        return event
    own, number = f"{event.track}.{event.id}", 2
    while own in ids:
        own, number = f"{event.track}.{event.id}.{number}", number + 1
    return replace(event, id=own)
