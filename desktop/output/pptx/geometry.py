"""Turns the shapes of a frame into native geometry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from desktop.fast_dataclass import dataclass
from desktop.output.pptx.fills import NO_FILL, Box, Paints
from desktop.output.pptx.markup import element, emu, transform
from desktop.render.frame import (
    Ellipse,
    Item,
    LinearGradient,
    MarkBatch,
    Polyline,
    PushClip,
    Rectangle,
    RingSegment,
    VectorPath,
)

Command = tuple[str | float, ...]
_KAPPA = 0.5523  # how far the handles of four Bézier curves reach that make a circle
_EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)


@dataclass(frozen=True, slots=True)
class Outline:
    """Holds the properties of a shape and its bounds.

    A straight line is a connector, which other programs can hold on to.
    """

    properties: str
    box: Box
    is_line: bool = False


def clip_box(clips: Sequence[PushClip]) -> Box:
    """Return the intersection of several clips."""
    left, top, right, bottom = _EVERYWHERE
    for clip in clips:
        left, top = max(left, clip.x), max(top, clip.y)
        right, bottom = min(right, clip.x + clip.width), min(bottom, clip.y + clip.height)
    return left, top, right, bottom


def in_flat_parts(item: Item) -> tuple[Item, ...]:
    """Return a bar of several flat colours as one shape for each.

    Few programs draw a gradient whose opacity changes more than once.
    """
    fill = getattr(item, "fill", None)
    if not (
        isinstance(item, Rectangle) and isinstance(fill, LinearGradient) and fill.y0 == fill.y1 and not item.stroke
    ):
        return (item,)
    stops = fill.stops
    pairs = list(zip(stops[::2], stops[1::2], strict=False))
    is_flat = len(stops) % 2 == 0 and len(stops) > 2 and all(one.color == other.color for one, other in pairs)
    if not is_flat or any(before[1].offset != after[0].offset for before, after in pairwise(pairs)):
        return (item,)
    edges = [fill.x0 + stop.offset * (fill.x1 - fill.x0) for stop, _ in pairs[1:]]
    left, right = item.x, item.x + item.width
    radius = min(item.radius, item.width / 2, item.height / 2)
    if any(not left + radius <= edge <= right - radius for edge in edges) or fill.x1 <= fill.x0:
        return (item,)
    xs = [left, *edges, right]
    return tuple(
        VectorPath(_slice(item, x0, x1, radius), pair[0].color, step=item.step)
        for (x0, x1), pair in zip(pairwise(xs), pairs, strict=True)
    )


def _slice(item: Rectangle, left: float, right: float, radius: float) -> tuple[Command, ...]:
    """Return the outline of a part of a bar."""
    top, bottom = item.y, item.y + item.height
    first = radius if left == item.x else 0.0
    last = radius if right == item.x + item.width else 0.0
    k = 1 - _KAPPA
    commands: list[Command] = [("M", left + first, top), ("L", right - last, top)]
    if last:
        commands.append(("C", right - k * last, top, right, top + k * last, right, top + last))
        commands.append(("L", right, bottom - last))
        commands.append(("C", right, bottom - k * last, right - k * last, bottom, right - last, bottom))
    else:
        commands.append(("L", right, bottom))
    commands.append(("L", left + first, bottom))
    if first:
        commands.append(("C", left + k * first, bottom, left, bottom - k * first, left, bottom - first))
        commands.append(("L", left, top + first))
        commands.append(("C", left, top + k * first, left + k * first, top, left + first, top))
    return (*commands, ("Z",))


def outline(item: Item, paints: Paints, clip: Box = _EVERYWHERE) -> Outline | None:
    """Return an item as a shape, or None if nothing is seen.

    PowerPoint cannot clip: what reaches out of `clip` is cut by computation.
    """
    if isinstance(item, Rectangle):
        return _rectangle(item, paints, clip)
    if isinstance(item, Ellipse):
        return _ellipse(item, paints) if _inside(item.x, item.y, clip) else None
    if isinstance(item, Polyline):
        return _polyline(item, paints, clip)
    if isinstance(item, VectorPath):
        return _vector_path(item, paints, clip)
    if isinstance(item, RingSegment):
        return _ring_segment(item, paints)
    return _marks(item, paints, clip) if isinstance(item, MarkBatch) else None


def _inside(x: float, y: float, clip: Box) -> bool:
    return clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3]


def _bounds(points: Iterable[tuple[float, float]]) -> Box:
    places = list(points)
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs), min(ys), max(xs), max(ys)


def _place(box: Box) -> str:
    return transform(box[0], box[1], box[2] - box[0], box[3] - box[1])


def preset(name: str, **adjustments: float) -> str:
    """Return a shape that PowerPoint knows by name."""
    guides = "".join(element("a:gd", name=key, fmla=f"val {round(value)}") for key, value in adjustments.items())
    return element("a:prstGeom", element("a:avLst", guides), prst=name)


def rounded(width: float, height: float, radius: float) -> str:
    """Return the geometry of a rectangle with round corners."""
    radius = min(radius, width / 2, height / 2)
    return preset("roundRect", adj=100000 * radius / min(width, height)) if radius > 0 else preset("rect")


def _rectangle(item: Rectangle, paints: Paints, clip: Box) -> Outline | None:
    left, top = max(item.x, clip[0]), max(item.y, clip[1])
    right, bottom = min(item.x + item.width, clip[2]), min(item.y + item.height, clip[3])
    if right <= left or bottom <= top:
        return None
    box = (left, top, right, bottom)
    # The gradient keeps the place that it has on the whole rectangle.
    fill = paints.fill(item.fill, box)
    line = paints.line(item.stroke, item.stroke_width, item.dash)
    shape = rounded(right - left, bottom - top, item.radius)
    return Outline(_place(box) + shape + fill + line, box)


def _ellipse(item: Ellipse, paints: Paints) -> Outline:
    box = (item.x - item.rx, item.y - item.ry, item.x + item.rx, item.y + item.ry)
    fill, line = paints.fill(item.fill, box), paints.line(item.stroke, item.stroke_width, item.dash)
    return Outline(_place(box) + preset("ellipse") + fill + line, box)


def _polyline(item: Polyline, paints: Paints, clip: Box) -> Outline | None:
    places = list(zip(item.points[::2], item.points[1::2], strict=True))
    line = paints.line(item.color, item.width, item.dash, rounded=item.rounded)
    if len(places) == 2:
        return _straight(places[0], places[1], line, clip)
    if len(places) < 2 or not _overlaps(_bounds(places), clip):
        return None
    commands = _curve(places) if item.curved else [("M", *places[0]), *(("L", *place) for place in places[1:])]
    return _custom(commands, NO_FILL + line, is_filled=False)


def _overlaps(box: Box, clip: Box) -> bool:
    return box[0] <= clip[2] and box[2] >= clip[0] and box[1] <= clip[3] and box[3] >= clip[1]


def _straight(start: tuple[float, float], end: tuple[float, float], line: str, clip: Box) -> Outline | None:
    """Return a straight line, cut at the clip's edges."""
    (x0, y0), (x1, y1) = start, end
    first, last = 0.0, 1.0
    for origin, delta, low, high in ((x0, x1 - x0, clip[0], clip[2]), (y0, y1 - y0, clip[1], clip[3])):
        if delta == 0:
            if not low <= origin <= high:
                return None
            continue
        enter, leave = sorted(((low - origin) / delta, (high - origin) / delta))
        first, last = max(first, enter), min(last, leave)
    if first > last:
        return None
    dx, dy = x1 - x0, y1 - y0
    x0, y0, x1, y1 = x0 + first * dx, y0 + first * dy, x0 + last * dx, y0 + last * dy
    box = _bounds(((x0, y0), (x1, y1)))
    turned = (x1 - x0) * (y1 - y0) < 0
    place = transform(box[0], box[1], box[2] - box[0], box[3] - box[1], flipV=1 if turned else None)
    return Outline(place + preset("line") + line, box, is_line=True)


