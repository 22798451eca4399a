"""The thin time ribbon at the foot of slides: every event of the story on one line, and where this slide stands."""

from __future__ import annotations

from functools import lru_cache

from desktop.render import theme as themes
from desktop.render.frame import Box, Ellipse, Item, Line, Linear, Radial, Run, Stop, Zone
from desktop.render.text import measure
from desktop.render.theme import Theme
from desktop.story.model import Event, Slide, Story
from desktop.timeline.camera import Window, slide_window, story_window
from desktop.timeline.scale import ticks

_DOT = 6.5


def ribbon(
    story: Story, slide: Slide, theme: Theme, language: str, x: float, y: float, width: float
) -> tuple[tuple[Item, ...], tuple[Zone, ...]]:
    """Return the ribbon with its line at y, from x on; dots are events, the lit one is the slide's own."""
    window = _window(story.events)
    base, zones = _base(story.events, tuple(story.color_of(event) for event in story.events), theme, language, x, y, width)
    items: list[Item] = []
    own = [name for name in (slide.event, *slide.highlight) if name in story.event_by_id]
    if not own:
        items += _lens(story, slide, window, theme, x, y, width)
    for name in own:
        items += _lit(story.event_by_id[name], theme.color(story.color_of(story.event_by_id[name])), theme, window, x, y, width)
    items += base
    for name in own:
        event = story.event_by_id[name]
        at = _place(event, window, x, width)
        color = theme.color(story.color_of(event))
        items.append(Ellipse(at, y, 13, 13, color))
        items.append(Ellipse(at, y, 5, 5, theme.ground))
    return tuple(items), zones


@lru_cache(maxsize=8)
def _window(events: tuple[Event, ...]) -> Window:
    return story_window(Story(events=events))


@lru_cache(maxsize=16)
def _base(
    events: tuple[Event, ...], colors: tuple[str, ...], theme: Theme, language: str, x: float, y: float, width: float
) -> tuple[tuple[Item, ...], tuple[Zone, ...]]:
    """Return what all slides of a story share: the line, its ticks, the events."""
    window = _window(events)
    font = themes.body(20)
    found = ticks(window, width, language, lambda text: measure(text, font), gap=120.0)
    items: list[Item] = [Line((x, y, x + width, y), theme.line, 2.0)]
    for tick in found.minor:
        items.append(Line((x + tick.x, y - 4, x + tick.x, y + 4), theme.line, 1.5))
    for tick in found.major:
        at = x + tick.x
        items.append(Line((at, y - 9, at, y + 9), theme.muted, 2.0))
        left = min(max(at - tick.width / 2, x), x + width - tick.width)
        items.append(Run(left, y + 36, tick.label, font, theme.muted, tick.width))
    zones = []
    last: dict[str, float] = {}
    for event, color in sorted(zip(events, colors, strict=True), key=lambda pair: pair[0].when.sort_key):
        at = _place(event, window, x, width)
        zones.append(Zone(at - 10, y - 14, 20, 28, "event", event.path, event.id))
        # Thousands of dots on one line are a line: within two pixels of one of its colour a dot adds nothing.
        if at - last.get(color, -9.0) < 2.0:
            continue
        last[color] = at
        paint = theme.color(color)
        items.append(Ellipse(at, y, _DOT + 2, _DOT + 2, theme.ground))
        if event.status == "planned":
            items.append(Ellipse(at, y, _DOT - 0.5, _DOT - 0.5, theme.ground, paint, 2.5))
        else:
            items.append(Ellipse(at, y, _DOT, _DOT, paint))
    return tuple(items), tuple(zones)


def _place(event: Event, window: Window, x: float, width: float) -> float:
    """Return where an event's dot stands: at the beginning of a long one, else in its middle."""
    when = event.when
    start, end = when.earliest, when.latest
    if start is None or end is None:
        at = start if start is not None else end if end is not None else window.start
        return x + window.x(at, width)
    first, last = window.x(start, width), window.x(end, width)
    return x + (first if last - first > 30 else (first + last) / 2)


def _lens(story: Story, slide: Slide, window: Window, theme: Theme, x: float, y: float, width: float) -> list[Item]:
    """Show the stretch of time that a slide without an event looks at."""
    if slide.window is None and slide.date is None and not any(claim.date for claim in slide.claims):
        return []
    shown = slide_window(story, slide)
    first = max(x, x + window.x(shown.start, width))
    last = min(x + width, x + window.x(shown.end, width))
    if last - first < 4:
        return []
    color = theme.gold
    return [Box(first, y - 7, last - first, 14, themes.with_alpha(color, 0.28), radius=7)]


def _lit(event: Event, color: str, theme: Theme, window: Window, x: float, y: float, width: float) -> list[Item]:
    """Light up an event: a glow, and its true span where it has one."""
    at = _place(event, window, x, width)
    glow = Radial(at, y, 62, tuple(Stop(share, themes.with_alpha(color, alpha)) for share, alpha in ((0, 0.5), (0.4, 0.26), (0.7, 0.08), (1, 0))))
    items: list[Item] = [Ellipse(at, y, 62, 62, glow)]
    when = event.when
    if when.earliest is not None and when.latest is not None:
        first, last = x + window.x(when.earliest, width), x + window.x(when.latest, width)
        if last - first > 30:
            soft = when.approximate or when.start_max != when.start_min or when.end_max != when.end_min
            full = themes.with_alpha(color, 0.8)
            stops = (Stop(0, full), Stop(0.55 if soft else 1.0, full), Stop(1.0, themes.with_alpha(color, 0.0 if soft else 0.8)))
            items.append(Box(first, y - 9, last - first, 18, Linear(first, 0, last, 0, stops), radius=9))
    return items
