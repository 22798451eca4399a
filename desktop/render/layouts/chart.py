"""Draws charts of few numbers, each written at its mark.

There is no axis of numbers, and a gap where a number is unknown.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.i18n import language as language_of
from desktop.render import theme as themes
from desktop.render.frame import Ellipse, GradientStop, HitZone, LinearGradient, Polyline, Rectangle
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, cap_height, measure_text
from desktop.story.model import Chart, Point, Series

_SERIES_COLORS: Final = ("gold", "vermilion", "jade", "ink-blue")
_YEAR_PATTERN: Final = re.compile(r"^-?\d{1,4}$")


def format_number(value: float, language: str, decimals: int | None = None) -> str:
    """Return a number in a language.

    Without `decimals` it has those that it was written with.
    """
    if decimals is None:
        decimals = len(f"{value:.10f}".rstrip("0").rpartition(".")[2])
    return language_of(language).format_number(value, decimals)


def chart(page: SlidePage) -> None:
    """Lay out a chart over the full width, below its statement."""
    slide = page.slide
    y = page.add_header(slide.title, page.title_style(72.0, max_lines=2), page.grid.content_width)
    style = TextStyle(themes.body_font(35), page.theme.muted, strong_color=page.theme.paper)
    width = min(1380.0, page.grid.content_width)
    y = page.add_text(slide.text, style, page.grid.margin, y + 48, width, 120, part="text", sources=slide.sources)
    if slide.chart is not None:
        grid, note_height = page.grid, 52.0 if page.localized(slide.note) else 0.0
        draw_chart(page, slide.chart, grid.margin, y + 56, grid.content_width, page.bottom - note_height - y - 60)
    page.add_text(
        slide.note,
        page.note_style(),
        page.grid.margin,
        page.bottom - 24,
        page.grid.content_width,
        40,
        part="note",
        least=24,
    )


def draw_chart(page: SlidePage, chart: Chart, x: float, y: float, width: float, height: float) -> None:
    """Draw a chart into a rectangle of the canvas.

    Its unit stands on a line above it.
    """
    page.zones.append(HitZone(x, y, width, height, "chart", chart.path))
    top = y
    if page.localized(chart.unit):
        style = TextStyle(themes.body_font(24), page.theme.muted, align="right" if width < 900 else "left")
        page.add_text(chart.unit, style, x, y, width, 40, part="chart")
        top += cap_height(style.font) + 40
    if len(chart.series) > 1:
        top = _legend(page, chart, x, top, width)
    bottom = y + height
    if chart.kind == "bars":
        _bar_chart(page, chart, x, top, width, bottom)
    else:
        _line_chart(page, chart, x, top, width, bottom)


def _legend(page: SlidePage, chart: Chart, x: float, y: float, width: float) -> float:
    """Draw the names of the series; return the plot's top."""
    font = themes.body_font(24, 600)
    step = page.step_of("chart")
    legend_x = x
    for index, series in enumerate(chart.series):
        series_title = page.localized(series.title)
        color = _series_color(page, series, index)
        page.items.append(Rectangle(legend_x, y + 2, 24, cap_height(font) - 4, color, radius=4, step=step))
        page.add_text(series.title, TextStyle(font, color), legend_x + 36, y, width, 40, part="chart")
        legend_x += 36 + measure_text(series_title, font) + 44
    return y + cap_height(font) + 34


def _series_color(page: SlidePage, series: Series, index: int) -> str:
    default = page.figure_accent if index == 0 else _SERIES_COLORS[index % len(_SERIES_COLORS)]
    return page.theme.color(series.color, default)


def _value_text(page: SlidePage, chart: Chart, point: Point) -> str:
    """Return the label of a point: its text, else its number."""
    if point.text:
        return page.localized(point.text)
    return format_number(point.value or 0.0, page.language, chart.decimals)


def _step_part(page: SlidePage, index: int) -> str:
    """Return the part with which a point appears: itself or the chart."""
    part = f"point:{index}"
    return part if part in page.steps_by_part else "chart"


def _point_step(page: SlidePage, index: int) -> int:
    """Return the step of a point: its own, else the chart's."""
    return page.step_of(_step_part(page, index))


def _axis_label(page: SlidePage, point: Point, index: int, center_x: float, y: float, max_width: float) -> None:
    """Draw the category of a point below the base line."""
    font = themes.body_font(29 if max_width > 110 else 24, 500)
    style = TextStyle(
        font if point.value is not None else themes.body_font(font.size),
        page.theme.paper if point.highlight else page.theme.muted,
    )
    width = measure_text(page.localized(point.at), font)
    # The note numbers need 40 px beside the label.
    available_width = max(max_width, width + (40 if page.marks(point.sources) else 4))
    left, part = center_x - width / 2, _step_part(page, index)
    page.add_text(point.at, style, left, y, available_width, 60, part=part, sources=point.sources)


