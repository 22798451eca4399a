"""Folds of the axis made visible: what is folded away is torn out of the plot, and how many years it was is said."""

from __future__ import annotations

from dataclasses import replace

from desktop.render import theme as themes
from desktop.render.frame import Box, Item, Line, Run
from desktop.render.text import measure
from desktop.render.timeline_axis import axis_first
from desktop.render.timeline_plot import Plot
from desktop.timeline.fold import Fold
from desktop.timeline.measure import years_said
from desktop.timeline.scale import Ticks

_TOOTH = 7.0


def creases(fold: Fold, plot: Plot, y: float, height: float) -> list[Item]:
    """Return the creases in view: a strip of bare ground between two torn edges, over bands and grid."""
    items: list[Item] = []
    theme, look = plot.theme, plot.look
    edge = themes.with_alpha(theme.muted, 0.75)
    for first, last in _seen(fold, plot):
        items.append(Box(first, y, last - first, height, theme.ground))
        tooth = max(4.0, _TOOTH * look.size)
        step = 1.6 * tooth
        for x, side in ((first, 1.0), (last, -1.0)):
            points: list[float] = []
            number, at = 0, y
            while at < y + height + step:
                points += (x + side * (tooth / 2 if number % 2 else -tooth / 2), min(at, y + height))
                number, at = number + 1, at + step
            items.append(Line(tuple(points), edge, max(1.0, look.px(1.4))))
    return items


def crease_labels(fold: Fold, found: Ticks, plot: Plot, y: float) -> tuple[list[Item], Ticks]:
    """Return how many years each crease in view leaves out, below it, and the ticks without the labels that this displaces."""
    items: list[Item] = []
    look, theme = plot.look, plot.theme
    taken: list[tuple[float, float]] = []
    for (first, last), seconds in zip(_seen(fold, plot), _lengths(fold, plot), strict=True):
        words = f"» {years_said(seconds, plot.language)} »"
        wide = measure(words, look.small)
        left = (first + last - wide) / 2
        if left < plot.x or left + wide > plot.right or any(left < end + look.space for _, end in taken):
            continue
        taken.append((left, left + wide))
        items.append(Run(left, y + axis_first(look), words, look.small, theme.gold, wide))
    if not taken:
        return items, found

    def free(x: float, wide: float) -> bool:
        left, right = plot.x + x - wide / 2 - look.space, plot.x + x + wide / 2 + look.space
        return all(right < begin or left > end for begin, end in taken)

    major = tuple(tick if free(tick.x, tick.width) else replace(tick, label="", width=0.0) for tick in found.major)
    return items, replace(found, major=major)


def _seen(fold: Fold, plot: Plot) -> list[tuple[float, float]]:
    return [
        (max(plot.x, plot.place(crease.at)), min(plot.right, plot.place(crease.at + crease.kept)))
        for crease in fold.creases
        if plot.place(crease.at + crease.kept) > plot.x and plot.place(crease.at) < plot.right
    ]


def _lengths(fold: Fold, plot: Plot) -> list[int]:
    return [
        crease.end - crease.start
        for crease in fold.creases
        if plot.place(crease.at + crease.kept) > plot.x and plot.place(crease.at) < plot.right
    ]
