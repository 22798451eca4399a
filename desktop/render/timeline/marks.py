"""Events as the timeline knows them: words and form made when they are first needed, sorted so that a window finds its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from desktop.i18n import Messages
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.words import format_date
from desktop.story.markdown import parse_inline
from desktop.story.model import Event, Status, Story, Track
from desktop.timeline.axis_breaks import NO_BREAKS, AxisBreaks
from desktop.timeline.camera import TimeWindow
from desktop.timeline.date_shapes import DateShape, event_shape
from desktop.timeline.knowledge import status_as_of

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates import AggregatedTrack
    from desktop.timeline.rows import LabelBox

MESSAGES: Final = Messages(
    {
        "planned": ("planned: {date}", "prévu : {date}"),
        "disputed": ("{date} · disputed", "{date} · contesté"),
        "reported": ("{date} · reported", "{date} · selon la presse"),
        "earlier": ("‹\u202f{count:n} earlier", "‹\u202f{count:n} avant"),
        "later": ("{count:n} later\u202f›", "{count:n} après\u202f›"),
        "others": ("Other", "Autres"),
        "as_of": ("as known on {date}", "vu du {date}"),
        "as_of_in": ("as known in {date}", "vu de {date}"),
        "as_of_ago": ("as known {date}", "vu d’{date}"),
        "all_known": ("all is known", "tout est connu"),
        "going_on": ("{count:n} going on", "{count:n} en cours"),
    }
)


AGGREGATE_ABOVE: Final = 600
"""More events than this on one track are counted rather than listed while the camera moves."""

CROWDED_STORY_ABOVE: Final = 800
"""In a story that lists more than this, tracks of more than `SOME` events are counted already."""

AGGREGATE_ABOVE_IN_CROWDED: Final = 150


def plain_text(text: str) -> str:
    """Return a text without its inline marks, on one line."""
    return " ".join("".join(span.text for span in parse_inline(text)).split())


def date_label(event: Event, status: Status, language: str) -> str:
    """Say an event's date in short, with what is special about it."""
    date_text = format_date(event.when, language, style="short")
    return MESSAGES(status, language, date=date_text) if status != "happened" else date_text


class EventMark:
    """One event as it is drawn, in one language, at one date of knowledge."""

    __slots__ = ("_date", "_shape", "_title", "axis_breaks", "cached_label_box", "event", "language", "status")

    def __init__(self, event: Event, status: Status, language: str, axis_breaks: AxisBreaks = NO_BREAKS) -> None:
        self.event = event
        self.status = status
        self.language = language
        self.axis_breaks = axis_breaks
        self._shape: DateShape | None = None
        self._title = ""
        self._date = ""
        self.cached_label_box: tuple[tuple[str, float, bool], LabelBox] | None = (
            None  # what it takes of a row, drawn in some way
        )

    @property
    def id(self) -> str:
        """Return the event's id."""
        return self.event.id

    @property
    def shape(self) -> DateShape:
        """Return the shape of the event's date, on the axis as it is folded."""
        if self._shape is None:
            self._shape = self.axis_breaks.shape_to_axis(event_shape(self.event, self.status))
        return self._shape

    @property
    def title(self) -> str:
        """Return the title without marks; the id where there is none."""
        if not self._title:
            self._title = plain_text(self.event.title.get(self.language)) or self.event.id
        return self._title

    @property
    def date(self) -> str:
        """Return the date in short words."""
        if not self._date:
            self._date = date_label(self.event, self.status, self.language)
        return self._date

    @property
    def first(self) -> int:
        """Return the first second that counts for being in view: a dot is where its middle is."""
        return self.shape.centre if self.shape.kind == "dot" else self.shape.start

    @property
    def last(self) -> int:
        """Return the last second that counts for being in view."""
        return self.shape.centre if self.shape.kind == "dot" else self.shape.end

    @property
    def open_ended(self) -> bool:
        """Return whether it goes on beyond its corners, out of sight."""
        shape = self.shape
        return shape.open_start or shape.open_end or shape.unknown_start or shape.unknown_end


