"""The camera's window of time, moved and zoomed without losing a second at any depth.

A window begins at a whole second (a Python int, exact at the age of the universe) plus a part of a second, and is `span`
seconds long. Positions are differences from its start, so a float never has to hold an instant.
"""

from __future__ import annotations

import math
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Event, Slide, Story
from desktop.story.story_cache import StoryCache

YEAR_SECONDS: Final = 31_556_952.0
"""Seconds in a mean Gregorian year."""

MIN_SPAN: Final = 20.0
MAX_SPAN: Final = 40e9 * YEAR_SECONDS
MAX_FLIGHT_MS: Final = 700
"""The longest a flight between two windows may take."""

_RHO: Final = math.sqrt(2.0)  # van Wijk and Nuij's trade of zooming against panning: people liked about 1.4 best
_NEIGHBOUR_COUNT: Final = 3


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """A stretch of time: from `start + offset` (seconds from 1970, offset in [0, 1)), `span` seconds long."""

    start: int
    span: float
    offset: float = 0.0

    @property
    def end(self) -> int:
        """Return the first whole second after the window."""
        return self.start + math.ceil(self.offset + self.span)

    def x_of(self, instant: int, width: float) -> float:
        """Return where an instant falls on `width` pixels; outside the window it is below 0 or above `width`."""
        return (instant - self.start - self.offset) * width / self.span

    def instant_at(self, fraction: float) -> tuple[int, float]:
        """Return the instant at a share (0 to 1) of the window, as whole seconds and a part of a second."""
        return _split_seconds(self.start, self.offset + fraction * self.span)

    def contains(self, start: int, end: int) -> bool:
        """Return whether all from `start` to `end` lies inside."""
        return self.start + self.offset <= start and end <= self.start + self.offset + self.span


def _split_seconds(seconds: int, fraction: float) -> tuple[int, float]:
    floor = math.floor(fraction)
    return seconds + floor, fraction - floor


def make_window(start: int, offset: float, span: float) -> TimeWindow:
    """Make a window of any offset: its whole seconds go to the start, its span is kept within what can be shown."""
    span = min(max(span, MIN_SPAN), MAX_SPAN)
    full_window, fraction = _split_seconds(start, offset)
    return TimeWindow(full_window, span, fraction)


def window_between(start: int, end: int, margin: float = 0.0) -> TimeWindow:
    """Return the window from `start` to `end` with a share of its span added on both sides."""
    span = max(float(end - start), MIN_SPAN)
    return make_window(start, -margin * span, span * (1 + 2 * margin))


def zoom_at(time_window: TimeWindow, fraction: float, factor: float) -> TimeWindow:
    """Return the window `factor` times as long (below 1: closer) with what is at `share` (0 to 1) staying where it is."""
    span = min(max(time_window.span * factor, MIN_SPAN), MAX_SPAN)
    return make_window(time_window.start, time_window.offset + fraction * (time_window.span - span), span)


def pan(time_window: TimeWindow, fraction: float) -> TimeWindow:
    """Return the window moved by a share of its own span; positive goes to later times."""
    return make_window(time_window.start, time_window.offset + fraction * time_window.span, time_window.span)


def centred_on(time_window: TimeWindow, instant: int, span: float | None = None) -> TimeWindow:
    """Return the window with an instant in its middle."""
    new_span = time_window.span if span is None else span
    return make_window(instant, -new_span / 2, new_span)


# -- flights -------------------------------------------------------------------------------------------------------------


def _flight_path(origin: TimeWindow, target: TimeWindow) -> tuple[float, float, float]:
    """Return (distance of the centres in seconds, the start's and the end's r) of van Wijk's path."""
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
    """Return how long a flight should take, at most `FLIGHT_MS`."""
    length = flight_length(origin, target)
    return 0 if length < 1e-6 else min(MAX_FLIGHT_MS, round(220 + 170 * length))


def flight(origin: TimeWindow, target: TimeWindow, t: float) -> TimeWindow:
    """Return the window at `t` (0 to 1) of the smoothest way from one to the other: out, over, and in again."""
    if t <= 0.0:
        return origin
    if t >= 1.0:
        return target
    offset, start_r, end_r = _flight_path(origin, target)
    if offset == 0.0:
        span = origin.span * (target.span / origin.span) ** t
        return make_window(target.start, target.offset + (target.span - span) / 2, span)
    length = (end_r - start_r) / _RHO
    # Each half is reckoned from its own end: near an end the position is as exact as the window there.
    if t < 0.5:
        base, side, turn, along, sign = origin, origin.span, start_r, _RHO * length * t, 1.0
    else:
        base, side, turn, along, sign = target, target.span, -end_r, _RHO * length * (1 - t), -1.0
    # cosh(r) tanh(s + r) - sinh(r), without taking one large number from another.
    moved = side / _RHO**2 * math.sinh(along) / math.cosh(along + turn)
    span = side * math.cosh(turn) / math.cosh(along + turn)
    centre = base.offset + base.span / 2 + math.copysign(moved, offset) * sign
    return make_window(base.start, centre - span / 2, span)


