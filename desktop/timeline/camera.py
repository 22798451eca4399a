"""Where the camera looks: a stretch of time, moved and zoomed without losing a second at any depth.

A window begins at a whole second (a Python int, exact at the age of the universe) plus a part of a second, and is `span`
seconds long. Positions are differences from its start, so a float never has to hold an instant.
"""

from __future__ import annotations

import math
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.dates.parse import When
from desktop.story.model import Event, Slide, Story

YEAR: Final = 31_556_952.0
"""Seconds in a mean Gregorian year."""

MIN_SPAN: Final = 20.0
MAX_SPAN: Final = 40e9 * YEAR
FLIGHT_MS: Final = 700
"""The longest a flight between two windows may take."""

_RHO: Final = math.sqrt(2.0)  # van Wijk and Nuij's trade of zooming against panning: people liked about 1.4 best
_NEIGHBOURS: Final = 3


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time: from `start + offset` (seconds from 1970, offset in [0, 1)), `span` seconds long."""

    start: int
    span: float
    offset: float = 0.0

    @property
    def end(self) -> int:
        """Return the first whole second after the window."""
        return self.start + math.ceil(self.offset + self.span)

    def x(self, instant: int, width: float) -> float:
        """Return where an instant falls on `width` pixels; outside the window it is below 0 or above `width`."""
        return (instant - self.start - self.offset) * width / self.span

    def at(self, share: float) -> tuple[int, float]:
        """Return the instant at a share (0 to 1) of the window, as whole seconds and a part of a second."""
        return _whole(self.start, self.offset + share * self.span)

    def contains(self, start: int, end: int) -> bool:
        """Return whether all from `start` to `end` lies inside."""
        return self.start + self.offset <= start and end <= self.start + self.offset + self.span


def _whole(seconds: int, part: float) -> tuple[int, float]:
    floor = math.floor(part)
    return seconds + floor, part - floor


def window(start: int, offset: float, span: float) -> Window:
    """Make a window of any offset: its whole seconds go to the start, its span is kept within what can be shown."""
    span = min(max(span, MIN_SPAN), MAX_SPAN)
    whole, part = _whole(start, offset)
    return Window(whole, span, part)


def between(start: int, end: int, margin: float = 0.0) -> Window:
    """Return the window from `start` to `end` with a share of its span added on both sides."""
    span = max(float(end - start), MIN_SPAN)
    return window(start, -margin * span, span * (1 + 2 * margin))


def zoom_at(view: Window, share: float, factor: float) -> Window:
    """Return the window `factor` times as long (below 1: closer) with what is at `share` (0 to 1) staying where it is."""
    span = min(max(view.span * factor, MIN_SPAN), MAX_SPAN)
    return window(view.start, view.offset + share * (view.span - span), span)


def pan(view: Window, share: float) -> Window:
    """Return the window moved by a share of its own span; positive goes to later times."""
    return window(view.start, view.offset + share * view.span, view.span)


def centred(view: Window, instant: int, span: float | None = None) -> Window:
    """Return the window with an instant in its middle."""
    length = view.span if span is None else span
    return window(instant, -length / 2, length)


# -- flights -------------------------------------------------------------------------------------------------------------


def _path(one: Window, other: Window) -> tuple[float, float, float]:
    """Return (distance of the centres in seconds, the start's and the end's r) of van Wijk's path."""
    away = (other.start - one.start) + (other.offset - one.offset) + (other.span - one.span) / 2
    distance = abs(away)
    if distance < 1e-9 * min(one.span, other.span):
        return 0.0, 0.0, 0.0
    near, far = one.span, other.span
    grown = _RHO**4 * distance * distance
    turned = far * far - near * near
    first = (turned + grown) / (2 * near * _RHO**2 * distance)
    last = (turned - grown) / (2 * far * _RHO**2 * distance)
    # asinh where the paper writes ln(-b + sqrt(b² + 1)): the logarithm loses all digits where b is large.
    return away, math.asinh(-first), math.asinh(-last)


def flight_length(one: Window, other: Window) -> float:
    """Return how long the path between two windows feels, in van Wijk's measure; 0 for the same window."""
    away, first, last = _path(one, other)
    if away == 0.0:
        return abs(math.log(other.span / one.span)) / _RHO
    return (last - first) / _RHO


def flight_ms(one: Window, other: Window) -> int:
    """Return how long a flight should take, at most `FLIGHT_MS`."""
    length = flight_length(one, other)
    return 0 if length < 1e-6 else min(FLIGHT_MS, round(220 + 170 * length))


