"""The timeline as a drawing: the same for slides, thumbnails, pages and the screen; only the window moves.

Bands are tracks, rows within them keep labels apart, the axis and an overview lie below. `size` scales type and marks: 1 on
the 1920 canvas of a slide, about one half where a widget paints at its own pixels.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from desktop.render import theme as themes
from desktop.render import timeline_marks as marks
from desktop.render.frame import Box, Clip, Ellipse, Item, Line, Radial, Run, Stop, Unclip, Zone
from desktop.render.ribbon import ribbon
from desktop.render.text import cap_height, measure, set_text
from desktop.render.theme import Theme
from desktop.story.edtf import When, spoken
from desktop.story.model import Event, Story, Track
from desktop.timeline.camera import Window, between, story_window
from desktop.timeline.known import status_as_of
from desktop.timeline.shelf import Extent, octave, rows
from desktop.timeline.scale import ticks
from desktop.words import Words

__all__ = ["ribbon", "timeline"]

WORDS: Final = Words(
    {
        "planned": ("planned: {date}", "prévu : {date}"),
        "disputed": ("{date} · disputed", "{date} · contesté"),
        "reported": ("{date} · reported", "{date} · selon la presse"),
        "earlier": ("‹ {count} earlier", "‹ {count} avant"),
        "later": ("{count} later ›", "{count} après ›"),
        "others": ("Other", "Autres"),
    }
)
Rect = tuple[float, float, float, float]
_MOST_LABELS: Final = 200
_packed: OrderedDict[tuple[int, str, int, float, str], tuple[Story, dict[str, int]]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the axis lies: its rectangle, the window on it, and the sizes of type."""

    x: float
    y: float
    width: float
    height: float
    window: Window
    theme: Theme
    language: str
    size: float

    def place(self, instant: int) -> float:
        return self.x + self.window.x(instant, self.width)

    @property
    def right(self) -> float:
        return self.x + self.width

    def font(self, size: float, weight: int = 400) -> themes.Font:
        return themes.body(max(9.0, float(round(size * self.size))), weight)


def tracks_of(story: Story, chosen: Collection[str] = ()) -> list[tuple[Track, tuple[Event, ...]]]:
    """Return the tracks to draw with their events in time; events of no track come last under a track of their own."""
    found = []
    for track in story.tracks:
        if chosen and track.id not in chosen:
            continue
        events = tuple(event for event in story.events if event.track == track.id)
        if events or chosen or track.data:
            found.append((track, _in_time(events)))
    stray = tuple(event for event in story.events if event.track not in story.track_by_id)
    if stray and not chosen:
        found.append((Track(""), _in_time(stray)))
    return found


def _in_time(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.when.sort_key))


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
) -> tuple[tuple[Item, ...], tuple[Zone, ...]]:
    """Return the drawing of a window of time in a rectangle (x, y, width, height) of the canvas, and its zones.

    `highlight` lets the other events recede, `as_of` shows what was known then, `steps` gives events a key press at which
    they appear. Zones of kind "event" carry the event's id; "timeline" is the plot, "overview" the strip below it.
    """
    x, y, width, height = rect
    gutter = min(max(0.155 * width, 120.0 * size), 270.0 * size)
    strip = 62.0 * size if overview else 0.0
    axis = 74.0 * size
    gap = 34.0 * size if overview else 0.0
    plot = _Plot(x + gutter, y, width - gutter, height - strip - gap - axis, window, theme, language, size)
    bands = tracks_of(story, tracks)
    items: list[Item] = []
    zones: list[Zone] = [Zone(plot.x, plot.y, plot.width, plot.height + axis, "timeline")]
    heights = _heights(story, bands, plot, labels)
    items += _grid(plot, axis)
    top = plot.y
    budget = _MOST_LABELS
    for (track, events), high in zip(bands, heights, strict=True):
        items.append(Box(x, top, width, high - 10 * size, theme.band))
        items += _name(track, x, top, gutter, high - 10 * size, plot)
        items.append(Clip(plot.x, top, plot.width, high))
        shown = _Band(story, track, events, plot, top, high - 10 * size, labels, as_of, frozenset(highlight), steps or {}, selected, hover)
        drawn, found, used = shown.draw(budget)
        budget -= used
        items += drawn
        zones += found
        items.append(Unclip())
        top += high
    items += _edges(story, plot, axis, tracks)
    if overview:
        drawn, found = _overview(story, (x, y + height - strip, width, strip), window, theme, size)
        items += drawn
        zones += found
    return tuple(items), tuple(zones)