def _bar_chart(page: SlidePage, chart: Chart, x: float, top: float, width: float, bottom: float) -> None:
    """Draw bars from a base line at zero.

    Those of one category stand side by side.
    """
    count = max((len(series.points) for series in chart.series), default=0)
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    if not count or not values:
        return
    label_font = themes.body_font(29, 500)
    base_y = bottom - cap_height(label_font) - 34
    value_font = themes.body_font(35, 600)
    highest, lowest = max(0.0, *values), min(0.0, *values)
    available_height = base_y - top - cap_height(value_font) - 22
    scale = available_height / ((highest - lowest) or 1.0)
    zero_y = base_y + lowest * scale
    page.items.append(Polyline((x, zero_y, x + width, zero_y), page.theme.line, 2.0, step=page.step_of("chart")))
    slot_width = width / count
    group_width = min(slot_width * 0.68, 190.0 if width < 1000 else 240.0)
    bar_width = group_width / len(chart.series)
    any_highlighted = any(point.highlight for series in chart.series for point in series.points)
    for series_index, series in enumerate(chart.series):
        color = _series_color(page, series, series_index)
        for index, point in enumerate(series.points):
            center_x = x + slot_width * (index + 0.5)
            left = center_x - group_width / 2 + series_index * bar_width
            if series_index == 0:
                _axis_label(page, point, index, center_x, base_y + 34, slot_width)
            if point.value is None:
                _missing_value(page, index, left, bar_width, zero_y)
            else:
                is_emphasized = point.highlight or not any_highlighted or len(chart.series) > 1
                _bar(page, chart, point, index, left, bar_width, zero_y, scale, color if is_emphasized else "")


def _bar(
    page: SlidePage,
    chart: Chart,
    point: Point,
    index: int,
    x: float,
    width: float,
    zero_y: float,
    scale: float,
    color: str,
) -> None:
    """Draw a bar and its number.

    A planned bar is hollow, one without `color` muted.
    """
    value = point.value or 0.0
    height = max(abs(value) * scale, 3.0)
    y = zero_y - height if value >= 0 else zero_y
    step = _point_step(page, index)
    light, dark = (color, themes.blend(color, page.theme.background, 0.42)) if color else page.theme.muted_bar
    inset = 3.0 if width < 60 else 6.0
    if point.planned:
        page.items.append(Rectangle(x + inset, y, width - 2 * inset, height, None, light, 2.5, 8, (10, 8), step))
    else:
        fill = LinearGradient(0, y, 0, y + height, (GradientStop(0, light), GradientStop(1, dark)))
        page.items.append(Rectangle(x + inset, y, width - 2 * inset, height, fill, radius=8, step=step))
        # Only the top corners are round: those on the base line are squared.
        if value >= 0 and height > 10:
            square_base_fill = LinearGradient(0, y, 0, y + height, (GradientStop(0, light), GradientStop(1, dark)))
            page.items.append(Rectangle(x + inset, zero_y - 9, width - 2 * inset, 9, square_base_fill, step=step))
    value_text = _value_text(page, chart, point)
    font = themes.body_font(35, 600)
    if measure_text(value_text, font) > width * 1.5:
        font = themes.body_font(29, 600)
    style = TextStyle(font, page.theme.paper if color else page.theme.muted)
    text_width = measure_text(value_text, font)
    left = x + width / 2 - text_width / 2
    top = y - 22 - cap_height(font) if value >= 0 else y + height + 18
    part = _step_part(page, index)
    page.add_text(value_text, style, left, top, text_width + 8, 60, part=part, path=point.path)


def _missing_value(page: SlidePage, index: int, x: float, width: float, zero_y: float) -> None:
    """Draw the gap of an unknown number."""
    label_text = page.word("no_value")
    style = TextStyle(themes.body_font(24), page.theme.muted)
    text_width = measure_text(label_text, style.font)
    step = _point_step(page, index)
    page.items.append(
        Polyline((x + 6, zero_y - 1, x + width - 6, zero_y - 1), page.theme.muted, 2.5, (4.0, 7.0), step=step)
    )
    left, top = x + width / 2 - text_width / 2, zero_y - 24 - cap_height(style.font)
    page.add_text(label_text, style, left, top, text_width + 4, 40, part=_step_part(page, index))


