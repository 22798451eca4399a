"""The axis under the bands, its lines through them, and how much lies outside the window."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial

from desktop.render import theme as themes
from desktop.render.frame import Font, Item, Marks, Run
from desktop.render.text import measure
from desktop.render.theme import Theme
from desktop.render.timeline.marks import WORDS
from desktop.render.timeline.metrics import Look
from desktop.timeline.axis_breaks import PLAIN, Fold
from desktop.timeline.camera import Window
from desktop.timeline.scale import Measure, Ticks, ticks


@lru_cache(maxsize=64)
def measure_of(font: Font) -> Measure:
    """Return how a font measures, always the same function for the same font: what was measured with it can be kept."""
    return partial(_measured, font)


def _measured(font: Font, text: str) -> float:
    return measure(text, font)


def ticks_of(window: Window, width: float, language: str, look: Look, fold: Fold = PLAIN) -> Ticks:
    """Return the ticks of the plot in the timeline's own type."""
    return ticks(
        window,
        width,
        language,
        measure_of(look.tick),
        measure_context=measure_of(look.context),
        gap=max(16.0, 34.0 * look.size),
        spread=max(56.0, 170.0 * look.size),
        fold=fold,
    )


def hairlines(xs: Iterable[float], y: float, height: float, color: str) -> list[Item]:
    """Return upright lines a pixel wide, on whole pixels where the canvas has them: crisp, and one item for all."""
    boxes = tuple(value for x in xs for value in (float(round(x)), y, 1.0, height))
    return [Marks("box", boxes, color)] if boxes else []


def grid(found: Ticks, x: float, y: float, height: float, theme: Theme) -> list[Item]:
    """Return a hairline for each labelled tick, stronger where a larger whole begins; creases are hatched."""
    begins = {round(context.begin, 3): x + context.begin for context in found.contexts if context.begin > 0.0}
    begins.update({round(tick.x, 3): x + tick.x for tick in found.major if tick.boundary})
    plain = [x + tick.x for tick in found.major if round(tick.x, 3) not in begins]
    items = hairlines(plain, y, height, themes.blend(theme.ground, theme.paper, 0.09))
    items += hairlines(begins.values(), y, height, themes.blend(theme.ground, theme.paper, 0.2))
    return items


def axis(
    found: Ticks, plot: tuple[float, float], y: float, limits: tuple[float, float], outside: tuple[int, int],
    language: str, look: Look, theme: Theme, rows: int = 2,
) -> list[Item]:  # fmt: skip
    """Return ticks and labels below y, under them the larger wholes, at the ends how many events lie before and after.

    `plot` is where the axis begins and ends, `limits` how far labels may reach beyond it, `outside` the two counts; with
    one of the `rows` only, the counts stand in line with the ticks.
    """
    x = plot[0]
    items: list[Item] = []
    minor, major = max(3.0, 7.0 * look.size), max(5.0, 12.0 * look.size)
    items += hairlines((x + tick.x for tick in found.minor), y, minor, themes.blend(theme.ground, theme.paper, 0.16))
    items += hairlines((x + tick.x for tick in found.major), y, major, themes.blend(theme.ground, theme.paper, 0.34))
    first = y + axis_first(look)
    second = first + look.row
    color = themes.blend(theme.muted, theme.paper, 0.4) if found.contexts else theme.paper
    line = first if rows == 1 else second
    counted, (free, end) = counts_beside(outside, limits, line, language, look, theme)
    items += counted
    room = (free, end) if rows == 1 else limits
    for tick in found.major:
        at = x + tick.x
        left = at - tick.width / 2
        if room[0] <= left and left + tick.width <= room[1]:
            items.append(Run(left, first, tick.label, look.tick, color, tick.width))
    # From the right: a name that would stand on the count of what is earlier stands behind it, as far as there is room.
    for context in reversed(found.contexts):
        left = max(x + context.x, free)
        if left + context.width <= end:
            items.append(Run(left, second, context.label, look.context, theme.paper, context.width))
            end = left - look.space
    return items


def counts_beside(
    outside: tuple[int, int], limits: tuple[float, float], line: float, language: str, look: Look, theme: Theme
) -> tuple[list[Item], tuple[float, float]]:
    """Return how many events lie before and after the window, at the two ends of a line, and what room is left between."""
    items: list[Item] = []
    free, end = limits
    if outside[0]:
        before = WORDS("earlier", language, count=outside[0])
        wide = measure(before, look.small)
        items.append(Run(free, line, before, look.small, theme.muted, wide))
        free += wide + 2 * look.space
    if outside[1]:
        after = WORDS("later", language, count=outside[1])
        wide = measure(after, look.small)
        items.append(Run(end - wide, line, after, look.small, theme.muted, wide))
        end -= wide + 2 * look.space
    return items, (free, end)


def axis_first(look: Look) -> float:
    """Return how far below the bands the baseline of the first row of labels lies."""
    return max(5.0, 12.0 * look.size) + 0.98 * look.tick.size


def axis_height(look: Look, rows: int) -> float:
    """Return the height of an axis with so many rows of labels."""
    return axis_first(look) + (rows - 1) * look.row + 0.4 * look.tick.size
