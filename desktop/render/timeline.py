"""The timeline as a drawing: the same for slides, thumbnails, pages and the screen; only the window moves.

Bands are tracks; rows within them keep labels apart; the axis and an overview of the whole story lie below.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from desktop.render import theme as themes
from desktop.render.frame import Box, Clip, Item, Line, Run, Unclip, Zone
from desktop.render.text import cap_height, measure, set_text
from desktop.render.theme import Theme
from desktop.render.timeline_axis import axis, axis_height, grid, strip, ticks_of
from desktop.render.timeline_band import Plot, cluster_of, draw_band, side_of
from desktop.render.timeline_look import Look, look_of
from desktop.render.timeline_plan import (
    WORDS,
    Band,
    Placed,
    Plan,
    bands_of,
    bands_room,
    fixed_plan,
    moving_plan,
    shortened,
)
from desktop.render.timeline_ribbon import ribbon
from desktop.story.edtf import When, spoken
from desktop.story.model import Story
from desktop.timeline.camera import Window, story_window

__all__ = ["Rect", "cluster_of", "overview_window", "ribbon", "timeline"]

Rect = tuple[float, float, float, float]


def timeline(
    story: Story,
    window: Window,
    rect: Rect,
    theme: Theme,
    language: str,
    *,
    tracks: Collection[str] = (),
    highlight: Collection[str] = (),
    as_of: When | None = None,
    labels: bool = True,
    overview: bool = True,
    steps: Mapping[str, int] | None = None,
    selected: str = "",
    hover: str = "",
    size: float = 1.0,
    moving: bool = False,
) -> tuple[tuple[Item, ...], tuple[Zone, ...]]:
    """Return the drawing of a window of time in a rectangle (x, y, width, height) of the canvas, and its zones.

    `highlight` lets the other events recede, `as_of` shows what was known then, `steps` gives events a key press at which
    they appear, `size` scales type and marks. A `moving` camera keeps every event in its row, whatever the window; a fixed
    one makes the best of its window alone. Zones of kind "event" carry the event's id, those of kind "cluster" what
    `cluster_of` reads; "timeline" is the plot, "overview" the strip below it and "overview-window" its handle.
    """
    look = look_of(size)
    bands = bands_of(story, tracks, as_of, language)
    x, y, width, height = rect
    gutter = _gutter(bands, width, language, look)
    pad = look.px(16.0)
    plot_x, plot_width = x + gutter, width - gutter - pad
    whole = overview_window(story, window)
    found = ticks_of(window, plot_width, language, look)
    lines = 2 if moving or found.contexts else 1
    under = axis_height(look, lines)
    below = look.strip + look.strip_gap if overview else 0.0
    tall = max(40.0, height - under - below)
    if moving:
        placed = _plan(
            story, bands, story_window(story), plot_width, look, tall, labels, (tuple(tracks), as_of, language)
        ).at(window.span / plot_width)
    else:
        placed = fixed_plan(bands, window, plot_width, look, tall, labels=labels)
    plot = Plot(
        plot_x, plot_width, window, look, theme, language, placed.mode, frozenset(highlight), selected, hover, steps
    )
    counts = outside(bands, plot)
    items: list[Item] = []
    zones: list[Zone] = [Zone(plot_x, y, plot_width, tall + under, "timeline")]
    tops = _tops(placed, y, tall, look)
    for band, (top, high) in zip(bands, tops, strict=True):
        items.append(Box(x, top, width, high, theme.band))
        items += _name(band, x, top, gutter, high, language, look, theme)
    items += grid(found, plot_x, y, tall, theme)
    items += _as_of(as_of, plot, y, tall)
    items.append(Clip(plot_x - look.px(4.0), y, plot_width + pad + look.px(4.0), tall))
    for number, (band, (top, high)) in enumerate(zip(bands, tops, strict=True)):
        lane = look.lane if placed.lanes[number] else 0.0
        inner = high - 2 * look.pad - lane
        drawn, answering = draw_band(
            band, placed.places[number], placed.rows[number], plot, top + look.pad, inner, lane, labels
        )
        items += drawn
        zones += answering
    items.append(Unclip())
    items += axis(
        found,
        (plot_x, plot_x + plot_width),
        y + tall,
        (x + look.px(18.0), x + width),
        counts,
        language,
        look,
        theme,
        lines,
    )
    if overview:
        drawn, answering = strip(bands, whole, window, (x, y + height - look.strip, width, look.strip), look, theme)
        items += drawn
        zones += answering
    return tuple(items), tuple(zones)


def _plan(
    story: Story,
    bands: tuple[Band, ...],
    whole: Window,
    width: float,
    look: Look,
    height: float,
    labels: bool,
    key: object,
) -> Plan:
    """Return the plan of a moving camera, made once for a story and a size."""
    kept: dict[object, Plan] = story.__dict__.setdefault("_plans", {})
    full = (key, width, look.size, height, labels)
    if full not in kept:
        if len(kept) > 8:
            kept.clear()
        kept[full] = moving_plan(bands, whole, width, look, height, labels=labels)
    return kept[full]


def overview_window(story: Story, window: Window) -> Window:
    """Return what the overview spans: the whole story; the window's handle ends with it."""
    return story_window(story)


