"""Draws lines through points, and steps that hold until the next point."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.category_axis import draw_labels, labels_height, numbers_of
from desktop.render.charts.labels import TextBox, key_indexes, text_box
from desktop.render.charts.plot import VALUE_SIZES, Plot, highlighted_indexes
from desktop.render.charts.side_labels import (
    SideLabel,
    draw_band,
    draw_line,
    draw_side_labels,
    keep_side_free,
    marked_labels,
    series_labels,
    side_width,
)
from desktop.render.charts.value_axis import cut_grid, draw_grid, draw_zero_line, grid_width
from desktop.render.frame import Ellipse, Font, Polyline, VectorPath
from desktop.render.page.grid import Box
from desktop.render.text import cap_height, measure_text
from desktop.render.value_scale import ValueAxis
from desktop.story.aligned_chart import AbsentPoint
from desktop.story.chart import Point

_GAP: Final = 16.0  # from a point to its number
_INSET: Final = 60.0  # from the ends of the plot to the first and last point
_FLAT: Final = 0.25  # lines that differ by less than this part of their value need no zero


def draw_lines(plot: Plot) -> None:
    """Draw each series as a line, named at its end."""
    box, chart = plot.box, plot.chart
    is_steps = chart.kind == "steps"
    labels = [plot.page.localized(point.at) for point in plot.points]
    highest, lowest = max(plot.values), min(plot.values)
    from_zero = is_steps or lowest <= 0 <= highest or highest - lowest >= _FLAT * max(abs(highest), abs(lowest))
    low, high = plot.value_range(from_zero=from_zero)
    if not from_zero:
        low, high = low - 0.15 * (high - low), high + 0.05 * (high - low)
    side = _end_labels(plot) + marked_labels(plot)
    right = side_width(side, box.width)
    room = cap_height(themes.body_font(VALUE_SIZES[0])) + _GAP + 16.0
    # Categories of lines are thinned rather than set in two lines.
    categories = labels_height(["0"], box.width)
    foot = categories + (room if low < 0 else 0.0)
    plot = Plot(plot.page, chart, box, categories)
    axis = ValueAxis(low, high, box.y + room, box.bottom - foot)
    area = Box(box.x, axis.top, box.width - right, axis.bottom - axis.top)
    xs = _xs(labels, area, is_steps)
    _add_lines(plot, axis, xs, area, is_steps)
    keep_side_free(plot, area, right)
    font = _common_font(plot, axis, xs, is_steps)
    if font is None or not from_zero:
        left = grid_width(plot, axis)
        plot = Plot(plot.page, chart, box, categories)  # without the obstacles found so far
        area = Box(box.x + left, axis.top, box.width - right - left, area.height)
        xs = _xs(labels, area, is_steps)
        draw_grid(plot, axis, area)
        _add_lines(plot, axis, xs, area, is_steps)
        keep_side_free(plot, area, right)
        font = _common_font(plot, axis, xs, is_steps)
    plot.keep_years(xs)
    # From the first to the last point: the area itself is wider.
    ends = Box(xs[0], area.y, (area.right if is_steps else xs[-1]) - xs[0], area.height)
    places: list[float] = [*(numbers_of(labels) or range(len(labels)))]
    if is_steps:
        span, reach = (places[-1] - places[0]) or 1.0, (xs[-1] - xs[0]) or area.width
        places.append(places[-1] + (area.right - xs[-1]) * span / reach)
    plot.record("steps" if is_steps else "line", ends, low, high, places)
    if chart.band:
        draw_band(plot, area, axis.y(chart.band.start), axis.y(chart.band.end))
    for series_index in range(len(chart.series)):
        _draw_series(plot, axis, area, xs, series_index, is_steps)
    draw_zero_line(plot, axis, area)
    if chart.line:
        draw_line(plot, area, axis.y(chart.line.at))
    _draw_values(plot, axis, xs, font, is_steps)
    slot = min((two - one for one, two in itertools.pairwise(xs)), default=area.width)
    draw_labels(plot, labels, xs, box.bottom - categories + 26.0, slot, most_lines=1)
    ys = [axis.y(label.value) for label in side]
    draw_side_labels(plot, side, area, ys, Box(area.x, box.y, area.width, area.bottom + 12.0 - box.y))
    cut_grid(plot)


def _end_labels(plot: Plot) -> list[SideLabel]:
    """Return the names of several series, each with its last number."""
    if len(plot.chart.series) < 2:
        return []
    ends = []
    for index, series in enumerate(plot.chart.series):
        known = [(number, point) for number, point in enumerate(series.points) if point.value is not None]
        if known:
            number, point = known[-1]
            ends.append((index, point.value or 0.0, plot.value_text(point), plot.step(number)))
    return series_labels(plot, ends)


def _xs(labels: Sequence[str], area: Box, is_steps: bool) -> list[float]:
    """Return the x of each point: years in proportion, other names evenly."""
    count = len(labels)
    inset = min(_INSET, 0.5 * area.width / max(1, count))
    left, right = area.x + inset, area.right - (max(inset, 0.14 * area.width) if is_steps else inset)
    if count == 1:
        return [left if is_steps else (left + right) / 2]
    numbers = numbers_of(labels) or list(range(count))
    return [left + (right - left) * (number - numbers[0]) / (numbers[-1] - numbers[0]) for number in numbers]


def _add_lines(plot: Plot, axis: ValueAxis, xs: Sequence[float], area: Box, is_steps: bool) -> None:
    """Keep numbers away from all lines, the chart's too."""
    radius = _radius(xs)
    for series in plot.chart.series:
        previous: tuple[float, float] | None = None
        for index, point in enumerate(series.points):
            if point.value is None:
                previous = previous if isinstance(point, AbsentPoint) else None
                continue
            here = xs[index], axis.y(point.value)
            if is_steps:
                following = _following(series.points, index)
                end = xs[following] if following < len(xs) else area.right
                plot.obstacles.add_line(here[0], here[1], end, here[1])
                start = previous[1] if previous else axis.zero_y
                plot.obstacles.add_line(here[0], start, here[0], here[1])
                if following >= len(series.points) or series.points[following].value is None:
                    plot.obstacles.add_line(end, here[1], end, axis.zero_y)  # where the filled area ends
            elif previous:
                plot.obstacles.add_line(*previous, *here)
            previous = here
            plot.obstacles.add_dot(*here, _point_radius(series.points, index, radius))
    zero = [0.0] if axis.low <= 0.0 <= axis.high else []
    for value in plot.marked_values + zero:
        plot.obstacles.add_line(area.x, axis.y(value), area.right, axis.y(value))


