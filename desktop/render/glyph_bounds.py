"""Finds the boxes of texts, glyphs and marks on a Frame.

A box is (left, top, right, bottom) in canvas pixels. Boxes of ink are smaller than boxes of lines: two lines of a title
may share a line box where no letter meets another.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from PySide6.QtGui import QTextLayout

from desktop.render.font_files import font_for, font_metrics, qfont
from desktop.render.frame import (
    Ellipse,
    Font,
    Image,
    Item,
    MarkBatch,
    Polyline,
    Rectangle,
    RingSegment,
    TextRun,
    VectorPath,
)

Box = tuple[float, float, float, float]
Segment = tuple[float, float, float, float]
_CURVE_PARTS: Final = 8  # straight parts that stand for a curve of a path
_OVERHANG: Final = 0.3  # of the size, by which letters in a bar may reach over its edges
_MOST_ASCENT: Final = 3.0  # in sizes of the font
_extents: Final[dict[Font, dict[str, tuple[float, float]]]] = {}


def text_box(run: TextRun) -> Box:
    """Return a box around a run's ink.

    It comes from its letters one by one: exact for scripts whose letters do not change beside each other, and near
    enough for the others.
    """
    top, bottom = _vertical_extent(run.text, run.font)
    return run.x, run.y + top, run.x + run.width, run.y + bottom


@lru_cache(maxsize=8192)
def _vertical_extent(text: str, font: Font) -> tuple[float, float]:
    """Return the top and bottom of ink, from the baseline."""
    known = _extents.setdefault(font, {})
    top = bottom = 0.0
    for character in set(text):
        extent = known.get(character)
        if extent is None:
            metrics = font_metrics(font)
            rect = metrics.tightBoundingRect(character)
            extent = (rect.top(), rect.bottom())
            if (
                max(-extent[0], extent[1]) > _MOST_ASCENT * font.size
            ):  # Qt's answer for an Arabic vowel alone is 100,000
                extent = (-metrics.ascent(), metrics.descent())
            known[character] = extent
        top, bottom = min(top, extent[0]), max(bottom, extent[1])
    return top, bottom


@lru_cache(maxsize=2048)
def _glyph_boxes_at_origin(text: str, font: Font) -> tuple[Box, ...]:
    layout = QTextLayout(text, qfont(font_for(text, font)))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    baseline = line.ascent()
    left = line.naturalTextRect().left()
    boxes = []
    for glyph_run in layout.glyphRuns():
        raw_font = glyph_run.rawFont()
        for index, position in zip(glyph_run.glyphIndexes(), glyph_run.positions(), strict=True):
            rect = raw_font.boundingRect(index)
            if rect.width() > 0 and rect.height() > 0:
                x, y = position.x() - left, position.y() - baseline
                boxes.append((x + rect.left(), y + rect.top(), x + rect.right(), y + rect.bottom()))
    return tuple(boxes)


def glyph_boxes(run: TextRun) -> tuple[Box, ...]:
    """Return the box of each glyph of a run with ink."""
    return tuple(moved(box, run.x, run.y) for box in _glyph_boxes_at_origin(run.text, run.font))


def moved(box: Box, x: float, y: float) -> Box:
    """Return a box moved by (x, y)."""
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def shrunk(box: Box, by: float) -> Box:
    """Return a box that is smaller by `by` on each side."""
    return box[0] + by, box[1] + by, box[2] - by, box[3] - by


def sides(box: Box) -> tuple[float, float]:
    """Return the width and the height of a box."""
    return box[2] - box[0], box[3] - box[1]


def overlap(box: Box, other: Box) -> float:
    """Return how deep two boxes overlap, 0 where they do not."""
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    return max(0.0, min(wide, high))


def intersection(box: Box, other: Box) -> Box:
    """Return the common part of two boxes, perhaps of negative size."""
    return max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3])


def stands_in(run: TextRun, box: Box, bar: Box) -> bool:
    """Return whether a text stands in a bar, but for letters' ends.

    Arabic letters reach further up and down than a bar around Latin ones is high.
    """
    overhang = _OVERHANG * run.font.size
    return bar[0] <= box[0] and box[2] <= bar[2] and bar[1] - overhang <= box[1] and box[3] <= bar[3] + overhang


def is_inside(box: Box, outer: Box, tolerance: float = 0.0) -> bool:
    """Return whether a box lies in another, but for `tolerance`."""
    return (
        box[0] >= outer[0] - tolerance
        and box[1] >= outer[1] - tolerance
        and box[2] <= outer[2] + tolerance
        and box[3] <= outer[3] + tolerance
    )


def item_boxes(item: Item) -> Iterator[Box]:
    """Yield the boxes of an item that is no text."""
    if type(item) is Rectangle or type(item) is Image:  # most marks, quicker than by a union of classes
        yield item.x, item.y, item.x + item.width, item.y + item.height
    elif isinstance(item, Polyline):
        half = item.width / 2
        xs, ys = item.points[::2], item.points[1::2]
        if xs:
            yield min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half
    elif isinstance(item, Ellipse):
        half = item.stroke_width / 2 if item.stroke else 0.0
        yield item.x - item.rx - half, item.y - item.ry - half, item.x + item.rx + half, item.y + item.ry + half
    elif isinstance(item, RingSegment):
        outer = item.radius + item.thickness / 2
        yield item.x - outer, item.y - outer, item.x + outer, item.y + outer
    elif isinstance(item, VectorPath):
        points = [point for first, second in path_segments(item) for point in (first, second)]
        if points:
            xs, ys = zip(*points, strict=True)
            yield min(xs), min(ys), max(xs), max(ys)
    elif isinstance(item, MarkBatch):
        values = item.coordinates
        if item.kind == "box":
            for x, y, width, height in zip(values[::4], values[1::4], values[2::4], values[3::4], strict=True):
                yield x, y, x + width, y + height
        else:
            for x, y, radius in zip(values[::3], values[1::3], values[2::3], strict=True):
                yield x - radius, y - radius, x + radius, y + radius


def path_segments(path: VectorPath) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight parts of a path's outline."""
    start = here = (0.0, 0.0)
    for name, *values in path.commands:
        numbers = [float(value) for value in values]
        if name == "M":
            start = here = (numbers[0], numbers[1])
        elif name == "L":
            yield here, (numbers[0], numbers[1])
            here = (numbers[0], numbers[1])
        elif name == "C":
            points = [_curve_point(here, numbers, part / _CURVE_PARTS) for part in range(_CURVE_PARTS + 1)]
            yield from pairwise(points)
            here = points[-1]
        else:
            yield here, start
            here = start


