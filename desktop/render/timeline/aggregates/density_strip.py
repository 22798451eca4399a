"""Draws the events of folded tracks as one strip of columns."""

from __future__ import annotations

from math import sqrt

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, MarkBatch
from desktop.render.timeline.aggregates.histogram import column_step
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import visible_seconds
from desktop.render.timeline.plot_area import PlotArea
from desktop.render.timeline.timeline_spec import ClusterZone

_COLUMNS_PER_ZONE = 8


def draw_density(band: TrackBand, plot: PlotArea, top: float, height: float) -> tuple[list[Item], list[HitZone]]:
    """Return columns of a folded track's events, and their zones.

    Heights grow with the square root, so that one event is seen beside hundreds. An event is counted where the middle of
    what is in view of it lies.
    """
    low, high = visible_seconds(plot.time_window)
    step = column_step(plot)
    counts: dict[int, int] = {}
    for first, last in _stretches_in(band, low, high):
        column = (max(first, low) + min(last, high)) // 2 // step
        counts[column] = counts.get(column, 0) + 1
    first, columns = low // step, high // step - low // step + 1
    for aggregated in band.counted:
        found = aggregated.index.column_counts(first * step, step, columns, (low, high + 1))
        for number in found.nonzero()[0]:
            counts[first + int(number)] = counts.get(first + int(number), 0) + int(found[number])
    if not counts:
        return [], []
    highest, baseline, most = max(counts.values()), top + height - 1.0, 0.86 * height
    rects: list[float] = []
    least_width = max(2.0, plot.metrics.px(5.0))
    zone_counts: dict[int, int] = {}
    for column, count in sorted(counts.items()):
        left, right = max(plot.x, plot.x_of(column * step)), min(plot.right, plot.x_of((column + 1) * step))
        column_height = max(3.0, most * sqrt(count / highest))
        rects += (left, baseline - column_height, max(least_width, right - left - 1.0), column_height)
        zone = column // _COLUMNS_PER_ZONE
        zone_counts[zone] = zone_counts.get(zone, 0) + count
    zones: list[HitZone] = []
    zone_seconds = _COLUMNS_PER_ZONE * step
    for zone, count in zone_counts.items():
        start, end = zone * zone_seconds, (zone + 1) * zone_seconds
        x0, x1 = max(plot.x, plot.x_of(start)), min(plot.right, plot.x_of(end))
        group_id = band.group.id if band.group is not None else ""
        zones.append(ClusterZone(x0, top, max(2.0, x1 - x0), height, id=group_id, start=start, end=end, count=count))
    color = themes.blend(plot.theme.color(band.track.color), plot.theme.background, 0.3)
    return [MarkBatch("box", tuple(rects), color)], zones


def _stretches_in(band: TrackBand, low: int, high: int) -> list[tuple[int, int]]:
    """Return the first and last second of each event in view."""
    open_ended = [
        (low if mark.shape.open_start else mark.first, high if mark.shape.open_end else mark.last)
        for mark in band.open_ended_in(low, high)
    ]
    return [(first, last) for _, first, last in band.marks_in(low, high)] + open_ended
