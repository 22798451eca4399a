"""Draws the date of knowledge as a line on the plot.

What lies right of it was still to come. On the screen it has a handle to drag.
"""

from __future__ import annotations

from desktop.i18n import Language, word
from desktop.render import theme as themes
from desktop.render.frame import HitZone, Item, Polyline, Rectangle, TextRun, VectorPath
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.render.timeline.plot_area import PlotArea
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import date_phrase
from desktop.timeline.time_axis import TimeAxis

_GRAB_DISTANCE = 5.0  # how near to the line a press grabs it, in pixels


def header_height(metrics: TimelineMetrics) -> float:
    """Return the height of the header for handle and ruler."""
    return 1.75 * metrics.small_font.size


def as_of_text(as_of: EdtfDate | None, language: str | Language) -> str:
    """Return the date of knowledge in words."""
    if as_of is None:
        return word("all_known", language)
    return word("as_of", language, date=date_phrase(as_of, language, style="short"))


def as_of_line(as_of: EdtfDate | None, plot: PlotArea, y: float, height: float, time_axis: TimeAxis) -> list[Item]:
    """Return the line of the date of knowledge with its words.

    This is how it stands on slides.
    """
    x = _as_of_x(as_of, plot, time_axis)
    if as_of is None or x is None or not plot.x <= x <= plot.right:
        return []
    metrics, gold = plot.metrics, plot.theme.gold
    text = as_of_text(as_of, plot.language)
    text_width = measure_text(text, metrics.small_font)
    left = x - text_width - metrics.label_gap if x - text_width - metrics.label_gap > plot.x else x + metrics.label_gap
    return [
        _unknown_overlay(x, plot, y, height),
        Polyline((x, y - metrics.px(8.0), x, y + height), gold, max(1.0, metrics.px(1.6)), (5.0, 4.0)),
        TextRun(left, y - metrics.px(10.0), text, metrics.small_font, gold, text_width),
    ]


def as_of_handle(
    as_of: EdtfDate | None, plot: PlotArea, y: float, height: float, time_axis: TimeAxis
) -> tuple[list[Item], list[Item], list[HitZone], tuple[float, float]]:
    """Return overlay and line, handle, hit zones, and the handle's x range.

    The handle is in the header right above `y`. Without a date of knowledge it waits at the right end; for a date out
    of sight it is held at the edge behind which the date lies.
    """
    metrics, theme = plot.metrics, plot.theme
    header = header_height(metrics)
    handle_height = 1.5 * metrics.small_font.size
    line_x = _as_of_x(as_of, plot, time_axis)
    # Past the right edge everything in view is known; before the left one nothing is.
    x = plot.right if line_x is None else min(max(line_x, plot.x), plot.right)
    line_visible = line_x is not None and plot.x <= line_x <= plot.right
    text = as_of_text(as_of, plot.language)
    text_width = measure_text(text, metrics.small_font)
    pad, arrow_size = 0.62 * metrics.small_font.size, 0.34 * metrics.small_font.size
    handle_width = text_width + 2 * pad
    left = min(max(x - handle_width / 2, plot.x), plot.right - handle_width)
    top = y - header + (header - handle_height) / 2 - arrow_size / 2
    gold = theme.gold if as_of is not None else themes.blend(theme.muted, theme.background, 0.25)
    below: list[Item] = []
    if line_x is not None and line_x < plot.right:
        below.append(_unknown_overlay(max(line_x, plot.x), plot, y, height))
    if line_visible:
        below.append(Polyline((x, top + handle_height, x, y + height), gold, max(1.5, metrics.px(2.2))))
    arrow_x = min(max(x, left + 2 * arrow_size), left + handle_width - 2 * arrow_size)
    arrow_y = top + handle_height
    pointer = (
        ("M", arrow_x - arrow_size, arrow_y - 0.5),
        ("L", arrow_x + arrow_size, arrow_y - 0.5),
        ("L", arrow_x, arrow_y + arrow_size),
        ("Z",),
    )
    above: list[Item] = [
        Rectangle(left, top, handle_width, handle_height, theme.raised, gold, 1.0, handle_height / 2),
        VectorPath(pointer, gold),
        TextRun(
            left + pad,
            top + (handle_height + cap_height(metrics.small_font)) / 2,
            text,
            metrics.small_font,
            gold,
            text_width,
        ),
    ]
    zones = [HitZone(left - 2.0, y - header, handle_width + 4.0, header, "as-of")]
    if line_visible:
        zones.insert(0, HitZone(x - _GRAB_DISTANCE, y, 2 * _GRAB_DISTANCE, height, "as-of-line"))
    return below, above, zones, (left, left + handle_width)


def _as_of_x(as_of: EdtfDate | None, plot: PlotArea, time_axis: TimeAxis) -> float | None:
    latest = as_of.latest if as_of is not None else None
    return plot.x_of(time_axis.to_axis(latest)) if latest is not None else None


def _unknown_overlay(x: float, plot: PlotArea, y: float, height: float) -> Rectangle:
    return Rectangle(x, y, plot.right - x, height, themes.with_alpha(plot.theme.background, 0.35))
