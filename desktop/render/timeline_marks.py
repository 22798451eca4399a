"""How a date is drawn: a certain day is a dot, a span has its true width, and each kind of doubt a form of its own.

Told apart without colour: solid (certain), soft ends (approximate), dashed outline (uncertain), hollow (planned), brackets
(unspecified digits), an arrow (open end), a question mark (unknown end), ghost diamonds on dots (one of), solid diamonds
(all of), a whisker (significant digits), and small diamonds on a thread (the dates that sources dispute).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.render import theme as themes
from desktop.render.frame import Box, Ellipse, Item, Line, Linear, Radial, Run, Shape, Stop
from desktop.render.text import cap_height, measure
from desktop.render.theme import Theme
from desktop.story.edtf import When
from desktop.story.model import Event


@dataclass(frozen=True, slots=True)
class Pen:
    """What marks are drawn with: colour, radius of a dot, the ground behind, and the limits of the plot."""

    color: str
    ground: str
    radius: float
    left: float
    right: float
    step: int = 0


Place = Callable[[int], float]
"""Where an instant lies, in canvas pixels."""


def span_of(when: When, place: Place, pen: Pen) -> tuple[float, float]:
    """Return the left and the right end of a date's mark; a point is as wide as its dot."""
    far = pen.right - pen.left
    first = place(when.earliest) if when.start_min is not None else pen.left - far
    last = place(when.latest) if when.end_max is not None and when.latest is not None else pen.right + far
    if when.start_min is None and when.end_max is not None:
        first = min(first, last - 60)
    if last - first < 2.4 * pen.radius:
        middle = (first + last) / 2
        return middle - pen.radius, middle + pen.radius
    return first, last


def draw(event: Event, status: str, place: Place, y: float, pen: Pen, theme: Theme) -> list[Item]:
    """Return the mark of an event on the line y."""
    items: list[Item] = []
    when = event.when
    claims = [claim.date for claim in event.claims if claim.date is not None]
    if claims and status == "disputed":
        items += _thread(claims, place, y, pen)
    if when.kind in ("one_of", "all_of"):
        return items + _members(when, place, y, pen)
    first, last = span_of(when, place, pen)
    hollow = status == "planned"
    if last - first <= 2.4 * pen.radius + 0.01:
        return items + _dot(when, (first + last) / 2, y, pen, hollow)
    return items + _bar(when, place, first, last, y, pen, hollow)


def _dot(when: When, x: float, y: float, pen: Pen, hollow: bool) -> list[Item]:
    r = pen.radius
    items: list[Item] = []
    if when.significant:
        items += _whisker(x, y, 3.2 * r, pen)
    if when.approximate:
        soft = Radial(x, y, 2.1 * r, (Stop(0.0, themes.with_alpha(pen.color, 0.75)), Stop(1.0, themes.with_alpha(pen.color, 0.0))))
        items.append(Ellipse(x, y, 2.1 * r, 2.1 * r, soft, step=pen.step))
    if when.unspecified:
        return [*items, *_brackets(x - 1.5 * r, x + 1.5 * r, y, pen), Ellipse(x, y, 0.45 * r, 0.45 * r, pen.color, step=pen.step)]
    if hollow or when.uncertain:
        width = max(2.0, 0.3 * r)
        dash = (0.85 * r, 0.62 * r) if when.uncertain else ()
        fill = pen.ground if hollow else themes.with_alpha(pen.color, 0.35)
        return [*items, Ellipse(x, y, r, r, fill, pen.color, width, dash, pen.step)]
    # A thin edge in the ground's colour keeps dots apart that fall together.
    return [*items, Ellipse(x, y, r + 1.5, r + 1.5, pen.ground, step=pen.step), Ellipse(x, y, r, r, pen.color, step=pen.step)]


