"""Folds of the axis made visible: what is folded away is torn out of the plot, and how many years it was is said."""

from __future__ import annotations

from dataclasses import replace

from desktop.render import theme as themes
from desktop.render.frame import Box, Item, Line, Marks, Run
from desktop.render.text import measure
from desktop.render.theme import Theme
from desktop.render.timeline.axis import axis_first
from desktop.render.timeline.metrics import Look
from desktop.render.timeline.overview import inner
from desktop.render.timeline.plot import Plot
from desktop.timeline.axis_breaks import Crease, Fold
from desktop.timeline.camera import Window
from desktop.timeline.durations import years_said
from desktop.timeline.scale import Ticks

_TOOTH = 7.0


def creases(fold: Fold, plot: Plot, y: float, height: float) -> list[Item]:
    """Return the creases in view: a strip of bare ground between two torn edges, over bands and grid."""
    items: list[Item] = []
    theme, look = plot.theme, plot.look
    edge = themes.blend(theme.muted, theme.paper, 0.3)
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


def crease_labels(
    fold: Fold, found: Ticks, plot: Plot, y: float, rows: int, room: tuple[float, float]
) -> tuple[list[Item], Ticks]:
    """Return how many years each crease in view leaves out, below it, and the axis without what this displaces.

    With two `rows` below y it stands in the second, where larger wholes give way to it; else ticks do. `room` is what the
    counts at the two ends leave.
    """
    items: list[Item] = []
    look, theme = plot.look, plot.theme
    base = y + axis_first(look) + (rows - 1) * look.row
    taken: list[tuple[float, float]] = []
    for (first, last), crease in zip(_seen(fold, plot), _creases(fold, plot), strict=True):
        words = f"» {years_said(crease.end - crease.start, plot.language)} »"
        wide = measure(words, look.small)
        left = (first + last - wide) / 2
        if (
            left < max(plot.x, room[0])
            or left + wide > min(plot.right, room[1])
            or any(left < end + look.space for _, end in taken)
        ):
            continue
        taken.append((left - look.space, left + wide + look.space))
        items.append(Run(left, base, words, look.small, theme.gold, wide))

    def free(left: float, wide: float) -> bool:
        return all(plot.x + left + wide < begin or plot.x + left > end for begin, end in taken)

    if rows > 1:
        return items, replace(found, contexts=tuple(one for one in found.contexts if free(one.x, one.width)))
    major = tuple(tick if free(tick.left, tick.width) else replace(tick, label="", width=0.0) for tick in found.major)
    return items, replace(found, major=major)


def tears(fold: Fold, whole: Window, rect: tuple[float, float, float, float], look: Look, theme: Theme) -> list[Item]:
    """Return the creases on the overview: gaps in the strip."""
    left, room = inner(rect, look)
    wide = max(3.0, 5.0 * look.size)
    boxes = tuple(
        value
        for crease in fold.creases
        for value in (left + whole.x(crease.at + crease.kept // 2, room) - wide / 2, rect[1], wide, rect[3])
    )
    return [Marks("box", boxes, theme.ground)] if boxes else []


def _creases(fold: Fold, plot: Plot) -> list[Crease]:
    return [
        crease
        for crease in fold.creases
        if plot.place(crease.at + crease.kept) > plot.x and plot.place(crease.at) < plot.right
    ]


def _seen(fold: Fold, plot: Plot) -> list[tuple[float, float]]:
    return [
        (max(plot.x, plot.place(crease.at)), min(plot.right, plot.place(crease.at + crease.kept)))
        for crease in _creases(fold, plot)
    ]
