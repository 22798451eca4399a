"""Draws a second row of the axis, in another calendar."""

from __future__ import annotations

import math
from typing import Final

from desktop.i18n import Language
from desktop.render import theme as themes
from desktop.render.frame import Item, TextRun
from desktop.render.text import measure_text
from desktop.render.timeline.axis.axis import hairlines
from desktop.render.timeline.bands.label_boxes import elide
from desktop.render.timeline.plot_area import PlotArea
from desktop.story.model import Story
from desktop.timeline.camera import make_window
from desktop.timeline.second_row import round_labels, second_row
from desktop.timeline.time_axis import TimeAxis

_STRETCH_PX: Final = 100.0  # of a logarithmic axis; some tenfolds of time are as long

_Label = tuple[float, float, str]
"""Where a name begins, how far it may reach, and the name."""

_NAMES: Final = {
    "iso-week": "calendar_weeks",
    "fiscal": "calendar_fiscal",
    "hijri": "calendar_hijri",
    "hebrew": "calendar_hebrew",
    "japanese": "calendar_japanese",
    "chinese": "calendar_chinese",
    "before-present": "calendar_before_present",
}


def calendar_name(story: Story, language: str) -> str:
    """Return the name of the row."""
    return story.own_language(language).word(_NAMES[story.second_calendar])


def second_axis(story: Story, plot: PlotArea, left: float, baseline: float, time_axis: TimeAxis) -> list[Item]:
    """Return the row at a baseline, with its name from `left` on.

    What has begun before the window keeps its name in view, where there is room.
    """
    assert isinstance(plot.language, Language)
    metrics, theme = plot.metrics, plot.theme
    font, gap = metrics.small_font, 0.4 * metrics.small_font.size
    labels = (_round_labels if time_axis.is_logarithmic else _labels)(story, plot, time_axis, gap)
    if not labels:  # nearer or farther, where nothing has room, a name would stand before nothing
        return []
    name = elide(plot.language.word(_NAMES[story.second_calendar]), font, plot.x - left - gap)
    items: list[Item] = [TextRun(left, baseline, name, font, theme.muted, measure_text(name, font))]
    color, begins = themes.blend(theme.muted, theme.paper, 0.2), []
    for begin, end, text in labels:
        if plot.x <= begin <= plot.right:
            begins.append(begin)
        x, width = max(begin, plot.x) + gap, measure_text(text, font)
        if text and x + width + gap <= min(end, plot.right):
            items.append(TextRun(x, baseline, text, font, color, width))
    height = 1.1 * font.size
    return [
        *hairlines(begins, baseline - 0.85 * font.size, height, themes.blend(theme.background, theme.paper, 0.28)),
        *items,
    ]


def _labels(story: Story, plot: PlotArea, time_axis: TimeAxis, gap: float) -> list[_Label]:
    """Return the names of the finest division that has room."""
    assert isinstance(plot.language, Language)
    px_per_second = plot.width / plot.time_window.span

    def fits(text: str, seconds: float) -> bool:
        return measure_text(text, plot.metrics.small_font) + 3 * gap < seconds * px_per_second

    window = time_axis.window_to_time(plot.time_window)
    labels = second_row(story.second_calendar, window, plot.language, story.fiscal_month, fits)
    return [
        (plot.x_of(time_axis.to_axis(label.start)), plot.x_of(time_axis.to_axis(label.end)), label.text)
        for label in labels
    ]


def _round_labels(story: Story, plot: PlotArea, time_axis: TimeAxis, gap: float) -> list[_Label]:
    """Return the names of round years along a logarithmic axis.

    Each stretch has the roundest that have room, up to the next name.
    """
    assert isinstance(plot.language, Language)
    taken: list[tuple[float, float]] = []

    def take_room(text: str, second: int) -> bool:
        x = plot.x_of(time_axis.to_axis(second))
        end = x + measure_text(text, plot.metrics.small_font) + 3 * gap
        is_free = plot.x <= x and end <= plot.right and all(end <= begin or x >= last for begin, last in taken)
        if is_free:
            taken.append((x, end))
        return is_free

    window = plot.time_window
    # The stretches stand still on the axis, so that names stay while it is panned.
    length = 2 ** round(math.log2(window.span * _STRETCH_PX / plot.width))
    found: list[_Label] = []
    for start in range(window.end // length * length, window.start - length, -length):  # now comes first
        stretch = time_axis.window_to_time(make_window(start, 0.0, float(length)))
        for label in round_labels(story.second_calendar, stretch, plot.language, story.fiscal_month, take_room):
            x = plot.x_of(time_axis.to_axis(label.start))
            found.append((x, plot.right, label.text))
    return found
