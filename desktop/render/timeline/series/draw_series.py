"""Draws a series in its band, with axis and numbers."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.labels import Obstacles, TextBox, key_indexes, text_box
from desktop.render.frame import HitZone, Item, MarkBatch, TextRun, VectorPath
from desktop.render.page.shorten import shorten
from desktop.render.text import EMPTY_BLOCK, TextBlock, TextStyle, break_text, cap_height, measure_text
from desktop.render.timeline.bands.event_zones import Zones
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.render.timeline.plot_area import PlotArea
from desktop.render.timeline.series.band_series import BandSeries
from desktop.render.timeline.series.dense_series import draw_columns, is_dense
from desktop.render.timeline.series.series_shapes import draw_shapes, sample_x
from desktop.render.timeline.series.values_in_view import seconds_in_view
from desktop.render.value_scale import ValueAxis
from desktop.timeline.camera import zoom_at
from desktop.timeline.series import Sample

_MOST_LABELS: Final = 60
_LABELLED_LINES: Final = 2.6  # the height, in sizes of the numbers, from which on points have numbers
AXIS_GAP: Final = 10.0
"""The gap in pixels of a slide between the plot and the numbers of an axis."""


def series_axis(series: BandSeries, plot: PlotArea, top: float, height: float) -> ValueAxis | None:
    """Return the scale of a series in its part of a band.

    Under a moving camera it is that of all values, and stands still; of a file it is that of the values around the window.
    """
    begin, end = axis_room(top, height, plot.metrics)
    window = plot.time_window if not plot.moving_camera else None
    if window is None and series.from_file:
        window = zoom_at(plot.time_window, 0.5, 1.5)
    axis = series.scale(window, begin, end)
    if axis is not None and axis.low < 0.0 and series.series.kind == "bars":  # numbers stand below bars as well
        return series.scale(window, begin, min(end, top + height - min(begin - top, 0.3 * height)))
    return axis


def axis_room(top: float, height: float, metrics: TimelineMetrics) -> tuple[float, float]:
    """Return top and bottom of a scale in a band."""
    size = metrics.small_font.size
    room = 1.6 * size if height >= _LABELLED_LINES * size else 0.12 * height
    return top + room, top + height - min(0.5 * size, 0.1 * height)


_HEADING_LINES: Final = ((3, 3), (2, 2), (2, 1), (1, 1))
"""The most lines of a title and of a unit: the first that a height holds."""


def draw_series(series: BandSeries, plot: PlotArea, top: float, height: float) -> tuple[list[Item], Zones]:
    """Return the items of a series, and what makes its zones."""
    axis = series_axis(series, plot, top, height)
    if axis is None:
        return [], tuple
    color = series.color(plot.theme)
    if is_dense(series.values, plot):
        return [*_grid(series, axis, plot), *draw_columns(series.series.kind, series.values, axis, plot, color)], tuple
    samples = series.values.samples(*seconds_in_view(series.values, plot.time_window))
    shapes = draw_shapes(series.series.kind, samples, axis, plot, color)
    labels = _labels(series, samples, shapes, axis, plot, top, height)
    zones = partial(_zones, series, samples, plot, top, height)
    return [*_grid(series, axis, plot, labels), *shapes, *labels], zones


def series_heading(
    series: BandSeries, left: float, width: float, top: float, height: float, plot: PlotArea
) -> tuple[tuple[TextRun, ...], tuple[TextRun, ...]]:
    """Return the runs of a series' title and of its unit.

    They have as many lines as the height holds.
    """
    metrics = plot.metrics
    style = TextStyle(metrics.track_font, series.text_color(plot.theme), leading=1.22)
    unit_style = TextStyle(metrics.small_font, plot.theme.muted, leading=1.22)
    has_unit = bool(series.unit) and height > 2.4 * metrics.track_font.size
    unit_gap = 1.3 * metrics.small_font.size - cap_height(metrics.small_font)
    for title_lines, unit_lines in _HEADING_LINES:
        block = _in_lines(series.title, style, width, title_lines)
        unit = _in_lines(series.unit, unit_style, width, unit_lines) if has_unit else EMPTY_BLOCK
        unit_height = unit_gap + unit.height if has_unit else 0.0
        if block.height + unit_height <= height:
            break
    y = top + (height - block.height - unit_height) / 2
    return block.runs_at(left, y), unit.runs_at(left, y + block.height + unit_gap)


def _in_lines(text: str, style: TextStyle, width: float, lines: int) -> TextBlock:
    """Return a text in so many lines.

    One alone may end inside a word.
    """
    if lines == 1:
        return break_text(elide(text, style.font, width), style, width)
    return shorten(text, style, width, lines)


def _grid(series: BandSeries, axis: ValueAxis, plot: PlotArea, labels: Sequence[TextRun] = ()) -> list[Item]:
    """Return faint lines at round values, with their numbers at the right.

    They have gaps where the labels of points stand.
    """
    metrics, theme = plot.metrics, plot.theme
    font = metrics.small_font
    ticks = series.tick_texts(axis, metrics)
    rects: list[float] = []
    items: list[Item] = []
    for value, text in ticks:
        y = axis.y(value)
        rects += _line_around(labels, round(y), plot)
        x = plot.right + metrics.px(AXIS_GAP)
        items.append(TextRun(x, y + cap_height(font) / 2, text, font, theme.muted, measure_text(text, font)))
    if axis.low <= 0.0 <= axis.high and not any(value == 0.0 for value, _ in ticks):
        rects += _line_around(labels, round(axis.zero_y), plot)
    if rects:
        items.insert(0, MarkBatch("box", tuple(rects), themes.blend(theme.background, theme.paper, 0.12)))
    return items


def _line_around(labels: Sequence[TextRun], y: float, plot: PlotArea) -> list[float]:
    """Return the parts of a hairline that no label covers."""
    margin = plot.metrics.px(6.0)
    covered = sorted(
        (label.x - margin, label.x + label.width + margin)
        for label in labels
        if label.y - cap_height(label.font) - margin < y < label.y + margin
    )
    rects: list[float] = []
    left = plot.x
    for start, end in [*covered, (plot.right, plot.right)]:
        if start > left:
            rects += (left, y, start - left, 1.0)
        left = max(left, end)
    return rects


def _labels(
    series: BandSeries,
    samples: Sequence[Sample],
    shapes: Sequence[Item],
    axis: ValueAxis,
    plot: PlotArea,
    top: float,
    height: float,
) -> list[TextRun]:
    """Return the numbers of points, where nothing else stands."""
    font, kind = plot.metrics.small_font, series.series.kind
    if height < _LABELLED_LINES * font.size:
        return []
    shown = [
        sample
        for sample in samples
        if sample.value is not None and plot.x <= sample_x(kind, sample, plot) <= plot.right
    ]
    if not shown or len(shown) > _MOST_LABELS:
        return []
    obstacles = Obstacles(plot.x, top, plot.right, top + height)
    _add_shapes(obstacles, kind, samples, axis, plot)
    _add_surfaces(obstacles, shapes)
    color = themes.blend(series.text_color(plot.theme), plot.theme.paper, 0.35)
    items: list[TextRun] = []
    order = key_indexes([sample.value for sample in shown], [])
    for index in (*order, *(index for index in range(len(shown)) if index not in order)):
        sample = shown[index]
        assert sample.value is not None
        text = (
            series.number_text(sample.value) if sample.point is None else series.point_text(sample.point, sample.value)
        )
        width = measure_text(text, font)
        box = obstacles.place(_places(kind, sample, axis, plot, width))
        if box is not None:
            items.append(TextRun(box.left, box.top + 0.08 * font.size + cap_height(font), text, font, color, width))
    return items


def _places(kind: str, sample: Sample, axis: ValueAxis, plot: PlotArea, width: float) -> list[TextBox]:
    """Return where the number of a point may stand, best first."""
    font, gap = plot.metrics.small_font, plot.metrics.px(12.0)
    assert sample.value is not None
    y, cap = axis.y(sample.value), cap_height(font)
    above, below = y - gap - cap, y + gap
    if kind == "steps":
        left = max(plot.x, plot.x_of(sample.start)) + 0.5 * gap
        return [text_box(left, above, width, font), text_box(left, below, width, font)]
    x = plot.x_of(sample.middle)
    if kind == "bars":
        left = max(plot.x_of(sample.start), plot.x)
        right = min(plot.x_of(sample.end), plot.right)
        x = (left + right) / 2
        return [text_box(x - width / 2, above if sample.value >= 0 else below, width, font)]
    lefts = (x - width / 2, x + 0.6 * gap, x - width - 0.6 * gap)
    return [text_box(left, cap_top, width, font) for left in lefts for cap_top in (above, below)]


def _add_shapes(obstacles: Obstacles, kind: str, samples: Sequence[Sample], axis: ValueAxis, plot: PlotArea) -> None:
    """Keep numbers away from the lines."""
    for number, sample in enumerate(samples):
        if sample.value is None:
            continue
        following = samples[number + 1] if number + 1 < len(samples) else None
        x, y = sample_x(kind, sample, plot), axis.y(sample.value)
        if kind == "steps":
            right = plot.x_of(following.start if following is not None else sample.end)
            obstacles.add_line(x, y, right, y)
            if following is not None and following.value is not None:
                obstacles.add_line(right, y, right, axis.y(following.value))
        elif kind == "bars":  # a number wider than its bar may reach to a higher one beside it
            for edge in (plot.x_of(sample.start), plot.x_of(sample.end)):
                obstacles.add_line(edge, y, edge, axis.zero_y)
        else:
            obstacles.add_dot(x, y, 0.42 * plot.metrics.dot_radius)
            if following is not None and following.value is not None:
                obstacles.add_line(x, y, sample_x(kind, following, plot), axis.y(following.value))


def _add_surfaces(obstacles: Obstacles, shapes: Sequence[Item]) -> None:
    """Keep numbers away from visible edges of surfaces."""
    edges: Counter[tuple[object, tuple[float, float], tuple[float, float]]] = Counter()
    for shape in shapes:
        if isinstance(shape, VectorPath):
            points = [(float(command[1]), float(command[2])) for command in shape.commands if len(command) == 3]
            for start, end in itertools.pairwise([*points, points[0]]):
                edges[shape.fill, min(start, end), max(start, end)] += 1
    for (_, (x0, y0), (x1, y1)), count in edges.items():
        if count == 1:
            obstacles.add_line(x0, y0, x1, y1)


def _zones(series: BandSeries, samples: Sequence[Sample], plot: PlotArea, top: float, height: float) -> list[HitZone]:
    """Return the zones of points that are written in the text."""
    zones = []
    for sample in samples:
        x = sample_x(series.series.kind, sample, plot)
        if sample.point is not None and plot.x <= x <= plot.right:
            reach = plot.metrics.px(18.0)
            zones.append(HitZone(x - reach, top, 2 * reach, height, "series", sample.point.path, series.track.id))
    return zones


def axis_padding(width: float, metrics: TimelineMetrics) -> float:
    """Return the room right of the plot for numbers of a width."""
    return width + 2 * metrics.px(AXIS_GAP) if width else 0.0
