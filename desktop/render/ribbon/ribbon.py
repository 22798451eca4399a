"""Draws the time ribbon at the foot of slides.

It shows every event of the story on one line, and where this slide stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.render import theme as themes
from desktop.render.frame import (
    Ellipse,
    GradientStop,
    HitZone,
    Item,
    MarkBatch,
    Polyline,
    RadialGradient,
    Rectangle,
    TextRun,
)
from desktop.render.text import measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.mark_shapes import dot_halo, draw_dot, draw_shape
from desktop.render.timeline.marks import EventMark
from desktop.render.timeline.shape_extents import Pen
from desktop.render.timeline.track_bands import TrackBand, bands_of
from desktop.story.model import Slide, Story
from desktop.timeline.camera import TimeWindow, slide_window, story_window
from desktop.timeline.date_shapes import DateShape
from desktop.timeline.scale import Ticks, make_ticks

_DOT_RADIUS = 6.5
_BAR_HEIGHT = 4.0
_RING_RADIUS = 13.0
_GLOW_RADIUS = 56.0
_MAX_STACK = 3  # overlapping dots are stacked up to this many
_COUNT_ABOVE = 400  # more events than this are drawn as columns


def ribbon(
    story: Story, slide: Slide, theme: Theme, language: str, x: float, y: float, width: float
) -> tuple[tuple[Item, ...], tuple[HitZone, ...]]:
    """Return the ribbon's items and hit zones.

    Its line is at `y`, from `x` on `width` pixels long; it is about 110 pixels high. Dots are events in the colours of
    their tracks; the slide's own event is a ring with a glow, a long or doubtful one with its whole span.
    """
    window = story_window(story)
    bands = bands_of(story, (), slide.as_of, language)
    own_ids = {name for name in (slide.event, *slide.highlight) if name in story.event_by_id}
    ticks = _ticks(window, width, language)
    items: list[Item] = []
    if not own_ids:
        items += _slide_window_box(story, slide, window, theme, x, y, width)
    own_marks = [(band, mark) for band in bands for mark in band.marks if mark.id in own_ids]
    for band, mark in own_marks:
        items += _glow(mark, theme.color(band.track.color), theme, window, x, y, width)
    items.append(Polyline((x, y, x + width, y), theme.line, 1.5))
    items += _axis(ticks, theme, x, y, width)
    marks = [(band, mark) for band in bands for mark in band.marks_unsorted]
    zones: list[HitZone] = []
    if len(marks) > _COUNT_ABOVE:
        event_items = _columns(bands, window, theme, x, y, width)
    else:
        event_items, zones = _dots(marks, own_ids, window, theme, x, y, width)
    items += event_items
    for band, mark in own_marks:
        items += _ring(mark, theme.color(band.track.color), theme, window, x, y, width)
        mark_x = x + window.x_of(_dot_instant(mark.shape, window, width), width)
        zones.append(HitZone(mark_x - 18, y - 18, 36, 36, "event", mark.event.path, mark.id))
    return tuple(items), tuple(zones)


def _ticks(time_window: TimeWindow, width: float, language: str) -> Ticks:
    font = themes.body_font(20)
    return make_ticks(
        time_window,
        width,
        language,
        lambda text: measure_text(text, font),
        label_gap=60.0,
        min_tick_gap=360.0,
        min_minor_gap=14.0,
    )


def _axis(ticks: Ticks, theme: Theme, x: float, y: float, width: float) -> list[Item]:
    font = themes.body_font(20)
    items: list[Item] = []
    minor = [value for tick in ticks.minor for value in (x + tick.x - 0.5, y - 5.0, 1.0, 10.0)]
    if minor:
        items.append(MarkBatch("box", tuple(minor), theme.line))
    for tick in ticks.major:
        tick_x = x + tick.x
        items.append(Polyline((tick_x, y - 10, tick_x, y + 10), themes.blend(theme.muted, theme.background, 0.25), 1.5))
        left = tick_x - tick.width / 2
        if x - 20 <= left and left + tick.width <= x + width + 20:
            items.append(TextRun(left, y + 37, tick.label, font, theme.muted, tick.width))
    return items


def _dot_instant(shape: DateShape, time_window: TimeWindow, width: float) -> int:
    """Return the instant of a dot: middle, or start of long events."""
    if shape.kind == "dot":
        return shape.centre
    shape_width = (shape.end - shape.start) * width / time_window.span
    return (
        shape.certain_start
        if shape_width > 5 * _DOT_RADIUS and (shape.blur_start or shape.blur_end) and shape.certain_start < shape.end
        else (
            shape.start
            if shape_width > 5 * _DOT_RADIUS and shape.kind in ("bar", "claims")
            else (shape.start + shape.end) // 2
        )
    )


def _dots(
    marks: Sequence[tuple[TrackBand, EventMark]],
    own_ids: set[str],
    time_window: TimeWindow,
    theme: Theme,
    x: float,
    y: float,
    width: float,
) -> tuple[list[Item], list[HitZone]]:
    """Draw long events as thin bars, the others as stacked dots."""
    bars: list[Item] = []
    dots: list[Item] = []
    zones: list[HitZone] = []
    ring_xs = [
        x + time_window.x_of(_dot_instant(mark.shape, time_window, width), width)
        for _, mark in marks
        if mark.id in own_ids
    ]
    stacks: list[list[float]] = [[] for _ in range(_MAX_STACK)]
    stacks[0] += ring_xs
    for band, mark in sorted(marks, key=lambda pair: pair[1].shape.centre):
        if mark.id in own_ids:
            continue
        color = theme.color(band.track.color)
        shape = mark.shape
        first, last = x + time_window.x_of(shape.start, width), x + time_window.x_of(shape.end, width)
        if last - first > 5 * _DOT_RADIUS and shape.kind != "dot":
            pen = Pen(
                themes.blend(color, theme.background, 0.25),
                theme.background,
                _DOT_RADIUS,
                _BAR_HEIGHT,
                1.6,
                x,
                x + width,
            )
            bars += draw_shape(shape, lambda instant: x + time_window.x_of(instant, width), y, pen)
            zones.append(HitZone(first, y - 10, last - first, 20, "event", mark.event.path, mark.id))
            continue
        dot_x = (first + last) / 2
        level = _stack_level(dot_x, stacks, ring_xs)
        stacks[level].append(dot_x)
        dot_y = y - level * (2 * _DOT_RADIUS + 2.0)
        pen = Pen(color, theme.background, _DOT_RADIUS, 2 * _DOT_RADIUS, 2.2, x, x + width)
        dot_shape = DateShape(
            "dot", shape.start, shape.start, shape.end, shape.end, status=shape.status, centre=shape.centre
        )
        dots += [dot_halo(dot_x, dot_y, pen), *draw_dot(dot_x, dot_y, pen, dot_shape)]
        zones.append(
            HitZone(
                dot_x - _DOT_RADIUS - 3,
                dot_y - _DOT_RADIUS - 1,
                2 * _DOT_RADIUS + 6,
                2 * _DOT_RADIUS + 2,
                "event",
                mark.event.path,
                mark.id,
            )
        )
    return bars + dots, zones


def _stack_level(x: float, stacks: Sequence[Sequence[float]], ring_xs: Sequence[float]) -> int:
    """Return the lowest stack level on which a dot hides no other."""
    for level, stack in enumerate(stacks):
        min_distance = 1.55 * _DOT_RADIUS
        if all(
            abs(x - other) >= (min_distance if level or other not in ring_xs else _RING_RADIUS + _DOT_RADIUS)
            for other in stack
        ):
            return level
    return 0


def _columns(
    bands: Sequence[TrackBand], time_window: TimeWindow, theme: Theme, x: float, y: float, width: float
) -> list[Item]:
    """Draw thousands of events as columns.

    Heights grow with the square root of the counts.
    """
    items: list[Item] = []
    column_width = 3.0
    for band in bands:
        counts: dict[int, int] = {}
        for mark in band.marks:
            column = int(time_window.x_of(mark.shape.centre, width) / column_width)
            counts[column] = counts.get(column, 0) + 1
        highest_count = max(counts.values(), default=1)
        rects = [
            value
            for column, count in sorted(counts.items())
            for value in (
                x + column * column_width,
                y - 4 - 22 * (count / highest_count) ** 0.5,
                column_width - 0.8,
                4 + 22 * (count / highest_count) ** 0.5,
            )
        ]
        items.append(MarkBatch("box", tuple(rects), themes.with_alpha(theme.color(band.track.color), 0.6)))
    return items


def _glow(
    mark: EventMark, color: str, theme: Theme, time_window: TimeWindow, x: float, y: float, width: float
) -> list[Item]:
    """Return the glow around the slide's own event, with its span."""
    mark_x = x + time_window.x_of(_dot_instant(mark.shape, time_window, width), width)
    stops = ((0.0, 0.62), (0.3, 0.4), (0.6, 0.14), (1.0, 0.0))
    gradient = RadialGradient(
        mark_x, y, _GLOW_RADIUS, tuple(GradientStop(share, themes.with_alpha(color, alpha)) for share, alpha in stops)
    )
    items: list[Item] = [Ellipse(mark_x, y, _GLOW_RADIUS, _GLOW_RADIUS, gradient)]
    first, last = x + time_window.x_of(mark.shape.start, width), x + time_window.x_of(mark.shape.end, width)
    if last - first > 5 * _DOT_RADIUS:
        pen = Pen(color, theme.background, _DOT_RADIUS, 20.0, 2.0, x, x + width)
        items += draw_shape(_shape_under_ring(mark.shape), lambda instant: x + time_window.x_of(instant, width), y, pen)
    return items


