"""Draws bars that lie: for categories with long names."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.bars import MAX_BAR
from desktop.render.charts.category_axis import label_font, numbers_of
from desktop.render.charts.labels import TextBox, key_indexes, text_box
from desktop.render.charts.plot import Plot, highlighted_indexes, widest
from desktop.render.charts.side_labels import marked_labels
from desktop.render.font_files import LetterRanges
from desktop.render.frame import HitZone, Overflow, Polyline, Rectangle
from desktop.render.page.grid import Box
from desktop.render.page.shorten import shorten
from desktop.render.text import TextStyle, cap_height, measure_text
from desktop.story.aligned_chart import AbsentPoint
from desktop.story.chart import Point

_LEAST_ROW: Final = 27.0
_LEAST_NAME_PITCH: Final = 25.0  # from one name to the next
_LEAST_TALL_PITCH: Final = 33.0  # with marks above and below the letters
_TALL_LETTERS: Final = LetterRanges("\u0600\u06ff", "\u0900\u0e7f")
_NAME_SHARE: Final = 0.46
_LEAST_PLOT: Final = 60.0  # of the bars; below, numbers give way
_LEAST_NARROW_PLOT: Final = 44.0  # in columns
_GAP: Final = 18.0
_COLUMN_GAP: Final = 60.0
_NARROW_COLUMN_GAP: Final = 40.0
_WIDE: Final = 1000.0
_RADIUS: Final = 8.0
_MARK_FONT: Final = themes.body_font(24, 600)


def lie_better(plot: Plot) -> bool:
    """Return whether the names are too long for upright bars.

    Numbers and years are thinned instead.
    """
    labels = [plot.page.localized(point.at) for point in plot.points]
    if not labels or numbers_of(labels):
        return False
    return label_font(labels, plot.box.width / len(labels)) is None


def draw_sideways_bars(plot: Plot) -> None:
    """Draw a row for each category, in columns where there are many."""
    side = marked_labels(plot)
    head = cap_height(_MARK_FONT) + 26.0 if side else 0.0
    box = Box(plot.box.x, plot.box.y + head, plot.box.width, plot.box.height - head)
    count = len(plot.points)
    names = "".join(plot.page.localized(point.at) for point in plot.points)
    most_rows = max(1, int(box.height / (_LEAST_TALL_PITCH if _TALL_LETTERS.occur_in(names) else _LEAST_ROW)))
    columns = min(3, math.ceil(count / most_rows))
    rows = math.ceil(count / columns)
    gap = _COLUMN_GAP if box.width > _WIDE else _NARROW_COLUMN_GAP
    width = (box.width - gap * (columns - 1)) / columns
    for column in range(columns):
        indexes = list(range(column * rows, min(count, (column + 1) * rows)))
        _draw_column(plot, Box(box.x + column * (width + gap), box.y, width, box.height), indexes, rows)


def _draw_column(plot: Plot, box: Box, indexes: list[int], rows: int) -> None:
    page, theme = plot.page, plot.page.theme
    pitch = min(box.height / rows, 130.0)
    top = box.y + (box.height - pitch * rows) * 0.3
    names = [page.localized(point.at) for point in plot.points]
    font = themes.body_font(29.0 if pitch >= 46 else 24.0, 500)
    if len(indexes) < len(names) and widest(names, font) > _NAME_SHARE * box.width:
        font = themes.body_font(24.0, 500)
    value_font = themes.body_font(font.size, 600)
    values = [
        plot.value_text(point) for series in plot.chart.series for point in series.points if point.value is not None
    ]
    value_width = widest(values, value_font) + _GAP
    low, high = plot.value_range()
    sides = (low < 0) + (high > 0)
    most, least_plot = _NAME_SHARE * box.width, _LEAST_PLOT
    if len(indexes) < len(plot.points):  # in columns, names that begin alike are worth more than long bars
        least_plot = _LEAST_NARROW_PLOT
        most = max(most, box.width - _GAP - sides * value_width - least_plot)
    name_width = min(most, widest(names, font) + 2.0)
    has_numbers = box.width - name_width - _GAP - sides * value_width >= least_plot
    if not has_numbers:
        value_width = 0.0
    left = box.x + name_width + _GAP + (value_width if low < 0 else 0.0)
    right = box.right - (value_width if high > 0 else 0.0)

    def x_of(value: float) -> float:
        return left + (value - low) * (right - left) / (high - low)

    rows_box = Box(left, top, right - left, pitch * rows)
    if plot.chart.band:
        first, last = sorted((x_of(plot.chart.band.start), x_of(plot.chart.band.end)))
        page.items.append(
            Rectangle(
                first, top, last - first, rows_box.height, themes.with_alpha(theme.paper, 0.09), step=plot.chart_step
            )
        )
    if len(indexes) == len(plot.points):
        plot.record("sideways", rows_box, low, high)
    zero = x_of(0.0)
    # Rows lower than a line of type: names thin, as ticks do.
    names = [page.localized(plot.points[index].at) for index in indexes]
    least_pitch = _LEAST_TALL_PITCH if _TALL_LETTERS.occur_in("".join(names)) else _LEAST_NAME_PITCH
    every = max(1, math.ceil(least_pitch / pitch))
    if left_out := len(indexes) - len(indexes[::every]):
        page.overflows.append(Overflow("chart", plot.chart.path, least_pitch - pitch, left_out))
    for row, index in enumerate(indexes):
        row_top = top + row * pitch
        if row % every == 0:
            _draw_name(plot, index, box.x, row_top, name_width, pitch, font.size)
        _draw_row(plot, index, row_top, pitch, zero, x_of, min(70.0, max(20.0, box.right - zero)))
    color = themes.blend(theme.muted, theme.paper, 0.2)
    foot = top + pitch * len(indexes)
    page.items.append(Polyline((zero, top, zero, foot), color, 2.5, step=plot.chart_step))
    if plot.chart.line:
        x = x_of(plot.chart.line.at)
        page.items.append(
            Polyline(
                (x, top - 8.0, x, foot),
                themes.blend(theme.paper, theme.background, 0.2),
                2.5,
                (12.0, 8.0),
                step=plot.chart_step,
            )
        )
        plot.obstacles.add_line(x, top - 8.0, x, foot)
    _draw_marks(plot, rows_box, x_of)
    if has_numbers:
        _draw_values(plot, indexes, top, pitch, x_of, value_font.size, box.right)


def _draw_name(plot: Plot, index: int, x: float, top: float, width: float, pitch: float, size: float) -> None:
    """Draw a category left of its bars, in up to two lines."""
    page, point = plot.page, plot.points[index]
    font = themes.body_font(size, 500 if point.value is not None else 400)
    color = page.theme.paper if point.highlight else page.theme.muted
    lines = 2 if pitch >= 2.6 * size else 1
    block = shorten(page.localized(point.at), TextStyle(font, color, leading=1.2), width, lines)
    cap_top = top + pitch / 2 - block.height / 2
    step = plot.step(index)
    page.items.extend(block.runs_at(x, cap_top, step))
    path = point.at.path_for(page.language)
    plot.tell_cut(block, page.localized(point.at), path)
    page.zones.append(HitZone(x - 8, top, block.width + 16, pitch, "text", path, step=step))
    plot.obstacles.add_box(text_box(x, cap_top, block.width, font, block.line_count))


def _bar_rows(plot: Plot, top: float, pitch: float) -> list[tuple[float, float]]:
    """Return the top and thickness of the bars of one row."""
    count = len(plot.chart.series)
    thickness = min(MAX_BAR, 0.66 * pitch / count)
    first = top + pitch / 2 - thickness * count / 2
    gap = min(4.0, 0.12 * thickness) if count > 1 else 0.0
    return [(first + thickness * number + gap / 2, thickness - gap) for number in range(count)]


def _draw_row(
    plot: Plot, index: int, top: float, pitch: float, zero: float, x_of: Callable[[float], float], dash_end: float
) -> None:
    """Draw the bars of a category.

    Dashes from zero to `dash_end` pixels beyond it stand for a missing value.
    """
    page, step = plot.page, plot.step(index)
    for series_index, (y, thickness) in enumerate(_bar_rows(plot, top, pitch)):
        points = plot.chart.series[series_index].points
        if index >= len(points) or isinstance(points[index], AbsentPoint):
            continue
        point = points[index]
        if point.value is None:
            middle = y + thickness / 2
            dashes = (zero + 8, middle, zero + dash_end, middle)
            page.items.append(Polyline(dashes, page.theme.muted, 2.5, (4.0, 7.0), step=step))
            plot.obstacles.add_line(*dashes)
            continue
        x = x_of(point.value)
        left, width = min(x, zero), abs(x - zero)
        if width < 0.25:
            continue
        plot.obstacles.add_box(TextBox(left, y, left + width, y + thickness))
        color = plot.mark_color(series_index, point)
        if point.planned:
            inset = min(1.5, 0.25 * thickness)
            radius = min(_RADIUS, width / 2)
            page.items.append(
                Rectangle(left, y + inset, width, thickness - 2 * inset, None, color, 2.5, radius, (10, 8), step)
            )
            continue
        radius = min(_RADIUS, 0.3 * thickness) if width > 2 * _RADIUS else 0.0
        page.items.append(Rectangle(left, y, width, thickness, color, radius=radius, step=step))
        if radius:
            # The corners at zero are squared.
            page.items.append(
                Rectangle(zero - (0.0 if point.value > 0 else radius), y, radius, thickness, color, step=step)
            )


def _draw_marks(plot: Plot, area: Box, x_of: Callable[[float], float]) -> None:
    """Name the line and the band above the rows."""
    page = plot.page
    for label in marked_labels(plot):
        block = shorten(label.words, TextStyle(_MARK_FONT, label.color), 0.5 * plot.box.width, 1)
        left = min(max(x_of(label.value) - block.width / 2, plot.box.x), plot.box.right - block.width)
        cap_top = area.y - 18.0 - cap_height(_MARK_FONT)
        if plot.obstacles.place([text_box(left, cap_top, block.width, _MARK_FONT)]) is not None:
            page.items.extend(block.runs_at(left, cap_top, label.step))
            page.zones.append(HitZone(left, cap_top - 8, block.width, 40, "text", label.path, step=label.step))


def _draw_values(
    plot: Plot, indexes: list[int], top: float, pitch: float, x_of: Callable[[float], float], size: float, right: float
) -> None:
    """Draw the numbers at their bars, all or the chief ones."""
    font = themes.body_font(size, 600)
    named: list[tuple[int, int, Point, str, TextBox]] = []
    for series_index, series in enumerate(plot.chart.series):
        for row, index in enumerate(indexes):
            if index >= len(series.points) or isinstance(series.points[index], AbsentPoint):
                continue
            point = series.points[index]
            y, thickness = _bar_rows(plot, top + row * pitch, pitch)[series_index]
            words = plot.value_text(point) if point.value is not None else plot.page.word("no_value")
            width, cap = measure_text(words, font), cap_height(font)
            x = x_of(point.value or 0.0)
            left = x + 14.0 if (point.value or 0.0) >= 0 else x - 14.0 - width
            if point.value is None:
                left = x + 84.0
                if left + width > right:
                    continue
            named.append((series_index, index, point, words, text_box(left, y + thickness / 2 - cap / 2, width, font)))
    mark = plot.obstacles.mark()
    if not all(plot.obstacles.place([one[4]]) for one in named):
        plot.obstacles.forget(mark)
        keys = {
            (series_index, index)
            for series_index, series in enumerate(plot.chart.series)
            for index in key_indexes([point.value for point in series.points], highlighted_indexes(series))
        }
        named = [one for one in named if (one[0], one[1]) in keys and plot.obstacles.place([one[4]])]
    for _, index, point, words, place in named:
        plot.add_label(words, font, plot.label_color(point), place.left, place.top + 0.08 * font.size, index, point)
