"""Draws the shape of a date, one for each certainty.

All are told apart without colour. A certain day is a disc, a span a bar of its true width, and a
moment somewhere in a year a light bracket. `~` has no edges, `?`
an outline in dashes, `X` brackets, an open end an arrow, an unknown one a question mark, `[one of]` hollow diamonds on
a dotted line, `{all of}` solid ones on a solid line, significant digits a whisker. Planned is hollow, reported has a
core, disputed is half full, and claimed dates are joined by a line.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.render import theme as themes
from desktop.render.frame import (
    Ellipse,
    GradientStop,
    Item,
    Polyline,
    RadialGradient,
    Rectangle,
    VectorPath,
)
from desktop.render.timeline.marks.bars import (
    CERTAIN_OPACITY,
    curve_fill,
    draw_bar,
    end_symbols,
    opacity_curve,
    open_margins,
)
from desktop.render.timeline.marks.shape_extents import (
    DIAMOND,
    Pen,
    XOfInstant,
    clamp_near_plot,
    drawn_extent,
    is_near_plot,
)
from desktop.timeline.date_shapes import DateShape

_CIRCLE_HANDLE = 0.5523  # the handles of a cubic that draws a quarter of a circle of radius 1


def draw_shape(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Return the items of a date's shape, centred on the line `y`."""
    return _DRAWERS[shape.kind](shape, x_of, y, pen)


# -- dots --------------------------------------------------------------------------------------------------------------


def draw_dot(x: float, y: float, pen: Pen, shape: DateShape) -> list[Item]:
    """Return a disc that shows certainty and status."""
    r, step = pen.dot_radius, pen.step
    if shape.blur_start:
        stops = ((0.0, CERTAIN_OPACITY), (0.35, 0.8), (0.7, 0.28), (1.0, 0.0))
        glow = RadialGradient(
            x, y, 1.9 * r, tuple(GradientStop(at, themes.with_alpha(pen.color, alpha)) for at, alpha in stops)
        )
        blurred_disc: list[Item] = [Ellipse(x, y, 1.9 * r, 1.9 * r, glow, step=step)]
        return [*blurred_disc, *_ring(x, y, pen, (0.8 * r, 0.62 * r))] if shape.dashed else blurred_disc
    if shape.dashed:
        return _ring(x, y, pen, (0.8 * r, 0.62 * r))
    if shape.is_planned:
        return _ring(x, y, pen)
    if shape.status == "reported":
        return [*_ring(x, y, pen), Ellipse(x, y, 0.42 * r, 0.42 * r, pen.color, step=step)]
    if shape.status == "disputed":
        inner = r - pen.stroke / 2
        k = _CIRCLE_HANDLE * inner
        half = VectorPath(
            (
                ("M", x, y - inner),
                ("C", x - k, y - inner, x - inner, y - k, x - inner, y),
                ("C", x - inner, y + k, x - k, y + inner, x, y + inner),
                ("Z",),
            ),
            pen.color,
            step=step,
        )
        return [*_ring(x, y, pen), half]
    return [Ellipse(x, y, r, r, pen.color, step=step)]


def dot_halo(x: float, y: float, pen: Pen) -> Ellipse:
    """Return the dark rim that separates overlapping dots."""
    return Ellipse(x, y, pen.dot_radius + 1.4, pen.dot_radius + 1.4, themes.with_alpha(pen.ground, 0.75), step=pen.step)


def _ring(x: float, y: float, pen: Pen, dash: tuple[float, ...] = ()) -> list[Item]:
    inner = pen.dot_radius - pen.stroke / 2
    return [Ellipse(x, y, inner, inner, None, pen.color, pen.stroke, dash, pen.step)]


