"""Computes the colour of the ground below a point of a Frame."""

from __future__ import annotations

import math
from collections.abc import Iterable

from desktop.render.colors import Color, background_at, fill_at, over
from desktop.render.frame import (
    Background,
    Ellipse,
    Fill,
    Item,
    MarkBatch,
    Polyline,
    Rectangle,
    RingSegment,
    VectorPath,
)
from desktop.render.glyph_bounds import Box, path_segments


def item_fill(item: Item) -> Fill | None:
    """Return the fill of an item, else its line colour."""
    if isinstance(item, Rectangle | Ellipse | VectorPath):
        return item.fill if item.fill is not None else item.stroke or None
    if isinstance(item, Polyline | RingSegment | MarkBatch):
        return item.color
    return None


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
