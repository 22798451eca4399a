"""Collects each track's known events, as marks or as aggregates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import compress
from operator import not_
from typing import Final

from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.aggregates.short_index import index_of
from desktop.render.timeline.bands.mark_spans import MarkSpan, MarkSpans
from desktop.render.timeline.marks.event_mark import ChangingMark, EventMark
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Group, Story, Track
from desktop.story.occurrences import occurrences
from desktop.story.story_cache import StoryCache
from desktop.timeline.as_of import status_as_of
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.date_shapes import exact_times, have_fractions
from desktop.timeline.time_axis import TimeAxis
from desktop.timeline.track_lines import track_lines

_KEPT_OCTAVES: Final = 16


class TrackBand:
    """Holds a track's known events, listed in order or aggregated.

    The events of a folded band have no rows: they are counted in one strip, with those that `counted` holds.
    """

    def __init__(
        self,
        track: Track,
        marks: list[EventMark],
        aggregated: AggregatedTrack | None = None,
        *,
        is_folded: bool = False,
        group: Group | None = None,
        counted: Sequence[AggregatedTrack] = (),
    ) -> None:
        self.track = track
        self.aggregated = aggregated
        self.is_folded = is_folded
        self.group = group
        self.counted = counted if aggregated is None else (aggregated,)
        self._marks = marks
        self._sorted = False
        self._has_fractions = False
        self._firsts: list[float] = []  # with fractions of a second, as are the lasts
        self._spans = MarkSpans()
        self._parted: list[tuple[Collection[str], MarkSpans, MarkSpans]] = []  # of the last octaves of zoom
        self._lasts: list[float] = []
        self._open_ended: list[EventMark] = []
        self._aggregated_band: TrackBand | None = None
        self._by_id: dict[str, EventMark] | None = None
        self._aggregated_marks: list[EventMark] = []  # of a band made by `aggregate`

    def with_marks(
        self,
        marks: list[EventMark],
        aggregated: AggregatedTrack | None = None,
        counted: Sequence[AggregatedTrack] | None = None,
    ) -> TrackBand:
        """Return the band of the same track with other events."""
        return TrackBand(
            self.track,
            marks,
            aggregated,
            is_folded=self.is_folded,
            group=self.group,
            counted=self.counted if counted is None and self.is_folded else counted or (),
        )

    def without_group(self) -> TrackBand:
        """Return the band of the same track without a heading."""
        band = TrackBand(self.track, list(self._marks), self.aggregated, is_folded=self.is_folded, counted=self.counted)
        band._aggregated_marks = self._aggregated_marks
        return band

    def find_mark(self, event_id: str) -> EventMark | None:
        """Return the mark of an event by id, listed or aggregated."""
        if self._by_id is None:
            self._by_id = {mark.id: mark for mark in self._aggregated_marks or self._marks}
        return self._by_id.get(event_id)

    @property
    def is_made_of_marks(self) -> bool:
        """Return whether the band was made by `aggregate`."""
        return bool(self._aggregated_marks)

    @property
    def marks(self) -> list[EventMark]:
        """Return all listed events in order of their beginning."""
        self._sort()
        return self._marks

    @property
    def marks_in_rows(self) -> list[EventMark]:
        """Return the events that want a row: none of a folded band."""
        return [] if self.is_folded else self.marks

    def __len__(self) -> int:
        return len(self._marks)

    @property
    def marks_unsorted(self) -> list[EventMark]:
        """Return all listed events unsorted, without computing their shapes."""
        return self._marks

    def _sort(self) -> None:
        if self._sorted:
            return
        self._sorted = True
        self._marks.sort(key=lambda mark: mark.time_order)
        bounds = [mark.exact_bounds for mark in self._marks]
        self._has_fractions = any(mark.has_fractions for mark in self._marks)
        self._firsts = sorted(first for first, _ in bounds)
        self._open_ended = [mark for mark in self._marks if mark.open_ended]
        self._spans = MarkSpans((mark, mark.first, mark.last) for mark in self._marks if not mark.open_ended)
        self._lasts = sorted(last for mark, (_, last) in zip(self._marks, bounds, strict=True) if not mark.open_ended)

    def marks_in(self, low: int, high: int) -> list[MarkSpan]:
        """Return the events between two seconds, with first and last second.

        Open-ended events are left out.
        """
        self._sort()
        return self._spans.between(low, high)

    def parted_by(self, placed_ids: Collection[str]) -> tuple[MarkSpans, MarkSpans]:
        """Return the events that have a place, and those that have none.

        Open-ended events are left out. While the camera stays in an octave, `placed_ids` is the same object, and so it is
        when it comes back.
        """
        self._sort()
        for kept_ids, placed, unplaced in self._parted:
            if kept_ids is placed_ids:
                return placed, unplaced
        have_place = [one[0].event.id in placed_ids for one in self._spans]
        placed = MarkSpans(compress(self._spans, have_place))
        unplaced = MarkSpans(compress(self._spans, map(not_, have_place)))
        self._parted.insert(0, (placed_ids, placed, unplaced))
        del self._parted[_KEPT_OCTAVES:]
        return placed, unplaced

    @property
    def has_fractions(self) -> bool:
        """Return whether a date says fractions of a second."""
        self._sort()
        return self._has_fractions

    def count_outside(self, low: float, high: float) -> tuple[int, int]:
        """Return the number of events before and after a time span.

        Open-ended events are left out.
        """
        self._sort()
        before = bisect_left(self._lasts, low)
        open_ended_after = sum(mark.exact_bounds[0] > high for mark in self._open_ended)
        return before, len(self._firsts) - bisect_right(self._firsts, high) - open_ended_after

    def aggregate(self) -> TrackBand:
        """Return the band with its events aggregated; computed once."""
        if self._aggregated_band is None:
            marks = self._marks
            has_fractions = have_fractions(mark.event.when for mark in marks)
            if has_fractions:
                marks = sorted(marks, key=lambda mark: mark.event.when.time_order)
            dates = [mark.event.when for mark in marks]
            starts, ends = sort_bounds(dates)
            if marks and marks[0].time_axis != NO_BREAKS:
                to_axis = marks[0].time_axis.to_axis
                starts, ends = [*map(to_axis, starts)], [*map(to_axis, ends)]
            exact = exact_times(dates, starts, ends) if has_fractions else None
            index = index_of(starts, ends, [mark.event.weight for mark in marks], exact)
            time_axis = marks[0].time_axis if marks else NO_BREAKS
            aggregated = AggregatedTrack(index, marks.__getitem__, time_axis=time_axis)
            self._aggregated_band = self.with_marks([], aggregated)
            self._aggregated_band._aggregated_marks = marks
        return self._aggregated_band

    @property
    def open_ended(self) -> list[EventMark]:
        """Return the events with an open or unknown end."""
        self._sort()
        return self._open_ended

    def open_ended_in(self, low: int, high: int) -> list[EventMark]:
        """Return the open-ended events that may be seen between two seconds."""
        self._sort()
        return [
            mark
            for mark in self._open_ended
            if (mark.first <= high or mark.shape.open_start or mark.shape.unknown_start)
            and (mark.last >= low or mark.shape.open_end or mark.shape.unknown_end)
        ]


def sort_bounds(dates: Sequence[EdtfDate]) -> tuple[list[int], list[int]]:
    """Return the sort keys of dates: their starts and their ends."""
    starts, ends = [when.start_min for when in dates], [when.end_max for when in dates]
    if None in starts or None in ends:
        keys = [when.sort_key for when in dates]
        return [start for start, _ in keys], [end for _, end in keys]
    return starts, ends  # type: ignore[return-value]


_Bands = tuple[TrackBand, ...]
_bands: Final[StoryCache[object, _Bands]] = StoryCache(12)
_all_time_bands: Final[StoryCache[object, _Bands]] = StoryCache()


def bands_of(
    story: Story,
    track_ids: Collection[str],
    as_of: EdtfDate | None,
    language: str,
    time_axis: TimeAxis = NO_BREAKS,
    folded: frozenset[str] | None = None,
) -> tuple[TrackBand, ...]:
    """Return the tracks with events; events without a track come last.

    `folded` are the ids of the folded groups, None for those of the story.
    """
    key = (tuple(track_ids), as_of, language, time_axis, folded)
    cached = _bands.get(story, key)
    return cached if cached is not None else _bands.put(story, key, _make_bands(story, *key))


def bands_of_all_time(
    story: Story,
    track_ids: Collection[str],
    language: str,
    time_axis: TimeAxis = NO_BREAKS,
    folded: frozenset[str] | None = None,
) -> tuple[TrackBand, ...]:
    """Return the tracks with the events of all dates of knowledge.

    An event whose status changes has room for both.
    """
    key = (tuple(track_ids), language, time_axis, folded)
    cached = _all_time_bands.get(story, key)
    if cached is None:
        bands = bands_of(story, track_ids, None, language, time_axis, folded)
        if any(event.became is not None for event in story.events):
            bands = tuple(band.with_marks([mark_of_all_time(mark) for mark in band.marks_unsorted]) for band in bands)
        cached = _all_time_bands.put(story, key, bands)
    return cached


def mark_of_all_time(mark: EventMark) -> EventMark:
    """Return a mark with room for both statuses of its event."""
    return (
        ChangingMark(mark.event, mark.status, mark.language, mark.time_axis) if mark.event.became is not None else mark
    )


def _make_bands(
    story: Story,
    track_ids: Collection[str],
    as_of: EdtfDate | None,
    language: str,
    time_axis: TimeAxis,
    folded: frozenset[str] | None,
) -> tuple[TrackBand, ...]:
    by_track: dict[str, list[EventMark]] = {}
    own_language = story.own_language(language)
    for event in occurrences(story):
        status = status_as_of(event, as_of)
        if status is not None:
            track_id = story.drawn_track(event)
            by_track.setdefault(track_id, []).append(EventMark(event, status, language, time_axis, own_language))
    has_content = {track.id for track in story.tracks if track.data or track.series is not None}
    bands = []
    for line in track_lines(story, track_ids, folded):
        marks = [mark for track_id in line.members for mark in by_track.get(track_id, ())]
        if marks or not has_content.isdisjoint(line.members):
            bands.append(TrackBand(line.track, marks, is_folded=line.is_folded, group=line.group))
    return tuple(bands)