def _dot(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    x = x_of(shape.centre + shape.fraction)
    if not is_near_plot(x, pen):
        return _day_underline(shape, x_of, y, pen)
    return [*_day_underline(shape, x_of, y, pen), *draw_dot(x, y, pen, shape)]


def _day_underline(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Underline the whole day once it is wider than its dot.

    The line shows the precision of the date; it runs below the words beside the dot. A moment with a fraction of its second is
    more precise than that.
    """
    if shape.fraction:
        return []
    first, last = clamp_near_plot(x_of(shape.start), pen), clamp_near_plot(x_of(shape.end), pen)
    if last - first < 5 * pen.dot_radius:
        return []
    below, stroke = y + 0.5 * pen.bar_height + 1.5, max(1.0, 0.5 * pen.stroke)
    return [Polyline((first, below, last, below), themes.with_alpha(pen.color, 0.5), stroke, step=pen.step)]


# -- brackets, whiskers, sets, claims --------------------------------------------------------------------------------------


def _bracket(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw the range of unspecified digits as bare brackets."""
    first, last = drawn_extent(shape, x_of, pen)
    left, right = clamp_near_plot(first, pen), clamp_near_plot(last, pen)
    half_height, foot = 0.6 * pen.bar_height, min(0.32 * pen.bar_height, (right - left) / 3)
    dash = (0.3 * pen.bar_height, 0.24 * pen.bar_height) if shape.dashed else ()
    items: list[Item] = []
    for x, direction in ((left, 1.0), (right, -1.0)):
        points = (
            x + direction * foot,
            y - half_height,
            x,
            y - half_height,
            x,
            y + half_height,
            x + direction * foot,
            y + half_height,
        )
        items.append(Polyline(points, pen.color, pen.stroke, dash, step=pen.step))
    return items


def _whisker(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw the stated value with a whisker over its precision."""
    first, last = drawn_extent(shape, x_of, pen)
    left, right, cap = clamp_near_plot(first, pen), clamp_near_plot(last, pen), 0.34 * pen.bar_height
    stroke = 0.8 * pen.stroke
    items: list[Item] = [Polyline((left, y, right, y), pen.color, stroke, step=pen.step)]
    items += [Polyline((x, y - cap, x, y + cap), pen.color, stroke, step=pen.step) for x in (left, right)]
    x = x_of(shape.centre)
    if is_near_plot(x, pen):
        small_pen = Pen(
            pen.color,
            pen.ground,
            0.62 * pen.dot_radius,
            pen.bar_height,
            stroke,
            pen.plot_left,
            pen.plot_right,
            pen.step,
        )
        items += draw_dot(x, y, small_pen, shape)
    return items


def draw_diamond(x: float, y: float, r: float, fill: str | None, pen: Pen, stroke: float) -> VectorPath:
    """Return a square on its corner, `r` pixels from the centre."""
    commands = (("M", x, y - r), ("L", x + r, y), ("L", x, y + r), ("L", x - r, y), ("Z",))
    return VectorPath(commands, fill, pen.color, stroke, step=pen.step)


def _date_set(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw a set: hollow diamonds for "one of", solid for "all of"."""
    is_one_of = shape.kind == "one_of"
    xs = [x for part in shape.parts for x in _member_xs(part, x_of)]
    left, right = min(xs), max(xs)
    before, after = open_margins(shape, left, right, pen)
    if shape.open_start:
        left -= before
    if shape.open_end:
        right += after
    left, right = clamp_near_plot(left, pen), clamp_near_plot(right, pen)
    stroke = 0.8 * pen.stroke
    items: list[Item] = []
    if right > left:
        color = themes.with_alpha(pen.color, 0.75)
        items.append(
            Polyline((left, y, right, y), color, stroke, (stroke, 2.2 * stroke) if is_one_of else (), step=pen.step)
        )
    for part in shape.parts:
        for x in _member_xs(part, x_of):
            if is_near_plot(x, pen):
                fill = pen.ground if is_one_of else pen.color
                items.append(draw_diamond(x, y, DIAMOND * pen.dot_radius, fill, pen, stroke))
                if is_one_of:
                    items.append(
                        draw_diamond(x, y, DIAMOND * pen.dot_radius, themes.with_alpha(pen.color, 0.2), pen, stroke)
                    )
    if shape.open_start or shape.open_end:
        items += end_symbols(shape, min(xs), max(xs), before, after, y, pen)
    return items


def _member_xs(part: DateShape, x_of: XOfInstant) -> tuple[float, ...]:
    """Return the x of each diamond of a set's member.

    A range has two, at its ends.
    """
    if part.kind == "bar" and part.parts == () and part.certain_start != part.start and part.certain_end != part.end:
        return x_of((part.start + part.certain_start) // 2), x_of((part.certain_end + part.end) // 2)
    return (x_of(part.centre),)


def _claims(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw all claimed dates, joined by one line."""
    xs = [x_of(part.centre) for part in shape.parts]
    stroke = max(1.2, 0.6 * pen.stroke)
    left, right = clamp_near_plot(min(xs), pen), clamp_near_plot(max(xs), pen)
    items: list[Item] = []
    if right > left:
        items.append(Polyline((left, y, right, y), pen.color, stroke, step=pen.step))
    small_pen = Pen(
        pen.color,
        pen.ground,
        0.72 * pen.dot_radius,
        0.84 * pen.bar_height,
        stroke,
        pen.plot_left,
        pen.plot_right,
        pen.step,
    )
    for part in shape.parts:
        first, last = drawn_extent(part, x_of, small_pen)
        if last < pen.plot_left - 60 or first > pen.plot_right + 60:
            continue
        if part.kind == "bar" and last - first > 2.5 * small_pen.dot_radius:
            x0, x1 = clamp_near_plot(first, pen), clamp_near_plot(last, pen)
            bar_height = 0.84 * pen.bar_height
            radius = min(bar_height, x1 - x0) / 2
            certain_x0 = clamp_near_plot(x_of(part.certain_start), pen)
            certain_x1 = clamp_near_plot(x_of(part.certain_end), pen)
            fill = curve_fill(
                opacity_curve(part, x0, certain_x0, certain_x1, x1, 0, 0),
                x0, x1, pen.color, 0.32,
            )  # fmt: skip
            items.append(
                Rectangle(x0, y - bar_height / 2, x1 - x0, bar_height, pen.ground, radius=radius, step=pen.step)
            )  # hides the line behind the bar
            items.append(
                Rectangle(x0, y - bar_height / 2, x1 - x0, bar_height, fill, pen.color, stroke, radius, step=pen.step)
            )
        else:
            x = (first + last) / 2
            items.append(Ellipse(x, y, small_pen.dot_radius, small_pen.dot_radius, pen.ground, step=pen.step))
            items.append(
                Ellipse(x, y, small_pen.dot_radius - stroke, small_pen.dot_radius - stroke, pen.color, step=pen.step)
            )
    return items


_DRAWERS: dict[str, Callable[[DateShape, XOfInstant, float, Pen], list[Item]]] = {
    "dot": _dot,
    "bar": draw_bar,
    "bracket": _bracket,
    "whisker": _whisker,
    "one_of": _date_set,
    "all_of": _date_set,
    "claims": _claims,
}
