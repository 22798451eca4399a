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
from desktop.render.frame import Box, Ellipse, Item, Line, Linear, Radial, Run, Shape, Stop
from desktop.render.text import cap_height, measure
from desktop.timeline.date_shapes import Form

Place = Callable[[int], float]
"""Where an instant falls, in canvas pixels; it may be far outside."""

_FULL = 0.92
_PART = 0.42  # what only may belong to a span
_CIRCLE = 0.5523  # how far a cubic's handle reaches to draw a quarter of a circle


@dataclass(frozen=True, slots=True)
class Pen:
    """What a mark is drawn with: its colour, what lies behind it, its sizes, and where the plot ends."""

    color: str
    ground: str
    radius: float
    bar: float
    stroke: float
    left: float
    right: float
    step: int = 0


def reach(form: Form, radius: float, bar: float) -> tuple[float, float]:
    """Return how many pixels a form needs before its start and after its end, at any zoom."""
    before = after = radius + 1.5
    if form.blur_start and form.shape == "dot":
        before = after = 1.9 * radius
    if form.open_start:
        before = 4.4 * bar
    if form.open_end:
        after = 4.4 * bar
    if form.unknown_start:
        before = 3.2 * bar
    if form.unknown_end:
        after = 3.2 * bar
    return before, after


def extent(form: Form, place: Place, pen: Pen) -> tuple[float, float]:
    """Return where the drawing of a form begins and ends."""
    if form.shape == "dot":
        middle = place(form.centre)
        return middle - pen.radius, middle + pen.radius
    first, last = place(form.start), place(form.end)
    least = _least(form, pen) if form.shape == "bar" else 2 * pen.radius
    if last - first < least:
        middle = (first + last) / 2
        first, last = middle - least / 2, middle + least / 2
    before, after = reach(form, pen.radius, pen.bar)
    first -= before if form.open_start or form.unknown_start else 0.0
    last += after if form.open_end or form.unknown_end else 0.0
    return first, last


def draw(form: Form, place: Place, y: float, pen: Pen) -> list[Item]:
    """Return the shapes of a form around the line y; nothing is placed far outside the plot."""
    return _DRAW[form.shape](form, place, y, pen)


def _near(x: float, pen: Pen) -> float:
    """Keep a place near the plot: painters lose their way millions of pixels out."""
    return min(max(x, pen.left - 300.0), pen.right + 300.0)


# -- dots --------------------------------------------------------------------------------------------------------------