def flight(one: Window, other: Window, t: float) -> Window:
    """Return the window at `t` (0 to 1) of the smoothest way from one to the other: out, over, and in again."""
    if t <= 0.0:
        return one
    if t >= 1.0:
        return other
    away, first, last = _path(one, other)
    if away == 0.0:
        span = one.span * (other.span / one.span) ** t
        return window(other.start, other.offset + (other.span - span) / 2, span)
    length = (last - first) / _RHO
    # Each half is reckoned from its own end: near an end the position is as exact as the window there.
    if t < 0.5:
        base, side, turn, along, sign = one, one.span, first, _RHO * length * t, 1.0
    else:
        base, side, turn, along, sign = other, other.span, -last, _RHO * length * (1 - t), -1.0
    # cosh(r) tanh(s + r) - sinh(r), without taking one large number from another.
    moved = side / _RHO**2 * math.sinh(along) / math.cosh(along + turn)
    span = side * math.cosh(turn) / math.cosh(along + turn)
    centre = base.offset + base.span / 2 + math.copysign(moved, away) * sign
    return window(base.start, centre - span / 2, span)


def ease(t: float) -> float:
    """Return eased time: quick to leave, gentle to arrive."""
    t = min(max(t, 0.0), 1.0)
    return t * t * (3 - 2 * t)


# -- windows of a story ----------------------------------------------------------------------------------------------------


def extent(when: When) -> tuple[int, int] | None:
    """Return the first and the last instant that a date may mean, the known side twice where one is open; None for none."""
    if when.start_min is not None and when.end_max is not None:
        return when.start_min, when.end_max
    known = [value for value in (when.start_min, when.start_max, when.end_min, when.end_max) if value is not None]
    return (min(known), max(known)) if known else None


def event_extent(event: Event) -> tuple[int, int] | None:
    """Return the first and last instant of an event and of all dates claimed for it."""
    if not event.claims:
        return extent(event.when)
    found = [extent(when) for when in (event.when, *(claim.date for claim in event.claims if claim.date))]
    known = [one for one in found if one]
    return (min(one[0] for one in known), max(one[1] for one in known)) if known else None


def _hull(extents: list[tuple[int, int]]) -> tuple[int, int] | None:
    return (min(one[0] for one in extents), max(one[1] for one in extents)) if extents else None


def _reach(story: Story) -> tuple[int, int] | None:
    """Return the first and the last instant of a story; quick, as most of very many events are plain dates."""
    first: list[int] = []
    last: list[int] = []
    for event in story.events:
        when = event.when
        if when.start_min is not None and when.end_max is not None and not event.claims:
            first.append(when.start_min)
            last.append(when.end_max)
        else:
            found = event_extent(event)
            if found is not None:
                first.append(found[0])
                last.append(found[1])
    return (min(first), max(last)) if first else None


def story_window(story: Story) -> Window:
    """Return the window that shows every event, with a margin; an empty story gives our own days."""
    kept = story.__dict__.get("_whole_window")  # a Story is frozen: what is reckoned from it once stays true
    if kept is None:
        whole = _reach(story)
        if whole is None:
            whole = (seconds_from_civil(2000), seconds_from_civil(2026))
        kept = story.__dict__["_whole_window"] = _roomy(*whole, 0.045)
    found: Window = kept
    return found


def _roomy(start: int, end: int, margin: float) -> Window:
    """Return a window around a stretch; a lone day gets weeks around it, not the hours of that day."""
    least = 45 * 86_400
    if end - start < least:
        return window(start, (end - start - least) / 2, float(least))
    return between(start, end, margin)


def event_window(story: Story, event: Event) -> Window:
    """Return the window on an event with its nearest neighbours in time: where it stands, not only when."""
    own = event_extent(event)
    if own is None:
        return story_window(story)
    others = [one for other in story.events if other.id != event.id and (one := event_extent(other))]
    near = sorted(others, key=lambda one: max(one[0] - own[1], own[0] - one[1], 0))[:_NEIGHBOURS]
    hull = _hull([own, *near]) or own
    middle = (own[0] + own[1]) // 2
    # The event stands in the middle half: what lies on one side only must not push it to the edge.
    reach = max(middle - hull[0], hull[1] - middle)
    start = min(hull[0], middle - reach // 3)
    end = max(hull[1], middle + reach // 3)
    return _roomy(start, end, 0.12)


def slide_window(story: Story, slide: Slide, whole: Window | None = None) -> Window:
    """Return where a slide stands in time: its own window, else its event or date, its highlights, the whole story.

    `whole` is the window on the whole story where that is more than the events it lists.
    """
    if slide.window is not None:
        span = extent(slide.window)
        if span:
            around = whole or story_window(story)
            start = span[0] if slide.window.start_min is not None else min(around.start, span[0])
            end = span[1] if slide.window.end_max is not None else max(around.end, span[1])
            return between(start, end, 0.02)
    event = story.event_of(slide)
    if event is not None:
        return event_window(story, event)
    named = [story.event_by_id[name] for name in slide.highlight if name in story.event_by_id]
    hull = _hull([one for one in map(event_extent, named) if one])
    if hull:
        return _roomy(*hull, 0.12)
    if slide.date is not None:
        own = extent(slide.date)
        if own:
            return event_window(story, Event("", slide.date))
    return whole or story_window(story)