def _line_chart(page: SlidePage, chart: Chart, x: float, top: float, width: float, bottom: float) -> None:
    """Draw a line, or steps that hold until the next point.

    Years stand at their true distance.
    """
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    if not values:
        return
    label_font = themes.body_font(29, 500)
    base_y = bottom - cap_height(label_font) - 34
    value_font = themes.body_font(42, 600)
    highest = max(0.0, *values)
    lowest = min(0.0, *values)
    available_height = base_y - top - cap_height(value_font) - 30
    scale = available_height / ((highest - lowest) or 1.0)
    zero_y = base_y + lowest * scale
    page.items.append(Polyline((x, zero_y, x + width, zero_y), page.theme.line, 2.0, step=page.step_of("chart")))
    x_positions = _x_positions(page, chart, x + 60, width - 120 if chart.kind == "line" else width - 300)
    for series_index, series in enumerate(chart.series):
        color = _series_color(page, series, series_index)
        previous_point: tuple[float, float] | None = None
        for index, point in enumerate(series.points):
            point_x = x_positions[index]
            if series_index == 0:
                _axis_label(page, point, index, point_x, base_y + 34, 160)
            if point.value is None:
                previous_point = None
                continue
            y = zero_y - point.value * scale
            next_x = x_positions[index + 1] if index + 1 < len(x_positions) else x + width
            if chart.kind == "steps":
                _stair(
                    page,
                    index,
                    point_x,
                    next_x,
                    y,
                    zero_y,
                    previous_point[1] if previous_point else zero_y,
                    color,
                    index + 1 == len(x_positions),
                )
            elif previous_point is not None:
                page.items.append(
                    Polyline(
                        (*previous_point, point_x, y),
                        color,
                        4.0,
                        (12.0, 9.0) if point.planned else (),
                        True,
                        _point_step(page, index),
                    )
                )
            previous_point = (point_x, y)
        for index, point in enumerate(series.points):
            if point.value is None:
                continue
            point_x, y = x_positions[index], zero_y - point.value * scale
            step = _point_step(page, index)
            is_emphasized = point.highlight or chart.kind == "steps"
            fill = page.theme.background if point.planned else color
            page.items.append(Ellipse(point_x, y, 9, 9, fill, color, 3.0, step=step))
            value_text = _value_text(page, chart, point)
            font = value_font if is_emphasized else themes.body_font(35, 600)
            style = TextStyle(font, page.theme.paper if is_emphasized else page.theme.muted)
            text_width = measure_text(value_text, font)
            left = point_x - text_width / 2 if chart.kind == "line" else point_x + 18
            top = y - 26 - cap_height(font)
            part = _step_part(page, index)
            page.add_text(value_text, style, left, top, text_width + 8, 60, part=part, path=point.path)


def _stair(
    page: SlidePage,
    index: int,
    x: float,
    end_x: float,
    y: float,
    zero_y: float,
    previous_y: float,
    color: str,
    is_last: bool,
) -> None:
    """Draw a step with the area below it.

    The riser leads from the level before to the tread.
    """
    step = _point_step(page, index)
    # All levels share one gradient over 420 px, so that no seam shows between them.
    height = 420.0
    area_fill = LinearGradient(
        0,
        zero_y - height,
        0,
        zero_y,
        (GradientStop(0, themes.with_alpha(color, 0.30)), GradientStop(1, themes.with_alpha(color, 0.03))),
    )
    page.items.append(Rectangle(x, y, end_x - x, zero_y - y, area_fill, step=step))
    if is_last:
        # The last level still holds: its tread fades out.
        fade = LinearGradient(
            x,
            0,
            end_x,
            0,
            (GradientStop(0, color), GradientStop(0.75, color), GradientStop(1, themes.with_alpha(color, 0.0))),
        )
        page.items.append(Rectangle(x, y - 2, end_x - x, 4, fade, step=step))
    else:
        page.items.append(Polyline((x, y, end_x, y), color, 4.0, step=step))
    page.items.append(Polyline((x, previous_y, x, y), color, 4.0, step=step))


def _x_positions(page: SlidePage, chart: Chart, x: float, width: float) -> list[float]:
    """Return the x of each point.

    Years stand in proportion to time, other categories evenly.
    """
    points = max((series.points for series in chart.series), key=len)
    labels = [page.localized(point.at) for point in points]
    if len(points) > 1 and all(_YEAR_PATTERN.match(label) for label in labels):
        years = [int(one) for one in labels]
        if years == sorted(set(years)):
            return [x + width * (year - years[0]) / (years[-1] - years[0]) for year in years]
    return [x + width * (index / max(1, len(points) - 1)) for index in range(len(points))]
