"""Draws a series with more points than pixels.

Each column of time shows the lowest and the highest of its values, so that no peak is lost. Columns are fixed in time:
nothing flickers while the camera pans.
"""

from __future__ import annotations

from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import Item, MarkBatch, Polyline
from desktop.render.timeline.plot_area import PlotArea
from desktop.render.timeline.series.values_in_view import seconds_in_view
from desktop.render.value_scale import ValueAxis
from desktop.timeline.series import SeriesValues, column_step

_POINTS_PER_PX: Final = 0.5
"""The points to a pixel from which on columns are drawn instead."""


def is_dense(values: SeriesValues, plot: PlotArea) -> bool:
    """Return whether a window has more points than can be drawn apart."""
    return values.count_in(*seconds_in_view(values, plot.time_window)) > _POINTS_PER_PX * plot.width


def draw_columns(kind: str, values: SeriesValues, axis: ValueAxis, plot: PlotArea, color: str) -> list[Item]:
    """Return the lowest and highest value of each column of time."""
    # Imported here: few series are dense, and the first slide is painted before there are any.
    import numpy as np

    least = max(1.0, 0.6 * plot.metrics.stroke)
    step = column_step(values, plot.time_window.span, plot.width)
    low, high = seconds_in_view(values, plot.time_window)
    first = low // step * step
    count = int((high - first) // step) + 1
    envelope = values.envelope(first, step, count)
    filled = np.flatnonzero(~np.isnan(envelope.lows))
    if not len(filled):
        return []
    width = plot.width * step / plot.time_window.span
    lefts = plot.x_of(first) + filled * width
    lows, highs = envelope.lows[filled], envelope.highs[filled]
    # Opaque: blending a pixel takes nine times as long.
    tone = themes.blend(color, plot.theme.background, 0.5 if kind in ("range", "area") else 0.25)
    bridges: list[Item] = []
    if kind in ("line", "steps", "area"):
        comes_in, went_out = envelope.firsts[filled][1:], envelope.lasts[filled][:-1]
        joined = np.diff(filled) == 1
        # A column reaches from what the last one went out with: the line has no holes.
        lows[1:] = np.where(joined, np.fmin(lows[1:], went_out), lows[1:])
        highs[1:] = np.where(joined, np.fmax(highs[1:], went_out), highs[1:])
        for number in np.flatnonzero(~joined & ~np.isnan(comes_in) & ~np.isnan(went_out)).tolist():
            before = axis.y(float(went_out[number]))
            after = before if kind == "steps" else axis.y(float(comes_in[number]))
            x0, x1 = float(lefts[number]) + width, float(lefts[number + 1])
            bridges.append(Polyline((max(x0, plot.x), before, min(x1, plot.right), after), color, least))
    tops, bottoms = axis.y(highs), axis.y(lows)
    if kind in ("bars", "area"):
        tops, bottoms = np.minimum(tops, axis.zero_y), np.maximum(bottoms, axis.zero_y)
    begins, ends = np.maximum(lefts, plot.x), np.minimum(lefts + width, plot.right)
    rects = np.stack((begins, tops, ends - begins, np.maximum(least, bottoms - tops)), axis=1)[ends > begins]
    return [*bridges, MarkBatch("box", tuple(rects.ravel().tolist()), tone)]
