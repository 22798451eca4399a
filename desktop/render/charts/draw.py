"""Draws a chart of any kind into a rectangle."""

from __future__ import annotations

from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.bars import draw_bars
from desktop.render.charts.donut import draw_donut
from desktop.render.charts.legend import draw_legend
from desktop.render.charts.lines import draw_lines
from desktop.render.charts.plot import Plot
from desktop.render.charts.sideways_bars import draw_sideways_bars, lie_better
from desktop.render.frame import HitZone
from desktop.render.page.grid import Box
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import TextStyle, cap_height, measure_text
from desktop.story.aligned_chart import aligned_chart
from desktop.story.chart import Chart

LEAST_CHART_HEIGHT: Final = 260.0
"""The least height of a chart: unit, categories, and 80 px for marks."""


def draw_chart(page: SlidePage, chart: Chart, x: float, y: float, width: float, height: float) -> None:
    """Draw a chart into a rectangle of the canvas.

    Its unit stands on a line above it, with the marks of all sources: beside a number or a year they would be read as
    a part of it.
    """
    chart = aligned_chart(chart)
    page.zones.append(HitZone(x, y, width, height, "chart", chart.path))
    top = y + _draw_unit(page, chart, x, y, width)
    plot = Plot(page, chart, Box(x, top, width, y + height - top))
    if not plot.values:
        return
    if chart.kind == "donut":
        draw_donut(plot)
    elif chart.kind == "bars":
        named = any(page.localized(series.title) for series in chart.series)
        if len(chart.series) > 1 and named:
            head = draw_legend(plot)
            plot = Plot(page, chart, Box(x, top + head, width, y + height - top - head))
        if lie_better(plot):
            draw_sideways_bars(plot)
            return
        with page.unmirrored(x, width):
            draw_bars(plot)
    else:
        with page.unmirrored(x, width):
            draw_lines(plot)


def _draw_unit(page: SlidePage, chart: Chart, x: float, y: float, width: float) -> float:
    """Draw the unit with source marks; return the height taken."""
    sources = dict.fromkeys(name for series in chart.series for point in series.points for name in point.sources)
    style = TextStyle(themes.body_font(24), page.theme.muted, max_lines=1)
    step = page.step_of("chart")
    cap = cap_height(style.font)
    if page.localized(chart.unit):
        page.add_text(chart.unit, style, x, y, width, 40, part="chart", sources=sources, least=24.0)
    elif page.marks(sources):
        marks_x = x + measure_text(page.marks(sources), style.font) / 2
        page.add_marks(sources, style.font, marks_x, y, step)
    else:
        return 0.0
    return cap + 34.0
