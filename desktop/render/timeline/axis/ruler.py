"""Draws the ruler: a dimension line between two events.

Its label is the duration between them, with its doubt.
"""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Item, Polyline, Rectangle, TextRun, VectorPath
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.axis.as_of_line import header_height
from desktop.render.timeline.marks.anchor import Anchor
from desktop.render.timeline.plot_area import PlotArea
from desktop.timeline.durations import duration_range_between, format_gap, start_range
from desktop.timeline.time_axis import TimeAxis


def ruler(
    first: Anchor, second: Anchor, plot: PlotArea, y: float, time_axis: TimeAxis, handle_span: tuple[float, float]
) -> tuple[list[Item], list[Item]]:
    """Return the lines down to both marks, and the dimension line.

    The dimension line lies above `y`. It is dashed where the start of an event is in doubt, and solid for what is sure.
    `handle_span` is the x range of the handle of the date of knowledge in the same header.
    """
    if start_range(second.mark.event)[0] < start_range(first.mark.event)[0]:
        first, second = second, first
    metrics, theme = plot.metrics, plot.theme
    color = theme.paper
    gap = duration_range_between(first.mark.event, second.mark.event)
    text = format_gap(gap, plot.language)
    line_y = y - header_height(metrics) / 2

    def x_of(instant: int) -> float:
        return min(max(plot.x_of(time_axis.to_axis(instant)), plot.x - 40.0), plot.right + 40.0)

    (first_earliest, first_latest), (second_earliest, second_latest) = (
        start_range(first.mark.event),
        start_range(second.mark.event),
    )
    a0, a1, b0, b1 = x_of(first_earliest), x_of(first_latest), x_of(second_earliest), x_of(second_latest)
    if a1 - a0 < 4 * metrics.dot_radius:
        a0 = a1 = (a0 + a1) / 2
    if b1 - b0 < 4 * metrics.dot_radius:
        b0 = b1 = (b0 + b1) / 2
    drop_lines: list[Item] = []
    drop_color = themes.with_alpha(color, 0.55)
    for x, anchor in ((a0, first), (b1, second)):
        if plot.x <= x <= plot.right:
            drop_lines.append(
                Polyline((x, line_y, x, anchor.y - 1.4 * metrics.dot_radius), drop_color, 1.0, (2.0, 3.0))
            )
    stroke = max(1.5, 0.8 * metrics.stroke)
    lines: list[Item] = []
    left, right = max(min(a0, b0), plot.x), min(max(a1, b1), plot.right)
    if right > left:
        lines.append(Polyline((left, line_y, right, line_y), themes.with_alpha(color, 0.7), stroke, (3.0, 3.0)))
    certain_range = max(a1, plot.x), min(b0, plot.right)
    if certain_range[1] > certain_range[0]:
        lines.append(Polyline((certain_range[0], line_y, certain_range[1], line_y), color, stroke))
    tick_height = 0.42 * header_height(metrics)
    for x, edge, sign in ((left, a0, 1.0), (right, b1, -1.0)):
        if plot.x <= edge <= plot.right:
            lines.append(Polyline((x, line_y - tick_height, x, line_y + tick_height), color, stroke))
        else:  # the line goes on out of view
            arrow_size = 0.5 * tick_height
            lines.append(
                VectorPath(
                    (
                        ("M", x + sign * arrow_size, line_y - arrow_size),
                        ("L", x, line_y),
                        ("L", x + sign * arrow_size, line_y + arrow_size),
                    ),
                    None,
                    color,
                )
            )
    text_width = measure_text(text, metrics.title_font)
    x = _text_x(text_width, (left, right), plot, handle_span, 0.6 * metrics.title_font.size)
    box_height = header_height(metrics) - 2.0
    lines += [
        Rectangle(
            x - 0.45 * metrics.title_font.size,
            line_y - box_height / 2,
            text_width + 0.9 * metrics.title_font.size,
            box_height,
            theme.background,
        ),
        TextRun(x, line_y + cap_height(metrics.title_font) / 2, text, metrics.title_font, color, text_width),
    ]
    return drop_lines, lines


def _text_x(
    text_width: float, line_range: tuple[float, float], plot: PlotArea, handle_span: tuple[float, float], pad: float
) -> float:
    """Return the label's x, as near to the middle as possible."""
    left, right = line_range
    middle = (left + right - text_width) / 2
    if right - left < text_width + 4 * pad:  # too short for the label: it stands beside the line
        middle = right + 1.5 * pad
    candidates = [middle, handle_span[0] - text_width - pad, handle_span[1] + pad, left - text_width - 1.5 * pad]
    free = [
        x
        for x in candidates
        if x >= plot.x
        and x + text_width <= plot.right
        and (x + text_width + pad <= handle_span[0] + 0.1 or x - pad >= handle_span[1] - 0.1)
    ]
    return min(free, key=lambda x: abs(x - middle)) if free else min(max(middle, plot.x), plot.right - text_width)
