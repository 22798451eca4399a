"""The ruler between two events: a dimension line above the bands, with what lies between them in words, doubt included."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Box, Item, Line, Run, Shape
from desktop.render.text import cap_height, measure
from desktop.render.timeline.anchor import Anchor
from desktop.render.timeline.knowledge import head_height
from desktop.render.timeline.plot import Plot
from desktop.timeline.axis_breaks import Fold
from desktop.timeline.durations import edges, gap_between, said


def ruler(
    one: Anchor, two: Anchor, plot: Plot, y: float, fold: Fold, taken: tuple[float, float]
) -> tuple[list[Item], list[Item]]:
    """Return (lines down to the two marks, the dimension line with its words in the lane right above y).

    Where the beginning of an event is in doubt, the line is dashed: solid is what is sure. `taken` is where the handle of
    the date of knowledge lies in the same lane.
    """
    if edges(two.mark.event)[0] < edges(one.mark.event)[0]:
        one, two = two, one
    look, theme = plot.look, plot.theme
    color = theme.paper
    gap = gap_between(one.mark.event, two.mark.event)
    words = said(gap, plot.language)
    at = y - head_height(look) / 2

    def place(instant: int) -> float:
        return min(max(plot.place(fold.place(instant)), plot.x - 40.0), plot.right + 40.0)

    (early, sure), (late, last) = edges(one.mark.event), edges(two.mark.event)
    a0, a1, b0, b1 = place(early), place(sure), place(late), place(last)
    if a1 - a0 < 4 * look.radius:
        a0 = a1 = (a0 + a1) / 2
    if b1 - b0 < 4 * look.radius:
        b0 = b1 = (b0 + b1) / 2
    drops: list[Item] = []
    thin = themes.with_alpha(color, 0.55)
    for x, anchor in ((a0, one), (b1, two)):
        if plot.x <= x <= plot.right:
            drops.append(Line((x, at, x, anchor.y - 1.4 * look.radius), thin, 1.0, (2.0, 3.0)))
    stroke = max(1.5, 0.8 * look.stroke)
    lines: list[Item] = []
    left, right = max(min(a0, b0), plot.x), min(max(a1, b1), plot.right)
    if right > left:
        lines.append(Line((left, at, right, at), themes.with_alpha(color, 0.7), stroke, (3.0, 3.0)))
    solid = max(a1, plot.x), min(b0, plot.right)
    if solid[1] > solid[0]:
        lines.append(Line((solid[0], at, solid[1], at), color, stroke))
    tall = 0.42 * head_height(look)
    for x, edge, sign in ((left, a0, 1.0), (right, b1, -1.0)):
        if plot.x <= edge <= plot.right:
            lines.append(Line((x, at - tall, x, at + tall), color, stroke))
        else:  # it goes on out of sight
            tip = 0.5 * tall
            lines.append(
                Shape((("M", x + sign * tip, at - tip), ("L", x, at), ("L", x + sign * tip, at + tip)), None, color)
            )
    wide = measure(words, look.title)
    x = _room(wide, (left, right), plot, taken, 0.6 * look.title.size)
    box_high = head_height(look) - 2.0
    lines += [
        Box(x - 0.45 * look.title.size, at - box_high / 2, wide + 0.9 * look.title.size, box_high, theme.ground),
        Run(x, at + cap_height(look.title) / 2, words, look.title, color, wide),
    ]
    return drops, lines


def _room(wide: float, line: tuple[float, float], plot: Plot, taken: tuple[float, float], pad: float) -> float:
    """Return where the words begin: in the middle of the line, else as near to it as the handle and the edges leave room."""
    left, right = line
    middle = (left + right - wide) / 2
    if right - left < wide + 4 * pad:  # too short to carry them: beside it
        middle = right + 1.5 * pad
    tries = [middle, taken[0] - wide - pad, taken[1] + pad, left - wide - 1.5 * pad]
    free = [
        x
        for x in tries
        if x >= plot.x and x + wide <= plot.right and (x + wide + pad <= taken[0] + 0.1 or x - pad >= taken[1] - 0.1)
    ]
    return min(free, key=lambda x: abs(x - middle)) if free else min(max(middle, plot.x), plot.right - wide)
