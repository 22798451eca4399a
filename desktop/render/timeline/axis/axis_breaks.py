"""Draws axis breaks: a torn gap in the plot with its years.

The label says how many years the break leaves out.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.render import theme as themes
from desktop.render.frame import Item, MarkBatch, Polyline, Rectangle, TextRun
from desktop.render.text import measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.axis.axis import first_baseline
from desktop.render.timeline.axis.overview import time_area
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.render.timeline.plot_area import PlotArea
from desktop.render.timeline.timeline_spec import Area
from desktop.timeline.camera import TimeWindow
from desktop.timeline.durations import format_years
from desktop.timeline.scale import Ticks
from desktop.timeline.time_axis import AxisBreak, TimeAxis

_TOOTH_HEIGHT = 7.0


def break_marks(time_axis: TimeAxis, plot: PlotArea, y: float, height: float) -> list[Item]:
    """Return the visible axis breaks as empty strips between torn edges."""
    items: list[Item] = []
    theme, metrics = plot.theme, plot.metrics
    edge = themes.blend(theme.muted, theme.paper, 0.3)
    for first, last in _visible_spans(time_axis, plot):
        items.append(Rectangle(first, y, last - first, height, theme.background))
        tooth = max(4.0, _TOOTH_HEIGHT * metrics.size)
        step = 1.6 * tooth
        for x, side in ((first, 1.0), (last, -1.0)):
            points: list[float] = []
            tooth_number, edge_y = 0, y
            while edge_y < y + height + step:
                points += (x + side * (tooth / 2 if tooth_number % 2 else -tooth / 2), min(edge_y, y + height))
                tooth_number, edge_y = tooth_number + 1, edge_y + step
            items.append(Polyline(tuple(points), edge, max(1.0, metrics.px(1.4))))
    return items


def break_labels(
    time_axis: TimeAxis, ticks: Ticks, plot: PlotArea, y: float, rows: int, free_range: tuple[float, float]
) -> tuple[list[Item], Ticks]:
    """Return the labels of the axis breaks, and the remaining ticks.

    With two `rows` below `y` a label stands in the second, where headings give way to it; else the labels of ticks do.
    `free_range` is what the counts at the two ends leave.
    """
    items: list[Item] = []
    metrics, theme = plot.metrics, plot.theme
    base = y + first_baseline(metrics) + (rows - 1) * metrics.axis_line_height
    occupied: list[tuple[float, float]] = []
    for (first, last), axis_break in zip(
        _visible_spans(time_axis, plot), _visible_breaks(time_axis, plot), strict=True
    ):
        text = f"» {format_years(axis_break.end - axis_break.start, plot.language)} »"
        text_width = measure_text(text, metrics.small_font)
        left = (first + last - text_width) / 2
        if (
            left < max(plot.x, free_range[0])
            or left + text_width > min(plot.right, free_range[1])
            or any(left < end + metrics.label_gap for _, end in occupied)
        ):
            continue
        occupied.append((left - metrics.label_gap, left + text_width + metrics.label_gap))
        items.append(TextRun(left, base, text, metrics.small_font, theme.gold, text_width))

    def is_free(left: float, width: float) -> bool:
        return all(plot.x + left + width < begin or plot.x + left > end for begin, end in occupied)

    if rows > 1:
        return items, replace(ticks, headings=tuple(one for one in ticks.headings if is_free(one.x, one.width)))
    major = tuple(
        tick if is_free(tick.label_left, tick.width) else replace(tick, label="", width=0.0) for tick in ticks.major
    )
    return items, replace(ticks, major=major)


def break_marks_overview(
    time_axis: TimeAxis,
    full_window: TimeWindow,
    rect: Area,
    metrics: TimelineMetrics,
    theme: Theme,
) -> list[Item]:
    """Return the axis breaks as gaps in the overview."""
    left, strip_width = time_area(rect, metrics)
    mark_width = max(3.0, 5.0 * metrics.size)
    rects = tuple(
        value
        for axis_break in time_axis.breaks
        for value in (
            left + full_window.x_of(axis_break.axis_start + axis_break.axis_length // 2, strip_width) - mark_width / 2,
            rect[1],
            mark_width,
            rect[3],
        )
    )
    return [MarkBatch("box", rects, theme.background)] if rects else []


def _visible_breaks(time_axis: TimeAxis, plot: PlotArea) -> list[AxisBreak]:
    return [
        axis_break
        for axis_break in time_axis.breaks
        if plot.x_of(axis_break.axis_start + axis_break.axis_length) > plot.x
        and plot.x_of(axis_break.axis_start) < plot.right
    ]


def _visible_spans(time_axis: TimeAxis, plot: PlotArea) -> list[tuple[float, float]]:
    return [
        (
            max(plot.x, plot.x_of(axis_break.axis_start)),
            min(plot.right, plot.x_of(axis_break.axis_start + axis_break.axis_length)),
        )
        for axis_break in _visible_breaks(time_axis, plot)
    ]