def _radius(xs: Sequence[float]) -> float:
    """Return the radius of the points: none where they are close."""
    distance = min((two - one for one, two in itertools.pairwise(xs)), default=100.0)
    return 9.0 if distance >= 40.0 else 5.0 if distance >= 18.0 else 0.0


def _point_radius(points: Sequence[Point], index: int, radius: float) -> float:
    """Return the radius of a point; one between gaps is always seen."""
    if points[index].highlight:
        return 11.0
    neighbours = [points[other].value for other in (index - 1, index + 1) if 0 <= other < len(points)]
    return max(radius, 5.0 if all(value is None for value in neighbours) else 0.0)


def _draw_series(plot: Plot, axis: ValueAxis, area: Box, xs: Sequence[float], number: int, is_steps: bool) -> None:
    page, series, color = plot.page, plot.chart.series[number], plot.color(number)
    has_steps = any(name.startswith("point:") for name in page.steps_by_part)
    if is_steps and len(plot.chart.series) == 1:
        _fill_stairs(plot, axis, area, xs, color, one_by_one=has_steps)
    run: list[float] = []
    previous: tuple[float, float] | None = None
    for index, point in enumerate(series.points):
        if point.value is None:
            previous = previous if isinstance(point, AbsentPoint) else None
            continue
        here = xs[index], axis.y(point.value)
        if is_steps:
            following = _following(series.points, index)
            end = xs[following] if following < len(xs) else area.right
            plot.page.items.append(_stair(here, end, previous[1] if previous else axis.zero_y, color, plot.step(index)))
        elif previous is not None:
            if has_steps or point.planned or not run:
                dash = (12.0, 9.0) if point.planned else ()
                if run and (has_steps or point.planned):
                    page.items.append(Polyline(tuple(run), color, 4.0, rounded=True, step=plot.chart_step))
                    run = []
                if has_steps or point.planned:
                    page.items.append(Polyline((*previous, *here), color, 4.0, dash, True, plot.step(index)))
                else:
                    run = [*previous, *here]
            else:
                run += here
        if previous is None and run:
            page.items.append(Polyline(tuple(run), color, 4.0, rounded=True, step=plot.chart_step))
            run = []
        previous = here
    if run:
        page.items.append(Polyline(tuple(run), color, 4.0, rounded=True, step=plot.chart_step))
    _draw_points(plot, axis, xs, number, color)


def _draw_points(plot: Plot, axis: ValueAxis, xs: Sequence[float], number: int, color: str) -> None:
    series, theme = plot.chart.series[number], plot.page.theme
    radius = _radius(xs)
    for index, point in enumerate(series.points):
        if point.value is None:
            continue
        own_radius = _point_radius(series.points, index, radius)
        if own_radius:
            fill = theme.background if point.planned else color
            stroke = 3.0 if own_radius > 6 else 2.0
            inner = own_radius - stroke / 2
            plot.page.items.append(
                Ellipse(xs[index], axis.y(point.value), inner, inner, fill, color, stroke, step=plot.step(index))
            )


