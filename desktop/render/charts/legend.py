"""Names the series of bars above them, in their colours."""

from __future__ import annotations

from typing import Final

from desktop.render import theme as themes
from desktop.render.charts.plot import Plot
from desktop.render.colors import readable_color
from desktop.render.frame import HitZone, Rectangle
from desktop.render.page.shorten import shorten
from desktop.render.text import TextStyle, cap_height

_FONT: Final = themes.body_font(24, 600)
_CHIP: Final = 20.0
_GAP: Final = 44.0
_LINE: Final = 40.0


def draw_legend(plot: Plot) -> float:
    """Draw the names of the series; return the height they take."""
    page, box = plot.page, plot.box
    x, y = box.x, box.y
    cap = cap_height(_FONT)
    for index, series in enumerate(plot.chart.series):
        words = page.localized(series.title)
        if not words:
            continue
        color = plot.color(index)
        text_color = readable_color(color, page.background, page.theme.paper)
        block = shorten(words, TextStyle(_FONT, text_color), box.width - _CHIP - 14.0, 1)
        width = _CHIP + 14.0 + block.width
        if x > box.x and x + width > box.right:
            x, y = box.x, y + _LINE
        page.items.append(Rectangle(x, y + cap / 2 - _CHIP / 2, _CHIP, _CHIP, color, radius=4, step=plot.chart_step))
        page.items.extend(block.runs_at(x + _CHIP + 14.0, y, plot.chart_step))
        path = series.title.path_for(page.language)
        plot.tell_cut(block, words, path)
        page.zones.append(HitZone(x - 4, y - 12, width + 8, cap + 24, "text", path, step=plot.chart_step))
        x += width + _GAP
    return y - box.y + cap + 34.0 if (x, y) != (box.x, box.y) else 0.0
