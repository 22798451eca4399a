"""Computes where the drawn shape of a date begins and ends."""

from __future__ import annotations

from collections.abc import Callable

from desktop.fast_dataclass import dataclass
from desktop.timeline.date_shapes import DateShape

XOfInstant = Callable[[int], float]
"""Returns the canvas x of a second, possibly far outside."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Holds the colours, sizes and limits of drawing a mark."""

    color: str
    ground: str
    dot_radius: float
    bar_height: float
    stroke: float
    plot_left: float
    plot_right: float
    step: int = 0


def drawing_margins(shape: DateShape, dot_radius: float, bar_height: float) -> tuple[float, float]:
    """Return the pixels that a shape needs beyond its dates.

    The first is before its start, the second after its end.
    """
    before = after = dot_radius + 1.5
    if shape.blur_start and shape.kind == "dot":
        before = after = 1.9 * dot_radius
    if shape.open_start:
        before = 4.4 * bar_height
    if shape.open_end:
        after = 4.4 * bar_height
    if shape.unknown_start:
        before = 3.2 * bar_height
    if shape.unknown_end:
        after = 3.2 * bar_height
    return before, after


def drawn_extent(shape: DateShape, x_of: XOfInstant, pen: Pen) -> tuple[float, float]:
    """Return the first and last x of a drawn shape."""
    if shape.kind == "dot":
        middle = x_of(shape.centre)
        return middle - pen.dot_radius, middle + pen.dot_radius
    first, last = x_of(shape.start), x_of(shape.end)
    min_width = min_bar_width(shape, pen) if shape.kind == "bar" else 2 * pen.dot_radius
    if last - first < min_width:
        middle = (first + last) / 2
        first, last = middle - min_width / 2, middle + min_width / 2
    before, after = drawing_margins(shape, pen.dot_radius, pen.bar_height)
    first -= before if shape.open_start or shape.unknown_start else 0.0
    last += after if shape.open_end or shape.unknown_end else 0.0
    return first, last


def min_bar_width(shape: DateShape, pen: Pen) -> float:
    """Return the least width at which a bar shows its certainty."""
    if shape.dashed or shape.is_planned or shape.status in ("reported", "disputed"):
        return 2 * pen.dot_radius
    return 1.3 * pen.bar_height if shape.blur_start or shape.blur_end else 0.42 * pen.bar_height


def clamp_near_plot(x: float, pen: Pen) -> float:
    """Return `x` limited to 300 pixels around the plot.

    Painters fail millions of pixels out.
    """
    return min(max(x, pen.plot_left - 300.0), pen.plot_right + 300.0)


def is_near_plot(x: float, pen: Pen) -> bool:
    """Return whether a dot at `x` may reach into the plot."""
    return pen.plot_left - 60.0 <= x <= pen.plot_right + 60.0
