"""Draws causal links as arrows from an event to its effects.

A link is drawn when either of its events is selected, or both are highlighted.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from desktop.render import theme as themes
from desktop.render.frame import Item, TextRun, VectorPath
from desktop.render.timeline.marks.anchor import Anchor
from desktop.render.timeline.plot_area import PlotArea
from desktop.story.model import Story
from desktop.story.story_cache import StoryCache

_POINTS_ON_LINK: Final = 80
_POINTS_OF_COST: Final = 24
_COST_OF_CHANGE: Final = 0.05  # the share of a way for whose words another is not worth it
_MAX_OFFSET = 400.0  # painters fail millions of pixels out

_Point = tuple[float, float]
_Box = tuple[float, float, float, float]
"""The left, right, top and bottom of words."""


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
    links: Collection[tuple[str, str]],
    anchors: Mapping[str, Anchor],
    plot: PlotArea,
    top: float,
    words: Iterable[Item] = (),
) -> list[Item]:
    """Draw causal links between anchors as arrows.

    They stay below `top`. Where the camera stands still, each takes the way that crosses the fewest of the `words`.
    """
    items: list[Item] = []
    boxes = [] if plot.moving_camera or not links else _word_boxes(words)
    for cause, effect in links:
        cause_anchor, effect_anchor = anchors.get(cause), anchors.get(effect)
        if (
            cause_anchor is None
            or effect_anchor is None
            or max(cause_anchor.last, effect_anchor.last) < plot.x
            or min(cause_anchor.first, effect_anchor.first) > plot.right
        ):
            continue
        items += _draw_causal_link(cause_anchor, effect_anchor, plot, top, boxes)
    return items


def _draw_causal_link(cause: Anchor, effect: Anchor, plot: PlotArea, top: float, boxes: Sequence[_Box]) -> list[Item]:
    metrics = plot.metrics
    color = themes.blend(cause.color, plot.theme.paper, 0.35)
    steps = plot.steps or {}
    step = max(steps.get(cause.mark.id, 0), steps.get(effect.mark.id, 0))
    arrow_size = 0.62 * metrics.dot_radius
    ways = _ways(cause, effect, plot, top)
    way = min(enumerate(ways), key=lambda one: _cost(one[0], one[1], boxes, arrow_size))[1] if boxes else next(ways)
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = way.points
    toward_x, toward_y = way.toward
    line_width = 1.15 * metrics.stroke
    curve = (("M", ax, ay), ("C", bx, by, cx, cy, dx - toward_x * arrow_size, dy - toward_y * arrow_size))
    halo = themes.with_alpha(plot.theme.background, 0.7)
    items: list[Item] = [
        VectorPath(curve, None, halo, line_width + 3.0, step=step),
        VectorPath(curve, None, themes.with_alpha(color, 0.85), line_width, step=step),
    ]
    if not _is_head_covered(way, boxes, arrow_size):
        base_x, base_y = dx - 1.7 * toward_x * arrow_size, dy - 1.7 * toward_y * arrow_size
        arrow = (
            ("M", base_x - toward_y * arrow_size, base_y + toward_x * arrow_size),
            ("L", base_x + toward_y * arrow_size, base_y - toward_x * arrow_size),
            ("L", dx, dy),
            ("Z",),
        )
        items.append(VectorPath(arrow, color, step=step))
    return items


class _Way(NamedTuple):
    """Holds the four points of a curve, and where its arrow points."""

    points: tuple[_Point, _Point, _Point, _Point]
    toward: _Point


def _ways(cause: Anchor, effect: Anchor, plot: PlotArea, top: float) -> Iterator[_Way]:
    """Yield the ways of a link, the usual one first."""
    clearance = 1.75 * plot.metrics.dot_radius
    x0, x1 = _attachment(cause, effect, plot), _attachment(effect, cause, plot)
    rise = effect.y - cause.y
    is_level = abs(rise) < 2.4 * clearance
    space_above = min(cause.y, effect.y) - clearance - top
    above = space_above > 0.6 * plot.metrics.dot_radius
    is_stacked = is_level and abs(rise) > 0.5 * clearance
    if is_stacked and abs(x1 - x0) < 2 * clearance:
        yield from _hooks(cause, effect, clearance, plot)
    for start, end in itertools.product(_places(cause, x0, plot), _places(effect, x1, plot)):
        if is_stacked and abs(end - start) < 2 * clearance:  # a bow would double back through both marks
            continue
        if not is_level:
            direction = 1.0 if rise > 0 else -1.0
            y0, y1 = cause.y + direction * clearance, effect.y - direction * clearance
            # The curve leaves and arrives vertically: labels stand beside marks, never above them.
            handle = max(0.62 * abs(y1 - y0), 1.4 * clearance)
            points = ((start, y0), (start, y0 + direction * handle), (end, y1 - direction * handle), (end, y1))
            yield _Way(points, (0.0, direction))
            continue
        # On one row: a bow above or below, so that the arrow does not cross the labels between.
        for direction in (1.0, -1.0) if above else (-1.0,):
            bow_height = min(max(0.16 * abs(end - start), 1.6 * clearance), 3.4 * clearance)
            # A cubic reaches three quarters of its handles' height.
            bow_height = min(bow_height, space_above / 0.75) if direction > 0 else bow_height
            y0, y1 = cause.y - direction * clearance, effect.y - direction * clearance
            bow = -direction * bow_height
            yield _Way(((start, y0), (start, y0 + bow), (end, y1 + bow), (end, y1)), (0.0, direction))
    # In low rows there may be room beside a mark alone, away from its name, but never through the mark itself.
    for side in (1.0, -1.0):
        x = (effect.first if side > 0 else effect.last) - side * 0.5 * clearance
        if (x - x0) * side < 0.0:
            continue
        leaves = 0.0 if abs(rise) < 0.5 * clearance else clearance if rise > 0 else -clearance
        handle = max(0.4 * abs(x - x0), 1.6 * clearance)
        y0 = cause.y + leaves
        yield _Way(((x0, y0), (x0, y0 + 0.6 * rise), (x - side * handle, effect.y), (x, effect.y)), (side, 0.0))


def _hooks(cause: Anchor, effect: Anchor, clearance: float, plot: PlotArea) -> Iterator[_Way]:
    """Yield the ways to a mark right above or below, beside both."""
    for side in (1.0, -1.0):
        end = (effect.first if side > 0 else effect.last) - side * 0.5 * clearance
        start = end - side * 1.6 * clearance
        if max(cause.first, plot.x) + clearance < start < min(cause.last, plot.right) - clearance:  # a longer bar
            leaves = 0.9 * clearance if effect.y > cause.y else -0.9 * clearance
            first, handle = (start, cause.y + leaves), (start, effect.y)
        else:
            start = (cause.first if side > 0 else cause.last) - side * 0.5 * clearance
            first, handle = (start, cause.y), (start - side * 1.2 * clearance, cause.y)
        yield _Way((first, handle, (end - side * 1.2 * clearance, effect.y), (end, effect.y)), (side, 0.0))


def _places(anchor: Anchor, usual: float, plot: PlotArea) -> tuple[float, ...]:
    """Return where a link may attach, its usual place first."""
    inset = 1.4 * plot.metrics.dot_radius
    first, last = max(anchor.first, plot.x) + inset, min(anchor.last, plot.right) - inset
    if last - first < 3 * inset:
        return (usual,)
    return tuple(dict.fromkeys((usual, last, first, (first + last) / 2)))


def _cost(number: int, way: _Way, boxes: Sequence[_Box], arrow_size: float) -> float:
    """Return the cost of a way: words in it, and its number."""
    numbers = [value for point in way.points for value in point]
    near = _near(boxes, min(numbers[::2]), max(numbers[::2]), min(numbers[1::2]), max(numbers[1::2]))
    covered = sum(_is_covered(x, y, near) for x, y in _points_of_curve(numbers, _POINTS_OF_COST)) / _POINTS_OF_COST
    return _COST_OF_CHANGE * number + covered + 2.0 * _is_head_covered(way, boxes, arrow_size)


def _is_head_covered(way: _Way, boxes: Sequence[_Box], arrow_size: float) -> bool:
    (x, y), (toward_x, toward_y) = way.points[3], way.toward
    base_x, base_y = x - 1.7 * toward_x * arrow_size, y - 1.7 * toward_y * arrow_size
    beside_x, beside_y = abs(toward_y) * arrow_size, abs(toward_x) * arrow_size
    left, right = min(x, base_x) - beside_x, max(x, base_x) + beside_x
    top, bottom = min(y, base_y) - beside_y, max(y, base_y) + beside_y
    return bool(_near(boxes, left, right, top, bottom))


def _near(boxes: Sequence[_Box], left: float, right: float, top: float, bottom: float) -> list[_Box]:
    return [box for box in boxes if box[0] <= right and box[1] >= left and box[2] <= bottom and box[3] >= top]


def _is_covered(x: float, y: float, boxes: Iterable[_Box]) -> bool:
    return any(left <= x <= right and top <= y <= bottom for left, right, top, bottom in boxes)


def _word_boxes(items: Iterable[Item]) -> list[_Box]:
    return [
        (text.x - 4.0, text.x + text.width + 4.0, text.y - 0.95 * text.font.size, text.y + 0.4 * text.font.size)
        for text in items
        if isinstance(text, TextRun)
    ]


def links_around_words(links: Iterable[Item], marks: Iterable[Item]) -> list[Item]:
    """Return links with gaps where they would cross words."""
    links = tuple(links)
    if not links:  # as in most frames
        return []
    boxes = _word_boxes(marks)
    return [piece for link in links for piece in _cut_at(link, boxes)]


def _cut_at(link: Item, boxes: Sequence[_Box]) -> list[Item]:
    """Return the parts of a link outside of boxes."""
    points = list(_points_on(link)) if isinstance(link, VectorPath) else []
    is_free = [not _is_covered(x, y, boxes) for x, y in points]
    if all(is_free):
        return [link]
    assert isinstance(link, VectorPath)
    pieces: list[Item] = []
    for free, group in itertools.groupby(zip(points, is_free, strict=True), key=lambda pair: pair[1]):
        part = [point for point, _ in group]
        if free and len(part) > 1:
            commands = (("M", *part[0]), *(("L", x, y) for x, y in part[1:]))
            pieces.append(replace(link, commands=commands))
    return pieces


def _points_on(path: VectorPath) -> Iterator[tuple[float, float]]:
    """Yield points along the one curve of a link."""
    if len(path.commands) != 2 or path.commands[1][0] != "C":
        return
    yield from _points_of_curve([float(number) for command in path.commands for number in command[1:]], _POINTS_ON_LINK)


def _points_of_curve(numbers: Sequence[float], count: int) -> Iterator[_Point]:
    """Yield points along a cubic curve from its four points."""
    for step in range(count + 1):
        t = step / count
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
