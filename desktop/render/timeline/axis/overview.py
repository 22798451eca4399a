"""Draws the overview: the whole story on one strip.

Each track is a line of it; a handle shows the visible window.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import sqrt

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, HitZone, Item, MarkBatch, Rectangle
from desktop.render.theme import Theme
from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
from desktop.render.timeline.aggregates.short_index import filled_columns
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.render.timeline.timeline_spec import Area
from desktop.timeline.camera import TimeWindow

_COLUMN_WIDTH = 2.0


def time_area(rect: Area, metrics: TimelineMetrics) -> tuple[float, float]:
    """Return the left edge and width of time on the strip."""
    inset = 2.0 * metrics.dot_radius
    return rect[0] + inset, rect[2] - 2 * inset


def draw_overview(
    bands: Sequence[TrackBand], full_window: TimeWindow, rect: Area, metrics: TimelineMetrics, theme: Theme
) -> list[Item]:
    """Return the strip with its tracks, without the handle."""
    x, y, width, height = rect
    left, strip_width = time_area(rect, metrics)
    items: list[Item] = [Rectangle(x, y, width, height, theme.band, radius=metrics.corner_radius)]
    dot_radius = max(2.0, min(4.6 * metrics.size, 0.34 * height / max(1, len(bands)) + 1.0))
    tracks_height = height - 2 * max(4.0, 9.0 * metrics.size)
    for number, band in enumerate(bands):
        color = theme.color(band.track.color)
        track_height = tracks_height / len(bands)
        line_y = y + (height - tracks_height) / 2 + track_height * (number + 0.5)
        if band.aggregated is not None:
            items += _draw_columns(
                band.aggregated,
                full_window,
                left,
                strip_width,
                line_y + track_height / 2,
                0.9 * track_height,
                themes.with_alpha(color, 0.8),
            )
        items += _draw_marks(band, full_window, left, strip_width, line_y, dot_radius, color)
    return items


def _draw_marks(
    band: TrackBand,
    full_window: TimeWindow,
    left: float,
    strip_width: float,
    line_y: float,
    dot_radius: float,
    color: str,
) -> list[Item]:
    """Return the dots and bars of one track."""
    dot_pixels: set[int] = set()
    bars: list[float] = []
    dots: list[float] = []
    rings: list[Item] = []
    for mark in band.marks:
        first_x, last_x = (left + full_window.x_of(instant, strip_width) for instant in mark.exact_bounds)
        if last_x - first_x > 3 * dot_radius and mark.shape.kind != "dot":
            bars += (first_x, line_y - 0.6 * dot_radius, last_x - first_x, 1.2 * dot_radius)
            continue
        middle_x = (first_x + last_x) / 2
        # A second dot of the track on the same pixel would add nothing.
        if round(middle_x) in dot_pixels:
            continue
        dot_pixels.add(round(middle_x))
        if mark.shape.is_planned:
            rings.append(
                Ellipse(middle_x, line_y, dot_radius - 0.5, dot_radius - 0.5, None, color, max(1.0, 0.4 * dot_radius))
            )
        else:
            dots += (middle_x, line_y, dot_radius)
    items: list[Item] = []
    if bars:
        items.append(MarkBatch("box", tuple(bars), themes.with_alpha(color, 0.7)))
    if dots:
        items.append(MarkBatch("dot", tuple(dots), color))
    return items + rings


def _draw_columns(
    aggregated: AggregatedTrack,
    full_window: TimeWindow,
    left: float,
    strip_width: float,
    baseline: float,
    height: float,
    color: str,
) -> list[Item]:
    """Return the columns of an aggregated track.

    Heights grow with the square root of the counts.
    """
    count = max(1, int(strip_width / _COLUMN_WIDTH))
    step = max(1, int(full_window.span / count))
    counts = aggregated.index.column_counts(
        full_window.start, step, count, (full_window.start, full_window.start + step * count)
    )
    filled = filled_columns(counts)
    highest_count = max((value for _, value in filled), default=0)
    rects: list[float] = []
    for number, value in filled:
        column_height = max(1.0, height * sqrt(value / highest_count))
        rects += (left + number * _COLUMN_WIDTH, baseline - column_height, _COLUMN_WIDTH, column_height)
    return [MarkBatch("box", tuple(rects), color)] if rects else []


def match_ticks(
    bands: Sequence[TrackBand],
    event_ids: Collection[str],
    full_window: TimeWindow,
    rect: Area,
    metrics: TimelineMetrics,
    theme: Theme,
) -> list[Item]:
    """Return a tick on the strip's upper edge for each event.

    `event_ids` are the highlighted events.
    """
    if not event_ids:
        return []
    left, strip_width = time_area(rect, metrics)
    tick_width = max(2.0, 3.0 * metrics.size)
    xs: set[int] = set()
    for band in bands:
        for event_id in event_ids:
            mark = band.find_mark(event_id)
            if mark is not None:
                xs.add(round(left + full_window.x_of(sum(mark.exact_bounds) / 2, strip_width)))
    rects = tuple(
        value for x in sorted(xs) for value in (x - tick_width / 2, rect[1], tick_width, max(4.0, 9.0 * metrics.size))
    )
    return [MarkBatch("box", rects, theme.gold)] if rects else []


def window_handle(
    full_window: TimeWindow, time_window: TimeWindow, rect: Area, metrics: TimelineMetrics, theme: Theme
) -> tuple[list[Item], list[HitZone]]:
    """Return the visible window as a handle, and the strip's zones."""
    x, y, width, height = rect
    left, strip_width = time_area(rect, metrics)
    inset = left - x

    scale = strip_width / full_window.span
    begin = full_window.x_of(time_window.start, strip_width) + time_window.offset * scale
    first, last = (
        left + min(max(end, -inset), strip_width + inset) for end in (begin, begin + time_window.span * scale)
    )
    min_width = max(8.0, 14.0 * metrics.size)
    if last - first < min_width:
        middle = min(max((first + last) / 2, x + min_width / 2), x + width - min_width / 2)
        first, last = middle - min_width / 2, middle + min_width / 2
    fill = themes.with_alpha(theme.gold, 0.08)
    handle_box = Rectangle(
        first, y, last - first, height, fill, theme.gold, max(1.0, 2.0 * metrics.size), metrics.corner_radius
    )
    zones = [
        HitZone(left, y, strip_width, height, "overview"),
        HitZone(first, y, last - first, height, "overview-window"),
    ]
    return [handle_box], zones
