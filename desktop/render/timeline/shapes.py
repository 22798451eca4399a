"""Forms of time as shapes on the canvas: each certainty and each doubt has its own, and no two need colour to differ.

A certain day is a disc; a longer date a bar of its true width. `~` has no edges, `?` an outline in dashes, `X` brackets, an
open end an arrow, an unknown one a question mark, `[one of]` ghost diamonds on dots, `{all of}` solid ones on a line,
significant digits a whisker. Planned is hollow, reported has a core, disputed is half full, claimed dates hang on a thread.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import (
    Ellipse,
    GradientStop,
    Item,
    LinearGradient,
    Polyline,
    RadialGradient,
    Rectangle,
    TextRun,
    VectorPath,
)
from desktop.render.text import cap_height, measure_text
from desktop.timeline.date_shapes import DateShape

XOfInstant = Callable[[int], float]
"""Where an instant falls, in canvas pixels; it may be far outside."""

_CERTAIN_OPACITY = 0.92
_POSSIBLE_OPACITY = 0.42  # what only may belong to a span
_CIRCLE_HANDLE = 0.5523  # how far a cubic's handle reaches to draw a quarter of a circle


@dataclass(frozen=True, slots=True)
class Pen:
    """What a mark is drawn with: its colour, what lies behind it, its sizes, and where the plot ends."""

    color: str
    ground: str
    dot_radius: float
    bar_height: float
    stroke: float
    plot_left: float
    plot_right: float
    step: int = 0


def drawing_margins(shape: DateShape, dot_radius: float, bar_height: float) -> tuple[float, float]:
    """Return how many pixels a form needs before its start and after its end, at any zoom."""
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
    """Return where the drawing of a form begins and ends."""
    if shape.kind == "dot":
        middle = x_of(shape.centre)
        return middle - pen.dot_radius, middle + pen.dot_radius
    first, last = x_of(shape.start), x_of(shape.end)
    min_width = _min_width(shape, pen) if shape.kind == "bar" else 2 * pen.dot_radius
    if last - first < min_width:
        middle = (first + last) / 2
        first, last = middle - min_width / 2, middle + min_width / 2
    before, after = drawing_margins(shape, pen.dot_radius, pen.bar_height)
    first -= before if shape.open_start or shape.unknown_start else 0.0
    last += after if shape.open_end or shape.unknown_end else 0.0
    return first, last


def draw_shape(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Return the shapes of a form around the line y; nothing is placed far outside the plot."""
    return _DRAWERS[shape.kind](shape, x_of, y, pen)


def _clamp_near_plot(x: float, pen: Pen) -> float:
    """Keep a place near the plot: painters lose their way millions of pixels out."""
    return min(max(x, pen.plot_left - 300.0), pen.plot_right + 300.0)


# -- dots --------------------------------------------------------------------------------------------------------------


def draw_dot(x: float, y: float, pen: Pen, shape: DateShape) -> list[Item]:
    """Return one disc in the manner of its doubt and status."""
    r, step = pen.dot_radius, pen.step
    if shape.blur_start:
        stops = ((0.0, _CERTAIN_OPACITY), (0.35, 0.8), (0.7, 0.28), (1.0, 0.0))
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
    """Return the thin darkness around a dot that keeps it apart from one that it falls together with."""
    return Ellipse(x, y, pen.dot_radius + 1.4, pen.dot_radius + 1.4, themes.with_alpha(pen.ground, 0.75), step=pen.step)


def _ring(x: float, y: float, pen: Pen, dash: tuple[float, ...] = ()) -> list[Item]:
    inner = pen.dot_radius - pen.stroke / 2
    return [Ellipse(x, y, inner, inner, None, pen.color, pen.stroke, dash, pen.step)]


