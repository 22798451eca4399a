"""Draws the axis below the bands and its lines through them.

Counts at both ends say how many events lie outside of the window.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial

from desktop.i18n import Language, word
from desktop.render import theme as themes
from desktop.render.frame import Font, Item, MarkBatch, TextRun
from desktop.render.text import measure_text
from desktop.render.theme import Theme
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.axis_breaks import NO_BREAKS
from desktop.timeline.axis_ticks import axis_ticks
from desktop.timeline.camera import TimeWindow
from desktop.timeline.scale import TextMeasurer, Ticks
from desktop.timeline.time_axis import TimeAxis


@lru_cache(maxsize=64)
def text_measurer(font: Font) -> TextMeasurer:
    """Return the measuring function of a font.

    It is one object for each font, because widths of ticks are cached by it.
    """
    return partial(_text_width, font)


def _text_width(font: Font, text: str) -> float:
    return measure_text(text, font)


def plot_ticks(
    time_window: TimeWindow,
    width: float,
    language: str | Language,
    metrics: TimelineMetrics,
    time_axis: TimeAxis = NO_BREAKS,
) -> Ticks:
    """Return the ticks of the plot in the timeline's fonts."""
    return axis_ticks(
        time_window,
        width,
        language,
        text_measurer(metrics.tick_font),
        time_axis,
        measure_heading=text_measurer(metrics.heading_font),
        label_gap=max(16.0, 34.0 * metrics.size),
        min_tick_gap=max(56.0, 170.0 * metrics.size),
    )


def known_of_dates(ticks: Ticks) -> str:
    """Return what the axis says of dates: "year", "day" or ""."""
    return {"": "", "day": "day"}.get(ticks.level.heading_unit, "year") if ticks.headings else ""


def hairlines(xs: Iterable[float], y: float, height: float, color: str) -> list[Item]:
    """Return vertical lines one whole pixel wide, as one item."""
    rects: list[float] = []
    for x in xs:
        rects += (float(round(x)), y, 1.0, height)
    return [MarkBatch("box", tuple(rects), color)] if rects else []


def grid(ticks: Ticks, x: float, y: float, height: float, theme: Theme) -> list[Item]:
    """Return a vertical line for each labelled tick.

    It is stronger where a larger unit of time begins.
    """
    boundary_xs = {round(context.begin, 3): x + context.begin for context in ticks.headings if context.begin > 0.0}
    boundary_xs.update({round(tick.x, 3): x + tick.x for tick in ticks.major if tick.is_boundary})
    ordinary_xs = [x + tick.x for tick in ticks.major if round(tick.x, 3) not in boundary_xs]
    items = hairlines(ordinary_xs, y, height, themes.blend(theme.background, theme.paper, 0.09))
    items += hairlines(boundary_xs.values(), y, height, themes.blend(theme.background, theme.paper, 0.2))
    return items


def axis(
    ticks: Ticks, x_range: tuple[float, float], y: float, limits: tuple[float, float], outside: tuple[int, int],
    language: str | Language, metrics: TimelineMetrics, theme: Theme, label_rows: int = 2,
) -> list[Item]:  # fmt: skip
    """Return the axis below `y`: ticks, labels, headings and outside counts.

    `x_range` is where the axis begins and ends, `limits` how far labels may reach beyond it, `outside` the number of
    events before and after the window. With one row of labels, the counts stand in line with the ticks.
    """
    x = x_range[0]
    items: list[Item] = []
    minor, major = max(3.0, 7.0 * metrics.size), max(5.0, 12.0 * metrics.size)
    items += hairlines(
        (x + tick.x for tick in ticks.minor), y, minor, themes.blend(theme.background, theme.paper, 0.16)
    )
    items += hairlines(
        (x + tick.x for tick in ticks.major), y, major, themes.blend(theme.background, theme.paper, 0.34)
    )
    first_line = y + first_baseline(metrics)
    second_line = first_line + metrics.axis_line_height
    color = themes.blend(theme.muted, theme.paper, 0.4) if ticks.headings else theme.paper
    count_line = first_line if label_rows == 1 else second_line
    count_items, (free_left, free_right) = draw_outside_counts(outside, limits, count_line, language, metrics, theme)
    items += count_items
    free_range = (free_left, free_right) if label_rows == 1 else limits
    for tick in ticks.major:
        tick_x = x + tick.x
        left = tick_x - tick.width / 2
        if free_range[0] <= left and left + tick.width <= free_range[1]:
            items.append(TextRun(left, first_line, tick.label, metrics.tick_font, color, tick.width))
    # From the right: a heading on the count of earlier events moves behind it, as far as there is room.
    for heading in reversed(ticks.headings):
        left = max(x + heading.x, free_left)
        if left + heading.width <= free_right:
            items.append(TextRun(left, second_line, heading.label, metrics.heading_font, theme.paper, heading.width))
            free_right = left - metrics.label_gap
    return items


def draw_outside_counts(
    outside: tuple[int, int],
    limits: tuple[float, float],
    baseline: float,
    language: str | Language,
    metrics: TimelineMetrics,
    theme: Theme,
) -> tuple[list[Item], tuple[float, float]]:
    """Return the counts of events before and after the window.

    Also returns the x range between them that is left for labels.
    """
    items: list[Item] = []
    free_left, free_right = limits
    if outside[0]:
        before = word("earlier", language, count=outside[0])
        wide = measure_text(before, metrics.small_font)
        items.append(TextRun(free_left, baseline, before, metrics.small_font, theme.muted, wide))
        free_left += wide + 2 * metrics.label_gap
    if outside[1]:
        after = word("later", language, count=outside[1])
        wide = measure_text(after, metrics.small_font)
        items.append(TextRun(free_right - wide, baseline, after, metrics.small_font, theme.muted, wide))
        free_right -= wide + 2 * metrics.label_gap
    return items, (free_left, free_right)


def first_baseline(metrics: TimelineMetrics) -> float:
    """Return the distance from the bands to the labels' first baseline."""
    return max(5.0, 12.0 * metrics.size) + 0.98 * metrics.tick_font.size


def axis_height(metrics: TimelineMetrics, rows: int) -> float:
    """Return the height of an axis with `rows` rows of labels."""
    return first_baseline(metrics) + (rows - 1) * metrics.axis_line_height + 0.4 * metrics.tick_font.size
