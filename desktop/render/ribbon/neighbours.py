"""Chooses the neighbours of an event and places them on an axis."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render.ribbon.axis_line import AxisLine, deep_time_end
from desktop.render.ribbon.own_mark import RING_RADIUS
from desktop.render.theme import Theme
from desktop.render.timeline.bands.track_bands import bands_of
from desktop.render.timeline.marks.event_mark import EventMark
from desktop.render.timeline.timeline_spec import Area
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.model import Event, Slide, Story
from desktop.story.story_cache import StoryCache
from desktop.timeline.axis_breaks import find_vast_gaps
from desktop.timeline.camera import make_window
from desktop.timeline.date_shapes import DateShape
from desktop.timeline.log_axis import story_axis
from desktop.timeline.time_axis import TimeAxis

DOT_RADIUS: Final = 8.0
AXIS_FOOT: Final = 58.0
"""The pixels from the line of the axis to the foot of its labels."""

_NEIGHBOURS: Final = 2  # before, and as many after
_MAX_EVENTS: Final = 5
_LEAST_SPAN: Final = 60.0  # seconds between the first and the last event


@dataclass(frozen=True, slots=True)
class Flag:
    """Holds one event as drawn: its mark, shape, colour and words."""

    mark: EventMark
    shape: DateShape  # on the axis with its breaks
    color: str
    is_own: bool
    anchor_x: float = 0.0  # where its pole stands


_ordered_marks: Final[StoryCache[object, tuple[list[EventMark], dict[str, int]]]] = StoryCache(12)


def date_of(slide: Slide) -> EdtfDate | None:
    """Return the date that a slide gives by itself."""
    return slide.date if slide.date is not None and slide.date.sort_key is not None else None


def choose_marks(story: Story, slide: Slide, language: str) -> tuple[list[EventMark], set[str]]:
    """Return a slide's own events with their neighbours in order of time.

    The ids of its own come second; a date without an event has the id "".
    """
    key = (slide.as_of, language)
    cached = _ordered_marks.get(story, key)
    if cached is None:
        bands = bands_of(story, (), slide.as_of, language)
        ordered = list(heapq.merge(*(band.marks for band in bands), key=lambda mark: mark.time_order))
        cached = _ordered_marks.put(story, key, (ordered, {mark.id: index for index, mark in enumerate(ordered)}))
    ordered, index_by_id = cached
    own_ids = [name for name in dict.fromkeys((slide.event, *slide.highlight)) if name in index_by_id]
    date = date_of(slide)
    if not own_ids and date is not None:
        mark = EventMark(
            Event("", date, title=slide.title), "happened", language, own_language=story.own_language(language)
        )
        at = bisect_right(ordered, mark.time_order, key=lambda mark: mark.time_order)
        return [*ordered[max(0, at - _NEIGHBOURS) : at], mark, *ordered[at : at + _NEIGHBOURS]], {""}
    if not own_ids:
        return [], set()
    indexes = sorted(index_by_id[name] for name in own_ids)[:_MAX_EVENTS]
    first, last = indexes[0], indexes[-1]
    before = list(range(max(0, first - _NEIGHBOURS), first))
    after = list(range(last + 1, min(len(ordered), last + 1 + _NEIGHBOURS)))
    while len(indexes) + len(before) + len(after) > _MAX_EVENTS and (before or after):
        if len(before) > len(after):
            before.pop(0)
        else:
            after.pop()
    return [ordered[index] for index in (*before, *indexes, *after)], set(own_ids)


def nearest(marks: list[EventMark], own_ids: set[str], count: int) -> list[EventMark]:
    """Return at most `count` events, those nearest to the slide's own."""
    while len(marks) > count:
        own = [index for index, mark in enumerate(marks) if mark.id in own_ids]
        before, after = own[0], len(marks) - 1 - own[-1]
        if not before and not after:
            return marks[:count]
        marks = marks[1:] if before > after else marks[:-1]
    return marks


