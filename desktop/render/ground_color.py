"""Computes the colour of the ground below a point of a Frame."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from functools import lru_cache

from desktop.render.frame import (
    Background,
    Ellipse,
    Fill,
    Item,
    LinearGradient,
    MarkBatch,
    Polyline,
    RadialGradient,
    Rectangle,
    RingSegment,
    VectorPath,
)
from desktop.render.ink_boxes import Box, path_segments

Color = tuple[float, float, float]
"""Red, green and blue, 0 to 255."""


@lru_cache(maxsize=1024)
def parse_color(text: str) -> tuple[Color, float]:
    """Return the channels and alpha (0 to 1) of a colour."""
    channels = (float(int(text[1:3], 16)), float(int(text[3:5], 16)), float(int(text[5:7], 16)))
    return channels, int(text[7:9], 16) / 255 if len(text) == 9 else 1.0


def over(color: Color, alpha: float, ground: Color) -> Color:
    """Return a colour painted over a ground."""
    return (
        ground[0] + (color[0] - ground[0]) * alpha,
        ground[1] + (color[1] - ground[1]) * alpha,
        ground[2] + (color[2] - ground[2]) * alpha,
    )


@lru_cache(maxsize=16384)
def luminance(color: Color) -> float:
    """Return the relative luminance of WCAG 2, 0 to 1."""

    def linear(channel: float) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2])


def contrast(color: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    darker, lighter = sorted((luminance(color), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def fill_at(fill: Fill, x: float, y: float) -> tuple[Color, float]:
    """Return the colour and the alpha of a fill at a point."""
    if isinstance(fill, str):
        return parse_color(fill)
    if isinstance(fill, LinearGradient):
        dx, dy = fill.x1 - fill.x0, fill.y1 - fill.y0
        length = dx * dx + dy * dy
        offset = ((x - fill.x0) * dx + (y - fill.y0) * dy) / length if length else 0.0
    else:
        offset = math.hypot(x - fill.x, y - fill.y) / fill.radius if fill.radius else 1.0
    return _stop_at(fill, max(0.0, min(1.0, offset)))


def _stop_at(fill: LinearGradient | RadialGradient, offset: float) -> tuple[Color, float]:
    stops = fill.stops
    if not stops:
        return (0.0, 0.0, 0.0), 0.0
    if offset <= stops[0].offset:
        return parse_color(stops[0].color)
    for before, after in itertools.pairwise(stops):
        if offset <= after.offset:
            share = (offset - before.offset) / ((after.offset - before.offset) or 1.0)
            (color, alpha), (next_color, next_alpha) = parse_color(before.color), parse_color(after.color)
            return over(next_color, share, color), alpha + (next_alpha - alpha) * share
    return parse_color(stops[-1].color)


def item_fill(item: Item) -> Fill | None:
    """Return the fill of an item, else its line colour."""
    if isinstance(item, Rectangle | Ellipse | VectorPath):
        return item.fill if item.fill is not None else item.stroke or None
    if isinstance(item, Polyline | RingSegment | MarkBatch):
        return item.color
    return None


def background_at(background: Background | None, x: float, y: float) -> Color:
    """Return the colour of a background, its glows included."""
    if background is None:
        return (0.0, 0.0, 0.0)
    color = parse_color(background.color)[0]
    for glow in background.glows:
        color = over(*fill_at(glow, x, y), color)
    return color


def background_extremes(background: Background | None) -> tuple[Color, ...]:
    """Return the colours that a background has at its ends.

    With one glow, every other colour of the ground lies between them.
    """
    if background is None:
        return ((0.0, 0.0, 0.0),)
    plain = parse_color(background.color)[0]
    colors = {plain}
    for glow in background.glows:
        colors |= {over(*parse_color(stop.color), known) for stop in glow.stops for known in tuple(colors)}
    return tuple(colors)


def ground_at(background: Background | None, below: Iterable[tuple[Item, Box]], x: float, y: float) -> Color:
    """Return the colour of the background and fills at a point.

    `below` holds the items under the point's owner with their boxes, in the order they are painted.
    """
    color = background_at(background, x, y)
    for item, box in below:
        if box[0] <= x <= box[2] and box[1] <= y <= box[3] and _covers(item, box, x, y):
            fill = item_fill(item)
            if fill is not None:
                color = over(*fill_at(fill, x, y), color)
    return color


def _covers(item: Item, box: Box, x: float, y: float) -> bool:
    """Return whether a point in an item's box lies on its fill."""
    if isinstance(item, Rectangle):
        return item.fill is not None
    if isinstance(item, MarkBatch):
        return item.kind == "box" or _in_ellipse(box, x, y)
    if isinstance(item, Ellipse):
        return item.fill is not None and _in_ellipse(box, x, y)
    if isinstance(item, RingSegment):
        distance = math.hypot(x - item.x, y - item.y)
        angle = math.degrees(math.atan2(x - item.x, item.y - y))
        return abs(distance - item.radius) <= item.thickness / 2 and (
            (angle - item.start_angle) % 360.0 <= item.sweep_angle
        )
    if isinstance(item, VectorPath) and item.fill is not None:
        crossings = 0
        for (x0, y0), (x1, y1) in path_segments(item):
            if (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0):
                crossings += 1
        return crossings % 2 == 1
    return False


def _in_ellipse(box: Box, x: float, y: float) -> bool:
    radius_x, radius_y = (box[2] - box[0]) / 2 or 1.0, (box[3] - box[1]) / 2 or 1.0
    return math.hypot((x - (box[0] + box[2]) / 2) / radius_x, (y - (box[1] + box[3]) / 2) / radius_y) <= 1.0
