"""Writes the drawing of dates as data for the page.

The application itself draws each shape, at some widths; what it draws is then told from where it stands. Every number is
a sum of an offset in pixels and parts of the x of dates: found by moving one date after the other a little. So the marks
of the page are those of the application, and its script knows nothing of certainty.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from desktop.render.frame import (
    Ellipse,
    Fill,
    Item,
    LinearGradient,
    Polyline,
    RadialGradient,
    Rectangle,
    TextRun,
    VectorPath,
)
from desktop.render.timeline.marks.mark_shapes import draw_shape
from desktop.render.timeline.marks.shape_extents import Pen, drawn_extent, inner_stretch
from desktop.render.timeline.metrics import TimelineMetrics
from desktop.timeline.date_shapes import DateShape
from desktop.timeline.label_box import ENDLESS

Data = dict[str, object]
Positions = dict[int, float]

_COLOR: Final = "#ff0000"
_GROUND: Final = "#00ff00"
_NUDGE: Final = 0.01  # pixels
_WIDTHS: Final = (*(0.37 + 1.5 * number for number in range(33)), 1000.0)
"""The widths in pixels at which a shape is drawn: narrow ones have fewer parts, or the least size."""

_WIDTHS_WITH_PARTS: Final = tuple(4.37 * 1.5**number for number in range(21))
"""The widths of a set of dates, each of which may be narrow where the whole is wide."""

_EDGES: Final = 2  # the first two places are the edges of the plot


class MarkLooks:
    """Collects the looks of shapes, each once."""

    def __init__(self, metrics: TimelineMetrics) -> None:
        self._metrics = metrics
        self._numbers: dict[object, int] = {}
        self.looks: list[Data] = []

    def shape(self, shape: DateShape) -> Data:
        """Return a shape's times and the number of its look."""
        if shape.kind == "dot" and shape.fraction:  # it is of no whole second
            shape = replace(shape, certain_end=shape.start, end=shape.start, centre=shape.start)
        times = list(dict.fromkeys(_instants(shape)))
        if shape.start == shape.end:
            times.insert(1, shape.end)
        # A look is that of all shapes whose times have the same order; of a set the distances count as well.
        ranks = {instant: 1000 * number for number, instant in enumerate(sorted(set(times)))}
        if shape.parts:
            ranks = {instant: instant - min(times) for instant in times}
        pattern = _moved(shape, ranks)
        inner = _inner(shape, times, self._metrics)
        key = (pattern, tuple(ranks[instant] for instant in times), str(inner))
        if key not in self._numbers:
            self._numbers[key] = len(self.looks)
            self.looks.append(_look(pattern, [ranks[instant] for instant in times], self._metrics) | inner)
        return {"times": [_exact(instant, shape) for instant in times], "look": self._numbers[key]}


def _exact(instant: int, shape: DateShape) -> float:
    """Return the place of an instant of a shape, with its fraction."""
    if shape.end_fraction and instant == shape.end:
        return instant - shape.end_fraction
    return instant + shape.fraction if shape.fraction and instant == shape.start else instant


def _instants(shape: DateShape, is_part: bool = False) -> Iterator[int]:
    """Yield the instants of a shape: first its start and its end."""
    yield from (shape.start, shape.end, shape.certain_start, shape.certain_end)
    if is_part or shape.kind in ("dot", "whisker"):
        yield shape.centre
    for part in shape.parts:
        yield from _instants(part, is_part=True)


def _moved(shape: DateShape, ranks: dict[int, int]) -> DateShape:
    return replace(
        shape,
        start=ranks[shape.start],
        end=ranks[shape.end],
        certain_start=ranks[shape.certain_start],
        certain_end=ranks[shape.certain_end],
        centre=ranks.get(shape.centre, 0),
        fraction=0.0,
        end_fraction=0.0,
        parts=tuple(_moved(part, ranks) for part in shape.parts),
    )


def _look(shape: DateShape, times: Sequence[int], metrics: TimelineMetrics) -> Data:
    """Return how a shape is drawn from each width on."""
    look: Data = {"widths": _variants(shape, times, metrics)}
    return look | ({"open": True} if shape.open_start or shape.open_end else {})


def _inner(shape: DateShape, times: Sequence[int], metrics: TimelineMetrics) -> Data:
    """Return the place of words in a shape, and its background."""
    stretch = inner_stretch(shape)
    if stretch is None:
        return {}
    bent = 0.12 * metrics.bar_height if shape.kind == "bracket" or shape.is_within else 0.0
    gap = round(metrics.on_bar_gap + bent, 2)
    inner = [
        [1.6 * gap, 0, 1] if stretch.start == -ENDLESS else [gap, times.index(stretch.start) + _EDGES, 1],
        [-1.6 * gap, 1, 1] if stretch.end == ENDLESS else [-gap, times.index(stretch.end) + _EDGES, 1],
    ]
    return {"inner": inner} | ({"solid": True} if stretch.solid else {})


def _variants(shape: DateShape, times: Sequence[int], metrics: TimelineMetrics) -> list[Data]:
    variants: list[Data] = []
    firsts = {times.index(instant) for instant in times}
    widths = _WIDTHS_WITH_PARTS if shape.parts else _WIDTHS
    for width in widths if shape.end > shape.start else widths[-1:]:
        scale = width / max(1, shape.end - shape.start)
        # The edges of the plot are places of their own, far from the shape.
        places = [-5000.0, 5000.0 + width, *(instant * scale for instant in times)]
        base = drawing_at(shape, times, places, metrics)
        order = [number for number in range(len(places)) if number < _EDGES or number - _EDGES in firsts]
        nudged = [
            drawing_at(shape, times, [x + _NUDGE * (number == other) for other, x in enumerate(places)], metrics)
            for number in order
        ]
        form = _form(base)
        if any(_form(one) != form for one in nudged):
            continue  # just there a part comes or goes
        drawn = _merged(base, nudged, places, order)
        if not variants or variants[-1]["parts"] != drawn["parts"] or variants[-1]["ends"] != drawn["ends"]:
            variants.append({"from": round(width) if variants else 0, **drawn})
    return variants