def _fill_stairs(plot: Plot, axis: ValueAxis, area: Box, xs: Sequence[float], color: str, *, one_by_one: bool) -> None:
    """Fill the area below the levels, in pieces between gaps."""
    fill = themes.with_alpha(color, 0.16)
    corners: list[tuple[float, float]] = []

    def close(step: int) -> None:
        if corners:
            outline = [(corners[0][0], axis.zero_y), *corners, (corners[-1][0], axis.zero_y)]
            commands = tuple(("L" if place else "M", x, y) for place, (x, y) in enumerate(outline))
            plot.page.items.append(VectorPath((*commands, ("Z",)), fill, step=step))
            corners.clear()

    for index, point in enumerate(plot.chart.series[0].points):
        if point.value is not None:
            y = axis.y(point.value)
            corners += [(xs[index], y), (xs[index + 1] if index + 1 < len(xs) else area.right, y)]
        if point.value is None or one_by_one:
            close(plot.step(index))
    close(plot.chart_step)


def _stair(here: tuple[float, float], end: float, start: float, color: str, step: int) -> Polyline:
    """Return a level that ends at an x, with its riser."""
    x, y = here
    return Polyline((x, start, x, y, end, y), color, 4.0, step=step)


def _following(points: Sequence[Point], index: int) -> int:
    """Return the next point that a series has, or gap."""
    following = index + 1
    while following < len(points) and isinstance(points[following], AbsentPoint):
        following += 1
    return following


# -- numbers -----------------------------------------------------------------------------------------------------------


def _named(plot: Plot) -> list[tuple[int, int, Point]]:
    """Return (series, index, point) of all points whose number stands beside them.

    Of several series, the last number stands at the right end.
    """
    several = len(plot.chart.series) > 1
    named = []
    for number, series in enumerate(plot.chart.series):
        known = [(number, index, point) for index, point in enumerate(series.points) if point.value is not None]
        named += known[:-1] if several else known
    return named


def _candidates(
    plot: Plot, axis: ValueAxis, xs: Sequence[float], one: tuple[int, int, Point], font: Font, is_steps: bool
) -> list[TextBox]:
    """Return where a number may stand: above, or below at lows."""
    number, index, point = one
    words = plot.value_text(point)
    width, cap = measure_text(words, font), cap_height(font)
    x, y = xs[index], axis.y(point.value or 0.0)
    gap = _GAP + max(_radius(xs), 11.0 if point.highlight else 0.0) - 6.0
    above, below = y - gap - cap, y + gap + 0.08 * font.size
    if is_steps:
        following = _following(plot.chart.series[number].points, index)
        end = xs[following] if following < len(xs) else plot.box.right
        return [text_box(left, top, width, font) for left in (x + 18.0, end - 12.0 - width) for top in (above, below)]
    points = plot.chart.series[number].points
    around = [points[other].value for other in (index - 1, index + 1) if 0 <= other < len(points)]
    is_low = bool(around) and all(value is not None and value > (point.value or 0.0) for value in around)
    tops: tuple[float, ...] = (below, above) if is_low else (above, below)
    beyond = [axis.y(value) for value in plot.marked_values if abs(axis.y(value) - y) < 3.0 * cap]
    tops += tuple(mark_y - _GAP - cap for mark_y in beyond) + tuple(mark_y + _GAP for mark_y in beyond)
    lefts = (x - width / 2, x - width + 12.0, x - 12.0)
    return [text_box(left, top, width, font) for left in lefts for top in tops]


def _common_font(plot: Plot, axis: ValueAxis, xs: Sequence[float], is_steps: bool) -> Font | None:
    """Return the largest font in which all numbers have room, or None."""
    named = _named(plot)
    for size in VALUE_SIZES:
        font = themes.body_font(size, 600)
        widths = sum(measure_text(plot.value_text(point), font) for *_, point in named[:80])
        if len(named) > 80 or widths > 2.0 * plot.box.width * len(plot.chart.series):
            continue
        mark = plot.obstacles.mark()
        placed = all(plot.obstacles.place(_candidates(plot, axis, xs, one, font, is_steps)) for one in named)
        plot.obstacles.forget(mark)
        if placed:
            return font
    return None


def _draw_values(plot: Plot, axis: ValueAxis, xs: Sequence[float], font: Font | None, is_steps: bool) -> None:
    """Draw all numbers if they fit, else those that matter most."""
    named = _named(plot)
    if font is None:
        font = themes.body_font(29.0, 600)
        keys = []
        for number, series in enumerate(plot.chart.series):
            chosen = key_indexes([point.value for point in series.points], highlighted_indexes(series))
            keys += [(number, index, series.points[index]) for index in chosen]
        named = [one for one in keys if one in named]
    for one in named:
        place = plot.obstacles.place(_candidates(plot, axis, xs, one, font, is_steps))
        if place is not None:
            number, index, point = one
            words, color = plot.value_text(point), plot.label_color(point, number)
            plot.add_label(words, font, color, place.left, place.top + 0.08 * font.size, index, point)