class ChangingMark(EventMark):
    """An event that turns into something else one day: as much room as it needs before and after, so that rows can stay."""

    __slots__ = ()

    def _before_and_after(self) -> tuple[EventMark, EventMark]:
        became = self.event.became or self.status
        return EventMark(self.event, self.status, self.language, self.axis_breaks), EventMark(
            self.event, became, self.language, self.axis_breaks
        )

    @property
    def shape(self) -> DateShape:
        """Return the longer of the two shapes."""
        if self._shape is None:
            self._shape = max((mark.shape for mark in self._before_and_after()), key=lambda form: form.end - form.start)
        return self._shape

    @property
    def date(self) -> str:
        """Return the longer of the two ways to say the date."""
        if not self._date:
            self._date = max((mark.date for mark in self._before_and_after()), key=len)
        return self._date


class TrackBand:
    """One track with the events known of it, in time; a `crowd` are those that are counted rather than listed."""

    def __init__(self, track: Track, marks: list[EventMark], aggregated: AggregatedTrack | None = None) -> None:
        self.track = track
        self.aggregated = aggregated
        self._marks = marks
        self._sorted = False
        self._firsts: list[int] = []
        self._spans: list[tuple[EventMark, int, int]] = []
        self._span_starts: list[int] = []
        self._latest_ends: list[int] = []
        self._lasts: list[int] = []
        self._open_ended: list[EventMark] = []
        self._aggregated_band: TrackBand | None = None
        self._by_id: dict[str, EventMark] | None = None
        self._aggregated_marks: list[EventMark] = []  # what the crowd was made of

    def find_mark(self, event_id: str) -> EventMark | None:
        """Return an event of the story by its id, also where it is counted in a crowd."""
        if self._by_id is None:
            self._by_id = {mark.id: mark for mark in self._aggregated_marks or self._marks}
        return self._by_id.get(event_id)

    @property
    def marks(self) -> list[EventMark]:
        """Return all events that are listed, by when they begin."""
        self._sort()
        return self._marks

    def __len__(self) -> int:
        return len(self._marks)

    @property
    def marks_unsorted(self) -> list[EventMark]:
        """Return all events that are listed, in no order and without a thought for their forms."""
        return self._marks

    def _sort(self) -> None:
        if self._sorted:
            return
        self._sorted = True
        self._marks.sort(key=lambda mark: (mark.first, mark.last, mark.id))
        self._firsts = [mark.first for mark in self._marks]
        self._open_ended = [mark for mark in self._marks if mark.open_ended]
        self._spans = [(mark, mark.first, mark.last) for mark in self._marks if not mark.open_ended]
        self._span_starts = [first for _, first, _ in self._spans]
        self._latest_ends = list(accumulate((last for _, _, last in self._spans), max))
        self._lasts = sorted(last for _, _, last in self._spans)

    def marks_in(self, low: int, high: int) -> list[tuple[EventMark, int, int]]:
        """Return the events that touch a stretch of time with their first and last second, of all but those that fade out."""
        self._sort()
        begin = bisect_left(self._latest_ends, low)
        end = bisect_right(self._span_starts, high)
        return [one for one in self._spans[begin:end] if one[2] >= low]

    def count_outside(self, low: int, high: int) -> tuple[int, int]:
        """Return how many events that do not fade lie before and after a stretch of time, both ends in it."""
        self._sort()
        before = bisect_left(self._lasts, low)
        open_ended_after = sum(mark.first > high for mark in self._open_ended)
        return before, len(self._firsts) - bisect_right(self._firsts, high) - open_ended_after

    def aggregate(self) -> TrackBand:
        """Return the band with its events as a crowd; made once."""
        if self._aggregated_band is None:
            # Imported here: numpy is for crowds, and a slide is on the screen before there are any.
            import numpy as np

            from desktop.render.timeline.aggregates import AggregatedTrack
            from desktop.timeline.index import EventIndex

            marks = self._marks
            starts, ends = sort_bounds([mark.event.when for mark in marks])
            if marks and marks[0].axis_breaks.breaks:
                to_axis = marks[0].axis_breaks.to_axis
                starts, ends = [*map(to_axis, starts)], [*map(to_axis, ends)]
            weights = np.array([mark.event.weight for mark in marks], np.float32)
            index = EventIndex(np.array(starts, np.int64), np.array(ends, np.int64), weights)
            self._aggregated_band = TrackBand(self.track, [], AggregatedTrack(index, marks.__getitem__))
            self._aggregated_band._aggregated_marks = marks
        return self._aggregated_band

    @property
    def open_ended(self) -> list[EventMark]:
        """Return the events with an open or unknown end."""
        self._sort()
        return self._open_ended


