"""The date of knowledge on the plot: a line, what lies right of it was still to come; on the screen with a handle to drag."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Box, Item, Line, Run, Shape, Zone
from desktop.render.text import cap_height, measure
from desktop.render.timeline.marks import WORDS
from desktop.render.timeline.metrics import Look
from desktop.render.timeline.plot import Plot
from desktop.story.dates.parse import When, spoken
from desktop.timeline.axis_breaks import Fold

_REACH = 5.0  # how far from the line a pointer still takes it, in pixels


def head_height(look: Look) -> float:
    """Return the height of the lane above the bands in which handle and ruler lie."""
    return 1.75 * look.small.size


def as_of_words(as_of: When | None, language: str) -> str:
    """Say at which date things are known: on a day, in a month or a year, some billions of years ago."""
    if as_of is None:
        return WORDS("all_known", language)
    date = spoken(as_of, language, style="short")
    if date.endswith(" ago") or date.startswith("il y a"):
        return WORDS("as_of_ago", language, date=date)
    vowel = language.startswith("fr") and date[:1] in "aéoîâ"  # vu d’avril, vu d’oct.
    if as_of.kind == "date" and as_of.precision in ("day", "minute", "second"):
        return WORDS("as_of", language, date=date)
    return WORDS("as_of_ago" if vowel else "as_of_in", language, date=date)


def knowledge(as_of: When | None, plot: Plot, y: float, height: float, fold: Fold) -> list[Item]:
    """Return the line of the date of knowledge with its words, as it stands on slides."""
    x = _line(as_of, plot, fold)
    if as_of is None or x is None or not plot.x <= x <= plot.right:
        return []
    look, gold = plot.look, plot.theme.gold
    words = as_of_words(as_of, plot.language)
    wide = measure(words, look.small)
    left = x - wide - look.space if x - wide - look.space > plot.x else x + look.space
    return [
        _veil(x, plot, y, height),
        Line((x, y - look.px(8.0), x, y + height), gold, max(1.0, look.px(1.6)), (5.0, 4.0)),
        Run(left, y - look.px(10.0), words, look.small, gold, wide),
    ]


def grip(
    as_of: When | None, plot: Plot, y: float, height: float, fold: Fold
) -> tuple[list[Item], list[Item], list[Zone], tuple[float, float]]:
    """Return (the veil and line below the marks, the handle above them, zones, from where to where the handle reaches).

    Its head is the lane right above `y`. Without a date of knowledge the handle waits at the right end; out of sight it is
    held at the edge behind which its date lies.
    """
    look, theme = plot.look, plot.theme
    head = head_height(look)
    high = 1.5 * look.small.size
    line = _line(as_of, plot, fold)
    # Past the right edge everything in view is known; before the left one nothing is.
    x = plot.right if line is None else min(max(line, plot.x), plot.right)
    seen = line is not None and plot.x <= line <= plot.right
    words = as_of_words(as_of, plot.language)
    wide = measure(words, look.small)
    pad, tip = 0.62 * look.small.size, 0.34 * look.small.size
    room = wide + 2 * pad
    left = min(max(x - room / 2, plot.x), plot.right - room)
    top = y - head + (head - high) / 2 - tip / 2
    gold = theme.gold if as_of is not None else themes.blend(theme.muted, theme.ground, 0.25)
    under: list[Item] = []
    if line is not None and line < plot.right:
        under.append(_veil(max(line, plot.x), plot, y, height))
    if seen:
        under.append(Line((x, top + high, x, y + height), gold, max(1.5, look.px(2.2))))
    at = min(max(x, left + 2 * tip), left + room - 2 * tip)
    base = top + high
    pointer = (("M", at - tip, base - 0.5), ("L", at + tip, base - 0.5), ("L", at, base + tip), ("Z",))
    over: list[Item] = [
        Box(left, top, room, high, theme.raised, gold, 1.0, high / 2),
        Shape(pointer, gold),
        Run(left + pad, top + (high + cap_height(look.small)) / 2, words, look.small, gold, wide),
    ]
    zones = [Zone(left - 2.0, y - head, room + 4.0, head, "as-of")]
    if seen:
        zones.insert(0, Zone(x - _REACH, y, 2 * _REACH, height, "as-of-line"))
    return under, over, zones, (left, left + room)


def _line(as_of: When | None, plot: Plot, fold: Fold) -> float | None:
    latest = as_of.latest if as_of is not None else None
    return plot.place(fold.place(latest)) if latest is not None else None


def _veil(x: float, plot: Plot, y: float, height: float) -> Box:
    return Box(x, y, plot.right - x, height, themes.with_alpha(plot.theme.ground, 0.35))