def _curve_point(start: tuple[float, float], numbers: list[float], t: float) -> tuple[float, float]:
    """Return the point of a cubic Bézier curve at `t`."""
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    x1, y1, x2, y2, x3, y3 = numbers
    return a * start[0] + b * x1 + c * x2 + d * x3, a * start[1] + b * y1 + c * y2 + d * y3


def edge_meets(item: Item, item_box: Box, box: Box) -> bool:
    """Return whether an item's edge or line runs through a box.

    A box that lies in a filled shape, or in the hole of a ring, meets no edge.
    """
    if isinstance(item, Rectangle) or (isinstance(item, MarkBatch) and item.kind == "box"):
        return overlap(box, item_box) > 0 and not is_inside(box, item_box)
    if isinstance(item, Polyline):
        half = item.width / 2
        grown = shrunk(box, -half)
        points = tuple(zip(item.points[::2], item.points[1::2], strict=True))
        return any(_segment_meets((*first, *second), grown) for first, second in pairwise(points))
    if isinstance(item, VectorPath):
        return any(_segment_meets((*first, *second), box) for first, second in path_segments(item))
    center_x, center_y = (item_box[0] + item_box[2]) / 2, (item_box[1] + item_box[3]) / 2
    if isinstance(item, RingSegment):
        inner, outer = item.radius - item.thickness / 2, item.radius + item.thickness / 2
        return any(
            inner < math.hypot(x - center_x, y - center_y) < outer
            and (math.degrees(math.atan2(x - center_x, center_y - y)) - item.start_angle) % 360.0 <= item.sweep_angle
            for x, y in _grid(box)
        )
    radius_x, radius_y = (item_box[2] - item_box[0]) / 2, (item_box[3] - item_box[1]) / 2
    return _ellipse_edge_meets(box, center_x, center_y, radius_x, radius_y)


def _ellipse_edge_meets(box: Box, x: float, y: float, radius_x: float, radius_y: float) -> bool:
    """Return whether an ellipse's edge runs through a box."""
    if radius_x <= 0 or radius_y <= 0:
        return False
    near_x, near_y = min(max(x, box[0]), box[2]) - x, min(max(y, box[1]), box[3]) - y
    far_x, far_y = max(abs(box[0] - x), abs(box[2] - x)), max(abs(box[1] - y), abs(box[3] - y))
    return math.hypot(near_x / radius_x, near_y / radius_y) < 1.0 < math.hypot(far_x / radius_x, far_y / radius_y)


def _grid(box: Box) -> Iterable[tuple[float, float]]:
    """Return points spread over a box."""
    return [
        (box[0] + (box[2] - box[0]) * column / 12, box[1] + (box[3] - box[1]) * row / 4)
        for column in range(13)
        for row in range(5)
    ]


def _segment_meets(segment: Segment, box: Box) -> bool:
    """Return whether a segment runs through a box (Liang and Barsky)."""
    x0, y0, x1, y1 = segment
    enter, leave = 0.0, 1.0
    for delta, low, high in ((x1 - x0, box[0] - x0, box[2] - x0), (y1 - y0, box[1] - y0, box[3] - y0)):
        if delta == 0.0:
            if low >= 0.0 or high <= 0.0:
                return False
            continue
        first, second = sorted((low / delta, high / delta))
        enter, leave = max(enter, first), min(leave, second)
        if enter >= leave:
            return False
    return True