def drawing_at(shape: DateShape, times: Sequence[int], places: Sequence[float], metrics: TimelineMetrics) -> Data:
    """Return the marks that the application draws at given places.

    `places` are the x of the edges of the plot, then of `times`. What is a float in the data may move.
    """
    positions = dict(zip(reversed(times), reversed(places[_EDGES:]), strict=True))
    x_of = _between(positions)
    pen = Pen(_COLOR, _GROUND, metrics.dot_radius, metrics.bar_height, metrics.stroke, places[0], places[1])
    return {
        "ends": list(drawn_extent(shape, x_of, pen)),
        "parts": [_part(item) for item in draw_shape(shape, x_of, 0.0, pen)],
    }


def _between(positions: Positions) -> Callable[[float], float]:
    """Return the function from an instant to its x, straight between places."""
    known = sorted(positions.items())

    def x_of(instant: float) -> float:
        if instant in positions:
            return positions[int(instant)]
        (t0, x0), (t1, x1) = next((one, two) for one, two in itertools.pairwise(known) if one[0] <= instant <= two[0])
        return x0 + (x1 - x0) * (instant - t0) / (t1 - t0)

    return x_of


def _form(value: object) -> object:
    """Return what is drawn without its numbers."""
    if isinstance(value, dict):
        return {key: _form(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_form(one) for one in value]
    return "number" if isinstance(value, float) else value


def _merged(base: object, nudged: Sequence[object], places: Sequence[float], order: Sequence[int]) -> Data:
    """Return a drawing with each number as a sum of places."""

    def merge(value: object, others: Sequence[object]) -> object:
        if isinstance(value, dict):
            return {key: merge(one, [other[key] for other in others]) for key, one in value.items()}  # type: ignore[index]
        if isinstance(value, list):
            return [merge(one, [other[number] for other in others]) for number, one in enumerate(value)]  # type: ignore[index]
        if not isinstance(value, float):
            return value
        shares = [
            (number, round((other - value) / _NUDGE, 5))  # type: ignore[operator]
            for number, other in zip(order, others, strict=True)
        ]
        offset = value - sum(share * places[number] for number, share in shares)
        found = [one for number, share in shares if share for one in (number, share)]
        return [round(offset, 1 if found else 2), *found] if found else round(offset, 2)

    merged = merge(base, nudged)
    assert isinstance(merged, dict)
    return merged


# -- items ---------------------------------------------------------------------------------------------------------------


def _part(item: Item) -> Data:
    """Return an item as data."""
    if isinstance(item, Rectangle):
        place: Data = {"box": [item.x, item.y, item.x + item.width, item.height, item.radius]}
        return place | _fill(item.fill, item) | _stroke(item.stroke, item.stroke_width, item.dash)
    if isinstance(item, Ellipse):
        return (
            {"dot": [item.x, item.y, item.rx]} | _fill(item.fill) | _stroke(item.stroke, item.stroke_width, item.dash)
        )
    if isinstance(item, Polyline):
        points = [list(point) for point in zip(item.points[::2], item.points[1::2], strict=True)]
        return {"line": points} | _stroke(item.color, item.width, item.dash)
    if isinstance(item, VectorPath):
        path = _fill(item.fill) | _stroke(item.stroke, item.stroke_width, item.dash)
        return {"line": list(_corners(item)), "closed": True} | path
    assert isinstance(item, TextRun)
    return {"text": item.text, "at": [item.x, item.y], "size": int(item.font.size)}


def _corners(path: VectorPath) -> Iterator[list[float]]:
    """Yield the points of a path, some for each of its curves."""
    last = (0.0, 0.0)
    for _, *numbers in path.commands:
        points = list(zip(map(float, numbers[::2]), map(float, numbers[1::2]), strict=True))
        if len(points) == 3:
            for step in (0.25, 0.5, 0.75):
                shares = ((1 - step) ** 3, 3 * (1 - step) ** 2 * step, 3 * (1 - step) * step**2, step**3)
                yield [sum(s * p[axis] for s, p in zip(shares, (last, *points), strict=True)) for axis in (0, 1)]
        if points:
            last = points[-1]
            yield list(last)


def _fill(fill: Fill | None, box: Rectangle | None = None) -> Data:
    if fill is None:
        return {}
    if isinstance(fill, RadialGradient):
        return {"glow": [[str(stop.offset), _alpha(stop.color)] for stop in fill.stops]}
    if isinstance(fill, LinearGradient):
        assert box is not None
        return {"fade": [[box.x + stop.offset * box.width, _alpha(stop.color)] for stop in fill.stops]}
    data: Data = {"fill": _alpha(fill)}
    return data | ({"ground": True} if fill.startswith(_GROUND) else {})


def _stroke(color: str, width: float, dash: Sequence[float]) -> Data:
    if not color:
        return {}
    data: Data = {"stroke": _alpha(color), "width": width}
    return data | ({"onBar": True} if color.startswith(_GROUND) else {}) | ({"dash": list(dash)} if dash else {})


def _alpha(color: str) -> float:
    return int(color[7:9] or "ff", 16) / 255
