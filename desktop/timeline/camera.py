"""Move and zoom the time window of the camera exactly.

A window begins at a whole second (a Python int, exact even for the age of the universe) plus a fraction of a second,
and is `span` seconds long. Positions are differences from its start, so a float never has to hold an instant.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import FLOATS_WITHIN, seconds_from_civil
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Event, Slide, Story
from desktop.story.occurrences import occurrences
from desktop.story.story_cache import StoryCache

YEAR_SECONDS: Final = 31_556_952.0
"""Seconds in a mean Gregorian year."""

MIN_SPAN: Final = 0.01
MAX_SPAN: Final = 40e9 * YEAR_SECONDS
MAX_FLIGHT_MS: Final = 700
"""The longest duration of a flight, the animation from one window to another."""

_RHO: Final = math.sqrt(2.0)  # van Wijk and Nuij's ratio of zooming to panning: people liked about 1.4 best
_NEIGHBOUR_COUNT: Final = 3
_SECONDS_SEEN: Final = 3600.0  # the span of windows in which a second has some pixels
_SLIDE_MARGIN: Final = 0.02
"""The share of a slide's window that is added on each side."""


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """Holds a stretch of time, `span` seconds long.

    It begins at `start + offset` seconds since 1970, with `offset` in [0, 1).
    """

    start: int
    span: float
    offset: float = 0.0

    @property
    def end(self) -> int:
        """Return the first whole second after the window."""
        return self.start + math.ceil(self.offset + self.span)

    def x_of(self, instant: float, width: float) -> float:
        """Return the x of an instant in a window `width` pixels wide.

        Before the window it is below 0, after it above `width`.
        """
        return (instant - self.start - self.offset) * width / self.span

    def instant_at(self, fraction: float) -> tuple[int, float]:
        """Return the instant at a fraction (0 to 1) of the window.

        It is a pair of whole seconds and a fraction of a second.
        """
        return _split_seconds(self.start, self.offset + fraction * self.span)

    def second_at(self, fraction: float) -> float:
        """Return the second at a fraction (0 to 1) of the window.

        It is exact where a second has some pixels, else a whole one.
        """
        second, part = self.instant_at(fraction)
        return second + part if self.span < _SECONDS_SEEN and -FLOATS_WITHIN < second < FLOATS_WITHIN else second

    def contains(self, start: int, end: int) -> bool:
        """Return whether the window contains all from `start` to `end`."""
        return self.start + self.offset <= start and end <= self.start + self.offset + self.span


def _split_seconds(seconds: int, fraction: float) -> tuple[int, float]:
    floor = math.floor(fraction)
    return seconds + floor, fraction - floor


def make_window(start: int, offset: float, span: float) -> TimeWindow:
    """Make a window with any offset and a span within limits.

    The whole seconds of `offset` are added to `start`; the span is kept between `MIN_SPAN` and `MAX_SPAN`.
    """
    span = min(max(span, MIN_SPAN), MAX_SPAN)
    full_window, fraction = _split_seconds(start, offset)
    return TimeWindow(full_window, span, fraction)


def window_between(start: float, end: float, margin: float = 0.0) -> TimeWindow:
    """Return the window from `start` to `end` with margins.

    `margin` is the fraction of the span that is added on each side.
    """
    span, whole = max(float(end - start), MIN_SPAN), math.floor(start)
    return make_window(whole, start - whole - margin * span, span * (1 + 2 * margin))


def zoom_at(time_window: TimeWindow, fraction: float, factor: float) -> TimeWindow:
    """Return the window with its span multiplied by `factor`.

    The instant at `fraction` (0 to 1) of the window stays at its place. A factor below 1 shows less time.
    """
    span = min(max(time_window.span * factor, MIN_SPAN), MAX_SPAN)
    return make_window(time_window.start, time_window.offset + fraction * (time_window.span - span), span)


def pan(time_window: TimeWindow, fraction: float) -> TimeWindow:
    """Return the window moved by a fraction of its own span.

    A positive fraction moves to later times.
    """
    return make_window(time_window.start, time_window.offset + fraction * time_window.span, time_window.span)


def centred_on(time_window: TimeWindow, instant: float, span: float | None = None) -> TimeWindow:
    """Return the window with an instant in its middle."""
    new_span, whole = time_window.span if span is None else span, math.floor(instant)
    return make_window(whole, instant - whole - new_span / 2, new_span)


# -- flights -------------------------------------------------------------------------------------------------------------


