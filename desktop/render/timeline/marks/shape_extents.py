"""Computes where the drawn shape of a date begins and ends."""

from __future__ import annotations

from collections.abc import Callable

from desktop.fast_dataclass import dataclass
from desktop.timeline.date_shapes import DateShape

XOfInstant = Callable[[float], float]
"""Returns the canvas x of a second, possibly far outside."""

_BEYOND_PX = 24.0

BAR_INSET = 1.0
"""The pixels by which a long bar is shorter at each end, so that two that touch can be told apart."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Holds the colours, sizes and limits of drawing a mark.

    On a thin strip, a pen without symbols draws no brackets and question marks.
    """

    color: str
    ground: str
    dot_radius: float
    bar_height: float
    stroke: float
    plot_left: float
    plot_right: float
    step: int = 0
    has_symbols: bool = True


def drawing_margins(shape: DateShape, dot_radius: float, bar_height: float) -> tuple[float, float]:
    """Return the pixels that a shape needs beyond its dates.

    The first is before its start, the second after its end. An open end has none: it runs on for ever.
    """
    before = after = 1.5 if shape.is_within else dot_radius + 1.5
    if shape.blur_start and shape.kind == "dot":
        before = after = 1.9 * dot_radius
    if shape.unknown_start:
        before = 3.2 * bar_height
    if shape.unknown_end:
        after = 3.2 * bar_height
    return before, after


def drawn_extent(shape: DateShape, x_of: XOfInstant, pen: Pen) -> tuple[float, float]:
    """Return the first and last x of a drawn shape.

    An open end reaches to the edge of the plot.
    """
    if shape.kind == "dot":
        middle = x_of(shape.centre + shape.fraction)
        return middle - pen.dot_radius, middle + pen.dot_radius
    first, last = x_of(shape.start), x_of(shape.end)
    min_width = min_bar_width(shape, pen) if shape.kind == "bar" else 2 * pen.dot_radius
    if last - first < min_width:
        middle = (first + last) / 2
        first, last = middle - min_width / 2, middle + min_width / 2
    if shape.unknown_start or shape.unknown_end:
        before, after = drawing_margins(shape, pen.dot_radius, pen.bar_height)
        first -= before if shape.unknown_start else 0.0
        last += after if shape.unknown_end else 0.0
    if shape.open_start:
        first = min(first, pen.plot_left)
    if shape.open_end:
        last = max(last, pen.plot_right)
    return first, last


def min_width_px(shape: DateShape, dot_radius: float, bar_height: float) -> float:
    """Return the least width at which a shape shows its certainty."""
    if shape.kind == "dot":
        return 0.0
    if shape.kind != "bar" or shape.dashed or shape.is_planned or shape.status in ("reported", "disputed"):
        return 2 * dot_radius
    return 1.3 * bar_height if shape.blur_start or shape.blur_end else 0.42 * bar_height


def min_bar_width(shape: DateShape, pen: Pen) -> float:
    """Return the least width at which a bar shows its certainty."""
    return min_width_px(shape, pen.dot_radius, pen.bar_height)


def inner_stretch(shape: DateShape) -> tuple[int, int] | None:
    """Return the seconds between which a title may stand in a shape.

    It is what is certain of a bar, and all of a bracket. None stands for a shape without room for words.
    """
    if shape.kind == "bracket" or (shape.kind == "bar" and shape.is_within):
        return shape.start, shape.end
    if shape.kind != "bar" or shape.status in ("reported", "disputed"):
        return None
    if is_solid(shape) or shape.dashed:
        return shape.certain_start, shape.certain_end
    return shape.start, shape.end


def is_solid(shape: DateShape) -> bool:
    """Return whether most of a bar is filled with its colour."""
    if shape.kind != "bar" or shape.is_within or shape.dashed or shape.is_planned:
        return False
    is_open = shape.open_start or shape.open_end
    return is_open or shape.certain_end - shape.certain_start > 0.34 * (shape.end - shape.start)


def clamp_near_plot(x: float, pen: Pen) -> float:
    """Return `x` limited to a little beyond the plot.

    Painters fail millions of pixels out.
    """
    return min(max(x, pen.plot_left - _BEYOND_PX), pen.plot_right + _BEYOND_PX)


def is_near_plot(x: float, pen: Pen) -> bool:
    """Return whether a dot at `x` may reach into the plot."""
    return pen.plot_left - 60.0 <= x <= pen.plot_right + 60.0
