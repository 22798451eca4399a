"""Turns strokes drawn by hand into items of a Frame.

Screen and export thus paint them alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from desktop.fast_dataclass import dataclass
from desktop.render.frame import Ellipse, Frame, Item, Polyline
from desktop.render.theme import Theme

Point = tuple[float, float]
"""A point (x, y) of the 1920-wide canvas."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """Holds one stroke of the pen: colour, width and points.

    `color` is a colour name of the theme; the width is in canvas pixels.
    """

    color: str
    width: float
    points: tuple[Point, ...]

    def passes_near(self, start: Point, end: Point, tolerance: float) -> bool:
        """Return whether the stroke passes within `tolerance` of a segment."""
        segments = pairwise(self.points) if len(self.points) > 1 else [(self.points[0], self.points[0])]
        return any(_segment_distance(start, end, *segment) <= tolerance for segment in segments)

    def item(self, theme: Theme) -> Item:
        """Return the stroke as an item of a frame.

        One point is a dot, more are a curve with round ends.
        """
        color = theme.color(self.color)
        if len(self.points) == 1:
            x, y = self.points[0]
            return Ellipse(x, y, self.width / 2, self.width / 2, fill=color)
        coordinates = tuple(value for point in self.points for value in point)
        return Polyline(coordinates, color, self.width, rounded=True, curved=True)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Holds the strokes on one slide and the slide's aspect.

    `aspect` is what the slide had while they were drawn, such as "16:9".
    """

    strokes: tuple[Stroke, ...]
    aspect: str


def ink_frame(strokes: Iterable[Stroke], theme: Theme, width: float, height: float) -> Frame:
    """Return a transparent frame with the strokes."""
    return Frame(width, height, None, tuple(stroke.item(theme) for stroke in strokes))


def _segment_distance(start: Point, end: Point, other_start: Point, other_end: Point) -> float:
    """Return the distance between two segments, 0 where they cross."""
    if _side(start, end, other_start) * _side(start, end, other_end) < 0 and (
        _side(other_start, other_end, start) * _side(other_start, other_end, end) < 0
    ):
        return 0.0
    return min(
        _distance_to_segment(start, other_start, other_end),
        _distance_to_segment(end, other_start, other_end),
        _distance_to_segment(other_start, start, end),
        _distance_to_segment(other_end, start, end),
    )


def _side(start: Point, end: Point, point: Point) -> float:
    """Return a sign: the side of a line a point is on."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _distance_to_segment(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from the segment between two others."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    fraction = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return float(((x - ax - fraction * dx) ** 2 + (y - ay - fraction * dy) ** 2) ** 0.5)
