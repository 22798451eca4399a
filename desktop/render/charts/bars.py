"""Draws upright bars from a line at zero."""

from __future__ import annotations

from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.category_axis import draw_labels, labels_height
from desktop.render.charts.labels import TextBox, key_indexes, text_box
from desktop.render.charts.plot import VALUE_SIZES, Plot, highlighted_indexes
from desktop.render.charts.side_labels import (
    draw_band,
    draw_line,
    draw_side_labels,
    keep_side_free,
    marked_labels,
    side_width,
)
from desktop.render.charts.value_axis import cut_grid, draw_grid, draw_zero_line, grid_width
from desktop.render.frame import Font, Item, Polyline, Rectangle
from desktop.render.page.grid import Box
from desktop.render.text import cap_height, measure_text
from desktop.render.value_scale import ValueAxis
from desktop.story.aligned_chart import AbsentPoint
from desktop.story.chart import Point

MAX_BAR: Final = 120.0
_GROUP_SHARE: Final = 0.7  # of a category's room that its bars take
_LABEL_GAP: Final = 14.0
_RADIUS: Final = 8.0


def draw_bars(plot: Plot) -> None:
    """Draw the bars of each category side by side, with their numbers."""
    page, box = plot.page, plot.box
    labels = [page.localized(point.at) for point in plot.points]
    side = marked_labels(plot)
    low, high = plot.value_range()
    top_room = cap_height(themes.body_font(VALUE_SIZES[0])) + 2 * _LABEL_GAP
    right = side_width(side, box.width)
    slot = (box.width - right) / len(labels)
    categories = labels_height(labels, slot)
    below = top_room if low < 0 else 0.0
    plot = Plot(page, plot.chart, box, categories)
    axis = ValueAxis(low, high, box.y + top_room, box.bottom - below - categories)
    area = Box(box.x, axis.top, box.width - right, axis.bottom - axis.top)
    _add_bars(plot, axis, area)
    keep_side_free(plot, area, right)
    if _value_font(plot, axis, area) is None:
        left = grid_width(plot, axis)
        slot = (box.width - right - left) / len(labels)
        categories = max(categories, labels_height(labels, slot))  # narrower names may take a second line
        axis = ValueAxis(low, high, box.y + top_room, box.bottom - below - categories)
        plot = Plot(page, plot.chart, box, categories)  # without the obstacles found so far
        area = Box(box.x + left, axis.top, box.width - right - left, axis.bottom - axis.top)
        draw_grid(plot, axis, area)
        _add_bars(plot, axis, area)
        keep_side_free(plot, area, right)
    plot.record("bars", area, low, high)
    if plot.chart.band:
        draw_band(plot, area, axis.y(plot.chart.band.start), axis.y(plot.chart.band.end))
    for series_index, series in enumerate(plot.chart.series):
        for index, point in enumerate(series.points):
            x, width = _bar_place(plot, area, series_index, index)
            page.items.extend(_bar(plot, axis, point, series_index, index, x, width))
    draw_zero_line(plot, axis, area)
    if plot.chart.line:
        draw_line(plot, area, axis.y(plot.chart.line.at))
    _draw_values(plot, axis, area)
    xs = [area.x + slot * (index + 0.5) for index in range(len(labels))]
    plot.keep_years(xs)
    draw_labels(plot, labels, xs, box.bottom - categories + 26.0, slot)
    draw_side_labels(
        plot, side, area, [axis.y(label.value) for label in side], Box(area.x, box.y, area.width, area.bottom - box.y)
    )
    cut_grid(plot)


def _bar_place(plot: Plot, area: Box, series_index: int, index: int) -> tuple[float, float]:
    """Return the left edge and the width of a bar."""
    slot = area.width / len(plot.points)
    count = len(plot.chart.series)
    width = min(MAX_BAR, _GROUP_SHARE * slot / count)
    gap = min(6.0, 0.12 * width) if count > 1 else 0.0
    left = area.x + slot * (index + 0.5) - width * count / 2 + width * series_index
    return left + gap / 2, width - gap


def _bar(
    plot: Plot, axis: ValueAxis, point: Point, series_index: int, index: int, x: float, width: float
) -> list[Item]:
    """Return a bar of true height, hollow if planned."""
    step, zero_y = plot.step(index), axis.zero_y
    if isinstance(point, AbsentPoint):
        return []
    if point.value is None:
        y = zero_y - 10.0
        return [Polyline((x, y, x + width, y), plot.page.theme.muted, 2.5, (4.0, 7.0), step=step)]
    y = axis.y(point.value)
    top, height = min(y, zero_y), abs(y - zero_y)
    if height < 0.25:
        return []
    color = plot.mark_color(series_index, point)
    if point.planned:
        inset = min(1.5, 0.25 * width)
        radius = min(_RADIUS, height / 2)
        return [Rectangle(x + inset, top, width - 2 * inset, height, None, color, 2.5, radius, (10, 8), step)]
    radius = min(_RADIUS, 0.3 * width)
    items: list[Item] = [
        Rectangle(x, top, width, height, color, radius=radius if height > 2 * radius else 0.0, step=step)
    ]
    if height > 2 * radius:
        # Only the far corners are round: those on the line at zero are squared.
        items.append(Rectangle(x, zero_y - (radius if point.value > 0 else 0.0), width, radius, color, step=step))
    return items


