"""Draws dates longer than a day as bars.

A bar has its true width, blurred ends where the date is doubtful, and symbols at open and unknown ends.
"""

from __future__ import annotations

import itertools

from desktop.render import theme as themes
from desktop.render.frame import GradientStop, Item, LinearGradient, Polyline, Rectangle, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.marks.shape_extents import (
    Pen,
    XOfInstant,
    clamp_near_plot,
    drawing_margins,
    is_near_plot,
    min_bar_width,
)
from desktop.timeline.date_shapes import DateShape

CERTAIN_OPACITY = 0.92
_POSSIBLE_OPACITY = 0.42  # of the part of a span that is possible but not certain


def draw_bar(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw a span as a bar with its outline and end symbols."""
    first, last = x_of(shape.start), x_of(shape.end)
    certain_first, certain_last = x_of(shape.certain_start), x_of(shape.certain_end)
    min_width = min_bar_width(shape, pen)
    if last - first < min_width:
        middle = (first + last) / 2
        first, last = middle - min_width / 2, middle + min_width / 2
        blur_fraction = 0.5 if shape.blur_start or shape.blur_end else 0.0
        certain_first = first + min_width * (blur_fraction if shape.blur_start else 0.0)
        certain_last = last - min_width * (blur_fraction if shape.blur_end else 0.0)
    before, after = drawing_margins(shape, pen.dot_radius, pen.bar_height)
    opacities = opacity_curve(shape, first, certain_first, certain_last, last, before, after)
    left, right = clamp_near_plot(opacities[0][0], pen), clamp_near_plot(opacities[-1][0], pen)
    if right - left <= 0:
        return []
    items: list[Item] = []
    top, height = y - pen.bar_height / 2, pen.bar_height
    corner = min(height, right - left) / 2
    open_left, open_right = shape.open_start or shape.unknown_start, shape.open_end or shape.unknown_end
    outlined = shape.dashed or shape.is_planned or shape.status in ("reported", "disputed")
    opacity = 0.0 if shape.is_planned else 0.3 if outlined else 1.0
    if opacity:
        fill = curve_fill(opacities, left, right, pen.color, opacity)
        radius = 0.0 if (open_left and open_right) else corner
        items.append(Rectangle(left, top, right - left, height, fill, radius=radius, step=pen.step))
    if outlined:
        stroke = pen.stroke
        # An outline stands at the written dates; a blurred end has none, its upper and lower edges fade.
        x0 = clamp_near_plot((first + certain_first) / 2 if shape.blur_start else first, pen)
        x1 = clamp_near_plot((certain_last + last) / 2 if shape.blur_end else last, pen)
        if (shape.blur_start or shape.blur_end) and not shape.dashed:
            rail = curve_fill(opacities, left, right, pen.color, 1.0)
            items += [
                Rectangle(left, at, right - left, stroke, rail, step=pen.step) for at in (top, top + height - stroke)
            ]
        elif x1 - x0 > stroke:
            dash = (0.36 * height, 0.28 * height) if shape.dashed else ()
            box = Rectangle(
                x0 + stroke / 2, top + stroke / 2, x1 - x0 - stroke, height - stroke, None, pen.color, stroke,
                (min(height, x1 - x0) - stroke) / 2, dash, pen.step,
            )  # fmt: skip
            items.append(box)
        if shape.status in ("reported", "disputed") and x1 - x0 > height:
            core = 0.26 * height if shape.status == "reported" else 0.5 * height - stroke
            at = y - core / 2 if shape.status == "reported" else y
            inset = height / 2
            items.append(
                Rectangle(x0 + inset, at, x1 - x0 - 2 * inset, core, pen.color, radius=core / 2, step=pen.step)
            )
    items += end_symbols(shape, first, last, before, after, y, pen)
    return items


def opacity_curve(
    shape: DateShape, first: float, certain_first: float, certain_last: float, last: float, before: float, after: float
) -> list[tuple[float, float]]:
    """Return the opacity along a bar.

    It is a polyline of points (x, opacity), x growing.
    """
    curve: list[tuple[float, float]] = []
    if shape.open_start or shape.unknown_start:
        curve += [(first - 0.9 * before, 0.0), (first, CERTAIN_OPACITY)]
    elif shape.blur_start:
        curve += [(first, 0.0), (first + 0.35 * (certain_first - first), 0.3), (certain_first, CERTAIN_OPACITY)]
    elif certain_first > first:
        curve += [(first, _POSSIBLE_OPACITY), (certain_first, _POSSIBLE_OPACITY), (certain_first, CERTAIN_OPACITY)]
    else:
        curve.append((first, CERTAIN_OPACITY))
    if shape.open_end or shape.unknown_end:
        curve += [(last, CERTAIN_OPACITY), (last + 0.9 * after, 0.0)]
    elif shape.blur_end:
        curve += [(certain_last, CERTAIN_OPACITY), (last - 0.35 * (last - certain_last), 0.3), (last, 0.0)]
    elif certain_last < last:
        curve += [(certain_last, CERTAIN_OPACITY), (certain_last, _POSSIBLE_OPACITY), (last, _POSSIBLE_OPACITY)]
    else:
        curve.append((last, CERTAIN_OPACITY))
    # Two doubtful ends may overlap: then no part of the bar is certain, and x must not decrease.
    previous_x = -float("inf")
    ordered = []
    for x, alpha in curve:
        previous_x = max(previous_x, x)
        ordered.append((previous_x, alpha))
    return ordered


def curve_fill(
    curve: list[tuple[float, float]], left: float, right: float, color: str, opacity: float
) -> str | LinearGradient:
    """Return the fill that follows the opacity curve from `left` to `right`."""

    def alpha_at(x: float) -> float:
        if x <= curve[0][0]:
            return curve[0][1]
        for (one, a), (two, b) in itertools.pairwise(curve):
            if x <= two:
                return b if two <= one else a + (b - a) * (x - one) / (two - one)
        return curve[-1][1]

    inner = [(x, alpha) for x, alpha in curve if left < x < right]
    points = [(left, alpha_at(left)), *inner, (right, alpha_at(right))]
    if len({alpha for _, alpha in points}) == 1:
        return themes.with_alpha(color, opacity * points[0][1])
    stops = []
    last = -1.0
    for x, alpha in points:
        # Two stops at one offset make an edge, but painters keep only one: the second comes 0.00001 later.
        fraction = min(1.0, max((x - left) / (right - left), last + 1e-5 if last >= 0 else 0.0))
        stops.append(GradientStop(fraction, themes.with_alpha(color, opacity * alpha)))
        last = fraction
    return LinearGradient(left, 0.0, right, 0.0, tuple(stops))


def end_symbols(
    shape: DateShape, first: float, last: float, before: float, after: float, y: float, pen: Pen
) -> list[Item]:
    """Return arrows at open ends and question marks at unknown ones."""
    items: list[Item] = []
    wing = 0.34 * pen.bar_height
    for is_open, unknown, x in (
        (shape.open_start, shape.unknown_start, first - before),
        (shape.open_end, shape.unknown_end, last + after),
    ):
        if not is_near_plot(x, pen):
            continue
        direction = 1.0 if x > last else -1.0
        if is_open:
            tip = x - direction * 2.0
            points = (tip - direction * wing, y - wing, tip, y, tip - direction * wing, y + wing)
            items.append(Polyline(points, pen.color, pen.stroke, rounded=True, step=pen.step))
        elif unknown:
            font = themes.body_font(float(round(0.95 * pen.bar_height)), 600)
            text_width = measure_text("?", font)
            left = x - text_width if direction > 0 else x
            items.append(TextRun(left, y + cap_height(font) / 2, "?", font, pen.color, text_width, step=pen.step))
    return items
