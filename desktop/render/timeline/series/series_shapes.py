"""Draws a series: a line, steps, bars, an area or a range."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from desktop.fast_dataclass import dataclass
from desktop.render import theme as themes
from desktop.render.frame import Ellipse, Item, Polyline, Rectangle, VectorPath
from desktop.render.timeline.plot_area import PlotArea
from desktop.render.value_scale import ValueAxis
from desktop.timeline.series import Sample

_DASH = (2.6, 2.0)  # in widths of the line
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Holds a part of a line that is drawn in one stroke."""

    points: tuple[Point, ...]
    planned: bool


def draw_shapes(kind: str, samples: Sequence[Sample], axis: ValueAxis, plot: PlotArea, color: str) -> list[Item]:
    """Return the shapes of a series whose points are all drawn."""
    if kind == "bars":
        return _bars(samples, axis, plot, color)
    if kind == "steps":
        return _strokes(list(_steps(samples, axis, plot)), plot, color)
    pieces = list(_lines(samples, axis, plot))
    items: list[Item] = []
    if kind == "area":
        for piece in pieces:
            items += _surface(piece, [(x, axis.zero_y) for x, _ in reversed(piece.points)], color, 0.24)
    if kind == "range":
        items += _ranges(samples, axis, plot, color)
    return items + _strokes(pieces, plot, color) + _dots(samples, axis, plot, color)


def sample_x(kind: str, sample: Sample, plot: PlotArea) -> float:
    """Return the x at which a point of a series stands."""
    return plot.x_of(sample.start if kind == "steps" else sample.middle)


def _bars(samples: Sequence[Sample], axis: ValueAxis, plot: PlotArea, color: str) -> list[Item]:
    fill = themes.blend(color, plot.theme.background, 0.3)
    stroke = 0.6 * plot.metrics.stroke
    items: list[Item] = []
    for sample in samples:
        if sample.value is None:
            continue
        left, right = plot.x_of(sample.start), plot.x_of(sample.end)
        gap = min(0.12 * (right - left), plot.metrics.px(8.0))
        left, right = left + gap / 2, right - gap / 2
        if right - left < 2.0:
            left, right = (left + right) / 2 - 1.0, (left + right) / 2 + 1.0
        left, right = max(left, plot.x), min(right, plot.right)
        top, bottom = sorted((axis.y(sample.value), axis.zero_y))
        if right <= left:
            continue
        height = max(1.0, bottom - top)
        if sample.planned:
            dash = (_DASH[0] * stroke * 1.6, _DASH[1] * stroke * 1.6)
            items.append(
                Rectangle(left, top, right - left, height, themes.with_alpha(color, 0.14), color, stroke, dash=dash)
            )
        else:
            items.append(Rectangle(left, top, right - left, height, fill))
    return items


def _lines(samples: Sequence[Sample], axis: ValueAxis, plot: PlotArea) -> Iterator[_Piece]:
    """Yield the strokes between gaps; what is planned has its own."""
    stroke: list[Point] = []
    planned = False
    for sample in samples:
        if sample.value is None:
            yield from _clipped(stroke, planned, plot)
            stroke = []
            continue
        point = (plot.x_of(sample.middle), axis.y(sample.value))
        if stroke and sample.planned != planned:
            if len(stroke) > 1:
                yield from _clipped(stroke, planned, plot)
            stroke = [stroke[-1]]
        planned = sample.planned
        stroke.append(point)
    yield from _clipped(stroke, planned, plot)


def _steps(samples: Sequence[Sample], axis: ValueAxis, plot: PlotArea) -> Iterator[_Piece]:
    """Yield the strokes of steps, each up to the next point."""
    stroke: list[Point] = []
    planned = False
    for number, sample in enumerate(samples):
        following = samples[number + 1] if number + 1 < len(samples) else None
        if sample.value is None:
            yield from _clipped(stroke, planned, plot)
            stroke = []
            continue
        y = axis.y(sample.value)
        left = plot.x_of(sample.start)
        right = plot.x_of(following.start if following is not None else sample.end)
        if stroke and sample.planned != planned:
            yield from _clipped(stroke, planned, plot)
            stroke = [stroke[-1]]
        planned = sample.planned
        stroke += [(left, y), (max(left, right), y)]
    yield from _clipped(stroke, planned, plot)


