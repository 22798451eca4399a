"""Draws causal links as arrows from an event to its effects.

A link is drawn when either of its events is selected, or both are highlighted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from desktop.render import theme as themes
from desktop.render.frame import Item, TextRun, VectorPath
from desktop.render.timeline.marks.anchor import Anchor
from desktop.render.timeline.plot_area import PlotArea
from desktop.story.model import Story
from desktop.story.story_cache import StoryCache

_POINTS_ON_LINK: Final = 80
_MAX_OFFSET = 400.0  # painters fail millions of pixels out


def visible_links(
    story: Story, event_ids: Collection[str], highlighted_ids: Collection[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Return the (cause, effect) ids of the links to draw.

    These are the links of `event_ids`, and those between two `highlighted_ids`.
    """
    if not event_ids and not highlighted_ids:
        return ()
    return tuple(
        (cause, effect)
        for cause, effect in all_links(story)
        if cause in event_ids or effect in event_ids or (cause in highlighted_ids and effect in highlighted_ids)
    )


_links: Final[StoryCache[None, tuple[tuple[str, str], ...]]] = StoryCache(1)


def all_links(story: Story) -> tuple[tuple[str, str], ...]:
    """Return the (cause, effect) ids of all causal links.

    Links to events that are not in the story are left out.
    """
    cached = _links.get(story, None)
    if cached is None:
        events_by_id = story.event_by_id
        cached = tuple((event.id, name) for event in story.events for name in event.leads_to if name in events_by_id)
        _links.put(story, None, cached)
    return cached


def draw_causal_links(
    links: Collection[tuple[str, str]], anchors: Mapping[str, Anchor], plot: PlotArea, top: float
) -> list[Item]:
    """Draw causal links between anchors as arrows.

    They stay below `top`.
    """
    items: list[Item] = []
    for cause, effect in links:
        cause_anchor, effect_anchor = anchors.get(cause), anchors.get(effect)
        if (
            cause_anchor is None
            or effect_anchor is None
            or max(cause_anchor.last, effect_anchor.last) < plot.x
            or min(cause_anchor.first, effect_anchor.first) > plot.right
        ):
            continue
        items += _draw_causal_link(cause_anchor, effect_anchor, plot, top)
    return items


def _draw_causal_link(cause: Anchor, effect: Anchor, plot: PlotArea, top: float) -> list[Item]:
    metrics = plot.metrics
    clearance = 1.75 * metrics.dot_radius
    color = themes.blend(cause.color, plot.theme.paper, 0.35)
    steps = plot.steps or {}
    step = max(steps.get(cause.mark.id, 0), steps.get(effect.mark.id, 0))
    x0, x1 = _attachment(cause, effect, plot), _attachment(effect, cause, plot)
    rise = effect.y - cause.y
    if abs(rise) < 2.4 * clearance:
        # On one row: a bow above or below, so that the arrow does not cross the labels between.
        bow_height = min(max(0.16 * abs(x1 - x0), 1.6 * clearance), 3.4 * clearance)
        space_above = min(cause.y, effect.y) - clearance - top
        # A cubic reaches three quarters of its handles' height.
        direction = 1.0 if space_above > 0.6 * metrics.dot_radius else -1.0
        bow_height = min(bow_height, space_above / 0.75) if direction > 0 else bow_height
        y0, y1 = cause.y - direction * clearance, effect.y - direction * clearance
        path = ((x0, y0), (x0, y0 - direction * bow_height), (x1, y1 - direction * bow_height), (x1, y1))
    else:
        direction = 1.0 if rise > 0 else -1.0
        y0, y1 = cause.y + direction * clearance, effect.y - direction * clearance
        # The curve leaves and arrives vertically: labels stand beside marks, never above them.
        handle_length = max(0.62 * abs(y1 - y0), 1.4 * clearance)
        path = ((x0, y0), (x0, y0 + direction * handle_length), (x1, y1 - direction * handle_length), (x1, y1))
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = path
    line_width, arrow_size = 1.15 * metrics.stroke, 0.62 * metrics.dot_radius
    curve = (("M", ax, ay), ("C", bx, by, cx, cy, dx, dy - direction * arrow_size))
    arrow = (
        ("M", dx - arrow_size, dy - direction * 1.7 * arrow_size),
        ("L", dx + arrow_size, dy - direction * 1.7 * arrow_size),
        ("L", dx, dy),
        ("Z",),
    )
    halo = themes.with_alpha(plot.theme.background, 0.7)
    return [
        VectorPath(curve, None, halo, line_width + 3.0, step=step),
        VectorPath(curve, None, themes.with_alpha(color, 0.85), line_width, step=step),
        VectorPath(arrow, color, step=step),
    ]


def links_around_words(links: Iterable[Item], marks: Iterable[Item]) -> list[Item]:
    """Return links with gaps where they would cross words."""
    boxes = [
        (text.x - 4.0, text.x + text.width + 4.0, text.y - 0.95 * text.font.size, text.y + 0.4 * text.font.size)
        for text in marks
        if isinstance(text, TextRun)
    ]
    return [piece for link in links for piece in _cut_at(link, boxes)]


def _cut_at(link: Item, boxes: Sequence[tuple[float, float, float, float]]) -> list[Item]:
    """Return the parts of a link outside of boxes."""
    points = list(_points_on(link)) if isinstance(link, VectorPath) else []
    is_free = [
        not any(left <= x <= right and top <= y <= bottom for left, right, top, bottom in boxes) for x, y in points
    ]
    if all(is_free):
        return [link]
    assert isinstance(link, VectorPath)
    pieces: list[Item] = []
    for free, group in groupby(zip(points, is_free, strict=True), key=lambda pair: pair[1]):
        part = [point for point, _ in group]
        if free and len(part) > 1:
            commands = (("M", *part[0]), *(("L", x, y) for x, y in part[1:]))
            pieces.append(replace(link, commands=commands))
    return pieces


def _points_on(path: VectorPath) -> Iterator[tuple[float, float]]:
    """Yield points along the one curve of a link."""
    if len(path.commands) != 2 or path.commands[1][0] != "C":
        return
    numbers = [float(number) for command in path.commands for number in command[1:]]
    for step in range(_POINTS_ON_LINK + 1):
        t = step / _POINTS_ON_LINK
        u = 1.0 - t
        shares = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        yield (
            sum(share * x for share, x in zip(shares, numbers[::2], strict=True)),
            sum(share * y for share, y in zip(shares, numbers[1::2], strict=True)),
        )


def _attachment(anchor: Anchor, other: Anchor, plot: PlotArea) -> float:
    """Return the x on a mark where a causal link attaches."""
    if anchor.last - anchor.first < 5 * plot.metrics.dot_radius:
        x = anchor.x
    else:
        inset = 1.4 * plot.metrics.dot_radius
        first, last = max(anchor.first, plot.x) + inset, min(anchor.last, plot.right) - inset
        x = min(max(other.x, first), max(first, last))
    return min(max(x, plot.x - _MAX_OFFSET), plot.right + _MAX_OFFSET)