def _flight_path(origin: TimeWindow, target: TimeWindow) -> tuple[float, float, float]:
    """Return the distance and the end parameters of a flight.

    The distance of the centres is in seconds; the other two are r0 and r1 of van Wijk and Nuij's path.
    """
    offset = (target.start - origin.start) + (target.offset - origin.offset) + (target.span - origin.span) / 2
    distance = abs(offset)
    if distance < 1e-9 * min(origin.span, target.span):
        return 0.0, 0.0, 0.0
    origin_span, target_span = origin.span, target.span
    grown = _RHO**4 * distance * distance
    turned = target_span * target_span - origin_span * origin_span
    start_r = (turned + grown) / (2 * origin_span * _RHO**2 * distance)
    end_r = (turned - grown) / (2 * target_span * _RHO**2 * distance)
    # asinh where the paper writes ln(-b + sqrt(b² + 1)): the logarithm loses all digits where b is large.
    return offset, math.asinh(-start_r), math.asinh(-end_r)


def flight_length(origin: TimeWindow, target: TimeWindow) -> float:
    """Return the length of van Wijk's path between two windows."""
    offset, start_r, end_r = _flight_path(origin, target)
    if offset == 0.0:
        return abs(math.log(target.span / origin.span)) / _RHO
    return (end_r - start_r) / _RHO


def flight_ms(origin: TimeWindow, target: TimeWindow) -> int:
    """Return the duration of a flight, at most `MAX_FLIGHT_MS`."""
    length = flight_length(origin, target)
    return 0 if length < 1e-6 else min(MAX_FLIGHT_MS, round(220 + 170 * length))


def flight(origin: TimeWindow, target: TimeWindow, t: float) -> TimeWindow:
    """Return the window at fraction `t` (0 to 1) of a flight.

    The smoothest path zooms out, pans and zooms in.
    """
    if t <= 0.0:
        return origin
    if t >= 1.0:
        return target
    offset, start_r, end_r = _flight_path(origin, target)
    if offset == 0.0:
        span = origin.span * (target.span / origin.span) ** t
        return make_window(target.start, target.offset + (target.span - span) / 2, span)
    length = (end_r - start_r) / _RHO
    # Each half is computed from its own end: near an end the position is as exact as the window there.
    if t < 0.5:
        base, side, turn, along, sign = origin, origin.span, start_r, _RHO * length * t, 1.0
    else:
        base, side, turn, along, sign = target, target.span, -end_r, _RHO * length * (1 - t), -1.0
    # cosh(r) tanh(s + r) - sinh(r), written without the difference of two large numbers.
    moved = side / _RHO**2 * math.sinh(along) / math.cosh(along + turn)
    span = side * math.cosh(turn) / math.cosh(along + turn)
    centre = base.offset + base.span / 2 + math.copysign(moved, offset) * sign
    return make_window(base.start, centre - span / 2, span)


def ease(t: float) -> float:
    """Return eased time, slow at the start and at the end."""
    t = min(max(t, 0.0), 1.0)
    return t * t * (3 - 2 * t)


# -- windows of a story ----------------------------------------------------------------------------------------------------


def date_extent(when: EdtfDate) -> tuple[int, int] | None:
    """Return the first and the last instant that a date may mean.

    If one side is open, both are the known instant; None if neither is known.
    """
    if when.start_min is not None and when.end_max is not None:
        return when.start_min, when.end_max
    known = [value for value in (when.start_min, when.start_max, when.end_min, when.end_max) if value is not None]
    return (min(known), max(known)) if known else None


def event_extent(event: Event) -> tuple[int, int] | None:
    """Return the first and last instant of an event.

    They include all dates claimed for it.
    """
    if not event.claims:
        return date_extent(event.when)
    date_extents = [date_extent(when) for when in (event.when, *(claim.date for claim in event.claims if claim.date))]
    extents = [one for one in date_extents if one]
    return (min(one[0] for one in extents), max(one[1] for one in extents)) if extents else None


def _union(extents: list[tuple[int, int]]) -> tuple[int, int] | None:
    return (min(one[0] for one in extents), max(one[1] for one in extents)) if extents else None


def story_extent(story: Story) -> tuple[int, int] | None:
    """Return the first and the last instant of a story.

    Plain dates, which most of very many events have, take a fast path.
    """
    starts: list[int] = []
    ends: list[int] = []
    for event in occurrences(story):
        when = event.when
        if when.start_min is not None and when.end_max is not None and not event.claims:
            starts.append(when.start_min)
            ends.append(when.end_max)
        else:
            own_extent = event_extent(event)
            if own_extent is not None:
                starts.append(own_extent[0])
                ends.append(own_extent[1])
    for track in story.tracks:
        for point in track.series.points if track.series is not None else ():
            own_extent = date_extent(point.when)
            if own_extent is not None:
                starts.append(own_extent[0])
                ends.append(own_extent[1])
    return (min(starts), max(ends)) if starts else None