def _clipped(stroke: Sequence[Point], planned: bool, plot: PlotArea) -> Iterator[_Piece]:
    """Yield what is in view of a stroke from left to right."""
    points: list[Point] = []
    for (x0, y0), (x1, y1) in itertools.pairwise(stroke):
        if x1 < plot.x or x0 > plot.right:
            continue
        slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        start = (plot.x, y0 + slope * (plot.x - x0)) if x0 < plot.x else (x0, y0)
        end = (plot.right, y0 + slope * (plot.right - x0)) if x1 > plot.right else (x1, y1)
        points += [start, end] if not points else [end]
    if len(points) > 1:
        yield _Piece(tuple(points), planned)


def _strokes(pieces: Sequence[_Piece], plot: PlotArea, color: str) -> list[Item]:
    width = 0.95 * plot.metrics.stroke
    dash = (_DASH[0] * width, _DASH[1] * width)
    return [
        Polyline(
            tuple([number for point in piece.points for number in point]), color, width,
            dash if piece.planned else (), rounded=not piece.planned,
        )
        for piece in pieces
    ]  # fmt: skip


def _surface(piece: _Piece, back: Sequence[Point], color: str, alpha: float) -> list[Item]:
    (x, y), *others = [*piece.points, *back]
    commands = (("M", x, y), *(("L", *point) for point in others), ("Z",))
    return [VectorPath(commands, themes.with_alpha(color, alpha * (0.5 if piece.planned else 1.0)))]


def _ranges(samples: Sequence[Sample], axis: ValueAxis, plot: PlotArea, color: str) -> list[Item]:
    """Return the surfaces between the low and the high ends.

    Up to a gap, what is sure is one surface and what is planned another: between two, a seam would be seen.
    """
    items: list[Item] = []
    highs: list[Point] = []
    lows: list[Point] = []

    def end_surface(*, planned: bool) -> None:
        tops, bottoms = list(_clipped(highs, planned, plot)), list(_clipped(lows, planned, plot))
        if tops and bottoms:
            items.extend(_surface(tops[0], tuple(reversed(bottoms[0].points)), color, 0.3))

    planned = False
    for sample in samples:
        if sample.span is None or sample.planned != planned:
            end_surface(planned=planned)
            # What is planned begins where the last sure number is.
            del highs[: len(highs) if sample.span is None else -1], lows[: len(lows) if sample.span is None else -1]
            planned = sample.planned
        if sample.span is not None:
            x, (low, high) = plot.x_of(sample.middle), sample.span
            highs.append((x, axis.y(high)))
            lows.append((x, axis.y(low)))
    end_surface(planned=planned)
    for sample in samples:  # one alone, or the ends of a day in view
        if sample.span is not None and sample.value is None and plot.x <= plot.x_of(sample.middle) <= plot.right:
            x, (low, high) = plot.x_of(sample.middle), sample.span
            items.append(Polyline((x, axis.y(high), x, axis.y(low)), color, 0.6 * plot.metrics.stroke))
    return items


def _dots(samples: Sequence[Sample], axis: ValueAxis, plot: PlotArea, color: str) -> list[Item]:
    """Return the points themselves, where they stand well apart."""
    shown = [sample for sample in samples if sample.value is not None]
    xs = [plot.x_of(sample.middle) for sample in shown]
    radius = 0.42 * plot.metrics.dot_radius
    is_crowded = any(after - before < 6 * radius for before, after in itertools.pairwise(xs))
    items: list[Item] = []
    for number, (x, sample) in enumerate(zip(xs, shown, strict=True)):
        alone = _is_alone(samples, sample)
        if not plot.x <= x <= plot.right or (is_crowded and not alone) or sample.value is None:
            continue
        y = axis.y(sample.value)
        if sample.planned:
            stroke = 0.7 * plot.metrics.stroke
            items.append(Ellipse(xs[number], y, radius, radius, plot.theme.background, color, stroke))
        else:
            items.append(Ellipse(xs[number], y, radius, radius, color))
    return items


def _is_alone(samples: Sequence[Sample], sample: Sample) -> bool:
    """Return whether a point has gaps on both sides."""
    number = samples.index(sample)
    before, after = samples[number - 1 : number] if number else [], samples[number + 1 : number + 2]
    return not any(one.value is not None for one in (*before, *after))
