"""Draws the line at zero and the grid of values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.labels import text_box
from desktop.render.charts.plot import Plot
from desktop.render.frame import Polyline, TextRun
from desktop.render.page.grid import Box
from desktop.render.text import cap_height, measure_text
from desktop.render.value_scale import ValueAxis, tick_decimals

_FONT: Final = themes.body_font(24)
_LABEL_GAP: Final = 14.0
_WORD_GAP: Final = 8.0  # from the end of a cut grid line to the word


def draw_zero_line(plot: Plot, axis: ValueAxis, area: Box) -> None:
    """Draw the line that all lengths begin at."""
    if not axis.low <= 0.0 <= axis.high:
        return
    y = axis.zero_y
    color = themes.blend(plot.page.theme.muted, plot.page.theme.paper, 0.2)
    plot.page.items.append(Polyline((area.x, y, area.right, y), color, 2.5, step=plot.chart_step))


def grid_width(plot: Plot, axis: ValueAxis) -> float:
    """Return the width of the grid's numbers, with their gap."""
    return max(measure_text(text, _FONT) for text in _grid_texts(plot, axis)) + _LABEL_GAP


def _grid_texts(plot: Plot, axis: ValueAxis) -> list[str]:
    ticks = axis.ticks()
    return [plot.number_text(value, tick_decimals(ticks)) for value in ticks] or [""]


def draw_grid(plot: Plot, axis: ValueAxis, area: Box) -> None:
    """Draw faint lines with their numbers left of the area."""
    page, step = plot.page, plot.chart_step
    color = themes.with_alpha(page.theme.paper, 0.13)
    for value, text in zip(axis.ticks(), _grid_texts(plot, axis), strict=False):
        y = axis.y(value)
        width = measure_text(text, _FONT)
        left = area.x - _LABEL_GAP - width
        if value != 0.0:
            line = Polyline((area.x, y, area.right, y), color, 1.5, step=step)
            plot.grid_lines.append(line)
            page.items.append(line)
        baseline = y + cap_height(_FONT) / 2
        page.items.append(TextRun(left, baseline, text, _FONT, page.theme.muted, width, step=step))
        plot.obstacles.add_box(text_box(left, baseline - cap_height(_FONT), width, _FONT))


def cut_grid(plot: Plot) -> None:
    """Cut the grid around the numbers drawn since."""
    items = plot.page.items
    for line in plot.grid_lines:
        index = next(place for place, item in enumerate(items) if item is line)
        words = [item for item in items[index:] if isinstance(item, TextRun)]
        items[index : index + 1] = [
            replace(line, points=(left, line.points[1], right, line.points[1])) for left, right in _free(line, words)
        ]


def _free(line: Polyline, words: list[TextRun]) -> Iterator[tuple[float, float]]:
    """Yield the ends of the parts that no word covers."""
    left, y, right, _ = line.points
    covered = sorted(
        (word.x - _WORD_GAP, word.x + word.width + _WORD_GAP)
        for word in words
        if word.y - cap_height(word.font) - 4.0 <= y <= word.y + 0.22 * word.font.size
    )
    for begin, end in covered:
        if begin > left:
            yield left, min(begin, right)
        left = max(left, end)
        if left >= right:
            return
    yield left, right
