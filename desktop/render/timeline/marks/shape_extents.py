"""Computes where the drawn shape of a date begins and ends."""

from __future__ import annotations

from collections.abc import Callable

from desktop.fast_dataclass import dataclass
from desktop.timeline.date_shapes import DateShape
from desktop.timeline.label_box import ENDLESS

XOfInstant = Callable[[float], float]
"""Returns the canvas x of a second, possibly far outside."""

_BEYOND_PX = 24.0

PLAIN_BAR_WIDTH = 0.42
"""The least width of a bar without any doubt, in its heights."""

DIAMOND = 1.05
"""Half of the width of a diamond, in radii of a dot."""

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
    margin_right: float = 0.0  # of the drawing, beyond the plot

    @property
    def off_right(self) -> float:
        """Return where what runs off the plot ends, out of sight."""
        return self.plot_right + self.margin_right + self.bar_height


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
    first, last = x_of(shape.start + shape.fraction), x_of(shape.end - shape.end_fraction)
    min_width = min_bar_width(shape, pen) if shape.kind == "bar" else 2 * pen.dot_radius
    if last - first < min_width:
        middle = (first + last) / 2
        first, last = middle - min_width / 2, middle + min_width / 2
    if shape.kind in ("one_of", "all_of"):  # a diamond reaches beyond the middle of its date
        centres = [x_of(part.centre) for part in shape.parts]
        first = min(first, min(centres) - DIAMOND * pen.dot_radius)
        last = max(last, max(centres) + DIAMOND * pen.dot_radius)
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
    return 1.3 * bar_height if shape.blur_start or shape.blur_end else PLAIN_BAR_WIDTH * bar_height


def min_bar_width(shape: DateShape, pen: Pen) -> float:
    """Return the least width at which a bar shows its certainty."""
    return min_width_px(shape, pen.dot_radius, pen.bar_height)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Holds seconds of a shape that have one ground for words.

    It is `solid` where the shape has its full colour.
    """

    start: float
    end: float
    solid: bool

    @property
    def length(self) -> float:
        """Return the seconds from start to end."""
        return self.end - self.start


def word_stretches(shape: DateShape) -> list[Stretch]:
    """Return the stretches of a shape in which a title may stand.

    It is what is certain of a bar, then the ends that are possible, and all of a bracket. A blurred end has none: its
    ground changes below the word. Where no part has its full colour, one word may stand in several.
    """
    is_hollow = shape.is_within or (shape.is_planned and not shape.dashed)
    if shape.kind == "bracket" or (shape.kind == "bar" and is_hollow):
        start, end = -ENDLESS if shape.open_start else shape.start, ENDLESS if shape.open_end else shape.end
        return [Stretch(start, end, solid=False)]
    if shape.kind != "bar" or shape.status in ("reported", "disputed"):
        return []
    certain = Stretch(
        -ENDLESS if shape.open_start else shape.certain_start,
        ENDLESS if shape.open_end else shape.certain_end,
        solid=not (shape.dashed or shape.is_planned),
    )
    if certain.length <= 0 and not (shape.blur_start or shape.blur_end or shape.unknown_start or shape.unknown_end):
        return [Stretch(shape.start, shape.end, solid=False)]  # two possible ends that overlap
    stretches = [certain] if certain.length > 0 else []
    if not shape.blur_start and not shape.unknown_start and shape.start < shape.certain_start:
        stretches.append(Stretch(shape.start, min(shape.certain_start, shape.end), solid=False))
    if not shape.blur_end and not shape.unknown_end and shape.certain_end < shape.end:
        stretches.append(Stretch(max(shape.certain_end, shape.start), shape.end, solid=False))
    if len(stretches) > 1 and not certain.solid:
        return [Stretch(min(one.start for one in stretches), max(one.end for one in stretches), solid=False)]
    return stretches


def inner_stretch(shape: DateShape) -> Stretch | None:
    """Return where the title stands in a shape, None for nowhere.

    What is certain comes first, unless a possible end is more than twice as long.
    """
    stretches = word_stretches(shape)
    if len(stretches) < 2:
        return stretches[0] if stretches else None
    return max(stretches, key=lambda one: one.length * (2 if one is stretches[0] else 1))


def clamp_near_plot(x: float, pen: Pen) -> float:
    """Return `x` limited to a little beyond the plot.

    Painters fail millions of pixels out.
    """
    return min(max(x, pen.plot_left - _BEYOND_PX), pen.plot_right + pen.margin_right + _BEYOND_PX)


def is_near_plot(x: float, pen: Pen) -> bool:
    """Return whether a dot at `x` may reach into the plot."""
    return pen.plot_left - 60.0 <= x <= pen.plot_right + 60.0