def place_marks(
    story: Story, marks: Sequence[EventMark], own_ids: set[str], theme: Theme, rect: Area, column: float
) -> tuple[AxisLine, list[Flag]]:
    """Return the axis that shows all marks, and the marks on it."""
    x, y, width, height = rect
    anchors = [mark.first for mark in marks]
    ends = [mark.last for mark in marks if mark.id in own_ids]
    start, end = min(anchors), max(*anchors, *ends)
    # A neighbour that lasts is followed for a while, but does not set the scale.
    end = max(end, min(max(mark.last for mark in marks), end + (end - start) // 2))
    own_axis = story_axis(story)
    time_axis: TimeAxis = (
        own_axis if own_axis.is_logarithmic else find_vast_gaps((mark.first, min(mark.last, end)) for mark in marks)
    )
    first, last = time_axis.to_axis(start), time_axis.to_axis(end)
    # The last label hangs right of its mark: the time on the axis ends before it, as the story's goes on.
    lead, tail = min(0.06 * width, 60.0), min(column, 0.56 * width)
    shown = max(width - lead - tail, 0.3 * width)
    # Events of one day stand apart by their hours and minutes, where they have them.
    least_span = 45 * 86_400.0 if len(marks) == 1 else _LEAST_SPAN if last - first >= _LEAST_SPAN else 86_400.0
    span = max(float(last - first), least_span)
    seconds_per_pixel = span / shown
    middle = (last - first - span) / 2
    if len(marks) == 1:
        seconds_per_pixel, middle, lead = span / (0.5 * width), (last - first - span) / 2, 0.25 * width
    window = make_window(first, middle - lead * seconds_per_pixel, width * seconds_per_pixel)
    flags = [
        Flag(
            mark,
            time_axis.shape_to_axis(mark.shape),
            theme.color(story.color_of(mark.event)),
            mark.id in own_ids,
        )
        for mark in marks
    ]
    until = deep_time_end(start, end)
    return AxisLine(window, x, y + height - AXIS_FOOT, width, time_axis, until), flags


def is_wide(flag: Flag, axis: AxisLine) -> bool:
    """Return whether a mark is drawn with its length."""
    return flag.shape.kind != "dot" and axis.x_of(flag.shape.end) - axis.x_of(flag.shape.start) >= 4 * DOT_RADIUS


def with_poles(flags: Sequence[Flag], axis: AxisLine, most_x: float = math.inf) -> list[Flag]:
    """Return the marks with their poles, in the order of these.

    A pole stands on a day or at the beginning of a time; on a whole year or month in its middle, unless another mark is
    there, or it is beyond `most_x`.
    """
    anchored = []
    for flag in flags:
        shape = flag.shape
        first, last = axis.x_of(shape.start), axis.x_of(shape.end)
        at = axis.x_of(shape.centre) if shape.kind == "dot" else (first + last) / 2
        covered = any(
            other is not flag
            and axis.x_of(other.shape.start) - 2 * RING_RADIUS < at < axis.x_of(other.shape.end) + 2 * RING_RADIUS
            for other in flags
        )
        if is_wide(flag, axis) and (covered or at > most_x or flag.mark.event.when.kind != "date"):
            at = axis.x_of(shape.certain_start) if shape.certain_start < shape.end else first
        anchored.append(replace(flag, anchor_x=min(max(at, axis.x), axis.right)))
    return sorted(anchored, key=lambda flag: flag.anchor_x)


def lanes_of(flags: Sequence[Flag], axis: AxisLine) -> list[int]:
    """Return the lane of each mark, so that none hides another."""
    lanes: list[int] = []
    for index, flag in enumerate(flags):
        left = extent_of(flag, axis)[0] - 4.0
        under = [lanes[other] for other in range(index) if extent_of(flags[other], axis)[1] > left]
        lanes.append(max(under, default=-1) + 1)
    return lanes


def extent_of(flag: Flag, axis: AxisLine) -> tuple[float, float]:
    """Return the first and the last x of a mark."""
    x = flag.anchor_x
    radius = RING_RADIUS if flag.is_own else DOT_RADIUS
    if not is_wide(flag, axis):
        return x - radius, x + radius
    return min(axis.x_of(flag.shape.start), x), max(axis.x_of(flag.shape.end), x)
