"""Draws the events of folded tracks as one strip of columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from math import ceil, floor, sqrt

from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, MarkBatch
from desktop.render.timeline.aggregates.histogram import column_step, fine_column_step
from desktop.render.timeline.aggregates.short_index import filled_columns
from desktop.render.timeline.bands.track_bands import TrackBand
from desktop.render.timeline.marks.event_mark import exact_window, middle_of
from desktop.render.timeline.plot_area import PlotArea, known_in_view
from desktop.render.timeline.timeline_spec import ClusterZone

_COLUMNS_PER_ZONE = 8
_LEAST_HIGHEST = 4  # one event that goes on does not fill the strip


def draw_density(band: TrackBand, plot: PlotArea, top: float, height: float) -> tuple[list[Item], list[HitZone]]:
    """Return columns of a folded track's events, and their zones.

    Heights grow with the square root, so that one event is seen beside hundreds. A span makes each column higher that it
    passes through; a zone counts it where the middle of what is in view of it lies, one of a file where it begins.
    """
    low, high = exact_window(plot.time_window)
    is_fine = all(aggregated.index.has_fractions for aggregated in band.counted)
    step = fine_column_step(plot) if is_fine else column_step(plot)
    counts: dict[int, int] = {}
    stretches = _stretches_in(band, low, high)
    high = max(low, high)  # a short window in deep time has no whole second
    first_column = int(low // step)
    going_on = [0] * (int(high // step) - first_column + 2)
    for first, last in stretches:
        begin, end = max(first, low), min(last, high)
        column = int(middle_of(begin, end) // step)
        counts[column] = counts.get(column, 0) + 1
        going_on[int(begin // step) - first_column] += 1
        going_on[int(end // step) - first_column + 1] -= 1
    heights = {first_column + number: count for number, count in enumerate(accumulate(going_on)) if count}
    for aggregated in band.counted:
        index, in_view = known_in_view(aggregated, band, plot)
        columns = first_column * step, step, len(going_on) - 1, in_view
        before = filled_columns(index.ongoing_counts(*columns))
        found = filled_columns(index.column_counts(*columns))
        for number, count in (*before, *found):
            heights[first_column + number] = heights.get(first_column + number, 0) + count
        for number, count in (*(one for one in before if one[0] == 0), *found):
            counts[first_column + number] = counts.get(first_column + number, 0) + count
    if not heights:
        return [], []
    highest, baseline, most = max(_LEAST_HIGHEST, *heights.values()), top + height - 1.0, 0.86 * height
    rects: list[float] = []
    least_width = max(2.0, plot.metrics.px(5.0))
    zone_counts: dict[int, int] = {}
    for column, width, count in _level_columns(heights):
        left, right = max(plot.x, plot.x_of(column * step)), min(plot.right, plot.x_of((column + width) * step))
        column_height = max(3.0, most * sqrt(count / highest))
        rects += (left, baseline - column_height, max(least_width, right - left - 1.0), column_height)
    for column, count in sorted(counts.items()):
        zone = column // _COLUMNS_PER_ZONE
        zone_counts[zone] = zone_counts.get(zone, 0) + count
    zones: list[HitZone] = []
    zone_seconds = _COLUMNS_PER_ZONE * step
    for zone, count in zone_counts.items():
        start, end = zone * zone_seconds, (zone + 1) * zone_seconds
        x0, x1 = max(plot.x, plot.x_of(start)), min(plot.right, plot.x_of(end))
        group_id = band.group.id if band.group is not None else ""
        zones.append(
            ClusterZone(x0, top, max(2.0, x1 - x0), height, id=group_id, start=floor(start), end=ceil(end), count=count)
        )
    color = themes.blend(plot.theme.color(band.track.color), plot.theme.background, 0.3)
    return [MarkBatch("box", tuple(rects), color)], zones


def _level_columns(heights: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """Yield first column, width and height of columns equally high."""
    begin = before = None
    for column in sorted(heights):
        if begin is None or before is None or column != before + 1 or heights[column] != heights[begin]:
            if begin is not None and before is not None:
                yield begin, before + 1 - begin, heights[begin]
            begin = column
        before = column
    if begin is not None and before is not None:
        yield begin, before + 1 - begin, heights[begin]


def _stretches_in(band: TrackBand, low: float, high: float) -> list[tuple[float, float]]:
    """Return the first and last second of each event in view.

    Of an event with an unknown end, only what is known counts.
    """
    around = floor(low), ceil(high)
    stretches: list[tuple[float, float]] = [
        (low if mark.shape.open_start else mark.exact_bounds[0], high if mark.shape.open_end else mark.exact_bounds[1])
        for mark in band.open_ended_in(*around)
    ]
    if band.has_fractions:
        stretches += [mark.exact_bounds for mark, _, _ in band.marks_in(*around)]
    else:
        stretches += [(first, last) for _, first, last in band.marks_in(*around)]
    return [(first, last) for first, last in stretches if first <= high and last >= low]
