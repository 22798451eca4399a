"""Adds the events of data files to the bands of tracks.

A short file is listed: it is drawn as if its events were written in the text. A longer one is aggregated, and for a moving
camera a track with many listed events too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from desktop.render.timeline.aggregates.aggregated_track import MOST_LISTED, AggregatedTrack
from desktop.render.timeline.bands.track_bands import TrackBand, bands_of, bands_of_all_time, mark_of_all_time
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Story
from desktop.story.story_cache import StoryCache
from desktop.timeline.as_of import status_as_of
from desktop.timeline.time_axis import TimeAxis

AGGREGATE_ABOVE: Final = MOST_LISTED
"""The most events of a track that a moving camera lists.

A track with more is aggregated. A file with as many is listed like the events of the text, on slides too.
"""

CROWDED_STORY_ABOVE: Final = 800
"""The most listed events of a story before tracks are aggregated earlier.

Above it, tracks with more than `AGGREGATE_ABOVE_IN_CROWDED` events are.
"""

AGGREGATE_ABOVE_IN_CROWDED: Final = 150

_Bands = tuple[TrackBand, ...]
_camera_bands: Final[StoryCache[object, tuple[_Bands, _Bands]]] = StoryCache()


def camera_bands(
    story: Story,
    track_ids: Collection[str],
    as_of: EdtfDate | None,
    language: str,
    time_axis: TimeAxis,
    aggregated: Mapping[str, AggregatedTrack],
    folded: frozenset[str] | None = None,
) -> tuple[tuple[TrackBand, ...], tuple[TrackBand, ...]]:
    """Return the bands of all time, and those known at `as_of`.

    Rows are planned for the first, marks are drawn from the second.
    """
    key = (
        tuple(track_ids),
        as_of,
        language,
        time_axis,
        tuple(map(id, aggregated.values())),
        folded,
    )  # the cached bands keep the aggregated tracks alive, so that an id stays theirs
    cached = _camera_bands.get(story, key)
    if cached is None:
        all_time_bands = with_aggregation(
            bands_of_all_time(story, track_ids, language, time_axis, folded), aggregated, story, moving_camera=True
        )
        known_bands = with_listed_files(
            bands_of(story, track_ids, as_of, language, time_axis, folded), listed_files(story, aggregated), as_of
        )
        cached = _camera_bands.put(story, key, (all_time_bands, visible_at(all_time_bands, known_bands)))
    return cached


def visible_at(all_time_bands: tuple[TrackBand, ...], known_bands: tuple[TrackBand, ...]) -> tuple[TrackBand, ...]:
    """Return all bands, reduced to events known at a date."""
    by_track = {band.track.id: band for band in known_bands}
    bands = []
    for band in all_time_bands:
        known_band = by_track.get(band.track.id) or band.with_marks([])
        if band.counted and band.is_folded:
            known_band = known_band.with_marks(known_band.marks_unsorted, counted=band.counted)
        if band.aggregated is not None:
            # The aggregate of a data file is added to the listed events; one made of listed events replaces them.
            known_band = (
                known_band.with_marks(known_band.marks_unsorted, band.aggregated)
                if not band.is_made_of_marks
                else known_band.aggregate()
            )
        bands.append(known_band)
    return tuple(bands)


def with_listed_files(
    bands: tuple[TrackBand, ...],
    listed: Mapping[str, Mapping[str, EventMark]],
    as_of: EdtfDate | None,
    *,
    of_all_time: bool = False,
) -> tuple[TrackBand, ...]:
    """Return the bands with the events of short files among their own.

    Such a file is drawn as if its events were written in the text. `listed` are those of `listed_files`.
    """
    result = []
    for band in bands:
        marks = listed.get(band.track.id, {}).values()
        if not marks or band.is_folded or band.track.series is not None:
            result.append(band)
            continue
        if of_all_time:
            known = [mark_of_all_time(mark) for mark in marks]
        else:
            known = [one for one in (mark_known_at(mark, as_of) for mark in marks) if one is not None]
        result.append(band.with_marks([*band.marks_unsorted, *known]))
    return tuple(result)


def listed_files(story: Story, aggregated: Mapping[str, AggregatedTrack]) -> dict[str, Mapping[str, EventMark]]:
    """Return the marks of short files by id, by track.

    One whose ids are those of other events as well is not among them.
    """
    found: dict[str, Mapping[str, EventMark]] = {}
    ids = set(story.event_by_id)
    for track_id, track in aggregated.items():
        marks = track.listed()
        if marks and ids.isdisjoint(marks):
            found[track_id] = marks
            ids |= marks.keys()
    return found


def doubled_ids(story: Story, aggregated: Mapping[str, AggregatedTrack]) -> dict[str, str]:
    """Return ids that two events have, by tracks of files.

    Such a short file is not listed.
    """
    listed, ids = listed_files(story, aggregated), set(story.event_by_id)
    found: dict[str, str] = {}
    for track_id, track in aggregated.items():
        marks = track.listed()
        shared = track.doubled_id or next((name for name in marks if name in ids), "")
        if shared and track_id not in listed:
            found[track_id] = shared
        ids |= marks.keys()
    return found


def mark_known_at(mark: EventMark, as_of: EdtfDate | None) -> EventMark | None:
    """Return an event of a file with its status as known.

    None stands for one that is not known yet.
    """
    status = status_as_of(mark.event, as_of)
    if status is None or status == mark.status:
        return mark if status is not None else None
    return EventMark(mark.event, status, mark.language, mark.time_axis, mark.own_language)


def with_aggregation(
    bands: tuple[TrackBand, ...],
    aggregated: Mapping[str, AggregatedTrack],
    story: Story,
    as_of: EdtfDate | None = None,
    *,
    moving_camera: bool,
) -> tuple[TrackBand, ...]:
    """Return the bands with the events of data files, listed or aggregated.

    For a moving camera, whose bands are of all time, tracks with too many listed events are aggregated too.
    """
    result = []
    listed = listed_files(story, aggregated)
    bands = with_listed_files(bands, listed, as_of, of_all_time=moving_camera)
    limit = AGGREGATE_ABOVE if sum(map(len, bands)) <= CROWDED_STORY_ABOVE else AGGREGATE_ABOVE_IN_CROWDED
    for band in bands:
        track_aggregate = aggregated.get(band.track.id) if band.track.series is None else None
        if band.is_folded and band.group is not None:
            members = [
                track.id
                for track in story.tracks
                if track.group == band.group.id and not track.hidden and track.series is None
            ]
            counted = [aggregated[track_id] for track_id in members if track_id in aggregated]
            result.append(band.with_marks(band.marks_unsorted, counted=counted))
        elif track_aggregate is not None and band.track.id not in listed:
            result.append(band.with_marks(band.marks_unsorted, track_aggregate))
        elif moving_camera and len(band) > limit:
            result.append(band.aggregate())
        else:
            result.append(band)
    return tuple(result)