def dot(x: float, y: float, pen: Pen, form: Form) -> list[Item]:
    """Return one disc in the manner of its doubt and status."""
    r, step = pen.radius, pen.step
    if form.blur_start:
        stops = ((0.0, _FULL), (0.35, 0.8), (0.7, 0.28), (1.0, 0.0))
        glow = Radial(x, y, 1.9 * r, tuple(Stop(at, themes.with_alpha(pen.color, alpha)) for at, alpha in stops))
        soft: list[Item] = [Ellipse(x, y, 1.9 * r, 1.9 * r, glow, step=step)]
        return [*soft, *_ring(x, y, pen, (0.8 * r, 0.62 * r))] if form.dashed else soft
    if form.dashed:
        return _ring(x, y, pen, (0.8 * r, 0.62 * r))
    if form.hollow:
        return _ring(x, y, pen)
    if form.status == "reported":
        return [*_ring(x, y, pen), Ellipse(x, y, 0.42 * r, 0.42 * r, pen.color, step=step)]
    if form.status == "disputed":
        inner = r - pen.stroke / 2
        k = _CIRCLE * inner
        half = Shape(
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


def edge(x: float, y: float, pen: Pen) -> Ellipse:
    """Return the thin darkness around a dot that keeps it apart from one that it falls together with."""
    return Ellipse(x, y, pen.radius + 1.4, pen.radius + 1.4, themes.with_alpha(pen.ground, 0.75), step=pen.step)


def _ring(x: float, y: float, pen: Pen, dash: tuple[float, ...] = ()) -> list[Item]:
    inner = pen.radius - pen.stroke / 2
    return [Ellipse(x, y, inner, inner, None, pen.color, pen.stroke, dash, pen.step)]


def _dot(form: Form, place: Place, y: float, pen: Pen) -> list[Item]:
    x = place(form.centre)
    if not pen.left - 60 <= x <= pen.right + 60:
        return _day(form, place, y, pen)
    return [*_day(form, place, y, pen), *dot(x, y, pen, form)]


def _day(form: Form, place: Place, y: float, pen: Pen) -> list[Item]:
    """Underline the day itself once it is wider than its dot: how precise the date is remains to be seen."""
    first, last = _near(place(form.start), pen), _near(place(form.end), pen)
    if last - first < 5 * pen.radius:
        return []
    return [Line((first, y, last, y), themes.with_alpha(pen.color, 0.5), max(1.0, 0.5 * pen.stroke), step=pen.step)]


# -- bars --------------------------------------------------------------------------------------------------------------


def _least(form: Form, pen: Pen) -> float:
    """Return the least width at which a bar still shows what it is."""
    if form.dashed or form.hollow or form.status in ("reported", "disputed"):
        return 2 * pen.radius
    return 1.3 * pen.bar if form.blur_start or form.blur_end else 0.42 * pen.bar


def _bar(form: Form, place: Place, y: float, pen: Pen) -> list[Item]:
    first, last = place(form.start), place(form.end)
    sure_first, sure_last = place(form.sure_start), place(form.sure_end)
    least = _least(form, pen)
    if last - first < least:
        middle = (first + last) / 2
        first, last = middle - least / 2, middle + least / 2
        soft = 0.5 if form.blur_start or form.blur_end else 0.0
        sure_first = first + least * (soft if form.blur_start else 0.0)
        sure_last = last - least * (soft if form.blur_end else 0.0)
    before, after = reach(form, pen.radius, pen.bar)
    curve = _alphas(form, first, sure_first, sure_last, last, before, after)
    lo, hi = _near(curve[0][0], pen), _near(curve[-1][0], pen)
    if hi - lo <= 0:
        return []
    items: list[Item] = []
    top, height = y - pen.bar / 2, pen.bar
    corner = min(height, hi - lo) / 2
    open_left, open_right = form.open_start or form.unknown_start, form.open_end or form.unknown_end
    outlined = form.dashed or form.hollow or form.status in ("reported", "disputed")
    strength = 0.0 if form.hollow else 0.3 if outlined else 1.0
    if strength:
        fill = _gradient(curve, lo, hi, pen.color, strength)
        radius = 0.0 if (open_left and open_right) else corner
        items.append(Box(lo, top, hi - lo, height, fill, radius=radius, step=pen.step))
    if outlined:
        thin = pen.stroke
        # An outline stands at the dates as written; a blurred end has none, its rails fade.
        x0 = _near((first + sure_first) / 2 if form.blur_start else first, pen)
        x1 = _near((sure_last + last) / 2 if form.blur_end else last, pen)
        if (form.blur_start or form.blur_end) and not form.dashed:
            rail = _gradient(curve, lo, hi, pen.color, 1.0)
            items += [Box(lo, at, hi - lo, thin, rail, step=pen.step) for at in (top, top + height - thin)]
        elif x1 - x0 > thin:
            dash = (0.36 * height, 0.28 * height) if form.dashed else ()
            box = Box(
                x0 + thin / 2, top + thin / 2, x1 - x0 - thin, height - thin, None, pen.color, thin,
                (min(height, x1 - x0) - thin) / 2, dash, pen.step,
            )  # fmt: skip
            items.append(box)
        if form.status in ("reported", "disputed") and x1 - x0 > height:
            core = 0.26 * height if form.status == "reported" else 0.5 * height - thin
            at = y - core / 2 if form.status == "reported" else y
            inset = height / 2
            items.append(Box(x0 + inset, at, x1 - x0 - 2 * inset, core, pen.color, radius=core / 2, step=pen.step))
    items += _ends(form, first, last, before, after, y, pen)
    return items


def _alphas(
    form: Form, first: float, sure_first: float, sure_last: float, last: float, before: float, after: float
) -> list[tuple[float, float]]:
    """Return how strong a bar is along its way: (x, strength) in order, straight lines between."""
    curve: list[tuple[float, float]] = []
    if form.open_start or form.unknown_start:
        curve += [(first - 0.9 * before, 0.0), (first, _FULL)]
    elif form.blur_start:
        curve += [(first, 0.0), (first + 0.35 * (sure_first - first), 0.3), (sure_first, _FULL)]
    elif sure_first > first:
        curve += [(first, _PART), (sure_first, _PART), (sure_first, _FULL)]
    else:
        curve.append((first, _FULL))
    if form.open_end or form.unknown_end:
        curve += [(last, _FULL), (last + 0.9 * after, 0.0)]
    elif form.blur_end:
        curve += [(sure_last, _FULL), (last - 0.35 * (last - sure_last), 0.3), (last, 0.0)]
    elif sure_last < last:
        curve += [(sure_last, _FULL), (sure_last, _PART), (last, _PART)]
    else:
        curve.append((last, _FULL))
    # Two doubtful ends may meet in the middle: nothing of the bar is sure, and places must not run backwards.
    at = -float("inf")
    ordered = []
    for x, alpha in curve:
        at = max(at, x)
        ordered.append((at, alpha))
    return ordered


def _gradient(curve: list[tuple[float, float]], lo: float, hi: float, color: str, strength: float) -> str | Linear:
    """Return the fill between lo and hi that follows the curve; a plain colour where it does not change."""

    def alpha_at(x: float) -> float:
        if x <= curve[0][0]:
            return curve[0][1]
        for (one, a), (two, b) in itertools.pairwise(curve):
            if x <= two:
                return b if two <= one else a + (b - a) * (x - one) / (two - one)
        return curve[-1][1]

    inner = [(x, alpha) for x, alpha in curve if lo < x < hi]
    points = [(lo, alpha_at(lo)), *inner, (hi, alpha_at(hi))]
    if len({alpha for _, alpha in points}) == 1:
        return themes.with_alpha(color, strength * points[0][1])
    stops = []
    last = -1.0
    for x, alpha in points:
        # Two stops at one place are an edge; painters keep only one, so the second comes a hair later.
        share = min(1.0, max((x - lo) / (hi - lo), last + 1e-5 if last >= 0 else 0.0))
        stops.append(Stop(share, themes.with_alpha(color, strength * alpha)))
        last = share
    return Linear(lo, 0.0, hi, 0.0, tuple(stops))


def _ends(form: Form, first: float, last: float, before: float, after: float, y: float, pen: Pen) -> list[Item]:
    """Return arrows for open and question marks for unknown ends."""
    items: list[Item] = []
    wing = 0.34 * pen.bar
    for is_open, unknown, x in (
        (form.open_start, form.unknown_start, first - before),
        (form.open_end, form.unknown_end, last + after),
    ):
        if not pen.left - 60 <= x <= pen.right + 60:
            continue
        way = 1.0 if x > last else -1.0
        if is_open:
            tip = x - way * 2.0
            points = (tip - way * wing, y - wing, tip, y, tip - way * wing, y + wing)
            items.append(Line(points, pen.color, pen.stroke, round=True, step=pen.step))
        elif unknown:
            font = themes.body(float(round(0.95 * pen.bar)), 600)
            wide = measure("?", font)
            left = x - wide if way > 0 else x
            items.append(Run(left, y + cap_height(font) / 2, "?", font, pen.color, wide, step=pen.step))
    return items


# -- brackets, whiskers, sets, claims --------------------------------------------------------------------------------------


def _bracket(form: Form, place: Place, y: float, pen: Pen) -> list[Item]:
    """Draw what unspecified digits leave open: hollow, with the limits as brackets."""
    first, last = extent(form, place, pen)
    lo, hi = _near(first, pen), _near(last, pen)
    h, foot = 0.6 * pen.bar, min(0.32 * pen.bar, (hi - lo) / 3)
    dash = (0.3 * pen.bar, 0.24 * pen.bar) if form.dashed else ()
    items: list[Item] = [Box(lo, y - h, hi - lo, 2 * h, themes.with_alpha(pen.color, 0.13), step=pen.step)]
    for x, way in ((lo, 1.0), (hi, -1.0)):
        points = (x + way * foot, y - h, x, y - h, x, y + h, x + way * foot, y + h)
        items.append(Line(points, pen.color, pen.stroke, dash, step=pen.step))
    return items


def _whisker(form: Form, place: Place, y: float, pen: Pen) -> list[Item]:
    """Draw the stated value with how far its digits can be trusted."""
    first, last = extent(form, place, pen)
    lo, hi, cap = _near(first, pen), _near(last, pen), 0.34 * pen.bar
    thin = 0.8 * pen.stroke
    items: list[Item] = [Line((lo, y, hi, y), pen.color, thin, step=pen.step)]
    items += [Line((x, y - cap, x, y + cap), pen.color, thin, step=pen.step) for x in (lo, hi)]
    x = place(form.centre)
    if pen.left - 60 <= x <= pen.right + 60:
        small = Pen(pen.color, pen.ground, 0.62 * pen.radius, pen.bar, thin, pen.left, pen.right, pen.step)
        items += dot(x, y, small, form)
    return items


def diamond(x: float, y: float, r: float, fill: str | None, pen: Pen, stroke: float) -> Shape:
    """Return a square on its corner."""
    commands = (("M", x, y - r), ("L", x + r, y), ("L", x, y + r), ("L", x - r, y), ("Z",))
    return Shape(commands, fill, pen.color, stroke, step=pen.step)


def _members(form: Form, place: Place, y: float, pen: Pen) -> list[Item]:
    """Draw a set: ghosts on a dotted line for "one of", solids on a line for "all of"."""
    ghost = form.shape == "one_of"
    stops = [x for part in form.parts for x in _stops(part, place)]
    lo, hi = min(stops), max(stops)
    before, after = reach(form, pen.radius, pen.bar)
    if form.open_start:
        lo -= before
    if form.open_end:
        hi += after
    lo, hi = _near(lo, pen), _near(hi, pen)
    thin = 0.8 * pen.stroke
    items: list[Item] = []
    if hi > lo:
        color = themes.with_alpha(pen.color, 0.75)
        items.append(Line((lo, y, hi, y), color, thin, (thin, 2.2 * thin) if ghost else (), step=pen.step))
    for part in form.parts:
        for x in _stops(part, place):
            if pen.left - 60 <= x <= pen.right + 60:
                fill = pen.ground if ghost else pen.color
                items.append(diamond(x, y, 1.05 * pen.radius, fill, pen, thin))
                if ghost:
                    items.append(diamond(x, y, 1.05 * pen.radius, themes.with_alpha(pen.color, 0.2), pen, thin))
    if form.open_start or form.open_end:
        items += _ends(form, min(stops), max(stops), before, after, y, pen)
    return items


def _stops(part: Form, place: Place) -> tuple[float, ...]:
    """Return where the members of a set stand: a range among them at both its ends."""
    if part.shape == "bar" and part.parts == () and part.sure_start != part.start and part.sure_end != part.end:
        return place((part.start + part.sure_start) // 2), place((part.sure_end + part.end) // 2)
    return (place(part.centre),)


def _claims(form: Form, place: Place, y: float, pen: Pen) -> list[Item]:
    """Draw every date that is claimed, hung on one thread: none of them is the true one yet."""
    places = [place(part.centre) for part in form.parts]
    thin = max(1.2, 0.6 * pen.stroke)
    lo, hi = _near(min(places), pen), _near(max(places), pen)
    items: list[Item] = []
    if hi > lo:
        items.append(Line((lo, y, hi, y), pen.color, thin, step=pen.step))
    small = Pen(pen.color, pen.ground, 0.72 * pen.radius, 0.84 * pen.bar, thin, pen.left, pen.right, pen.step)
    for part in form.parts:
        first, last = extent(part, place, small)
        if last < pen.left - 60 or first > pen.right + 60:
            continue
        if part.shape == "bar" and last - first > 2.5 * small.radius:
            x0, x1 = _near(first, pen), _near(last, pen)
            h = 0.84 * pen.bar
            radius = min(h, x1 - x0) / 2
            faint = _gradient(
                _alphas(part, x0, _near(place(part.sure_start), pen), _near(place(part.sure_end), pen), x1, 0, 0),
                x0, x1, pen.color, 0.32,
            )  # fmt: skip
            items.append(
                Box(x0, y - h / 2, x1 - x0, h, pen.ground, radius=radius, step=pen.step)
            )  # the thread ends here
            items.append(Box(x0, y - h / 2, x1 - x0, h, faint, pen.color, thin, radius, step=pen.step))
        else:
            x = (first + last) / 2
            items.append(Ellipse(x, y, small.radius, small.radius, pen.ground, step=pen.step))
            items.append(Ellipse(x, y, small.radius - thin, small.radius - thin, pen.color, step=pen.step))
    return items


_DRAW: dict[str, Callable[[Form, Place, float, Pen], list[Item]]] = {
    "dot": _dot,
    "bar": _bar,
    "bracket": _bracket,
    "whisker": _whisker,
    "one_of": _members,
    "all_of": _members,
    "claims": _claims,
}
