"""Draws the names of series and marked values beside a plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.charts.labels import TextBox
from desktop.render.charts.plot import Plot
from desktop.render.colors import readable_color
from desktop.render.frame import HitZone, Polyline, Rectangle
from desktop.render.page.grid import Box
from desktop.render.page.label_overlap import spread
from desktop.render.page.shorten import shorten
from desktop.render.text import TextBlock, TextStyle
from desktop.story.localized_text import KeyPath, LocalizedText

_FONT: Final = themes.body_font(24, 600)
_GAP: Final = 28.0  # from the plot to the names
_FREE_GAP: Final = 10.0  # from the plot to that column, less the gap between texts
_LEADER: Final = 6.0  # a name that stands farther from its line gets a leader
_MAX_SHARE: Final = 0.28


@dataclass(frozen=True, slots=True)
class SideLabel:
    """Holds the name of a series or of a marked value."""

    words: str
    color: str
    path: KeyPath
    value: float  # beside which it stands
    step: int = 0


def keep_side_free(plot: Plot, area: Box, width: float) -> None:
    """Keep numbers out of the column of names beside a plot."""
    if width:
        left = area.right + _FREE_GAP
        plot.obstacles.add_box(TextBox(left, area.y - 100.0, area.right + width, plot.box.bottom))


def series_labels(plot: Plot, ends: Sequence[tuple[int, float, str, int]]) -> list[SideLabel]:
    """Return the names of series by (index, last value, its text, step)."""
    labels = []
    for index, value, text, step in ends:
        series = plot.chart.series[index]
        title = plot.page.localized(series.title)
        words = f"**{text}**\u2002{title}" if title else text
        path = series.title.path_for(plot.page.language) if title else series.path
        labels.append(SideLabel(words, plot.color(index), path, value, step))
    return labels


def marked_labels(plot: Plot) -> list[SideLabel]:
    """Return what the line and the band of a chart say."""
    chart, page = plot.chart, plot.page
    labels = []
    for text, value in (
        (chart.line.says, chart.line.at) if chart.line else (LocalizedText(), 0.0),
        (chart.band.says, (chart.band.start + chart.band.end) / 2) if chart.band else (LocalizedText(), 0.0),
    ):
        words = page.localized(text)
        if words:
            labels.append(SideLabel(words, page.theme.paper, text.path_for(page.language), value, plot.chart_step))
    return labels


def side_width(labels: Sequence[SideLabel], width: float) -> float:
    """Return the width that the names need, with the gap before them."""
    if not labels:
        return 0.0
    most = _MAX_SHARE * width
    return min(most, max(_block(label, most, "#ffffff").width for label in labels)) + _GAP


def _block(label: SideLabel, width: float, color: str) -> TextBlock:
    return shorten(label.words, TextStyle(_FONT, color, leading=1.2), width, 2)


def draw_side_labels(plot: Plot, labels: Sequence[SideLabel], area: Box, ys: Sequence[float], room: Box) -> None:
    """Draw the names right of `area`, moved apart within `room`."""
    page = plot.page
    left = area.right + _GAP
    width = plot.box.right - left
    colors = [readable_color(label.color, page.background, page.theme.paper) for label in labels]
    blocks = [_block(label, width, color) for label, color in zip(labels, colors, strict=True)]
    heights = [block.height + 0.5 * _FONT.size for block in blocks]
    wanted = [y - height / 2 for y, height in zip(ys, heights, strict=True)]
    tops = spread(wanted, heights, room.y, room.bottom, 4.0)
    for label, block, color, y, top, height in zip(labels, blocks, colors, ys, tops, heights, strict=True):
        middle = top + height / 2
        if abs(middle - y) > _LEADER:
            points = (area.right + 4.0, y, left - 8.0, middle)
            page.items.append(Polyline(points, themes.with_alpha(color, 0.55), 1.5, step=label.step))
        cap_top = middle - block.height / 2
        page.items.extend(block.runs_at(left, cap_top, label.step))
        plot.tell_cut(block, label.words, label.path)
        page.zones.append(HitZone(left - 4, top, block.width + 8, height, "text", label.path, step=label.step))


def draw_band(plot: Plot, area: Box, low: float, high: float) -> None:
    """Draw the band between two values; `low` and `high` are its y."""
    color = themes.with_alpha(plot.page.theme.paper, 0.09)
    top, bottom = min(low, high), max(low, high)
    plot.page.items.append(Rectangle(area.x, top, area.width, bottom - top, color, step=plot.chart_step))


def draw_line(plot: Plot, area: Box, y: float) -> None:
    """Draw the line at a value, over the marks."""
    color = themes.blend(plot.page.theme.paper, plot.page.theme.background, 0.2)
    points = (area.x, y, area.right + 10.0, y)
    plot.page.items.append(Polyline(points, color, 2.5, (12.0, 8.0), step=plot.chart_step))