def _heights(story: Story, bands: list[tuple[Track, tuple[Event, ...]]], plot: _Plot, labels: bool) -> list[float]:
    """Share the height among the tracks by the rows that they need."""
    if not bands:
        return []
    level = octave(plot.width / plot.window.span)
    need = [1.0 + 0.62 * max(_rows(story, track, events, level, plot, labels).values(), default=0) for track, events in bands]
    # No track takes more than four times the height of the smallest: rows beyond that overlap its last one.
    need = [min(one, 4.0) for one in need]
    return [plot.height * one / sum(need) for one in need]


def _rows(story: Story, track: Track, events: tuple[Event, ...], level: int, plot: _Plot, labels: bool) -> dict[str, int]:
    """Return the rows of a track's events at an octave of zoom, packed once and kept."""
    key = (id(story), track.id, level, plot.size, plot.language if labels else "")
    cached = _packed.get(key)
    if cached is not None and cached[0] is story:
        _packed.move_to_end(key)
        return cached[1]
    extents = []
    for event in events:
        start, end = event.when.earliest, event.when.latest
        known = start if start is not None else end if end is not None else 0
        label = _label_width(event, event.status, plot) if labels else 0.0
        extents.append(Extent(event.id, known, end if end is not None else known, label, event.weight))
    found = rows(extents, level, margin=26 * plot.size, mark=14 * plot.size)
    _packed[key] = (story, found)
    while len(_packed) > 256:
        _packed.popitem(last=False)
    return found


def _title(event: Event, plot: _Plot) -> str:
    return event.title.get(plot.language) or event.id


def _date(event: Event, status: str, plot: _Plot) -> str:
    said = spoken(event.when, plot.language, style="short")
    return WORDS(status, plot.language, date=said) if status in ("planned", "disputed", "reported") else said


def _label_width(event: Event, status: str, plot: _Plot) -> float:
    title = measure(_title(event, plot), plot.font(26, 600))
    return max(title, measure(_date(event, status, plot), plot.font(22))) + 12 * plot.size


def _name(track: Track, x: float, y: float, width: float, height: float, plot: _Plot) -> list[Item]:
    """Set a track's name in its colour at the left of its band."""
    words = track.title.get(plot.language) or (track.id if track.id else WORDS("others", plot.language))
    font = plot.font(26, 600)
    block = set_text(words, font, plot.theme.color(track.color), width - 24 * plot.size, 1.25)
    return list(block.place(x + 18 * plot.size, y + (height - block.height) / 2))


def _grid(plot: _Plot, axis: float) -> list[Item]:
    """Draw the ticks, their lines through the bands, their labels, and the context at the left."""
    font = plot.font(26, 500)
    small = plot.font(22)
    found = ticks(
        plot.window,
        plot.width,
        plot.language,
        lambda text: measure(text, font),
        measure_context=lambda text: measure(text, small),
        gap=44.0 * plot.size,
        spread=90.0 * plot.size,
    )
    base = plot.y + plot.height
    items: list[Item] = []
    theme = plot.theme
    for tick in found.minor:
        at = plot.x + tick.x
        items.append(Line((at, base + 2 * plot.size, at, base + 9 * plot.size), theme.line, 1.0))
    for tick in found.major:
        at = plot.x + tick.x
        alpha = 0.13 if tick.boundary else 0.07
        items.append(Line((at, plot.y, at, base + 12 * plot.size), themes.with_alpha(theme.paper, alpha), 1.0))
        left = at - tick.width / 2
        if left < plot.x - 4 or left + tick.width > plot.right + 4:
            continue
        color = theme.paper if tick.boundary or not found.contexts else theme.muted
        items.append(Run(left, base + 40 * plot.size, tick.label, font, color, tick.width))
    for context in found.contexts:
        items.append(Run(plot.x + context.x, base + 66 * plot.size, context.label, small, theme.gold, context.width))
    return items