def has_moments(story: Story) -> bool:
    """Return whether the text of a story has events or numbers."""
    return bool(story.events) or any(track.series is not None and track.series.points for track in story.tracks)


_story_windows: Final[StoryCache[None, TimeWindow]] = StoryCache(1)


def story_window(story: Story) -> TimeWindow:
    """Return the window that shows every event, with a margin.

    A story without events gets the years 2000 to 2026.
    """
    cached = _story_windows.get(story, None)
    if cached is None:
        extent = story_extent(story)
        if extent is None:
            extent = (seconds_from_civil(2000), seconds_from_civil(2026))
        cached = _story_windows.put(story, None, _with_margin(*extent, 0.045, _least_span(story.events)))
    return cached


def _least_span(events: Sequence[Event]) -> int:
    """Return the seconds that a window around events has at least.

    A single day is shown with the weeks around it, not with its hours. Where all dates say the time of the day it is a
    minute, and two seconds where one has a fraction of a second.
    """
    dates = [date for event in events for date in event.when.members or (event.when,)]
    if not dates or not all(date.precision in ("minute", "second") for date in dates):
        return 45 * 86_400
    return 2 if any(date.fraction for date in dates) else 60


def _with_margin(start: int, end: int, margin: float, min_span: int) -> TimeWindow:
    """Return the window around two instants, of a least span."""
    if end - start < min_span:
        return make_window(start, (end - start - min_span) / 2, float(min_span))
    return window_between(start, end, margin)


def event_window(story: Story, event: Event) -> TimeWindow:
    """Return the window of an event and its nearest neighbours."""
    own = event_extent(event)
    if own is None:
        return story_window(story)
    others = [one for other in story.events if other.id != event.id and (one := event_extent(other))]
    nearest = sorted(others, key=lambda one: max(one[0] - own[1], own[0] - one[1], 0))[:_NEIGHBOUR_COUNT]
    hull = _union([own, *nearest]) or own
    middle = (own[0] + own[1]) // 2
    # The event stays in the middle half: neighbours on one side only must not push it to the edge.
    reach = max(middle - hull[0], hull[1] - middle)
    start = min(hull[0], middle - reach // 3)
    end = max(hull[1], middle + reach // 3)
    return _with_margin(start, end, 0.12, _least_span((event,)))


def window_extent(story: Story, when: EdtfDate, full_window: TimeWindow | None = None) -> tuple[int, int] | None:
    """Return the first and last second of a window as written.

    An open side reaches to that of the story. None if neither side is known.
    """
    span = date_extent(when)
    if not span:
        return None
    surrounding = full_window or story_window(story)
    start = span[0] if when.start_min is not None else min(surrounding.start, span[0])
    end = span[1] if when.end_max is not None else max(surrounding.end, span[1])
    return start, end


def compared_windows(first: tuple[int, int], second: tuple[int, int]) -> tuple[TimeWindow, TimeWindow]:
    """Return two windows on one scale, aligned at their starts.

    Each is given by its first and last second; both are as long as the longer one.
    """
    span = max(MIN_SPAN, float(first[1] - first[0]), float(second[1] - second[0]))
    windows = [
        make_window(start, -_SLIDE_MARGIN * span, span * (1 + 2 * _SLIDE_MARGIN)) for start in (first[0], second[0])
    ]
    return windows[0], windows[1]


def slide_window(story: Story, slide: Slide, full_window: TimeWindow | None = None) -> TimeWindow:
    """Return the window of a slide, its event or its story.

    The first that there is counts. `full_window` is the window of the whole story if that has more than the events it
    lists.
    """
    if slide.window is not None:
        span = window_extent(story, slide.window, full_window)
        if span:
            return window_between(*span, _SLIDE_MARGIN)
    event = story.event_of(slide)
    if event is not None:
        return event_window(story, event)
    highlighted = [story.event_by_id[name] for name in slide.highlight if name in story.event_by_id]
    hull = _union([one for one in map(event_extent, highlighted) if one])
    if hull:
        return _with_margin(*hull, 0.12, _least_span(highlighted))
    if slide.date is not None:
        own = date_extent(slide.date)
        if own:
            return event_window(story, Event("", slide.date))
    return full_window or story_window(story)