def ease(t: float) -> float:
    """Return eased time: quick to leave, gentle to arrive."""
    t = min(max(t, 0.0), 1.0)
    return t * t * (3 - 2 * t)


# -- windows of a story ----------------------------------------------------------------------------------------------------


def date_extent(when: EdtfDate) -> tuple[int, int] | None:
    """Return the first and the last instant that a date may mean, the known side twice where one is open; None for none."""
    if when.start_min is not None and when.end_max is not None:
        return when.start_min, when.end_max
    known = [value for value in (when.start_min, when.start_max, when.end_min, when.end_max) if value is not None]
    return (min(known), max(known)) if known else None


def event_extent(event: Event) -> tuple[int, int] | None:
    """Return the first and last instant of an event and of all dates claimed for it."""
    if not event.claims:
        return date_extent(event.when)
    date_extents = [date_extent(when) for when in (event.when, *(claim.date for claim in event.claims if claim.date))]
    extents = [one for one in date_extents if one]
    return (min(one[0] for one in extents), max(one[1] for one in extents)) if extents else None


def _union(extents: list[tuple[int, int]]) -> tuple[int, int] | None:
    return (min(one[0] for one in extents), max(one[1] for one in extents)) if extents else None


def _story_extent(story: Story) -> tuple[int, int] | None:
    """Return the first and the last instant of a story; quick, as most of very many events are plain dates."""
    starts: list[int] = []
    ends: list[int] = []
    for event in story.events:
        when = event.when
        if when.start_min is not None and when.end_max is not None and not event.claims:
            starts.append(when.start_min)
            ends.append(when.end_max)
        else:
            own_extent = event_extent(event)
            if own_extent is not None:
                starts.append(own_extent[0])
                ends.append(own_extent[1])
    return (min(starts), max(ends)) if starts else None


_story_windows: Final[StoryCache[None, TimeWindow]] = StoryCache(1)


def story_window(story: Story) -> TimeWindow:
    """Return the window that shows every event, with a margin; an empty story gives our own days."""
    cached = _story_windows.get(story, None)
    if cached is None:
        story_extent = _story_extent(story)
        if story_extent is None:
            story_extent = (seconds_from_civil(2000), seconds_from_civil(2026))
        cached = _story_windows.put(story, None, _with_margin(*story_extent, 0.045))
    return cached


def _with_margin(start: int, end: int, margin: float) -> TimeWindow:
    """Return a window around a stretch; a lone day gets weeks around it, not the hours of that day."""
    min_span = 45 * 86_400
    if end - start < min_span:
        return make_window(start, (end - start - min_span) / 2, float(min_span))
    return window_between(start, end, margin)


def event_window(story: Story, event: Event) -> TimeWindow:
    """Return the window on an event with its nearest neighbours in time: where it stands, not only when."""
    own = event_extent(event)
    if own is None:
        return story_window(story)
    others = [one for other in story.events if other.id != event.id and (one := event_extent(other))]
    nearest = sorted(others, key=lambda one: max(one[0] - own[1], own[0] - one[1], 0))[:_NEIGHBOUR_COUNT]
    hull = _union([own, *nearest]) or own
    middle = (own[0] + own[1]) // 2
    # The event stands in the middle half: what lies on one side only must not push it to the edge.
    reach = max(middle - hull[0], hull[1] - middle)
    start = min(hull[0], middle - reach // 3)
    end = max(hull[1], middle + reach // 3)
    return _with_margin(start, end, 0.12)


def slide_window(story: Story, slide: Slide, full_window: TimeWindow | None = None) -> TimeWindow:
    """Return the window of a slide: its own, its event's or the story's.

    `whole` is the window on the whole story where that is more than the events it lists.
    """
    if slide.window is not None:
        span = date_extent(slide.window)
        if span:
            surrounding = full_window or story_window(story)
            start = span[0] if slide.window.start_min is not None else min(surrounding.start, span[0])
            end = span[1] if slide.window.end_max is not None else max(surrounding.end, span[1])
            return window_between(start, end, 0.02)
    event = story.event_of(slide)
    if event is not None:
        return event_window(story, event)
    highlighted = [story.event_by_id[name] for name in slide.highlight if name in story.event_by_id]
    hull = _union([one for one in map(event_extent, highlighted) if one])
    if hull:
        return _with_margin(*hull, 0.12)
    if slide.date is not None:
        own = date_extent(slide.date)
        if own:
            return event_window(story, Event("", slide.date))
    return full_window or story_window(story)