def _dot(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    x = x_of(shape.centre)
    if not pen.plot_left - 60 <= x <= pen.plot_right + 60:
        return _day_underline(shape, x_of, y, pen)
    return [*_day_underline(shape, x_of, y, pen), *draw_dot(x, y, pen, shape)]


def _day_underline(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Underline the day itself once it is wider than its dot: how precise the date is remains to be seen."""
    first, last = _clamp_near_plot(x_of(shape.start), pen), _clamp_near_plot(x_of(shape.end), pen)
    if last - first < 5 * pen.dot_radius:
        return []
    return [Polyline((first, y, last, y), themes.with_alpha(pen.color, 0.5), max(1.0, 0.5 * pen.stroke), step=pen.step)]


# -- bars --------------------------------------------------------------------------------------------------------------


def _min_width(shape: DateShape, pen: Pen) -> float:
    """Return the least width at which a bar still shows what it is."""
    if shape.dashed or shape.is_planned or shape.status in ("reported", "disputed"):
        return 2 * pen.dot_radius
    return 1.3 * pen.bar_height if shape.blur_start or shape.blur_end else 0.42 * pen.bar_height


def _bar(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    first, last = x_of(shape.start), x_of(shape.end)
    certain_first, certain_last = x_of(shape.certain_start), x_of(shape.certain_end)
    min_width = _min_width(shape, pen)
    if last - first < min_width:
        middle = (first + last) / 2
        first, last = middle - min_width / 2, middle + min_width / 2
        blur_fraction = 0.5 if shape.blur_start or shape.blur_end else 0.0
        certain_first = first + min_width * (blur_fraction if shape.blur_start else 0.0)
        certain_last = last - min_width * (blur_fraction if shape.blur_end else 0.0)
    before, after = drawing_margins(shape, pen.dot_radius, pen.bar_height)
    opacities = _opacity_curve(shape, first, certain_first, certain_last, last, before, after)
    left, right = _clamp_near_plot(opacities[0][0], pen), _clamp_near_plot(opacities[-1][0], pen)
    if right - left <= 0:
        return []
    items: list[Item] = []
    top, height = y - pen.bar_height / 2, pen.bar_height
    corner = min(height, right - left) / 2
    open_left, open_right = shape.open_start or shape.unknown_start, shape.open_end or shape.unknown_end
    outlined = shape.dashed or shape.is_planned or shape.status in ("reported", "disputed")
    opacity = 0.0 if shape.is_planned else 0.3 if outlined else 1.0
    if opacity:
        fill = _gradient(opacities, left, right, pen.color, opacity)
        radius = 0.0 if (open_left and open_right) else corner
        items.append(Rectangle(left, top, right - left, height, fill, radius=radius, step=pen.step))
    if outlined:
        stroke = pen.stroke
        # An outline stands at the dates as written; a blurred end has none, its rails fade.
        x0 = _clamp_near_plot((first + certain_first) / 2 if shape.blur_start else first, pen)
        x1 = _clamp_near_plot((certain_last + last) / 2 if shape.blur_end else last, pen)
        if (shape.blur_start or shape.blur_end) and not shape.dashed:
            rail = _gradient(opacities, left, right, pen.color, 1.0)
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
    items += _end_symbols(shape, first, last, before, after, y, pen)
    return items


def _opacity_curve(
    shape: DateShape, first: float, certain_first: float, certain_last: float, last: float, before: float, after: float
) -> list[tuple[float, float]]:
    """Return how strong a bar is along its way: (x, strength) in order, straight lines between."""
    curve: list[tuple[float, float]] = []
    if shape.open_start or shape.unknown_start:
        curve += [(first - 0.9 * before, 0.0), (first, _CERTAIN_OPACITY)]
    elif shape.blur_start:
        curve += [(first, 0.0), (first + 0.35 * (certain_first - first), 0.3), (certain_first, _CERTAIN_OPACITY)]
    elif certain_first > first:
        curve += [(first, _POSSIBLE_OPACITY), (certain_first, _POSSIBLE_OPACITY), (certain_first, _CERTAIN_OPACITY)]
    else:
        curve.append((first, _CERTAIN_OPACITY))
    if shape.open_end or shape.unknown_end:
        curve += [(last, _CERTAIN_OPACITY), (last + 0.9 * after, 0.0)]
    elif shape.blur_end:
        curve += [(certain_last, _CERTAIN_OPACITY), (last - 0.35 * (last - certain_last), 0.3), (last, 0.0)]
    elif certain_last < last:
        curve += [(certain_last, _CERTAIN_OPACITY), (certain_last, _POSSIBLE_OPACITY), (last, _POSSIBLE_OPACITY)]
    else:
        curve.append((last, _CERTAIN_OPACITY))
    # Two doubtful ends may meet in the middle: nothing of the bar is sure, and places must not run backwards.
    previous_x = -float("inf")
    ordered = []
    for x, alpha in curve:
        previous_x = max(previous_x, x)
        ordered.append((previous_x, alpha))
    return ordered


def _gradient(
    curve: list[tuple[float, float]], left: float, right: float, color: str, opacity: float
) -> str | LinearGradient:
    """Return the fill between lo and hi that follows the curve; a plain colour where it does not change."""

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
        # Two stops at one place are an edge; painters keep only one, so the second comes a hair later.
        fraction = min(1.0, max((x - left) / (right - left), last + 1e-5 if last >= 0 else 0.0))
        stops.append(GradientStop(fraction, themes.with_alpha(color, opacity * alpha)))
        last = fraction
    return LinearGradient(left, 0.0, right, 0.0, tuple(stops))


def _end_symbols(
    shape: DateShape, first: float, last: float, before: float, after: float, y: float, pen: Pen
) -> list[Item]:
    """Return arrows for open and question marks for unknown ends."""
    items: list[Item] = []
    wing = 0.34 * pen.bar_height
    for is_open, unknown, x in (
        (shape.open_start, shape.unknown_start, first - before),
        (shape.open_end, shape.unknown_end, last + after),
    ):
        if not pen.plot_left - 60 <= x <= pen.plot_right + 60:
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


# -- brackets, whiskers, sets, claims --------------------------------------------------------------------------------------


def _bracket(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw what unspecified digits leave open: hollow, with the limits as brackets."""
    first, last = drawn_extent(shape, x_of, pen)
    left, right = _clamp_near_plot(first, pen), _clamp_near_plot(last, pen)
    half_height, foot = 0.6 * pen.bar_height, min(0.32 * pen.bar_height, (right - left) / 3)
    dash = (0.3 * pen.bar_height, 0.24 * pen.bar_height) if shape.dashed else ()
    items: list[Item] = [
        Rectangle(
            left, y - half_height, right - left, 2 * half_height, themes.with_alpha(pen.color, 0.13), step=pen.step
        )
    ]
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
    """Draw the stated value with how far its digits can be trusted."""
    first, last = drawn_extent(shape, x_of, pen)
    left, right, cap = _clamp_near_plot(first, pen), _clamp_near_plot(last, pen), 0.34 * pen.bar_height
    stroke = 0.8 * pen.stroke
    items: list[Item] = [Polyline((left, y, right, y), pen.color, stroke, step=pen.step)]
    items += [Polyline((x, y - cap, x, y + cap), pen.color, stroke, step=pen.step) for x in (left, right)]
    x = x_of(shape.centre)
    if pen.plot_left - 60 <= x <= pen.plot_right + 60:
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
    """Return a square on its corner."""
    commands = (("M", x, y - r), ("L", x + r, y), ("L", x, y + r), ("L", x - r, y), ("Z",))
    return VectorPath(commands, fill, pen.color, stroke, step=pen.step)


def _date_set(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw a set: ghosts on a dotted line for "one of", solids on a line for "all of"."""
    is_one_of = shape.kind == "one_of"
    xs = [x for part in shape.parts for x in _member_xs(part, x_of)]
    left, right = min(xs), max(xs)
    before, after = drawing_margins(shape, pen.dot_radius, pen.bar_height)
    if shape.open_start:
        left -= before
    if shape.open_end:
        right += after
    left, right = _clamp_near_plot(left, pen), _clamp_near_plot(right, pen)
    stroke = 0.8 * pen.stroke
    items: list[Item] = []
    if right > left:
        color = themes.with_alpha(pen.color, 0.75)
        items.append(
            Polyline((left, y, right, y), color, stroke, (stroke, 2.2 * stroke) if is_one_of else (), step=pen.step)
        )
    for part in shape.parts:
        for x in _member_xs(part, x_of):
            if pen.plot_left - 60 <= x <= pen.plot_right + 60:
                fill = pen.ground if is_one_of else pen.color
                items.append(draw_diamond(x, y, 1.05 * pen.dot_radius, fill, pen, stroke))
                if is_one_of:
                    items.append(
                        draw_diamond(x, y, 1.05 * pen.dot_radius, themes.with_alpha(pen.color, 0.2), pen, stroke)
                    )
    if shape.open_start or shape.open_end:
        items += _end_symbols(shape, min(xs), max(xs), before, after, y, pen)
    return items


def _member_xs(part: DateShape, x_of: XOfInstant) -> tuple[float, ...]:
    """Return where the members of a set stand: a range among them at both its ends."""
    if part.kind == "bar" and part.parts == () and part.certain_start != part.start and part.certain_end != part.end:
        return x_of((part.start + part.certain_start) // 2), x_of((part.certain_end + part.end) // 2)
    return (x_of(part.centre),)


def _claims(shape: DateShape, x_of: XOfInstant, y: float, pen: Pen) -> list[Item]:
    """Draw every date that is claimed, hung on one thread: none of them is the true one yet."""
    xs = [x_of(part.centre) for part in shape.parts]
    stroke = max(1.2, 0.6 * pen.stroke)
    left, right = _clamp_near_plot(min(xs), pen), _clamp_near_plot(max(xs), pen)
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
            x0, x1 = _clamp_near_plot(first, pen), _clamp_near_plot(last, pen)
            bar_height = 0.84 * pen.bar_height
            radius = min(bar_height, x1 - x0) / 2
            certain_x0 = _clamp_near_plot(x_of(part.certain_start), pen)
            certain_x1 = _clamp_near_plot(x_of(part.certain_end), pen)
            fill = _gradient(
                _opacity_curve(part, x0, certain_x0, certain_x1, x1, 0, 0),
                x0, x1, pen.color, 0.32,
            )  # fmt: skip
            items.append(
                Rectangle(x0, y - bar_height / 2, x1 - x0, bar_height, pen.ground, radius=radius, step=pen.step)
            )  # the thread ends here
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
    "bar": _bar,
    "bracket": _bracket,
    "whisker": _whisker,
    "one_of": _date_set,
    "all_of": _date_set,
    "claims": _claims,
}
