"""Draws dates longer than a day as bars.

A bar has its true width, blurred ends where the date is doubtful, and symbols at open and unknown ends.
"""

from __future__ import annotations

import itertools

from desktop.render import theme as themes
from desktop.render.frame import Ellipse, GradientStop, Item, LinearGradient, Polyline, Rectangle, TextRun
from desktop.render.text import cap_height, measure_text
from desktop.render.timeline.marks.shape_extents import (
    BAR_INSET,
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
CORNER = 0.3  # the radius of a bar's corners, as a share of its height
_GOING_ON_OPACITY = 0.84  # of what goes on, beyond the last date that is written
_LEAST_ARROW = 12.0  # the height of a bar for which arrows are drawn on thinner ones
_WITHIN_OPACITY = 0.2  # of a stretch in which a moment lies
_LEAST_FADE = 0.45  # of an end in doubt, in heights of the bar
_FADE_PX = 110.0  # from the last date on, in pixels


def draw_bar(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw a span as a bar with its outline and end symbols."""
    first, last = x_of(shape.start + shape.fraction), x_of(shape.end - shape.end_fraction)
    if shape.is_plain and last - first > 4 * pen.stroke:  # most bars are: sure from end to end
        return plain_bar(first, last, y, pen)
    certain_first, certain_last = max(first, x_of(shape.certain_start)), min(last, x_of(shape.certain_end))
    min_width = min_bar_width(shape, pen)
    if last - first < min_width:
        middle = (first + last) / 2
        first, last = middle - min_width / 2, middle + min_width / 2
        blur_fraction = 0.5 if shape.blur_start or shape.blur_end else 0.0
        certain_first = first + min_width * (blur_fraction if shape.blur_start else 0.0)
        certain_last = last - min_width * (blur_fraction if shape.blur_end else 0.0)
    if shape.is_within and pen.has_symbols and last - first > least_bracket(pen.bar_height):
        return _moment_within(shape, first, last, y, pen)
    if last - first > 4 * pen.stroke:  # a hair's breadth between two bars that touch
        first, last = first + BAR_INSET, last - BAR_INSET
        # Doubt of less than a pixel is seen all the same. Added to wide doubt, too: the page knows sums of places alone.
        fade = min(_LEAST_FADE * pen.bar_height, (last - first) / 4)
        certain_first += fade if shape.blur_start else 0.0
        certain_last -= fade if shape.blur_end else 0.0
        if shape.blur_start and shape.blur_end and certain_first > certain_last:
            certain_first = certain_last = (certain_first + certain_last) / 2
    before, after = open_margins(shape, first, last, pen)
    opacities = opacity_curve(shape, first, certain_first, certain_last, last, before, after)
    # What runs off the plot ends a little beyond it, where its rounded end is not seen.
    off_left, off_right = pen.plot_left - pen.bar_height, pen.off_right
    left = off_left if shape.open_start else min(max(opacities[0][0], off_left), off_right)
    right = off_right if shape.open_end else min(max(opacities[-1][0], off_left), off_right)
    if right - left <= 0:
        return []
    items: list[Item] = []
    top, height = y - pen.bar_height / 2, pen.bar_height
    corner = min(CORNER * height, (right - left) / 2)
    open_left, open_right = shape.open_start or shape.unknown_start, shape.open_end or shape.unknown_end
    outlined = shape.dashed or shape.is_planned or shape.status in ("reported", "disputed")
    opacity = 0.0 if shape.is_planned else 0.3 if outlined else 1.0
    if opacity:
        fill = curve_fill(opacities, left, right, pen.color, opacity)
        radius = 0.0 if (open_left and open_right) else corner
        items.append(Rectangle(left, top, right - left, height, fill, radius=radius, step=pen.step))
    if outlined:
        stroke = pen.stroke
        # An outline stands at the written dates; a blurred end has none, its upper and lower edges fade. What goes on has
        # no edge there either: its outline runs off the plot.
        x0 = left if shape.open_start else max(left, (first + certain_first) / 2 if shape.blur_start else first)
        x1 = right if shape.open_end else min(right, (certain_last + last) / 2 if shape.blur_end else last)
        if (shape.blur_start or shape.blur_end) and not shape.dashed:
            rail = curve_fill(opacities, left, right, pen.color, 1.0)
            items += [
                Rectangle(left, at, right - left, stroke, rail, step=pen.step) for at in (top, top + height - stroke)
            ]
        elif x1 - x0 > stroke:
            dash = (0.36 * height, 0.28 * height) if shape.dashed else ()
            box = Rectangle(
                x0 + stroke / 2, top + stroke / 2, x1 - x0 - stroke, height - stroke, None, pen.color, stroke,
                min(corner, (min(height, x1 - x0) - stroke) / 2), dash, pen.step,
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


def least_bracket(bar_height: float) -> float:
    """Return the width from which on a moment within has a bracket."""
    return 0.8 * bar_height


def plain_bar(first: float, last: float, y: float, pen: Pen) -> list[Item]:
    """Draw a span without any doubt between two places."""
    height = pen.bar_height
    left, right = first + BAR_INSET, last - BAR_INSET
    if left < pen.plot_left:
        left = max(left, pen.plot_left - height)
    if right > pen.plot_right:
        right = min(right, pen.off_right)
    if right <= left:
        return []
    corner = min(CORNER * height, (right - left) / 2)
    tone = themes.with_alpha(pen.color, CERTAIN_OPACITY)
    return [Rectangle(left, y - height / 2, right - left, height, tone, radius=corner, step=pen.step)]


def open_margins(shape: DateShape, first: float, last: float, pen: Pen) -> tuple[float, float]:
    """Return the pixels of a bar before and after its dates.

    An open end reaches the edge of the plot.
    """
    before, after = drawing_margins(shape, pen.dot_radius, pen.bar_height)
    if shape.open_start:
        before = max(0.0, first - pen.plot_left)
    if shape.open_end:
        after = max(0.0, pen.plot_right - last)
    return before, after


def _moment_within(shape: DateShape, first: float, last: float, y: float, pen: Pen) -> list[Item]:
    """Draw a moment somewhere in a stretch as a light bracket.

    It is no bar: nothing says that it took all that time.
    """
    left, right = clamp_near_plot(first + BAR_INSET, pen), clamp_near_plot(last - BAR_INSET, pen)
    if right <= left:
        return []
    # A plan has an outline all round: it is as high as a bar, so that a name has room inside.
    half_height, stroke = (0.5 if shape.is_planned else 0.42) * pen.bar_height, 0.8 * pen.stroke
    width, top = right - left, y - half_height
    dash = (0.24 * pen.bar_height, 0.2 * pen.bar_height) if shape.dashed else ()
    if shape.blur_start:  # it has no ends to bracket
        return [
            *_faded_stretch(shape, left, right, y, half_height, pen),
            *_rails(shape, left, right, y, half_height, pen),
        ]
    items: list[Item] = []
    if shape.is_planned:
        return [
            Rectangle(
                left + stroke / 2, top + stroke / 2, width - stroke, 2 * half_height - stroke, None, pen.color, stroke,
                0.0, dash, pen.step,
            )
        ]  # fmt: skip
    items.append(
        Rectangle(left, top, width, 2 * half_height, themes.with_alpha(pen.color, _WITHIN_OPACITY), step=pen.step)
    )
    foot = min(0.3 * pen.bar_height, width / 3)
    for x, direction in ((left + stroke / 2, 1.0), (right - stroke / 2, -1.0)):
        inner = x + direction * foot
        points = (inner, top, x, top, x, y + half_height, inner, y + half_height)
        items.append(Polyline(points, pen.color, stroke, dash, step=pen.step))
    if shape.status in ("reported", "disputed"):
        core = Ellipse((left + right) / 2, y, 0.5 * half_height, 0.5 * half_height, pen.color, step=pen.step)
        ring = Ellipse(core.x, y, 0.5 * half_height, 0.5 * half_height, None, pen.color, stroke, step=pen.step)
        items.append(core if shape.status == "reported" else ring)
    return items


def _faded_stretch(shape: DateShape, left: float, right: float, y: float, half_height: float, pen: Pen) -> list[Item]:
    """Return the tint of a stretch without edges, unless planned."""
    if shape.is_planned:
        return []
    ends = ((0.0, 0.0), (0.3, 2 * _WITHIN_OPACITY), (0.7, 2 * _WITHIN_OPACITY), (1.0, 0.0))
    stops = tuple(GradientStop(at, themes.with_alpha(pen.color, opacity)) for at, opacity in ends)
    fill = LinearGradient(left, 0.0, right, 0.0, stops)
    return [Rectangle(left, y - half_height, right - left, 2 * half_height, fill, step=pen.step)]


def _rails(shape: DateShape, left: float, right: float, y: float, half_height: float, pen: Pen) -> list[Item]:
    """Return the edges above and below a stretch in doubt."""
    stroke = 0.8 * pen.stroke
    edges = (y - half_height, y + half_height - stroke)
    if shape.dashed:
        middles = (edge + stroke / 2 for edge in edges)
        return [
            Polyline((left, at, right, at), pen.color, stroke, (3 * stroke, 3 * stroke), step=pen.step)
            for at in middles
        ]
    if not shape.is_planned:
        return []
    stops = tuple(
        GradientStop(at, themes.with_alpha(pen.color, opacity)) for at, opacity in ((0.0, 0.0), (0.5, 1.0), (1.0, 0.0))
    )
    fill = LinearGradient(left, 0.0, right, 0.0, stops)
    return [Rectangle(left, at, right - left, stroke, fill, step=pen.step) for at in edges]


def opacity_curve(
    shape: DateShape, first: float, certain_first: float, certain_last: float, last: float, before: float, after: float
) -> list[tuple[float, float]]:
    """Return the opacity along a bar.

    It is a polyline of points (x, opacity), x growing.
    """
    curve: list[tuple[float, float]] = []
    fade = _FADE_PX
    if shape.open_start:
        curve += [(first - max(before, fade), _GOING_ON_OPACITY), (first - fade, _GOING_ON_OPACITY)]
        curve.append((first, CERTAIN_OPACITY))
    elif shape.unknown_start:
        curve += [(first - 0.9 * before, 0.0), (first, CERTAIN_OPACITY)]
    elif shape.blur_start:
        curve += [(first, 0.0), (first + 0.35 * (certain_first - first), 0.3), (certain_first, CERTAIN_OPACITY)]
    elif certain_first > first:
        curve += [(first, _POSSIBLE_OPACITY), (certain_first, _POSSIBLE_OPACITY), (certain_first, CERTAIN_OPACITY)]
    else:
        curve.append((first, CERTAIN_OPACITY))
    if shape.open_end:
        curve += [(last, CERTAIN_OPACITY), (last + fade, _GOING_ON_OPACITY)]
        curve.append((last + max(after, fade), _GOING_ON_OPACITY))
    elif shape.unknown_end:
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
        if x < curve[0][0]:
            return curve[0][1]
        for (one, a), (two, b) in itertools.pairwise(curve):
            if x < two or x == right == two:
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
    wing = 0.34 * max(pen.bar_height, _LEAST_ARROW)
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
            # At the edge of the plot the arrow lies on its bar, a set has a line only.
            color = pen.ground if shape.kind == "bar" and not shape.is_planned else pen.color
            items.append(Polyline(points, color, pen.stroke, rounded=True, step=pen.step))
        elif unknown and pen.has_symbols:
            font = themes.body_font(float(round(0.95 * pen.bar_height)), 600)
            text_width = measure_text("?", font)
            left = x - text_width if direction > 0 else x
            items.append(TextRun(left, y + cap_height(font) / 2, "?", font, pen.color, text_width, step=pen.step))
    return items
