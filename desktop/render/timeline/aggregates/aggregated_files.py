"""Reads the data files of a story into aggregated tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import Language
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.story.model import Story

if TYPE_CHECKING:
    from desktop.timeline.data.load import DataError, EventTable


def aggregated_track(events: EventTable, language: str, own_language: Language) -> AggregatedTrack:
    """Return the events of a data file as an aggregated track."""

    def make_mark(number: int) -> EventMark:
        event = events.event(number)
        return EventMark(event, event.status, language, own_language=own_language)

    return AggregatedTrack(
        events.index, make_mark, events.search, events.notes, events.series, find_known=events.index_known_before
    )


def read_event_files(story: Story, language: str) -> tuple[dict[str, AggregatedTrack], dict[str, DataError]]:
    """Return a story's aggregated tracks and errors, by track id.

    Loads numpy where there is anything to read; a window reads beside its slides.
    """
    tracks = [track for track in story.tracks if track.data]
    if not tracks:
        return {}, {}
    from desktop.timeline.data.load import DataError, load_tracks

    aggregated: dict[str, AggregatedTrack] = {}
    errors: dict[str, DataError] = {}
    for track, found in load_tracks(story, tracks):
        if isinstance(found, DataError):
            errors[track.id] = found
        else:
            aggregated[track.id] = aggregated_track(found, language, story.own_language(language))
    return aggregated, errors