def _shape_under_ring(shape: DateShape) -> DateShape:
    """Return the shape under a ring: claimed dates as one span."""
    if shape.kind == "claims":
        return DateShape("bar", shape.start, shape.start, shape.start, shape.end, blur_end=True)
    return shape


def _ring(
    mark: EventMark, color: str, theme: Theme, time_window: TimeWindow, x: float, y: float, width: float
) -> list[Item]:
    mark_x = x + time_window.x_of(_dot_instant(mark.shape, time_window, width), width)
    if mark.shape.is_planned:
        return [
            Ellipse(mark_x, y, _RING_RADIUS, _RING_RADIUS, theme.background),
            Ellipse(mark_x, y, _RING_RADIUS - 1.5, _RING_RADIUS - 1.5, None, color, 3.0),
            Ellipse(mark_x, y, 4.0, 4.0, color),
        ]
    return [Ellipse(mark_x, y, _RING_RADIUS, _RING_RADIUS, color), Ellipse(mark_x, y, 5.0, 5.0, theme.background)]


def _slide_window_box(
    story: Story, slide: Slide, time_window: TimeWindow, theme: Theme, x: float, y: float, width: float
) -> list[Item]:
    """Draw the time window of a slide without an event."""
    if slide.window is None and slide.date is None:
        return []
    slide_time_window = slide_window(story, slide)
    first = min(max(x + time_window.x_of(slide_time_window.start, width), x), x + width)
    last = min(max(x + time_window.x_of(slide_time_window.end, width), x), x + width)
    if last - first < 4:
        return []
    return [
        Rectangle(
            first,
            y - 9,
            last - first,
            18,
            themes.with_alpha(theme.gold, 0.16),
            themes.with_alpha(theme.gold, 0.5),
            1.0,
            9,
        )
    ]