def _bar(when: When, place: Place, first: float, last: float, y: float, pen: Pen, hollow: bool) -> list[Item]:
    """Draw a span: solid where it certainly was, fading over the time in which it began or ended."""
    h = 1.7 * pen.radius
    left, right = max(first, pen.left - 200), min(last, pen.right + 200)
    if right - left <= 0:
        return []
    core_from = place(when.start_max) if when.start_max is not None else left + 40
    core_to = place(when.end_min) if when.end_min is not None else right - 40
    if when.start_open or when.start_unknown:
        core_from, left = min(right, max(left, pen.left) + 60), max(left, pen.left)
    if when.end_open or when.end_unknown:
        core_to, right = max(left, min(right, pen.right) - 60), min(right, pen.right)
    soft = min(0.3 * (right - left), 3.0 * pen.radius)
    one, two = (when.members[0], when.members[-1]) if when.kind == "interval" and len(when.members) == 2 else (when, when)
    if one.approximate and core_from - left < soft:
        core_from = left + soft
    if two.approximate and right - core_to < soft:
        core_to = right - soft
    core_from, core_to = min(max(core_from, left), right), max(min(core_to, right), left)
    if core_from > core_to:
        core_from = core_to = (core_from + core_to) / 2
    items: list[Item] = []
    if when.unspecified:
        items.append(Box(left, y - h / 2, right - left, h, themes.with_alpha(pen.color, 0.16), step=pen.step))
        return [*items, *_brackets(left, right, y, pen)]
    if hollow or when.uncertain:
        dash = (10.0, 7.0) if when.uncertain else ()
        fill = None if hollow else themes.with_alpha(pen.color, 0.22)
        items.append(Box(left, y - h / 2, right - left, h, fill, pen.color, max(1.5, 0.22 * pen.radius), h / 2, dash, pen.step))
    else:
        width = right - left
        clear, full = themes.with_alpha(pen.color, 0.0), themes.with_alpha(pen.color, 0.88)
        stops = [Stop(0.0, clear if core_from > left + 1 else full)]
        if core_from > left + 1:
            stops.append(Stop((core_from - left) / width, full))
        if core_to < right - 1:
            stops.append(Stop((core_to - left) / width, full))
        stops.append(Stop(1.0, clear if core_to < right - 1 else full))
        sharp = core_from <= left + 1 and core_to >= right - 1
        fill = full if sharp else Linear(left, 0, right, 0, tuple(stops))
        items.append(Box(left, y - h / 2, width, h, fill, radius=h / 2 if width > h else width / 2, step=pen.step))
    if when.end_open:
        items.append(_arrow(right, y, 1, pen))
    if when.start_open:
        items.append(_arrow(left, y, -1, pen))
    if when.end_unknown:
        items.append(_question(right - 20, y, pen))
    if when.start_unknown:
        items.append(_question(left + 8, y, pen))
    return items


def _arrow(x: float, y: float, way: int, pen: Pen) -> Line:
    r = pen.radius
    x -= way * r
    return Line((x - way * r, y - r, x, y, x - way * r, y + r), pen.color, max(2.0, 0.25 * r), round=True, step=pen.step)


def _question(x: float, y: float, pen: Pen) -> Run:
    font = themes.body(max(11.0, 2.4 * pen.radius), 600)
    return Run(x, y + cap_height(font) / 2, "?", font, pen.color, measure("?", font), step=pen.step)


def _brackets(left: float, right: float, y: float, pen: Pen) -> list[Item]:
    h, foot = 1.3 * pen.radius, 0.6 * pen.radius
    width = max(2.0, 0.25 * pen.radius)
    return [
        Line((left + foot, y - h, left, y - h, left, y + h, left + foot, y + h), pen.color, width, step=pen.step),
        Line((right - foot, y - h, right, y - h, right, y + h, right - foot, y + h), pen.color, width, step=pen.step),
    ]


def _whisker(x: float, y: float, half: float, pen: Pen) -> list[Item]:
    cap = 0.6 * pen.radius
    width = max(1.5, 0.2 * pen.radius)
    return [
        Line((x - half, y, x + half, y), pen.color, width, step=pen.step),
        Line((x - half, y - cap, x - half, y + cap), pen.color, width, step=pen.step),
        Line((x + half, y - cap, x + half, y + cap), pen.color, width, step=pen.step),
    ]


def _diamond(x: float, y: float, r: float, fill: str | None, pen: Pen) -> Shape:
    commands = (("M", x, y - r), ("L", x + r, y), ("L", x, y + r), ("L", x - r, y), ("Z",))
    return Shape(commands, fill, pen.color, max(1.5, 0.2 * pen.radius), step=pen.step)


def _members(when: When, place: Place, y: float, pen: Pen) -> list[Item]:
    """Draw a set: ghosts on dots for "one of", solids on a line for "all of"."""
    ghost = when.kind == "one_of"
    places = [place(one.centre) for one in when.members if one.centre is not None]
    if not places:
        return []
    first, last = min(places), max(places)
    if when.start_open:
        first = max(pen.left, first - 80)
    if when.end_open:
        last = min(pen.right, last + 80)
    items: list[Item] = []
    if last > first:
        items.append(Line((first, y, last, y), pen.color, max(1.5, 0.2 * pen.radius), (2.0, 6.0) if ghost else (), step=pen.step))
    fill = themes.with_alpha(pen.color, 0.18) if ghost else pen.color
    items += [_diamond(x, y, 1.15 * pen.radius, fill, pen) for x in places]
    return items


def _thread(claims: list[When], place: Place, y: float, pen: Pen) -> list[Item]:
    """Join each date that is claimed by a thread below the mark."""
    places = [place(when.centre) for when in claims if when.centre is not None]
    if len(places) < 2:
        return []
    low = y + 2.1 * pen.radius
    thin = max(1.2, 0.14 * pen.radius)
    items: list[Item] = [Line((min(places), low, max(places), low), pen.color, thin, (3.0, 4.0), step=pen.step)]
    items += [_diamond(x, low, 0.55 * pen.radius, pen.ground, pen) for x in places]
    return items
