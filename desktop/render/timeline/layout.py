"""The timeline as a drawing: the same for slides, thumbnails, pages and the screen; only the window moves.

Bands are tracks; rows within them keep labels apart; the axis and an overview of the whole story lie below.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Box, Clip, Item, Run, Unclip, Zone
from desktop.render.text import cap_height, measure, set_text
from desktop.render.theme import Theme
from desktop.render.timeline.aggregates import Crowd, Purse
from desktop.render.timeline.anchor import anchors
from desktop.render.timeline.axis import axis, axis_height, counts_beside, grid, ticks_of
from desktop.render.timeline.band import draw_band, draw_crowd
from desktop.render.timeline.causal_links import links_of, threads
from desktop.render.timeline.histogram import cluster_of
from desktop.render.timeline.knowledge import grip as as_of_grip, head_height, knowledge
from desktop.render.timeline.marks import MANY, MANY_IN_ALL, SOME, WORDS, Band, bands_of, lasting_bands
from desktop.render.timeline.metrics import Look, look_of
from desktop.render.timeline.overview import handle, lights, strip
from desktop.render.timeline.plan import Placed, Plan, bands_room, fixed_plan, moving_plan, shortened
from desktop.render.timeline.plot import Plot, outside
from desktop.render.timeline.ribbon import ribbon
from desktop.story.dates.parse import When
from desktop.story.model import Story
from desktop.timeline.axis_breaks import PLAIN, Fold
from desktop.timeline.camera import Window, between, story_window

if TYPE_CHECKING:
    from desktop.timeline.index import Index

__all__ = ["Layers", "Rect", "cluster_of", "layers", "overview_window", "ribbon", "timeline"]

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Layers:
    """The drawing in two parts: what stands still while the camera moves, and what moves with it, on top.

    While a camera moves over a crowd, some labels may come a frame later: the drawing is then not `complete`.
    """

    still: tuple[Item, ...]
    moving: tuple[Item, ...]
    zones: tuple[Zone, ...]
    complete: bool = True


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
    fold: Fold = PLAIN,
    crowds: Mapping[str, Crowd] | None = None,
    grip: bool = False,
    measured: tuple[str, str] | None = None,
    lit: Mapping[str, Index] | None = None,
) -> tuple[tuple[Item, ...], tuple[Zone, ...]]:
    """Return the drawing of a window of time in a rectangle (x, y, width, height) of the canvas, and its zones.

    `highlight` lets the other events recede, `as_of` shows what was known then, `steps` gives events a key press at which
    they appear, `size` scales type and marks. A `moving` camera keeps every event in its row, whatever the window; a fixed
    one makes the best of its window alone. With a `fold` the window is one of the folded axis. `crowds` are the events of
    tracks (by id) that are too many to be listed, `lit` the parts of them that stand out. A `grip` gives the date of
    knowledge a handle above the bands, `measured` lays a ruler between two events there. Zones of kind "event" carry the
    event's id, those of kind "cluster" what `cluster_of` reads; "timeline" is the plot, "overview" the strip below it and
    "overview-window" its handle, "as-of" the handle of the date of knowledge and "as-of-line" its line.
    """
    made = layers(
        story, window, rect, theme, language, tracks=tracks, highlight=highlight, as_of=as_of, labels=labels,
        overview=overview, steps=steps, selected=selected, hover=hover, size=size, moving=moving, fold=fold, crowds=crowds,
        grip=grip, measured=measured, lit=lit,
    )  # fmt: skip
    return made.still + made.moving, made.zones


def layers(
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
    fold: Fold = PLAIN,
    crowds: Mapping[str, Crowd] | None = None,
    grip: bool = False,
    measured: tuple[str, str] | None = None,
    lit: Mapping[str, Index] | None = None,
) -> Layers:
    """Return the drawing as `timeline` does, in two layers; while only the window changes, the still one stays the same."""
    look = look_of(size)
    if moving:
        # Rows are planned for all that is ever known: they stand still while the date of knowledge is dragged.
        lasting, bands = moving_bands(story, tracks, as_of, language, fold, crowds or {})
    else:
        bands = lasting = with_crowds(bands_of(story, tracks, as_of, language, fold), crowds or {}, moving=False)
    x, y, width, height = rect
    head = head_height(look) if grip else 0.0
    y, height = y + head, height - head
    gutter = _gutter(bands, width, language, look)
    pad = look.px(16.0)
    plot_x, plot_width = x + gutter, width - gutter - pad
    whole = whole_window(story, fold, crowds)
    found = ticks_of(window, plot_width, language, look, fold)
    lines = 2 if moving or found.contexts else 1
    under = axis_height(look, lines)
    below = look.strip + look.strip_gap if overview else 0.0
    tall = max(40.0, height - under - below)
    plan: Plan | None = None
    fresh = False
    if moving:
        known = tuple(map(id, (crowds or {}).values()))
        key = (tuple(tracks), language, fold, rect, size, labels, overview, theme, known, grip)
        kept = _kept(story)
        plan = kept.get(key)
        fresh = plan is None
        if plan is None:
            plan = kept[key] = moving_plan(lasting, whole, plot_width, look, tall, labels=labels)
        placed = plan.at(window.span / plot_width)
    else:
        placed = fixed_plan(bands, window, plot_width, look, tall, labels=labels)
    plot = Plot(
        plot_x,
        plot_width,
        window,
        look,
        theme,
        language,
        placed.mode,
        frozenset(highlight),
        selected,
        hover,
        steps,
        lit,
        as_of,
    )
    counts = outside(bands, plot)
    tops = _tops(placed, y, tall, look)
    strip_rect = (x, y + height - look.strip, width, look.strip)
    still = plan.still.get(as_of) if plan is not None else None
    if still is None:
        made: list[Item] = []
        for band, (top, high) in zip(bands, tops, strict=True):
            made.append(Box(x, round(top), width, round(high), theme.band))
            made += _name(band, x, top, gutter, high, language, look, theme)
        if overview:
            made += strip(bands, whole, strip_rect, look, theme)
            if fold.creases:
                from desktop.render.timeline.axis_breaks import (
                    tears,  # most axes have none: the first slide waits for less
                )

                made += tears(fold, whole, strip_rect, look, theme)
        still = tuple(made)
        if plan is not None:
            if len(plan.still) > 8:  # each step of a date of knowledge that is dragged along has its own
                plan.still.clear()
            plan.still[as_of] = still
    purse = Purse(moving=moving, first=fresh)
    marks: list[Item] = []
    zones: list[Zone] = [Zone(plot_x, y, plot_width, tall + under, "timeline")]
    for number, (band, (top, high)) in enumerate(zip(bands, tops, strict=True)):
        lane = look.lane * placed.lanes[number]
        inner = high - 2 * look.pad - lane
        where = (placed.places[number], placed.rows[number], plot, top + look.pad, inner, lane, labels)
        drawn, answering = draw_band(band, *where) if band.crowd is None else draw_crowd(band, *where, purse)
        marks += drawn
        zones += answering
    chosen = {name for name in (selected, hover) if name}
    links = links_of(story, chosen, () if moving else highlight)
    ends = anchors({name for link in links for name in link} | set(measured or ()), bands, placed, tops, zones, plot)
    items: list[Item] = grid(found, plot_x, y, tall, theme)
    over: list[Item] = []
    taken = (plot.right, plot.right)
    if grip:
        under_grip, over, answering, taken = as_of_grip(as_of, plot, y, tall, fold)
        items += under_grip
        zones = [zones[0], *answering, *zones[1:]]
    else:
        items += knowledge(as_of, plot, y, tall, fold)
    clip = Clip(plot_x - look.px(4.0), y, plot_width + pad + look.px(4.0), tall)
    items.append(clip)
    if fold.creases:
        from desktop.render.timeline.axis_breaks import creases

        items += creases(fold, plot, y, tall)
    tied = threads(links, ends, plot, y - head)
    if tied:  # a bow over the first row may reach into the lane above
        items += [Unclip(), Clip(clip.x, y - head, clip.width, tall + head), *tied, Unclip(), clip]
    items += [*marks, Unclip()]
    if measured and all(name in ends for name in measured):
        from desktop.render.timeline.ruler import ruler  # most timelines are never measured

        drops, dimension = ruler(ends[measured[0]], ends[measured[1]], plot, y, fold, taken)
        items += [*drops, *dimension]
    items += over
    limits = (x + look.px(18.0), x + width)
    torn: list[Item] = []
    if fold.creases:
        from desktop.render.timeline.axis_breaks import crease_labels

        _, room = counts_beside(counts, limits, 0.0, language, look, theme)
        torn, found = crease_labels(fold, found, plot, y + tall, lines, room)
    items += axis(found, (plot_x, plot_x + plot_width), y + tall, limits, counts, language, look, theme, lines)
    items += torn
    if overview:
        drawn, answering = handle(whole, window, strip_rect, look, theme)
        items += [*(lights(bands, highlight, whole, strip_rect, look, theme) if moving else ()), *drawn]
        zones += answering
    return Layers(still, tuple(items), tuple(zones), not purse.empty)


def moving_bands(
    story: Story, tracks: Collection[str], as_of: When | None, language: str, fold: Fold, crowds: Mapping[str, Crowd]
) -> tuple[tuple[Band, ...], tuple[Band, ...]]:
    """Return the bands with all that is ever known, and with what is known at a date: the same number of them, kept."""
    kept: dict[object, tuple[tuple[Band, ...], tuple[Band, ...]]] = story.__dict__.setdefault("_moving", {})
    key = (
        tuple(tracks),
        as_of,
        language,
        fold,
        tuple(map(id, crowds.values())),
    )  # the bands kept hold on to the crowds
    if key not in kept:
        lasting = with_crowds(lasting_bands(story, tracks, language, fold), crowds, moving=True)
        if len(kept) > 8:  # a date of knowledge that is dragged along makes a new key with each step
            kept.clear()
        kept[key] = lasting, known_of(lasting, bands_of(story, tracks, as_of, language, fold))
    return kept[key]


def known_of(lasting: tuple[Band, ...], known: tuple[Band, ...]) -> tuple[Band, ...]:
    """Return what is known of each band at a date of knowledge: all bands stay, perhaps empty."""
    by_track = {band.track.id: band for band in known}
    found = []
    for band in lasting:
        now = by_track.get(band.track.id) or Band(band.track, [])
        if band.crowd is not None:
            # The crowd of a file lies beside what is listed; one made of very many listed events replaces them.
            now = Band(band.track, now.unsorted, band.crowd) if band.track.data else now.as_crowd()
        found.append(now)
    return tuple(found)


def with_crowds(bands: tuple[Band, ...], crowds: Mapping[str, Crowd], *, moving: bool) -> tuple[Band, ...]:
    """Return the bands with the crowds of their tracks; with a camera that moves, a track of very many becomes one itself."""
    found = []
    most = MANY if sum(map(len, bands)) <= MANY_IN_ALL else SOME
    for band in bands:
        crowd = crowds.get(band.track.id)
        if crowd is not None:
            found.append(Band(band.track, band.unsorted, crowd))
        elif moving and len(band) > most:
            found.append(band.as_crowd())
        else:
            found.append(band)
    return tuple(found)


def _kept(story: Story) -> dict[object, Plan]:
    """Return the plans of a story, kept as long as it is; a few sizes and dates of knowledge at most."""
    kept: dict[object, Plan] = story.__dict__.setdefault("_plans", {})
    if len(kept) > 8:
        kept.clear()
    return kept


def whole_window(story: Story, fold: Fold = PLAIN, crowds: Mapping[str, Crowd] | None = None) -> Window:
    """Return the window, on the axis as it is folded, that shows the whole story with its crowds."""
    whole = fold.folded(story_window(story))
    extents = [crowd.index.extent for crowd in (crowds or {}).values() if len(crowd)]
    if not extents:
        return whole
    start, end = min(one[0] for one in extents), max(one[1] for one in extents)
    if story.events:
        start, end = min(start, whole.start), max(end, whole.end)
    return between(start, end, 0.02)


def overview_window(story: Story, fold: Fold = PLAIN, crowds: Mapping[str, Crowd] | None = None) -> Window:
    """Return what the overview spans: the whole story."""
    return whole_window(story, fold, crowds)


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
    for rows, lanes in zip(placed.rows, placed.lanes, strict=True):
        high = rows * pitch + 2 * look.pad + look.lane * lanes
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
        base = top + (height + cap_height(look.name)) / 2
        return [Run(left, base, words, look.name, color, measure(words, look.name))]
    return list(block.place(left, top + (height - block.height) / 2))