def outside(bands: Collection[Band], plot: Plot) -> tuple[int, int]:
    """Return how many events end before the window and how many begin after it; all others are on the screen."""
    sides = [side_of(mark, plot) for band in bands for mark in band.marks]
    return sides.count(-1), sides.count(1)


def _gutter(bands: Collection[Band], width: float, language: str, look: Look) -> float:
    """Return how wide the column of names is: as the widest needs, but never more than a sixth."""
    most = 0.17 * width
    wide = max((measure(_title(band, language), look.name) for band in bands), default=0.0)
    return min(most, max(wide + look.px(18.0) + max(14.0, look.px(34.0)), look.px(150.0)))


def _title(band: Band, language: str) -> str:
    return band.track.title.get(language) or band.track.id or WORDS("others", language)


def _tops(placed: Placed, y: float, height: float, look: Look) -> list[tuple[float, float]]:
    """Return the top and height of each band: as many shares of the height as it has rows."""
    room = bands_room(len(placed.rows), height, look) - look.lane * sum(placed.lanes)
    pitch = room / max(1, sum(placed.rows))
    found = []
    for rows, lane in zip(placed.rows, placed.lanes, strict=True):
        high = rows * pitch + 2 * look.pad + (look.lane if lane else 0.0)
        found.append((y, high))
        y += high + look.gap
    return found


def _name(
    band: Band, x: float, top: float, gutter: float, height: float, language: str, look: Look, theme: Theme
) -> list[Item]:
    """Return a track's name in its colour, in the middle of its band."""
    words = _title(band, language)
    color = theme.color(band.track.color)
    room = gutter - look.px(18.0) - look.px(10.0)
    left = x + look.px(18.0)
    block = set_text(words, look.name, color, room, 1.22)
    if block.lines > 1 and (block.lines > 2 or block.height > height - look.px(8.0)):
        words = shortened(words, look.name, room)
        return [
            Run(left, top + (height + cap_height(look.name)) / 2, words, look.name, color, measure(words, look.name))
        ]
    return list(block.place(left, top + (height - block.height) / 2))


def _as_of(as_of: When | None, plot: Plot, y: float, height: float) -> list[Item]:
    """Return the line of the date of knowledge: what lies right of it was still to come."""
    if as_of is None or as_of.latest is None:
        return []
    x = plot.place(as_of.latest)
    if not plot.x <= x <= plot.right:
        return []
    look, gold = plot.look, plot.theme.gold
    words = WORDS("as_of", plot.language, date=spoken(as_of, plot.language, style="short"))
    wide = measure(words, look.small)
    left = x - wide - look.space if x - wide - look.space > plot.x else x + look.space
    return [
        Box(x, y, plot.right - x, height, themes.with_alpha(plot.theme.ground, 0.35)),
        Line((x, y - look.px(8.0), x, y + height), gold, max(1.0, look.px(1.6)), (5.0, 4.0)),
        Run(left, y - look.px(10.0), words, look.small, gold, wide),
    ]