def _vector_path(item: VectorPath, paints: Paints, clip: Box) -> Outline | None:
    points = [
        (float(values[index]), float(values[index + 1]))
        for _, *values in item.commands
        for index in range(0, len(values), 2)
    ]
    if not points or not _overlaps(_bounds(points), clip):
        return None
    box = _bounds(points)
    line = paints.line(item.stroke, item.stroke_width, item.dash, rounded=True)
    if item.fill is None and len(points) == 2 and [one[0] for one in item.commands] == ["M", "L"]:
        return _straight(points[0], points[1], line, clip)
    return _custom(item.commands, paints.fill(item.fill, box) + line, is_filled=item.fill is not None)


def _ring_segment(item: RingSegment, paints: Paints) -> Outline:
    line = paints.line(item.color, item.thickness)
    radius = item.radius
    box = (item.x - radius, item.y - radius, item.x + radius, item.y + radius)
    if abs(item.sweep_angle) >= 360:
        return Outline(_place(box) + preset("ellipse") + NO_FILL + line, box)
    turn = math.radians(item.start_angle - 90)
    side = emu(2 * radius)
    begin = element("a:pt", x=emu(radius * (1 + math.cos(turn))), y=emu(radius * (1 + math.sin(turn))))
    arc = element(
        "a:arcTo",
        wR=emu(radius),
        hR=emu(radius),
        stAng=(item.start_angle - 90) % 360 * 60000,
        swAng=item.sweep_angle * 60000,
    )
    path = element("a:path", element("a:moveTo", begin), arc, w=side, h=side, fill="none")
    return Outline(_place(box) + _custom_geometry(path) + NO_FILL + line, box)


