"""Draws a second row of the axis, in another calendar."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Language
from desktop.render import theme as themes
from desktop.render.frame import Item, TextRun
from desktop.render.text import measure_text
from desktop.render.timeline.axis.axis import hairlines
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.plot_area import PlotArea
from desktop.story.model import Story
from desktop.timeline.second_row import second_row
from desktop.timeline.time_axis import TimeAxis

_NAMES: Final = {
    "iso-week": "calendar_weeks",
    "fiscal": "calendar_fiscal",
    "hijri": "calendar_hijri",
    "hebrew": "calendar_hebrew",
    "japanese": "calendar_japanese",
    "chinese": "calendar_chinese",
    "before-present": "calendar_before_present",
}


def second_axis(story: Story, plot: PlotArea, left: float, baseline: float, time_axis: TimeAxis) -> list[Item]:
    """Return the row at a baseline, with its name from `left` on.

    What has begun before the window keeps its name in view, where there is room.
    """
    assert isinstance(plot.language, Language)
    metrics, theme = plot.metrics, plot.theme
    font, gap = metrics.small_font, 0.4 * metrics.small_font.size
    window = time_axis.window_to_time(plot.time_window)
    px_per_second = plot.width / plot.time_window.span

    def fits(text: str, seconds: float) -> bool:
        return measure_text(text, font) + 3 * gap < seconds * px_per_second

    labels = second_row(story.second_calendar, window, plot.language, story.fiscal_month, fits)
    name = elide(plot.language.word(_NAMES[story.second_calendar]), font, plot.x - left - gap)
    items: list[Item] = [TextRun(left, baseline, name, font, theme.muted, measure_text(name, font))]
    color, begins = themes.blend(theme.muted, theme.paper, 0.2), []
    for label in labels:
        begin, end = (plot.x_of(time_axis.to_axis(second)) for second in (label.start, label.end))
        if plot.x <= begin <= plot.right:
            begins.append(begin)
        x, width = max(begin, plot.x) + gap, measure_text(label.text, font)
        if x + width + gap <= min(end, plot.right):
            items.append(TextRun(x, baseline, label.text, font, color, width))
    height = 1.1 * font.size
    return [
        *hairlines(begins, baseline - 0.85 * font.size, height, themes.blend(theme.background, theme.paper, 0.28)),
        *items,
    ]