@dataclass(slots=True)
class _Band:
    """One track being drawn."""

    story: Story
    track: Track
    events: tuple[Event, ...]
    plot: _Plot
    top: float
    height: float
    labels: bool
    as_of: When | None
    highlight: frozenset[str]
    steps: Mapping[str, int]
    selected: str
    hover: str

    def draw(self, budget: int) -> tuple[list[Item], list[Zone], int]:
        """Return items, zones, and how many labels were set."""
        plot = self.plot
        level = octave(plot.width / plot.window.span)
        found = _rows(self.story, self.track, self.events, level, plot, self.labels)
        tall = 58.0 * plot.size  # what a row with a label of two lines needs
        most = max(1, int(self.height // tall))
        used_rows = min(most, max(found.values(), default=0) + 1)
        pitch = self.height / used_rows
        items: list[Item] = []
        zones: list[Zone] = []
        taken: list[list[tuple[float, float]]] = [[] for _ in range(used_rows)]
        labelled = 0
        seen: set[tuple[int, int]] = set()
        for event in sorted(self.events, key=lambda event: (event.id == self.selected, event.weight)):
            status = status_as_of(event, self.as_of)
            if status == "unknown":
                continue
            row = min(found.get(event.id, 0), used_rows - 1)
            y = self.top + pitch * (row + 0.5)
            pen = marks.Pen(
                self._color(event), plot.theme.ground, 11.0 * plot.size, plot.x, plot.right, self.steps.get(event.id, 0)
            )
            first, last = marks.span_of(event.when, plot.place, pen)
            if last < plot.x - 4 or first > plot.right + 4:
                continue
            crowded = found.get(event.id, 0) >= used_rows
            cell = (round(first / 2), row)
            if crowded and cell in seen and event.id not in (self.selected, self.hover):
                continue
            seen.add(cell)
            if event.id in (self.selected, self.hover):
                items += self._glow(first, last, y, pen, event.id == self.selected)
            items += marks.draw(event, status, plot.place, y, pen, plot.theme)
            left, right = max(first, plot.x), min(last, plot.right)
            if self.labels and labelled < budget and (not crowded or event.id == self.selected):
                box = self._label(event, status, left, right, y, pitch, taken[row], pen, items)
                if box is not None:
                    labelled += 1
                    left, right = min(left, box[0]), max(right, box[1])
            zones.append(Zone(left - 6, y - pitch / 2, right - left + 12, pitch, "event", event.path, event.id, pen.step))
        return items, zones, labelled

    def _color(self, event: Event) -> str:
        color = self.plot.theme.color(self.track.color)
        if self.highlight and event.id not in self.highlight:
            return themes.blend(color, self.plot.theme.ground, 0.62)
        return color

    def _glow(self, first: float, last: float, y: float, pen: marks.Pen, strong: bool) -> list[Item]:
        x = (max(first, self.plot.x) + min(last, self.plot.right)) / 2
        reach = 4.6 * pen.radius
        peak = 0.5 if strong else 0.3
        light = Radial(x, y, reach, tuple(Stop(at, themes.with_alpha(pen.color, peak * share)) for at, share in ((0, 1), (0.5, 0.45), (1, 0))))
        ring = Ellipse(x, y, 1.75 * pen.radius, 1.75 * pen.radius, None, pen.color, max(1.5, 0.2 * pen.radius), step=pen.step)
        point = last - first <= 2.4 * pen.radius + 0.01
        return [Ellipse(x, y, reach, reach, light, step=pen.step), *([ring] if point and strong else [])]

    def _label(
        self,
        event: Event,
        status: str,
        left: float,
        right: float,
        y: float,
        pitch: float,
        taken: list[tuple[float, float]],
        pen: marks.Pen,
        items: list[Item],
    ) -> tuple[float, float] | None:
        """Set title and date beside a mark where there is room: on the right, else on the left; return its extent."""
        plot = self.plot
        title, date = _title(event, plot), _date(event, status, plot)
        head, small = plot.font(26, 600), plot.font(22)
        wide = max(measure(title, head), measure(date, small))
        space = 12.0 * plot.size
        sides = ((right + space, "left"), (left - space - wide, "right"))
        for x, align in sides:
            inside = x >= plot.x + 2 and x + wide <= plot.right - 2
            mine = (min(x, left) - space, max(x + wide, right) + space)
            if inside and all(mine[1] <= one or mine[0] >= two for one, two in taken):
                break
        else:
            taken.append((left, right))
            return None
        taken.append(mine)
        receded = bool(self.highlight) and event.id not in self.highlight
        paper = plot.theme.muted if receded else plot.theme.paper
        muted = themes.blend(plot.theme.muted, plot.theme.ground, 0.35) if receded else plot.theme.muted
        two = pitch >= 50 * plot.size
        above = y - 5 * plot.size if two else y + cap_height(head) / 2
        for text, font, color, base in ((title, head, paper, above), (date, small, muted, y + 22 * plot.size)):
            if text == date and not two:
                continue
            advance = measure(text, font)
            at = x if align == "left" else x + wide - advance
            items.append(Run(at, base, text, font, color, advance, step=pen.step))
        return x, x + wide


def _edges(story: Story, plot: _Plot, axis: float, tracks: Collection[str]) -> list[Item]:
    """Count what lies outside the window, at the ends of the axis."""
    before = after = 0
    for event in story.events:
        if tracks and event.track not in tracks:
            continue
        start, end = event.when.earliest, event.when.latest
        if end is not None and plot.window.x(end, 1.0) <= 0:
            before += 1
        elif start is not None and plot.window.x(start, 1.0) >= 1:
            after += 1
    font = plot.font(20)
    items: list[Item] = []
    y = plot.y - 10 * plot.size
    if before:
        words = WORDS("earlier", plot.language, count=before)
        items.append(Run(plot.x, y, words, font, plot.theme.muted, measure(words, font)))
    if after:
        words = WORDS("later", plot.language, count=after)
        width = measure(words, font)
        items.append(Run(plot.right - width, y, words, font, plot.theme.muted, width))
    return items


def overview_window(story: Story, shown: Window) -> Window:
    """Return what the overview strip spans: the whole story, and the window where it looks beyond it."""
    whole = story_window(story)
    start, end = min(whole.start, shown.start), max(whole.end, shown.end)
    if shown.span > 1.5 * whole.span:
        return between(start, end)
    return whole


def _overview(story: Story, rect: Rect, shown: Window, theme: Theme, size: float) -> tuple[list[Item], list[Zone]]:
    """Draw the whole story on a strip, with the window as a frame that can be dragged."""
    x, y, width, height = rect
    whole = overview_window(story, shown)
    items: list[Item] = [Box(x, y, width, height, theme.band, radius=6 * size)]
    pad = 12 * size
    inner = width - 2 * pad
    first = max(x, x + pad + whole.x(shown.start, inner))
    last = min(x + width, x + pad + whole.x(shown.end, inner))
    if last - first < 6:
        middle = (first + last) / 2
        first, last = middle - 3, middle + 3
    items.append(Box(first, y, last - first, height, themes.with_alpha(theme.gold, 0.13), theme.gold, max(1.0, 2.0 * size), 6 * size))
    columns: set[tuple[int, str]] = set()
    for event in story.events:
        when = event.when.centre
        if when is None:
            continue
        at = x + pad + whole.x(when, inner)
        color = story.color_of(event)
        if (round(at / 2), color) in columns:
            continue
        columns.add((round(at / 2), color))
        paint = theme.color(color)
        r = 5.0 * size
        if event.status == "planned":
            items.append(Ellipse(at, y + height / 2, r, r, None, paint, max(1.0, 2.0 * size)))
        else:
            items.append(Ellipse(at, y + height / 2, r, r, paint))
    zones = [Zone(x, y, width, height, "overview"), Zone(first, y, last - first, height, "overview-window")]
    return items, zones