def _values(plot: Plot) -> list[tuple[int, int, Point, str]]:
    """Return (series, index, point, text) of all bars with a number."""
    return [
        (series_index, index, point, plot.value_text(point))
        for series_index, series in enumerate(plot.chart.series)
        for index, point in enumerate(series.points)
        if point.value is not None
    ]


def _candidates(
    plot: Plot, axis: ValueAxis, area: Box, series_index: int, index: int, point: Point, words: str, font: Font
) -> list[TextBox]:
    """Return where a number may stand beyond its bar."""
    x, width = _bar_place(plot, area, series_index, index)
    text_width, cap = measure_text(words, font), cap_height(font)
    left = x + width / 2 - text_width / 2
    y = axis.y(point.value or 0.0)
    below = (point.value or 0.0) < 0
    near = y + _LABEL_GAP if below else y - _LABEL_GAP - cap
    boxes = [text_box(left, near, text_width, font)]
    for value in plot.marked_values:
        mark_y = axis.y(value)
        if abs(mark_y - y) < 3.0 * cap:
            farther = mark_y + _LABEL_GAP if below else mark_y - _LABEL_GAP - cap
            boxes.append(text_box(left, farther, text_width, font))
    return boxes


def _add_bars(plot: Plot, axis: ValueAxis, area: Box) -> None:
    """Keep numbers away from all bars and the chart's line."""
    for series_index, series in enumerate(plot.chart.series):
        for index, point in enumerate(series.points):
            x, width = _bar_place(plot, area, series_index, index)
            y = axis.y(point.value or 0.0)
            if point.value:
                plot.obstacles.add_box(TextBox(x, min(y, axis.zero_y), x + width, max(y, axis.zero_y)))
    for value in plot.marked_values:
        plot.obstacles.add_line(area.x, axis.y(value), area.right, axis.y(value))


def _value_font(plot: Plot, axis: ValueAxis, area: Box) -> Font | None:
    """Return the largest font in which all numbers have room, or None."""
    values = _values(plot)
    for size in VALUE_SIZES:
        font = themes.body_font(size, 600)
        if sum(measure_text(text, font) for *_, text in values) > 2.5 * area.width:
            continue
        mark = plot.obstacles.mark()
        placed = all(
            plot.obstacles.place(_candidates(plot, axis, area, series_index, index, point, text, font)) is not None
            for series_index, index, point, text in values
        )
        plot.obstacles.forget(mark)
        if placed:
            return font
    return None


def _draw_values(plot: Plot, axis: ValueAxis, area: Box) -> None:
    """Draw all numbers if they fit, else those that matter most."""
    font = _value_font(plot, axis, area)
    if font is None:
        font = themes.body_font(29.0, 600)
        chosen: list[tuple[int, int, Point, str]] = []
        for series_index, series in enumerate(plot.chart.series):
            for index in key_indexes([point.value for point in series.points], highlighted_indexes(series)):
                point = series.points[index]
                chosen.append((series_index, index, point, plot.value_text(point)))
    else:
        chosen = _values(plot)
    for series_index, index, point, text in chosen:
        place = plot.obstacles.place(_candidates(plot, axis, area, series_index, index, point, text, font))
        if place is not None:
            plot.add_label(text, font, plot.label_color(point), place.left, place.top + 0.08 * font.size, index, point)
    _name_missing(plot, axis, area)


def _name_missing(plot: Plot, axis: ValueAxis, area: Box) -> None:
    """Say at each gap that the number is not known."""
    font = themes.body_font(24.0)
    words = plot.page.word("no_value")
    width = measure_text(words, font)
    for series_index, series in enumerate(plot.chart.series):
        for index, point in enumerate(series.points):
            if point.value is None and not isinstance(point, AbsentPoint):
                x, bar_width = _bar_place(plot, area, series_index, index)
                left, top = x + bar_width / 2 - width / 2, axis.zero_y - 28.0 - cap_height(font)
                if plot.obstacles.place([text_box(left, top, width, font)]) is not None:
                    plot.add_label(words, font, plot.page.theme.muted, left, top, index, point)
