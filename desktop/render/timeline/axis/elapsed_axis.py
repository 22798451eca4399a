"""Draws a row of the axis that counts from the window's start."""

from __future__ import annotations

from desktop.i18n import word
from desktop.render import theme as themes
from desktop.render.frame import Item, TextRun
from desktop.render.text import measure_text
from desktop.render.timeline.axis.axis import hairlines
from desktop.render.timeline.plot_area import PlotArea
from desktop.timeline.elapsed import elapsed_marks


def elapsed_axis(begin: int, plot: PlotArea, baseline: float) -> list[Item]:
    """Return the row of "year 1", "year 2" at a baseline.

    The first year begins at the second `begin` of the axis.
    """
    metrics, theme = plot.metrics, plot.theme
    font, gap = metrics.small_font, 0.4 * metrics.small_font.size
    px_per_second = plot.width / plot.time_window.span

    def fits(unit: str, number: int, seconds: float) -> bool:
        text = word(f"elapsed_{unit}", plot.language, number=number)
        return measure_text(text, font) + 2 * gap < seconds * px_per_second

    items: list[Item] = []
    begins: list[float] = []
    color = themes.blend(theme.muted, theme.paper, 0.2)
    for mark in elapsed_marks(begin, plot.time_window, fits):
        x = plot.x_of(mark.second)
        text = word(f"elapsed_{mark.unit}", plot.language, number=mark.number)
        width = measure_text(text, font)
        if plot.x - 0.5 <= x <= plot.right:
            begins.append(x)
            if x + gap + width <= plot.right:
                items.append(TextRun(x + gap, baseline, text, font, color, width))
    line = themes.blend(theme.background, theme.paper, 0.28)
    return [*hairlines(begins, baseline - 0.85 * font.size, 1.1 * font.size, line), *items]
