"""Reads the data files of a story into aggregated tracks."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.story.model import Story

if TYPE_CHECKING:
    from desktop.timeline.data.load import DataError, EventTable


def aggregated_track(events: EventTable, language: str) -> AggregatedTrack:
    """Return the events of a data file as an aggregated track."""

    def make_mark(number: int) -> EventMark:
        event = events.event(number)
        return EventMark(event, event.status, language)

    return AggregatedTrack(events.index, make_mark, events.search)


def read_event_files(story: Story, language: str) -> tuple[dict[str, AggregatedTrack], dict[str, DataError]]:
    """Return a story's aggregated tracks and errors, by track id.

    Loads numpy and the library of the extra `data` where there is anything to read; a window reads beside its slides.
    """
    tracks = [track for track in story.tracks if track.data]
    if not tracks:
        return {}, {}
    from desktop.timeline.data.load import DataError, load_events

    aggregated: dict[str, AggregatedTrack] = {}
    errors: dict[str, DataError] = {}
    for track in tracks:
        try:
            aggregated[track.id] = aggregated_track(load_events(story, track), language)
        except DataError as error:
            errors[track.id] = error
        except Exception:  # a damaged file may raise anything in its library
            logging.getLogger(__name__).exception("events of %s", track.id)
            errors[track.id] = DataError("damaged", track.data)
    return aggregated, errors