def sort_bounds(dates: Sequence[EdtfDate]) -> tuple[list[int], list[int]]:
    """Return what dates are put in order by: their beginnings, and their ends."""
    starts, ends = [when.start_min for when in dates], [when.end_max for when in dates]
    if None in starts or None in ends:
        keys = [when.sort_key for when in dates]
        return [start for start, _ in keys], [end for _, end in keys]
    return starts, ends  # type: ignore[return-value]


def bands_of(
    story: Story, track_ids: Collection[str], as_of: EdtfDate | None, language: str, axis_breaks: AxisBreaks = NO_BREAKS
) -> tuple[TrackBand, ...]:
    """Return the tracks to draw; events of no track come last under a track of their own, empty tracks are left out."""
    cache: dict[object, tuple[TrackBand, ...]] = story.__dict__.setdefault("_bands", {})
    key = (tuple(track_ids), as_of, language, axis_breaks)
    if key not in cache:
        if len(cache) > 12:  # a date of knowledge that is dragged along makes a new key with each step
            cache.clear()
        cache[key] = _make_bands(story, track_ids, as_of, language, axis_breaks)
    return cache[key]


def bands_of_all_time(
    story: Story, track_ids: Collection[str], language: str, axis_breaks: AxisBreaks = NO_BREAKS
) -> tuple[TrackBand, ...]:
    """Return the tracks with all that is ever known of them: what is planned from these rows holds at every date of knowledge."""
    cache: dict[object, tuple[TrackBand, ...]] = story.__dict__.setdefault("_lasting", {})
    key = (tuple(track_ids), language, axis_breaks)
    if key not in cache:
        bands = bands_of(story, track_ids, None, language, axis_breaks)
        if any(event.became is not None for event in story.events):
            bands = tuple(
                TrackBand(band.track, [_mark_of_all_time(mark) for mark in band.marks_unsorted]) for band in bands
            )
        if len(cache) > 8:
            cache.clear()
        cache[key] = bands
    return cache[key]


def _mark_of_all_time(mark: EventMark) -> EventMark:
    return (
        ChangingMark(mark.event, mark.status, mark.language, mark.axis_breaks)
        if mark.event.became is not None
        else mark
    )


def _make_bands(
    story: Story, track_ids: Collection[str], as_of: EdtfDate | None, language: str, axis_breaks: AxisBreaks
) -> tuple[TrackBand, ...]:
    by_track: dict[str, list[EventMark]] = {}
    for event in story.events:
        status = status_as_of(event, as_of)
        if status is not None:
            track_id = event.track if event.track in story.track_by_id else ""
            by_track.setdefault(track_id, []).append(EventMark(event, status, language, axis_breaks))
    return tuple(
        TrackBand(track, by_track.get(track.id, []))
        for track in (*story.tracks, Track(""))
        if (not track_ids or track.id in track_ids) and (by_track.get(track.id) or track.data)
    )


def visible_seconds(time_window: TimeWindow) -> tuple[int, int]:
    """Return the first and the last whole second of a window, both in view."""
    first = time_window.start + (1 if time_window.offset > 0 else 0)
    full_window = time_window.offset + time_window.span
    return first, time_window.start + int(full_window // 1)