def _marks(item: MarkBatch, paints: Paints, clip: Box) -> Outline | None:
    """Return many small marks as one shape of many parts."""
    values = item.coordinates
    commands: list[Command] = []
    if item.kind == "box":
        for x, y, width, height in zip(values[::4], values[1::4], values[2::4], values[3::4], strict=True):
            left, right = max(x, clip[0]), min(x + width, clip[2])
            top, bottom = max(y, clip[1]), min(y + height, clip[3])
            if right > left and bottom > top:
                commands += _box(left, top, right, bottom, item.corner)
    else:
        for x, y, radius in zip(values[::3], values[1::3], values[2::3], strict=True):
            if _inside(x, y, clip):
                commands += _circle(x, y, radius)
    if not commands:
        return None
    return _custom(commands, paints.solid(item.color) + element("a:ln", NO_FILL), is_filled=True)


def _box(left: float, top: float, right: float, bottom: float, corner: float) -> list[Command]:
    r = min(corner, (right - left) / 2, (bottom - top) / 2)
    if not r > 0.0:
        return [("M", left, top), ("L", right, top), ("L", right, bottom), ("L", left, bottom), ("Z",)]
    k = (1 - _KAPPA) * r
    return [
        ("M", left + r, top),
        ("L", right - r, top),
        ("C", right - k, top, right, top + k, right, top + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", left + r, bottom),
        ("C", left + k, bottom, left, bottom - k, left, bottom - r),
        ("L", left, top + r),
        ("C", left, top + k, left + k, top, left + r, top),
        ("Z",),
    ]


def _circle(x: float, y: float, radius: float) -> list[Command]:
    k = _KAPPA * radius
    left, right, top, bottom = x - radius, x + radius, y - radius, y + radius
    return [
        ("M", right, y),
        ("C", right, y + k, x + k, bottom, x, bottom),
        ("C", x - k, bottom, left, y + k, left, y),
        ("C", left, y - k, x - k, top, x, top),
        ("C", x + k, top, right, y - k, right, y),
        ("Z",),
    ]


def _curve(places: list[tuple[float, float]]) -> list[Command]:
    """Return a curve through the middles between points."""
    commands: list[Command] = [("M", *places[0])]
    x, y = places[0]
    for (x0, y0), (x1, y1) in pairwise(places):
        end = ((x0 + x1) / 2, (y0 + y1) / 2)
        # A quadratic curve as a cubic one.
        commands.append((
            "C", x + 2 / 3 * (x0 - x), y + 2 / 3 * (y0 - y), end[0] + 2 / 3 * (x0 - end[0]), end[1] + 2 / 3 * (y0 - end[1]), *end
        ))  # fmt: skip
        x, y = end
    commands.append(("L", *places[-1]))
    return commands


def _custom(commands: Iterable[Command], paint: str, *, is_filled: bool) -> Outline:
    """Return a shape of a path."""
    steps = list(commands)
    box = _bounds(
        (float(values[index]), float(values[index + 1])) for _, *values in steps for index in range(0, len(values), 2)
    )
    left, top = box[0], box[1]
    parts = []
    names = {"M": "a:moveTo", "L": "a:lnTo", "C": "a:cubicBezTo", "Z": "a:close"}
    for name, *values in steps:
        points = [
            element("a:pt", x=emu(float(values[index]) - left), y=emu(float(values[index + 1]) - top))
            for index in range(0, len(values), 2)
        ]
        parts.append(element(names[str(name)], *points))
    path = element("a:path", *parts, w=emu(box[2] - left), h=emu(box[3] - top), fill=None if is_filled else "none")
    return Outline(_place(box) + _custom_geometry(path) + paint, box)


def _custom_geometry(path: str) -> str:
    lists = "".join(element(name) for name in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"))
    return element("a:custGeom", lists, element("a:rect", l="0", t="0", r="r", b="b"), element("a:pathLst", path))
