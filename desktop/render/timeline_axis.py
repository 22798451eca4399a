"""The axis under the bands, the strip that shows the whole story, and what lies outside the window."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.render import theme as themes
from desktop.render.frame import Box, Ellipse, Item, Line, Marks, Run, Zone
from desktop.render.text import measure
from desktop.render.theme import Theme
from desktop.render.timeline_look import Look
from desktop.render.timeline_plan import WORDS, Band
from desktop.timeline.camera import Window
from desktop.timeline.scale import Ticks, ticks


def ticks_of(window: Window, width: float, language: str, look: Look) -> Ticks:
    """Return the ticks of the plot in the timeline's own type."""
    return ticks(
        window,
        width,
        language,
        lambda text: measure(text, look.tick),
        measure_context=lambda text: measure(text, look.context),
        gap=max(16.0, 34.0 * look.size),
        spread=max(56.0, 170.0 * look.size),
    )


def grid(found: Ticks, x: float, y: float, height: float, theme: Theme) -> list[Item]:
    """Return a hairline for each labelled tick, stronger where a larger whole begins."""
    begins = {round(context.begin, 3) for context in found.contexts if context.begin > 0.0}
    items: list[Item] = []
    for tick in found.major:
        alpha = 0.2 if tick.boundary or round(tick.x, 3) in begins else 0.09
        items.append(Line((x + tick.x, y, x + tick.x, y + height), themes.with_alpha(theme.paper, alpha), 1.0))
    shown = {round(tick.x, 3) for tick in found.major}
    for begin in sorted(begins - shown):
        items.append(Line((x + begin, y, x + begin, y + height), themes.with_alpha(theme.paper, 0.2), 1.0))
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
    faint = [value for tick in found.minor for value in (x + tick.x - 0.5, y, 1.0, minor)]
    if faint:
        items.append(Marks("box", tuple(faint), themes.with_alpha(theme.paper, 0.16)))
    first = y + axis_first(look)
    second = first + look.row
    color = themes.blend(theme.muted, theme.paper, 0.4) if found.contexts else theme.paper
    before = WORDS("earlier", language, count=outside[0]) if outside[0] else ""
    after = WORDS("later", language, count=outside[1]) if outside[1] else ""
    line = first if rows == 1 else second
    free, end = limits
    if before:
        wide = measure(before, look.small)
        items.append(Run(free, line, before, look.small, theme.muted, wide))
        free += wide + 2 * look.space
    if after:
        wide = measure(after, look.small)
        items.append(Run(end - wide, line, after, look.small, theme.muted, wide))
        end -= wide + 2 * look.space
    room = (free, end) if rows == 1 else limits
    for tick in found.major:
        at = x + tick.x
        items.append(Line((at, y, at, y + major), themes.with_alpha(theme.paper, 0.34), 1.0))
        left = at - tick.width / 2
        if room[0] <= left and left + tick.width <= room[1]:
            items.append(Run(left, first, tick.label, look.tick, color, tick.width))
    for context in found.contexts:
        left = x + context.x
        if left >= free and left + context.width <= end:
            items.append(Run(left, second, context.label, look.context, theme.paper, context.width))
    return items


def axis_first(look: Look) -> float:
    """Return how far below the bands the baseline of the first row of labels lies."""
    return max(5.0, 12.0 * look.size) + 0.98 * look.tick.size


def axis_height(look: Look, rows: int) -> float:
    """Return the height of an axis with so many rows of labels."""
    return axis_first(look) + (rows - 1) * look.row + 0.4 * look.tick.size


def strip(
    bands: Sequence[Band],
    whole: Window,
    window: Window,
    rect: tuple[float, float, float, float],
    look: Look,
    theme: Theme,
) -> tuple[list[Item], list[Zone]]:
    """Return the whole story on one strip, each track a line of it, with the window as a handle."""
    x, y, width, height = rect
    items: list[Item] = [Box(x, y, width, height, theme.band, radius=max(3.0, 7.0 * look.size))]
    inset = 2.0 * look.radius
    inner = width - 2 * inset

    def place(instant: int) -> float:
        return x + inset + min(max(whole.x(instant, inner), -inset), inner + inset)

    first, last = place(window.start), place(window.end)
    least = max(8.0, 14.0 * look.size)
    if last - first < least:
        middle = min(max((first + last) / 2, x + least / 2), x + width - least / 2)
        first, last = middle - least / 2, middle + least / 2
    first, last = max(first, x), min(last, x + width)
    corner = max(3.0, 7.0 * look.size)
    items.append(Box(first, y, last - first, height, themes.with_alpha(theme.gold, 0.08), radius=corner))
    dot = max(2.0, min(4.6 * look.size, 0.34 * height / max(1, len(bands)) + 1.0))
    lanes = height - 2 * max(4.0, 9.0 * look.size)
    for number, band in enumerate(bands):
        color = theme.color(band.track.color)
        line = y + (height - lanes) / 2 + lanes * ((number + 0.5) / len(bands))
        seen: set[int] = set()
        bars: list[float] = []
        dots: list[float] = []
        for mark in band.marks:
            one, two = place(mark.form.start), place(mark.form.end)
            if two - one > 3 * dot and mark.form.shape != "dot":
                bars += [one, line - 0.6 * dot, two - one, 1.2 * dot]
                continue
            at = (one + two) / 2
            # A second dot of the track on the same pixel would add nothing.
            if round(at) in seen:
                continue
            seen.add(round(at))
            if mark.form.hollow:
                items.append(Ellipse(at, line, dot - 0.5, dot - 0.5, None, color, max(1.0, 0.4 * dot)))
            else:
                dots += [at, line, dot]
        if bars:
            items.append(Marks("box", tuple(bars), themes.with_alpha(color, 0.7)))
        if dots:
            items.append(Marks("dot", tuple(dots), color))
    items.append(Box(first, y, last - first, height, None, theme.gold, max(1.0, 2.0 * look.size), corner))
    zones = [Zone(x, y, width, height, "overview"), Zone(first, y, last - first, height, "overview-window")]
    return items, zones
