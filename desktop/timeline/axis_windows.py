"""Find windows of a story, slide or event on any axis.

A margin is a share of the axis, not of time: on a logarithmic axis a share of thirteen billion years would reach as far
into the future.
"""

from __future__ import annotations

from typing import Final

from desktop.story.dates.date_from_instant import pointed_span
from desktop.story.model import Event, Slide, Story
from desktop.timeline.camera import (
    TimeWindow,
    date_extent,
    event_extent,
    event_window,
    make_window,
    slide_window,
    story_extent,
    story_window,
    window_between,
)
from desktop.timeline.log_axis import E_FOLD
from desktop.timeline.time_axis import TimeAxis

_STORY_MARGIN: Final = 0.045
_EVENT_MARGIN: Final = 0.12
_WINDOW_MARGIN: Final = 0.02
_NEIGHBOURS: Final = 3
_DATES_IN_WINDOW: Final = 500
"""How many dates a window is told apart by: a day in a year."""
_HOUR: Final = 3600.0
_MINUTE: Final = 60.0
_SECONDS_UP_TO: Final = 3.6  # seconds: of a window of half an hour
_LEAST_SPAN: Final = E_FOLD // 2  # around a single day on a logarithmic axis


def story_axis_window(story: Story, axis: TimeAxis) -> TimeWindow:
    """Return the window of the axis that shows every event.

    A logarithmic axis shows the day that it counts towards, too.
    """
    extent = story_extent(story) if axis.is_logarithmic else None
    if extent is None:
        return axis.window_to_axis(story_window(story))
    return _with_margin(axis.to_axis(extent[0]), max(axis.to_axis(extent[1]), 0), _STORY_MARGIN)


def event_axis_window(story: Story, event: Event, axis: TimeAxis) -> TimeWindow:
    """Return the window of the axis with an event and its neighbours."""
    own = event_extent(event)
    if not axis.is_logarithmic or own is None:
        return axis.window_to_axis(event_window(story, event))
    first, last = axis.to_axis(own[0]), axis.to_axis(own[1])
    others = [one for other in story.events if other.id != event.id and (one := event_extent(other))]
    places = [(axis.to_axis(start), axis.to_axis(end)) for start, end in others]
    nearest = sorted(places, key=lambda one: max(one[0] - last, first - one[1], 0))[:_NEIGHBOURS]
    start, end = min(first, *(one[0] for one in nearest), first), max(last, *(one[1] for one in nearest), last)
    return _with_margin(start, end, _EVENT_MARGIN)


def slide_axis_window(story: Story, slide: Slide, axis: TimeAxis, whole: TimeWindow | None = None) -> TimeWindow:
    """Return the window of the axis that a slide shows.

    `whole` is that of the whole story, on the axis, if it has more than the events that it lists.
    """
    if not axis.is_logarithmic:
        return axis.window_to_axis(slide_window(story, slide, whole))
    if slide.window is not None and (span := date_extent(slide.window)):
        whole = whole or story_axis_window(story, axis)
        start, end = axis.to_axis(span[0]), axis.to_axis(span[1])
        start = start if slide.window.start_min is not None else min(whole.start, start)
        end = end if slide.window.end_max is not None else max(whole.end, end)
        return _with_margin(start, end, _WINDOW_MARGIN, least=1)
    event = story.event_of(slide)
    if event is None and slide.date is not None and not slide.highlight and date_extent(slide.date):
        event = Event("", slide.date)
    if event is not None:
        return event_axis_window(story, event, axis)
    extents = [event_extent(story.event_by_id[name]) for name in slide.highlight if name in story.event_by_id]
    known = [one for one in extents if one]
    if known:
        return _around(axis, min(one[0] for one in known), max(one[1] for one in known), _EVENT_MARGIN)
    return whole or story_axis_window(story, axis)


def _around(axis: TimeAxis, start: int, end: int, margin: float) -> TimeWindow:
    return _with_margin(axis.to_axis(start), axis.to_axis(end), margin)


def _with_margin(start: int, end: int, margin: float, least: int = _LEAST_SPAN) -> TimeWindow:
    if end - start < least:
        return make_window(start, (end - start - least) / 2, float(least))
    return window_between(start, end, margin)


def window_text(time_window: TimeWindow, axis: TimeAxis) -> str:
    """Return a window of time as a date that covers it."""
    resolutions = (_covering(one) for one in end_resolutions(time_window, axis, _DATES_IN_WINDOW))
    return pointed_span(time_window.start, max(time_window.start, time_window.end - 1), *resolutions)


def _covering(resolution: float) -> float:
    """Return the resolution at which an end is written.

    A clock says its minute or its second, not an hour: the text of an hour would not reach to the end of it.
    """
    if resolution > _HOUR:
        return resolution
    return _MINUTE if resolution > _SECONDS_UP_TO else 1.0


def end_resolutions(time_window: TimeWindow, axis: TimeAxis, parts: int) -> tuple[float, float]:
    """Return the seconds in a part of a window, at both ends."""
    if not axis.is_logarithmic:
        return time_window.span / parts, time_window.span / parts
    start, end = axis.to_axis(time_window.start), axis.to_axis(time_window.end)
    step = max(1, (end - start) // parts)
    return float(axis.to_time(start + step) - time_window.start), float(time_window.end - axis.to_time(end - step))
