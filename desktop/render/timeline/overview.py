"""The overview: the whole story on one strip, each track a line of it, with the visible window as a handle."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import sqrt

from desktop.render import theme as themes
from desktop.render.frame import Box, Ellipse, Item, Marks, Zone
from desktop.render.theme import Theme
from desktop.render.timeline.aggregates import Crowd
from desktop.render.timeline.marks import Band
from desktop.render.timeline.metrics import Look
from desktop.timeline.camera import Window

Rect = tuple[float, float, float, float]

_COLUMN = 2.0


def inner(rect: Rect, look: Look) -> tuple[float, float]:
    """Return where the time of the strip begins, and how wide it is."""
    inset = 2.0 * look.radius
    return rect[0] + inset, rect[2] - 2 * inset


def strip(bands: Sequence[Band], whole: Window, rect: Rect, look: Look, theme: Theme) -> list[Item]:
    """Return the strip without its handle."""
    x, y, width, height = rect
    left, room = inner(rect, look)
    items: list[Item] = [Box(x, y, width, height, theme.band, radius=max(3.0, 7.0 * look.size))]
    dot = max(2.0, min(4.6 * look.size, 0.34 * height / max(1, len(bands)) + 1.0))
    lanes = height - 2 * max(4.0, 9.0 * look.size)
    for number, band in enumerate(bands):
        color = theme.color(band.track.color)
        each = lanes / len(bands)
        line = y + (height - lanes) / 2 + each * (number + 0.5)
        if band.crowd is not None:
            items += _columns(band.crowd, whole, left, room, line + each / 2, 0.9 * each, themes.with_alpha(color, 0.8))
        items += _listed(band, whole, left, room, line, dot, color)
    return items


def _listed(band: Band, whole: Window, left: float, room: float, line: float, dot: float, color: str) -> list[Item]:
    """Return the dots and bars of one track."""
    seen: set[int] = set()
    bars: list[float] = []
    dots: list[float] = []
    rings: list[Item] = []
    for mark in band.marks:
        one, two = left + whole.x(mark.form.start, room), left + whole.x(mark.form.end, room)
        if two - one > 3 * dot and mark.form.shape != "dot":
            bars += (one, line - 0.6 * dot, two - one, 1.2 * dot)
            continue
        at = (one + two) / 2
        # A second dot of the track on the same pixel would add nothing.
        if round(at) in seen:
            continue
        seen.add(round(at))
        if mark.form.hollow:
            rings.append(Ellipse(at, line, dot - 0.5, dot - 0.5, None, color, max(1.0, 0.4 * dot)))
        else:
            dots += (at, line, dot)
    items: list[Item] = []
    if bars:
        items.append(Marks("box", tuple(bars), themes.with_alpha(color, 0.7)))
    if dots:
        items.append(Marks("dot", tuple(dots), color))
    return items + rings


def _columns(
    crowd: Crowd, whole: Window, left: float, room: float, foot: float, height: float, color: str
) -> list[Item]:
    """Return the columns of a crowd, by the root of their counts."""
    count = max(1, int(room / _COLUMN))
    step = max(1, int(whole.span / count))
    counts = crowd.index.columns(whole.start, step, count, (whole.start, whole.start + step * count)).tolist()
    most = max(counts, default=0)
    if not most:
        return []
    boxes: list[float] = []
    for number, value in enumerate(counts):
        if value:
            high = max(1.0, height * sqrt(value / most))
            boxes += (left + number * _COLUMN, foot - high, _COLUMN, high)
    return [Marks("box", tuple(boxes), color)]


def lights(
    bands: Sequence[Band], lit: Collection[str], whole: Window, rect: Rect, look: Look, theme: Theme
) -> list[Item]:
    """Return a tick on the strip's upper edge for each event that stands out."""
    if not lit:
        return []
    left, room = inner(rect, look)
    wide = max(2.0, 3.0 * look.size)
    found: set[int] = set()
    for band in bands:
        for name in lit:
            mark = band.find(name)
            if mark is not None:
                found.add(round(left + whole.x((mark.form.start + mark.form.end) // 2, room)))
    boxes = tuple(value for x in sorted(found) for value in (x - wide / 2, rect[1], wide, max(4.0, 9.0 * look.size)))
    return [Marks("box", boxes, theme.gold)] if boxes else []


def handle(whole: Window, window: Window, rect: Rect, look: Look, theme: Theme) -> tuple[list[Item], list[Zone]]:
    """Return the visible window as a handle on the strip."""
    x, y, width, height = rect
    left, room = inner(rect, look)
    inset = left - x

    def place(instant: int) -> float:
        return left + min(max(whole.x(instant, room), -inset), room + inset)

    first, last = place(window.start), place(window.end)
    least = max(8.0, 14.0 * look.size)
    if last - first < least:
        middle = min(max((first + last) / 2, x + least / 2), x + width - least / 2)
        first, last = middle - least / 2, middle + least / 2
    corner = max(3.0, 7.0 * look.size)
    fill = themes.with_alpha(theme.gold, 0.08)
    box = Box(first, y, last - first, height, fill, theme.gold, max(1.0, 2.0 * look.size), corner)
    zones = [Zone(left, y, room, height, "overview"), Zone(first, y, last - first, height, "overview-window")]
    return [box], zones
